//! Uploaded files, as they come from Onshape. They are their users': nothing in them may run as a page of ours.

use app::{
    answer::{Answer, Problem},
    ssr::Caller,
};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use onshape::{Client, DocumentAt, DocumentId, ElementId, Error, Wvm, WvmId};
use serde::Deserialize;
use tower_sessions::Session as SessionCookie;

use super::{Known, NoFile, caller, conditional, disposition, file, stored::insert, unless_signed_out};
use crate::{
    models::{NoModel, may_export},
    state::AppState,
};

/// How a file is wanted.
#[derive(Deserialize)]
pub(crate) struct How {
    /// Its media type, as Onshape says.
    #[serde(rename = "type")]
    media_type: Option<String>,
    /// As it is called.
    name: Option<String>,
    /// Whether it is to be saved.
    download: Option<String>,
}

/// As which type a file may be looked at in the browser: only what no browser runs anything of. A wrong type shows
/// nothing, since `nosniff` is said as well; text is text whatever is in it.
fn shown_as(media_type: &str) -> Option<&'static str> {
    const SHOWN: [&str; 6] =
        ["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"];
    const TEXT: [&str; 4] = ["text/plain", "text/markdown", "text/x-markdown", "text/csv"];
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let is = |known: &&str| essence.eq_ignore_ascii_case(known);
    let text = || TEXT.iter().any(is).then_some("text/plain; charset=utf-8");
    SHOWN.into_iter().find(is).or_else(text)
}

/// `GET /files/blobs/{did}/w/{wid}/e/{eid}`: the file, to be looked at where its type is harmless, else to be saved.
pub(crate) async fn blob(
    State(state): State<AppState>,
    Path((document, workspace, element)): Path<(String, String, String)>,
    Query(known): Query<Known>,
    Query(how): Query<How>,
    Extension(session): Extension<SessionCookie>,
    headers: HeaderMap,
) -> Response {
    let ids = (document.parse::<DocumentId>(), workspace.parse::<WvmId>(), element.parse::<ElementId>());
    let (Ok(document), Ok(workspace), Ok(element)) = ids else {
        return NoFile::from(Problem::BadAddress).into_response();
    };
    let caller = match caller(&state, &headers, session, &known).await {
        Ok(caller) => caller,
        Err(no_file) => return no_file.into_response(),
    };
    let place =
        Place { at: DocumentAt::new(document, Wvm::Workspace(workspace.clone())), workspace, element };
    place.answer(&caller, &headers, &how).await.unwrap_or_else(IntoResponse::into_response)
}

/// Where a file is.
struct Place {
    at: DocumentAt,
    workspace: WvmId,
    element: ElementId,
}

impl Place {
    async fn answer(&self, caller: &Caller, headers: &HeaderMap, how: &How) -> Result<Response, NoFile> {
        // Asked before the file: where it changes in between, its tag is an older one, and it is fetched again.
        let now = ask(caller, |onshape| async move { onshape.microversion(&self.at).await }).await?;
        let tag =
            conditional::entity_tag(format!("{}\n{}\n{now}", self.at.document, self.element).as_bytes());
        if headers.contains_key(header::IF_NONE_MATCH) {
            let unchanged = conditional::unless_known(headers, &tag, file("text/plain", ()));
            if !unchanged.status().is_success() {
                let what = &tag;
                ask(caller, |onshape| async move { onshape.may_read(&self.at, what).await }).await?;
                return Ok(unchanged);
            }
        }
        let Self { at, workspace, element } = self;
        let opened =
            caller.ask(|onshape| async move { onshape.blob(&at.document, workspace, element).await });
        let blob = match opened.await {
            Ok(Answer::Problem(Problem::NotAccessible)) => return Err(self.refusal(caller).await),
            opened => unless_signed_out(opened)?,
        };
        let shown = how.media_type.as_deref().and_then(shown_as);
        let length = blob.length;
        let body = Body::from_stream(blob.into_stream());
        let mut response = file(shown.unwrap_or("application/octet-stream"), body);
        if let Some(length) = length {
            insert(&mut response, header::CONTENT_LENGTH, &length.to_string());
        }
        insert(&mut response, header::ETAG, &tag);
        if shown.is_none() || how.download.is_some() {
            let name = disposition::attachment(how.name.as_deref().unwrap_or_default());
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        }
        Ok(response)
    }

    /// Why Onshape refused the file: who may see the document may still not be allowed to take something out of it.
    async fn refusal(&self, caller: &Caller) -> NoFile {
        let document = &self.at.document;
        match ask(caller, |onshape| async move { onshape.fresh().document(document).await }).await {
            Ok(document) if !may_export(&document) => NoModel::MayNotExport.into(),
            Ok(_) => Problem::NotAccessible.into(),
            Err(no_file) => no_file,
        }
    }
}

async fn ask<T, F>(caller: &Caller, call: impl Fn(Client) -> F) -> Result<T, NoFile>
where
    F: Future<Output = Result<T, Error>>,
{
    unless_signed_out(caller.ask(call).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_nothing_is_shown() {
        for (media_type, shown) in [
            ("application/pdf", Some("application/pdf")),
            ("IMAGE/PNG; x=y", Some("image/png")),
            ("text/csv", Some("text/plain; charset=utf-8")),
            ("text/markdown;charset=utf-7", Some("text/plain; charset=utf-8")),
            ("image/svg+xml", None),
            ("text/html", None),
            ("application/xhtml+xml", None),
            ("text/xml", None),
            ("application/javascript", None),
            ("text/plain\r\nx: y", None),
            ("", None),
        ] {
            assert_eq!(shown_as(media_type), shown, "{media_type}");
        }
    }
}
