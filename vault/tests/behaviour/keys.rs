//! Encryption at rest, and secrets that are replaced.

use vault::{Rekeyed, VaultError};

use crate::world::{SECRET, World};

on_both!(
    another_secret_is_refused_and_changes_nothing,
    a_second_secret_opens_what_the_first_encrypted_and_rekey_moves_it,
    a_token_that_was_moved_to_another_row_opens_nowhere,
    no_token_is_stored_in_clear,
);

const OTHER: &str = "another secret that is long enough too";

async fn another_secret_is_refused_and_changes_nothing(world: World) {
    let id = world.sign_in().await;
    let Err(error) = world.with_secret(OTHER).await else { panic!("it was opened") };
    assert!(matches!(error, VaultError::WrongKeys(2)), "{error:?}");
    assert!(error.to_string().contains("SESSION_SECRET") && !error.to_string().contains(OTHER));
    let grant = world.grant(&id).await;
    assert!(world.works(&world.vault.access_token(&grant).await.unwrap()));
}

async fn a_second_secret_opens_what_the_first_encrypted_and_rekey_moves_it(world: World) {
    let id = world.sign_in().await;
    let grant = world.grant(&id).await;
    let binding = world.vault.new_binding();
    let state = world.begin(&binding, None, None).await;
    let both = world.with_secret(&format!("{OTHER},{SECRET}")).await.unwrap();
    assert!(world.works(&both.access_token(&grant).await.unwrap()));
    assert_eq!(both.rekey().await.unwrap(), Rekeyed { moved: 3, current: 0 });
    assert_eq!(both.rekey().await.unwrap(), Rekeyed { moved: 0, current: 3 });
    let new = world.with_secret(OTHER).await.unwrap();
    assert!(world.works(&new.access_token(&grant).await.unwrap()));
    assert!(new.take_sign_in(&binding, &state).await.unwrap().is_some());
    assert!(world.with_secret(SECRET).await.is_err());
}

async fn a_token_that_was_moved_to_another_row_opens_nowhere(world: World) {
    let (mine, theirs) = (world.sign_in().await, world.sign_in().await);
    let pool = world.pool().await;
    sqlx::query(
        "UPDATE grants SET access_token = (SELECT access_token FROM grants WHERE id = $1) WHERE id = $2",
    )
    .bind(world.grant(&theirs).await.to_string())
    .bind(world.grant(&mine).await.to_string())
    .execute(&pool)
    .await
    .unwrap();
    let grant = world.grant(&mine).await;
    assert!(world.vault.access_token(&grant).await.is_err());
}

async fn no_token_is_stored_in_clear(world: World) {
    world.sign_in().await;
    let pool = world.pool().await;
    let rows: Vec<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as("SELECT access_token, refresh_token FROM grants").fetch_all(&pool).await.unwrap();
    let issued = world.sandbox.state().grants().issued().to_vec();
    assert!(issued.len() >= 3);
    for stored in rows.iter().flat_map(|(access, refresh)| [access, refresh]) {
        for secret in &issued {
            assert!(!stored.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
}
