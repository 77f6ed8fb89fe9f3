//! What the client costs: over a bare request to the same server, and for what it has already.
//!
//! Figures are ratios within one run: machines are noisy.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark that panics has failed")]

use std::{hint::black_box, sync::Arc, time::Duration};

use axum::{Router, routing::get};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use futures::future::join_all;
use onshape::{Api, ApiSettings, Client, Credential, DocumentAt, DocumentId, SessionInfo, Wvm};
use tokio::runtime::Runtime;

/// Calls at the same time, each on a connection of its own.
const AT_ONCE: usize = 32;

const ID: &str = "e60c4803eaf2ac8be492c18e";

fn elements() -> String {
    let element = |n: usize| {
        serde_json::json!({ "id": format!("{n:024x}"), "name": format!("Part Studio {n}"), "type": "Part Studio",
            "elementType": "PARTSTUDIO", "dataType": "onshape/partstudio", "microversionId": ID,
            "lengthUnits": "millimeter", "angleUnits": "degree", "massUnits": "kilogram", "thumbnailInfo": null,
            "filename": null, "applicationTarget": null, "unupdatable": false, "safeToShow": true })
    };
    serde_json::Value::from((0..12).map(element).collect::<Vec<_>>()).to_string()
}

/// A server that does nothing but answer.
async fn server() -> String {
    const JSON: [(&str, &str); 1] = [("content-type", "application/json;charset=UTF-8; qs=0.09")];
    let user = format!(r#"{{"id":"{ID}","name":"Alice","email":"alice@example.com","oauth2Scopes":3}}"#);
    let elements = elements();
    let app = Router::new()
        .route("/api/v12/users/sessioninfo", get(move || async move { (JSON, user.clone()) }))
        .route(
            "/api/v12/documents/d/{did}/v/{vid}/elements",
            get(move || async move { (JSON, elements.clone()) }),
        );
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(socket, app).await });
    format!("http://{address}/api")
}

fn overhead(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let url = runtime.block_on(server());
    let mut group = criterion.benchmark_group("32 calls at once");
    group.throughput(Throughput::Elements(AT_ONCE as u64));
    let http = Api::http_client().unwrap();
    let address = format!("{url}/v12/users/sessioninfo");
    group.bench_function("bare", |bench| {
        bench.to_async(&runtime).iter(|| async {
            join_all((0..AT_ONCE).map(|_| async {
                let answer = http.get(&address).bearer_auth("token").send().await.unwrap();
                let bytes = answer.bytes().await.unwrap();
                black_box(serde_json::from_slice::<SessionInfo>(&bytes).unwrap());
            }))
            .await
        });
    });
    let api = Api::new(Api::http_client().unwrap(), ApiSettings::at(url.parse().unwrap()));
    let users: Vec<Client> = (0..AT_ONCE)
        .map(|n| {
            api.client(Arc::<str>::from(format!("user {n}")), Credential::Token("token".to_owned().into()))
        })
        .collect();
    group.bench_function("client", |bench| {
        bench.to_async(&runtime).iter(|| async {
            join_all(users.iter().map(|user| async { black_box(user.session_info().await.unwrap()) })).await
        });
    });
    group.finish();
}

fn kept(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let url = runtime.block_on(server());
    let api = Api::new(Api::http_client().unwrap(), ApiSettings::at(url.parse().unwrap()));
    let client = api.client("alice", Credential::Token("token".to_owned().into()));
    let at = DocumentAt::new(ID.parse::<DocumentId>().unwrap(), Wvm::Version(ID.parse().unwrap()));
    runtime.block_on(client.elements(&at)).unwrap();
    criterion.bench_function("kept: 12 elements, read and parsed", |bench| {
        bench.to_async(&runtime).iter(|| async { black_box(client.elements(&at).await.unwrap()) });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(60).measurement_time(Duration::from_secs(5));
    targets = overhead, kept
}
criterion_main!(benches);
