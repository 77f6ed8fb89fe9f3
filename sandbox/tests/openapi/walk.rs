//! Calls every reading operation that the sandbox has, wherever its path parameters can be filled.

use crate::app::{Answer, App};
use crate::spec::Spec;
use onshape_sandbox::api::operation::Operation;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tokio::net::TcpListener;

pub struct Walk<'a> {
    app: &'a App,
    token: &'a str,
    spec: &'a Spec,
    pub calls: usize,
    /// By operation, the statuses that it answered with.
    statuses: BTreeMap<&'static str, BTreeSet<u16>>,
    pub problems: Vec<String>,
}

/// What can stand in a path.
#[derive(Default)]
struct Known {
    values: Vec<(&'static str, Vec<String>)>,
}

impl Known {
    fn of(&self, name: &str) -> &[String] {
        self.values.iter().find(|(known, _)| *known == name).map_or(&[], |(_, values)| values)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl<'a> Walk<'a> {
    pub fn new(app: &'a App, token: &'a str, spec: &'a Spec) -> Self {
        Self { app, token, spec, calls: 0, statuses: BTreeMap::new(), problems: Vec::new() }
    }

    /// The operations that answered with a success or a redirect at least once.
    pub fn answered(&self) -> BTreeSet<&'static str> {
        let answered = |statuses: &BTreeSet<u16>| statuses.iter().any(|status| *status < 400);
        self.statuses.iter().filter(|(_, statuses)| answered(statuses)).map(|(name, _)| *name).collect()
    }

    /// The operations that the sandbox has, but that refused every call, with the statuses.
    pub fn refused(&self) -> Vec<(&'static str, &BTreeSet<u16>)> {
        let refused =
            |statuses: &BTreeSet<u16>| statuses.iter().all(|status| *status >= 400 && *status != 501);
        let refused = self.statuses.iter().filter(|(_, statuses)| refused(statuses));
        refused.map(|(name, statuses)| (*name, statuses)).collect()
    }

    pub async fn everything(&mut self) {
        let demo = self.app.sandbox.demo();
        self.simple(&demo).await;
        for (key, document) in demo.as_object().unwrap() {
            let elements = document["elements"].as_array().unwrap();
            // Forty levels are as their first, racks of thousands as theirs: checking more takes minutes and finds nothing.
            let most = if ["bom", "deep"].contains(&key.as_str()) { 3 } else { usize::MAX };
            for element in elements.iter().take(most) {
                self.element(key, document, element).await;
            }
        }
    }

    /// Operations without an element.
    async fn simple(&mut self, demo: &Value) {
        let user = self.app.call(self.token, "/api/users/sessioninfo").await.json()["id"].clone();
        let ids = async |path: &str| -> Vec<String> {
            let body = self.app.call(self.token, path).await.json();
            let items = body["items"].as_array().or(body.as_array()).cloned().unwrap_or_default();
            items.iter().map(|item| text(&item["id"])).collect()
        };
        let (companies, teams) = (ids("/api/companies").await, ids("/api/teams").await);
        let hears = receiver().await;
        for document in demo.as_object().unwrap().values() {
            let did = text(&document["documentId"]);
            let comment = json!({ "documentId": did, "objectType": 6, "message": "Looks good" });
            let comment = text(&self.post("/api/comments", &comment).await.json()["id"]);
            let hook = json!({ "events": ["onshape.model.translation.complete"], "url": hears });
            let hook = text(&self.post("/api/webhooks", &hook).await.json()["id"]);
            let known = Known {
                values: vec![
                    ("did", vec![did]),
                    (
                        "vid",
                        document["versions"]
                            .as_array()
                            .unwrap()
                            .iter()
                            .take(5)
                            .map(|version| text(&version["id"]))
                            .collect(),
                    ),
                    ("wid", vec![text(&document["workspaceId"])]),
                    ("uid", vec![text(&user)]),
                    ("webhookid", vec![hook]),
                    ("/comments/{cid}", vec![comment]),
                    ("/companies/{cid}", companies.clone()),
                    ("/teams/{tid}", teams.clone()),
                    ("sz", vec!["300x170".to_owned()]),
                    ("w", vec![text(&document["workspaceId"])]),
                    ("v", vec![text(&document["versions"].as_array().unwrap().last().unwrap()["id"])]),
                    ("m", vec![text(&document["microversionId"])]),
                ],
            };
            for operation in Operation::all().iter().filter(|operation| !operation.path.contains("{eid}")) {
                self.fill(operation, &known, "").await;
            }
            let did = &known.of("did")[0];
            self.call("getComments", &format!("/comments?did={did}")).await;
        }
    }

    /// Operations on an element, its parts and its translations.
    async fn element(&mut self, key: &str, document: &Value, element: &Value) {
        let (did, wid, eid) =
            (text(&document["documentId"]), text(&document["workspaceId"]), text(&element["id"]));
        let place = format!("d/{did}/w/{wid}/e/{eid}");
        let parts = self.app.call(self.token, &format!("/api/parts/{place}")).await;
        let parts: Vec<_> = if parts.status == 200 {
            parts
                .json()
                .as_array()
                .unwrap()
                .iter()
                .take(3)
                .map(|part| escaped(part["partId"].as_str().unwrap()))
                .collect()
        } else {
            Vec::new()
        };
        let every_state = key == "gearbox";
        let states = |name: &str, letter: &str| {
            if name == "w" || every_state { vec![letter.to_owned()] } else { Vec::new() }
        };
        let known = Known {
            values: vec![
                ("did", vec![did]),
                ("eid", vec![eid]),
                ("wid", vec![wid.clone()]),
                ("partid", parts.clone()),
                ("pid", parts),
                ("iden", vec!["p".to_owned()]),
                ("sz", vec!["70x40".to_owned()]),
                ("cid", vec!["default".to_owned()]),
                ("w", vec![wid]),
                ("v", states("v", &text(&document["versions"].as_array().unwrap().last().unwrap()["id"]))),
                ("m", states("m", &text(&document["microversionId"]))),
            ],
        };
        for operation in Operation::all().iter().filter(|operation| operation.path.contains("{eid}")) {
            let query = match operation.name {
                "getBillOfMaterials" => {
                    "?generateIfAbsent=true&multiLevel=true&includeTopLevelAssemblyRow=true"
                }
                "getAssemblyShadedViews" | "getPartStudioShadedViews" | "getPartShadedViews" => {
                    "?viewMatrix=isometric&pixelSize=0&outputWidth=60&outputHeight=40"
                }
                "getPartStudioMassProperties" => "?massAsGroup=false",
                "getWMVEMetadata" => "?depth=2",
                _ => "",
            };
            self.fill(operation, &known, query).await;
        }
        self.translate(&place).await;
    }

    async fn translate(&mut self, place: &str) {
        for group in ["assemblies", "partstudios", "drawings"] {
            let format = if group == "drawings" { "PDF" } else { "GLTF" };
            let body = json!({ "formatName": format, "resolution": "coarse", "storeInDocument": false });
            let started = self.post(&format!("/api/{group}/{place}/translations"), &body).await;
            if started.status != 200 {
                self.judge("getTranslation", place, &started);
                continue;
            }
            let id = text(&started.json()["id"]);
            self.judge("getTranslation", place, &started);
            self.call("getTranslation", &format!("/translations/{id}")).await;
            self.app.sandbox.settings().clock.advance(10);
            let done = self.call("getTranslation", &format!("/translations/{id}")).await.json();
            let fails = done["name"] == "Drawing that fails";
            assert_eq!(done["requestState"], if fails { "FAILED" } else { "DONE" }, "{done}");
        }
        let did = place.split('/').nth(1).unwrap();
        self.call("getDocumentTranslations", &format!("/translations/d/{did}")).await;
    }

    /// Calls a GET operation with every way to fill its path.
    async fn fill(&mut self, operation: &'static Operation, known: &Known, query: &str) {
        if operation.method != "GET" || operation.name == "getTranslation" {
            return;
        }
        let mut paths = vec![String::new()];
        let mut segments = operation.path.trim_start_matches('/').split('/').peekable();
        while let Some(segment) = segments.next() {
            let choices: Vec<String> = match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
            {
                None => vec![segment.to_owned()],
                Some(letters @ ("wvm" | "wv" | "wm" | "vm")) => {
                    segments.next();
                    let states = letters.chars().flat_map(|letter| {
                        let letter = letter.to_string();
                        known.of(&letter).iter().map(move |id| format!("{letter}/{id}")).collect::<Vec<_>>()
                    });
                    states.collect()
                }
                Some(name) => {
                    let special = format!("/{}/{{{name}}}", operation.path.split('/').nth(1).unwrap());
                    let special = known.of(&special);
                    if special.is_empty() { known.of(name).to_vec() } else { special.to_vec() }
                }
            };
            paths = paths
                .iter()
                .flat_map(|path| choices.iter().map(move |choice| format!("{path}/{choice}")))
                .collect();
        }
        for path in paths {
            self.call(operation.name, &format!("{path}{query}")).await;
        }
    }

    async fn call(&mut self, operation: &'static str, path: &str) -> Answer {
        let response = self.app.http.get(self.app.url(&format!("/api/v12{path}"))).bearer_auth(self.token);
        let response = response.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
        let answer = Answer { status, headers, body };
        self.statuses.entry(operation).or_default().insert(status);
        if status != 501 {
            self.calls += 1;
            self.judge(operation, path, &answer);
        }
        answer
    }

    fn judge(&mut self, operation: &str, path: &str, answer: &Answer) {
        if answer.status >= 500 {
            self.problems.push(format!("{operation} {path}: {} {}", answer.status, answer.body));
            return;
        }
        let kind = answer.header("content-type");
        if let Err(errors) = self.spec.check(operation, answer.status, kind, &answer.body) {
            self.problems.extend(errors.into_iter().map(|error| format!("{path}: {error}")));
        }
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        App::send(self.app.http.post(self.app.url(path)).bearer_auth(self.token).json(body)).await
    }
}

/// The address of something that hears webhooks: those that it does not confirm would not stay.
async fn receiver() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let router = axum::Router::new().route("/", axum::routing::post(async || "heard"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

fn escaped(part: &str) -> String {
    part.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
