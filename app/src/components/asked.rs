//! Questions to the server that a part of a screen asks by itself: waiting, the answer, or why there is none.

use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{Icon, Message};
use crate::{
    answer::{Answer, CallError, Problem},
    browser,
    place::Place,
    state::app_state,
    texts::{common, problems},
};

/// What is known of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked<T> {
    /// Not asked, or on its way.
    Waiting,
    /// It.
    Here(T),
    /// There is none, and why.
    Failed(Problem),
}

/// What a page does when a question about what it shows is refused, by context: what it shows may be gone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnRefusal(pub(crate) Callback<()>);

/// A question, asked anew whenever what it is about changes. Answers that come too late are dropped.
#[derive(Debug)]
pub(crate) struct Question<T: Send + Sync + 'static> {
    /// The answer so far.
    pub(crate) answer: RwSignal<Asked<T>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync> Clone for Question<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Question<T> {}

impl<T: Clone + Send + Sync + 'static> Question<T> {
    /// Asks `ask` about `about`, as long as that is something; nothing is asked before `wanted`.
    pub(crate) fn new<K, F>(
        wanted: impl Fn() -> bool + 'static,
        about: impl Fn() -> K + 'static,
        ask: impl Fn(K) -> F + 'static,
    ) -> Self
    where
        K: PartialEq + Clone + 'static,
        F: Future<Output = Result<Answer<T>, CallError>> + 'static,
    {
        let state = app_state();
        let question = Self { answer: RwSignal::new(Asked::Waiting), again: RwSignal::new(0) };
        let latest = StoredValue::new(0_u32);
        let refused = use_context::<OnRefusal>();
        Effect::new(move |before: Option<Option<(K, u32)>>| {
            let attempt = question.again.get();
            if !wanted() {
                return before.flatten();
            }
            let now = (about(), attempt);
            if before.flatten().as_ref() == Some(&now) {
                return Some(now);
            }
            question.answer.set(Asked::Waiting);
            let mine = latest.get_value().wrapping_add(1);
            latest.set_value(mine);
            let asked = ask(now.0.clone());
            spawn_local(async move {
                let answer = asked.await;
                if latest.try_get_value() != Some(mine) {
                    return;
                }
                let known = match answer {
                    Ok(Answer::Here(answer)) => Asked::Here(answer),
                    Ok(Answer::Problem(problem)) => Asked::Failed(problem),
                    Ok(Answer::NotYou) => {
                        browser::session::refresh(state).await;
                        // Still here: whoever is signed in may ask again.
                        Asked::Failed(Problem::Internal)
                    }
                    Err(error) => Asked::Failed(error.into()),
                };
                let is_refused = matches!(known, Asked::Failed(Problem::NotAccessible));
                question.answer.try_set(known);
                if let Some(OnRefusal(check)) = refused.filter(|_| is_refused) {
                    check.run(());
                }
            });
            Some(now)
        });
        when_back(move || {
            let failed = |answer: &Asked<T>| matches!(answer, Asked::Failed(Problem::Offline));
            if question.answer.try_with_untracked(failed) == Some(true) {
                question.retry();
            }
        });
        question
    }

    /// Asks again.
    pub(crate) fn retry(self) {
        self.again.update(|n| *n = n.wrapping_add(1));
    }

    /// The answer, once it is there.
    pub(crate) fn here(self) -> Option<T> {
        match self.answer.get() {
            Asked::Here(answer) => Some(answer),
            Asked::Waiting | Asked::Failed(_) => None,
        }
    }
}

/// Does `again` whenever the network is back, for as long as the part of the screen is there that wants it.
pub(crate) fn when_back(again: impl Fn() + 'static) {
    let back = window_event_listener(ev::online, move |_| again());
    on_cleanup(move || back.remove());
}

/// Shows what is known of an answer: bones while it is on its way, why there is none, or `view` of it.
#[component]
pub(crate) fn Answered<T, V>(question: Question<T>, view: V) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    V: Fn(T) -> AnyView + Send + Sync + 'static,
{
    let again = Callback::new(move |()| question.retry());
    move || match question.answer.get() {
        Asked::Waiting => view! { <Waiting /> }.into_any(),
        Asked::Here(answer) => view(answer),
        Asked::Failed(problem) => view! { <NoAnswer problem again /> }.into_any(),
    }
}

/// Milliseconds after which somebody who waits is told what for.
const PATIENCE: u32 = 1500;

/// Says that Onshape takes its time, once it does.
#[component]
pub(crate) fn Slow() -> impl IntoView {
    let slow = RwSignal::new(false);
    Effect::new(move |_| {
        spawn_local(async move {
            TimeoutFuture::new(PATIENCE).await;
            slow.try_set(true);
        });
    });
    view! {
        <p class="slow" role="status">
            {move || slow.get().then(common::slow)}
        </p>
    }
}

/// Something is on its way.
#[component]
pub(crate) fn Waiting(
    /// Whether it is Onshape that is waited for.
    #[prop(default = true)]
    asked: bool,
) -> impl IntoView {
    view! {
        {asked.then(|| view! { <Slow /> })}
        <div class="waiting skeleton" aria-busy="true">
            <p class="visually-hidden" role="status">
                {common::loading()}
            </p>
            {(0..5)
                .map(|_| view! { <span class="bone long" aria-hidden="true"></span> })
                .collect_view()}
        </div>
    }
}

/// Why there is no answer, with the button that helps. Where Onshape asks for a pause, the button counts down and then
/// presses itself.
#[component]
pub(crate) fn NoAnswer(problem: Problem, again: Callback<()>) -> impl IntoView {
    let left = RwSignal::new(match problem {
        Problem::Busy { retry_after: Some(seconds) } => seconds,
        _ => 0,
    });
    if left.get_untracked() > 0 {
        Effect::new(move |_| {
            spawn_local(async move {
                while left.try_get_untracked().is_some_and(|left| left > 0) {
                    TimeoutFuture::new(1000).await;
                    left.try_update(|left| *left = left.saturating_sub(1));
                }
                if left.try_get_untracked() == Some(0) {
                    again.run(());
                }
            });
        });
    }
    let countdown = move || match left.get() {
        0 => None,
        seconds => Some(view! { <p class="countdown" aria-live="off">{wait(seconds)}</p> }),
    };
    // How long, the countdown says.
    let sentence =
        if left.get_untracked() > 0 { problems::busy_why().to_owned() } else { problem.sentence() };
    let state = app_state();
    let navigate = use_navigate();
    let (action, on_action) = if problem.may_pass() {
        (common::try_again(), again)
    } else {
        let leave = move |()| navigate(&state.href(&Place::Documents), NavigateOptions::default());
        (problems::all_documents(), Callback::new(leave))
    };
    view! {
        <div class="no-answer">
            <Message
                icon=Icon::from(problem)
                error=true
                title=problem.title()
                sentence
                action=Some(action)
                on_action
                onshape=matches!(problem, Problem::TooLarge { .. })
            />
            {countdown}
        </div>
    }
}

/// From so many seconds on, a countdown is of minutes.
const MINUTES: u32 = 90;

fn wait(seconds: u32) -> String {
    if seconds > MINUTES {
        problems::wait_minutes(seconds.div_ceil(60).into())
    } else {
        problems::wait(seconds.into())
    }
}
