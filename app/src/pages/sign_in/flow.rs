//! Signing in, as the browser sees it: by a popup from a frame, by a plain redirect from a tab of its own.
//!
//! The frame mints a handle ahead of the click, so that the click itself opens the popup with nothing awaited in
//! between, or browsers block it. The popup's result comes by polling; its message only makes the next poll come
//! sooner, since the link between the two windows may be cut.

use gloo_timers::future::TimeoutFuture;
use js_sys::Date;
use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*, task::spawn_local};

use crate::{
    api::{Handle, HandoverStatus, mint_handle, poll_sign_in, redeem_sign_in},
    browser,
    place::{Id, Place},
    start::Who,
    state::{AppState, Cookies},
};

/// Handles live for ten minutes: a younger one is wanted at the click. Milliseconds.
const STALE: f64 = 8.0 * 60_000.0;
/// How often the age of the handle is looked at, in milliseconds.
const FRESHEN_EVERY: u32 = 30_000;
/// How often the frame asks whether the popup is done, in milliseconds.
const POLL_EVERY: u32 = 1_000;
/// Popups that are waited for at once.
const MOST_WAITING: usize = 4;

/// Where a sign-in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Not begun.
    Ready,
    /// The popup is open.
    Waiting,
    /// The browser did not open the popup.
    Blocked,
    /// The user pressed Deny.
    Denied,
    /// It went wrong.
    Failed,
}

/// A sign-in.
#[derive(Clone, Copy)]
pub(crate) struct Flow {
    pub(crate) step: RwSignal<Step>,
    state: AppState,
    /// The next handle, and when it was minted.
    handle: RwSignal<Option<(Handle, f64)>>,
    /// Handles of popups that were opened.
    waiting: StoredValue<Vec<Handle>>,
    polling: StoredValue<bool>,
    framed: RwSignal<bool>,
    /// The company to sign in for; nothing: Onshape asks which, where there are several.
    company: StoredValue<Option<Id>>,
}

impl Flow {
    pub(crate) fn new(state: AppState) -> Self {
        Self {
            step: RwSignal::new(Step::Ready),
            state,
            handle: RwSignal::new(None),
            waiting: StoredValue::new(Vec::new()),
            polling: StoredValue::new(false),
            framed: RwSignal::new(true),
            company: StoredValue::new(None),
        }
    }

    /// Signs in for this company, beside what the session has.
    pub(crate) fn for_company(state: AppState, company: Id) -> Self {
        Self { company: StoredValue::new(Some(company)), ..Self::new(state) }
    }

    /// Whether the button works: hydrated, and in a frame with a handle.
    pub(crate) fn usable(self) -> bool {
        self.state.ready.get() && (!self.framed.get() || self.handle.with(Option::is_some))
    }

    /// Gets ready for the click.
    pub(crate) fn prepare(self) {
        Effect::new(move |_| {
            self.framed.set(browser::is_framed());
            if !browser::is_framed() {
                return;
            }
            spawn_local(async move {
                while self.step.try_get_untracked().is_some() {
                    if self.is_stale() {
                        self.mint().await;
                    }
                    TimeoutFuture::new(FRESHEN_EVERY).await;
                }
            });
        });
        let heard = window_event_listener(ev::message, move |event| {
            let ours = browser::window().location().origin().is_ok_and(|origin| origin == event.origin());
            if ours && event.data().as_string().as_deref() == Some("vitrine:sign-in") {
                spawn_local(self.poll_once());
            }
        });
        on_cleanup(move || heard.remove());
        // A tab in the background is slowed down: look at once when it is seen again.
        let seen = window_event_listener(ev::focus, move |_| {
            if self.is_stale() {
                spawn_local(self.mint());
            }
        });
        on_cleanup(move || seen.remove());
    }

    fn is_stale(self) -> bool {
        self.handle
            .try_get_untracked()
            .is_some_and(|handle| handle.is_none_or(|(_, at)| Date::now() - at > STALE))
    }

    async fn mint(self) {
        // Without a handle no cookie came along with the question: the cookie check says whether that is for good.
        if let Ok(Some(handle)) = mint_handle().await {
            self.handle.try_set(Some((handle, Date::now())));
        }
    }

    /// The click.
    pub(crate) fn start(self) {
        let window = browser::window();
        if !self.framed.get_untracked() {
            let _ = window.location().set_href(&self.own_tab_address());
            return;
        }
        let Some((handle, _)) = self.handle.get_untracked() else { return };
        let address = format!("/oauthSignin?handle={}{}", handle.handle, self.company_parameter());
        let features = "popup,width=560,height=720";
        match window.open_with_url_and_target_and_features(&address, "_blank", features) {
            Ok(Some(_)) => self.wait_for(handle),
            Ok(None) | Err(_) => self.step.set(Step::Blocked),
        }
        // Each handle starts one popup only: have another ready.
        self.handle.set(None);
        spawn_local(self.mint());
    }

    /// The user does not want to any more.
    pub(crate) fn cancel(self) {
        self.waiting.set_value(Vec::new());
        self.step.set(Step::Ready);
    }

    /// Sign-in in a tab of its own: plain redirects, and back to this very place.
    fn own_tab_address(self) -> String {
        format!("/oauthSignin?returnTo={}{}", browser::encode(&self.here()), self.company_parameter())
    }

    fn company_parameter(self) -> String {
        self.company
            .try_get_value()
            .flatten()
            .map(|company| format!("&companyId={company}"))
            .unwrap_or_default()
    }

    fn wait_for(self, handle: Handle) {
        self.waiting.update_value(|waiting| {
            waiting.push(handle);
            let excess = waiting.len().saturating_sub(MOST_WAITING);
            waiting.drain(..excess);
        });
        self.step.set(Step::Waiting);
        if self.polling.get_value() {
            return;
        }
        self.polling.set_value(true);
        spawn_local(async move {
            while self.waiting.try_with_value(|waiting| !waiting.is_empty()) == Some(true) {
                TimeoutFuture::new(POLL_EVERY).await;
                self.poll_once().await;
            }
            self.polling.try_set_value(false);
        });
    }

    async fn poll_once(self) {
        let Some(handles) = self.waiting.try_get_value().filter(|handles| !handles.is_empty()) else {
            return;
        };
        // A question that got lost is asked again a second later.
        let Ok(progress) = poll_sign_in(handles.clone()).await else { return };
        if self.has_signed_in(&progress.who) {
            // Another tab of this browser was faster. A second session would end the first, and with it whatever that
            // tab is loading just now.
            self.waiting.try_set_value(Vec::new());
            return browser::session::set(self.state, progress.who);
        }
        let mut left = Vec::new();
        let mut ended = None;
        for (handle, status) in handles.into_iter().zip(progress.handles) {
            match status {
                HandoverStatus::Pending => left.push(handle),
                HandoverStatus::Ready => return self.redeem(handle).await,
                HandoverStatus::Denied => ended = Some(Step::Denied),
                HandoverStatus::Failed | HandoverStatus::Gone => ended = ended.or(Some(Step::Failed)),
            }
        }
        let over = left.is_empty();
        self.waiting.try_set_value(left);
        if let (true, Some(step)) = (over, ended) {
            self.step.try_set(step);
        }
    }

    /// Whether somebody has signed in as this page wants it.
    fn has_signed_in(self, who: &Who) -> bool {
        let Who::User(me) = who else { return false };
        self.company.try_get_value().flatten().is_none_or(|company| me.companies.contains(&company))
    }

    async fn redeem(self, handle: Handle) {
        self.waiting.try_set_value(Vec::new());
        match redeem_sign_in(handle).await {
            Ok(who @ (Who::User(_) | Who::SomebodyElse { .. })) => {
                self.step.try_set(Step::Ready);
                browser::session::announce();
                browser::session::set(self.state, who);
                // Whether the session's cookie was kept shows on the next question.
                browser::session::refresh(self.state).await;
            }
            Ok(Who::Nobody(_)) | Err(_) => {
                // The message and the poll may both have come: the other one redeemed it.
                browser::session::refresh(self.state).await;
                if !self.has_signed_in(&self.state.who.get_untracked()) {
                    self.step.try_set(Step::Failed);
                }
            }
        }
    }

    /// The address of this place, without anything that is not ours to pass on.
    pub(crate) fn here(self) -> String {
        let path = browser::window().location().pathname().unwrap_or_default();
        Place::parse(&path).map_or_else(|_| "/".to_owned(), |place| self.state.href(&place))
    }

    /// Looks again whether cookies are kept, and if so goes on.
    pub(crate) fn cookies_changed(self) {
        if self.state.cookies.get_untracked() == Cookies::Kept && self.framed.get_untracked() {
            spawn_local(self.mint());
        }
    }
}
