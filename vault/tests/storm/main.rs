//! A thousand grants that expire at the same moment, with fifty callers waiting on each.
//!
//! The processes are this test program, started anew: `part_of_the_storm` is what each of them runs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "../behaviour/postgres.rs"]
mod postgres;
#[path = "../behaviour/world.rs"]
#[allow(dead_code, reason = "the storm needs a part of it")]
mod world;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use onshape::{Api, oauth::OAuthClient};
use onshape_sandbox::world::user::User as Person;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use serde_json::json;
use vault::{GrantId, LeaseTiming, Randomness, SignedIn, Sources, User, Vault, VaultSettings};
use world::{On, World};

const GRANTS: usize = 1000;
const CALLERS: usize = 50;
const PROCESSES: usize = 3;

/// What a process needs, as JSON in this variable.
const PART: &str = "VITRINE_PART_OF_THE_STORM";

#[derive(Serialize, Deserialize)]
struct Part {
    database_url: String,
    oauth_url: String,
    client_id: String,
    client_secret: String,
    /// Seconds since 1970, as the vault is to believe.
    now: i64,
    grants: Vec<String>,
    callers: usize,
    beat_ms: u64,
    silence_ms: u64,
}

/// How it went.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Outcome {
    /// Tokens that callers got.
    got: usize,
    /// Grants whose callers did not all get the same.
    torn: usize,
    /// Callers that were told that their grant has ended.
    ended: usize,
    failed: Vec<String>,
    seconds: f64,
    slowest: f64,
}

/// Every caller of every grant at once.
async fn storm(vault: &Vault, grants: &[GrantId], callers: usize) -> Outcome {
    let started = Instant::now();
    let mut waiting = tokio::task::JoinSet::new();
    for (number, grant) in grants.iter().enumerate() {
        for _ in 0..callers {
            let (vault, grant) = (vault.clone(), grant.clone());
            waiting.spawn(async move {
                let asked = Instant::now();
                let token = vault.access_token(&grant).await;
                (number, token.map(|token| token.expose_secret().to_owned()), asked.elapsed().as_secs_f64())
            });
        }
    }
    let mut outcome = Outcome::default();
    let mut tokens: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    while let Some(done) = waiting.join_next().await {
        let (number, token, seconds) = done.unwrap();
        outcome.slowest = outcome.slowest.max(seconds);
        match token {
            Ok(token) => {
                outcome.got += 1;
                tokens.entry(number).or_default().insert(token);
            }
            Err(vault::TokenProblem::Ended(_)) => outcome.ended += 1,
            Err(error) => outcome.failed.push(format!("{error:?}")),
        }
    }
    outcome.torn = tokens.values().filter(|tokens| tokens.len() != 1).count();
    outcome.seconds = started.elapsed().as_secs_f64();
    outcome
}

/// Grants of a thousand users, each with tokens of their own.
async fn grants(world: &World) -> Vec<GrantId> {
    let mut grants = Vec::new();
    for number in 0..GRANTS {
        let user = User { id: format!("{number:024x}").parse().unwrap(), name: format!("User {number}") };
        let sign_in = world.begun(None).await;
        let tokens = world.tokens(Person::Alice);
        let signed_in = SignedIn { user: &user, company: "", tokens: &tokens, replaced: None, browser: "" };
        let Some(vault::Landing::Session(session)) = world.vault.complete(&sign_in, signed_in).await.unwrap()
        else {
            panic!("no session");
        };
        grants.push(world.grant(&session).await);
    }
    grants
}

struct Process {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn start(part: &Part) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "part_of_the_storm", "--ignored", "--nocapture", "--test-threads=1"]);
        command.env(PART, serde_json::to_string(part).unwrap()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut process = Self { child, output };
        assert_eq!(process.said("ready "), "now");
        process
    }

    fn go(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"go\n").unwrap();
    }

    /// What follows `start` on the line that begins with it.
    fn said(&mut self, start: &str) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the process ended without a word");
            // The test runner writes the test's name in front of the first line.
            if let Some((_, rest)) = line.split_once(start) {
                return rest.trim().to_owned();
            }
        }
    }

    fn outcome(mut self) -> Outcome {
        let outcome = serde_json::from_str(&self.said("outcome ")).unwrap();
        self.child.wait().unwrap();
        outcome
    }
}

fn part(world: &World, grants: &[GrantId], lease: LeaseTiming) -> Part {
    Part {
        database_url: world.settings.database_url.clone(),
        oauth_url: world.sandbox.base_url().into(),
        client_id: world.settings.oauth.client_id.clone(),
        client_secret: world.settings.oauth.client_secret.expose_secret().to_owned(),
        now: world.clock.now().as_second(),
        grants: grants.iter().map(ToString::to_string).collect(),
        callers: CALLERS,
        beat_ms: u64::try_from(lease.beat.as_millis()).unwrap(),
        silence_ms: u64::try_from(lease.silence.as_millis()).unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a process of the storm, which the others start"]
async fn part_of_the_storm() {
    let Ok(part) = std::env::var(PART) else { return };
    let part: Part = serde_json::from_str(&part).unwrap();
    let now = jiff::Timestamp::from_second(part.now).unwrap();
    let vault = Vault::open(VaultSettings {
        database_url: part.database_url,
        keys: world::keys(world::SECRET),
        oauth: OAuthClient {
            http: Api::http_client().unwrap(),
            oauth_url: part.oauth_url.parse().unwrap(),
            client_id: part.client_id,
            client_secret: part.client_secret.into(),
            redirect_uri: "http://localhost:3000/oauthRedirect".parse().unwrap(),
        },
        policy: vault::SessionPolicy { idle: Duration::from_hours(24), max: Duration::from_hours(24) },
        lease: LeaseTiming {
            beat: Duration::from_millis(part.beat_ms),
            silence: Duration::from_millis(part.silence_ms),
        },
        sources: Sources { clock: vault::Clock::new(move || now), randomness: Randomness::system() },
    })
    .await
    .unwrap();
    let grants: Vec<GrantId> =
        part.grants.iter().map(|grant| serde_json::from_value(json!(grant)).unwrap()).collect();
    println!("ready now");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    let outcome = storm(&vault, &grants, part.callers).await;
    println!("outcome {}", serde_json::to_string(&outcome).unwrap());
}

fn count(statuses: &[u16], wanted: u16) -> usize {
    statuses.iter().filter(|status| **status == wanted).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_each_refresh_token_is_spent_once_and_nobody_fails() {
    let world = World::new(On::Sqlite).await;
    let grants = grants(&world).await;
    world.clock.advance(7200);
    let outcome = storm(&world.vault, &grants, CALLERS).await;
    println!("SQLite, one process, {GRANTS} grants, {CALLERS} callers each: {outcome:.1?}");
    assert_eq!((outcome.got, outcome.torn), (GRANTS * CALLERS, 0), "{:?}", outcome.failed.first());
    assert_eq!(world.refreshes(), vec![200; GRANTS]);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_three_processes_each_refresh_token_is_spent_once_and_nobody_fails() {
    let world = World::new(On::Postgres).await;
    let grants = grants(&world).await;
    world.clock.advance(7200);
    let part = part(&world, &grants, LeaseTiming::default());
    let outcomes = tokio::task::spawn_blocking(move || {
        let mut processes: Vec<_> = (0..PROCESSES).map(|_| Process::start(&part)).collect();
        processes.iter_mut().for_each(Process::go);
        processes.into_iter().map(Process::outcome).collect::<Vec<_>>()
    });
    for outcome in outcomes.await.unwrap() {
        println!(
            "PostgreSQL, {PROCESSES} processes, {GRANTS} grants, {CALLERS} callers each in each: {outcome:.1?}"
        );
        assert_eq!((outcome.got, outcome.torn), (GRANTS * CALLERS, 0), "{:?}", outcome.failed.first());
    }
    assert_eq!(world.refreshes(), vec![200; GRANTS]);
}

/// Lost are the grants whose new tokens had come to the killed process and were not yet written, and no others.
#[tokio::test(flavor = "multi_thread")]
async fn when_a_process_is_killed_the_others_go_on() {
    let world = World::new(On::Postgres).await;
    let grants = grants(&world).await;
    world.clock.advance(7200);
    let lease = LeaseTiming { beat: Duration::from_secs(1), silence: Duration::from_secs(8) };
    let part = part(&world, &grants, lease);
    let sandbox = world.sandbox.clone();
    let outcomes = tokio::task::spawn_blocking(move || {
        let mut processes: Vec<_> = (0..PROCESSES).map(|_| Process::start(&part)).collect();
        processes.iter_mut().for_each(Process::go);
        let log = &sandbox.state().log;
        while log.since(0).1.iter().filter(|entry| entry.path == "/oauth/token").count() < GRANTS / 4 {
            std::thread::sleep(Duration::from_millis(1));
        }
        let mut killed = processes.pop().unwrap();
        killed.child.kill().unwrap();
        killed.child.wait().unwrap();
        processes.into_iter().map(Process::outcome).collect::<Vec<_>>()
    });
    let outcomes = outcomes.await.unwrap();
    let pool = world.pool().await;
    let (alive,): (i64,) =
        sqlx::query_as("SELECT COUNT(*) FROM grants WHERE ended_at IS NULL AND version = 2")
            .fetch_one(&pool)
            .await
            .unwrap();
    let alive = usize::try_from(alive).unwrap();
    let lost = GRANTS - alive;
    let spent = world.refreshes();
    println!("kill -9 of one of {PROCESSES} processes: {lost} of {GRANTS} grants lost; {outcomes:.1?}");
    // A grant that lives was refreshed once; one that is lost was refreshed once, by the killed process, and refused then.
    assert_eq!(count(&spent, 200), alive + lost);
    assert_eq!(count(&spent, 400), lost);
    for outcome in outcomes {
        assert!(outcome.failed.is_empty(), "{:?}", outcome.failed.first());
        assert_eq!((outcome.got, outcome.ended), (alive * CALLERS, lost * CALLERS));
    }
}
