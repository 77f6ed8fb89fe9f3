//! Which origins are Onshape's. One rule everywhere: an origin that `FRAME_ANCESTORS` matches.

use url::Url;

/// The sources of the `frame-ancestors` directive (CSP level 3, section 2.3.1): `https://cad.onshape.com`,
/// `https://*.onshape.com`, `http://127.0.0.1:4000`.
#[derive(Debug, Clone)]
pub struct Ancestors(Vec<Source>);

#[derive(Debug, Clone)]
struct Source {
    scheme: String,
    /// Without the leading `*.`.
    host: String,
    wildcard: bool,
    port: Option<u16>,
}

impl Ancestors {
    /// Reads the setting; the first source that is none is the error.
    pub fn parse(setting: &str) -> Result<Self, String> {
        let sources =
            setting.split_whitespace().map(|text| Source::parse(text).ok_or_else(|| text.to_owned()));
        let sources = sources.collect::<Result<Vec<_>, _>>()?;
        if sources.is_empty() { Err(setting.to_owned()) } else { Ok(Self(sources)) }
    }

    /// Whether the origin of `url` is Onshape's.
    pub fn match_origin(&self, url: &Url) -> bool {
        if !url.username().is_empty() || url.password().is_some() {
            return false;
        }
        let Some(host) = url.host_str() else { return false };
        self.0.iter().any(|source| {
            let same_host = if source.wildcard {
                host.strip_suffix(&source.host).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
            } else {
                host == source.host
            };
            same_host && source.scheme == url.scheme() && source.port == url.port_or_known_default()
        })
    }

    /// As the directive has it.
    pub fn directive(&self) -> String {
        let sources = self.0.iter().map(|source| {
            let star = if source.wildcard { "*." } else { "" };
            let default = match source.scheme.as_str() {
                "https" => Some(443),
                _ => Some(80),
            };
            let port = source
                .port
                .filter(|port| Some(*port) != default)
                .map(|p| format!(":{p}"))
                .unwrap_or_default();
            format!("{}://{star}{}{port}", source.scheme, source.host)
        });
        sources.collect::<Vec<_>>().join(" ")
    }
}

impl Source {
    fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let wildcard = rest.starts_with("*.");
        let url = Url::parse(&format!("{scheme}://{}", rest.strip_prefix("*.").unwrap_or(rest))).ok()?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        if !bare || !matches!(scheme, "http" | "https") {
            return None;
        }
        let host = url.host_str()?.to_owned();
        // The URL standard allows characters in hosts that would end the directive.
        if !host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '[' | ']')) {
            return None;
        }
        Some(Self { scheme: scheme.to_owned(), host, wildcard, port: url.port_or_known_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(url: &str) -> bool {
        let ancestors =
            Ancestors::parse("https://cad.onshape.com https://*.onshape.com http://127.0.0.1:4000").unwrap();
        ancestors.match_origin(&Url::parse(url).unwrap())
    }

    #[test]
    fn onshapes_origins_match() {
        for url in
            ["https://cad.onshape.com/x?y", "https://acme.onshape.com", "http://127.0.0.1:4000/documents"]
        {
            assert!(matches(url), "{url}");
        }
    }

    #[test]
    fn what_only_looks_like_onshape_does_not() {
        for url in [
            "http://cad.onshape.com",
            "https://cad.onshape.com:8443",
            "https://cad.onshape.com.evil.example",
            "https://evilonshape.com",
            "https://onshape.com",
            "https://cad.onshape.com@evil.example",
            "https://x:y@cad.onshape.com",
            "http://127.0.0.1:4001",
            "http://localhost:4000",
            "javascript:alert(1)",
            "data:text/html,x",
        ] {
            assert!(!matches(url), "{url}");
        }
    }

    #[test]
    fn the_directive_is_what_was_set() {
        let setting = "https://cad.onshape.com https://*.onshape.com http://127.0.0.1:4000";
        assert_eq!(Ancestors::parse(setting).unwrap().directive(), setting);
        assert_eq!(
            Ancestors::parse("https://cad.onshape.com; script-src *").err().as_deref(),
            Some("https://cad.onshape.com;")
        );
        assert!(Ancestors::parse("").is_err());
    }
}
