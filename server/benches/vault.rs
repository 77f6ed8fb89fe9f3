//! What signing in costs: processor time of an authenticated request over an unauthenticated one, refreshes a second, and
//! memory for a hundred thousand sessions. Printed, with its conditions; nothing is asserted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark"
)]

use std::time::{Duration, Instant};

use axum::{Json, Router, routing::post};
use cpu_time::ProcessTime;
use leptos::server_fn::axum::server_fn_paths;
use onshape::{
    Api,
    oauth::{OAuthClient, TokenSet},
};
use serde_json::json;
use vault::{
    GrantId, KeyRing, Landing, LeaseTiming, SessionPolicy, SignInRequest, SignedIn, Sources, User, Vault,
    VaultSettings,
};
use vitrine_server::{Application, Settings, settings::RawSettings};

#[path = "../../vault/tests/behaviour/postgres.rs"]
#[allow(dead_code, reason = "the benchmark needs a part of it")]
mod postgres;

const SECRET: &str = "a secret of a benchmark that is long enough for one";
const REQUESTS: u32 = 4_000;
const ROUNDS: u32 = 5;
const REFRESHES: usize = 2_000;
const SESSIONS: usize = 100_000;

#[tokio::main]
async fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let onshape = token_endpoint().await;
    no_op(&onshape, &file("no-op.db")).await;
    refreshes("SQLite", &onshape, &file("refreshes.db")).await;
    refreshes("PostgreSQL", &onshape, &postgres::new_database()).await;
    sessions(&onshape, &file("sessions.db"), folder.path()).await;
}

/// Onshape's token endpoint, as far as a refresh goes: as fast as can be, since it is not what is measured.
async fn token_endpoint() -> String {
    let answer = || async { Json(json!({ "access_token": "a", "refresh_token": "r", "expires_in": 3600 })) };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(
        async move { axum::serve(listener, Router::new().route("/oauth/token", post(answer))).await },
    );
    address
}

async fn vault(onshape: &str, database_url: &str) -> Vault {
    let oauth = OAuthClient {
        http: Api::http_client().unwrap(),
        oauth_url: onshape.parse().unwrap(),
        client_id: "bench".into(),
        client_secret: "bench".into(),
        redirect_uri: "http://localhost:3000/oauthRedirect".parse().unwrap(),
    };
    Vault::open(VaultSettings {
        database_url: database_url.into(),
        keys: KeyRing::parse(&SECRET.into()).unwrap(),
        oauth,
        policy: SessionPolicy { idle: Duration::from_hours(24), max: Duration::from_hours(24) },
        lease: LeaseTiming::default(),
        sources: Sources::system(),
    })
    .await
    .unwrap()
}

/// Signs `number` in, with a token that lives for `lifetime`: the id of the session.
async fn sign_in(vault: &Vault, number: usize, lifetime: Duration) -> vault::SessionId {
    let user = User { id: format!("{number:024x}").parse().unwrap(), name: format!("User {number}") };
    let tokens = TokenSet {
        access_token: "a".into(),
        refresh_token: Some("r".into()),
        expires_in: lifetime,
        scope: None,
    };
    let binding = vault.new_binding();
    let request =
        SignInRequest { binding: binding.clone(), handle: None, return_to: "/".into(), company_id: None };
    let address = vault.begin(request).await.unwrap().unwrap();
    let state = address.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let state = vault::Secret::parse(&state).unwrap();
    let sign_in = vault.take_sign_in(&binding, &state).await.unwrap().unwrap();
    let signed_in = SignedIn { user: &user, company: "", tokens: &tokens, replaced: None, browser: "Bench" };
    match vault.complete(&sign_in, signed_in).await.unwrap() {
        Some(Landing::Session(session)) => session,
        _ => panic!("no session"),
    }
}

/// `who_am_i` with a session and without, over one kept connection: what this process spends on each, client included.
async fn no_op(onshape: &str, database_url: &str) {
    let session = sign_in(&vault(onshape, database_url).await, 1, Duration::from_hours(1)).await;
    let settings = RawSettings {
        port: Some("0".into()),
        base_url: Some("http://localhost:3000".into()),
        oauth_url: Some(onshape.into()),
        oauth_client_id: Some("bench".into()),
        oauth_client_secret: Some("bench".into()),
        session_secret: Some(SECRET.into()),
        database_url: Some(database_url.into()),
        ..RawSettings::default()
    };
    let application =
        Application::build(Settings::try_from(settings).unwrap(), Sources::system()).await.unwrap();
    let address = format!("http://127.0.0.1:{}", application.port());
    tokio::spawn(application.run_until(std::future::pending()));
    let path = server_fn_paths().find(|(path, _)| path.contains("who_am_i")).unwrap().0;
    let http = reqwest::Client::new();
    let ask = async |cookie: Option<&str>| {
        let request = http.post(format!("{address}{path}")).header("x-vitrine", "1");
        let request = request.header("origin", "http://localhost:3000").header("accept", "application/json");
        let request = cookie.into_iter().fold(request, |request, cookie| request.header("cookie", cookie));
        request.json(&json!({})).send().await.unwrap().text().await.unwrap()
    };
    let cookie = format!("__Host-vitrine={session}");
    assert!(ask(Some(&cookie)).await.contains("User 1") && ask(None).await.contains("NotYet"));
    let spent = async |cookie: Option<&str>| {
        let started = ProcessTime::now();
        for _ in 0..REQUESTS {
            ask(cookie).await;
        }
        started.elapsed().as_secs_f64() * 1e6 / f64::from(REQUESTS)
    };
    let mut costs = Vec::new();
    for _ in 0..ROUNDS {
        // In turn: the machine has better and worse moments.
        let (without, with) = (spent(None).await, spent(Some(&cookie)).await);
        costs.push((with - without, without, with));
    }
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (more, without, with) = costs[costs.len() / 2];
    println!(
        "authenticated no-op: {more:.0} us of processor time over an unauthenticated one ({with:.0} over {without:.0}, client \
         included; median of {ROUNDS} rounds of {REQUESTS} requests, SQLite; target: under 100)"
    );
}

/// Grants of as many users, all due at once, one caller each.
async fn refreshes(name: &str, onshape: &str, database_url: &str) {
    let vault = vault(onshape, database_url).await;
    let mut grants: Vec<GrantId> = Vec::new();
    for number in 0..REFRESHES {
        let session = sign_in(&vault, number, Duration::ZERO).await;
        grants.push(vault.session(&session).await.unwrap().live().unwrap().grant);
    }
    let started = Instant::now();
    let mut waiting = tokio::task::JoinSet::new();
    for grant in grants {
        let vault = vault.clone();
        waiting.spawn(async move { vault.access_token(&grant).await.unwrap() });
    }
    while let Some(done) = waiting.join_next().await {
        done.unwrap();
    }
    let seconds = started.elapsed().as_secs_f64();
    #[allow(clippy::cast_precision_loss, reason = "a few thousand")]
    let rate = REFRESHES as f64 / seconds;
    println!(
        "refreshes on {name}: {rate:.0} a second ({REFRESHES} grants at once, token endpoint on loopback)"
    );
}

/// Sessions are rows: what this process holds for them, and what the file takes.
async fn sessions(onshape: &str, database_url: &str, folder: &std::path::Path) {
    let vault = vault(onshape, database_url).await;
    let before = resident();
    let started = Instant::now();
    let mut first = None;
    for number in 0..SESSIONS {
        let session = sign_in(&vault, number, Duration::from_hours(1)).await;
        first.get_or_insert(session);
    }
    let made = started.elapsed();
    let reads = Instant::now();
    for _ in 0..1000 {
        assert!(vault.session(&first.unwrap()).await.unwrap().live().is_some());
    }
    let read = reads.elapsed().as_secs_f64() * 1e6 / 1000.0;
    let file = std::fs::metadata(folder.join("sessions.db")).unwrap().len() / 1_000_000;
    println!(
        "{SESSIONS} sessions: {} kB more resident memory, {file} MB of SQLite; {made:.0?} to sign them all in, {read:.0} us to \
         read one",
        resident().saturating_sub(before)
    );
}

/// Resident memory in kB, as Linux says it; 0 elsewhere.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or(0)
}
