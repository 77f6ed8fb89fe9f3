//! Uploaded files: given as they are, and never run.

use onshape_sandbox::world::{id::Id, user::User};
use reqwest::Method;
use serde_json::json;

use crate::{
    browser::{Answer, Browser},
    world::{Document, World},
};

fn address(document: &Document, element: &str, rest: &str) -> String {
    let (id, workspace, element) = (document.id(), document.workspace(), document.element(element));
    format!("/files/blobs/{id}/w/{workspace}/e/{element}?{rest}")
}

async fn knowing(browser: &Browser<'_>, path: &str, tag: &str) -> Answer {
    let request = browser.request(Method::GET, path).header("sec-fetch-site", "same-origin");
    browser.send(request.header("if-none-match", tag)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_harmless_is_shown_and_all_else_is_saved() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let files = world.document("files");
    for (name, media_type, shown) in [
        ("Data sheet.pdf", "application/pdf", "application/pdf"),
        ("Photo.png", "image/png", "image/png"),
        ("Read me.txt", "text/plain", "text/plain; charset=utf-8"),
        ("Notes.md", "text/markdown", "text/plain; charset=utf-8"),
        ("Parts list.csv", "text/csv", "text/plain; charset=utf-8"),
        ("Logo.svg", "image/svg%2Bxml", ""),
        ("Report.html", "text/html", ""),
        ("Report.html", "application/xhtml%2Bxml", ""),
        // Who says something else of a page than it is gets no page either.
        ("Report.html", "text/plain", "text/plain; charset=utf-8"),
        ("Report.html", "image/png", "image/png"),
        ("Costs.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ""),
        ("Photo.png", "", ""),
    ] {
        let file = browser.load(&address(&files, name, &format!("type={media_type}&name={name}"))).await;
        assert_eq!(file.status, 200, "{name}");
        let disposition = file.header("content-disposition");
        if shown.is_empty() {
            assert_eq!(file.header("content-type"), "application/octet-stream", "{name}");
            assert!(
                disposition.starts_with(&format!("attachment; filename=\"{name}\"; filename*=")),
                "{disposition}"
            );
        } else {
            assert_eq!((file.header("content-type"), disposition), (shown, ""), "{name}");
        }
        assert!(!file.body.is_empty());
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("cache-control"), "private, no-cache");
        let policy = file.header("content-security-policy");
        assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    }
    let page = browser.load(&address(&files, "Report.html", "type=text/html")).await;
    assert!(page.text().contains("<script>"), "as it is");
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_stay_in_their_header() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let files = world.document("files");
    for (name, saved) in [
        ("a%0D%0ASet-Cookie:%20x=1.pdf", "aSet-Cookie_%20x%3D1.pdf"),
        ("a%22;%20filename=%22b.exe", "a_%3B%20filename%3D_b.exe"),
        ("..%2F..%2Fetc%2Fpasswd", "_.._etc_passwd"),
        ("invoice%E2%80%AEfdp.exe", "invoicefdp.exe"),
        ("%D8%AA%D8%B1%D8%B3.pdf", "%D8%AA%D8%B1%D8%B3.pdf"),
        ("", "file"),
    ] {
        let path = address(&files, "Data sheet.pdf", &format!("type=application/pdf&download=1&name={name}"));
        let file = browser.load(&path).await;
        assert_eq!((file.status, file.header("content-type")), (200, "application/pdf"));
        let disposition = file.header("content-disposition");
        assert!(disposition.ends_with(&format!("; filename*=UTF-8''{saved}")), "{disposition}");
        assert_eq!(disposition.matches('"').count(), 2, "{disposition}");
        assert!(file.set_cookies().is_empty());
    }
    let long = format!("download=1&name={}.pdf", "%C3%BC".repeat(240));
    let file = browser.load(&address(&files, "Data sheet.pdf", &long)).await;
    assert!(file.header("content-disposition").ends_with("%C3%BC.pdf"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_known_is_not_sent_again_to_who_may_still_see_it() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let files = world.document("files");
    let path = address(&files, "Photo.png", "type=image/png");
    let first = browser.load(&path).await;
    let tag = first.header("etag");
    world.spent();
    let again = knowing(&browser, &path, tag).await;
    assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag));
    assert!(!world.spent().iter().any(|call| call == "downloadFileWorkspace"), "not fetched");
    assert_eq!(knowing(&browser, &path, "\"other\"").await.body, first.body);
    let other = browser.load(&address(&files, "Logo.svg", "")).await;
    assert_ne!(other.header("etag"), tag);
    world.sandbox.state().grants().revoke(User::Alice);
    assert_eq!(knowing(&browser, &path, tag).await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_was_deleted_meanwhile_gives_nothing() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let files = world.document("files");
    let path = address(&files, "Photo.png", "type=image/png");
    let first = browser.load(&path).await;
    world.sandbox.state().world_mut().remove(Id::parse(&files.id()).unwrap());
    world.clock.advance(3600);
    for answer in [knowing(&browser, &path, first.header("etag")).await, browser.load(&path).await] {
        assert_eq!(answer.status, 403);
        assert!(answer.json()["message"].as_str().unwrap().contains("deleted"), "{}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_file_or_nobodys_business_is_said() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let files = world.document("files");
    let path = address(&files, "Photo.png", "");
    assert_eq!(browser.load(&path).await.status, 401);
    browser.sign_in_here("/oauthSignin").await;
    let elsewhere = browser.request(Method::GET, &path).header("sec-fetch-site", "cross-site");
    assert_eq!(browser.send(elsewhere).await.status, 403);
    assert_eq!(browser.load("/files/blobs/x/w/x/e/x").await.status, 400);
    let studio = browser.load(&address(&files, "Variables", "")).await;
    assert_eq!(studio.status, 502);
    assert!(studio.json()["message"].is_string());
    let gripper = world.document("gripper");
    let (id, workspace) = (gripper.id(), gripper.workspace());
    let secret = browser.load(&format!("/files/blobs/{id}/w/{workspace}/e/{}", "a".repeat(24))).await;
    assert_eq!(secret.status, 403);
    let fault = json!({ "path": "/blobelements/", "status": 403 });
    world.sandbox.state().faults.add(serde_json::from_value(fault).unwrap());
    assert_eq!(browser.load(&path).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn uploaded_models_are_packed_like_others() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let files = world.document("files");
    let model = |name: &str, rest: &str| {
        address(&files, name, &format!("kind=blob&{rest}")).replace("/files/blobs/", "/files/models/")
    };
    for name in ["Scan.glb", "Print.stl", "Mesh.obj"] {
        world.spent();
        for said in [name, "something.else"] {
            let answer = browser.load(&model(name, &format!("name={said}"))).await;
            assert_eq!((answer.status, answer.header("content-type")), (200, "model/gltf-binary"), "{name}");
            assert!(answer.body.starts_with(b"glTF") && answer.body.len() > 1_000);
        }
        browser.load(&model(name, &format!("name={name}"))).await;
        let spent = world.spent();
        let fetched = spent.iter().filter(|call| *call == "downloadFileWorkspace").count();
        assert_eq!(fetched, 2, "once for each name: {spent:?}");
    }
    for (name, said) in [("Report.html", "x.stl"), ("Data sheet.pdf", "x.obj"), ("Costs.xlsx", "x.glb")] {
        let answer = browser.load(&model(name, &format!("name={said}"))).await;
        assert!(answer.status == 502 || answer.body.len() < 200, "{name}: {}", answer.status);
    }
    let version = format!("/files/models/{}/v/{}/e/{}?kind=blob", files.id(), "a".repeat(24), "a".repeat(24));
    for (language, said) in [("en", "workspaces only"), ("fr", "que dans les espaces de travail")] {
        let refused = browser.load(&format!("{version}&lang={language}")).await;
        assert_eq!(refused.status, 502);
        assert!(refused.json()["message"].as_str().unwrap().contains(said), "{}", refused.text());
    }
}
