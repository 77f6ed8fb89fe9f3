//! Sessions: opened once, never changed, ended for good.

use onshape_sandbox::world::user::User as Person;
use tower_sessions_core::{Session as TowerSession, SessionStore};
use vault::{EndReason, SessionState, parse_session_id, read_session};

use crate::world::World;

on_both!(
    a_session_is_its_users_until_they_sign_out,
    signing_in_again_ends_the_session_before,
    a_session_ends_after_two_idle_weeks_and_after_ninety_days,
    a_session_that_has_ended_cannot_be_saved_back,
    a_users_twenty_first_session_ends_the_one_used_longest_ago,
    another_companys_grant_is_kept_beside_the_first,
    a_company_signed_in_to_anew_leaves_the_others,
    the_grant_of_another_user_is_kept_beside_nothing,
    sign_out_ends_the_grant_that_nobody_else_uses,
    an_id_is_stored_as_a_hash,
    what_has_expired_is_swept_and_what_lives_is_not,
);

async fn a_session_is_its_users_until_they_sign_out(world: World) {
    let id = world.sign_in().await;
    let session = world.session(&id).await;
    assert_eq!(session.user.name, Person::Alice.name());
    let again = world.session(&id).await;
    assert_eq!(session, again);
    world.vault.sign_out(&id).await.unwrap();
    assert_eq!(world.vault.session(&id).await.unwrap(), SessionState::Ended(EndReason::SignedOut));
    let forged = vault::SessionId(id.0 ^ 1);
    assert_eq!(world.vault.session(&forged).await.unwrap(), SessionState::Unknown);
}

async fn signing_in_again_ends_the_session_before(world: World) {
    let first = world.sign_in().await;
    let second = world.sign_in_as(Person::Bob, None, "", Some(&first)).await;
    assert_eq!(world.vault.session(&first).await.unwrap(), SessionState::Ended(EndReason::SignedOut));
    assert_eq!(world.session(&second).await.user.name, Person::Bob.name());
}

async fn a_session_ends_after_two_idle_weeks_and_after_ninety_days(world: World) {
    let idle = world.sign_in().await;
    world.clock.advance(14 * 86_400);
    let used = world.sign_in().await;
    world.clock.advance(1);
    assert_eq!(world.vault.session(&idle).await.unwrap(), SessionState::Ended(EndReason::SignedOut));
    for day in 1..=90 {
        assert!(world.vault.session(&used).await.unwrap().live().is_some(), "day {day}");
        world.vault.settle().await;
        world.clock.advance(86_400);
    }
    assert_eq!(world.vault.session(&used).await.unwrap(), SessionState::Ended(EndReason::SignedOut));
}

/// What `tower-sessions` would do with the record of a request that is still under way.
async fn a_session_that_has_ended_cannot_be_saved_back(world: World) {
    let id = world.sign_in().await;
    let store = world.vault.session_records();
    let slow = TowerSession::new(Some(id), store.clone().into(), None);
    assert!(read_session(&slow).await.unwrap().is_some());
    world.vault.sign_out(&id).await.unwrap();
    assert!(slow.save().await.is_err());
    let record = store.load(&id).await.unwrap();
    assert!(record.is_none());
    assert_eq!(world.vault.session(&id).await.unwrap(), SessionState::Ended(EndReason::SignedOut));
    let late = TowerSession::new(Some(id), store.into(), None);
    assert!(read_session(&late).await.unwrap().is_none());
}

async fn a_users_twenty_first_session_ends_the_one_used_longest_ago(world: World) {
    let mut ids = Vec::new();
    for _ in 0..21 {
        ids.push(world.sign_in().await);
        world.clock.advance(1);
    }
    assert!(world.vault.session(&ids[0]).await.unwrap().live().is_none());
    for id in &ids[1..] {
        assert!(world.vault.session(id).await.unwrap().live().is_some());
    }
}

const ACME: &str = "c0ffee00c0ffee00c0ffee00";

async fn another_companys_grant_is_kept_beside_the_first(world: World) {
    let first = world.sign_in().await;
    let own = world.grant(&first).await;
    let second = world.sign_in_as(Person::Alice, Some(ACME), ACME, Some(&first)).await;
    let session = world.session(&second).await;
    assert_eq!(session.grant, own);
    let acmes = session.grant_for(ACME).unwrap().clone();
    assert_ne!(acmes, own);
    assert!(world.vault.access_token(&own).await.is_ok() && world.vault.access_token(&acmes).await.is_ok());
    assert!(world.vault.session(&first).await.unwrap().live().is_none(), "the id is a new one");
    // Granted anew, the company's grant replaces the one before and nothing else.
    let third = world.sign_in_as(Person::Alice, Some(ACME), ACME, Some(&second)).await;
    let session = world.session(&third).await;
    assert_eq!(session.grant, own);
    assert_ne!(session.grant_for(ACME), Some(&acmes));
    assert_eq!(session.others.len(), 1);
    assert!(world.vault.access_token(&acmes).await.is_err());
}

async fn a_company_signed_in_to_anew_leaves_the_others(world: World) {
    const OTHER: &str = "0dd0ff0dd0ff0dd0ff0dd0ff";
    let acme = world.sign_in_as(Person::Alice, Some(ACME), ACME, None).await;
    let both = world.sign_in_as(Person::Alice, Some(OTHER), OTHER, Some(&acme)).await;
    let before = world.session(&both).await;
    let anew = world.sign_in_as(Person::Alice, Some(ACME), ACME, Some(&both)).await;
    let session = world.session(&anew).await;
    assert_eq!(session.company, ACME);
    assert_ne!(session.grant, before.grant);
    assert_eq!(session.grant_for(OTHER), before.grant_for(OTHER));
}

async fn the_grant_of_another_user_is_kept_beside_nothing(world: World) {
    let alices = world.sign_in().await;
    let bobs = world.sign_in_as(Person::Bob, Some(ACME), ACME, Some(&alices)).await;
    let session = world.session(&bobs).await;
    assert_eq!((session.user.name, session.others.len()), (Person::Bob.name(), 0));
}

async fn sign_out_ends_the_grant_that_nobody_else_uses(world: World) {
    let (here, there) = (world.sign_in().await, world.sign_in().await);
    let (heres, theres) = (world.grant(&here).await, world.grant(&there).await);
    world.vault.sign_out(&here).await.unwrap();
    assert!(world.vault.access_token(&heres).await.is_err());
    assert!(world.vault.access_token(&theres).await.is_ok());
}

async fn an_id_is_stored_as_a_hash(world: World) {
    let id = world.sign_in().await;
    let text = id.to_string();
    assert_eq!(parse_session_id(&text), Some(id));
    let session = world.session(&id).await;
    assert!(!session.name.contains(&text) && !text.contains(&session.name));
    // Neither the text nor the bytes of an id are anywhere in the database.
    let columns: Vec<Vec<u8>> = {
        let pool = world.pool().await;
        sqlx::query_scalar("SELECT id_hash FROM sessions").fetch_all(&pool).await.unwrap()
    };
    for column in columns {
        assert_eq!(column.len(), 32);
        assert!(!column.windows(16).any(|bytes| bytes == id.0.to_le_bytes()));
    }
}

async fn what_has_expired_is_swept_and_what_lives_is_not(world: World) {
    let (old, live) = (world.sign_in().await, world.sign_in().await);
    let binding = world.vault.new_binding();
    for _ in 0..1000 {
        world.begin(&binding, None, None).await;
    }
    world.vault.sign_out(&old).await.unwrap();
    world.clock.advance(86_400 + 1);
    world.vault.sweep().await.unwrap();
    assert_eq!(world.vault.session(&old).await.unwrap(), SessionState::Unknown);
    assert!(world.vault.session(&live).await.unwrap().live().is_some());
    let pool = world.pool().await;
    let count = |table: &str| format!("SELECT COUNT(*) FROM {table}");
    for (table, left) in [("sign_ins", 0), ("sessions", 1), ("grants", 1)] {
        let query = sqlx::AssertSqlSafe(count(table));
        let (rows,): (i64,) = sqlx::query_as(query).fetch_one(&pool).await.unwrap();
        assert_eq!(rows, left, "{table}");
    }
}

/// A slow request has loaded its session when it is ended by signing out or by signing in anew; it goes on with what it has,
/// and does at its end what `tower-sessions` does at the end of a request that has changed something.
#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_races_with_slow_requests_bring_no_session_back() {
    let world = std::sync::Arc::new(World::new(crate::world::On::Sqlite).await);
    let mut races = tokio::task::JoinSet::new();
    for racer in 0..8 {
        let world = world.clone();
        races.spawn(async move {
            for round in 0..10_000 / 8 {
                let id = world.sign_in().await;
                let slow = {
                    let store = world.vault.session_records();
                    tokio::spawn(async move {
                        let session = TowerSession::new(Some(id), store.clone().into(), None);
                        let loaded = read_session(&session).await.unwrap();
                        tokio::task::yield_now().await;
                        let _ = session.insert("late", 1).await;
                        let saved = session.save().await;
                        (loaded.is_some(), saved.is_err())
                    })
                };
                if (racer + round) % 2 == 0 {
                    world.vault.sign_out(&id).await.unwrap();
                } else {
                    let other = world.sign_in_as(Person::Alice, None, "", Some(&id)).await;
                    world.vault.sign_out(&other).await.unwrap();
                }
                let (_, refused) = slow.await.unwrap();
                assert!(refused, "a save of an ended session was taken");
                assert!(world.vault.session(&id).await.unwrap().live().is_none());
            }
        });
    }
    while let Some(race) = races.join_next().await {
        race.unwrap();
    }
    let pool = world.pool().await;
    let (live,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(live, 0);
}
