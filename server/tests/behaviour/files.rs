//! Pictures and models.

use reqwest::Method;

use crate::{browser::Browser, world::World};

#[tokio::test(flavor = "multi_thread")]
async fn a_part_studio_comes_as_one_glb_and_is_not_sent_twice() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let gearbox = world.document("gearbox");
    let path =
        format!("/files/models/{}/w/{}/e/{}", gearbox.id(), gearbox.workspace(), gearbox.element("Flange"));
    let model = browser.load(&path).await;
    assert_eq!((model.status, model.header("content-type")), (200, "model/gltf-binary"));
    assert!(model.body.starts_with(b"glTF") && model.body.len() > 10_000);
    assert_eq!(model.header("cache-control"), "private, no-cache");
    assert!(model.header("content-security-policy").contains("sandbox"));
    let again = browser.request(Method::GET, &path).header("sec-fetch-site", "same-origin");
    let again = browser.send(again.header("if-none-match", model.header("etag"))).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    world.sandbox.state().grants().revoke(onshape_sandbox::world::user::User::Alice);
    let revoked = browser.request(Method::GET, &path).header("sec-fetch-site", "same-origin");
    let revoked = browser.send(revoked.header("if-none-match", model.header("etag"))).await;
    assert_eq!(revoked.status, 401, "who may no longer see it is not told that it is unchanged");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_shown_says_why() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let (broken, empty) = (world.document("broken"), world.document("empty"));
    let path =
        format!("/files/models/{}/w/{}/e/{}", broken.id(), broken.workspace(), broken.element("Broken glTF"));
    let answer = browser.load(&path).await;
    assert_eq!(answer.status, 502);
    assert!(answer.json()["message"].as_str().unwrap().contains("damaged"));
    let path = format!(
        "/files/models/{}/w/{}/e/{}",
        empty.id(),
        empty.workspace(),
        empty.element("Nothing here yet")
    );
    let answer = browser.load(&path).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.starts_with(b"glTF") && answer.body.len() < 200);
    for path in ["/files/models/x/w/x/e/x", "/files/models/x/q/x/e/x", "/files/thumbnails/x/w/x/70x40"] {
        assert_eq!(browser.load(path).await.status, 400, "{path}");
    }
    let secret = world.document("gripper");
    let path = format!("/files/models/{}/w/{}/e/{}", secret.id(), secret.workspace(), "a".repeat(24));
    assert_eq!(browser.load(&path).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_picture_is_a_pixel() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let gearbox = world.document("gearbox");
    let path = |element: &str| {
        format!("/files/thumbnails/{}/w/{}/e/{element}/300x170", gearbox.id(), gearbox.workspace())
    };
    let picture = browser.load(&path(&gearbox.element("Gear"))).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"));
    let missing = browser.load(&path(&"0".repeat(24))).await;
    assert_eq!((missing.status, missing.header("content-type")), (200, "image/gif"));
    assert_eq!(browser.load(&format!("{}x", path(&"0".repeat(24)))).await.status, 400);
    world.sandbox.state().grants().revoke(onshape_sandbox::world::user::User::Alice);
    for _ in 0..2 {
        let picture = browser.load(&path(&gearbox.element("Gear"))).await;
        assert_eq!(
            (picture.status, picture.header("content-type")),
            (200, "image/gif"),
            "access was removed"
        );
    }
}
