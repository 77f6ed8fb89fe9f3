//! An app as the sandbox sees one: it sends browsers to authorize, exchanges codes and calls the API.

use onshape_sandbox::oauth::scope::Scopes;
use onshape_sandbox::{Clock, Randomness, Sandbox, Settings};
use reqwest::header::{self, HeaderMap};
use reqwest::{Client, RequestBuilder, Response, redirect};
use serde_json::Value;
use url::Url;

/// A sandbox and an app in front of it. Redirects are not followed.
pub struct App {
    pub sandbox: Sandbox,
    pub http: Client,
}

/// An answer that was read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.text().await.unwrap() }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where the redirect leads.
    pub fn location(&self) -> Url {
        self.header("location").parse().unwrap()
    }

    /// A value from the redirect's query.
    pub fn returned(&self, name: &str) -> Option<String> {
        self.location().query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

pub const REDIRECT: &str = "http://localhost:3000/oauthRedirect";

impl App {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A sandbox whose settings are changed before it starts.
    pub async fn start_with(change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::for_app("http://localhost:3000".parse().unwrap());
        settings.clock = Clock::standing_at("2026-11-20T18:00:00Z".parse().unwrap());
        settings.randomness = Randomness::seeded(1);
        change(&mut settings);
        let sandbox = Sandbox::start(settings).await.unwrap();
        // In a build of the whole workspace, reqwest has TLS and asks for a provider, though all this is http.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { sandbox, http }
    }

    /// A sandbox whose app may do everything, and Alice's token.
    pub async fn writer() -> (Self, String) {
        let app = Self::start_with(|settings| settings.scopes = Scopes::all()).await;
        let code = app.code(&[("scope", "")]).await;
        let token = app.exchange(&code, &[]).await.json()["access_token"].as_str().unwrap().to_owned();
        (app, token)
    }

    /// A `POST` of JSON.
    pub async fn post(&self, token: &str, path: &str, body: &Value) -> Answer {
        Self::send(self.http.post(self.url(path)).bearer_auth(token).json(body)).await
    }

    /// A `POST` to the control API.
    pub async fn control(&self, path: &str, body: &Value) -> Answer {
        Self::send(self.http.post(self.url(&format!("/__sandbox/{path}"))).json(body)).await
    }

    /// `d/{did}/w/{wid}/e/{eid}` of an element of such a document.
    pub fn place(&self, key: &str, element: &str) -> String {
        format!("d/{}/e/{}", self.workspace(key), self.element(key, element))
    }

    /// A path of the sandbox, or a whole address.
    pub fn url(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.sandbox.base_url()) }
    }

    pub async fn get(&self, path: &str) -> Answer {
        Self::send(self.http.get(self.url(path))).await
    }

    pub async fn send(request: RequestBuilder) -> Answer {
        Answer::of(request.send().await.unwrap()).await
    }

    /// A `GET` of the API or of an address with a bearer token.
    pub async fn call(&self, token: &str, path: &str) -> Answer {
        Self::send(self.http.get(self.url(path)).bearer_auth(token)).await
    }

    /// The query of a right authorization request, changed by `with` (an empty value takes a parameter away).
    pub fn authorize_query(&self, with: &[(&str, &str)]) -> String {
        let right = [
            ("response_type", "code"),
            ("client_id", &self.sandbox.settings().client_id),
            ("redirect_uri", REDIRECT),
            ("scope", "OAuth2Read OAuth2ReadPII"),
            ("state", "a state & more"),
        ];
        let kept = right.iter().filter(|(name, _)| !with.iter().any(|(other, _)| other == name));
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept.chain(with.iter().filter(|(_, value)| !value.is_empty())));
        query.finish()
    }

    /// The browser comes to the authorization page.
    pub async fn authorize(&self, with: &[(&str, &str)]) -> Answer {
        self.get(&format!("/oauth/authorize?{}", self.authorize_query(with))).await
    }

    /// The user presses *Allow* or *Deny*.
    pub async fn decide(&self, decision: &str, with: &[(&str, &str)]) -> Answer {
        let path = format!("/oauth/authorize?{}", self.authorize_query(with));
        self.post_form(&path, &[("decision", decision)], None).await
    }

    /// A form that one of the sandbox's own pages sends.
    pub async fn post_form(&self, path: &str, form: &[(&str, &str)], cookie: Option<&str>) -> Answer {
        let request =
            self.http.post(self.url(path)).header(header::ORIGIN, self.sandbox.base_url()).form(form);
        Self::send(match cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        })
        .await
    }

    /// A code for Alice.
    pub async fn code(&self, with: &[(&str, &str)]) -> String {
        self.decide("allow", with).await.returned("code").unwrap()
    }

    /// A right token request for a code, changed by `with` (an empty value takes a parameter away).
    pub async fn exchange(&self, code: &str, with: &[(&str, &str)]) -> Answer {
        self.token(&[("grant_type", "authorization_code"), ("code", code), ("redirect_uri", REDIRECT)], with)
            .await
    }

    pub async fn refresh(&self, token: &str) -> Answer {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)], &[]).await
    }

    async fn token(&self, right: &[(&str, &str)], with: &[(&str, &str)]) -> Answer {
        let settings = self.sandbox.settings();
        let client = [("client_id", &*settings.client_id), ("client_secret", &*settings.client_secret)];
        let form: Vec<_> = right
            .iter()
            .chain(&client)
            .filter(|(name, _)| !with.iter().any(|(other, _)| other == name))
            .chain(with.iter().filter(|(_, value)| !value.is_empty()))
            .collect();
        Self::send(self.http.post(self.url("/oauth/token")).form(&form)).await
    }

    /// Signs Alice in: her access and refresh token.
    pub async fn tokens(&self) -> (String, String) {
        let answer = self.exchange(&self.code(&[]).await, &[]).await.json();
        let token = |name: &str| answer[name].as_str().unwrap().to_owned();
        (token("access_token"), token("refresh_token"))
    }

    pub async fn alice(&self) -> String {
        self.tokens().await.0
    }

    /// The cookie of a browser in which Bob is signed in at the sandbox.
    pub async fn bobs_cookie(&self) -> String {
        let answer = self.post_form("/session", &[("user", "Bob")], None).await;
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    pub async fn bob(&self) -> String {
        let cookie = self.bobs_cookie().await;
        let path = format!("/oauth/authorize?{}", self.authorize_query(&[]));
        let code =
            self.post_form(&path, &[("decision", "allow")], Some(&cookie)).await.returned("code").unwrap();
        self.exchange(&code, &[]).await.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// A document by its key in `/__sandbox/demo`.
    pub fn document(&self, key: &str) -> Value {
        self.sandbox.demo()[key].clone()
    }

    /// `{did}/w/{wid}` of such a document.
    pub fn workspace(&self, key: &str) -> String {
        let document = self.document(key);
        format!(
            "{}/w/{}",
            document["documentId"].as_str().unwrap(),
            document["workspaceId"].as_str().unwrap()
        )
    }

    /// The id of the element of this name in such a document.
    pub fn element(&self, key: &str, name: &str) -> String {
        let document = self.document(key);
        let elements = document["elements"].as_array().unwrap();
        let element = elements.iter().find(|element| element["name"] == name).unwrap();
        element["id"].as_str().unwrap().to_owned()
    }

    /// Follows `next` to the end.
    pub async fn all_documents(&self, token: &str, query: &str) -> Vec<Vec<Value>> {
        let mut next = Some(format!("/api/v12/documents?{query}"));
        let mut pages = Vec::new();
        while let Some(path) = next {
            let page = self.call(token, &path).await.json();
            pages.push(page["items"].as_array().unwrap().clone());
            next = page["next"].as_str().map(str::to_owned);
        }
        pages
    }
}
