//! `vitrine check`: whether Onshape accepts this installation, and if not, which entry of its form is wrong. No secret is
//! ever printed, nor part of one.

mod address;
mod client;

use std::fmt;

use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};
use onshape::Api;
use reqwest::header::DATE;
use url::Url;

use crate::Settings;

/// How far the clocks may be apart, in seconds.
const SKEW: i64 = 60;

/// What was found, a line each.
#[derive(Debug, Default)]
pub struct Report(Vec<Finding>);

#[derive(Debug)]
struct Finding {
    verdict: Verdict,
    /// As Onshape's form, or the setting, is called.
    subject: &'static str,
    sentence: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Fine,
    Unclear,
    Wrong,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_fine(&self) -> bool {
        self.0.iter().all(|finding| finding.verdict != Verdict::Wrong)
    }

    fn fine(&mut self, subject: &'static str, sentence: impl Into<String>) {
        self.0.push(Finding { verdict: Verdict::Fine, subject, sentence: sentence.into() });
    }

    fn unclear(&mut self, subject: &'static str, sentence: impl Into<String>) {
        self.0.push(Finding { verdict: Verdict::Unclear, subject, sentence: sentence.into() });
    }

    fn wrong(&mut self, subject: &'static str, sentence: impl Into<String>) {
        self.0.push(Finding { verdict: Verdict::Wrong, subject, sentence: sentence.into() });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { verdict, subject, sentence } in &self.0 {
            let mark = match verdict {
                Verdict::Fine => "ok   ",
                Verdict::Unclear => "?    ",
                Verdict::Wrong => "WRONG",
            };
            writeln!(f, "{mark}  {subject}: {sentence}")?;
        }
        Ok(())
    }
}

/// Asks Onshape, as the app would.
pub async fn check(settings: &Settings, now: Timestamp) -> Result<Report, onshape::Error> {
    let http = Api::http_client()?;
    let oauth = settings.oauth(http.clone());
    let mut report = Report::default();
    let reachable = reach(&http, &settings.oauth_url, "OAUTH_URL", now, &mut report).await;
    reach(&http, &settings.api_url, "API_URL", now, &mut report).await;
    if reachable {
        client::check(&oauth, &mut report).await;
    } else {
        report.unclear("OAuth client identifier and secret", "not checked: Onshape was not reached");
    }
    address::check(&http, &settings.base_url, &mut report).await;
    Ok(report)
}

/// Any answer will do; its date tells whether the clocks agree.
async fn reach(
    http: &reqwest::Client,
    address: &Url,
    variable: &'static str,
    now: Timestamp,
    report: &mut Report,
) -> bool {
    let host = address.host_str().unwrap_or_default();
    let answer = match http.get(address.clone()).send().await {
        Ok(answer) => answer,
        Err(error) => {
            report.wrong(
                variable,
                format!("{host} cannot be reached from here: {}", causes(&error.without_url())),
            );
            return false;
        }
    };
    let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok());
    let theirs = date.and_then(|date| DateTimeParser::new().parse_timestamp(date).ok());
    match theirs.map(|theirs| now.as_second() - theirs.as_second()) {
        Some(ahead) if ahead.abs() > SKEW => {
            let (seconds, way) = (ahead.abs(), if ahead > 0 { "ahead of" } else { "behind" });
            report.wrong(
                variable,
                format!("{host} answers, but this machine's clock is {seconds} seconds {way} its own: set the clock"),
            );
        }
        Some(_) => report.fine(variable, format!("{host} answers, and the clocks agree")),
        None => report.fine(variable, format!("{host} answers")),
    }
    true
}

fn causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
