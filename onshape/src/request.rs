//! A call before it is made: what it asks for, how long it may take, and for how long its answer holds.

use std::time::Duration;

use reqwest::Method;
use serde::Serialize;

use crate::{ApiSettings, DocumentAt, DocumentId, ElementAt};

/// One call.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Onshape's name of the operation.
    pub operation: &'static str,
    pub method: Method,
    /// Below the version, each percent-encoded by itself.
    pub path: Vec<String>,
    pub query: Vec<(&'static str, String)>,
    pub body: Option<Vec<u8>>,
    pub accept: &'static str,
    pub kind: Kind,
    /// The document that it is about.
    pub document: Option<DocumentId>,
    /// The same with its state, where the call names one.
    pub at: Option<DocumentAt>,
    pub keep: Keep,
    /// Whether making it twice is as good as making it once.
    pub repeatable: bool,
}

/// What kind of answer is due: how long it may take, how large it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// JSON of some kilobytes.
    Small,
    /// A picture.
    Picture,
    /// Definitions, bills of materials, masses: JSON that is computed when it is asked for.
    Large,
    /// Models and other files, made when they are asked for.
    Model,
}

/// For how long an answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Keep {
    /// It does not.
    Not,
    /// For a while, in memory.
    Briefly(Duration),
    /// As long as what it is about is what it was: versions and microversions for good, workspaces for a microversion.
    State,
    /// As long as this label is asked for.
    Labelled(String),
}

impl Kind {
    /// How long the whole call may take, retries included.
    pub fn deadline(self, settings: &ApiSettings) -> Duration {
        match self {
            Self::Small | Self::Picture => settings.deadline,
            Self::Large | Self::Model => settings.large_deadline,
        }
    }

    /// Whether it is given away only after a call that is newer than the last time (see [`crate::cache`]).
    pub fn is_large(self) -> bool {
        matches!(self, Self::Large | Self::Model)
    }

    /// The most bytes that are read, after decompression.
    pub fn limit(self) -> u64 {
        match self {
            Self::Small => 16 << 20,
            Self::Picture => 4 << 20,
            Self::Large => 64 << 20,
            Self::Model => 256 << 20,
        }
    }
}

impl Request {
    fn new(operation: &'static str, method: Method, path: Vec<String>) -> Self {
        let repeatable = method == Method::GET;
        Self {
            operation,
            method,
            path,
            query: Vec::new(),
            body: None,
            accept: "application/json",
            kind: Kind::Small,
            document: None,
            at: None,
            keep: Keep::Not,
            repeatable,
        }
    }

    /// `GET` of `path`.
    pub fn get(operation: &'static str, path: &[&str]) -> Self {
        Self::new(operation, Method::GET, owned(path))
    }

    /// `DELETE` of `path`.
    pub fn delete(operation: &'static str, path: &[&str]) -> Self {
        Self::new(operation, Method::DELETE, owned(path))
    }

    /// `POST` of JSON to `path`. What cannot be written, maps whose keys are not text, is sent as nothing.
    pub fn post(operation: &'static str, path: &[&str], body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).unwrap_or_default();
        Self { body: Some(body), ..Self::new(operation, Method::POST, owned(path)) }
    }

    /// `GET /{group}/d/{did}/{w|v|m}/{id}/{rest}`, kept as long as that state is what it is.
    pub fn of_document(operation: &'static str, group: &str, at: &DocumentAt, rest: &[&str]) -> Self {
        let letter = at.wvm.letter().to_string();
        let mut path = owned(&[group, "d", at.document.as_str(), &letter, at.wvm.id().as_str()]);
        path.extend(rest.iter().map(|segment| (*segment).to_owned()));
        let request = Self {
            document: Some(at.document.clone()),
            at: Some(at.clone()),
            keep: Keep::State,
            ..Self::new(operation, Method::GET, path)
        };
        request.maybe("linkDocumentId", at.link_document.as_ref())
    }

    /// `GET /{group}/d/{did}/{w|v|m}/{id}/e/{eid}/{rest}`, kept in the same way.
    pub fn of_element(operation: &'static str, group: &str, element: &ElementAt, rest: &[&str]) -> Self {
        let mut below = vec!["e", element.element.as_str()];
        below.extend(rest);
        let request = Self::of_document(operation, group, &element.at, &below);
        request.maybe("configuration", element.configuration.as_ref())
    }

    /// The same as a `POST` of JSON, which is not kept.
    pub fn posting(self, body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).unwrap_or_default();
        let (method, repeatable, keep) = (Method::POST, false, Keep::Not);
        Self { body: Some(body), method, repeatable, keep, ..self }
    }

    pub fn about(self, document: &DocumentId) -> Self {
        Self { document: Some(document.clone()), ..self }
    }

    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    pub fn maybe(self, name: &'static str, value: Option<&impl ToString>) -> Self {
        match value {
            Some(value) => self.query(name, value.to_string()),
            None => self,
        }
    }

    pub fn each(mut self, name: &'static str, values: &[impl ToString]) -> Self {
        self.query.extend(values.iter().map(|value| (name, value.to_string())));
        self
    }

    pub fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    pub fn accept(self, accept: &'static str) -> Self {
        Self { accept, ..self }
    }

    pub fn keep(self, keep: Keep) -> Self {
        Self { keep, ..self }
    }

    /// A `POST` that only computes.
    pub fn repeatable(self) -> Self {
        Self { repeatable: true, ..self }
    }
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|segment| (*segment).to_owned()).collect()
}
