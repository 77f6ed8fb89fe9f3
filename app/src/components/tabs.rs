//! Tabs, by the pattern of the ARIA Authoring Practices: arrows move between them, and what one shows follows at once.
//! <https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{browser, state::app_state};

/// One tab: its key, also a part of ids, and what it is called.
pub(crate) type Entry = (&'static str, &'static str);

/// Id of the panel that the tab `key` shows.
pub(crate) fn panel_id(key: &str) -> String {
    format!("panel-{key}")
}

fn tab_id(key: &str) -> String {
    format!("tab-{key}")
}

/// The row of tabs; panels carry [`panel_id`].
#[component]
pub(crate) fn Tabs(
    /// What they are tabs of.
    label: &'static str,
    entries: Vec<Entry>,
    /// Key of the one that is shown.
    chosen: RwSignal<&'static str>,
) -> impl IntoView {
    let ready = app_state().ready;
    let keys: Vec<&'static str> = entries.iter().map(|(key, _)| *key).collect();
    let walk = move |event: KeyboardEvent| {
        let now = keys.iter().position(|key| *key == chosen.get_untracked()).unwrap_or(0);
        let last = keys.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowRight" => {
                if now == last {
                    0
                } else {
                    now + 1
                }
            }
            "ArrowLeft" => now.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        if let Some(key) = keys.get(next) {
            chosen.set(key);
            browser::focus(&tab_id(key));
        }
    };
    let tabs = entries
        .into_iter()
        .map(|(key, name)| {
            let selected = move || chosen.get() == key;
            view! {
                <button
                    class="tab"
                    type="button"
                    role="tab"
                    id=tab_id(key)
                    aria-selected=move || selected().to_string()
                    aria-controls=panel_id(key)
                    tabindex=move || if selected() { 0 } else { -1 }
                    disabled=move || !ready.get()
                    on:click=move |_| chosen.set(key)
                >
                    {name}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=walk>
            {tabs}
        </div>
    }
}

/// What a tab shows. It stays in the page while another one is shown, once it was: nothing of it is lost.
#[component]
pub(crate) fn Panel(
    key: &'static str,
    chosen: RwSignal<&'static str>,
    children: ChildrenFn,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    Effect::new(move |_| {
        if chosen.get() == key {
            opened.set(true);
        }
    });
    view! {
        <div
            class="panel"
            role="tabpanel"
            id=panel_id(key)
            aria-labelledby=tab_id(key)
            data-panel=key
            data-shown=move || (chosen.get() == key).then_some("")
        >
            <Show when=move || opened.get()>{children()}</Show>
        </div>
    }
}
