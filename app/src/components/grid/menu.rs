//! Which columns are shown, and in which order.

use leptos::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{layout::Place, state::GridState};
use crate::{browser, components::Icon, state::app_state, texts::bom as say};

/// A button, and the list that it opens.
#[component]
pub(super) fn ColumnsMenu(grid: GridState) -> impl IntoView {
    let ready = app_state().ready;
    let id = format!("{}-columns", grid.id());
    let entries = move || {
        let places = grid.layout.places();
        let last = places.len().saturating_sub(1);
        let each = |(index, place): (usize, Place)| entry(grid, place, index == 0, index == last);
        places.into_iter().enumerate().map(each).collect_view()
    };
    let moved = RwSignal::new(String::new());
    provide_context(Moved(moved));
    view! {
        <button
            class="button grid-columns-button"
            type="button"
            aria-label=say::columns()
            title=say::columns()
            popovertarget=id.clone()
            disabled=move || !ready.get()
        >
            {Icon::Columns.view()}
            <span class="label">{say::columns()}</span>
        </button>
        <div class="grid-columns" id=id popover="auto" role="group" aria-label=say::columns()>
            <ul role="list">{entries}</ul>
            <p class="visually-hidden" role="status">
                {move || moved.get()}
            </p>
        </div>
    }
}

/// What was moved last, for those who do not see it.
#[derive(Clone, Copy)]
struct Moved(RwSignal<String>);

fn entry(grid: GridState, place: Place, first: bool, last: bool) -> impl IntoView {
    let name = grid.with_table(|table| {
        let column = table.column(&place.key).and_then(|index| table.columns.get(index));
        column.map(|column| column.name.clone()).unwrap_or_default()
    });
    let Moved(moved) = expect_context();
    let key = StoredValue::new(place.key.clone());
    let toggle = move |event| {
        let shown = event_target_checked(&event);
        key.with_value(|key| grid.layout.show(key, shown));
    };
    let said = name.clone();
    let shift = move |later: bool| {
        let said = said.clone();
        move |event: MouseEvent| {
            key.with_value(|key| grid.layout.shift(key, later));
            moved.set(if later { say::moved_later(&said) } else { say::moved_earlier(&said) });
            keep_focus(&event, grid, &key.get_value(), later);
        }
    };
    view! {
        <li data-column=place.key>
            <label>
                <input type="checkbox" checked=place.shown prop:checked=place.shown on:change=toggle />
                <span dir="auto">{name.clone()}</span>
            </label>
            <button
                class="button quiet icon-only"
                type="button"
                data-move="earlier"
                aria-label=say::move_earlier(&name)
                disabled=first
                on:click=shift(false)
            >
                {Icon::Up.view()}
            </button>
            <button
                class="button quiet icon-only"
                type="button"
                data-move="later"
                aria-label=say::move_later(&name)
                disabled=last
                on:click=shift(true)
            >
                {Icon::Down.view()}
            </button>
        </li>
    }
}

/// The entries are made anew when one has moved: the keyboard stays on the same button of it, or on its other one where
/// it can move no further.
fn keep_focus(event: &MouseEvent, grid: GridState, key: &str, later: bool) {
    let from_keyboard = event.detail() == 0;
    let (key, menu) = (key.to_owned(), format!("{}-columns", grid.id()));
    request_animation_frame(move || {
        let Some(menu) = browser::window().document().and_then(|document| document.get_element_by_id(&menu))
        else {
            return;
        };
        let entries = menu.query_selector_all("li").ok();
        let entry =
            entries.into_iter().flat_map(|list| (0..list.length()).filter_map(move |index| list.item(index)));
        let entry = entry
            .filter_map(|node| node.dyn_into::<HtmlElement>().ok())
            .find(|entry| entry.get_attribute("data-column").as_deref() == Some(&key));
        let Some(entry) = entry.filter(|_| from_keyboard) else { return };
        let order = if later { ["later", "earlier"] } else { ["earlier", "later"] };
        let button = order.iter().find_map(|way| {
            entry.query_selector(&format!("button[data-move={way}]:not(:disabled)")).ok().flatten()
        });
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    });
}
