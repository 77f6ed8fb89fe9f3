//! Tables as files: those rows and columns of a bill of materials that somebody looks at, in their order.

mod csv;
mod xlsx;

use app::{
    answer::Problem,
    ssr::bom,
    table::{Format, Table, Wanted},
};
use axum::{
    Extension, Json,
    extract::{Path, Query, State, rejection::JsonRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use onshape::{DocumentAt, DocumentId, ElementAt, ElementId, Wvm};
use serde::Deserialize;
use tower_sessions::Session as SessionCookie;

use super::{Known, NoFile, caller, disposition, file, unless_signed_out};
use crate::state::AppState;

/// The longest configuration that is passed on, in bytes.
const LONGEST_CONFIGURATION: usize = 4096;
/// The longest name of a file, in characters, without its ending.
const LONGEST_NAME: usize = 120;

/// What the address says of a bill of materials.
#[derive(Deserialize)]
pub(crate) struct Which {
    /// Each part once.
    #[serde(default)]
    flat: bool,
    /// As Onshape encodes it.
    configuration: Option<String>,
}

/// A column or a row that is wanted, and where it is.
struct Selected<'a> {
    table: &'a Table,
    columns: Vec<usize>,
    rows: Vec<usize>,
    /// The head of the column of levels, where there is one.
    level: Option<&'a str>,
}

/// `POST /files/tables/{did}/{w|v|m}/{id}/e/{eid}/bom`. What was read to be shown is not asked for again.
pub(crate) async fn bill_of_materials(
    State(state): State<AppState>,
    Path((document, letter, id, element)): Path<(String, String, String, String)>,
    Query(known): Query<Known>,
    Query(which): Query<Which>,
    Extension(session): Extension<SessionCookie>,
    headers: HeaderMap,
    wanted: Result<Json<Wanted>, JsonRejection>,
) -> Response {
    let ids = (document.parse::<DocumentId>(), Wvm::from_parts(&letter, &id), element.parse::<ElementId>());
    let ((Ok(document), Ok(wvm), Ok(element)), Ok(Json(wanted))) = (ids, wanted) else {
        return NoFile::from(Problem::BadAddress).into_response();
    };
    let mut assembly = DocumentAt::new(document, wvm).element(element);
    assembly.configuration =
        which.configuration.filter(|text| (1..=LONGEST_CONFIGURATION).contains(&text.len()));
    answer(&state, &headers, session, &known, &assembly, which.flat, wanted)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn answer(
    state: &AppState,
    headers: &HeaderMap,
    session: SessionCookie,
    known: &Known,
    assembly: &ElementAt,
    flat: bool,
    wanted: Wanted,
) -> Result<Response, NoFile> {
    let caller = caller(state, headers, session, known).await?;
    let microversion = known.version().and_then(|id| id.parse().ok());
    let asked = caller.ask(async |onshape| bom::ask(onshape, assembly, microversion.clone(), flat).await);
    let answer = unless_signed_out(asked.await)?;
    let name = file_name(&wanted);
    let format = wanted.format;
    // Thousands of rows: not where other requests wait.
    let made = tokio::task::spawn_blocking(move || write(&bom::read(&answer).table, &wanted)).await;
    let bytes = made.ok().flatten().ok_or_else(|| {
        tracing::error!("a table could not be written");
        NoFile::from(Problem::Internal)
    })?;
    let mut response = file(content_type(format), bytes);
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition::attachment(&name));
    Ok(response)
}

fn write(table: &Table, wanted: &Wanted) -> Option<Vec<u8>> {
    let selected = Selected::new(table, wanted);
    match wanted.format {
        Format::Csv => csv::write(&selected),
        Format::Xlsx => xlsx::write(&selected),
    }
}

fn content_type(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

impl<'a> Selected<'a> {
    /// What the table does not have is left out.
    fn new(table: &'a Table, wanted: &'a Wanted) -> Self {
        let mut columns: Vec<usize> = Vec::new();
        for column in wanted.columns.iter().filter_map(|key| table.column(key)) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let count = table.rows.len();
        let rows = match &wanted.rows {
            None => (0..count).collect(),
            Some(rows) => {
                rows.iter().map(|row| *row as usize).filter(|row| *row < count).take(count).collect()
            }
        };
        Self { table, columns, rows, level: wanted.level.as_deref().filter(|_| table.is_deep()) }
    }
}

/// A name that every system takes, with its ending.
fn file_name(wanted: &Wanted) -> String {
    let kept = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c };
    let name: String = wanted.name.trim().chars().take(LONGEST_NAME).map(kept).collect();
    let name = name.trim_matches(['.', ' ']);
    format!("{}.{}", if name.is_empty() { "BOM" } else { name }, wanted.format.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(name: &str) -> Wanted {
        Wanted { format: Format::Csv, columns: Vec::new(), rows: None, level: None, name: name.into() }
    }

    #[test]
    fn a_file_has_a_name_that_leads_nowhere() {
        assert_eq!(file_name(&wanted("../../etc/passwd\"\r\n")), "_.._etc_passwd_.csv");
        assert_eq!(file_name(&wanted(" . ")), "BOM.csv");
        let sent = disposition::attachment("Stückliste.csv");
        assert_eq!(sent, "attachment; filename=\"St_ckliste.csv\"; filename*=UTF-8''St%C3%BCckliste.csv");
    }

    #[test]
    fn what_is_not_in_the_table_is_left_out() {
        let table = Table {
            columns: vec![app::table::Column {
                key: "a".into(),
                name: "A".into(),
                kind: app::table::Kind::Text,
                shown: true,
            }],
            rows: vec![app::table::Row::default(); 2],
        };
        let mut wanted = wanted("x");
        wanted.columns = ["b", "a", "a"].map(str::to_owned).to_vec();
        wanted.rows = Some(vec![7, 1, 1, 1]);
        let selected = Selected::new(&table, &wanted);
        assert_eq!((selected.columns, selected.rows), (vec![0], vec![1, 1]));
    }
}
