//! A state in the list.

use leptos::prelude::*;

use super::{unnamed, window::ROW};
use crate::{browser::dates, components::Icon, place::Wvm, texts::versions, versions::StateItem};

/// Id of the row at `index`, for the field that the keyboard is in.
pub(super) fn row_id(index: usize) -> String {
    format!("version-{index}")
}

/// The row at `index` of `count`, placed by script: the list is as tall as all rows, and holds a few.
#[component]
pub(super) fn Row(
    index: usize,
    item: StateItem,
    count: Signal<usize>,
    active: RwSignal<usize>,
    /// Whether it is the one that is open.
    current: Signal<bool>,
    choose: Callback<Wvm>,
) -> impl IntoView {
    #[expect(clippy::cast_precision_loss, reason = "rows and milliseconds")]
    let (top, at) = (index as f64 * ROW, item.at.map(|at| at as f64));
    let StateItem { state, name, description, who, .. } = item;
    let icon = match state {
        Wvm::Workspace(_) => Icon::Branch,
        Wvm::Version(_) => Icon::Version,
        Wvm::Microversion(_) => Icon::History,
    };
    let kind = unnamed(&state);
    let name = name.unwrap_or_else(|| kind.to_owned());
    let when = at.map(|at| {
        view! {
            <time datetime=dates::iso(at) title=dates::exact(at)>
                {dates::ago(at)}
            </time>
        }
    });
    let title =
        description.clone().map_or_else(|| name.clone(), |description| format!("{name}\n{description}"));
    view! {
        <li
            class="version"
            id=row_id(index)
            role="option"
            aria-selected=move || current.get().to_string()
            aria-posinset=index + 1
            aria-setsize=move || count.get()
            data-active=move || (active.get() == index).then_some("")
            title=title
            style:transform=format!("translateY({top}px)")
            on:click=move |_| choose.run(state.clone())
        >
            {icon.view()}
            <span class="name">
                <bdi>{name}</bdi>
                {move || current.get().then(|| view! { <span class="mark">{versions::open_now()}</span> })}
            </span>
            <span class="about">
                <span class="visually-hidden">{kind}</span>
                {who.map(|who| view! { <bdi class="who">{who}</bdi> })}
                {when}
                {description.map(|description| view! { <bdi class="description">{description}</bdi> })}
            </span>
        </li>
    }
}
