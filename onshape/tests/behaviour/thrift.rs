//! What is not asked twice, and who gets what was asked before.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use ::onshape::*;
use futures::future::join_all;
use onshape_sandbox::world::user::User;
use serde_json::json;

use crate::onshape::Onshape;

const MODEL: [&str; 2] = ["exportPartStudioGltf", "modelexport"];

/// Opens a document as the app does, and a part studio in it.
async fn open(client: &Client, studio: &ElementAt) -> Result<(), Error> {
    client.document(&studio.at.document).await?;
    let microversion = client.current_microversion(&studio.at).await?;
    let client = client.clone().as_of(microversion);
    client.elements(&studio.at).await?;
    client.part_studio_gltf(studio, &GltfOptions::default()).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_a_studio_again_costs_one_call() {
    let onshape = Onshape::start().await;
    let studio = onshape.element("gearbox", "Shaft");
    open(&onshape.alice(), &studio).await.unwrap();
    assert_eq!(onshape.calls().len(), 5, "document, microversion, elements, model and its redirect");
    onshape.clock.advance(60);
    open(&onshape.alice(), &studio).await.unwrap();
    assert_eq!(onshape.calls(), ["getCurrentMicroversion"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_is_asked_again() {
    let onshape = Onshape::start().await;
    let studio = onshape.element("gearbox", "Shaft");
    open(&onshape.alice(), &studio).await.unwrap();
    onshape.calls();
    onshape.clock.advance(60);
    let body = json!({ "properties": [{ "propertyId": "57f3fb8efa3416c06701d60e", "value": "changed" }] });
    let url = format!(
        "{}/api/metadata/d/{}/{}/e/{}",
        onshape.sandbox.base_url(),
        studio.at.document,
        studio.at.wvm,
        studio.element
    );
    let key = &onshape.sandbox.settings().api_keys[0];
    let changed =
        reqwest::Client::new().post(url).basic_auth(&key.access, Some(&key.secret)).json(&body).send();
    assert!(changed.await.unwrap().status().is_success());
    onshape.calls();
    open(&onshape.alice(), &studio).await.unwrap();
    let calls = onshape.calls();
    assert_eq!(calls[..2], ["getCurrentMicroversion", "getElementsInDocument"]);
    assert_eq!(calls[2..], MODEL);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_tabs_at_once_are_as_one() {
    let onshape = Onshape::start().await;
    let studio = onshape.element("gearbox", "Shaft");
    let tabs = (0..20).map(|_| {
        let (alice, studio) = (onshape.alice(), studio.clone());
        async move { open(&alice, &studio).await }
    });
    assert!(join_all(tabs).await.iter().all(Result::is_ok));
    assert_eq!(onshape.calls().len(), 5);
    onshape.clock.advance(60);
    let tabs = (0..20).map(|_| {
        let (alice, studio) = (onshape.alice(), studio.clone());
        async move { open(&alice, &studio).await }
    });
    assert!(join_all(tabs).await.iter().all(Result::is_ok));
    assert_eq!(onshape.calls(), ["getCurrentMicroversion"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_is_never_asked_twice_not_even_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let keep = |settings: &mut ApiSettings| settings.cache_folder = Some(folder.path().to_owned());
    let onshape = Onshape::with(keep).await;
    let studio = onshape.element("gearbox", "Shaft");
    let version = onshape.alice().versions(&studio.at.document).await.unwrap().remove(0).id;
    let at = DocumentAt::new(studio.at.document.clone(), Wvm::Version(version));
    let elements = onshape.alice().elements(&at).await.unwrap().len();
    let model =
        onshape.alice().part_studio_gltf(&at.element(studio.element.clone()), &GltfOptions::default()).await;
    onshape.calls();
    let api = Onshape::api(&onshape.sandbox, &onshape.clock, keep);
    let again = api.client("alice", Credential::Renewing(onshape.grant.clone()));
    // Nothing is known yet of what Alice may see: one call of her own, the smallest.
    again.current_microversion(&at).await.unwrap();
    assert_eq!(again.elements(&at).await.unwrap().len(), elements);
    let kept = again.part_studio_gltf(&at.element(studio.element.clone()), &GltfOptions::default()).await;
    assert_eq!(kept.unwrap().bytes, model.unwrap().bytes);
    assert_eq!(onshape.calls(), ["getCurrentMicroversion"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_given_after_a_call_of_ones_own_within_ten_minutes() {
    let onshape = Onshape::start().await;
    let studio = onshape.element("gearbox", "Shaft");
    let alice = onshape.alice();
    let microversion = alice.current_microversion(&studio.at).await.unwrap();
    let alice = alice.as_of(microversion);
    alice.elements(&studio.at).await.unwrap();
    onshape.calls();
    onshape.clock.advance(9 * 60);
    alice.elements(&studio.at).await.unwrap();
    assert!(onshape.calls().is_empty());
    onshape.clock.advance(2 * 60);
    alice.elements(&studio.at).await.unwrap();
    assert_eq!(onshape.calls(), ["getElementsInDocument"], "it proves that she still may");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_user_gets_nothing_that_was_kept_for_another() {
    let onshape = Onshape::start().await;
    let at = onshape.workspace("gearbox");
    let key = |user| {
        let keys = &onshape.sandbox.settings().api_keys;
        let key = keys.iter().find(|key| key.user == user).unwrap();
        let secret_key = key.secret.clone().into();
        Credential::ApiKey(ApiKey { access_key: key.access.clone(), secret_key, scheme: ApiKeyScheme::Basic })
    };
    let (alice, bob) =
        (onshape.api.client("alice", key(User::Alice)), onshape.api.client("bob", key(User::Bob)));
    let microversion = alice.current_microversion(&at).await.unwrap();
    assert!(alice.clone().as_of(microversion.clone()).elements(&at).await.is_ok());
    onshape.calls();
    let _ = bob.as_of(microversion).elements(&at).await;
    assert_eq!(onshape.calls(), ["getElementsInDocument"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_drops_what_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let onshape = Onshape::with(|settings| settings.cache_folder = Some(folder.path().to_owned())).await;
    let studio = onshape.element("gearbox", "Shaft");
    open(&onshape.alice(), &studio).await.unwrap();
    onshape.fault(json!({ "kind": "forbidden", "operation": "getCurrentMicroversion", "times": 1 }));
    onshape.clock.advance(60);
    assert!(matches!(open(&onshape.alice(), &studio).await, Err(Error::NotAccessible)));
    onshape.calls();
    onshape.clock.advance(60);
    open(&onshape.alice(), &studio).await.unwrap();
    let calls = onshape.calls();
    assert!(MODEL.iter().all(|call| calls.iter().any(|made| made == call)), "{calls:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_is_not_given_twice_on_the_strength_of_one_look() {
    let onshape = Onshape::start().await;
    let studio = onshape.element("gearbox", "Shaft");
    let microversion = onshape.alice().current_microversion(&studio.at).await.unwrap();
    let alice = onshape.alice().as_of(microversion);
    let options = GltfOptions::default();
    alice.part_studio_gltf(&studio, &options).await.unwrap();
    onshape.sandbox.state().grants().revoke(User::Alice);
    assert!(matches!(alice.part_studio_gltf(&studio, &options).await, Err(Error::GrantEnded)));
    assert!(*onshape.grant.replaced.lock().unwrap() >= 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thumbnail_is_fetched_once_for_each_change() {
    let folder = tempfile::tempdir().unwrap();
    let onshape = Onshape::with(|settings| settings.cache_folder = Some(folder.path().to_owned())).await;
    let at = onshape.workspace("gearbox");
    let picture = async |version: &str| {
        onshape.alice().thumbnail(&at, None, ThumbnailSize::Row, Some(version)).await.unwrap()
    };
    let first = picture("1").await;
    assert_eq!(picture("1").await.bytes, first.bytes);
    assert_eq!(onshape.calls().len(), 1);
    picture("2").await;
    assert_eq!(onshape.calls().len(), 1);
    // A list that has the document in it shows that the picture may be shown.
    onshape.clock.advance(3600);
    let query = DocumentQuery { text: "Gearbox demo".into(), ..DocumentQuery::default() };
    assert!(onshape.alice().documents(&query).await.unwrap().items.iter().any(|d| d.id == at.document));
    onshape.calls();
    picture("2").await;
    assert!(onshape.calls().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_picture_is_not_asked_for_again_at_once_and_refuses_nothing() {
    let onshape = Onshape::start().await;
    let at = onshape.workspace("gearbox");
    onshape.alice().current_microversion(&at).await.unwrap();
    onshape.fault(json!({ "kind": "not_found", "path": "/thumbnails/" }));
    for _ in 0..3 {
        let missing = onshape.alice().thumbnail(&at, None, ThumbnailSize::Row, Some("1")).await;
        assert!(matches!(missing, Err(Error::NotAccessible)));
    }
    assert_eq!(onshape.calls().iter().filter(|name| name.contains("Thumbnail")).count(), 1);
    onshape.sandbox.state().faults.clear();
    onshape.clock.advance(31);
    assert!(onshape.alice().thumbnail(&at, None, ThumbnailSize::Row, Some("1")).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_kept_for_a_moment_and_asked_anew_on_demand() {
    let onshape = Onshape::start().await;
    let query = DocumentQuery::default();
    onshape.alice().documents(&query).await.unwrap();
    onshape.alice().documents(&query).await.unwrap();
    assert_eq!(onshape.calls().len(), 1);
    onshape.alice().fresh().documents(&query).await.unwrap();
    assert_eq!(onshape.calls().len(), 1);
    onshape.clock.advance(6);
    onshape.alice().documents(&query).await.unwrap();
    assert_eq!(onshape.calls().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_ends_when_the_last_who_waits_for_it_goes_away() {
    let onshape = Onshape::start().await;
    let document = onshape.workspace("gearbox").document;
    onshape.fault(json!({ "delay_ms": 400, "operation": "getDocument" }));
    let (first, second) = (onshape.alice(), onshape.alice());
    let (one, other) = (document.clone(), document.clone());
    let impatient = tokio::spawn(async move { first.document(&one).await.map(drop) });
    let patient = tokio::spawn(async move { second.document(&other).await.map(drop) });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    impatient.abort();
    assert!(patient.await.unwrap().is_ok(), "others wait on it");
    assert_eq!(onshape.calls(), ["getDocument"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_told_to_whoever_counts() {
    let (counted, all) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (some, every) = (counted.clone(), all.clone());
    let onshape = Onshape::with(|settings| {
        settings.on_answer = Some(Arc::new(move |spent: &Spent<'_>| {
            every.fetch_add(1, Ordering::Relaxed);
            some.fetch_add(usize::from(spent.counts()), Ordering::Relaxed);
            assert!(spent.user == "alice" && spent.remaining.is_some(), "{spent:?}");
        }));
    })
    .await;
    let studio = onshape.element("gearbox", "Shaft");
    open(&onshape.alice(), &studio).await.unwrap();
    onshape.fault(json!({ "kind": "forbidden", "operation": "getDocumentVersions" }));
    assert!(onshape.alice().versions(&studio.at.document).await.is_err());
    let sandbox = onshape.sandbox.state().log.calls(0);
    assert_eq!(counted.load(Ordering::Relaxed) as u64, sandbox.counted);
    assert_eq!(all.load(Ordering::Relaxed) as u64, sandbox.total);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_cuts_the_wait_for_a_translation_short() {
    let onshape = Onshape::start().await;
    let studio = onshape.element("gearbox", "Shaft");
    let started = onshape.alice().export_part_studio_gltf(&studio, &GltfExport::default()).await.unwrap();
    onshape.calls();
    let (alice, id) = (onshape.alice(), started.id.clone());
    let minute = std::time::Duration::from_mins(1);
    let waiting = tokio::spawn(async move { alice.finished_translation(&id, minute).await });
    // The first two questions find it under way.
    while onshape.sandbox.state().log.since(0).1.len() < 2 {
        tokio::task::yield_now().await;
    }
    onshape.clock.advance(600);
    let event =
        json!({ "event": "onshape.model.translation.complete", "translationId": started.id }).to_string();
    let event = Event::read(event.as_bytes(), EventSignature::default(), None, onshape.clock.now()).unwrap();
    onshape.api.hint(&event);
    let done = waiting.await.unwrap().unwrap();
    assert_eq!(done.request_state, Some(TranslationState::Done));
    assert!(!done.result_external_data_ids.is_empty());
    assert!(onshape.calls().len() <= 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_a_translation_longer_than_their_patience() {
    let onshape = Onshape::start().await;
    let studio = onshape.element("gearbox", "Shaft");
    let started = onshape.alice().export_part_studio_gltf(&studio, &GltfExport::default()).await.unwrap();
    let patience = std::time::Duration::from_millis(300);
    let waited = onshape.alice().finished_translation(&started.id, patience).await;
    assert!(matches!(waited, Err(Error::TimedOut)), "{waited:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_none_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let onshape = Onshape::with(|settings| settings.cache_folder = Some(folder.path().to_owned())).await;
    let studio = onshape.element("gearbox", "Shaft");
    let microversion = onshape.alice().current_microversion(&studio.at).await.unwrap();
    let alice = onshape.alice().as_of(microversion);
    for spoilt in [
        json!({ "kind": "truncated" }),
        json!({ "status": 200, "content_type": "text/html", "body": "<h1>Maintenance</h1>" }),
        json!({ "status": 200, "body": "{\"unheard\":[" }),
        json!({ "status": 200, "body": "7" }),
    ] {
        onshape.fault(spoilt.clone());
        let _ = alice.elements(&studio.at).await;
        let _ = alice.part_studio_gltf(&studio, &GltfOptions::default()).await;
        let _ = alice.thumbnail(&studio.at, Some(&studio.element), ThumbnailSize::Card, Some("1")).await;
        onshape.sandbox.state().faults.clear();
        assert!(!alice.elements(&studio.at).await.unwrap().is_empty(), "{spoilt}");
        let model = alice.part_studio_gltf(&studio, &GltfOptions::default()).await.unwrap();
        assert!(model.bytes.len() > 1_000, "{spoilt}");
        let picture =
            alice.thumbnail(&studio.at, Some(&studio.element), ThumbnailSize::Card, Some("1")).await;
        assert!(picture.is_ok(), "{spoilt}");
        // For the next one nothing may be there already.
        onshape
            .sandbox
            .state()
            .faults
            .add(serde_json::from_value(json!({ "kind": "forbidden", "times": 1 })).unwrap());
        let _ = onshape.alice().fresh().document(&studio.at.document).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_anew_gets_lists_that_are_new() {
    let onshape = Onshape::start().await;
    onshape.alice().documents(&DocumentQuery::default()).await.unwrap();
    onshape.calls();
    let again = onshape.api.client("alice", Credential::Renewing(onshape.new_grant()));
    again.documents(&DocumentQuery::default()).await.unwrap();
    assert_eq!(onshape.calls(), ["getDocuments"]);
}
