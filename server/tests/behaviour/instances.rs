//! Three whole instances over one PostgreSQL.

use std::time::{Duration, Instant};

use futures::future::join_all;
use serde_json::json;

use crate::{browser::Browser, postgres, process::Process, world::World};

/// Browsers of each of two users; a user has twenty sessions at the most.
const BROWSERS: usize = 20;
const REQUESTS: usize = 2000;

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_requests_at_the_moment_when_every_token_expires_all_succeed() {
    let world = World::new().await;
    let database = postgres::new_database();
    let instances: Vec<_> = (0..3).map(|_| Process::start(&world, &database, "warn")).collect();
    let mut jars = Vec::new();
    for number in 0..2 * BROWSERS {
        let address = &instances[number % 3].address;
        let browser = if number % 2 == 0 { Browser::new(&world) } else { Browser::of_bob(&world).await };
        let browser = browser.at(address);
        browser.sign_in_here("/oauthSignin").await;
        jars.push(browser.cookies());
    }
    let pool = sqlx::AnyPool::connect(&database).await.unwrap();
    sqlx::query("UPDATE grants SET expires_at = 0").execute(&pool).await.unwrap();
    world.sandbox.state().log.clear();
    let started = Instant::now();
    let requests = (0..REQUESTS).map(|number| {
        let (world, instances, jars) = (&world, &instances, &jars);
        async move {
            let browser = Browser::with_cookies(world, jars[number % jars.len()].clone());
            let browser = browser.at(&instances[number % 3].address);
            let asked = Instant::now();
            let arguments = json!({ "query": { "text": "", "filter": "All" }, "offset": 0 });
            let answer = browser.call("list_documents", arguments).await;
            assert!(answer.json().get("Here").is_some(), "{}", answer.text());
            asked.elapsed()
        }
    });
    let took = join_all(requests).await;
    let (_, entries) = world.sandbox.state().log.since(0);
    let refreshes: Vec<_> =
        entries.iter().filter(|entry| entry.path == "/oauth/token").map(|entry| entry.status).collect();
    assert_eq!(refreshes, vec![200; 2 * BROWSERS], "each refresh token once");
    println!(
        "{REQUESTS} requests of {} sessions through 3 instances: {:.1?}, the slowest {:.1?}",
        2 * BROWSERS,
        started.elapsed(),
        took.into_iter().max().unwrap_or(Duration::ZERO)
    );
    for instance in instances {
        instance.stop();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_known_to_every_instance_and_ended_on_all_at_once() {
    let world = World::new().await;
    let database = postgres::new_database();
    let instances = [Process::start(&world, &database, "warn"), Process::start(&world, &database, "warn")];
    let first = Browser::new(&world).at(&instances[0].address);
    first.sign_in_framed().await;
    let second = Browser::with_cookies(&world, first.cookies()).at(&instances[1].address);
    assert!(second.who().await.get("User").is_some());
    first.call("sign_out", json!({})).await;
    assert_eq!(second.who().await["Nobody"], "Ended");
}
