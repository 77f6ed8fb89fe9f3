//! The body of an upload: `multipart/form-data` (RFC 7578).

use crate::api::call::Call;
use crate::api::error::ApiError;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use http::header;
use tokio::runtime::Handle;

/// An uploaded file.
#[derive(Debug)]
pub struct Upload {
    /// `encodedFilename`, or the name of the part `file`, without folders.
    pub name: String,
    /// The type of the part `file`, if it says one.
    pub content_type: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

impl Upload {
    /// Reads the body: 415 unless it is multipart, 400 unless it is whole and has a part `file` with a name.
    pub fn of(call: &Call<'_>) -> Result<Self, ApiError> {
        let content_type = call.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let content_type = content_type
            .filter(|text| text.to_ascii_lowercase().starts_with("multipart/form-data"))
            .ok_or(ApiError::UnsupportedMediaType)?;
        let request = Request::builder().header(header::CONTENT_TYPE, content_type);
        let mut request = request.body(Body::from(call.body.clone())).map_err(|error| malformed(&error))?;
        // The body has been read already, up to the API's own limit.
        DefaultBodyLimit::disable().apply(&mut request);
        // Calls are answered on threads that may block.
        Handle::try_current().map_err(|error| ApiError::Broken(error.to_string()))?.block_on(read(request))
    }
}

async fn read(request: Request) -> Result<Upload, ApiError> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|error| malformed(&error))?;
    let (mut file, mut given) = (None, None);
    while let Some(part) = parts.next_field().await.map_err(|error| malformed(&error))? {
        match part.name() {
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let content_type = part.content_type().map(str::to_owned);
                let bytes = part.bytes().await.map_err(|error| malformed(&error))?;
                file = Some((name, content_type, bytes));
            }
            Some("encodedFilename") => {
                given = Some(part.text().await.map_err(|error| malformed(&error))?);
            }
            _ => {}
        }
    }
    let missing = || ApiError::BadRequest("The part named file is missing".to_owned());
    let (name, content_type, bytes) = file.ok_or_else(missing)?;
    let name = given.filter(|name| !name.trim().is_empty()).unwrap_or(name);
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned();
    if name.is_empty() || name.chars().count() > 256 {
        return Err(ApiError::BadRequest("A file name of 1 to 256 characters is required".to_owned()));
    }
    Ok(Upload { name, content_type, bytes })
}

fn malformed(error: &dyn std::fmt::Display) -> ApiError {
    ApiError::BadRequest(format!("Malformed multipart body: {error}"))
}
