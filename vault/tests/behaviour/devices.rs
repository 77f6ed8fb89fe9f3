//! Where one is signed in.

use onshape_sandbox::world::user::User as Person;

use crate::world::{World, user};

on_both!(
    a_user_sees_their_own_sessions_and_no_ended_ones,
    ending_one_leaves_the_others_and_ending_all_leaves_none,
    nobody_ends_anybody_elses,
);

async fn a_user_sees_their_own_sessions_and_no_ended_ones(world: World) {
    let first = world.sign_in().await;
    world.clock.advance(600);
    let second = world.sign_in().await;
    world.sign_in_as(Person::Bob, None, "", None).await;
    let gone = world.sign_in().await;
    world.vault.sign_out(&gone).await.unwrap();
    let devices = world.vault.devices(&user(Person::Alice).id).await.unwrap();
    let names: Vec<_> = devices.iter().map(|device| device.name.clone()).collect();
    assert_eq!(names, [world.session(&second).await.name, world.session(&first).await.name]);
    assert_eq!(devices[0].browser, "Chrome on Windows");
    assert_eq!(devices[0].seen_at - devices[1].seen_at, 600);
    // Used again, the first is the latest.
    world.clock.advance(301);
    world.session(&first).await;
    world.vault.settle().await;
    let devices = world.vault.devices(&user(Person::Alice).id).await.unwrap();
    assert_eq!(devices[0].name, world.session(&first).await.name);
}

async fn ending_one_leaves_the_others_and_ending_all_leaves_none(world: World) {
    let ids = [world.sign_in().await, world.sign_in().await, world.sign_in().await];
    let alice = user(Person::Alice).id;
    let name = world.session(&ids[1]).await.name;
    assert_eq!(world.vault.end_devices(&alice, Some(&name)).await.unwrap(), 1);
    assert_eq!(world.vault.end_devices(&alice, Some(&name)).await.unwrap(), 0);
    assert!(world.vault.session(&ids[1]).await.unwrap().live().is_none());
    assert!(world.vault.session(&ids[0]).await.unwrap().live().is_some());
    let grant = world.grant(&ids[0]).await;
    assert_eq!(world.vault.end_devices(&alice, None).await.unwrap(), 2);
    assert_eq!(world.vault.devices(&alice).await.unwrap(), []);
    assert!(world.vault.access_token(&grant).await.is_err());
}

async fn nobody_ends_anybody_elses(world: World) {
    let id = world.sign_in().await;
    let name = world.session(&id).await.name;
    world.sign_in_as(Person::Bob, None, "", None).await;
    assert_eq!(world.vault.end_devices(&user(Person::Bob).id, Some(&name)).await.unwrap(), 0);
    assert!(world.vault.session(&id).await.unwrap().live().is_some());
}
