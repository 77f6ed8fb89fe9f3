//! The size of an element, as the browser tells it without being asked for its layout.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Watches as long as it lives.
pub(super) struct Size {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut(Array)>,
}

impl Size {
    /// Calls `then` with width and height inside of the padding, now and whenever they change. Nothing where the browser
    /// cannot tell.
    pub(super) fn watch(element: &Element, then: impl Fn(f64, f64) + 'static) -> Option<Self> {
        let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries.iter().last().and_then(|entry| entry.dyn_into::<ResizeObserverEntry>().ok());
            if let Some(inside) = last.map(|entry| entry.content_rect()) {
                then(inside.width(), inside.height());
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
