//! The map of refreshes in flight under every order in which callers may come, as far as `shuttle` gets: it runs the very
//! source that the vault is made of, with locks of its own. Around it stands the least of a vault: a row with a version
//! and a refresh token that Onshape takes once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(dead_code, reason = "the source is the vault's")]

#[path = "../../src/refresh/flights.rs"]
mod flights;

/// What the source names as `crate::sync`.
mod sync {
    pub(crate) use shuttle::sync::Mutex;
    pub(crate) use std::sync::PoisonError;
}

use std::sync::Arc;

use flights::Flights;
use shuttle::{future, sync::Mutex};

/// A grant's row, and what Onshape knows of its refresh token.
struct Grant {
    version: u64,
    /// The refresh token that Onshape takes next: its number is the version that it was stored with.
    valid: u64,
    refreshes: u64,
}

struct Vault {
    flights: Flights<u64, u64>,
    grant: Mutex<Grant>,
}

impl Vault {
    fn new() -> Arc<Self> {
        let grant = Mutex::new(Grant { version: 1, valid: 1, refreshes: 0 });
        Arc::new(Self { flights: Flights::default(), grant })
    }

    /// As `Vault::renew`: whoever wants something newer than `version`.
    async fn renew(self: &Arc<Self>, version: u64) -> u64 {
        let (arrival, pilot) = self.flights.board(&version);
        if pilot {
            let vault = self.clone();
            future::spawn(async move { vault.flights.fly(&version, vault.refresh(version)).await });
        }
        arrival.await.expect("a flight that lands brings something")
    }

    /// As `Vault::refresh`, of one instance: read again, compare, refresh, write, and then tell.
    async fn refresh(&self, version: u64) -> u64 {
        let token = {
            let grant = self.grant.lock().unwrap();
            if grant.version != version {
                return grant.version;
            }
            grant.version
        };
        future::yield_now().await;
        {
            let mut grant = self.grant.lock().unwrap();
            assert_eq!(grant.valid, token, "a refresh token was spent twice");
            grant.valid += 1;
            grant.refreshes += 1;
        }
        future::yield_now().await;
        let mut grant = self.grant.lock().unwrap();
        assert_eq!(grant.version, token, "two refreshes wrote");
        grant.version += 1;
        grant.version
    }

    fn version(&self) -> u64 {
        self.grant.lock().unwrap().version
    }
}

/// Callers that come at any time, each with what it read before: a stale one among them.
fn callers(count: usize) {
    let vault = Vault::new();
    let stale = vault.version();
    let callers: Vec<_> = (0..count)
        .map(|caller| {
            let vault = vault.clone();
            future::spawn(async move {
                let read = if caller == 0 { stale } else { vault.version() };
                let got = vault.renew(read).await;
                assert!(got > read, "asked for something newer than {read}, got {got}");
            })
        })
        .collect();
    future::block_on(async {
        for caller in callers {
            caller.await.unwrap();
        }
    });
    let grant = vault.grant.lock().unwrap();
    assert_eq!(grant.refreshes, grant.version - 1);
}

#[test]
fn no_order_of_three_callers_spends_a_token_twice_or_leaves_anybody_waiting() {
    shuttle::check_dfs(|| callers(3), Some(20_000));
}

#[test]
fn no_random_order_of_six_callers_does() {
    shuttle::check_random(|| callers(6), 10_000);
    shuttle::check_pct(|| callers(6), 5_000, 3);
}

/// A flight that crashes, or whose task is dropped, lets go of everybody.
#[test]
fn nobody_waits_for_a_flight_that_crashed() {
    shuttle::check_random(
        || {
            let flights = Arc::new(Flights::<u64, u64>::default());
            let (first, pilot) = flights.board(&1);
            assert!(pilot);
            let passenger = {
                let flights = flights.clone();
                future::spawn(async move {
                    let (arrival, pilot) = flights.board(&1);
                    if pilot {
                        flights.fly(&1, async { 7 }).await;
                    }
                    (arrival.await, pilot)
                })
            };
            let crashing = flights.clone();
            future::block_on(async move {
                let mut flight = Box::pin(crashing.fly(&1, std::future::pending()));
                assert!(futures::poll!(&mut flight).is_pending());
                drop(flight);
            });
            future::block_on(async move {
                assert!(first.await.is_err());
                let (brought, pilot) = passenger.await.unwrap();
                assert_eq!(brought.ok(), pilot.then_some(7));
            });
        },
        5_000,
    );
}
