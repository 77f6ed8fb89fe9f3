//! Steering by request: clock, switches, faults, state, webhooks, changes of documents.

use super::faults::Fault;
use super::messages::Message;
use crate::saved::Saved;
use crate::state::Shared;
use crate::switches::Switches;
use crate::webhooks::event::Kind;
use crate::world::document::Step;
use crate::world::id::Id;
use crate::world::scenario::Scenario;
use crate::world::user::User;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

/// 400 with a sentence.
fn refused(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "message": why }))).into_response()
}

/// `GET /__sandbox/clock`
pub async fn clock(State(shared): State<Shared>) -> Json<Value> {
    Json(json!({ "now": shared.now() }))
}

/// How to move the clock: by seconds, or to a time.
#[derive(Debug, Deserialize)]
pub struct Move {
    advance_seconds: Option<u32>,
    set: Option<Timestamp>,
}

/// `POST /__sandbox/clock {"advance_seconds":n}` or `{"set":"2026-12-24T18:00:00Z"}`; forwards only. Answers the new time.
pub async fn move_clock(State(shared): State<Shared>, Json(by): Json<Move>) -> Response {
    match (by.advance_seconds, by.set) {
        (Some(seconds), None) => shared.settings.clock.advance(seconds),
        (None, Some(time)) if time >= shared.now() => shared.settings.clock.move_to(time),
        (None, Some(_)) => return refused("The clock moves forwards only"),
        _ => return refused("Either advance_seconds or set says how to move the clock"),
    }
    shared.work.notify_one();
    shared.changed();
    Json(json!({ "now": shared.now() })).into_response()
}

/// `GET /__sandbox/switches`
pub async fn switches(State(shared): State<Shared>) -> Json<Switches> {
    Json(shared.switches())
}

/// `POST /__sandbox/switches`: sets those that are named, leaves the others. Answers all.
pub async fn set_switches(State(shared): State<Shared>, Json(some): Json<Value>) -> Response {
    let mut all = json!(shared.switches());
    let (Some(all), Value::Object(some)) = (all.as_object_mut(), some) else {
        return refused("Switches are an object");
    };
    all.extend(some);
    match serde_json::from_value::<Switches>(Value::Object(all.clone())) {
        Ok(switches) => {
            shared.set_switches(switches.clone());
            shared.changed();
            Json(switches).into_response()
        }
        Err(error) => refused(&error.to_string()),
    }
}

/// `GET /__sandbox/faults`
pub async fn faults(State(shared): State<Shared>) -> Json<Value> {
    Json(json!({ "faults": shared.faults.list() }))
}

/// `POST /__sandbox/faults`; answers the fault's id.
pub async fn add_fault(State(shared): State<Shared>, Json(fault): Json<Fault>) -> Response {
    if let Some(why) = fault.mistake() {
        return refused(why);
    }
    let id = shared.faults.add(fault);
    shared.changed();
    (StatusCode::CREATED, Json(json!({ "id": id }))).into_response()
}

/// `DELETE /__sandbox/faults`
pub async fn clear_faults(State(shared): State<Shared>) -> StatusCode {
    shared.faults.clear();
    shared.changed();
    StatusCode::NO_CONTENT
}

/// `DELETE /__sandbox/faults/{id}`
pub async fn remove_fault(State(shared): State<Shared>, Path(id): Path<u64>) -> StatusCode {
    let found = shared.faults.remove(id);
    shared.changed();
    if found { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

/// `GET /__sandbox/state`
pub async fn state(State(shared): State<Shared>) -> Json<Saved> {
    Json(shared.save())
}

/// `PUT /__sandbox/state`
pub async fn load(State(shared): State<Shared>, body: Bytes) -> Response {
    let loaded =
        serde_json::from_slice(&body).map_err(|error| error.to_string()).and_then(|saved| shared.load(saved));
    match loaded {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(why) => refused(&format!("This is not a saved sandbox: {why}")),
    }
}

/// What to begin with again.
#[derive(Debug, Default, Deserialize)]
struct Again {
    scenario: Option<String>,
    seed: Option<u64>,
}

/// `POST /__sandbox/reset`, with a body `{"scenario":"five","seed":7}` or without one.
pub async fn reset(State(shared): State<Shared>, body: Bytes) -> Response {
    let again = if body.is_empty() { Ok(Again::default()) } else { serde_json::from_slice::<Again>(&body) };
    let Ok(again) = again else { return refused("The body is an object with scenario and seed") };
    let (scenario, seed) = shared.world().scenario();
    let scenario = match again.scenario.map(|name| name.parse::<Scenario>()).transpose() {
        Ok(other) => other.unwrap_or(scenario),
        Err(why) => return refused(&why),
    };
    shared.reset_to(scenario, again.seed.unwrap_or(seed));
    shared.changed();
    StatusCode::NO_CONTENT.into_response()
}

/// After which entry to begin.
#[derive(Debug, Deserialize)]
pub struct Since {
    #[serde(default)]
    since: u64,
}

/// `GET /__sandbox/calls?since=mark`: calls as Onshape counts them.
pub async fn calls(State(shared): State<Shared>, Query(query): Query<Since>) -> Json<Value> {
    let mut calls = json!(shared.log.calls(query.since));
    if let Some(calls) = calls.as_object_mut() {
        calls.insert("all_counted".to_owned(), json!(shared.meter.counted()));
        calls.insert("limit".to_owned(), json!(shared.switches().annual_limit));
    }
    Json(calls)
}

/// What the host page has to tell.
#[derive(Debug, Deserialize)]
pub struct Told {
    messages: Vec<Message>,
}

/// `POST /__sandbox/messages`
pub async fn tell(State(shared): State<Shared>, Json(told): Json<Told>) -> StatusCode {
    shared.messages.add(told.messages);
    shared.changed();
    StatusCode::NO_CONTENT
}

/// `GET /__sandbox/messages?since=mark`
pub async fn messages(State(shared): State<Shared>, Query(query): Query<Since>) -> Json<Value> {
    let (mark, messages) = shared.messages.since(query.since);
    Json(json!({ "mark": mark, "messages": messages }))
}

/// `GET /__sandbox/webhooks`
pub async fn webhooks(State(shared): State<Shared>) -> Json<Value> {
    let all = shared.webhooks();
    Json(json!({ "webhooks": all.hooks(), "deliveries": all.deliveries() }))
}

/// `POST /__sandbox/webhooks/deliveries/{id}/replay`
pub async fn replay_delivery(State(shared): State<Shared>, Path(id): Path<u64>) -> StatusCode {
    let found = shared.webhooks().replay(id, shared.now());
    shared.work.notify_one();
    if found { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

/// An event to be sent by hand.
#[derive(Debug, Deserialize)]
pub struct Emit {
    event: String,
    user: Option<String>,
    #[serde(rename = "documentId")]
    document: Option<Id>,
}

/// `POST /__sandbox/webhooks/emit {"event":"onshape.model.lifecycle.changed","documentId":"…"}`
pub async fn emit(State(shared): State<Shared>, Json(emit): Json<Emit>) -> Response {
    let Some(kind) = Kind::named(&emit.event) else { return refused("There is no such event") };
    let user = emit.user.as_deref().and_then(User::named).unwrap_or(User::Alice);
    shared.emit(kind, user, |event| event.document = emit.document);
    StatusCode::NO_CONTENT.into_response()
}

/// What is to change.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Touch {
    document_id: Id,
    element_id: Option<Id>,
}

/// `POST /__sandbox/touch {"documentId":"…","elementId":"…"}`: *Main* moves on, as if its owner had worked on the element
/// (or on the first one). Answers the new microversion.
pub async fn touch(State(shared): State<Shared>, Json(touch): Json<Touch>) -> Response {
    let date = shared.now();
    let made = {
        let mut world = shared.world_mut();
        let microversion = world.fresh("microversion");
        world.change(touch.document_id, |document| {
            let (main, author) = (document.workspace(), document.creator);
            let step = Step { microversion, author, date, description: "Edit : Sketch 1".to_owned() };
            document.advance(main, step, |elements| {
                let wanted =
                    elements.iter_mut().find(|element| touch.element_id.is_none_or(|id| element.id == id));
                if let Some(element) = wanted {
                    element.changed_at = date;
                }
            })
        })
    };
    let Some(microversion) = made.flatten() else { return StatusCode::NOT_FOUND.into_response() };
    shared.emit(Kind::Changed, User::Alice, |event| {
        event.document = Some(touch.document_id);
        event.element = touch.element_id;
    });
    shared.changed();
    Json(json!({ "microversion": microversion })).into_response()
}
