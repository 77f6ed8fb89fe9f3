//! Which operation a path means. A table by hand: versions, and part ids that hold slashes, do not fit a router's patterns.

use super::bearer::Bearer;
use super::error::ApiError;
use super::target::Target;
use super::{assemblies, document_list, documents, elements, gltf, operation, parts, people, thumbnails};
use crate::state::Shared;
use axum::extract::{Request, State};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use url::form_urlencoded;

/// The query of a request.
pub struct Query(Vec<(String, String)>);

impl Query {
    fn of(text: Option<&str>) -> Self {
        Self(form_urlencoded::parse(text.unwrap_or_default().as_bytes()).into_owned().collect())
    }

    /// The first value of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the value is `true`.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }
}

/// What an operation is given.
pub struct Call<'a> {
    /// The sandbox.
    pub state: &'a Shared,
    /// Who asks.
    pub bearer: Bearer,
    /// The request's headers.
    pub headers: &'a HeaderMap,
    /// The request's query.
    pub query: Query,
    /// Path and query as they came, for `href`.
    pub asked: String,
}

impl Call<'_> {
    fn target(&self, did: &str, letter: &str, wvmid: &str) -> Result<Target<'_>, ApiError> {
        Target::of(self.state, self.bearer.user, did, letter, wvmid)
    }
}

/// `/api/…`. Pictures take a while to render: the work is done beside the server's own threads.
pub async fn api(State(shared): State<Shared>, request: Request) -> Result<Response, ApiError> {
    let (parts, _) = request.into_parts();
    let answer = tokio::task::spawn_blocking(move || answer(&shared, &parts)).await;
    answer.unwrap_or_else(|error| Err(ApiError::Broken(error.to_string())))
}

fn answer(shared: &Shared, request: &Parts) -> Result<Response, ApiError> {
    let path = request.uri.path();
    let path = path.strip_prefix("/api/").unwrap_or(path);
    let mut segments: Vec<String> =
        path.split('/').map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned()).collect();
    if segments.first().is_some_and(|first| is_version(first)) {
        segments.remove(0);
    }
    let call = Call {
        state: shared,
        bearer: Bearer::of(&request.headers, shared)?,
        headers: &request.headers,
        query: Query::of(request.uri.query()),
        asked: request.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
    };
    let segments: Vec<_> = segments.iter().map(String::as_str).collect();
    dispatch(&call, &request.method, &segments)
}

fn dispatch(call: &Call<'_>, method: &Method, segments: &[&str]) -> Result<Response, ApiError> {
    if *method != Method::GET {
        return Err(unknown(method, segments));
    }
    if let ["users", "sessioninfo"] = segments {
        return Ok(people::session_info(call));
    }
    call.bearer.may_read()?;
    match *segments {
        ["documents"] => document_list::list(call),
        ["documents", did] => documents::one(call, did),
        ["documents", "d", did, "workspaces"] => documents::workspaces(call, did),
        ["documents", "d", did, "versions"] => documents::versions(call, did),
        ["documents", "d", did, "versions", vid] => documents::version(call, did, vid),
        ["documents", "d", did, wv @ ("w" | "v"), wvid, "currentmicroversion"] => {
            Ok(documents::current_microversion(&call.target(did, wv, wvid)?))
        }
        ["documents", "d", did, wvm, wvmid, "elements"] => {
            Ok(elements::list(call, &call.target(did, wvm, wvmid)?))
        }
        ["parts", "d", did, wvm, wvmid] => parts::of_document(call, &call.target(did, wvm, wvmid)?),
        ["parts", "d", did, wvm, wvmid, "e", eid] => parts::of_element(&call.target(did, wvm, wvmid)?, eid),
        ["parts", "d", did, wvm, wvmid, "e", eid, "partid", part, "gltf"] => {
            gltf::redirect(call, &call.target(did, wvm, wvmid)?, eid, Some(part))
        }
        ["partstudios", "d", did, wvm, wvmid, "e", eid, "gltf"] => {
            gltf::redirect(call, &call.target(did, wvm, wvmid)?, eid, None)
        }
        ["assemblies", "d", did, wvm, wvmid, "e", eid] => {
            assemblies::definition(&call.target(did, wvm, wvmid)?, eid)
        }
        ["thumbnails", "d", ref rest @ ..] => thumbnails::answer(call, rest),
        _ => Err(unknown(method, segments)),
    }
}

fn unknown(method: &Method, segments: &[&str]) -> ApiError {
    match operation::named(method.as_str(), segments) {
        Some(name) => ApiError::NotImplemented(name.to_owned()),
        None => ApiError::NotImplemented(format!("{method} /{}", segments.join("/"))),
    }
}

/// Whether a path segment is an API version, such as `v12`.
pub fn is_version(segment: &str) -> bool {
    segment
        .strip_prefix('v')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
