//! A database on its bad days: clear answers, nothing lost, well again without a restart.

use std::time::Duration;

use serde_json::json;
use tempfile::tempdir;
use vault::TokenProblem;

use crate::{
    postgres,
    world::{On, World},
};

/// While another program holds the file, writes wait, fail, and work again; reads go on.
#[tokio::test(flavor = "multi_thread")]
async fn a_locked_file_is_waited_for() {
    let world = World::new(On::Sqlite).await;
    let id = world.sign_in().await;
    let pool = world.pool().await;
    let mut lock = pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
    sqlx::query("UPDATE sessions SET browser = 'locked'").execute(&mut *lock).await.unwrap();
    assert!(world.vault.session(&id).await.unwrap().live().is_some());
    assert!(world.vault.sign_out(&id).await.is_err(), "after five seconds");
    lock.rollback().await.unwrap();
    world.vault.sign_out(&id).await.unwrap();
    assert!(world.vault.session(&id).await.unwrap().live().is_none());
}

/// Somebody holds a table of PostgreSQL's: an error after five seconds, and well again after.
#[tokio::test(flavor = "multi_thread")]
async fn a_locked_table_is_waited_for() {
    let world = World::new(On::Postgres).await;
    let id = world.sign_in().await;
    let pool = world.pool().await;
    let mut lock = pool.begin().await.unwrap();
    sqlx::raw_sql("LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE").execute(&mut *lock).await.unwrap();
    assert!(world.vault.session(&id).await.is_err());
    lock.rollback().await.unwrap();
    assert!(world.vault.session(&id).await.unwrap().live().is_some());
}

/// The refresh token is spent, and the new one cannot be written: it is kept until it can be.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_cannot_be_written_is_not_lost() {
    let world = World::new(On::Sqlite).await;
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.clock.advance(4000);
    let pool = world.pool().await;
    // As a full disk does: the write fails, reads go on.
    let full = "CREATE TRIGGER full BEFORE UPDATE OF access_token ON grants \
                BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
    sqlx::raw_sql(full).execute(&pool).await.unwrap();
    let vault = world.vault.clone();
    let waiting = {
        let grant = grant.clone();
        tokio::spawn(async move { vault.access_token(&grant).await })
    };
    while world.refreshes().is_empty() {
        tokio::task::yield_now().await;
    }
    sqlx::raw_sql("DROP TRIGGER full").execute(&pool).await.unwrap();
    assert!(world.works(&waiting.await.unwrap().unwrap()));
    world.clock.advance(4000);
    assert!(world.works(&world.vault.access_token(&grant).await.unwrap()));
}

/// PostgreSQL is killed in the middle of a refresh and comes back.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_away_and_comes_back_loses_nothing() {
    let (server, address) = postgres::own_server();
    let world = World::at(address, tempdir().unwrap()).await;
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.clock.advance(4000);
    world.token_endpoint(json!({ "delay_ms": 1500 }));
    let vault = world.vault.clone();
    let asking = {
        let grant = grant.clone();
        tokio::spawn(async move { vault.access_token(&grant).await })
    };
    while !world.is_refreshing(&id).await {
        tokio::task::yield_now().await;
    }
    postgres::control(&server, &["-m", "immediate", "stop"]);
    while world.refreshes().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let away = world.vault.session(&id).await;
    assert!(away.is_err() && world.vault.ping().await.is_err());
    assert!(matches!(world.vault.access_token(&grant).await, Err(TokenProblem::Vault(_))));
    postgres::control(&server, &["start"]);
    assert!(world.works(&asking.await.unwrap().unwrap()), "written when the server was back");
    assert!(world.vault.session(&id).await.unwrap().live().is_some());
    world.token_endpoint_is_well();
    world.clock.advance(4000);
    assert!(world.works(&world.vault.access_token(&grant).await.unwrap()), "and it was the new one");
}

/// Writes are refused, reads go on: who is signed in stays so.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_can_only_be_read_keeps_everybody_signed_in() {
    let (_, address) = postgres::own_server();
    let world = World::at(address, tempdir().unwrap()).await;
    let id = world.sign_in().await;
    // One connection throughout: it began when writing was allowed, as another of the pool's might not.
    let mut admin = world.pool().await.acquire().await.unwrap();
    let read_only = |on: &str| format!("ALTER DATABASE own SET default_transaction_read_only = {on}");
    let drop_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                       WHERE datname = 'own' AND pid <> pg_backend_pid()";
    let mut set = async |on: &str| {
        sqlx::raw_sql(sqlx::AssertSqlSafe(read_only(on))).execute(&mut *admin).await.unwrap();
        sqlx::raw_sql(drop_others).execute(&mut *admin).await.unwrap();
    };
    set("on").await;
    world.clock.advance(600);
    let state = loop {
        // The first use of a connection that was cut off may fail.
        if let Ok(state) = world.vault.session(&id).await {
            break state;
        }
    };
    assert!(state.live().is_some());
    assert!(world.vault.sign_out(&id).await.is_err());
    set("off").await;
    while world.vault.sign_out(&id).await.is_err() {}
    assert!(world.vault.session(&id).await.unwrap().live().is_none());
}

/// For a try-out: one database for all connections, gone with the process.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_memory_is_one_database() {
    let world = World::at("sqlite::memory:".into(), tempdir().unwrap()).await;
    let ids = futures::future::join_all((0..8).map(|_| world.sign_in())).await;
    for id in &ids {
        assert!(world.vault.session(id).await.unwrap().live().is_some());
    }
}
