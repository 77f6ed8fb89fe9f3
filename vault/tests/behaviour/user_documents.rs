//! Favourites, what was opened last, and what a user chose.

use onshape::{DocumentId, UserId};
use onshape_sandbox::world::user::User as Person;
use vault::{LONGEST_PREFERENCE, MOST_FAVOURITES, MOST_OPENED, Preference, UserDocument};

use crate::world::{World, user};

on_both!(
    a_favourite_is_its_users_until_the_mark_is_taken_back,
    the_documents_opened_last_come_first_and_once_each,
    the_oldest_go_when_there_are_too_many,
    a_document_that_is_gone_is_forgotten_by_its_user_alone,
    many_at_once_lose_nothing,
    who_does_not_come_back_for_a_year_is_forgotten_and_who_is_signed_in_is_not,
    a_preference_lasts_as_long_as_it_is_asked_for,
);

const YEAR: u32 = 366 * 86_400;

fn document(number: usize) -> DocumentId {
    format!("{number:024x}").parse().unwrap()
}

fn people() -> (UserId, UserId) {
    (user(Person::Alice).id, user(Person::Bob).id)
}

fn ids(documents: &[UserDocument]) -> Vec<DocumentId> {
    documents.iter().map(|noted| noted.document.clone()).collect()
}

async fn a_favourite_is_its_users_until_the_mark_is_taken_back(world: World) {
    let (alice, bob) = people();
    for number in [1, 2, 2, 3] {
        world.vault.set_favourite(&alice, &document(number), true).await.unwrap();
        world.clock.advance(1);
    }
    let marked = world.vault.favourites(&alice).await.unwrap();
    assert_eq!(ids(&marked), [document(3), document(2), document(1)]);
    assert_eq!(marked[0].noted_at, world.vault.clock().now().as_second() - 1);
    assert_eq!(world.vault.favourites(&bob).await.unwrap(), []);
    assert_eq!(world.vault.last_opened(&alice, 10).await.unwrap(), []);
    world.vault.set_favourite(&bob, &document(2), false).await.unwrap();
    world.vault.set_favourite(&alice, &document(2), false).await.unwrap();
    world.vault.set_favourite(&alice, &document(2), false).await.unwrap();
    assert_eq!(ids(&world.another().await.favourites(&alice).await.unwrap()), [document(3), document(1)]);
}

async fn the_documents_opened_last_come_first_and_once_each(world: World) {
    let (alice, bob) = people();
    for number in [1, 2, 3, 1] {
        world.vault.opened(&alice, &document(number)).await.unwrap();
        world.clock.advance(1);
    }
    let opened = world.vault.last_opened(&alice, 10).await.unwrap();
    assert_eq!(ids(&opened), [document(1), document(3), document(2)]);
    assert_eq!(ids(&world.vault.last_opened(&alice, 1).await.unwrap()), [document(1)]);
    assert_eq!(world.vault.last_opened(&alice, 0).await.unwrap(), []);
    assert_eq!(world.vault.last_opened(&bob, u32::MAX).await.unwrap(), []);
}

async fn the_oldest_go_when_there_are_too_many(world: World) {
    let (alice, bob) = people();
    world.vault.opened(&bob, &document(0)).await.unwrap();
    let (favourites, opened) = (MOST_FAVOURITES as usize, MOST_OPENED as usize);
    for number in 0..favourites + 2 {
        world.vault.set_favourite(&alice, &document(number), true).await.unwrap();
        world.vault.opened(&alice, &document(number)).await.unwrap();
        world.clock.advance(1);
    }
    let kept = ids(&world.vault.favourites(&alice).await.unwrap());
    assert_eq!((kept.len(), &kept[0]), (favourites, &document(favourites + 1)));
    assert!(!kept.contains(&document(1)) && kept.contains(&document(2)));
    let pool = world.pool().await;
    let query = "SELECT COUNT(*) FROM user_documents WHERE user_id = $1";
    let (rows,): (i64,) = sqlx::query_as(query).bind(alice.as_str()).fetch_one(&pool).await.unwrap();
    assert_eq!(usize::try_from(rows).unwrap(), favourites + opened);
    let last = ids(&world.vault.last_opened(&alice, u32::MAX).await.unwrap());
    assert_eq!((last.len(), &last[0]), (opened, &document(favourites + 1)));
    assert_eq!(world.vault.last_opened(&bob, 10).await.unwrap().len(), 1, "of Alice's only");
}

async fn a_document_that_is_gone_is_forgotten_by_its_user_alone(world: World) {
    let (alice, bob) = people();
    for person in [&alice, &bob] {
        world.vault.opened(person, &document(1)).await.unwrap();
        world.vault.set_favourite(person, &document(1), true).await.unwrap();
    }
    world.vault.forget_document(&alice, &document(1)).await.unwrap();
    assert_eq!(world.vault.favourites(&alice).await.unwrap(), []);
    assert_eq!(world.vault.last_opened(&alice, 10).await.unwrap(), []);
    assert_eq!(world.vault.favourites(&bob).await.unwrap().len(), 1);
}

async fn many_at_once_lose_nothing(world: World) {
    let (alice, _) = people();
    let tasks: Vec<_> = (0..MOST_OPENED as usize)
        .map(|number| {
            let (vault, alice) = (world.vault.clone(), alice.clone());
            tokio::spawn(async move { vault.opened(&alice, &document(number)).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(world.vault.last_opened(&alice, u32::MAX).await.unwrap().len(), MOST_OPENED as usize);
}

async fn who_does_not_come_back_for_a_year_is_forgotten_and_who_is_signed_in_is_not(world: World) {
    let (alice, bob) = people();
    for person in [&alice, &bob] {
        world.vault.opened(person, &document(1)).await.unwrap();
        world.vault.set_favourite(person, &document(2), true).await.unwrap();
    }
    world.clock.advance(YEAR / 2);
    world.vault.opened(&bob, &document(3)).await.unwrap();
    world.clock.advance(YEAR / 2 - 10);
    world.vault.sweep().await.unwrap();
    assert_eq!(world.vault.favourites(&alice).await.unwrap().len(), 1, "not a year yet");
    // Bob opens nothing any more, but is signed in.
    world.clock.advance(YEAR);
    world.sign_in_as(Person::Bob, None, "", None).await;
    world.vault.sweep().await.unwrap();
    assert_eq!(world.vault.favourites(&alice).await.unwrap(), []);
    assert_eq!(world.vault.last_opened(&alice, 10).await.unwrap(), []);
    assert_eq!(world.vault.favourites(&bob).await.unwrap().len(), 1);
}

async fn a_preference_lasts_as_long_as_it_is_asked_for(world: World) {
    let (alice, bob) = people();
    assert!(world.vault.set_preference(&alice, Preference::Language, "fr").await.unwrap());
    assert!(world.vault.set_preference(&bob, Preference::Language, "en").await.unwrap());
    let long = "x".repeat(LONGEST_PREFERENCE + 1);
    assert!(!world.vault.set_preference(&alice, Preference::Language, &long).await.unwrap());
    let language = async || world.vault.preference(&alice, Preference::Language).await.unwrap();
    for _ in 0..3 {
        world.clock.advance(60 * 86_400);
        assert_eq!(language().await.as_deref(), Some("fr"));
        world.vault.sweep().await.unwrap();
    }
    assert_eq!(world.vault.preference(&bob, Preference::Language).await.unwrap(), None, "nobody asked");
    world.clock.advance(91 * 86_400);
    world.vault.sweep().await.unwrap();
    assert_eq!(language().await, None);
}
