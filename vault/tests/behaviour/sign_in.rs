//! The way through Onshape's consent page, and from the popup to the frame.

use onshape_sandbox::world::user::User as Person;
use vault::{HandoverState, Landing, SignedIn};

use crate::world::{World, user};

on_both!(
    a_state_works_once_and_in_its_own_browser,
    a_state_is_forgotten_after_a_quarter_of_an_hour,
    a_handle_starts_one_sign_in_and_is_redeemed_once_by_its_own_frame,
    a_handle_is_worth_nothing_after_ten_minutes,
    a_denied_sign_in_is_told_to_its_frame,
);

async fn a_state_works_once_and_in_its_own_browser(world: World) {
    let (mine, theirs) = (world.vault.new_binding(), world.vault.new_binding());
    let state = world.begin(&mine, None, None).await;
    assert!(world.vault.take_sign_in(&theirs, &state).await.unwrap().is_none());
    assert!(world.vault.take_sign_in(&mine, &state).await.unwrap().is_some());
    assert!(world.vault.take_sign_in(&mine, &state).await.unwrap().is_none());
}

async fn a_state_is_forgotten_after_a_quarter_of_an_hour(world: World) {
    let binding = world.vault.new_binding();
    let state = world.begin(&binding, None, None).await;
    world.clock.advance(901);
    assert!(world.vault.take_sign_in(&binding, &state).await.unwrap().is_none());
}

async fn a_handle_starts_one_sign_in_and_is_redeemed_once_by_its_own_frame(world: World) {
    let (frame, neighbour) = (world.vault.new_pre_session(), world.vault.new_pre_session());
    let handle = world.vault.mint_handle(&frame).await.unwrap();
    let binding = world.vault.new_binding();
    let state = world.begin(&binding, Some(&handle), None).await;
    let again = vault::SignInRequest {
        binding: binding.clone(),
        handle: Some(handle.clone()),
        return_to: String::new(),
        company_id: None,
    };
    assert!(world.vault.begin(again).await.unwrap().is_err(), "a handle starts once");
    let sign_in = world.vault.take_sign_in(&binding, &state).await.unwrap().unwrap();
    assert_eq!(world.vault.handover(&frame, &handle).await.unwrap(), HandoverState::Pending);
    let tokens = world.tokens(Person::Alice);
    let alice = user(Person::Alice);
    let done = SignedIn { user: &alice, company: "", tokens: &tokens, replaced: None, browser: "" };
    assert!(matches!(world.vault.complete(&sign_in, done).await.unwrap(), Some(Landing::HandedOver)));
    assert_eq!(world.vault.handover(&neighbour, &handle).await.unwrap(), HandoverState::Gone);
    assert!(world.vault.redeem(&neighbour, &handle, None, "").await.unwrap().is_none());
    let session = world.vault.redeem(&frame, &handle, None, "Firefox on Linux").await.unwrap().unwrap();
    assert_eq!(world.session(&session).await.user, alice);
    assert!(world.vault.redeem(&frame, &handle, None, "").await.unwrap().is_none());
}

async fn a_handle_is_worth_nothing_after_ten_minutes(world: World) {
    let frame = world.vault.new_pre_session();
    let handle = world.vault.mint_handle(&frame).await.unwrap();
    world.clock.advance(601);
    assert_eq!(world.vault.handover(&frame, &handle).await.unwrap(), HandoverState::Gone);
}

async fn a_denied_sign_in_is_told_to_its_frame(world: World) {
    let frame = world.vault.new_pre_session();
    let handle = world.vault.mint_handle(&frame).await.unwrap();
    let binding = world.vault.new_binding();
    let state = world.begin(&binding, Some(&handle), None).await;
    let sign_in = world.vault.take_sign_in(&binding, &state).await.unwrap().unwrap();
    world.vault.deny(&sign_in).await.unwrap();
    assert_eq!(world.vault.handover(&frame, &handle).await.unwrap(), HandoverState::Denied);
    assert!(world.vault.redeem(&frame, &handle, None, "").await.unwrap().is_none());
}
