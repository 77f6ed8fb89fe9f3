//! Onshape's OAuth 2.0 endpoints: <https://onshape-public.github.io/docs/auth/oauth/>.
//!
//! Written here and not taken from a crate: the client authenticates in the body only, ids and secrets end in `=`
//! and must be percent-encoded, and errors come in two shapes.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

/// The scopes that Vitrine asks for: read documents, and the user's name.
pub const SCOPE: &str = "OAuth2ReadPII OAuth2Read";

/// Access tokens live for an hour where the answer does not say.
const DEFAULT_LIFETIME: Duration = Duration::from_hours(1);

/// How long the token endpoint may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The application as it is registered at Onshape.
#[derive(Debug, Clone)]
pub struct OAuthClient {
    /// See [`crate::Api::http_client`].
    pub http: reqwest::Client,
    /// Parent of `/oauth/authorize` and `/oauth/token`.
    pub oauth_url: Url,
    /// Public identifier.
    pub client_id: String,
    /// Secret, which never leaves the server.
    pub client_secret: SecretString,
    /// Exactly as registered.
    pub redirect_uri: Url,
}

/// What the token endpoint grants.
#[derive(Debug)]
pub struct TokenSet {
    /// Bearer token for the API.
    pub access_token: SecretString,
    /// Absent where Onshape does not rotate: the old one stays valid then.
    pub refresh_token: Option<SecretString>,
    /// How long the access token lives.
    pub expires_in: Duration,
    /// What they allow, where the answer says: less than was asked for, possibly (RFC 6749, 5.1).
    pub scope: Option<String>,
}

/// Why the token endpoint gave none.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// `invalid_grant`: the code or the refresh token is spent, expired or revoked. Asking again will not help.
    #[error("Onshape refused the grant ({0})")]
    InvalidGrant(u16),
    /// `invalid_client` and its kin: this installation is not registered as it is configured. No grant is worse for it.
    #[error(
        "Onshape refused the application itself: check OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET and the redirect URL"
    )]
    InvalidClient,
    /// The endpoint is down, slow or answers nonsense. The grant may still be good.
    #[error("Onshape's token endpoint is not available")]
    Unavailable(#[source] Option<reqwest::Error>),
}

/// Only the access token is needed. The rest is read as it comes: an answer that cannot be read is a refresh token spent
/// for nothing.
#[derive(Deserialize)]
struct TokenResponse {
    access_token: SecretString,
    #[serde(default)]
    refresh_token: Value,
    #[serde(default)]
    expires_in: Value,
    #[serde(default)]
    scope: Value,
}

impl From<TokenResponse> for TokenSet {
    fn from(answer: TokenResponse) -> Self {
        let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let seconds = |value: &Value| value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
        Self {
            access_token: answer.access_token,
            refresh_token: text(&answer.refresh_token).map(Into::into),
            expires_in: seconds(&answer.expires_in).map_or(DEFAULT_LIFETIME, Duration::from_secs),
            scope: text(&answer.scope),
        }
    }
}

#[derive(Deserialize)]
struct TokenErrorBody {
    error: Option<String>,
}

impl OAuthClient {
    /// Where the browser goes to sign in (RFC 6749, 4.1.1), with a PKCE challenge (RFC 7636) of method S256.
    pub fn authorize_url(&self, state: &str, challenge: &str, company_id: Option<&str>) -> Url {
        let mut url = self.endpoint("authorize");
        let redirect_uri = self.redirect_uri.to_string();
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", &self.client_id),
            ("redirect_uri", &redirect_uri),
            ("scope", SCOPE),
            ("state", state),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        pairs.extend(company_id.map(|id| ("company_id", id)));
        // `%20` for the space between scopes: not every server reads `+` as one.
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        url.set_query(Some(&query.replace('+', "%20")));
        url
    }

    /// Turns the code of the redirect into tokens (RFC 6749, 4.1.3).
    pub async fn exchange(
        &self,
        code: &SecretString,
        verifier: &SecretString,
    ) -> Result<TokenSet, TokenError> {
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", code.expose_secret()),
            ("redirect_uri", self.redirect_uri.as_str()),
            ("code_verifier", verifier.expose_secret()),
        ])
        .await
    }

    /// New tokens for old (RFC 6749, 6). Onshape may spend the refresh token with it.
    pub async fn refresh(&self, refresh_token: &SecretString) -> Result<TokenSet, TokenError> {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", refresh_token.expose_secret())]).await
    }

    fn endpoint(&self, name: &str) -> Url {
        let mut url = self.oauth_url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(["oauth", name]);
        }
        url
    }

    async fn token(&self, form: &[(&str, &str)]) -> Result<TokenSet, TokenError> {
        let client =
            [("client_id", self.client_id.as_str()), ("client_secret", self.client_secret.expose_secret())];
        let form: Vec<_> = form.iter().chain(&client).collect();
        let unavailable = |error: reqwest::Error| TokenError::Unavailable(Some(error.without_url()));
        let request = self.http.post(self.endpoint("token")).form(&form).timeout(TIMEOUT);
        let response = request.header("accept", "application/json").send().await.map_err(unavailable)?;
        let status = response.status();
        if status.is_success() {
            let tokens: TokenResponse = response.json().await.map_err(unavailable)?;
            return Ok(tokens.into());
        }
        if !matches!(status.as_u16(), 400 | 401) {
            return Err(TokenError::Unavailable(None));
        }
        // Whoever is in between may answer 400 with a page: only JSON is the endpoint's own.
        let error = response.json::<TokenErrorBody>().await.map_err(unavailable)?.error;
        match (error.as_deref(), status.as_u16()) {
            // Onshape's own shape of errors has no name in it: there the status tells (RFC 6749, 5.2).
            (Some("invalid_grant"), _) | (None, 400) => Err(TokenError::InvalidGrant(status.as_u16())),
            _ => Err(TokenError::InvalidClient),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_lost_for_what_stands_beside_it() {
        for (rest, refresh_token, seconds) in [
            (r#""refresh_token":"r","expires_in":60"#, Some("r"), 60),
            (r#""refresh_token":null,"expires_in":"60""#, None, 60),
            (r#""refresh_token":"","expires_in":-1"#, None, 3600),
            (r#""refresh_token":7,"expires_in":{},"scope":["a"]"#, None, 3600),
            (r#""more":true"#, None, 3600),
        ] {
            let answer: TokenResponse =
                serde_json::from_str(&format!(r#"{{"access_token":"a",{rest}}}"#)).unwrap();
            let tokens = TokenSet::from(answer);
            let refresh = tokens.refresh_token.as_ref().map(ExposeSecret::expose_secret);
            assert_eq!((refresh, tokens.expires_in), (refresh_token, Duration::from_secs(seconds)), "{rest}");
        }
    }
}
