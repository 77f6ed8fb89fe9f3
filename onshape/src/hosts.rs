//! Where the bearer token may be sent.

use url::Url;

/// The hosts that may see an access token: the one of the API's own address, `*.onshape.com` over https, and those
/// that the administrator named (`ONSHAPE_HOSTS`).
#[derive(Debug, Clone)]
pub struct BearerHosts {
    api: (String, String, Option<u16>),
    extra: Vec<String>,
}

impl BearerHosts {
    /// `extra` are `host` or `host:port`, compared with the address's host and its explicit or default port.
    pub fn new(api: &Url, extra: impl IntoIterator<Item = String>) -> Self {
        let extra = extra.into_iter().map(|host| host.to_ascii_lowercase()).collect();
        Self { api: origin(api), extra }
    }

    /// Whether a request to `url` may carry the token.
    pub fn allow(&self, url: &Url) -> bool {
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some()
        {
            return false;
        }
        let Some(host) = url.host_str().map(str::to_ascii_lowercase) else { return false };
        if origin(url) == self.api {
            return true;
        }
        if url.scheme() == "https" && url.port().is_none() && host.ends_with(".onshape.com") {
            return true;
        }
        let with_port = url.port_or_known_default().map(|port| format!("{host}:{port}"));
        self.extra
            .iter()
            .any(|known| Some(known) == with_port.as_ref() || (known == &host && url.port().is_none()))
    }
}

fn origin(url: &Url) -> (String, String, Option<u16>) {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    (url.scheme().to_owned(), host, url.port_or_known_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(url: &str) -> bool {
        let api = Url::parse("http://127.0.0.1:4000/api").unwrap();
        BearerHosts::new(&api, ["127.0.0.1:4001".to_owned()]).allow(&Url::parse(url).unwrap())
    }

    #[test]
    fn the_api_its_regional_hosts_and_named_hosts_may_see_the_token() {
        assert!(allows("http://127.0.0.1:4000/api/v12/x"));
        assert!(allows("https://cad-usw2.onshape.com/modelexport?x=1"));
        assert!(allows("http://127.0.0.1:4001/modelexport"));
    }

    #[test]
    fn nobody_else_may() {
        for url in [
            "http://cad.onshape.com/",
            "https://onshape.com.evil.example/",
            "https://evilonshape.com/",
            "https://cad.onshape.com:8443/",
            "https://user:pw@cad.onshape.com/",
            "http://127.0.0.1:4002/",
            "http://localhost:4000/",
            "ftp://cad.onshape.com/",
        ] {
            assert!(!allows(url), "{url}");
        }
    }
}
