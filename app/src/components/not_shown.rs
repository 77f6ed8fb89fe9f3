//! Why a file is not shown, and what helps.

use js_sys::{JSON, Reflect};
use leptos::{prelude::*, serde_json};
use wasm_bindgen::JsValue;

use super::{Icon, Message, NoAnswer, when_back};
use crate::{
    answer::{Problem, Refusal},
    browser,
    texts::common,
};

/// Why it is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    /// What can happen to any question.
    Problem(Problem),
    /// What a sentence says.
    Said {
        /// It.
        sentence: String,
        /// Whether asking again cannot help.
        lasts: bool,
    },
}

impl Why {
    /// What may be over when it is asked again.
    pub(super) fn passing(sentence: impl Into<String>) -> Self {
        Self::Said { sentence: sentence.into(), lasts: false }
    }

    /// What was not reached at all.
    pub(super) fn unreached(sentence: impl Into<String>) -> Self {
        if browser::is_online() { Self::passing(sentence) } else { Self::Problem(Problem::Offline) }
    }

    /// What will be the same.
    pub(super) fn lasting(sentence: impl Into<String>) -> Self {
        Self::Said { sentence: sentence.into(), lasts: true }
    }

    /// From what the server answered in place of a file.
    pub(super) fn read(answer: &str) -> Option<Self> {
        let Refusal { message, problem, lasts } = serde_json::from_str(answer).ok()?;
        Some(problem.map_or(Self::Said { sentence: message, lasts }, Self::Problem))
    }

    /// From the detail of `viewerstate` or `pagesstate`: what the server said, or that it was not reached.
    pub(super) fn told(detail: &JsValue) -> Option<Self> {
        let field = |name: &str| Reflect::get(detail, &name.into()).ok();
        let reason = field("reason").and_then(|reason| reason.as_string());
        if reason.as_deref() == Some("network") && !browser::is_online() {
            return Some(Self::Problem(Problem::Offline));
        }
        let answer = field("answer").filter(JsValue::is_object)?;
        Self::read(&String::from(JSON::stringify(&answer).ok()?))
    }

    /// Whether asking again cannot help.
    pub(super) fn lasts(&self) -> bool {
        match self {
            Self::Problem(problem) => !problem.may_pass(),
            Self::Said { lasts, .. } => *lasts,
        }
    }

    /// In words.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Problem(problem) => format!("{}. {}", problem.title(), problem.sentence()),
            Self::Said { sentence, .. } => sentence.clone(),
        }
    }
}

/// Says it, with the button that helps: to ask again, or, where that is no use, to look at it in Onshape.
#[component]
pub(super) fn NotShown(why: Why, title: &'static str, again: Callback<()>) -> impl IntoView {
    if why == Why::Problem(Problem::Offline) {
        when_back(move || again.run(()));
    }
    match why {
        Why::Problem(problem) => view! { <NoAnswer problem again /> }.into_any(),
        Why::Said { sentence, lasts } => view! {
            <Message
                icon=Icon::Alert
                error=true
                title
                sentence
                onshape=lasts
                action=Some(common::try_again())
                on_action=again
            />
        }
        .into_any(),
    }
}
