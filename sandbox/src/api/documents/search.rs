//! `POST /documents/search`: Onshape does not say what it answers; here it is what `GET /documents` answers.

use super::list;
use crate::api::call::Call;
use crate::api::error::ApiError;
use axum::response::Response;
use serde::Deserialize;

/// The request (`BTDocumentSearchParams`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    document_filter: Option<usize>,
    raw_query: Option<String>,
    owner_id: Option<String>,
    parent_id: Option<String>,
    offset: Option<usize>,
    limit: Option<usize>,
    sort_column: Option<String>,
    sort_order: Option<String>,
}

/// Answers a page without links to others.
pub fn search(call: &Call<'_>) -> Result<Response, ApiError> {
    let params: Params = call.json()?;
    list::page(
        call,
        &list::Wanted {
            q: params.raw_query.unwrap_or_default(),
            filter: params.document_filter,
            owner: params.owner_id,
            parent: params.parent_id.filter(|id| id != "ALL"),
            label: None,
            column: params.sort_column.unwrap_or_else(|| "createdAt".to_owned()),
            order: params.sort_order.unwrap_or_else(|| "desc".to_owned()),
            offset: params.offset.unwrap_or(0),
            limit: params.limit.unwrap_or(list::PAGE),
        },
    )
}
