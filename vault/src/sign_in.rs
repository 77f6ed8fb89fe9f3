//! One run through Onshape's consent page: begun here, bound to the browser, taken back once.

use onshape::oauth::TokenSet;
use secrecy::SecretString;
use sqlx::prelude::FromRow;
use url::Url;

use crate::{Secret, SessionId, StartRefused, User, Vault, VaultError};

/// How long the user may take at Onshape, in seconds.
const LIFETIME: i64 = 900;

/// How a browser asks to be signed in.
#[derive(Debug, Clone)]
pub struct SignInRequest {
    /// The Lax cookie of this browser's top-level pages, to which state and verifier are bound.
    pub binding: Secret,
    /// The frame that waits, where this is its popup.
    pub handle: Option<Secret>,
    /// Where to go after: kept as it is given, so it must have been judged before.
    pub return_to: String,
    /// The company to sign in to, where Onshape named one.
    pub company_id: Option<String>,
}

/// A sign-in that came back with its own state, in its own browser.
#[derive(Debug)]
pub struct SignIn {
    verifier: SecretString,
    handle_hash: Option<Vec<u8>>,
    /// See [`SignInRequest::return_to`].
    pub return_to: String,
    /// See [`SignInRequest::company_id`].
    pub company_id: Option<String>,
}

/// Who has signed in, and with what.
#[derive(Debug)]
pub struct SignedIn<'a> {
    /// As Onshape says.
    pub user: &'a User,
    /// The company that Onshape made the tokens for; empty: the user's own account.
    pub company: &'a str,
    /// What the token endpoint gave.
    pub tokens: &'a TokenSet,
    /// The session that this browser had.
    pub replaced: Option<&'a SessionId>,
    /// In words, for the user to recognise.
    pub browser: &'a str,
}

impl SignIn {
    /// The PKCE verifier, for the token endpoint.
    pub fn verifier(&self) -> &SecretString {
        &self.verifier
    }

    /// Whether a frame waits for it.
    pub fn is_popup(&self) -> bool {
        self.handle_hash.is_some()
    }
}

/// Where a sign-in that went well ends.
#[derive(Debug)]
pub enum Landing {
    /// The frame will take it; this window is done.
    HandedOver,
    /// This browser is signed in: its new session, for a cookie.
    Session(SessionId),
}

#[derive(FromRow)]
struct Row {
    verifier: Vec<u8>,
    handle_hash: Option<Vec<u8>>,
    return_to: String,
    company_id: String,
}

/// The row's identity: the base64url of its key.
pub(crate) fn verifier_context(state: &str) -> String {
    format!("sign_ins.verifier/{state}")
}

impl Vault {
    /// A binding for a browser that has none.
    pub fn new_binding(&self) -> Secret {
        self.secret()
    }

    /// Begins a sign-in: the address at Onshape to send the browser to. A handle is spent by it.
    pub async fn begin(&self, request: SignInRequest) -> Result<Result<Url, StartRefused>, VaultError> {
        if let Some(handle) = &request.handle
            && let Err(refused) =
                self.start_handover(handle, request.company_id.as_deref().unwrap_or_default()).await?
        {
            return Ok(Err(refused));
        }
        let (state, verifier) = (self.secret(), self.secret());
        sqlx::query(
            "INSERT INTO sign_ins (state_hash, binding_hash, verifier, handle_hash, return_to, expires_at, company_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(state.hash())
        .bind(request.binding.hash())
        .bind(self.seal(&verifier_context(&state.challenge()), &verifier.expose().into())?)
        .bind(request.handle.as_ref().map(Secret::hash))
        .bind(&request.return_to)
        .bind(self.now() + LIFETIME)
        .bind(request.company_id.as_deref().unwrap_or_default())
        .execute(self.db())
        .await?;
        let company = request.company_id.as_deref();
        Ok(Ok(self.inner.settings.oauth.authorize_url(state.expose(), &verifier.challenge(), company)))
    }

    /// The sign-in of this state, once, and only in the browser that began it (RFC 9700, 4.7; ASVS 10.1.2).
    pub async fn take_sign_in(&self, binding: &Secret, state: &Secret) -> Result<Option<SignIn>, VaultError> {
        let row: Option<Row> = sqlx::query_as(
            "UPDATE sign_ins SET taken_at = $1 WHERE state_hash = $2 AND binding_hash = $3 \
             AND taken_at IS NULL AND expires_at > $1 RETURNING verifier, handle_hash, return_to, \
             company_id",
        )
        .bind(self.now())
        .bind(state.hash())
        .bind(binding.hash())
        .fetch_optional(self.db())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let verifier = self.keys().open(&verifier_context(&state.challenge()), &row.verifier)?;
        let company_id = Some(row.company_id).filter(|company| !company.is_empty());
        Ok(Some(SignIn { verifier, handle_hash: row.handle_hash, return_to: row.return_to, company_id }))
    }

    /// Where this browser's latest sign-in wanted to go, for a page that offers to try again.
    pub async fn latest_return(&self, binding: &Secret) -> Result<Option<String>, VaultError> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT return_to FROM sign_ins WHERE binding_hash = $1 AND taken_at IS NOT NULL \
             ORDER BY taken_at DESC, expires_at DESC LIMIT 1",
        )
        .bind(binding.hash())
        .fetch_optional(self.db())
        .await?;
        Ok(row.map(|(return_to,)| return_to))
    }

    /// The user is who they say: keep the tokens, and sign in whoever asked. Nothing, where the grant has ended in the same
    /// moment.
    pub async fn complete(
        &self,
        sign_in: &SignIn,
        signed_in: SignedIn<'_>,
    ) -> Result<Option<Landing>, VaultError> {
        let SignedIn { user, company, tokens, replaced, browser } = signed_in;
        let grant = self.store_grant(user, company, tokens).await?;
        tracing::info!(grant = %grant, popup = sign_in.is_popup(), "a user signed in");
        if let Some(handle) = &sign_in.handle_hash {
            self.finish_handover(handle, "ready", Some(&grant)).await?;
            return Ok(Some(Landing::HandedOver));
        }
        let session = self.sign_in_with(&grant, sign_in.company_id.is_some(), replaced, browser).await?;
        Ok(session.map(Landing::Session))
    }

    /// The user pressed Deny: tell the frame that waits.
    pub async fn deny(&self, sign_in: &SignIn) -> Result<(), VaultError> {
        self.abandon(sign_in, "denied").await
    }

    /// Something failed: tell the frame that waits.
    pub async fn fail(&self, sign_in: &SignIn) -> Result<(), VaultError> {
        self.abandon(sign_in, "failed").await
    }

    async fn abandon(&self, sign_in: &SignIn, state: &'static str) -> Result<(), VaultError> {
        match &sign_in.handle_hash {
            Some(handle) => self.finish_handover(handle, state, None).await,
            None => Ok(()),
        }
    }
}
