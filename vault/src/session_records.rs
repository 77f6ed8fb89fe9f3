//! Sessions as `tower-sessions` sees them. That crate loads a record lazily and saves it whole, so a request that is slow
//! could write back what another has ended; here a record never changes after it was created, and there is nothing to
//! write back. `docs/security.md` has the reasons.

use async_trait::async_trait;
use serde_json::Value;
use time::OffsetDateTime;
use tower_sessions_core::{
    Session as TowerSession, SessionStore,
    session::Record,
    session_store::{Error, Result},
};

use crate::{Session, SessionId, SessionState, Vault, VaultError, sessions::Opening};

/// The one entry of a record.
const SESSION: &str = "session";

/// The store: rows of the vault's own table, by the hash of their id.
#[derive(Clone)]
pub struct SessionRecords(Vault);

impl std::fmt::Debug for SessionRecords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionRecords")
    }
}

/// The session of a request, as its record tells: read once for each request.
pub async fn read_session(session: &TowerSession) -> std::result::Result<Option<Session>, VaultError> {
    Ok(session.get(SESSION).await?)
}

#[async_trait]
impl SessionStore for SessionRecords {
    /// Inserts once: an id that is taken is replaced by another.
    async fn create(&self, record: &mut Record) -> Result<()> {
        let opening = record.data.get(SESSION).cloned().unwrap_or_default();
        let opening: Opening =
            serde_json::from_value(opening).map_err(|error| Error::Encode(error.to_string()))?;
        loop {
            let mut id = [0; 16];
            self.0.randomness().fill(&mut id);
            record.id = SessionId(i128::from_le_bytes(id));
            if self.0.insert_session(&record.id, &opening).await.map_err(failed)? {
                return Ok(());
            }
        }
    }

    /// Never writes: nothing in a record may change.
    async fn save(&self, _: &Record) -> Result<()> {
        Err(Error::Backend("a session never changes".into()))
    }

    /// Nothing that has ended.
    async fn load(&self, id: &SessionId) -> Result<Option<Record>> {
        let SessionState::Live(session) = self.0.session(id).await.map_err(failed)? else { return Ok(None) };
        let ends = session.created_at.saturating_add(self.0.policy().max_seconds());
        let session = serde_json::to_value(session).map_err(|error| Error::Encode(error.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data: [(SESSION.to_owned(), session)].into(),
            expiry_date: OffsetDateTime::from_unix_timestamp(ends).unwrap_or(OffsetDateTime::UNIX_EPOCH),
        }))
    }

    async fn delete(&self, id: &SessionId) -> Result<()> {
        self.0.sign_out(id).await.map_err(failed)
    }
}

/// The trait's error is a text: it holds the causes too, for the log.
fn failed(error: VaultError) -> Error {
    let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
    Error::Backend(causes.map(ToString::to_string).collect::<Vec<_>>().join(": "))
}

impl Vault {
    /// For `tower-sessions`.
    pub fn session_records(&self) -> SessionRecords {
        SessionRecords(self.clone())
    }

    /// Opens a session, written before this returns. The layer of the request is not told: it would save again, and
    /// answer with a cookie of its own making.
    pub(crate) async fn open_session(&self, opening: &Opening) -> std::result::Result<SessionId, VaultError> {
        let opening = serde_json::to_value(opening).unwrap_or(Value::Null);
        let session = TowerSession::new(None, self.session_records().into(), None);
        session.insert_value(SESSION, opening).await?;
        session.save().await?;
        session.id().ok_or(VaultError::Undecipherable)
    }
}
