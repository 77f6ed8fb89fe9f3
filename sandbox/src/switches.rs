//! What nobody outside Onshape knows for certain, and what differs from day to day: each can be switched while the
//! sandbox runs, since a client has to be right either way.

use serde::{Deserialize, Serialize};

/// The switches. The default is the harder of two possibilities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch by itself")]
pub struct Switches {
    /// Every refresh answers a new refresh token and the old one is dead. Off: the same one works for good.
    pub refresh_rotation: bool,
    /// A refresh that keeps the token leaves `refresh_token` out of its answer.
    pub omit_refresh_token: bool,
    /// Token answers have no `expires_in`.
    pub omit_expires_in: bool,
    /// What becomes of PKCE.
    pub pkce: Pkce,
    /// HTTP Basic is accepted as client authentication at the token endpoint.
    pub basic_auth: bool,
    /// The shape of the token endpoint's errors.
    pub token_errors: TokenErrors,
    /// Seconds that an access token lives.
    pub access_token_seconds: u32,
    /// What the file of a glTF translation is.
    pub gltf_file: GltfFile,
    /// What the synchronous glTF of a part studio without parts is.
    pub empty_gltf: EmptyGltf,
    /// glTF calls answer 307 to the regional host. Off: they answer the model at once.
    pub export_redirect: bool,
    /// Uploaded files come with a `Content-Length`.
    pub blob_length: bool,
    /// Seconds between the start of a translation and its end.
    pub translation_seconds: u32,
    /// Translations end as `FAILED`.
    pub translations_fail: bool,
    /// Seconds for which the thumbnail of something that has changed is not there yet.
    pub thumbnail_seconds: u32,
    /// The app may see only the documents whose ids are here (*per document app access*); nothing: all of the user's.
    pub document_access: Option<Vec<String>>,
    /// `users/sessioninfo` without a live token answers 204 instead of 401.
    pub anonymous_sessioninfo: bool,
    /// The language of error messages: `en`, `de`, `fr` or `ja`.
    pub message_language: String,
    /// Counted calls before every further one is a 402; nothing: no limit.
    pub annual_limit: Option<u64>,
    /// Calls of one operation, by one user, in a window of `rate_window_seconds`; nothing: no limit.
    pub rate_limit: Option<u32>,
    /// Seconds of the window of `rate_limit`, and the `Retry-After` at its worst.
    pub rate_window_seconds: u32,
    /// 429 carries `Retry-After`.
    pub retry_after: bool,
    /// The host page adds `theme` to the app's address.
    pub theme_parameter: bool,
    /// The key that signs webhooks, as companies can set one; nothing: unsigned.
    pub webhook_key: Option<String>,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            refresh_rotation: true,
            omit_refresh_token: false,
            omit_expires_in: false,
            pkce: Pkce::Verified,
            basic_auth: false,
            token_errors: TokenErrors::Rfc,
            access_token_seconds: 3600,
            gltf_file: GltfFile::Zip,
            empty_gltf: EmptyGltf::Empty,
            export_redirect: true,
            blob_length: true,
            translation_seconds: 5,
            translations_fail: false,
            thumbnail_seconds: 10,
            document_access: None,
            anonymous_sessioninfo: false,
            message_language: "en".to_owned(),
            annual_limit: None,
            rate_limit: None,
            rate_window_seconds: 60,
            retry_after: true,
            theme_parameter: false,
            webhook_key: None,
        }
    }
}

/// What becomes of PKCE (RFC 7636).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pkce {
    /// A challenge that was sent is verified.
    Verified,
    /// Nothing is looked at.
    Ignored,
    /// A request without a challenge is refused.
    Required,
}

/// The shape of the token endpoint's errors: both have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenErrors {
    /// `{error, error_description}` (RFC 6749, 5.2).
    Rfc,
    /// `{message, moreInfoUrl, status, code}`, as the API's.
    Onshape,
}

/// What the file of a glTF translation is: all three have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GltfFile {
    /// A ZIP that holds one glTF and its buffer.
    Zip,
    /// glTF JSON with the buffer in it.
    Json,
    /// GLB.
    Glb,
}

/// What the synchronous glTF of a part studio without parts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyGltf {
    /// A valid glTF with an empty scene.
    Empty,
    /// 204.
    NoContent,
    /// 400.
    BadRequest,
}
