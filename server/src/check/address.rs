//! The app's own public address.

use url::Url;

use super::{Report, causes};

const BASE: &str = "BASE_URL";

pub(super) async fn check(http: &reqwest::Client, base: &Url, report: &mut Report) {
    let https = base.scheme() == "https";
    let Ok(address) = base.join("healthz") else { return };
    match http.get(address).send().await {
        Ok(answer) if answer.status().is_success() => {
            let sure = if https { "speaks https and " } else { "" };
            report.fine(BASE, format!("{base} {sure}answers"));
        }
        Ok(answer) => {
            let status = answer.status().as_u16();
            report.wrong(BASE, format!("{base} is answered by something else than Vitrine ({status})"));
        }
        Err(error) if error.is_connect() && is_about_certificates(&error) => {
            let why = causes(&error.without_url());
            report.wrong(BASE, format!("https at {base} is not trusted: {why}"));
        }
        Err(_) => report.unclear(
            BASE,
            format!("{base} does not answer from here. That is right if Vitrine is not running, or is reached from elsewhere."),
        ),
    }
}

fn is_about_certificates(error: &reqwest::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        // The connector wraps rustls' error in an I/O error, which does not tell its source.
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if error.is::<rustls::Error>() || inner.is_some_and(<dyn std::error::Error + std::marker::Send + std::marker::Sync + 'static>::is::<rustls::Error>) {
            return true;
        }
        cause = error.source();
    }
    false
}
