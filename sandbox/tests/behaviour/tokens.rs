//! The token endpoint.

use crate::app::App;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

#[tokio::test]
async fn a_code_becomes_tokens() {
    let app = App::start().await;
    let answer = app.exchange(&app.code(&[]).await, &[]).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    let body = answer.json();
    assert_eq!((&body["token_type"], &body["expires_in"]), (&"Bearer".into(), &3600.into()));
    let who = app.call(body["access_token"].as_str().unwrap(), "/api/v12/users/sessioninfo").await.json();
    assert_eq!(who["name"], "Alice Archer");
}

#[tokio::test]
async fn a_code_works_once_and_for_a_minute() {
    let app = App::start().await;
    let code = app.code(&[]).await;
    app.exchange(&code, &[]).await;
    assert_eq!(app.exchange(&code, &[]).await.json()["error"], "invalid_grant");

    let late = app.code(&[]).await;
    app.sandbox.settings().clock.advance(60);
    let answer = app.exchange(&late, &[]).await;
    assert_eq!((answer.status, &answer.json()["error"]), (400, &"invalid_grant".into()));
}

#[tokio::test]
async fn the_client_must_authenticate_in_the_body() {
    let app = App::start().await;
    for wrong in
        [("client_secret", "wrong"), ("client_secret", ""), ("client_id", "other"), ("client_id", "")]
    {
        let answer = app.exchange(&app.code(&[]).await, &[wrong]).await;
        assert_eq!((answer.status, &answer.json()["error"]), (401, &"invalid_client".into()), "{wrong:?}");
    }
    let code = app.code(&[]).await;
    let settings = app.sandbox.settings();
    let form =
        [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", crate::app::REDIRECT)];
    let basic =
        app.http.post(app.url("/oauth/token")).basic_auth(&settings.client_id, Some(&settings.client_secret));
    let answer = App::send(basic.form(&form)).await;
    assert_eq!((answer.status, &answer.json()["error"]), (401, &"invalid_client".into()));
}

#[tokio::test]
async fn a_secret_that_was_not_percent_encoded_is_refused() {
    let app = App::start().await;
    let settings = app.sandbox.settings();
    let body = format!(
        "grant_type=refresh_token&refresh_token=x&client_id={}&client_secret={}",
        settings.client_id, settings.client_secret
    );
    let request = app.http.post(app.url("/oauth/token")).body(body);
    let answer = App::send(request.header("content-type", "application/x-www-form-urlencoded")).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn the_redirect_uri_must_be_repeated() {
    let app = App::start().await;
    for wrong in ["", "http://localhost:3000/other"] {
        let answer = app.exchange(&app.code(&[]).await, &[("redirect_uri", wrong)]).await;
        assert_eq!(answer.json()["error"], "invalid_grant", "{wrong}");
    }
}

#[tokio::test]
async fn pkce_is_verified_where_a_challenge_was_sent() {
    let app = App::start().await;
    let verifier = "a-verifier-of-at-least-forty-three-characters-000";
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    let with = [("code_challenge", challenge.as_str()), ("code_challenge_method", "S256")];
    assert_eq!(app.exchange(&app.code(&with).await, &[("code_verifier", verifier)]).await.status, 200);
    for wrong in ["", "another-verifier"] {
        let answer = app.exchange(&app.code(&with).await, &[("code_verifier", wrong)]).await;
        assert_eq!(answer.json()["error"], "invalid_grant", "{wrong}");
    }
}

#[tokio::test]
async fn refresh_tokens_rotate_and_a_used_one_is_dead() {
    let app = App::start().await;
    let (_, first) = app.tokens().await;
    let second = app.refresh(&first).await;
    assert_eq!((second.status, second.header("cache-control")), (200, "no-store"));
    let second = second.json()["refresh_token"].as_str().unwrap().to_owned();
    let reused = app.refresh(&first).await;
    assert_eq!((reused.status, &reused.json()["error"]), (400, &"invalid_grant".into()));
    assert_eq!(app.refresh(&second).await.status, 200);
}

#[tokio::test]
async fn an_access_token_lives_an_hour() {
    let app = App::start().await;
    let (access, refresh) = app.tokens().await;
    app.sandbox.settings().clock.advance(3599);
    assert_eq!(app.call(&access, "/api/users/sessioninfo").await.status, 200);
    app.sandbox.settings().clock.advance(1);
    assert_eq!(app.call(&access, "/api/users/sessioninfo").await.status, 401);
    assert_eq!(app.refresh(&refresh).await.status, 200);
}

#[tokio::test]
async fn other_grant_types_and_missing_parameters_have_their_own_errors() {
    let app = App::start().await;
    let wrong = [
        (("grant_type", "password"), "unsupported_grant_type"),
        (("grant_type", ""), "invalid_request"),
        (("code", ""), "invalid_request"),
        (("code", "never-issued"), "invalid_grant"),
    ];
    for (wrong, error) in wrong {
        let answer = app.exchange("x", &[wrong]).await;
        assert_eq!((answer.status, &answer.json()["error"]), (400, &error.into()), "{wrong:?}");
    }
}

#[tokio::test]
async fn what_is_no_token_request_has_the_errors_of_the_rfc() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let app = App::start().await;
    let long = format!("grant_type=refresh_token&refresh_token={}", "x".repeat(3_000_000));
    // Without a client that authenticates, nothing else is looked at.
    let wrong: [(&str, &[u8], u16, &str); 7] = [
        (FORM, b"", 401, "invalid_client"),
        (FORM, b"grant_type=refresh_token&grant_type=refresh_token", 400, "invalid_request"),
        (FORM, &[0xff, 0x00, b'=', b'%', b'%', b'&', b';'], 401, "invalid_client"),
        (FORM, long.as_bytes(), 400, "invalid_request"),
        ("application/x-www-form-urlencoded-or-so", b"grant_type=refresh_token", 400, "invalid_request"),
        ("application/json", b"{}", 400, "invalid_request"),
        ("", b"grant_type=refresh_token", 400, "invalid_request"),
    ];
    for (kind, body, status, error) in wrong {
        let request = app.http.post(app.url("/oauth/token")).header("content-type", kind).body(body.to_vec());
        let answer = App::send(request).await;
        assert_eq!(
            (answer.status, &answer.json()["error"]),
            (status, &error.into()),
            "{kind} {}",
            body.len()
        );
        assert!(answer.json()["error_description"].is_string());
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    for method in ["GET", "PUT", "DELETE", "PATCH"] {
        let answer = App::send(app.http.request(method.parse().unwrap(), app.url("/oauth/token"))).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "POST"), "{method}");
        assert_eq!(answer.json()["error"], "invalid_request", "{method}");
    }
}

#[tokio::test]
async fn a_client_that_came_by_header_is_told_what_belongs_into_it() {
    let app = App::start().await;
    let form = [("grant_type", "refresh_token"), ("refresh_token", "x")];
    let request = || app.http.post(app.url("/oauth/token")).form(&form);
    let challenged = App::send(request().basic_auth("somebody", Some("else"))).await;
    assert_eq!((challenged.status, challenged.header("www-authenticate")), (401, "Basic realm=\"oauth\""));
    let silent = App::send(request()).await;
    assert_eq!((silent.status, silent.header("www-authenticate")), (401, ""));
}

#[tokio::test]
async fn a_token_without_the_read_scope_reads_the_profile_only() {
    let app = App::start().await;
    let code = app.code(&[("scope", "OAuth2ReadPII")]).await;
    let token = app.exchange(&code, &[]).await.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(app.call(&token, "/api/users/sessioninfo").await.status, 200);
    assert_eq!(app.call(&token, "/api/documents").await.status, 403);
}

#[tokio::test]
async fn without_the_profile_scope_name_and_address_are_null() {
    let app = App::start().await;
    let code = app.code(&[("scope", "OAuth2Read")]).await;
    let token = app.exchange(&code, &[]).await.json()["access_token"].as_str().unwrap().to_owned();
    let who = app.call(&token, "/api/users/sessioninfo").await.json();
    assert!(who["name"].is_null() && who["email"].is_null() && who["id"].is_string());
}
