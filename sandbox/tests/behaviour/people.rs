//! Companies, light users, comments, and the switches of OAuth.

use crate::app::App;
use onshape_sandbox::oauth::scope::Scopes;
use onshape_sandbox::world::scenario::Scenario;
use serde_json::{Value, json};

async fn enterprise() -> (App, String) {
    let app = App::start_with(|settings| {
        settings.scenario = Scenario::Enterprise;
        settings.scopes = Scopes::all();
    })
    .await;
    let companies = app.call(&app.alice().await, "/api/companies").await.json();
    let company = companies["items"].as_array().unwrap().iter().find(|company| company["type"] == 1).unwrap();
    (app, company["id"].as_str().unwrap().to_owned())
}

async fn token_for(app: &App, company: &str) -> String {
    let code = app.code(&[("company_id", company)]).await;
    app.exchange(&code, &[]).await.json()["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_enterprises_documents_open_with_its_own_token_only() {
    let (app, company) = enterprise().await;
    let (personal, own) = (app.alice().await, token_for(&app, &company).await);
    let path = format!("/api/documents/{}", app.document("enterprise")["documentId"].as_str().unwrap());
    assert_eq!((app.call(&personal, &path).await.status, app.call(&own, &path).await.status), (403, 200));
    let listed = async |token: &str| app.all_documents(token, "filter=7").await.concat().len();
    assert!(listed(&personal).await < listed(&own).await);
    assert_eq!(app.call(&own, "/api/users/sessioninfo").await.json()["company"]["id"], company.as_str());
    assert_eq!(app.call(&own, &path).await.json()["owner"]["type"], 1);
}

#[tokio::test]
async fn the_company_is_chosen_on_the_consent_page_or_named_in_the_request() {
    let (app, company) = enterprise().await;
    let page = app.authorize(&[]).await.body;
    assert!(page.contains("Nordwind Robotics") && page.contains("Personal account"));
    let path = format!("/oauth/authorize?{}", app.authorize_query(&[]));
    let landed = app.post_form(&path, &[("decision", "allow"), ("company", &company)], None).await;
    let token = app.exchange(&landed.returned("code").unwrap(), &[]).await.json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(app.call(&token, "/api/users/sessioninfo").await.json()["company"]["id"], company.as_str());
    for stranger in ["0123456789abcdef01234567", "cad", "x\u{1F4A5}"] {
        let refused = app.authorize(&[("company_id", stranger)]).await;
        assert_eq!(refused.returned("error").as_deref(), Some("invalid_request"), "{stranger}");
        let chosen = app.post_form(&path, &[("decision", "allow"), ("company", stranger)], None).await;
        assert_eq!((chosen.status, chosen.header("location")), (400, ""), "{stranger}: nothing is granted");
    }
    assert!(
        !App::start().await.authorize(&[]).await.body.contains("Personal account"),
        "nobody chooses without companies"
    );
}

#[tokio::test]
async fn grants_of_companies_are_revoked_one_by_one() {
    let (app, company) = enterprise().await;
    let (personal, own) = (app.alice().await, token_for(&app, &company).await);
    app.post_form("/user/applications/revoke", &[("company", &company)], None).await;
    let status = async |token: &str| app.call(token, "/api/users/sessioninfo").await.status;
    assert_eq!((status(&own).await, status(&personal).await), (401, 200));
}

#[tokio::test]
async fn folders_teams_and_people_of_a_company() {
    let (app, company) = enterprise().await;
    let own = token_for(&app, &company).await;
    let people = app.call(&own, &format!("/api/companies/{company}/users")).await.json();
    assert_eq!(people["items"].as_array().unwrap().len(), 3);
    let teams = app.call(&own, "/api/teams").await.json();
    let team = teams["items"][0]["id"].as_str().unwrap();
    assert_eq!(
        app.call(&own, &format!("/api/teams/{team}/members")).await.json()["items"].as_array().unwrap().len(),
        2
    );
    let tree = app.call(&own, "/api/globaltreenodes/magic/1").await.json();
    let folder =
        tree["items"].as_array().unwrap().iter().find(|node| node["resourceType"] == "folder").unwrap();
    let inside = app
        .call(&own, &format!("/api/globaltreenodes/folder/{}", folder["id"].as_str().unwrap()))
        .await
        .json();
    assert!(inside["items"].as_array().unwrap().iter().any(|node| node["resourceType"] == "document"));
    assert_eq!(app.call(&app.bob().await, "/api/companies/0123456789abcdef01234567").await.status, 403);
}

#[tokio::test]
async fn a_light_user_reads_and_comments_and_changes_nothing() {
    let (app, company) = enterprise().await;
    let switch = app.post_form("/session", &[("user", "Lena")], None).await;
    let cookie = switch.header("set-cookie").split(';').next().unwrap().to_owned();
    let path =
        format!("/oauth/authorize?{}", app.authorize_query(&[("company_id", &company), ("scope", "")]));
    let landed = app.post_form(&path, &[("decision", "allow")], Some(&cookie)).await;
    let lena = app.exchange(&landed.returned("code").unwrap(), &[]).await.json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(app.call(&lena, "/api/users/sessioninfo").await.json()["isLight"], true);
    let document = app.document("enterprise")["documentId"].clone();
    let did = document.as_str().unwrap();
    let comment = json!({ "documentId": did, "message": "Too heavy" });
    assert_eq!(app.post(&lena, "/api/comments", &comment).await.status, 200);
    let version = app.post(&lena, &format!("/api/documents/d/{did}/versions"), &json!({ "name": "L" })).await;
    assert_eq!(
        (version.status, app.post(&lena, "/api/documents", &json!({ "name": "L" })).await.status),
        (403, 403)
    );
}

#[tokio::test]
async fn the_user_may_limit_the_app_to_some_documents() {
    let app = App::start().await;
    let token = app.alice().await;
    let only = app.document("markup")["documentId"].clone();
    app.control("switches", &json!({ "document_access": [only] })).await;
    let all = app.all_documents(&token, "").await.concat();
    assert_eq!((all.len(), &all[0]["id"]), (1, &only));
    let other = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    assert_eq!(app.call(&token, &format!("/api/documents/{other}")).await.status, 403);
}

#[tokio::test]
async fn comments_are_answered_resolved_and_deleted() {
    let (app, token) = App::writer().await;
    let did = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    let first = app
        .post(&token, "/api/comments", &json!({ "documentId": did, "message": "Is this right?" }))
        .await
        .json();
    let id = first["id"].as_str().unwrap();
    let bob = app.bob().await;
    let reply = app
        .post(&bob, "/api/comments", &json!({ "documentId": did, "message": "Yes", "parentId": id }))
        .await;
    assert_eq!((reply.status, &reply.json()["topLevel"]), (200, &json!(false)));
    assert_eq!(app.call(&token, &format!("/api/comments/{id}")).await.json()["replyCount"], 1);
    assert_eq!(
        app.call(&token, &format!("/api/comments?did={did}")).await.json()["items"].as_array().unwrap().len(),
        1
    );
    assert_eq!(
        app.call(&token, &format!("/api/comments?did={did}&pid={id}")).await.json()["items"][0]["message"],
        "Yes"
    );
    assert_eq!(app.post(&token, &format!("/api/comments/{id}/resolve"), &json!({})).await.json()["state"], 1);
    assert_eq!(
        app.call(&token, &format!("/api/comments?did={did}&resolved=false")).await.json()["items"],
        json!([])
    );
    assert_eq!(
        App::send(app.http.delete(app.url(&format!("/api/comments/{id}"))).bearer_auth(&token)).await.status,
        200
    );
    assert_eq!(app.call(&token, &format!("/api/comments/{id}")).await.status, 403);
    for bad in [
        json!({}),
        json!({ "documentId": did, "message": " " }),
        json!({ "documentId": "x", "message": "y" }),
    ] {
        assert_eq!(app.post(&token, "/api/comments", &bad).await.status, 400, "{bad}");
    }
    let closed = app.document("gripper")["documentId"].clone();
    assert_eq!(
        app.post(&token, "/api/comments", &json!({ "documentId": closed, "message": "Hi" })).await.status,
        403
    );
}

#[tokio::test]
async fn refresh_tokens_rotate_or_do_not_and_answers_may_leave_things_out() {
    let app = App::start().await;
    let (_, refresh) = app.tokens().await;
    app.control("switches", &json!({ "refresh_rotation": false })).await;
    assert_eq!(app.refresh(&refresh).await.json()["refresh_token"], refresh.as_str());
    app.control(
        "switches",
        &json!({ "omit_refresh_token": true, "omit_expires_in": true, "access_token_seconds": 5 }),
    )
    .await;
    let answer = app.refresh(&refresh).await.json();
    assert!(answer.get("refresh_token").is_none() && answer.get("expires_in").is_none());
    let access = answer["access_token"].as_str().unwrap();
    app.sandbox.settings().clock.advance(5);
    assert_eq!(app.call(access, "/api/documents").await.status, 401);
    app.control("switches", &json!({ "refresh_rotation": true })).await;
    assert_eq!(app.refresh(&refresh).await.status, 200);
    assert_eq!(app.refresh(&refresh).await.json()["error"], "invalid_grant", "now it rotates");
}

#[tokio::test]
async fn pkce_is_verified_ignored_or_required() {
    let app = App::start().await;
    let challenge = [
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
        ("code_challenge_method", "S256"),
    ];
    let status =
        async || app.exchange(&app.code(&challenge).await, &[("code_verifier", "wrong")]).await.status;
    assert_eq!(status().await, 400);
    app.control("switches", &json!({ "pkce": "ignored" })).await;
    assert_eq!(status().await, 200);
    app.control("switches", &json!({ "pkce": "required" })).await;
    app.control("revoke", &json!({ "user": "Alice" })).await;
    assert_eq!(app.authorize(&[]).await.returned("error").as_deref(), Some("invalid_request"));
}

#[tokio::test]
async fn basic_at_the_token_endpoint_and_the_other_shape_of_errors() {
    let app = App::start().await;
    let (_, refresh) = app.tokens().await;
    let settings = app.sandbox.settings();
    let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = async |refresh: &str| {
        let request = app
            .http
            .post(app.url("/oauth/token"))
            .basic_auth(encode(&settings.client_id), Some(encode(&settings.client_secret)));
        App::send(request.form(&[("grant_type", "refresh_token"), ("refresh_token", refresh)])).await
    };
    assert_eq!(basic(&refresh).await.json()["error"], "invalid_client");
    app.control("switches", &json!({ "basic_auth": true, "token_errors": "onshape" })).await;
    assert_eq!(basic(&refresh).await.status, 200);
    let refused = basic("nonsense").await;
    assert_eq!(
        (refused.status, &refused.json()["status"], refused.json().get("error")),
        (400, &json!(400), None::<&Value>)
    );
}

#[tokio::test]
async fn nobody_in_particular_has_no_session() {
    let app = App::start().await;
    assert_eq!(app.get("/api/users/sessioninfo").await.status, 401);
    app.control("switches", &json!({ "anonymous_sessioninfo": true })).await;
    assert_eq!(app.get("/api/users/sessioninfo").await.status, 204);
    assert_eq!(app.get("/api/documents").await.status, 401);
}

#[tokio::test]
async fn a_team_has_documents_of_its_own() {
    let (app, company) = enterprise().await;
    let token = token_for(&app, &company).await;
    let teams = app.call(&token, "/api/teams").await.json()["items"].clone();
    let mut counts = Vec::new();
    for team in teams.as_array().unwrap() {
        let query = format!("filter=9&owner={}", team["id"].as_str().unwrap());
        counts.push(app.all_documents(&token, &query).await.concat().len());
    }
    let any = app.all_documents(&token, "filter=9").await.concat().len();
    assert!(!counts.is_empty() && counts.iter().all(|count| (1..any).contains(count)), "{any} {counts:?}");
}
