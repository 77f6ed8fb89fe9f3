//! `vitrine check` and `vitrine rekey`, as an operator runs them.

use onshape_sandbox::{Sandbox, Settings as SandboxSettings};
use vitrine_server::{Settings, check, settings::RawSettings};

use crate::{
    browser::Browser,
    process::{self, Process},
    world::World,
};

const SECRET: &str = "a secret of a test and long enough for one";

type Change = Box<dyn FnOnce(&mut RawSettings)>;

async fn sandbox() -> Sandbox {
    let mut settings = SandboxSettings::for_app("http://localhost:3000".parse().unwrap());
    settings.client_id = "vitrine+id/1=".into();
    settings.client_secret = "s3cr+t/of=the&app==".into();
    Sandbox::start(settings).await.unwrap()
}

fn right(sandbox: &Sandbox) -> RawSettings {
    RawSettings {
        api_url: Some(format!("{}/api", sandbox.base_url())),
        oauth_url: Some(sandbox.base_url().into()),
        oauth_client_id: Some(sandbox.settings().client_id.clone()),
        oauth_client_secret: Some(sandbox.settings().client_secret.clone()),
        session_secret: Some(SECRET.into()),
        database_url: Some("sqlite:never-opened.db".into()),
        ..RawSettings::default()
    }
}

async fn report(sandbox: &Sandbox, change: impl FnOnce(&mut RawSettings)) -> (bool, String) {
    let mut raw = right(sandbox);
    change(&mut raw);
    let settings = Settings::try_from(raw).unwrap();
    let report = check(&settings, sandbox.state().now()).await.unwrap();
    let text = report.to_string();
    for secret in [&sandbox.settings().client_secret, SECRET] {
        assert!(!text.contains(secret), "{text}");
    }
    (report.is_fine(), text)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_right_is_said_to_be() {
    let sandbox = sandbox().await;
    let (fine, text) = report(&sandbox, |_| {}).await;
    assert!(fine, "{text}");
    assert!(text.contains("ok     OAuth client identifier and secret"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_named_in_the_words_of_onshapes_form() {
    let sandbox = sandbox().await;
    let (id, secret) = (sandbox.settings().client_id.clone(), sandbox.settings().client_secret.clone());
    let set_id = |id: String| -> Change { Box::new(move |raw| raw.oauth_client_id = Some(id)) };
    let set_secret =
        |secret: String| -> Change { Box::new(move |raw| raw.oauth_client_secret = Some(secret)) };
    let cases: Vec<(Change, &str)> = vec![
        (
            set_id("somebody-else=".into()),
            "WRONG  OAuth client identifier: Onshape knows no OAuth application",
        ),
        (set_secret("not-the-secret=".into()), "WRONG  OAuth client secret: Onshape knows the identifier"),
        (
            set_secret(secret.trim_end_matches('=').into()),
            "OAuth client secret: the == at its end is missing",
        ),
        (set_id(id.trim_end_matches('=').into()), "OAuth client identifier: the = at its end is missing"),
        (set_secret(secret.replace('=', "%3D")), "OAuth client secret: it is percent-encoded"),
        (set_secret(format!("\"{secret}\"")), "OAuth client secret: there are spaces or quotes around it"),
        (set_secret(secret.replace('+', " ")), "OAuth client secret: each + in it has become a space"),
        (
            {
                let (id, secret) = (id.clone(), secret.clone());
                Box::new(move |raw| (raw.oauth_client_id, raw.oauth_client_secret) = (Some(secret), Some(id)))
            },
            "OAuth client identifier and secret: they are swapped",
        ),
        (
            Box::new(|raw| raw.oauth_callback_url = Some("http://localhost:3000/oauthRedirect/".into())),
            "WRONG  Redirect URLs: http://localhost:3000/oauthRedirect/ is not registered",
        ),
        (
            Box::new(|raw| raw.oauth_url = Some("http://127.0.0.1:1".into())),
            "WRONG  OAUTH_URL: 127.0.0.1 cannot be",
        ),
        (
            Box::new(|raw| raw.api_url = Some("http://127.0.0.1:1/api".into())),
            "WRONG  API_URL: 127.0.0.1 cannot be",
        ),
    ];
    for (change, expected) in cases {
        let (fine, text) = report(&sandbox, change).await;
        assert!(!fine && text.contains(expected), "{expected} in\n{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_wrong_is_noticed() {
    let sandbox = sandbox().await;
    let settings = Settings::try_from(right(&sandbox)).unwrap();
    let late = sandbox.state().now() - jiff::SignedDuration::from_secs(300);
    let report = check(&settings, late).await.unwrap();
    assert!(
        !report.is_fine() && report.to_string().contains("seconds behind its own: set the clock"),
        "{report}"
    );
}

/// The program itself: a wrong secret, both of them, `vitrine rekey`, and the new one alone.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_replaced_without_signing_anybody_out() {
    const NEW: &str = "another secret that is long enough too";
    let world = World::new().await;
    let database = format!("sqlite:{}", world.database.path().join("rekeyed.db").display());
    let old = Process::start(&world, &database, "info");
    let browser = Browser::new(&world).at(&old.address);
    browser.sign_in_here("/oauthSignin").await;
    old.stop();

    let wrong = process::command(&world, &database).env("SESSION_SECRET", NEW).output().unwrap();
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert!(
        !wrong.status.success()
            && said.contains("2 stored secrets were encrypted with another SESSION_SECRET")
    );
    let both = format!("{NEW},{}", crate::world::SECRET);
    let rekey =
        process::command(&world, &database).arg("rekey").env("SESSION_SECRET", both).output().unwrap();
    let said = String::from_utf8(rekey.stdout).unwrap();
    assert!(rekey.status.success() && said.contains("2 stored secrets moved"), "{said}");

    let new = Process::start_with(&world, &database, "info", |command| {
        command.env("SESSION_SECRET", NEW);
    });
    let browser = Browser::with_cookies(&world, browser.cookies()).at(&new.address);
    let arguments = serde_json::json!({ "query": { "text": "", "filter": "All" }, "offset": 0 });
    assert!(browser.call("list_documents", arguments).await.json().get("Here").is_some());
}
