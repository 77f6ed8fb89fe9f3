//! The store of finished models, and the workshop that fills it.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use futures::TryStreamExt;
use models::{Failure, Kept, Limits, ModelKey, ModelStore, News, Stage, StoreError, Workshop};
use onshape_sandbox::models::Model;
use tokio::sync::watch;

use super::sources::{as_json, studio};

async fn read(
    store: &ModelStore,
    key: &ModelKey,
    kept: Kept,
    range: Option<std::ops::Range<u64>>,
) -> Vec<u8> {
    let stored = store.find(key, kept).await.unwrap().expect("a model");
    let range = range.unwrap_or(0..stored.size);
    let pieces: Vec<Bytes> = stored.read(range).try_collect().await.unwrap();
    pieces.concat()
}

async fn last<E: Clone>(news: &mut watch::Receiver<News<E>>) -> News<E> {
    news.wait_for(News::is_last).await.unwrap().clone()
}

#[tokio::test]
async fn a_folder_gives_back_what_was_kept_in_whole_and_in_parts() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!(
        "file://{}",
        folder.path().join("a folder/of models").display().to_string().replace(' ', "%20")
    );
    let store = ModelStore::open(&address).unwrap();
    let key = ModelKey::of("one");
    assert!(store.find(&key, Kept::Model).await.unwrap().is_none());
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    store.keep(&key, Bytes::from(bytes.clone()), Bytes::from_static(b"small")).await.unwrap();
    assert!(read(&store, &key, Kept::Model, None).await == bytes);
    assert_eq!(read(&store, &key, Kept::GzippedModel, None).await, b"small");
    assert_eq!(
        read(&store, &key, Kept::Model, Some(1_048_570..1_048_590)).await,
        bytes[1_048_570..1_048_590]
    );
    assert!(read(&store, &key, Kept::Model, Some(7..7)).await.is_empty());
    let another = ModelStore::open(&address).unwrap();
    assert!(another.find(&key, Kept::Model).await.unwrap().is_some(), "it is there after a restart");
    assert!(another.find(&ModelKey::of("two"), Kept::Model).await.unwrap().is_none());
}

#[test]
fn an_address_of_no_known_kind_is_refused() {
    for address in ["", "models", "https://example.com/models", "file://elsewhere/models"] {
        assert!(matches!(ModelStore::open(address), Err(StoreError::Address)), "{address}");
    }
}

#[tokio::test]
async fn the_oldest_models_go_when_there_is_too_much() {
    let folder = tempfile::tempdir().unwrap();
    let store = ModelStore::open(&format!("file://{}", folder.path().display())).unwrap();
    let keys: Vec<_> = (0..3).map(|n| ModelKey::of(&n.to_string())).collect();
    for key in &keys {
        store.keep(key, Bytes::from(vec![0; 1000]), Bytes::from(vec![0; 100])).await.unwrap();
        // Times of files are compared: the next one shall be younger for certain.
        tokio::time::sleep(std::time::Duration::from_millis(15)).await;
    }
    assert_eq!(store.sweep(10_000).await.unwrap(), 0);
    assert_eq!(store.sweep(2_300).await.unwrap(), 2);
    let left = [
        store.find(&keys[0], Kept::Model).await.unwrap().is_some(),
        store.find(&keys[1], Kept::Model).await.unwrap().is_some(),
        store.find(&keys[2], Kept::Model).await.unwrap().is_some(),
    ];
    assert_eq!(left, [false, true, true]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_is_made_once_however_many_ask() {
    let workshop: Workshop<Infallible> = Workshop::new(ModelStore::in_memory(), Limits::default());
    let key = ModelKey::of("flange");
    let asked = Arc::new(AtomicUsize::new(0));
    let file = Bytes::from(as_json(&studio(Model::Flange)));
    let mut waiting: Vec<_> = (0..50)
        .map(|_| {
            let (asked, file) = (asked.clone(), file.clone());
            workshop.make(&key, |_| async move {
                asked.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                Ok(file.into())
            })
        })
        .collect();
    for news in &mut waiting {
        let last = last(news).await;
        assert!(matches!(last.stage, Stage::Ready) && !last.boxes.is_empty());
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    assert!(workshop.news(&key).is_none(), "the work is done");
    let glb = read(workshop.store(), &key, Kept::Model, None).await;
    assert!(glb.starts_with(b"glTF"));
    let again = last(&mut workshop.make(&key, |_| async { panic!("it is there already") })).await;
    assert!(matches!(again.stage, Stage::Ready));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_failure_the_next_one_to_ask_begins_anew() {
    let workshop: Workshop<&'static str> = Workshop::new(ModelStore::in_memory(), Limits::default());
    let key = ModelKey::of("plate");
    let failed = last(&mut workshop.make(&key, |_| async { Err("no answer") })).await;
    assert!(matches!(failed.stage, Stage::Failed(Failure::Source("no answer"))));
    let broken = last(&mut workshop.make(&key, |_| async { Ok(Bytes::from_static(b"<html>").into()) })).await;
    assert!(matches!(broken.stage, Stage::Failed(Failure::Model(_))));
    let file = Bytes::from(as_json(&studio(Model::Plate)));
    let made = last(&mut workshop.make(&key, |_| async { Ok(file.into()) })).await;
    assert!(matches!(made.stage, Stage::Ready));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_studio_without_parts_is_a_model_of_nothing() {
    let workshop: Workshop<Infallible> = Workshop::new(ModelStore::in_memory(), Limits::default());
    let key = ModelKey::of("nothing");
    let file = Bytes::from_static(br#"{"asset":{"version":"2.0"}}"#);
    let made = last(&mut workshop.make(&key, |_| async { Ok(file.into()) })).await;
    assert!(matches!(made.stage, Stage::Ready));
    let glb = read(workshop.store(), &key, Kept::Model, None).await;
    assert!(glb.starts_with(b"glTF") && glb.len() < 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_is_fetched_once_and_kept_as_it_is() {
    let workshop: Workshop<&'static str> = Workshop::new(ModelStore::in_memory(), Limits::default());
    let key = ModelKey::of("drawing");
    let page = last(&mut workshop.fetch_pdf(&key, || async { Ok(Bytes::from_static(b"<html>")) })).await;
    assert!(matches!(page.stage, Stage::Failed(Failure::Model(_))));
    let pdf = Bytes::from_static(b"%PDF-1.7 and so on");
    let fetched = last(&mut workshop.fetch_pdf(&key, || async { Ok(pdf) })).await;
    assert!(matches!(fetched.stage, Stage::Ready));
    assert_eq!(read(workshop.store(), &key, Kept::Pdf, None).await, b"%PDF-1.7 and so on");
    let again = last(&mut workshop.fetch_pdf(&key, || async { panic!("it is there already") })).await;
    assert!(matches!(again.stage, Stage::Ready));
    assert!(workshop.store().find(&key, Kept::Model).await.unwrap().is_none());
}
