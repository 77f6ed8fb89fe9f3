//! How long the sandbox takes: answers over HTTP on loopback with a connection that is kept, worlds made, and memory.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark that panics has failed, and its figures are printed"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use onshape_sandbox::world::World;
use onshape_sandbox::world::scenario::Scenario;
use onshape_sandbox::{Sandbox, Settings};
use reqwest::Client;
use std::hint::black_box;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Megabytes of memory that this process holds.
fn resident() -> f64 {
    const PAGE: f64 = 4096.0;
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = status.split(' ').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0.0);
    pages * PAGE / 1e6
}

fn seeding(criterion: &mut Criterion) {
    let before = resident();
    let world = World::seeded(Scenario::TenThousand, 0);
    println!("10,000 documents: {:.1} MB of memory", resident() - before);
    drop(world);
    criterion.bench_function("seed 10,000 documents", |bench| {
        bench.iter(|| black_box(World::seeded(Scenario::TenThousand, 0)));
    });
}

fn answers(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    for scenario in [Scenario::Demo, Scenario::TenThousand, Scenario::BigAssembly] {
        let mut settings = Settings::for_app("http://localhost:3000".parse().unwrap());
        settings.scenario = scenario;
        let keys = settings.api_keys.clone();
        let alice = keys.first().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(settings)).unwrap();
        let demo = sandbox.demo();
        let place = |key: &str| {
            let text = |name: &str| demo.get(key)?.get(name)?.as_str().map(str::to_owned);
            Some(format!("d/{}/w/{}", text("documentId")?, text("workspaceId")?))
        };
        let mut paths =
            vec![("documents list".to_owned(), "/api/v12/documents?sortColumn=modifiedAt".to_owned())];
        paths.extend(
            place("gearbox")
                .map(|place| ("elements".to_owned(), format!("/api/v12/documents/{place}/elements"))),
        );
        paths.extend(place("big").map(|place| {
            let elements =
                demo.get("big").and_then(|big| big.get("elements")).and_then(|list| list.as_array()).unwrap();
            let warehouse =
                elements.iter().find(|element| element.get("name").is_some_and(|name| name == "Warehouse"));
            let id = warehouse.and_then(|element| element.get("id")).and_then(|id| id.as_str()).unwrap();
            ("definition of 5,000 instances".to_owned(), format!("/api/v12/assemblies/{place}/e/{id}"))
        }));
        let client = Client::new();
        for (name, path) in paths {
            let url = format!("{}{path}", sandbox.base_url());
            criterion.bench_function(&format!("{scenario}: {name}"), |bench| {
                bench.to_async(&runtime).iter(|| async {
                    let answer =
                        client.get(&url).basic_auth(&alice.access, Some(&alice.secret)).send().await.unwrap();
                    assert_eq!(answer.status(), 200);
                    black_box(answer.bytes().await.unwrap());
                });
            });
        }
        runtime.block_on(sandbox.stop());
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(40)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    targets = seeding, answers
}
criterion_main!(benches);
