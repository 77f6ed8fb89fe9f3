//! What the viewer says about itself.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::{browser::numbers::megabytes, texts::viewer};

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
        /// The server's sentence, or the browser's reason.
        sentence: Option<String>,
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
        Self::Failed { sentence: Some(viewer::no_viewer().to_owned()), not_made: false }
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
                    Some("network") => Some(viewer::cut_off().to_owned()),
                    Some("memory") => Some(size.map_or_else(
                        || viewer::no_memory().to_owned(),
                        |bytes| viewer::no_memory_of(&megabytes(bytes)),
                    )),
                    None => Some(viewer::no_webgl().to_owned()),
                    Some(_) => None,
                };
                let not_made = field("status").and_then(|status| status.as_f64()) == Some(BAD_GATEWAY);
                Self::Failed { sentence: text("message").or_else(own), not_made }
            }
            _ => Self::Loading,
        }
    }
}
