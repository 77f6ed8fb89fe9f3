//! Where a credential goes, and where it does not.

use std::sync::{Arc, Mutex};

use ::onshape::{Error, GltfOptions};
use axum::{Router, extract::Request, routing::any};
use serde_json::json;

use crate::{onshape::Onshape, operations::all};

/// A host that is not Onshape's, and the requests that it got.
async fn stranger() -> (String, Arc<Mutex<Vec<String>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let heard = seen.clone();
    let app = Router::new().fallback(any(move |request: Request| async move {
        heard.lock().unwrap().push(format!("{:?} {:?}", request.uri(), request.headers()));
        "{}"
    }));
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", socket.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(socket, app).await });
    (address, seen)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_goes_to_a_foreign_host_wherever_it_is_sent() {
    let onshape = Onshape::start().await;
    let things = onshape.things().await;
    let (foreign, seen) = stranger().await;
    for status in [301, 302, 303, 307, 308] {
        onshape.sandbox.state().faults.clear();
        onshape.fault(
            json!({ "status": status, "headers": { "location": format!("{foreign}/api/v12/documents") } }),
        );
        for operation in all() {
            let client = onshape.alice().fresh().as_of("b".repeat(24).parse().unwrap());
            let result = (operation.call)(client, things.clone()).await;
            assert!(matches!(result, Err(Error::ForeignRedirect)), "{}: {result:?}", operation.name);
        }
    }
    assert!(seen.lock().unwrap().is_empty(), "{:?}", seen.lock().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_said_to_be_elsewhere_is_asked_of_onshape() {
    let onshape = Onshape::start().await;
    let (foreign, seen) = stranger().await;
    let body = json!({ "items": [], "next": format!("{foreign}/api/documents?offset=40&limit=20") });
    onshape.fault(json!({ "status": 200, "body": body.to_string(), "times": 1 }));
    let page = onshape.alice().documents(&::onshape::DocumentQuery::default()).await.unwrap();
    assert_eq!(page.next_offset, Some(40));
    let next = ::onshape::DocumentQuery { offset: 40, ..::onshape::DocumentQuery::default() };
    assert!(!onshape.alice().documents(&next).await.unwrap().items.is_empty());
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_is_fetched_from_the_regional_host_with_the_token() {
    let onshape = Onshape::start().await;
    let model =
        onshape.alice().part_studio_gltf(&onshape.element("gearbox", "Shaft"), &GltfOptions::default()).await;
    assert!(model.unwrap().bytes.len() > 1_000);
    assert_eq!(onshape.calls(), ["getCurrentMicroversion", "exportPartStudioGltf", "modelexport"]);
}
