//! From which address a request really comes.

use std::net::IpAddr;

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The proxies in front of this server, whose `X-Forwarded-For` is believed.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Networks or addresses, separated by spaces or commas; the first that is neither is the error.
    pub fn parse(setting: &str) -> Result<Self, String> {
        let parts = setting.split([' ', ',']).filter(|part| !part.is_empty());
        let network = |part: &str| {
            let address = part.parse::<IpAddr>().map(IpNet::from);
            part.parse::<IpNet>().or(address).map_err(|_| part.to_owned())
        };
        parts.map(network).collect::<Result<_, _>>().map(Self)
    }

    /// Who asks: the last address on the way that is none of these proxies. What a client writes into the header itself
    /// stands to the left of what the proxies add, and is never reached (ASVS 4.1.3).
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let hops: Vec<_> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        let mut client = peer.to_canonical();
        for hop in hops.into_iter().rev() {
            if !self.0.iter().any(|network| network.contains(&client)) {
                break;
            }
            let Ok(before) = hop.parse::<IpAddr>() else { break };
            client = before.to_canonical();
        }
        client
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(trusted: &str, peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted = TrustedProxies::parse(trusted).unwrap();
        trusted.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn nobody_is_believed_unless_configured() {
        assert_eq!(client("", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(client("10.0.0.0/8", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn only_the_configured_hops_are_believed() {
        let trusted = "10.0.0.0/8, 127.0.0.1";
        assert_eq!(client(trusted, "127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client(trusted, "127.0.0.1", &["1.2.3.4, 198.51.100.1", "10.0.0.7"]), "198.51.100.1");
        assert_eq!(client(trusted, "::ffff:127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client(trusted, "127.0.0.1", &["nonsense"]), "127.0.0.1");
        assert_eq!(client(trusted, "127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn what_is_no_network_is_an_error() {
        assert_eq!(TrustedProxies::parse("10.0.0.0/8 everybody").err().as_deref(), Some("everybody"));
    }
}
