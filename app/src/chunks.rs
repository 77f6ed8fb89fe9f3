//! The parts of the interface that are WebAssembly files of their own, fetched when they are first shown: a page, what
//! is open in it, a dialog. `cargo leptos build --split` cuts them out.
//!
//! A part is taken over from the server's page only if its file is here by then: [`crate::hydrate`] sees to that. Whatever
//! is shown later stands behind [`lazily`].
#![allow(unsafe_code, reason = "the macro imports each part from its file")]
#![allow(clippy::unnecessary_wraps, reason = "the macro answers with an error where the file cannot be had")]

use std::time::Duration;

#[cfg(feature = "hydrate")]
use backon::{ExponentialBuilder, GlooTimersSleep, Retryable};
use futures::FutureExt;
use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};

#[cfg(feature = "ssr")]
use crate::start::{Start, Who};
use crate::{
    answer::Problem,
    api::who_am_i,
    browser,
    components::{NoAnswer, when_back},
    documents::{ElementItem, OpenDocument},
    pages::{AllDocuments, Chooser, ChooserProps, Open, QuickLook, SignIn, TheDocument},
    place::{NoPlace, Place},
};

/// All documents.
#[wasm_split(documents, wasm_split_path = leptos::wasm_split, preload(fetch_documents), fallible)]
pub(crate) fn documents(title: RwSignal<String>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <AllDocuments title /> }.into_any())
}

/// A document.
#[wasm_split(document, wasm_split_path = leptos::wasm_split, preload(fetch_document), fallible)]
pub(crate) fn document(
    place: Memo<Result<Place, NoPlace>>,
    title: RwSignal<String>,
) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <TheDocument place title /> }.into_any())
}

/// Nobody is signed in.
#[wasm_split(sign_in, wasm_split_path = leptos::wasm_split, preload(fetch_sign_in), fallible)]
pub(crate) fn sign_in() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <SignIn /> }.into_any())
}

/// An element.
#[wasm_split(element, wasm_split_path = leptos::wasm_split, preload(fetch_element), fallible)]
pub(crate) fn element(document: OpenDocument, item: ElementItem) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Open document item /> }.into_any())
}

/// A quick look at a document.
#[wasm_split(quick_look, wasm_split_path = leptos::wasm_split, preload(fetch_quick_look), fallible)]
pub(crate) fn quick_look(
    looked: RwSignal<Option<usize>>,
    bring: Callback<usize>,
    go_to: Callback<usize>,
) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <QuickLook looked bring go_to /> }.into_any())
}

/// The versions of a document.
#[wasm_split(versions, wasm_split_path = leptos::wasm_split, preload(fetch_versions), fallible)]
pub(crate) fn versions(props: ChooserProps) -> Result<AnyView, SplitLoaderError> {
    Ok(Chooser(props).into_any())
}

/// The parts that a page needs when it is opened, by the names that their files have in the build: the one that the
/// server renders, and what will be shown in it.
#[cfg(feature = "ssr")]
pub fn of_page(start: &Start, place: &Result<Place, NoPlace>) -> &'static [&'static str] {
    match (start.problem, &start.who, place) {
        (None, Who::User(_), Ok(Place::Documents)) => &["documents"],
        (None, Who::User(_), Ok(Place::Document { .. })) => &["document"],
        (None, Who::User(_), Ok(Place::Element { .. })) => &["document", "element"],
        (None, Who::Nobody(_) | Who::SomebodyElse { .. }, _) => &["sign_in"],
        _ => &[],
    }
}

/// Fetches the files of the part that the server rendered, which is nothing for a page that needs none. Tries for some
/// seconds: without them nothing on the page works.
#[cfg(feature = "hydrate")]
pub(crate) async fn fetch(part: Option<&str>) -> Result<(), SplitLoaderError> {
    let fetch = async || match part {
        Some("documents") => fetch_documents().await,
        Some("document") => fetch_document().await,
        Some("sign_in") => fetch_sign_in().await,
        _ => Ok(()),
    };
    fetch.retry(ExponentialBuilder::default().with_max_times(4)).sleep(GlooTimersSleep).await
}

/// Fetches the pages that are not shown yet, once the first one has had its time: going there then waits for nothing.
pub(crate) fn fetch_pages() {
    let fetch = || {
        spawn_local(async {
            // Where it fails, that is said when one goes there.
            let _ = futures::join!(fetch_documents(), fetch_document());
        });
    };
    set_timeout(fetch, Duration::from_secs(1));
}

/// Shows what a part makes: at once where its file is here, as it always is on the server, else `waiting` until it is.
/// `fetch` must be the one that belongs to the function that `view` calls: each function knows of itself only.
pub(crate) fn lazily<Fetch, View>(
    fetch: impl Fn() -> Fetch + Copy + Send + Sync + 'static,
    view: impl Fn() -> View + Send + 'static,
    waiting: impl Fn() -> AnyView + Send + 'static,
) -> AnyView
where
    Fetch: Future<Output = Result<(), SplitLoaderError>> + 'static,
    View: Future<Output = Result<AnyView, SplitLoaderError>>,
{
    let view = move || view().now_or_never().and_then(Result::ok);
    let mut fetching = Box::pin(fetch());
    if let Some(Ok(())) = fetching.as_mut().now_or_never()
        && let Some(view) = view()
    {
        return view;
    }
    let file = RwSignal::new(File::OnItsWay);
    let arrived = move |fetched: Result<(), SplitLoaderError>| {
        file.try_set(if fetched.is_ok() { File::Here } else { File::Missing });
    };
    spawn_local(async move { arrived(fetching.await) });
    let again = Callback::new(move |()| {
        file.set(File::OnItsWay);
        spawn_local(async move {
            let fetched = fetch().await;
            // The server is there and the file is not: a new build, whose page knows its own files.
            if fetched.is_err() && who_am_i().await.is_ok() {
                browser::reload();
            }
            arrived(fetched);
        });
    });
    when_back(move || {
        if file.try_get_untracked() == Some(File::Missing) {
            again.run(());
        }
    });
    let shown = move || match file.get() {
        File::OnItsWay => waiting(),
        File::Here => view().unwrap_or_else(&waiting),
        File::Missing => view! { <NoAnswer problem=Problem::Offline again /> }.into_any(),
    };
    shown.into_any()
}

/// The file of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum File {
    OnItsWay,
    Here,
    /// Not reached: the network, or a server that has another build by now.
    Missing,
}
