//! How the browser calls a server function: marked, so that the server can tell its own pages from others.
//!
//! The session cookie is sent for any frame in the same Onshape page, other apps' too. Neither a form nor a `no-cors`
//! fetch of theirs can set a header, so the server refuses what comes without [`HEADER`].

use bytes::Bytes;
use leptos::server_fn::{
    client::{Client, browser::BrowserClient},
    error::FromServerFnError,
    request::browser::BrowserRequest,
    response::browser::BrowserResponse,
};

/// Says that a request comes from the app's own script. Value: `1`.
pub const HEADER: &str = "x-vitrine";

/// Says as whom Onshape is open around the app: the `userId` of the address.
pub const USER_HEADER: &str = "x-vitrine-user";

/// Says which company owns the document of the tab: its grant is tried first, where there is one.
pub const COMPANY_HEADER: &str = "x-vitrine-company";

/// The client that every server function names. One that forgets to is refused by the server.
#[derive(Debug)]
pub struct Marked;

impl<E: FromServerFnError, I: FromServerFnError, O: FromServerFnError> Client<E, I, O> for Marked {
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, E>> + Send {
        request.headers().set(HEADER, "1");
        if let Some(user) = crate::browser::onshape_user() {
            request.headers().set(USER_HEADER, &user);
        }
        if let Some(company) = crate::browser::tab_company() {
            request.headers().set(COMPANY_HEADER, &company);
        }
        <BrowserClient as Client<E, I, O>>::send(request)
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (
                impl futures::Stream<Item = Result<Bytes, Bytes>> + Send + 'static,
                impl futures::Sink<Bytes> + Send + 'static,
            ),
            E,
        >,
    > + Send {
        <BrowserClient as Client<E, I, O>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<E, I, O>>::spawn(future);
    }
}
