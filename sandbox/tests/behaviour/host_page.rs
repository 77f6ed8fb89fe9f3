//! The page that frames the app.

use crate::app::App;
use url::Url;

fn frame_address(page: &str) -> Url {
    let start = page.find("<iframe").expect("a frame");
    let tag = &page[start..start + page[start..].find('>').unwrap()];
    let from = tag.find("src=\"").unwrap() + 5;
    tag[from..from + tag[from..].find('"').unwrap()].replace("&amp;", "&").parse().unwrap()
}

#[tokio::test]
async fn the_frame_has_exactly_onshapes_query() {
    let app = App::start().await;
    let demo = app.document("gearbox");
    let id = |name: &str| demo[name].as_str().unwrap().to_owned();
    let user = app.call(&app.alice().await, "/api/users/sessioninfo").await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let states = [
        ("w", "workspaceId", id("workspaceId")),
        ("v", "versionId", demo["versions"][1]["id"].as_str().unwrap().to_owned()),
        ("m", "microversionId", id("microversionId")),
    ];
    for (letter, name, state) in states {
        let path = format!("/documents/{}/{letter}/{state}/e/{}", id("documentId"), id("appElementId"));
        let address = frame_address(&app.get(&path).await.body);
        assert_eq!(&address[..url::Position::AfterPath], "http://localhost:3000/");
        let query: Vec<_> = address.query_pairs().into_owned().collect();
        let expected = [
            ("documentId", id("documentId")),
            (name, state),
            ("elementId", id("appElementId")),
            ("server", app.sandbox.base_url().to_owned()),
            ("companyId", "cad".to_owned()),
            ("userId", user.clone()),
            ("locale", "en-US".to_owned()),
            ("clientId", app.sandbox.settings().client_id.clone()),
        ];
        assert_eq!(query, expected.map(|(name, value)| (name.to_owned(), value)));
    }
}

#[tokio::test]
async fn the_frame_names_whoever_is_signed_in() {
    let app = App::start().await;
    let url = app.document("gearbox")["url"].as_str().unwrap().to_owned();
    let user = |page: &str| {
        frame_address(page).query_pairs().find(|(name, _)| name == "userId").unwrap().1.into_owned()
    };
    let alice = user(&app.get(&url).await.body);
    let bobs_page = App::send(app.http.get(&url).header("cookie", app.bobs_cookie().await)).await;
    assert_ne!(alice, user(&bobs_page.body));
}

#[tokio::test]
async fn addresses_without_an_element_lead_to_the_apps_tab() {
    let app = App::start().await;
    let demo = app.document("gearbox");
    let did = demo["documentId"].as_str().unwrap();
    for path in [format!("/documents/{did}"), format!("/documents/{}", app.workspace("gearbox"))] {
        let answer = app.get(&path).await;
        assert_eq!(app.url(answer.header("location")), demo["url"].as_str().unwrap());
    }
}

#[tokio::test]
async fn markup_in_a_name_stays_text() {
    let app = App::start().await;
    for path in ["/", app.document("markup")["url"].as_str().unwrap()] {
        let page = app.get(path).await.body;
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{path}");
        assert!(!page.contains("<script>alert"), "{path}");
    }
}

#[tokio::test]
async fn every_awkward_document_opens() {
    let app = App::start().await;
    for (key, document) in app.sandbox.demo().as_object().unwrap() {
        let answer = app.get(document["url"].as_str().unwrap()).await;
        assert_eq!(
            answer.status,
            if ["gripper", "fasteners"].contains(&key.as_str()) { 403 } else { 200 },
            "{key}"
        );
    }
}

#[tokio::test]
async fn other_tabs_show_a_picture_and_do_not_load_the_app() {
    let app = App::start().await;
    let path = format!("/documents/{}/e/{}", app.workspace("gearbox"), app.element("gearbox", "Gear"));
    let page = app.get(&path).await.body;
    assert!(page.contains("data-src=\"http://localhost:3000/?"));
    assert!(page.contains("/pictures/d/"));
    let response = app
        .http
        .get(app.url(&format!(
            "/pictures/d/{}/e/{}",
            app.workspace("gearbox"),
            app.element("gearbox", "Gear")
        )))
        .send();
    assert_eq!(response.await.unwrap().headers()["content-type"], "image/png");
}

#[tokio::test]
async fn the_page_runs_no_inline_script() {
    let app = App::start().await;
    let answer = app.get(app.document("gearbox")["url"].as_str().unwrap()).await;
    assert!(answer.header("content-security-policy").contains("script-src 'self'"));
    assert_eq!(
        answer.body.matches("<script").count(),
        answer.body.matches(r#"<script src="/assets/"#).count()
    );
    assert!(answer.body.contains(r#"<script src="/assets/host.js"></script>"#));
    assert!(!answer.body.contains(" style=") && !answer.body.contains(" onclick="));
}

#[tokio::test]
async fn a_visitor_who_says_localhost_is_sent_to_the_servers_own_address() {
    let app = App::start().await;
    let url = app.sandbox.base_url().replace("127.0.0.1", "localhost");
    let request = app.http.get(app.url("/user/applications?x=1")).header("host", url.replace("http://", ""));
    let answer = App::send(request).await;
    assert_eq!(answer.header("location"), app.url("/user/applications?x=1"));
}

#[tokio::test]
async fn a_companys_document_names_the_company_and_the_theme_is_told_if_switched_so() {
    let app = App::start_with(|settings| {
        settings.scenario = onshape_sandbox::world::scenario::Scenario::Enterprise;
    })
    .await;
    let document = app.document("enterprise");
    let url = document["url"].as_str().unwrap();
    let page = app.get(url).await.body;
    assert!(!page.contains("companyId=cad") && !page.contains("theme="));
    app.control("switches", &serde_json::json!({ "theme_parameter": true })).await;
    assert!(app.get(&format!("{url}?theme=dark")).await.body.contains("&amp;theme=dark"));
}
