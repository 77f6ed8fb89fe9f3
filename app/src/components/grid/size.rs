//! Noticing how tall something is.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Follows the height of an element for as long as it lives: the browser tells it, without being made to measure.
pub(super) struct Size {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut(Array)>,
}

impl Size {
    /// Nothing where the browser cannot tell.
    pub(super) fn watch(element: &Element, then: impl Fn(f64) + 'static) -> Option<Self> {
        let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries.iter().last().and_then(|entry| entry.dyn_into::<ResizeObserverEntry>().ok());
            if let Some(last) = last {
                then(last.content_rect().height());
            }
        });
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _closure: closure })
    }
}

impl Drop for Size {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
