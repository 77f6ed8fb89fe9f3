//! The table as a file: made by the server of what it has, as it is shown here.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlAnchorElement, RequestInit, Response, Url};

use super::Shown;
use crate::{
    browser,
    components::grid::GridState,
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
                let saved = save(&address, &wanted, &name).await;
                busy.try_set(false);
                said.try_set(if saved.is_ok() {
                    say::downloaded(&name)
                } else {
                    say::download_failed().to_owned()
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

/// What is shown now.
fn wanted(shown: Shown, grid: GridState, format: Format) -> Wanted {
    let rows = untrack(|| grid.shown_rows());
    let all = rows.len() == grid.with_table(|table| table.rows.len())
        && rows.iter().zip(0..).all(|(row, place)| *row == place);
    let level = grid.with_table(|table| table.is_deep()).then(|| say::level().to_owned());
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

/// A link to the file that came would be a page of its own in a frame: the file is kept, and saved from here.
async fn save(address: &str, wanted: &Wanted, name: &str) -> Result<(), JsValue> {
    let body = leptos::serde_json::to_string(wanted).map_err(|error| error.to_string())?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    let headers = web_sys::Headers::new()?;
    headers.set("content-type", "application/json")?;
    init.set_headers(&headers);
    let response: Response =
        JsFuture::from(browser::window().fetch_with_str_and_init(address, &init)).await?.dyn_into()?;
    if !response.ok() {
        return Err(response.status().into());
    }
    let blob: web_sys::Blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has it once it has begun to save it.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}
