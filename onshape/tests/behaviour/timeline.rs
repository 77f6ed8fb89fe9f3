//! What a document was before: workspaces, versions, history; and what it is when it is gone.

use std::collections::BTreeSet;

use ::onshape::*;
use serde_json::{Value, json};

use crate::onshape::Onshape;

#[tokio::test(flavor = "multi_thread")]
async fn branches_and_versions_have_names_and_makers() {
    let onshape = Onshape::start().await;
    let (alice, at) = (onshape.alice(), onshape.workspace("versions"));
    let workspaces = alice.workspaces(&at.document).await.unwrap();
    assert!(workspaces.len() > 1, "{workspaces:?}");
    assert!(workspaces.iter().all(|workspace| workspace.name.is_some() && workspace.creator.is_some()));
    let versions = alice.versions(&at.document).await.unwrap();
    assert!(versions.len() > 2, "{versions:?}");
    for version in &versions {
        let one = alice.version(&at.document, &version.id).await.unwrap();
        assert!(one.name.is_some() && one.name == version.name);
        assert!(one.created_at.is_some() && one.creator.and_then(|creator| creator.name).is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn history_says_who_did_what_and_when_and_goes_on_from_its_end() {
    let onshape = Onshape::start().await;
    let (alice, at) = (onshape.alice(), onshape.workspace("versions"));
    let whole = alice.history(&at).await.unwrap();
    assert!(whole.len() > 3, "{whole:?}");
    for entry in &whole {
        assert!(entry.username.is_some() && entry.description.is_some() && entry.date.is_some(), "{entry:?}");
    }
    for pair in whole.windows(2) {
        assert_eq!(pair[1].next_microversion_id, pair[0].microversion_id, "the newest first");
    }
    let id = |entry: &HistoryEntry| entry.microversion_id.clone().unwrap();
    let middle = id(&whole[2]).as_str().parse().unwrap();
    let rest = alice.history(&DocumentAt::new(at.document.clone(), Wvm::Microversion(middle))).await.unwrap();
    assert_eq!(rest.iter().map(id).collect::<Vec<_>>(), whole[2..].iter().map(id).collect::<Vec<_>>());

    let version = alice.versions(&at.document).await.unwrap().remove(1);
    let named = version.microversion.unwrap().as_str().parse().unwrap();
    let led_to = alice.history(&DocumentAt::new(at.document, Wvm::Microversion(named))).await.unwrap();
    assert!(!led_to.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_by_the_thousand_are_read_in_one_call() {
    let onshape = Onshape::start().await;
    let document = onshape.workspace("gearbox").document;
    let version = |number: u32| {
        json!({ "id": format!("{number:024x}"), "name": format!("V{number} <b>\u{202e}"), "microversion": "a".repeat(24),
                "creator": { "id": "x", "name": null }, "createdAt": "2025-08-22T21:20:42.217+00:00", "purpose": 0 })
    };
    let body = (0..9_000).map(version).collect::<Value>().to_string();
    onshape.fault(json!({ "operation": "getDocumentVersions", "status": 200, "body": body }));
    onshape.calls();
    let versions = onshape.alice().versions(&document).await.unwrap();
    assert_eq!((versions.len(), onshape.calls().len()), (9_000, 1));
    assert_eq!(versions[8_999].name.as_deref(), Some("V8999 <b>\u{202e}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn tabs_stand_in_their_folders() {
    let onshape = Onshape::start().await;
    let contents = onshape.alice().contents(&onshape.workspace("files")).await.unwrap();
    let root = contents.folders.unwrap();
    let folders: Vec<_> = root.groups.iter().filter(|group| group.element_id.is_none()).collect();
    let names: Vec<_> = folders.iter().filter_map(|folder| folder.group_name.as_deref()).collect();
    assert_eq!(names, ["Documents", "Exchange"]);
    let mut placed = BTreeSet::new();
    let mut open = vec![&root];
    while let Some(folder) = open.pop() {
        placed.extend(folder.element_id.clone());
        open.extend(&folder.groups);
    }
    let all: BTreeSet<_> = contents.elements.iter().map(|element| element.id.clone()).collect();
    assert_eq!(placed, all);
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_forty_deep_are_read_and_a_thousand_deep_do_no_harm() {
    let onshape = Onshape::start().await;
    let at = onshape.workspace("gearbox");
    for (depth, readable) in [(40, true), (1_000, false), (100_000, false)] {
        let (open, close) = (r#"{"groupName":"x","groups":["#, "]}");
        let folders = format!("{}{}", open.repeat(depth), close.repeat(depth));
        let body = format!(r#"{{"elements":[],"folders":{folders}}}"#);
        onshape.sandbox.state().faults.clear();
        onshape.fault(json!({ "operation": "getDocumentContents", "status": 200, "body": body }));
        let client = onshape.alice().as_of(format!("{depth:024x}").parse().unwrap());
        let read = client.contents(&at).await;
        assert_eq!(read.is_ok(), readable, "{depth} deep");
        let mut deepest = 0;
        let mut folder = read.ok().and_then(|contents| contents.folders);
        while let Some(mut inner) = folder {
            deepest += 1;
            folder = inner.groups.pop();
        }
        assert_eq!(deepest, if readable { depth } else { 0 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_deleted_while_it_is_open_is_not_shown_any_more() {
    let onshape = Onshape::start().await;
    let studio = onshape.element("gearbox", "Shaft");
    let alice = onshape.alice();
    let microversion = alice.current_microversion(&studio.at).await.unwrap();
    let open = alice.clone().as_of(microversion);
    assert!(open.parts_of(&studio).await.is_ok() && open.elements(&studio.at).await.is_ok());
    let id = onshape.sandbox.demo()["gearbox"]["documentId"].as_str().unwrap().to_owned();
    onshape.sandbox.state().world_mut().remove(onshape_sandbox::world::id::Id::parse(&id).unwrap());
    onshape.clock.advance(10);
    assert!(matches!(alice.current_microversion(&studio.at).await, Err(Error::NotAccessible)));
    // What was kept of it went with it.
    assert!(matches!(open.elements(&studio.at).await, Err(Error::NotAccessible)));
    assert!(matches!(open.parts_of(&studio).await, Err(Error::NotAccessible)));
    assert!(matches!(alice.document(&studio.at.document).await, Err(Error::NotAccessible)));
    // Onshape's 410 says that it was there once.
    onshape.fault(json!({ "status": 410, "operation": "getDocumentHistory" }));
    assert!(matches!(open.history(&studio.at).await, Err(Error::Gone)));
}
