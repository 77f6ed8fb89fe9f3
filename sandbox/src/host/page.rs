//! The frame of every plain page: head, style sheet, a box in the middle.

use crate::state::Shared;
use crate::world::user::User;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::{Method, StatusCode, header};
use maud::{DOCTYPE, Markup, html};

/// A page with a title and a box of content.
pub fn plain(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title))
            body.plain { main { (content) } }
        }
    }
}

/// The head that all pages share.
pub fn head(title: &str) -> Markup {
    html! { head { (meta(title)) } }
}

/// What is in it.
pub fn meta(title: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        title { (title) " - Onshape sandbox" }
        link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
        link rel="stylesheet" href="/assets/sandbox.css";
    }
}

/// The buttons that switch users, coming back to `here`.
pub fn people(user: User, here: &str) -> Markup {
    html! {
        form.people method="post" action="/session" aria-label="Signed in as" {
            input type="hidden" name="return" value=(here);
            @for other in User::ALL {
                button.person name="user" value=(other.first_name()) aria-pressed=(other == user) { (other.first_name()) }
            }
        }
    }
}

/// A page that says what is wrong.
pub fn problem(status: StatusCode, title: &str, why: &str) -> Response {
    let content = html! {
        h1 { (title) }
        p { (why) }
        p { a href="/" { "All pages of the sandbox" } }
    };
    (status, plain(title, &content)).into_response()
}

/// Middleware: who comes to a page by the name `localhost` is sent to the address that the pages tell the app as
/// `server`; messages from any other origin the app must ignore.
pub async fn at_home(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if *request.method() == Method::GET && host.starts_with("localhost:") {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        return Redirect::temporary(&format!("{}{path}", shared.base_url)).into_response();
    }
    next.run(request).await
}
