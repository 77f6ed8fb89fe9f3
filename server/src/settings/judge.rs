//! From the settings as given to settings that make sense, or to everything that is wrong with them.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use url::Url;
use vault::KeyRing;

use super::{Ancestors, Problem, Problems, RawSettings, Settings, TrustedProxies};

/// Where models are kept when the database is in memory as well.
pub(crate) const IN_MEMORY: &str = "memory:";

const PORTAL: &str = "Onshape's developer portal, OAuth applications";

impl TryFrom<RawSettings> for Settings {
    type Error = Problems;

    fn try_from(raw: RawSettings) -> Result<Self, Problems> {
        let mut judge = Judge(Vec::new());
        let settings = judge.settings(raw);
        match settings {
            Some(settings) if judge.0.is_empty() => Ok(settings),
            _ => Err(Problems(judge.0)),
        }
    }
}

struct Judge(Vec<Problem>);

impl Judge {
    /// Every check runs, so that one message names every problem.
    fn settings(&mut self, raw: RawSettings) -> Option<Settings> {
        let port = self.number("PORT", raw.port.as_deref(), 3000, "a port number from 0 to 65535");
        let bind_addr = given(raw.bind_addr.as_deref()).unwrap_or("127.0.0.1").parse::<IpAddr>();
        let bind_addr = self.check("BIND_ADDR", bind_addr.ok(), "expected an IP address");
        let base_url = given(raw.base_url.as_deref())
            .map_or_else(|| format!("http://localhost:{}", port.unwrap_or(3000)), str::to_owned);
        let base_url = self.base_url(&base_url);
        let api_url =
            self.url("API_URL", given(raw.api_url.as_deref()).unwrap_or("https://cad.onshape.com/api"));
        let oauth_url =
            self.url("OAUTH_URL", given(raw.oauth_url.as_deref()).unwrap_or("https://oauth.onshape.com"));
        let client_id = self.required("OAUTH_CLIENT_ID", raw.oauth_client_id, "OAuth client identifier");
        let client_secret =
            self.required("OAUTH_CLIENT_SECRET", raw.oauth_client_secret, "OAuth client secret");
        let redirect_uri = match (given(raw.oauth_callback_url.as_deref()), &base_url) {
            (Some(url), _) => self.url("OAUTH_CALLBACK_URL", url),
            (None, Some(base)) => base.join("oauthRedirect").ok(),
            (None, None) => None,
        };
        let keys = self.keys(raw.session_secret);
        let database_url = self.database_url(given(raw.database_url.as_deref()));
        let model_store = self.model_store(given(raw.model_store.as_deref()), database_url.as_deref());
        let ancestors =
            given(raw.frame_ancestors.as_deref()).unwrap_or("https://cad.onshape.com https://*.onshape.com");
        let ancestors = match Ancestors::parse(ancestors) {
            Ok(ancestors) => Some(ancestors),
            Err(source) => self.problem(
                "FRAME_ANCESTORS",
                format!("`{source}` is not an origin such as https://*.onshape.com"),
            ),
        };
        let idle = self.days("SESSION_IDLE_DAYS", raw.session_idle_days.as_deref(), 14);
        let max = self.days("SESSION_MAX_DAYS", raw.session_max_days.as_deref(), 90);
        let calls = given(raw.api_calls_per_year.as_deref()).map_or(Ok(2500), str::parse).ok();
        let calls = calls.filter(|calls: &u32| *calls > 0);
        let calls = self.check("API_CALLS_PER_YEAR", calls, "expected a number of calls, 1 or more");
        let proxies = match TrustedProxies::parse(raw.trusted_proxies.as_deref().unwrap_or_default()) {
            Ok(proxies) => Some(proxies),
            Err(network) => self.problem(
                "TRUSTED_PROXIES",
                format!("`{network}` is neither an address nor a network such as 10.0.0.0/8"),
            ),
        };
        Some(Settings {
            base_url: base_url?,
            bind_addr: bind_addr?,
            port: port?,
            api_url: api_url?,
            oauth_url: oauth_url?,
            client_id: client_id?,
            client_secret: client_secret?.into(),
            redirect_uri: redirect_uri?,
            keys: keys?,
            database_url: database_url?,
            model_store: model_store?,
            ancestors: ancestors?,
            onshape_hosts: raw
                .onshape_hosts
                .unwrap_or_default()
                .split([' ', ','])
                .filter(|host| !host.is_empty())
                .map(str::to_owned)
                .collect(),
            session_idle: idle?,
            session_max: max?,
            calls_per_year: calls?,
            proxies: proxies?,
            webhook_key: raw.webhook_signing_key.filter(|key| !key.trim().is_empty()).map(Into::into),
            log: raw.rust_log.unwrap_or_else(|| "info".into()),
        })
    }

    fn problem<T>(&mut self, variable: &'static str, what: impl Into<String>) -> Option<T> {
        self.0.push(Problem { variable, what: what.into() });
        None
    }

    fn check<T>(&mut self, variable: &'static str, value: Option<T>, expected: &str) -> Option<T> {
        value.or_else(|| self.problem(variable, expected))
    }

    fn required(&mut self, variable: &'static str, value: Option<String>, name: &str) -> Option<String> {
        let value = value.filter(|value| !value.trim().is_empty());
        self.check(variable, value, &format!("missing; it is the \"{name}\" of {PORTAL}"))
    }

    fn number(
        &mut self,
        variable: &'static str,
        text: Option<&str>,
        default: u16,
        expected: &str,
    ) -> Option<u16> {
        let number = given(text).map_or(Ok(default), str::parse);
        self.check(variable, number.ok(), &format!("expected {expected}"))
    }

    fn days(&mut self, variable: &'static str, text: Option<&str>, default: u16) -> Option<Duration> {
        let days = self.number(variable, text, default, "a number of days, 1 or more")?;
        let days =
            self.check(variable, (days > 0).then_some(days), "expected a number of days, 1 or more")?;
        Some(Duration::from_secs(u64::from(days) * 24 * 3600))
    }

    fn url(&mut self, variable: &'static str, text: &str) -> Option<Url> {
        let url =
            Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        self.check(variable, url, "expected an address that starts with https://")
    }

    /// Cookies with `Secure` live on https only, and on localhost.
    fn base_url(&mut self, text: &str) -> Option<Url> {
        let url = self.url("BASE_URL", text)?;
        let localhost = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !localhost {
            return self.problem(
                "BASE_URL",
                "must be https, or http on localhost: browsers keep no cookie otherwise",
            );
        }
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        self.check(
            "BASE_URL",
            bare.then_some(url),
            "expected an origin without path, such as https://vitrine.example.com",
        )
    }

    fn keys(&mut self, secret: Option<String>) -> Option<KeyRing> {
        let Some(secret) = secret.filter(|secret| !secret.trim().is_empty()) else {
            return self.problem("SESSION_SECRET", "missing; make one with `openssl rand -base64 48`");
        };
        match KeyRing::parse(&secret.into()) {
            Ok(keys) => Some(keys),
            Err(error) => {
                self.problem("SESSION_SECRET", format!("{error}; make one with `openssl rand -base64 48`"))
            }
        }
    }

    /// A store that is said, a folder beside the database, or a folder for this run where that is in memory.
    fn model_store(&mut self, given: Option<&str>, database_url: Option<&str>) -> Option<String> {
        if let Some(address) = given {
            let known = Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "file" | "s3"));
            return self.check(
                "MODEL_STORE",
                known.then(|| address.to_owned()),
                "expected file:/PATH or s3://BUCKET/PREFIX",
            );
        }
        let Some(folder) = data_folder(database_url?) else { return Some(IN_MEMORY.into()) };
        let folder = std::path::absolute(folder.join("models")).ok();
        let url = folder.and_then(|folder| Url::from_file_path(folder).ok());
        self.check("MODEL_STORE", url.map(Into::into), "missing; expected file:/PATH or s3://BUCKET/PREFIX")
    }

    fn database_url(&mut self, given: Option<&str>) -> Option<String> {
        match given {
            Some(url) if url.starts_with("sqlite:") => Some(url.to_owned()),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Some(url.to_owned())
            }
            Some(_) => {
                self.problem("DATABASE_URL", "expected sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME")
            }
            None => match dirs::data_dir() {
                Some(folder) => {
                    Some(format!("sqlite:{}", folder.join("vitrine").join("vitrine.db").display()))
                }
                None => self.problem(
                    "DATABASE_URL",
                    "missing, and this user has no data folder; expected sqlite:PATH",
                ),
            },
        }
    }
}

/// Where the database is, if it is a file; else the user's data folder for this program.
pub(crate) fn data_folder(database_url: &str) -> Option<PathBuf> {
    match database_url.strip_prefix("sqlite:") {
        Some(path) => database_folder(path),
        None => Some(dirs::data_dir()?.join("vitrine")),
    }
}

/// The folder of an SQLite database's file, unless it is in memory.
pub(crate) fn database_folder(path: &str) -> Option<PathBuf> {
    let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
    let folder = Path::new(path).parent()?;
    (!path.starts_with(':')).then(|| folder.to_owned())
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> RawSettings {
        RawSettings {
            oauth_client_id: Some("id=".into()),
            oauth_client_secret: Some("a+b/c&d=".into()),
            session_secret: Some("x".repeat(32)),
            ..RawSettings::default()
        }
    }

    #[test]
    fn what_is_not_given_has_a_default() {
        let settings = Settings::try_from(complete()).unwrap();
        assert_eq!(settings.base_url.as_str(), "http://localhost:3000/");
        assert_eq!(settings.redirect_uri.as_str(), "http://localhost:3000/oauthRedirect");
        assert_eq!(settings.api_url.as_str(), "https://cad.onshape.com/api");
        assert_eq!(settings.ancestors.directive(), "https://cad.onshape.com https://*.onshape.com");
    }

    #[test]
    fn one_message_names_every_problem_and_no_secret() {
        let raw = RawSettings {
            port: Some("many".into()),
            base_url: Some("http://vitrine.example.com".into()),
            session_secret: Some("hunter2".into()),
            ..RawSettings::default()
        };
        let message = Settings::try_from(raw).unwrap_err().to_string();
        for variable in ["PORT", "BASE_URL", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET", "SESSION_SECRET"] {
            assert!(message.contains(&format!("  {variable}: ")), "{variable} in {message}");
        }
        assert!(message.contains("developer portal") && !message.contains("hunter2"));
    }

    #[test]
    fn a_base_url_is_an_origin_whose_cookies_can_work() {
        for (url, good) in [
            ("https://vitrine.example.com", true),
            ("http://127.0.0.1:3000", true),
            ("http://vitrine.example.com", false),
            ("https://vitrine.example.com/app", false),
            ("vitrine", false),
        ] {
            let raw = RawSettings { base_url: Some(url.into()), ..complete() };
            assert_eq!(Settings::try_from(raw).is_ok(), good, "{url}");
        }
    }
}
