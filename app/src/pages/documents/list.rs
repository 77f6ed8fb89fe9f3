//! The virtual list: as many rows in the page as fit the screen, however many documents there are.

use leptos::{ev, html, prelude::*};

use super::{DocumentsState, Loading, row::Row};
use crate::state::app_state;

/// Height of a row in pixels; the style sheet has the same figure as `--row-height`.
pub(super) const ROW: f64 = 56.0;
/// Rows that are kept ready above and below the screen.
const SPARE: usize = 6;
/// The next page is fetched this many rows before the end.
const AHEAD: usize = 12;

/// The list, scrolling by itself.
#[component]
pub(super) fn DocumentList(again: Callback<()>) -> impl IntoView {
    let state = app_state();
    let documents: DocumentsState = expect_context();
    let scroller = NodeRef::<html::Div>::new();
    let height = RwSignal::new(0.0_f64);
    let active = RwSignal::new(0_usize);

    let measure = move || {
        if let Some(element) = scroller.get_untracked() {
            height.set(f64::from(element.client_height()));
        }
    };
    Effect::new(move |_| {
        if let Some(element) = scroller.get() {
            #[allow(clippy::cast_possible_truncation, reason = "pixels")]
            element.set_scroll_top(documents.scrolled.get_untracked() as i32);
            measure();
        }
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());

    let window = Memo::new(move |_| {
        visible_rows(documents.scrolled.get(), height.get(), documents.items.with(Vec::len))
    });
    Effect::new(move |_| {
        let near_end = window.get().1 + AHEAD >= documents.items.with(Vec::len);
        let idle = documents.loading.get() == Loading::Idle;
        if near_end && idle && documents.next.get().is_some() {
            documents.load_more(state);
        }
    });

    let on_scroll = move |_| {
        let Some(element) = scroller.get_untracked() else { return };
        documents.scrolled.set(f64::from(element.scroll_top()));
    };

    let go_to = move |index: usize| {
        active.set(index);
        let Some(element) = scroller.get_untracked() else { return };
        let (top, view) = (f64::from(element.scroll_top()), height.get_untracked());
        #[allow(clippy::cast_precision_loss, reason = "rows")]
        let row = index as f64 * ROW;
        let wanted = if row < top { row } else { top.max(row + ROW - view) };
        #[allow(clippy::cast_possible_truncation, reason = "pixels")]
        element.set_scroll_top(wanted as i32);
        documents.scrolled.set(wanted);
        // The row may only just be entering the page.
        request_animation_frame(move || crate::browser::focus(&super::row::row_id(index)));
    };
    let keys = move |event: ev::KeyboardEvent| {
        let last = documents.items.with_untracked(Vec::len).saturating_sub(1);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows")]
        let page = (height.get_untracked() / ROW).max(1.0) as usize;
        let index = active.get_untracked();
        let wanted = match event.key().as_str() {
            "ArrowDown" => index.saturating_add(1),
            "ArrowUp" => index.saturating_sub(1),
            "PageDown" => index.saturating_add(page),
            "PageUp" => index.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        go_to(wanted.min(last));
    };

    let rows = move || {
        let (first, end) = window.get();
        documents.items.with(|items| {
            items
                .iter()
                .enumerate()
                .take(end)
                .skip(first)
                .map(|(i, item)| (i, item.clone()))
                .collect::<Vec<_>>()
        })
    };
    let setsize = move || if documents.next.get().is_some() { -1 } else { count(documents) };
    // Set by script alone: a style in the page that the server renders is against its policy.
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        let tall = format!("{}px", f64::from(count(documents)) * ROW);
        if let Some(list) = list.get() {
            let style = web_sys::HtmlElement::style(&list);
            // A length is always understood.
            let _ = style.set_property("block-size", &tall);
        }
    });
    view! {
        <div class="list-head" aria-hidden="true">
            <span class="name">"Name"</span>
            <span>"Owner"</span>
            <span>"Modified"</span>
        </div>
        <div
            class="list-scroll"
            tabindex="-1"
            node_ref=scroller
            aria-busy=move || (documents.loading.get() == Loading::Page).then_some("true")
            on:scroll=on_scroll
        >
            <ul
                class="document-rows"
                role="list"
                aria-label="Documents"
                node_ref=list
                on:keydown=keys
            >
                <For each=rows key=|(index, item)| (*index, item.id.clone()) let((index, item))>
                    <Row index item setsize=Signal::derive(setsize) active />
                </For>
            </ul>
            <End again />
        </div>
    }
}

fn count(documents: DocumentsState) -> i32 {
    documents.items.with(|items| i32::try_from(items.len()).unwrap_or(i32::MAX))
}

/// First row to be in the page, and the first after it that is not.
fn visible_rows(scrolled: f64, height: f64, count: usize) -> (usize, usize) {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows")]
    let (first, shown) = ((scrolled / ROW).max(0.0) as usize, (height / ROW).ceil() as usize + 1);
    let end = first.saturating_add(shown).saturating_add(SPARE).min(count);
    (first.saturating_sub(SPARE).min(end), end)
}

/// What follows the last row: more to come, or a next page that could not be had.
#[component]
fn End(again: Callback<()>) -> impl IntoView {
    let documents: DocumentsState = expect_context();
    let none = move || documents.items.with(Vec::is_empty);
    let bone = || {
        view! {
            <li>
                <span class="document-row">
                    <span class="thumb"></span>
                    <span class="name">
                        <span class="bone"></span>
                    </span>
                    <span class="owner">
                        <span class="bone short"></span>
                    </span>
                    <span class="modified">
                        <span class="bone short"></span>
                    </span>
                </span>
            </li>
        }
    };
    let bones = move |many: usize| {
        view! {
            <ul class="document-rows skeleton" role="list" data-static="" aria-hidden="true">
                {(0..many).map(|_| bone()).collect_view()}
            </ul>
        }
    };
    move || match documents.loading.get() {
        Loading::Failed(_) => view! {
            <div class="list-end" role="alert">
                "The next documents could not be read. "
                <button class="button" type="button" on:click=move |_| again.run(())>
                    "Try again"
                </button>
            </div>
        }
        .into_any(),
        _ if none() => bones(12).into_any(),
        _ if documents.next.get().is_some() => bones(1).into_any(),
        _ => ().into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_fits_the_screen_and_a_few_more_is_in_the_page() {
        assert_eq!(visible_rows(0.0, 560.0, 2000), (0, 17));
        assert_eq!(visible_rows(5600.0, 560.0, 2000), (94, 117));
        assert_eq!(visible_rows(0.0, 560.0, 3), (0, 3));
        assert_eq!(visible_rows(99_999.0, 560.0, 3), (3, 3));
        assert_eq!(visible_rows(-40.0, 0.0, 0), (0, 0));
    }
}
