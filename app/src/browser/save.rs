//! Files that are saved: fetched and kept, since a link to them would be a page of its own in a frame.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlAnchorElement, RequestInit, Response, Url};

use super::window;

/// How long the browser is given to begin to save a file.
const BEGUN_WITHIN: Duration = Duration::from_mins(1);

/// Fetches what `request` asks of `address`, and has it saved as `name`. The error is the text that the server answered in
/// its place, where there is one.
pub(crate) async fn save(address: &str, request: &RequestInit, name: &str) -> Result<(), JsValue> {
    let response: Response =
        JsFuture::from(window().fetch_with_str_and_init(address, request)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsFuture::from(response.text()?).await?);
    }
    let blob: web_sys::Blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    set_timeout(
        move || {
            // Revoked or not, nothing but memory depends on it.
            let _ = Url::revoke_object_url(&url);
        },
        BEGUN_WITHIN,
    );
    Ok(())
}
