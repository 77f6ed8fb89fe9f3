//! The browser's part of OAuth.

use crate::app::App;

#[tokio::test]
async fn the_consent_page_names_the_scopes_and_each_user_once() {
    let app = App::start().await;
    let page = app.authorize(&[]).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Read your documents") && page.body.contains("Read your profile information"));
    for text in [">Alice<", ">Bob<", ">Allow<", ">Deny<"] {
        assert_eq!(page.body.matches(text).count(), 1, "{text}");
    }
    assert!(page.body.contains(r#"value="Alice" aria-pressed="true""#));
    assert!(page.body.contains(r#"value="Bob" aria-pressed="false""#));
}

#[tokio::test]
async fn allow_brings_a_code_and_the_state_to_the_redirect_uri() {
    let app = App::start().await;
    let answer = app.decide("allow", &[]).await;
    assert!(answer.header("location").starts_with("http://localhost:3000/oauthRedirect?code="));
    assert_eq!(answer.returned("state").as_deref(), Some("a state & more"));
}

#[tokio::test]
async fn deny_brings_access_denied_and_no_grant() {
    let app = App::start().await;
    let answer = app.decide("deny", &[]).await;
    assert_eq!(answer.returned("error").as_deref(), Some("access_denied"));
    assert_eq!(answer.returned("state").as_deref(), Some("a state & more"));
    assert_eq!(app.authorize(&[]).await.status, 200, "asked again");
}

#[tokio::test]
async fn whoever_granted_before_is_not_asked_again() {
    let app = App::start().await;
    app.decide("allow", &[]).await;
    let answer = app.authorize(&[]).await;
    assert_eq!(answer.status, 303);
    assert!(answer.returned("code").is_some());
}

#[tokio::test]
async fn a_grant_of_less_does_not_cover_more() {
    let app = App::start().await;
    app.decide("allow", &[("scope", "OAuth2ReadPII")]).await;
    assert_eq!(app.authorize(&[]).await.status, 200);
}

#[tokio::test]
async fn a_wrong_client_or_redirect_uri_is_a_page_and_never_a_redirect() {
    let app = App::start().await;
    let wrong = [
        ("client_id", "somebody else"),
        ("redirect_uri", "http://localhost:3000/oauthRedirect/"),
        ("redirect_uri", "https://evil.example/oauthRedirect"),
        ("client_id", ""),
    ];
    for wrong in wrong {
        let page = app.authorize(&[wrong]).await;
        assert_eq!((page.status, page.header("location")), (400, ""), "{wrong:?}");
        assert_eq!(app.decide("allow", &[wrong]).await.status, 400, "{wrong:?}");
    }
}

#[tokio::test]
async fn other_mistakes_are_told_to_the_app() {
    let app = App::start().await;
    let mistakes = [
        (("scope", "OAuth2Write"), "invalid_scope"),
        (("scope", "Nonsense"), "invalid_scope"),
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "unsupported_response_type"),
        (("code_challenge", "plain"), "invalid_request"),
    ];
    for (mistake, error) in mistakes {
        let answer = app.authorize(&[mistake]).await;
        assert_eq!(answer.returned("error").as_deref(), Some(error), "{mistake:?}");
        assert_eq!(answer.returned("state").as_deref(), Some("a state & more"));
    }
}

#[tokio::test]
async fn a_parameter_that_is_there_twice_is_told_to_the_app_unless_it_says_where_that_is() {
    let app = App::start().await;
    let query = app.authorize_query(&[]);
    for (twice, told) in [
        ("scope=OAuth2Read", true),
        ("response_type=code", true),
        ("state=another", false),
        ("client_id=another", false),
        ("redirect_uri=http%3A%2F%2Flocalhost%3A3000%2FoauthRedirect", false),
    ] {
        let answer = app.get(&format!("/oauth/authorize?{query}&{twice}")).await;
        assert_eq!(answer.status, if told { 303 } else { 400 }, "{twice}");
        if told {
            assert_eq!(answer.returned("error").as_deref(), Some("invalid_request"), "{twice}");
            assert_eq!(answer.returned("state").as_deref(), Some("a state & more"), "{twice}");
        }
    }
}

#[tokio::test]
async fn a_parameter_without_a_value_counts_as_left_out() {
    let app = App::start().await;
    let query = app.authorize_query(&[("redirect_uri", ""), ("scope", ""), ("state", "")]);
    let empty = "redirect_uri=&scope=&state=&code_challenge=&company_id=";
    let landed =
        app.post_form(&format!("/oauth/authorize?{query}&{empty}"), &[("decision", "allow")], None).await;
    assert!(landed.returned("code").is_some() && landed.returned("state").is_none(), "{landed:?}");
}

#[tokio::test]
async fn without_scope_and_redirect_uri_the_registered_ones_count() {
    let app = App::start().await;
    let code = app.code(&[("scope", ""), ("redirect_uri", "")]).await;
    let tokens = app.exchange(&code, &[("redirect_uri", "")]).await.json();
    assert_eq!(tokens["scope"], "OAuth2ReadPII OAuth2Read");
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let app = App::start().await;
    let path = app.url(&format!("/oauth/authorize?{}", app.authorize_query(&[])));
    for path in [path, app.url("/session"), app.url("/user/applications/revoke")] {
        let form = [("decision", "allow"), ("user", "Bob")];
        let foreign = app.http.post(&path).header("origin", "http://localhost:3000").form(&form);
        assert_eq!(App::send(foreign).await.status, 403, "{path}");
        assert_eq!(App::send(app.http.post(&path).form(&form)).await.status, 403, "{path} without origin");
    }
}

#[tokio::test]
async fn the_user_switch_goes_back_to_the_page_and_nowhere_else() {
    let app = App::start().await;
    let back = [
        ("/user/applications?x=1", "/user/applications?x=1"),
        ("//evil.example/", "/"),
        ("http://evil.example", "/"),
    ];
    for (asked, got) in back {
        let answer = app.post_form("/session", &[("user", "Bob"), ("return", asked)], None).await;
        assert_eq!(answer.header("location"), got);
    }
    let page = app.http.get(app.url("/")).header("cookie", app.bobs_cookie().await);
    assert!(App::send(page).await.body.contains(r#"value="Bob" aria-pressed="true""#));
}

#[tokio::test]
async fn the_applications_page_grants_through_the_apps_oauth_url_and_revokes() {
    let app = App::start().await;
    let page = app.get("/user/applications").await.body;
    assert!(page.contains(">Grant<") && page.contains(r#"action="http://localhost:3000/oauthSignin""#));
    let back = format!(r#"name="redirectOnshapeUri" value="{}/user/applications""#, app.sandbox.base_url());
    assert!(page.contains(&back));

    let (access, refresh) = app.tokens().await;
    assert!(app.get("/user/applications").await.body.contains(">Revoke<"));
    app.post_form("/user/applications/revoke", &[], None).await;
    assert!(app.get("/user/applications").await.body.contains(">Grant<"));
    assert_eq!(app.call(&access, "/api/users/sessioninfo").await.status, 401);
    assert_eq!(app.refresh(&refresh).await.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn no_page_cuts_pop_up_windows_off() {
    let app = App::start().await;
    let host = app.document("gearbox")["url"].as_str().unwrap().to_owned();
    for path in ["/", "/user/applications", &host, &format!("/oauth/authorize?{}", app.authorize_query(&[]))]
    {
        assert_eq!(app.get(path).await.header("cross-origin-opener-policy"), "", "{path}");
    }
}
