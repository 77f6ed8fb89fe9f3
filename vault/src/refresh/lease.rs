//! Which instance refreshes a grant. The one that does signs the grant's row, and raises a number of its own for as long as
//! it lives; the others watch that number. No clocks are compared: an instance counts as gone when the number has stood
//! still, in front of somebody's eyes, for [`LeaseTiming::silence`].

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use tokio::time::Instant;

use crate::{
    EndReason, GrantId, Vault, VaultError,
    grants::{Grant, Lease},
};

/// How instances that share a database take turns.
#[derive(Debug, Clone, Copy)]
pub struct LeaseTiming {
    /// How often an instance that refreshes gives a sign of life.
    pub beat: Duration,
    /// After how long without one it counts as gone. Many beats: an instance that was only slow must not lose its turn,
    /// since its refresh token may be spent already.
    pub silence: Duration,
}

impl Default for LeaseTiming {
    fn default() -> Self {
        Self { beat: Duration::from_secs(2), silence: Duration::from_secs(12) }
    }
}

/// What came of asking for the turn.
pub(crate) enum Turn {
    /// It is ours: the grant as it stands now.
    Ours(Grant),
    /// Somebody has refreshed it meanwhile.
    Done(Grant),
    /// It is no more.
    Ended(EndReason),
}

impl Vault {
    /// Waits for the turn to refresh `id` from `version` on.
    pub(crate) async fn take_turn(&self, id: &GrantId, version: i64) -> Result<Turn, VaultError> {
        let mut watched: Option<(Lease, Instant)> = None;
        let mut pauses = pauses();
        loop {
            // A database that is away for a while fails the wait: nobody is declared gone for that.
            let grant = match self.load_grant(self.refreshing(), id).await? {
                Ok(grant) if grant.version != version => return Ok(Turn::Done(grant)),
                Ok(grant) => grant,
                Err(why) => return Ok(Turn::Ended(why)),
            };
            let gone = match (&grant.lease, &watched) {
                (None, _) => true,
                (Some(lease), Some((seen, since))) if lease == seen => {
                    since.elapsed() >= self.inner.settings.lease.silence
                }
                (Some(lease), _) => {
                    watched = Some((lease.clone(), Instant::now()));
                    false
                }
            };
            if gone && self.sign_lease(&grant).await? {
                if let Some(lease) = &grant.lease {
                    tracing::warn!(grant = %id, holder = lease.holder, "took over from an instance that is gone");
                }
                return Ok(Turn::Ours(grant));
            }
            tokio::time::sleep(pauses.next().unwrap_or(LONGEST_PAUSE)).await;
        }
    }

    /// Signs the row, if it still is as `grant` says.
    async fn sign_lease(&self, grant: &Grant) -> Result<bool, VaultError> {
        let (holder, beat) = match &grant.lease {
            Some(lease) => (lease.holder.as_str(), lease.beat),
            None => ("", 0),
        };
        let done = sqlx::query(
            "UPDATE grants SET lease = $1 WHERE id = $2 AND version = $3 AND ended_at IS NULL \
             AND (lease IS NULL OR lease = $4) \
             AND NOT EXISTS (SELECT 1 FROM instances WHERE id = $4 AND beat <> $5)",
        )
        .bind(&self.inner.refreshes.instance)
        .bind(&grant.id.0)
        .bind(grant.version)
        .bind(holder)
        .bind(beat)
        .execute(self.refreshing())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The refresh brought nothing: another instance may try at once.
    pub(crate) async fn give_turn_back(&self, grant: &Grant) {
        let done =
            sqlx::query("UPDATE grants SET lease = NULL WHERE id = $1 AND version = $2 AND lease = $3")
                .bind(&grant.id.0)
                .bind(grant.version)
                .bind(&self.inner.refreshes.instance)
                .execute(self.refreshing())
                .await;
        if let Err(error) = done {
            tracing::warn!(grant = %grant.id, %error, "could not give the turn back: others wait until it runs out");
        }
    }
}

const LONGEST_PAUSE: Duration = Duration::from_secs(2);

fn pauses() -> impl Iterator<Item = Duration> {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(30))
        .with_factor(2.0)
        .with_max_delay(LONGEST_PAUSE)
        .with_jitter()
        .without_max_times()
        .build()
}
