//! The virtual list: as many rows or cards in the page as fit the screen, however many documents there are.

use std::{sync::Arc, time::Duration};

use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use web_sys::HtmlElement;

use super::{
    DocumentsState, Loading, end::End, keys::Move, layout::Layout, row, row::Row, size::Size, stock::Listed,
};
use crate::{
    browser, chunks,
    listing::{Query, View},
    state::app_state,
    texts::documents as texts,
};

/// The next page is fetched this many screens before the end.
const AHEAD: usize = 2;

/// For how long the list must rest before pictures are fetched: each is a call to Onshape, and what is scrolled past is
/// looked at by nobody.
const REST: Duration = Duration::from_millis(300);

/// The list, scrolling by itself.
#[component]
pub(super) fn DocumentList(view: View, query: Memo<Query>, again: Callback<()>) -> impl IntoView {
    let state = app_state();
    let documents: DocumentsState = expect_context();
    let scroller = NodeRef::<html::Div>::new();
    let layout = RwSignal::new(Layout::new(view, 0.0, 0.0));
    let count = Memo::new(move |_| documents.items.with(Vec::len));
    let looked = RwSignal::new(None::<usize>);

    let size = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = scroller.get() else { return };
        let resized = move |width, height| {
            layout.try_set(Layout::new(view, width, height));
        };
        size.set_value(Size::watch(&element, resized));
    });
    // Where the list was left, or at its top where it is another one: not what scrolling brought about itself.
    let told = StoredValue::new(0.0_f64);
    Effect::new(move |_| {
        let (Some(element), wanted) = (scroller.get(), documents.scrolled.get()) else { return };
        if layout.with(|layout| layout.height > 0.0) && (told.get_value() - wanted).abs() >= 1.0 {
            told.set_value(wanted);
            element.set_scroll_top(pixels(wanted));
        }
    });

    let ready = Memo::new(move |_| layout.get().ready(documents.scrolled.get(), count.get()));
    let sight = Memo::new(move |_| layout.get().seen(documents.scrolled.get(), count.get()));
    Effect::new(move |_| {
        let near_end = sight.get().1 + AHEAD * layout.get().screen() >= count.get();
        let idle = documents.loading.get() == Loading::Idle && !documents.is_ahead();
        if near_end && idle && documents.more.get() {
            documents.load_more(state);
        }
    });

    let bring = Callback::new(move |index: usize| {
        documents.active.set(index);
        let layout = layout.get_untracked();
        documents.scrolled.update(|scrolled| *scrolled = layout.scrolled_to(index, *scrolled));
    });
    let go_to = Callback::new(move |index: usize| {
        bring.run(index);
        // The row may only just be entering the page.
        request_animation_frame(move || browser::focus(&row::row_id(index)));
    });
    let keys = move |event: ev::KeyboardEvent| {
        let Some(key) = Move::read(&event, view) else { return };
        event.prevent_default();
        let index = documents.active.get_untracked();
        match key {
            Move::Look => looked.set(Some(index)),
            Move::Favourite => {
                if let Some(id) = documents.items.with_untracked(|all| Some(all.get(index)?.item.id.clone()))
                {
                    documents.favourites.toggle(state, id);
                }
            }
            Move::ToStar => browser::focus(&row::star_id(index)),
            Move::ToName => browser::focus(&row::row_id(index)),
            other => {
                // The file of the quick look did not come in time.
                looked.set(None);
                go_to.run(other.leads_to(index, &layout.get_untracked(), count.get_untracked()));
            }
        }
    };

    // The row that the keyboard is on stays in the page wherever one scrolls: without it the keyboard would be nowhere.
    let has_focus = RwSignal::new(false);
    let kept = Memo::new(move |_| {
        let ((first, end), active) = (ready.get(), documents.active.get());
        Some(active).filter(|active| has_focus.get() && !(first..end).contains(active))
    });
    let rows = move || {
        let (first, end) = ready.get();
        let kept = kept.get();
        let some = |items: &Vec<Arc<Listed>>| {
            let shown = (first..end).chain(kept);
            shown.filter_map(|index| Some((items.get(index)?.clone(), index))).collect::<Vec<_>>()
        };
        documents.items.with(some)
    };
    let setsize = Signal::derive(move || {
        if documents.more.get() { -1 } else { i32::try_from(count.get()).unwrap_or(i32::MAX) }
    });
    let seen = at_rest(sight);
    // Where Tab leads: to the row that one was on, or to one in sight, if that is not in the page.
    let tab_stop = Memo::new(move |_| {
        let (active, (first, end)) = (documents.active.get(), ready.get());
        let is_in_page = (first..end).contains(&active) || kept.get() == Some(active);
        if is_in_page { active } else { sight.get().0 }
    });
    let sort = Memo::new(move |_| query.get().order.sort);
    // Set by script alone: a style in the page that the server renders is against its policy.
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        let tall = format!("{}px", layout.get().tall(count.get()));
        if let Some(list) = list.get() {
            // A length is always understood.
            let _ = HtmlElement::style(&list).set_property("block-size", &tall);
        }
    });
    let has_looked = Memo::new(move |before| before == Some(&true) || looked.with(Option::is_some));
    let quick_look = move || {
        let view = move || chunks::quick_look(looked, bring, go_to);
        has_looked.get().then(|| chunks::lazily(chunks::fetch_quick_look, view, || ().into_any()))
    };
    view! {
        <div
            class="list-scroll"
            tabindex="-1"
            node_ref=scroller
            aria-busy=move || (documents.loading.get() == Loading::Page).then_some("true")
            on:scroll=move |_| {
                if let Some(element) = scroller.get_untracked() {
                    let top = f64::from(element.scroll_top());
                    told.set_value(top);
                    documents.scrolled.set(top);
                }
            }
        >
            <ul
                class="document-rows"
                role="list"
                aria-label=texts::documents()
                aria-describedby="list-keys"
                data-view=(view == View::Grid).then_some("grid")
                node_ref=list
                on:keydown=keys
                on:focusin=move |_| has_focus.set(true)
                on:focusout=move |_| has_focus.set(false)
            >
                <For
                    each=rows
                    key=move |(listed, index)| (*index, listed.item.id.clone(), sort.get_untracked())
                    let((listed, index))
                >
                    <Row index listed sort=sort.get_untracked() view layout setsize seen tab_stop />
                </For>
            </ul>
            <p class="visually-hidden" id="list-keys">
                {texts::keys()}
            </p>
            <End again view />
        </div>
        {quick_look}
    }
}

/// What is in sight, once it has been for a moment.
fn at_rest(sight: Memo<(usize, usize)>) -> RwSignal<(usize, usize)> {
    let seen = RwSignal::new((0, 0));
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |_| {
        let now = sight.get();
        stop();
        let rests = move || {
            seen.try_set(now);
        };
        timer.set_value(set_timeout_with_handle(rests, REST).ok());
    });
    on_cleanup(stop);
    seen
}

#[expect(clippy::cast_possible_truncation, reason = "pixels")]
fn pixels(length: f64) -> i32 {
    length as i32
}
