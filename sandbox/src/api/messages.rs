//! Error messages in the account's language: clients that match on text are found out.

use http::StatusCode;

/// Status, and the message in English, German, French and Japanese.
const MESSAGES: [(u16, [&str; 4]); 12] = [
    (400, ["Bad request", "Ungültige Anfrage", "Requête incorrecte", "不正なリクエストです"]),
    (
        401,
        [
            "Unauthenticated API request",
            "Nicht authentifizierte API-Anfrage",
            "Requête API non authentifiée",
            "認証されていない API リクエストです",
        ],
    ),
    (
        402,
        [
            "The annual API limit is used up",
            "Das jährliche API-Limit ist aufgebraucht",
            "La limite annuelle d'API est atteinte",
            "年間 API 上限に達しました",
        ],
    ),
    (
        403,
        [
            "Resource does not exist, or you do not have permission to access it.",
            "Die Ressource existiert nicht oder Sie haben keine Zugriffsberechtigung.",
            "La ressource n'existe pas ou vous n'êtes pas autorisé à y accéder.",
            "リソースが存在しないか、アクセス権がありません。",
        ],
    ),
    (404, ["Not found", "Nicht gefunden", "Introuvable", "見つかりません"]),
    (
        405,
        [
            "HTTP 405 Method Not Allowed",
            "Methode nicht erlaubt",
            "Méthode non autorisée",
            "許可されていないメソッドです",
        ],
    ),
    (406, ["Not acceptable", "Nicht akzeptabel", "Non acceptable", "受け入れられません"]),
    (409, ["Conflict", "Konflikt", "Conflit", "競合しています"]),
    (429, ["Too many requests", "Zu viele Anfragen", "Trop de requêtes", "リクエストが多すぎます"]),
    (
        499,
        [
            "The request timed out",
            "Zeitüberschreitung der Anfrage",
            "La requête a expiré",
            "リクエストがタイムアウトしました",
        ],
    ),
    (
        500,
        ["Internal server error", "Interner Serverfehler", "Erreur interne du serveur", "サーバー内部エラー"],
    ),
    (
        503,
        ["Service unavailable", "Dienst nicht verfügbar", "Service indisponible", "サービスを利用できません"],
    ),
];

/// The languages.
pub const LANGUAGES: [&str; 4] = ["en", "de", "fr", "ja"];

/// The message of a status in a language.
pub fn of(status: StatusCode, language: &str) -> Option<&'static str> {
    let at = LANGUAGES.iter().position(|known| *known == language)?;
    let (_, texts) = MESSAGES.iter().find(|(known, _)| *known == status.as_u16())?;
    texts.get(at).copied()
}
