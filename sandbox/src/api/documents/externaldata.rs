//! External data: the files of translations that were not stored in the document.

use crate::api::call::Call;
use crate::api::download::Download;
use crate::api::error::ApiError;
use crate::api::target;
use crate::export::format::ZIP;
use axum::response::Response;

/// `GET /documents/d/{did}/externaldata/{fid}`: for whoever may read the document, or has asked for it through another.
/// Always `octet-stream`, but for ZIPs.
pub fn download(call: &Call<'_>, did: &str, fid: &str) -> Result<Response, ApiError> {
    let (document, fid) = (target::id(did)?, target::id(fid)?);
    let missing = || ApiError::NotFound("External data not found.".to_owned());
    let found = call.state.translations.of_data(fid).filter(|found| found.document == document);
    match (call.document(did), &found) {
        (Ok(_), _) => {}
        (Err(_), Some(found)) if found.linked && found.by == call.bearer.user => {}
        (Err(error), _) => return Err(error),
    }
    let translation = found.ok_or_else(missing)?;
    let name = translation.file_name();
    let content_type = if translation.media_type() == ZIP {
        "application/zip;charset=utf-8"
    } else {
        "application/octet-stream;charset=utf-8"
    };
    let download = Download { name: Some(&name), content_type, tag: fid.to_string(), measured: false };
    download.answer(call, || translation.file(call.state).ok_or_else(missing))
}
