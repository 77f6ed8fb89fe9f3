//! Small pages of a sign-in: no app, no WebAssembly, one sentence.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use leptos::{nonce::Nonce, prelude::*};

use crate::state::Shared;

/// A notice.
pub(crate) struct Notice {
    pub(crate) status: StatusCode,
    pub(crate) title: &'static str,
    pub(crate) sentence: &'static str,
    /// Whether it says that something went wrong.
    pub(crate) error: bool,
    /// Whether the window may tell the frame that opened it, and close.
    pub(crate) tell_opener: bool,
    /// Text of the button, and where it leads.
    pub(crate) action: Option<(&'static str, String)>,
}

/// Tells the frame that waits, if the link to it was not cut, and closes the window. Onshape's pages may have cut it:
/// the frame asks the server anyway.
const TELL_OPENER: &str =
    "if (window.opener) { window.opener.postMessage('vitrine:sign-in', location.origin); window.close(); }";

impl Notice {
    /// The page. Nobody may frame it.
    pub(crate) fn page(self, shared: &Shared) -> Response {
        let assets = &shared.assets;
        let Self { status, title, sentence, error, tell_opener, action } = self;
        let nonce = Nonce::new();
        let policy = format!(
            "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self'; form-action 'self' {}; \
             base-uri 'none'; frame-ancestors 'none'",
            // The button leads to our own address, which redirects to Onshape's: both are judged.
            shared.oauth.oauth_url.origin().ascii_serialization()
        );
        let script = tell_opener.then(|| view! { <script nonce=nonce.to_string()>{TELL_OPENER}</script> });
        let action = action.map(|(label, address)| {
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            let fields = url::form_urlencoded::parse(query.as_bytes())
                .map(|(name, value)| view! { <input type="hidden" name=name.into_owned() value=value.into_owned() /> })
                .collect_view();
            view! {
                <form class="actions" method="get" action=path.to_owned()>
                    {fields}
                    <button class="button primary" type="submit">
                        {label}
                    </button>
                </form>
            }
        });
        let language = app::texts::spoken().code();
        let html = view! {
            <!DOCTYPE html>
            <html lang=language data-ready="">
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light dark" />
                    <title>"Vitrine"</title>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                    <link rel="stylesheet" href=assets.css.clone() />
                </head>
                <body>
                    <main id="main">
                        <div
                            class="message page"
                            role=error.then_some("alert")
                            data-kind=error.then_some("error")
                        >
                            <h1>{title}</h1>
                            <p>{sentence}</p>
                            {action}
                        </div>
                    </main>
                    {script}
                </body>
            </html>
        };
        let mut response = (status, Html(html.to_html())).into_response();
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}
