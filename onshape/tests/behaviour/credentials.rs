//! API keys, and tokens that nobody renews.

use std::sync::Arc;

use ::onshape::{ApiKey, ApiKeyScheme, Credential, Error, GltfOptions};
use onshape_sandbox::world::user::User;

use crate::onshape::Onshape;

fn key(onshape: &Onshape, scheme: ApiKeyScheme) -> ApiKey {
    let keys = &onshape.sandbox.settings().api_keys;
    let key = keys.iter().find(|key| key.user == User::Alice).unwrap();
    ApiKey { access_key: key.access.clone(), secret_key: key.secret.clone().into(), scheme }
}

#[tokio::test(flavor = "multi_thread")]
async fn api_keys_are_signed_with_and_signed_anew_on_a_redirect() {
    let onshape = Onshape::start().await;
    for scheme in [ApiKeyScheme::Signed, ApiKeyScheme::Basic] {
        let script = onshape.api.client("script", Credential::ApiKey(key(&onshape, scheme)));
        assert!(script.session_info().await.unwrap().id.as_str().len() == 24);
        let query = ::onshape::DocumentQuery { text: "Gearbox demo ü".into(), ..Default::default() };
        assert!(script.documents(&query).await.is_ok(), "{scheme:?} with a query");
        let studio = onshape.element("gearbox", "Flange");
        let model = script.fresh().part_studio_gltf(&studio, &GltfOptions::default()).await;
        assert!(model.is_ok(), "{scheme:?}: {model:?}");
        let comment = onshape.api.client("writer", Credential::ApiKey(key(&onshape, scheme)));
        let comment = comment.comment(&studio.at, None, None, "signed, with a body").await;
        assert!(comment.is_ok(), "{scheme:?}: {comment:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_and_a_dead_token_are_not_signed_in() {
    let onshape = Onshape::start().await;
    for scheme in [ApiKeyScheme::Signed, ApiKeyScheme::Basic] {
        let wrong = ApiKey { secret_key: "wrong".to_owned().into(), ..key(&onshape, scheme) };
        let client = onshape.api.client("script", Credential::ApiKey(wrong));
        assert!(matches!(client.session_info().await, Err(Error::NotSignedIn)), "{scheme:?}");
    }
    let client = onshape.api.client("script", Credential::Token("dead".to_owned().into()));
    assert!(matches!(client.session_info().await, Err(Error::NotSignedIn)));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tokens_of_the_same_name_never_share_an_answer() {
    let onshape = Onshape::start().await;
    let alice = onshape.api.client("signing-in", Credential::Token(onshape.grant.access_token()));
    let dead = onshape.api.client("signing-in", Credential::Token("dead".to_owned().into()));
    let (first, second) = futures::join!(alice.session_info(), dead.session_info());
    assert!(first.is_ok() && matches!(second, Err(Error::NotSignedIn)));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_in_what_is_printed_for_debugging() {
    let onshape = Onshape::start().await;
    let key = key(&onshape, ApiKeyScheme::Basic);
    let secret = onshape.sandbox.settings().api_keys[0].secret.clone();
    let token = Credential::Token("token-of-alice".to_owned().into());
    let printed = format!(
        "{:?} {token:?} {:?}",
        Credential::ApiKey(key),
        Credential::Renewing(Arc::clone(&onshape.grant) as _)
    );
    assert!(!printed.contains("token-of-alice") && !printed.contains(&secret), "{printed}");
}
