//! Tokens that grow old: each failure that `sessions.md` 2 tells of others, and that it does not happen here.

use std::{sync::Arc, time::Duration};

use futures::future::join_all;
use onshape_sandbox::world::user::User as Person;
use serde_json::json;
use vault::{EndReason, SessionState, TokenProblem};

use crate::world::World;

on_both!(
    a_token_is_refreshed_before_it_expires,
    a_token_of_a_few_seconds_is_used_for_half_of_them,
    fifty_callers_share_one_refresh,
    instances_take_turns_and_the_second_uses_what_the_first_stored,
    an_instance_that_is_slow_keeps_its_turn,
    an_instance_that_is_gone_is_taken_over_from,
    who_holds_an_old_token_gets_the_stored_one_without_a_refresh,
    a_refused_token_is_replaced_once,
    a_caller_that_goes_away_loses_nothing,
    a_refresh_token_that_is_not_replaced_stays,
    an_answer_without_a_lifetime_means_an_hour,
    a_revoked_grant_ends_with_every_session_on_it,
    an_endpoint_that_is_down_or_answers_nonsense_ends_nothing,
    a_wrong_client_secret_ends_nothing,
    a_token_that_still_lives_is_used_while_the_endpoint_is_slow,
    a_grant_that_is_signed_out_during_its_refresh_stays_ended,
    one_users_slow_refresh_makes_nobody_else_wait,
);

const NEARLY_AN_HOUR: u32 = 3600 - 30;

async fn a_token_is_refreshed_before_it_expires(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    let first = world.vault.access_token(&grant).await.unwrap();
    assert!(world.works(&first) && world.refreshes().is_empty());
    world.clock.advance(NEARLY_AN_HOUR);
    let second = world.vault.access_token(&grant).await.unwrap();
    assert_eq!(world.refreshes(), [200]);
    world.clock.advance(3000);
    assert!(world.works(&second));
    world.vault.access_token(&grant).await.unwrap();
    assert!(world.refreshes().is_empty(), "stored, not only handed out");
}

async fn a_token_of_a_few_seconds_is_used_for_half_of_them(world: World) {
    world.switch(|switches| switches.access_token_seconds = 10);
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    for _ in 0..5 {
        world.vault.access_token(&grant).await.unwrap();
    }
    assert!(world.refreshes().is_empty());
    world.clock.advance(6);
    world.vault.access_token(&grant).await.unwrap();
    assert_eq!(world.refreshes(), [200]);
}

async fn fifty_callers_share_one_refresh(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.clock.advance(4000);
    let answers = join_all((0..50).map(|_| world.vault.access_token(&grant))).await;
    assert!(answers.iter().all(|token| world.works(token.as_ref().unwrap())));
    assert_eq!(world.refreshes(), [200]);
}

async fn instances_take_turns_and_the_second_uses_what_the_first_stored(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    let others = [world.another().await, world.another().await];
    world.clock.advance(4000);
    world.token_endpoint(json!({ "delay_ms": 150 }));
    let instances = [&world.vault, &others[0], &others[1]];
    let answers = join_all((0..30).map(|caller: usize| instances[caller % 3].access_token(&grant))).await;
    assert!(answers.iter().all(|token| world.works(token.as_ref().unwrap())));
    assert_eq!(world.refreshes(), [200]);
}

async fn an_instance_that_is_slow_keeps_its_turn(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    let other = world.another().await;
    world.clock.advance(4000);
    // Twice as long as an instance that gives no sign of life is waited for.
    let silence = world.settings.lease.silence;
    world.token_endpoint(json!({ "delay_ms": u64::try_from(2 * silence.as_millis()).unwrap() }));
    let (slow, waiting) = tokio::join!(world.vault.access_token(&grant), other.access_token(&grant));
    assert!(world.works(&slow.unwrap()) && world.works(&waiting.unwrap()));
    assert_eq!(world.refreshes(), [200]);
}

async fn an_instance_that_is_gone_is_taken_over_from(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.clock.advance(4000);
    let pool = world.pool().await;
    sqlx::query("UPDATE grants SET lease = 'an instance that was killed'").execute(&pool).await.unwrap();
    let token = world.vault.access_token(&grant).await.unwrap();
    assert!(world.works(&token));
    assert_eq!(world.refreshes(), [200]);
}

async fn who_holds_an_old_token_gets_the_stored_one_without_a_refresh(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    let old = world.vault.access_token(&grant).await.unwrap();
    world.clock.advance(4000);
    let new = world.another().await.access_token(&grant).await.unwrap();
    world.refreshes();
    let got = world.vault.replace_refused(&grant, &old).await.unwrap();
    assert_eq!(text(&got), text(&new));
    assert!(world.refreshes().is_empty());
}

async fn a_refused_token_is_replaced_once(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    let refused = world.vault.access_token(&grant).await.unwrap();
    world.sandbox.state().grants().expire(Person::Alice);
    let all = join_all((0..20).map(|_| world.vault.replace_refused(&grant, &refused))).await;
    assert!(all.iter().all(|token| world.works(token.as_ref().unwrap())));
    assert_eq!(world.refreshes(), [200]);
}

async fn a_caller_that_goes_away_loses_nothing(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.clock.advance(4000);
    world.token_endpoint(json!({ "delay_ms": 200 }));
    let gone = tokio::time::timeout(Duration::from_millis(50), world.vault.access_token(&grant)).await;
    assert!(gone.is_err());
    world.vault.settle().await;
    let token = world.vault.access_token(&grant).await.unwrap();
    assert!(world.works(&token));
    assert_eq!(world.refreshes(), [200]);
}

async fn a_refresh_token_that_is_not_replaced_stays(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    for omit in [true, false] {
        world.switch(|switches| {
            (switches.refresh_rotation, switches.omit_refresh_token) = (false, omit);
        });
        for _ in 0..3 {
            world.clock.advance(4000);
            assert!(world.works(&world.vault.access_token(&grant).await.unwrap()));
        }
    }
}

async fn an_answer_without_a_lifetime_means_an_hour(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.switch(|switches| switches.omit_expires_in = true);
    world.clock.advance(4000);
    world.vault.access_token(&grant).await.unwrap();
    world.clock.advance(3000);
    world.vault.access_token(&grant).await.unwrap();
    assert_eq!(world.refreshes(), [200]);
}

async fn a_revoked_grant_ends_with_every_session_on_it(world: World) {
    let (id, other) = (world.sign_in().await, world.sign_in_as(Person::Bob, None, "", None).await);
    let grant = world.grant(&id).await;
    world.sandbox.state().grants().revoke(Person::Alice);
    world.clock.advance(4000);
    let refused = join_all((0..10).map(|_| world.vault.access_token(&grant))).await;
    assert!(refused.iter().all(|r| matches!(r, Err(TokenProblem::Ended(EndReason::Refused)))));
    assert_eq!(world.vault.session(&id).await.unwrap(), SessionState::Ended(EndReason::Refused));
    assert_eq!(world.vault.devices(&crate::world::user(Person::Alice).id).await.unwrap(), []);
    assert!(world.vault.session(&other).await.unwrap().live().is_some());
    let pool = world.pool().await;
    let kept: Vec<(Vec<u8>, Option<Vec<u8>>)> =
        sqlx::query_as("SELECT access_token, refresh_token FROM grants WHERE ended_at IS NOT NULL")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(kept, [(vec![], None)], "its tokens are forgotten");
}

async fn an_endpoint_that_is_down_or_answers_nonsense_ends_nothing(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.clock.advance(4000);
    let html = "<!doctype html><title>Maintenance</title>";
    for fault in [
        json!({ "status": 500 }),
        json!({ "status": 503 }),
        json!({ "status": 429 }),
        json!({ "status": 200, "content_type": "text/html", "body": html }),
        json!({ "status": 400, "content_type": "text/html", "body": html }),
        json!({ "status": 401, "content_type": "text/html", "body": html }),
        json!({ "status": 403, "content_type": "text/html", "body": html }),
        json!({ "status": 200, "content_type": "application/json", "body": "{\"access_token\":" }),
        json!({ "status": 302, "headers": { "location": "https://evil.example/" } }),
        json!({ "kind": "cut_before" }),
    ] {
        world.token_endpoint(fault.clone());
        let answer = world.vault.access_token(&grant).await;
        assert!(matches!(answer, Err(TokenProblem::Unavailable(_))), "{fault}: {answer:?}");
        assert!(world.vault.session(&id).await.unwrap().live().is_some(), "{fault}");
        world.token_endpoint_is_well();
    }
    assert!(world.works(&world.vault.access_token(&grant).await.unwrap()));
}

async fn a_wrong_client_secret_ends_nothing(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.clock.advance(4000);
    let mut settings = world.settings.clone();
    settings.oauth.client_secret = "wrong".into();
    let misconfigured = vault::Vault::open(settings).await.unwrap();
    for shape in
        [onshape_sandbox::switches::TokenErrors::Rfc, onshape_sandbox::switches::TokenErrors::Onshape]
    {
        world.switch(|switches| switches.token_errors = shape);
        let answer = misconfigured.access_token(&grant).await;
        assert!(matches!(answer, Err(TokenProblem::Misconfigured)), "{answer:?}");
    }
    assert!(world.works(&world.vault.access_token(&grant).await.unwrap()));
}

async fn a_token_that_still_lives_is_used_while_the_endpoint_is_slow(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.clock.advance(NEARLY_AN_HOUR);
    world.token_endpoint(json!({ "status": 503 }));
    assert!(world.works(&world.vault.access_token(&grant).await.unwrap()));
    world.token_endpoint_is_well();
    world.token_endpoint(json!({ "delay_ms": 60_000 }));
    assert!(world.works(&world.vault.access_token(&grant).await.unwrap()));
}

async fn a_grant_that_is_signed_out_during_its_refresh_stays_ended(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    world.clock.advance(4000);
    world.token_endpoint(json!({ "delay_ms": 200 }));
    let vault = world.vault.clone();
    let (asked, ()) = tokio::join!(vault.access_token(&grant), async {
        while !world.is_refreshing(&id).await {
            tokio::task::yield_now().await;
        }
        world.vault.sign_out(&id).await.unwrap();
    });
    assert!(matches!(asked, Err(TokenProblem::Ended(EndReason::SignedOut))), "{asked:?}");
    assert!(world.vault.access_token(&grant).await.is_err());
}

async fn one_users_slow_refresh_makes_nobody_else_wait(world: World) {
    let (alice, bob) = (world.sign_in().await, world.sign_in_as(Person::Bob, None, "", None).await);
    let (alices, bobs) = (world.grant(&alice).await, world.grant(&bob).await);
    world.clock.advance(4000);
    world.token_endpoint(json!({ "delay_ms": 30_000, "times": 1 }));
    let vault = Arc::new(world.vault.clone());
    let slow = {
        let vault = vault.clone();
        tokio::spawn(async move { vault.access_token(&alices).await })
    };
    while !world.is_refreshing(&alice).await {
        tokio::task::yield_now().await;
    }
    assert!(world.works(&vault.access_token(&bobs).await.unwrap()));
    assert!(!slow.is_finished());
    slow.abort();
}

fn text(token: &onshape::AccessToken) -> String {
    secrecy::ExposeSecret::expose_secret(token).to_owned()
}
