//! What is kept beside sessions and grants.

use onshape::Spent;
use onshape_sandbox::world::user::User as Person;

use crate::world::{World, user};

on_both!(
    calls_are_counted_by_user_and_day,
    a_place_is_remembered_within_a_session,
    a_setting_is_its_users,
    a_pass_for_files_is_its_sessions_and_good_for_five_minutes,
);

async fn calls_are_counted_by_user_and_day(world: World) {
    let (alice, bob) = (user(Person::Alice).id, user(Person::Bob).id);
    let spent =
        |user: &'static str, remaining| Spent { user, operation: "getDocuments", status: 200, remaining };
    let alices: &'static str = alice.as_str().to_owned().leak();
    let bobs: &'static str = bob.as_str().to_owned().leak();
    world.vault.count_call(&spent(alices, Some(40)));
    world.vault.count_call(&spent(alices, Some(39)));
    world.clock.advance(86_400);
    world.vault.count_call(&spent(format!("{alices}/{}", "c".repeat(24)).leak(), None));
    world.vault.count_call(&spent(bobs, None));
    let calls = world.vault.calls(&alice).await.unwrap();
    assert_eq!((calls.own.today, calls.own.this_year), (1, 3));
    assert_eq!((calls.all.today, calls.all.this_year), (2, 4));
    assert_eq!(calls.by_operation, [("getDocuments".to_owned(), 3)]);
    assert_eq!(world.another().await.calls(&bob).await.unwrap().own.this_year, 1);
}

async fn a_place_is_remembered_within_a_session(world: World) {
    let id = world.sign_in().await;
    let session = world.session(&id).await;
    let tab = "0123456789abcdef01234567".parse().unwrap();
    assert_eq!(world.vault.last_place(&session, &tab).await.unwrap(), None);
    for place in ["/documents", "/documents/x"] {
        world.vault.remember_place(&session.user.id, &tab, place).await.unwrap();
    }
    assert_eq!(world.vault.last_place(&session, &tab).await.unwrap().as_deref(), Some("/documents/x"));
    world.clock.advance(10);
    let later = world.sign_in().await;
    assert_eq!(world.vault.last_place(&world.session(&later).await, &tab).await.unwrap(), None);
}

async fn a_setting_is_its_users(world: World) {
    let (alice, bob) = (user(Person::Alice).id, user(Person::Bob).id);
    for value in ["Recent", "Created"] {
        world.vault.set_user_setting(&alice, "filter", value).await.unwrap();
        assert_eq!(world.vault.user_setting(&alice, "filter").await.unwrap().unwrap().value, value);
    }
    assert_eq!(world.vault.user_setting(&bob, "filter").await.unwrap(), None);
    assert_eq!(world.vault.user_setting(&alice, "other").await.unwrap(), None);
    world.clock.advance(91 * 86_400);
    world.vault.sweep().await.unwrap();
    assert_eq!(world.vault.user_setting(&alice, "filter").await.unwrap(), None);
}

async fn a_pass_for_files_is_its_sessions_and_good_for_five_minutes(world: World) {
    let (mine, theirs) = (world.sign_in().await, world.sign_in().await);
    let (mine, theirs) = (world.session(&mine).await, world.session(&theirs).await);
    let pass = world.vault.files_pass(&mine).as_str().to_owned();
    assert!(world.vault.is_files_pass(&mine, &pass));
    assert!(!world.vault.is_files_pass(&theirs, &pass));
    let (ends, tag) = pass.split_once('.').unwrap();
    let later = format!("{}.{tag}", ends.parse::<i64>().unwrap() + 1);
    for forged in [later.as_str(), ends, "", ".", "9999999999999999999.x", &pass[..pass.len() - 1]] {
        assert!(!world.vault.is_files_pass(&mine, forged), "{forged}");
    }
    world.clock.advance(301);
    assert!(!world.vault.is_files_pass(&mine, &pass));
}
