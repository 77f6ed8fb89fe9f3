//! From the popup to the frame: a handle that the frame mints, the popup fills and the frame redeems.

use sqlx::prelude::FromRow;

use crate::{
    GrantId, Secret, SessionId, Vault, VaultError,
    sessions::{self, Before, Opening},
};

/// How long a frame may wait for its popup, in seconds.
const LIFETIME: i64 = 600;

/// Where a hand-over is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverState {
    /// The user has not come back yet.
    Pending,
    /// The frame may redeem it.
    Ready,
    /// The user pressed Deny.
    Denied,
    /// The sign-in went wrong at Onshape or here.
    Failed,
    /// Too old, redeemed already, or not this frame's.
    Gone,
}

/// A popup asked to start with a handle that it may not use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StartRefused {
    /// Unknown, too old, or started before: each handle starts one sign-in.
    #[error("this sign-in window is out of date")]
    Spent,
}

#[derive(FromRow)]
struct Row {
    state: String,
}

impl Vault {
    /// A pre-session for a browser that has none: it owns the handles that its frame mints.
    pub fn new_pre_session(&self) -> Secret {
        self.secret()
    }

    /// A handle for the frame of this pre-session: a secret that only the frame has, in a cookie or in its memory.
    pub async fn mint_handle(&self, pre_session: &Secret) -> Result<Secret, VaultError> {
        let handle = self.secret();
        sqlx::query(
            "INSERT INTO handovers (handle_hash, pre_session_hash, state, expires_at) VALUES ($1, $2, 'minted', $3)",
        )
        .bind(handle.hash())
        .bind(pre_session.hash())
        .bind(self.now() + LIFETIME)
        .execute(self.db())
        .await?;
        Ok(handle)
    }

    /// Where the hand-over is, as far as this pre-session may know.
    pub async fn handover(&self, pre_session: &Secret, handle: &Secret) -> Result<HandoverState, VaultError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT state FROM handovers WHERE handle_hash = $1 AND pre_session_hash = $2 AND expires_at > $3",
        )
        .bind(handle.hash())
        .bind(pre_session.hash())
        .bind(self.now())
        .fetch_optional(self.db())
        .await?;
        Ok(match row.as_ref().map(|row| row.state.as_str()) {
            Some("minted" | "started") => HandoverState::Pending,
            Some("ready") => HandoverState::Ready,
            Some("denied") => HandoverState::Denied,
            Some("failed") => HandoverState::Failed,
            _ => HandoverState::Gone,
        })
    }

    /// The frame takes what the popup brought: a new session, once. `replaced` is the session it had; where the sign-in was
    /// for another company of the same user, its grants are kept beside.
    pub async fn redeem(
        &self,
        pre_session: &Secret,
        handle: &Secret,
        replaced: Option<&SessionId>,
        browser: &str,
    ) -> Result<Option<SessionId>, VaultError> {
        let row: Option<(String, String)> = sqlx::query_as(
            "UPDATE handovers SET state = 'done' WHERE handle_hash = $1 AND pre_session_hash = $2 \
             AND state = 'ready' AND expires_at > $3 RETURNING grant_id, company_id",
        )
        .bind(handle.hash())
        .bind(pre_session.hash())
        .bind(self.now())
        .fetch_optional(self.db())
        .await?;
        let Some((grant, asked_company)) = row else { return Ok(None) };
        self.sign_in_with(&GrantId(grant), !asked_company.is_empty(), replaced, browser).await
    }

    /// A session for a grant that was just made, if it still lives.
    pub(crate) async fn sign_in_with(
        &self,
        grant: &GrantId,
        for_a_company: bool,
        replaced: Option<&SessionId>,
        browser: &str,
    ) -> Result<Option<SessionId>, VaultError> {
        let row: Option<(String, String)> =
            sqlx::query_as("SELECT user_id, company_id FROM grants WHERE id = $1 AND ended_at IS NULL")
                .bind(&grant.0)
                .fetch_optional(self.db())
                .await?;
        let Some((Ok(user), company)) = row.map(|(user, company)| (user.parse(), company)) else {
            return Ok(None);
        };
        let before = match replaced {
            Some(replaced) if for_a_company => self.session(replaced).await?.live(),
            _ => None,
        };
        let opening = Opening {
            grant: grant.clone(),
            replaces: replaced.map(sessions::hash),
            before: match before.filter(|before| before.user.id == user) {
                None => Before::End,
                Some(before) if before.company == company => Before::FirstIsReplaced,
                Some(_) => Before::Stay,
            },
            user,
            company,
            browser: browser.to_owned(),
        };
        self.open_session(&opening).await.map(Some)
    }

    /// A popup starts: the handle is spent for any other.
    pub(crate) async fn start_handover(
        &self,
        handle: &Secret,
        company: &str,
    ) -> Result<Result<(), StartRefused>, VaultError> {
        let done = sqlx::query(
            "UPDATE handovers SET state = 'started', company_id = $1 \
             WHERE handle_hash = $2 AND state = 'minted' AND expires_at > $3",
        )
        .bind(company)
        .bind(handle.hash())
        .bind(self.now())
        .execute(self.db())
        .await?;
        Ok(if done.rows_affected() == 1 { Ok(()) } else { Err(StartRefused::Spent) })
    }

    /// The popup is back, with a grant or without.
    pub(crate) async fn finish_handover(
        &self,
        handle_hash: &[u8],
        state: &'static str,
        grant: Option<&GrantId>,
    ) -> Result<(), VaultError> {
        sqlx::query(
            "UPDATE handovers SET state = $1, grant_id = $2 WHERE handle_hash = $3 AND state = 'started'",
        )
        .bind(state)
        .bind(grant.map(|grant| grant.0.as_str()))
        .bind(handle_hash)
        .execute(self.db())
        .await?;
        Ok(())
    }
}
