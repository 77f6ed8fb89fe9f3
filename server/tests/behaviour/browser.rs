//! A browser as far as a server sees one: cookies, and the headers that say where a request comes from.

use std::{collections::BTreeMap, sync::Mutex};

use leptos::server_fn::axum::server_fn_paths;
use reqwest::{Client, Method, RequestBuilder, header::HeaderMap, redirect};
use serde_json::{Value, json};
use url::Url;

use crate::world::{ORIGIN, World};

pub struct Browser<'a> {
    world: &'a World,
    http: Client,
    cookies: Mutex<BTreeMap<String, String>>,
    /// The server that it talks to.
    address: String,
    /// Signed in at Onshape as somebody else than Alice.
    onshape_cookie: Option<String>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn set_cookies(&self) -> Vec<&str> {
        self.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect()
    }
}

/// The address of a server function; its end is a hash.
pub fn function(name: &str) -> String {
    let mut paths = server_fn_paths().map(|(path, _)| path.to_owned());
    paths.find(|path| path.trim_start_matches("/api/").starts_with(name)).unwrap()
}

impl<'a> Browser<'a> {
    pub fn new(world: &'a World) -> Self {
        let http = Client::builder().redirect(redirect::Policy::none()).no_gzip().build().unwrap();
        Self { world, http, cookies: Mutex::default(), address: world.address.clone(), onshape_cookie: None }
    }

    /// A browser that has been here before.
    pub fn with_cookies(world: &'a World, cookies: BTreeMap<String, String>) -> Self {
        Self { cookies: Mutex::new(cookies), ..Self::new(world) }
    }

    /// It talks to the server at this address.
    pub fn at(self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self }
    }

    /// A browser in which Bob is signed in at Onshape.
    pub async fn of_bob(world: &'a World) -> Self {
        let mut browser = Self::new(world);
        let base = world.sandbox.base_url();
        let request =
            browser.http.post(format!("{base}/session")).header("origin", base).form(&[("user", "Bob")]);
        let response = request.send().await.unwrap();
        let cookie = response.headers()["set-cookie"].to_str().unwrap();
        browser.onshape_cookie = Some(cookie.split(';').next().unwrap().to_owned());
        browser
    }

    pub fn has_cookie(&self, name: &str) -> bool {
        self.cookies.lock().unwrap().contains_key(name)
    }

    /// The same browser, its app cookies and all.
    pub fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.lock().unwrap().clone()
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().unwrap();
        let cookies = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        let request = self.http.request(method, format!("{}{path}", self.address));
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let answer = Answer { status, headers, body: response.bytes().await.unwrap().to_vec() };
        let mut jar = self.cookies.lock().unwrap();
        for cookie in answer.set_cookies() {
            let (name, rest) = cookie.split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
            }
        }
        drop(jar);
        answer
    }

    /// Opens a page, as by typing its address.
    pub async fn open(&self, path: &str) -> Answer {
        let request = self.request(Method::GET, path);
        self.send(request.header("sec-fetch-mode", "navigate").header("sec-fetch-site", "none")).await
    }

    /// Opens the popup of the app's own page.
    pub async fn open_popup(&self, path: &str) -> Answer {
        let request = self.request(Method::GET, path);
        self.send(request.header("sec-fetch-mode", "navigate").header("sec-fetch-site", "same-origin")).await
    }

    /// Loads a file into the app's own page.
    pub async fn load(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).header("sec-fetch-site", "same-origin")).await
    }

    /// Calls a server function as the app's own script does.
    pub async fn call(&self, name: &str, arguments: Value) -> Answer {
        let request = self.request(Method::POST, &function(name)).json(&arguments);
        let request =
            request.header("x-vitrine", "1").header("origin", ORIGIN).header("accept", "application/json");
        self.send(request.header("sec-fetch-site", "same-origin")).await
    }

    pub async fn who(&self) -> Value {
        self.call("who_am_i", json!({})).await.json()
    }

    /// A handle for a popup, as the server gives it to a frame.
    pub async fn mint(&self) -> Value {
        self.open("/").await;
        self.call("mint_handle", json!({})).await.json()
    }

    pub async fn poll(&self, handle: &Value) -> String {
        let progress = self.call("poll_sign_in", json!({ "handles": [handle] })).await.json();
        progress["handles"][0].as_str().unwrap().to_owned()
    }

    /// What the user decides on Onshape's consent page: the path that Onshape sends the browser to.
    pub async fn decide(&self, authorize: &str, decision: &str) -> String {
        let base = self.world.sandbox.base_url();
        assert!(authorize.starts_with(base), "not Onshape: {authorize}");
        let mut request = self.http.post(authorize).header("origin", base).form(&[("decision", decision)]);
        if let Some(cookie) = &self.onshape_cookie {
            request = request.header("cookie", cookie);
        }
        let response = request.send().await.unwrap();
        let back = Url::parse(response.headers()["location"].to_str().unwrap()).unwrap();
        assert_eq!(back.origin().ascii_serialization(), ORIGIN);
        format!("{}?{}", back.path(), back.query().unwrap())
    }

    /// Signs in from a frame, by a popup: all of it.
    pub async fn sign_in_framed(&self) -> Value {
        let handle = self.mint().await;
        let start = format!("/oauthSignin?handle={}", handle["handle"].as_str().unwrap());
        let back = self.decide(self.open_popup(&start).await.header("location"), "allow").await;
        assert_eq!(self.open(&back).await.header("location"), "/signedIn");
        assert_eq!(self.poll(&handle).await, "Ready");
        self.call("redeem_sign_in", json!({ "handle": handle })).await.json()
    }

    /// Signs in in a tab of its own; where that ends.
    pub async fn sign_in_here(&self, start: &str) -> String {
        let back = self.decide(self.open(start).await.header("location"), "allow").await;
        self.open(&back).await.header("location").to_owned()
    }
}
