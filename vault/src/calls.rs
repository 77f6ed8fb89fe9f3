//! How many calls of Onshape's API were made: a plan has so many a year, and an app that is not in Onshape's store spends
//! those of its owner. <https://onshape-public.github.io/docs/auth/limits/>

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use onshape::{Spent, UserId};

use crate::{DAY, Vault, VaultError};

/// What was counted and is not in the database yet.
#[derive(Default)]
pub(crate) struct Pending(Mutex<Counted>);

#[derive(Default)]
struct Counted {
    calls: HashMap<(String, i64, &'static str), i64>,
    left: HashMap<(String, &'static str), i64>,
}

/// How many calls were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallCount {
    /// Since midnight, UTC.
    pub today: u64,
    /// Since the first of January, UTC.
    pub this_year: u64,
}

/// A user's calls and those of all users.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calls {
    /// Of the user.
    pub own: CallCount,
    /// Of everybody.
    pub all: CallCount,
    /// The user's of this year by operation, the dearest first.
    pub by_operation: Vec<(String, u64)>,
    /// The operation of the user of which Onshape said that the fewest calls are left for now, and how many.
    pub left: Option<(String, u64)>,
}

impl Vault {
    /// Counts an answer of Onshape. It is written to the database by [`Vault::write_calls`].
    pub fn count_call(&self, spent: &Spent<'_>) {
        let day = self.now().div_euclid(DAY);
        // A client that speaks for a user in a company names it behind a slash: the user is the same.
        let user = spent.user.split('/').next().unwrap_or_default();
        let mut counted = self.inner.pending.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.counts() {
            *counted.calls.entry((user.to_owned(), day, spent.operation)).or_default() += 1;
        }
        if let Some(left) = spent.remaining {
            let left = i64::try_from(left).unwrap_or(i64::MAX);
            counted.left.insert((user.to_owned(), spent.operation), left);
        }
    }

    /// Writes down what was counted since it was written down last.
    pub async fn write_calls(&self) -> Result<(), VaultError> {
        let counted =
            std::mem::take(&mut *self.inner.pending.0.lock().unwrap_or_else(PoisonError::into_inner));
        if counted.calls.is_empty() && counted.left.is_empty() {
            return Ok(());
        }
        let written = self.write(&counted).await;
        if written.is_err() {
            // Next time.
            let mut pending = self.inner.pending.0.lock().unwrap_or_else(PoisonError::into_inner);
            for (key, count) in counted.calls {
                *pending.calls.entry(key).or_default() += count;
            }
        }
        written
    }

    async fn write(&self, counted: &Counted) -> Result<(), VaultError> {
        let mut transaction = self.inner.database.begin().await?;
        for ((user, day, operation), count) in &counted.calls {
            sqlx::query(
                "INSERT INTO calls (user_id, day, operation, count) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (user_id, day, operation) DO UPDATE SET count = calls.count + excluded.count",
            )
            .bind(user)
            .bind(day)
            .bind(operation)
            .bind(count)
            .execute(&mut *transaction)
            .await?;
        }
        for ((user, operation), left) in &counted.left {
            sqlx::query(
                "INSERT INTO calls_left (user_id, operation, calls_left, told_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (user_id, operation) \
                 DO UPDATE SET calls_left = excluded.calls_left, told_at = excluded.told_at",
            )
            .bind(user)
            .bind(operation)
            .bind(left)
            .bind(self.now())
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// What `user` and everybody have spent.
    pub async fn calls(&self, user: &UserId) -> Result<Calls, VaultError> {
        self.write_calls().await?;
        let now = self.now();
        let (today, year) = (now.div_euclid(DAY), first_day_of_year(now));
        let sums = "SELECT CAST(COALESCE(SUM(CASE WHEN day = $1 THEN count ELSE 0 END), 0) AS BIGINT), \
                    CAST(COALESCE(SUM(count), 0) AS BIGINT) \
                    FROM calls WHERE day >= $2";
        let all: (i64, i64) = sqlx::query_as(sums).bind(today).bind(year).fetch_one(self.db()).await?;
        let own: (i64, i64) = sqlx::query_as(sqlx::AssertSqlSafe(format!("{sums} AND user_id = $3")))
            .bind(today)
            .bind(year)
            .bind(user.as_str())
            .fetch_one(self.db())
            .await?;
        let by_operation: Vec<(String, i64)> = sqlx::query_as(
            "SELECT operation, CAST(SUM(count) AS BIGINT) AS spent FROM calls WHERE day >= $1 AND user_id = $2 \
             GROUP BY operation ORDER BY spent DESC, operation LIMIT 50",
        )
        .bind(year)
        .bind(user.as_str())
        .fetch_all(self.db())
        .await?;
        let left: Option<(String, i64)> = sqlx::query_as(
            "SELECT operation, calls_left FROM calls_left WHERE user_id = $1 AND told_at > $2 \
             ORDER BY calls_left, operation LIMIT 1",
        )
        .bind(user.as_str())
        .bind(now - DAY)
        .fetch_optional(self.db())
        .await?;
        let named = |(operation, count)| (operation, unsigned(count));
        Ok(Calls {
            own: count(own),
            all: count(all),
            by_operation: by_operation.into_iter().map(named).collect(),
            left: left.map(named),
        })
    }
}

fn count((today, this_year): (i64, i64)) -> CallCount {
    CallCount { today: unsigned(today), this_year: unsigned(this_year) }
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// The first of January as a number of days since 1970.
fn first_day_of_year(now: i64) -> i64 {
    let today = Timestamp::from_second(now).unwrap_or_default().to_zoned(TimeZone::UTC).date();
    let first: Date = today.first_of_year();
    first.to_zoned(TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second()).div_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_begins_on_the_first_of_january() {
        let day = |text: &str| text.parse::<Timestamp>().unwrap().as_second().div_euclid(DAY);
        let now = "2026-11-21T08:00:00Z".parse::<Timestamp>().unwrap().as_second();
        assert_eq!(first_day_of_year(now), day("2026-01-01T00:00:00Z"));
    }
}
