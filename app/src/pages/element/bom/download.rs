//! The table as a file: made by the server of what it has, as it is shown here.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;
use web_sys::RequestInit;

use super::Shown;
use crate::{
    browser::{self, save::save},
    components::{grid::GridState, why_not_saved},
    documents::ElementKey,
    state::app_state,
    table::{Format, Wanted},
    texts::bom as say,
};

/// A button for each kind of file.
#[component]
pub(super) fn Downloads(
    shown: Shown,
    grid: GridState,
    flat: bool,
    /// Takes what there is to say.
    said: RwSignal<String>,
) -> impl IntoView {
    let state = app_state();
    let busy = RwSignal::new(false);
    let kinds = [(Format::Csv, "CSV", say::download_csv()), (Format::Xlsx, "XLSX", say::download_xlsx())];
    kinds.map(|(format, short, name)| {
        let press = move |_| {
            if busy.get_untracked() {
                return;
            }
            let wanted = wanted(shown, grid, format);
            let name = format!("{}.{}", wanted.name, format.extension());
            let address = state.file_href(&address(&untrack(|| shown.key()), flat));
            busy.set(true);
            said.set(say::downloading(&name));
            spawn_local(async move {
                let saved = match request(&wanted) {
                    Ok(request) => save(&address, &request, &name).await,
                    Err(error) => Err(error),
                };
                busy.try_set(false);
                said.try_set(match saved {
                    Ok(()) => say::downloaded(&name),
                    Err(error) => why_not_saved(&error).sentence(),
                });
            });
        };
        view! {
            <button
                class="button"
                type="button"
                aria-label=name
                title=name
                disabled=move || !state.ready.get()
                aria-disabled=move || busy.get().then_some("true")
                on:click=press
            >
                {short}
            </button>
        }
    })
}

/// What is shown now, and what is inside of closed rows: a file has nothing to open them with.
fn wanted(shown: Shown, grid: GridState, format: Format) -> Wanted {
    let rows = untrack(|| grid.found_rows());
    let all = rows.len() == grid.with_table(|table| table.rows.len())
        && rows.iter().zip(0..).all(|(row, place)| *row == place);
    let level = grid.with_table(crate::table::Table::is_deep).then(|| say::level().to_owned());
    Wanted {
        format,
        columns: untrack(|| grid.shown_columns()),
        rows: (!all).then_some(rows),
        level,
        name: shown.item().name,
    }
}

fn address(key: &ElementKey, flat: bool) -> String {
    let known = key.known.as_ref().map(|known| format!("&t={known}")).unwrap_or_default();
    let configuration = key.configuration.as_deref().map(browser::encode);
    let configuration = configuration.map(|text| format!("&configuration={text}")).unwrap_or_default();
    format!(
        "/files/tables/{}/{}/e/{}/bom?flat={flat}{known}{configuration}",
        key.document, key.wvm, key.element
    )
}

/// What the server is told of the table that is shown.
fn request(wanted: &Wanted) -> Result<RequestInit, JsValue> {
    let body = leptos::serde_json::to_string(wanted).map_err(|error| error.to_string())?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    let headers = web_sys::Headers::new()?;
    headers.set("content-type", "application/json")?;
    init.set_headers(&headers);
    Ok(init)
}
