//! SQLite or PostgreSQL, by the scheme of `DATABASE_URL`. One schema and one text of each query serve both: `$1` is a
//! parameter in either, numbers are `BIGINT`, and what is not text is `BLOB`.

use std::{sync::Arc, time::Duration};

use sqlx::{
    Any, AnyPool, Transaction,
    any::{AnyConnectOptions, AnyPoolOptions, install_drivers},
    raw_sql,
};
use tempfile::{TempDir, tempdir};

use crate::VaultError;

/// Connections of one instance to PostgreSQL.
const CONNECTIONS: u32 = 12;
/// SQLite has one writer at a time; the others read.
const SQLITE_CONNECTIONS: u32 = 4;
/// Connections that only refreshes use.
const REFRESHING: u32 = 4;
/// How long a query waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// Settings of each connection. A refresh token that was spent and not stored is a lost sign-in: written through.
const SQLITE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                      PRAGMA busy_timeout = 5000";
/// The same: whoever holds a lock for long, and a server that is in trouble, cost an error and not a request that hangs.
const POSTGRES: &str = "SET lock_timeout = '5s'; SET statement_timeout = '10s'";

/// The migrations say BLOB. Several instances may start at once, so another may be faster.
const BLOB: &str = "DO $$ BEGIN CREATE DOMAIN blob AS bytea; \
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

/// The pool.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    pub(crate) pool: AnyPool,
    /// For refreshes: an instance whose sign of life waits behind thousands of readers would be taken for dead.
    pub(crate) refreshing: AnyPool,
    kind: Kind,
    /// Stands in for a database in memory, which would be another one for each connection.
    _forgotten: Option<Arc<TempDir>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sqlite,
    Postgres,
}

impl Database {
    /// Opens it, makes a SQLite file where there is none, and brings the schema up to date.
    pub(crate) async fn open(url: &str) -> Result<Self, VaultError> {
        // They are the process's: the second vault of a test finds them installed.
        let _ = install_drivers(&[sqlx::sqlite::any::DRIVER, sqlx::postgres::any::DRIVER]);
        let forgotten = if url.contains(":memory:") { Some(Arc::new(tempdir()?)) } else { None };
        let file =
            forgotten.as_ref().map(|folder| format!("sqlite:{}", folder.path().join("vault.db").display()));
        let url = file.as_deref().unwrap_or(url);
        let kind = if url.starts_with("sqlite:") { Kind::Sqlite } else { Kind::Postgres };
        migrate(url, kind).await?;
        let (most, settings) = match kind {
            Kind::Sqlite => (SQLITE_CONNECTIONS, SQLITE),
            Kind::Postgres => (CONNECTIONS, POSTGRES),
        };
        let pool = connect(url, kind, most, settings).await?;
        let refreshing = connect(url, kind, REFRESHING, settings).await?;
        Ok(Self { pool, refreshing, kind, _forgotten: forgotten })
    }

    /// Begins a transaction that is going to write. SQLite's default kind fails where another one wrote after it began to
    /// read.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self.kind {
            Kind::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await,
            Kind::Postgres => self.pool.begin().await,
        }
    }
}

/// On a connection of its own: it may take longer than any query, and wait for another instance that does the same.
async fn migrate(url: &str, kind: Kind) -> Result<(), VaultError> {
    let settings = if kind == Kind::Sqlite { SQLITE } else { BLOB };
    let pool = connect(url, kind, 1, settings).await?;
    sqlx::migrate!().run(&pool).await?;
    pool.close().await;
    Ok(())
}

/// No connection is opened ahead of need: two that find a new SQLite file at once lock each other out while they turn it
/// to WAL.
async fn connect(url: &str, kind: Kind, most: u32, settings: &'static str) -> Result<AnyPool, sqlx::Error> {
    let options = AnyPoolOptions::new().max_connections(most).acquire_timeout(PATIENCE);
    let options = options.after_connect(move |connection, _| {
        Box::pin(async move { raw_sql(settings).execute(connection).await.map(drop) })
    });
    options.connect_with(address(url, kind)?).await
}

fn address(url: &str, kind: Kind) -> Result<AnyConnectOptions, sqlx::Error> {
    let create = match kind {
        Kind::Sqlite if !url.contains("mode=") => {
            if url.contains('?') {
                "&mode=rwc"
            } else {
                "?mode=rwc"
            }
        }
        _ => "",
    };
    format!("{url}{create}").parse()
}
