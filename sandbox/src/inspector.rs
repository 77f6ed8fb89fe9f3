//! `/__sandbox/`: the page that shows what happens and where everything can be made to go wrong.

use crate::api::operation::Operation;
use crate::control::faults::Kind;
use crate::host::page;
use crate::state::Shared;
use crate::webhooks::event;
use crate::world::scenario::Scenario;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use maud::{DOCTYPE, Markup, html};
use serde_json::{Value, json};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'";

/// The tabs: id and name.
const TABS: [(&str, &str); 6] = [
    ("requests", "Requests"),
    ("messages", "Messages"),
    ("faults", "Faults"),
    ("switches", "Switches"),
    ("webhooks", "Webhooks"),
    ("state", "State"),
];

/// The page. What it shows comes from the control API, by `inspector.js`.
pub async fn show(State(shared): State<Shared>) -> Response {
    let (scenario, seed) = shared.world().scenario();
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], whole(&shared, scenario, seed)).into_response()
}

fn whole(shared: &Shared, scenario: Scenario, seed: u64) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                (page::meta("Inspector"))
                link rel="stylesheet" href="/assets/inspector.css";
                script src="/assets/inspector.js" defer {}
            }
            body.inspector {
                header.bar {
                    a.logo href="/" { "Sandbox" }
                    h1 { "Inspector" }
                    div.clock role="group" aria-label="Clock" {
                        span #now {}
                        button data-advance="60" { "+1 min" }
                        button data-advance="3600" { "+1 h" }
                        button data-advance="86400" { "+1 day" }
                    }
                    div.meter role="group" aria-label="Calls" {
                        span #counted {}
                        progress #quota max="2500" value="0" aria-label="Calls of this year" {}
                        button #mark { "Mark" }
                    }
                    button #theme aria-label="Theme" { "◐" }
                }
                div.tabs role="tablist" aria-label="Inspector" {
                    @for (id, name) in TABS {
                        button role="tab" id=(format!("tab-{id}")) aria-controls=(format!("panel-{id}")) aria-selected=(id == "requests")
                            tabindex=(if id == "requests" { "0" } else { "-1" }) { (name) " " span.count {} }
                    }
                }
                main { @for (id, name) in TABS { (panel(id, name, scenario, seed)) } }
                div #live role="status" .quiet {}
                datalist id="operations" {
                    option value="token" {}
                    option value="modelexport" {}
                    @for operation in Operation::all() { option value=(operation.name) {} }
                }
                script #facts type="application/json" { (maud::PreEscaped(facts(shared).to_string().replace('<', "\\u003c"))) }
            }
        }
    }
}

fn panel(id: &str, name: &str, scenario: Scenario, seed: u64) -> Markup {
    html! {
        section role="tabpanel" id=(format!("panel-{id}")) aria-labelledby=(format!("tab-{id}")) hidden[id != "requests"] {
            @match id {
                "requests" => {
                    div.tools {
                        input #filter type="search" placeholder="Filter: path, operation, user, status" aria-label="Filter requests";
                        div.chips role="group" aria-label="Status" {
                            @for (class, label) in [("2", "2xx"), ("3", "3xx"), ("4", "4xx"), ("5", "5xx")] {
                                button.chip data-class=(class) aria-pressed="false" { (label) }
                            }
                            button.chip data-class="api" aria-pressed="false" { "API only" }
                        }
                        button #pause aria-pressed="false" { "Pause" }
                        button #clear { "Clear" }
                    }
                    div.split {
                        div.log tabindex="-1" {
                            table aria-label="Requests" {
                                thead { tr {
                                    th scope="col" { "#" } th scope="col" { "Method" } th scope="col" { "Operation" }
                                    th scope="col" { "Path" } th scope="col" { "Status" } th.number scope="col" { "ms" }
                                    th.number scope="col" { "Size" } th scope="col" { "User" }
                                } }
                                tbody #rows {}
                            }
                            p.empty #no-requests { "No requests yet. Open the app in a document, or call the API with a token." }
                        }
                        aside.detail #detail aria-label="Request" hidden {}
                    }
                    details.spent { summary { "Counted calls by operation" } ul #operations-spent {} }
                }
                "faults" => {
                    form.card #fault-form {
                        h2 { "Make something go wrong" }
                        label { "Operation" input name="operation" list="operations" placeholder="getDocuments"; }
                        label { "or path contains" input name="path" placeholder="/documents"; }
                        label { "What" select name="kind" { @for (kind, words) in Kind::ALL { option value=(json!(kind).as_str().unwrap_or_default()) { (words) } } } }
                        label { "Times" input name="times" type="number" min="1" placeholder="always"; }
                        label { "Probability" input name="probability" type="number" min="0" max="1" step="0.05" placeholder="1"; }
                        label { "User" select name="user" { option value="" { "anybody" } option { "Alice" } option { "Bob" } option { "Lena" } } }
                        label { "Retry-After, s" input name="retry_after_seconds" type="number" min="0"; }
                        label { "Delay, ms" input name="delay_ms" type="number" min="0"; }
                        label { "Bytes a second" input name="bytes_per_second" type="number" min="1"; }
                        div.actions { button.main { "Add fault" } button #clear-faults type="button" { "Remove all" } }
                        p.problem role="alert" {}
                    }
                    ul.list #fault-list aria-label="Faults" {}
                }
                "switches" => { p.hint { "What nobody outside Onshape knows for certain, and what differs from day to day." } div.list #switch-list {} }
                "state" => {
                    div.card {
                        h2 { "Scenario" }
                        form #reset-form {
                            label { "Scenario" select name="scenario" { @for other in Scenario::ALL { option value=(other.name()) selected[other == scenario] { (other.purpose()) } } } }
                            label { "Seed" input name="seed" type="number" min="0" value=(seed); }
                            div.actions { button.main { "Reset" } }
                        }
                        p.hint { "Forgets grants, sessions, changes of documents, faults, switches and the log. The clock stays." }
                    }
                    div.card {
                        h2 { "File" }
                        div.actions { a.button href="/__sandbox/state" download="sandbox.json" { "Save" } label.button { "Load" input #load type="file" accept="application/json"; } }
                        p.problem role="alert" {}
                    }
                    div.card {
                        h2 { "Grants" }
                        div.actions {
                            @for user in ["Alice", "Bob", "Lena"] {
                                button data-expire=(user) { "Expire " (user) "'s tokens" }
                                button data-revoke=(user) { "Revoke " (user) "'s grants" }
                            }
                        }
                    }
                }
                _ => {
                    @if id == "messages" { div.tools { input #message-filter type="search" placeholder="Filter messages" aria-label="Filter messages"; } }
                    ul.list id=(format!("{id}-list")) aria-label=(name) {}
                }
            }
        }
    }
}

/// What the script needs to know: the meaning of switches, events.
fn facts(shared: &Shared) -> Value {
    json!({ "switches": switches(), "events": event::names(), "export": shared.export_url })
}

/// Each switch with the sentence that explains it and its choices.
fn switches() -> Value {
    json!([
        ["refresh_rotation", "Every refresh answers a new refresh token, and the old one is dead"],
        ["omit_refresh_token", "A refresh that keeps the token leaves refresh_token out"],
        ["omit_expires_in", "Token answers have no expires_in"],
        ["pkce", "PKCE", ["verified", "ignored", "required"]],
        ["basic_auth", "HTTP Basic is accepted at the token endpoint"],
        ["token_errors", "Shape of the token endpoint's errors", ["rfc", "onshape"]],
        ["access_token_seconds", "Seconds that an access token lives", "number"],
        ["gltf_file", "What the file of a glTF translation is", ["zip", "json", "glb"]],
        ["empty_gltf", "What the glTF of an empty part studio is", ["empty", "no_content", "bad_request"]],
        ["export_redirect", "glTF calls answer 307 to the regional host"],
        ["blob_length", "Uploaded files say how long they are", "flag"],
        ["translation_seconds", "Seconds that a translation takes", "number"],
        ["translations_fail", "Translations fail"],
        ["thumbnail_seconds", "Seconds until a changed thumbnail is there", "number"],
        ["document_access", "Ids of the only documents that the app may see, separated by commas", "list"],
        ["anonymous_sessioninfo", "sessioninfo without a token answers 204 instead of 401"],
        ["message_language", "Language of error messages", ["en", "de", "fr", "ja"]],
        ["annual_limit", "Counted calls until every further one is 402", "number"],
        ["rate_limit", "Calls of one operation by one user in a window, then 429", "number"],
        ["rate_window_seconds", "Seconds of that window", "number"],
        ["retry_after", "429 carries Retry-After"],
        ["theme_parameter", "The host page adds theme to the app's address"],
        ["webhook_key", "Key that signs webhooks", "text"]
    ])
}
