//! The vault on SQLite and on PostgreSQL: every behaviour is tested on both. A test moves the clock, it never waits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

/// Each function becomes two tests.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(crate::world::World::new(crate::world::On::Sqlite).await).await })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(crate::world::World::new(crate::world::On::Postgres).await).await })*
        }
    };
}

mod bad_databases;
mod codecs;
mod devices;
mod keys;
mod postgres;
mod refresh;
mod sessions;
mod sign_in;
mod small_stores;
mod user_documents;
mod world;
