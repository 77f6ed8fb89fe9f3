//! What the viewer says about itself.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::{answer::Problem, browser::numbers::megabytes, components::not_shown::Why, texts::viewer};

/// Where the 3D view is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ViewState {
    /// On its way.
    Loading,
    /// To be seen.
    Ready,
    /// Onshape's picture stands in: the model is too much for this browser.
    TooLarge,
    /// There is nothing to see.
    Empty,
    /// There is no model, and why.
    Failed {
        /// The server's reason, or the browser's.
        why: Why,
        /// Whether Onshape itself made no model, so that others of it may be had.
        not_made: bool,
    },
}

/// Answered where Onshape gave no model.
const BAD_GATEWAY: f64 = 502.0;

impl ViewState {
    /// For `data-state`.
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Ready | Self::TooLarge => "ready",
            Self::Empty => "empty",
            Self::Failed { .. } => "failed",
        }
    }

    /// The viewer itself is missing.
    pub(super) fn no_viewer() -> Self {
        Self::Failed { why: Why::unreached(viewer::no_viewer()), not_made: false }
    }

    /// From the detail of `viewerstate`. `size` is what is known of the model's, in bytes.
    pub(super) fn read(detail: &JsValue, size: Option<f64>) -> Self {
        let field = |name: &str| Reflect::get(detail, &name.into()).ok();
        let text = |name: &str| field(name).and_then(|value| value.as_string());
        let reason = text("reason");
        match text("state").as_deref() {
            Some("ready") if reason.is_some() => Self::TooLarge,
            Some("ready") => Self::Ready,
            Some("empty") => Self::Empty,
            Some("failed") => {
                let own = || match reason.as_deref() {
                    Some("network") => Why::passing(viewer::cut_off()),
                    Some("memory") => Why::lasting(size.map_or_else(
                        || viewer::no_memory().to_owned(),
                        |bytes| viewer::no_memory_of(&megabytes(bytes)),
                    )),
                    None => Why::lasting(viewer::no_webgl()),
                    Some(_) => Why::passing(viewer::damaged()),
                };
                let why = Why::told(detail).unwrap_or_else(own);
                let refused = field("status").and_then(|status| status.as_f64()) == Some(BAD_GATEWAY);
                let not_made = refused
                    && matches!(why, Why::Said { lasts: false, .. } | Why::Problem(Problem::Unreadable));
                Self::Failed { why, not_made }
            }
            _ => Self::Loading,
        }
    }
}
