//! Noticing that something is on the screen, and stays there for a moment.

use std::{cell::RefCell, rc::Rc, time::Duration};

use js_sys::Array;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::set_timeout_with_handle};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// Watches as long as it lives.
pub(crate) struct InView {
    observer: IntersectionObserver,
    timer: Rc<RefCell<Option<TimeoutHandle>>>,
    _closure: Closure<dyn FnMut(Array)>,
}

impl InView {
    /// Calls `then` when some of `element` has been in view for `rest`. Nothing where the browser cannot tell.
    pub(crate) fn new(element: &Element, rest: Duration, then: impl Fn() + Clone + 'static) -> Option<Self> {
        let timer = Rc::new(RefCell::new(None::<TimeoutHandle>));
        let running = timer.clone();
        let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            // The last entry is how it is now.
            let last =
                entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
            let seen = last.is_some_and(|entry| entry.is_intersecting());
            if let Some(timer) = running.borrow_mut().take() {
                timer.clear();
            }
            if seen {
                let then = then.clone();
                *running.borrow_mut() = set_timeout_with_handle(then, rest).ok();
            }
        });
        let observer = IntersectionObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, timer, _closure: closure })
    }
}

impl Drop for InView {
    fn drop(&mut self) {
        self.observer.disconnect();
        if let Some(timer) = self.timer.borrow_mut().take() {
            timer.clear();
        }
    }
}
