//! Webhooks: who wants to hear of what, and what has been said to whom.
//! (onshape-public.github.io/docs/app-dev/webhook/)

pub mod delivery;
pub mod event;

use crate::clock::later;
use crate::world::id::Id;
use crate::world::user::User;
use event::Event;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Seconds of the sandbox's clock until the next try, after each that failed; then it is given up.
const WAITS: [i64; 3] = [10, 60, 300];
/// Deliveries that are remembered.
const KEPT: usize = 1_000;

/// A registration.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Webhook {
    /// Webhook id.
    pub id: Id,
    /// Whose it is.
    pub user: User,
    /// The events it wants, by their names.
    pub events: Vec<String>,
    /// Where they are sent.
    pub url: String,
    /// Only of this document.
    pub document: Option<Id>,
    /// Only where this holds: `{$UserId} = '…' && {$DocumentId} = '…'`.
    pub filter: Option<String>,
    /// Sent back with every event.
    pub data: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Events that wait already are not queued again.
    pub collapse: bool,
    /// Removed after a time without use.
    pub transient: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub modified_at: Timestamp,
}

/// One event for one webhook.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Delivery {
    /// Counts up from 1.
    pub id: u64,
    /// Whose it is.
    pub webhook: Id,
    /// The event's name.
    pub event: String,
    /// Where it is sent.
    pub url: String,
    /// What is sent.
    pub payload: Value,
    /// What came of it so far.
    pub attempts: Vec<Attempt>,
    /// When it is tried next; nothing when it is done or given up.
    pub next_attempt: Option<Timestamp>,
}

/// One try.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// The receiver's answer.
    pub status: Option<u16>,
    /// Why there was none.
    pub error: Option<String>,
}

/// All registrations and deliveries.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Webhooks {
    hooks: Vec<Webhook>,
    deliveries: Vec<Delivery>,
    last: u64,
}

impl Webhooks {
    /// The registrations, oldest first.
    pub fn hooks(&self) -> &[Webhook] {
        &self.hooks
    }

    /// The registration of this id.
    pub fn hook_mut(&mut self, id: Id) -> Option<&mut Webhook> {
        self.hooks.iter_mut().find(|hook| hook.id == id)
    }

    /// The deliveries, oldest first.
    pub fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// Adds a registration; the receiver has to agree to it with a 200.
    pub fn register(&mut self, hook: Webhook, now: Timestamp) {
        let event = Event::new(event::Kind::Register, hook.user, now);
        self.hooks.push(hook.clone());
        self.queue(&hook, &event);
    }

    /// Takes a registration away, and tells the receiver if it is to be told.
    pub fn unregister(&mut self, id: Id, tell: bool, now: Timestamp) {
        let Some(at) = self.hooks.iter().position(|hook| hook.id == id) else { return };
        let hook = self.hooks.remove(at);
        if tell {
            self.queue(&hook, &Event::new(event::Kind::Unregister, hook.user, now));
        }
    }

    /// Queues an event for one registration.
    pub fn queue(&mut self, hook: &Webhook, event: &Event) {
        let name = event.kind.name();
        let waiting = |delivery: &Delivery| {
            delivery.webhook == hook.id && delivery.event == name && delivery.next_attempt.is_some()
        };
        if hook.collapse && self.deliveries.iter().any(waiting) {
            return;
        }
        self.last += 1;
        self.deliveries.push(Delivery {
            id: self.last,
            webhook: hook.id,
            event: name.to_owned(),
            url: hook.url.clone(),
            payload: event.payload(hook, self.last),
            attempts: Vec::new(),
            next_attempt: Some(event.at),
        });
        if self.deliveries.len() > KEPT {
            self.deliveries.remove(0);
        }
    }

    /// Queues an event for everybody who wants it.
    pub fn publish(&mut self, event: &Event) {
        let wanting: Vec<_> = self.hooks.iter().filter(|hook| event.is_for(hook)).cloned().collect();
        for hook in wanting {
            self.queue(&hook, event);
        }
    }

    /// Sends a delivery again; false when there is none of this number.
    pub fn replay(&mut self, id: u64, now: Timestamp) -> bool {
        let found = self.deliveries.iter_mut().find(|delivery| delivery.id == id);
        found.is_some_and(|delivery| {
            delivery.next_attempt = Some(now);
            true
        })
    }

    /// What is to be sent now.
    pub fn due(&self, now: Timestamp) -> Vec<Delivery> {
        let due = |delivery: &&Delivery| delivery.next_attempt.is_some_and(|at| at <= now);
        self.deliveries.iter().filter(due).cloned().collect()
    }

    /// Whether something waits.
    pub fn is_waiting(&self) -> bool {
        self.deliveries.iter().any(|delivery| delivery.next_attempt.is_some())
    }

    /// Writes down what came of a try: 200 is done, anything else is tried again. A registration that is not answered
    /// with 200 is cancelled.
    pub fn tried(&mut self, id: u64, attempt: Attempt) {
        let Some(delivery) = self.deliveries.iter_mut().find(|delivery| delivery.id == id) else { return };
        let done = attempt.status == Some(200);
        let wait = WAITS.get(delivery.attempts.len()).copied();
        let registering = delivery.event == event::Kind::Register.name();
        let retried = !done && !registering && delivery.event != event::Kind::Unregister.name();
        delivery.next_attempt = wait.filter(|_| retried).map(|seconds| later(attempt.at, seconds));
        delivery.attempts.push(attempt);
        if registering && !done {
            let webhook = delivery.webhook;
            self.hooks.retain(|hook| hook.id != webhook);
        }
    }
}
