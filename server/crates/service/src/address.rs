//! Whose request it is: the peer's address, unless the peer is a proxy that we trust (R16).

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, header::FORWARDED};
use ipnet::IpNet;

/// The other end of a connection, as the listener saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// The proxies whose word about addresses is taken.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// These networks.
    pub const fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    /// The address of whoever sent the request: the last hop, read from the right, that is not one of our proxies.
    /// What stands further left was written by strangers.
    ///
    /// `Forwarded` (RFC 7239) and `X-Forwarded-For` are both understood. A proxy writes one of them and may pass the
    /// other on as a stranger sent it, so if they contradict each other, neither counts.
    pub fn client_address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = canonical(peer);
        if !self.trusts(peer) {
            return peer;
        }
        let forwarded = elements(headers, FORWARDED.as_str(), |element| {
            parse(forwarded_for(element)?)
        });
        let x_forwarded_for = elements(headers, "x-forwarded-for", parse);
        match [forwarded, x_forwarded_for].map(|hops| hops.map(|hops| self.outermost(peer, &hops))) {
            [Some(one), Some(other)] if one != other => peer,
            [Some(address), _] | [None, Some(address)] => address,
            [None, None] => peer,
        }
    }

    /// Walks from the proxy next to us towards the client, as far as our proxies' word reaches.
    fn outermost(&self, peer: IpAddr, hops: &[Option<IpAddr>]) -> IpAddr {
        let mut address = peer;
        for hop in hops.iter().rev() {
            // A hop that is not an address hides whoever stands behind it; the proxy before it is all we know.
            let Some(hop) = hop else { return address };
            address = canonical(*hop);
            if !self.trusts(address) {
                return address;
            }
        }
        address
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// The elements of a list header, over all its lines, from left (the client, so it is said) to right (the proxy next to
/// us); nothing if there is no such header.
fn elements(
    headers: &HeaderMap,
    name: &str,
    hop: impl Fn(&str) -> Option<IpAddr>,
) -> Option<Vec<Option<IpAddr>>> {
    let lines = headers.get_all(name).iter();
    let hops: Vec<_> = lines
        .flat_map(|line| line.to_str().unwrap_or("?").split(','))
        .map(|element| hop(element.trim()))
        .collect();
    (!hops.is_empty()).then_some(hops)
}

fn forwarded_for(element: &str) -> Option<&str> {
    let pairs = element.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs
        .into_iter()
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    Some(value.trim().trim_matches('"'))
}

/// An address, with or without brackets and port.
fn parse(text: &str) -> Option<IpAddr> {
    let bracketed = text
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .map(|(address, _)| address);
    bracketed
        .unwrap_or(text)
        .parse()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// One spelling per address: IPv4 inside IPv6 is IPv4.
fn canonical(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let proxies = TrustedProxies::new(vec![
            "10.0.0.0/8".parse().unwrap(),
            "2001:db8:1::/48".parse().unwrap(),
        ]);
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        proxies.client_address(peer.parse().unwrap(), &map).to_string()
    }

    #[test]
    fn r16_a_stranger_cannot_choose_their_address() {
        assert_eq!(
            client("192.0.2.1", &[("x-forwarded-for", "198.51.100.9")]),
            "192.0.2.1"
        );
        assert_eq!(
            client("192.0.2.1", &[("forwarded", "for=198.51.100.9")]),
            "192.0.2.1"
        );
        assert_eq!(
            client("10.0.0.1", &[("x-forwarded-for", "1.1.1.1, 198.51.100.9")]),
            "198.51.100.9"
        );
    }

    #[test]
    fn r16_a_header_that_the_proxy_passed_on_does_not_choose_the_address() {
        let written_by_proxy = ("x-forwarded-for", "198.51.100.9");
        assert_eq!(
            client("10.0.0.1", &[("forwarded", "for=192.0.2.7"), written_by_proxy]),
            "10.0.0.1"
        );
        assert_eq!(
            client("10.0.0.1", &[("forwarded", "for=198.51.100.9"), written_by_proxy]),
            "198.51.100.9"
        );
    }

    #[test]
    fn r16_the_nearest_hop_that_is_not_ours_counts() {
        type Headers<'a> = &'a [(&'static str, &'a str)];
        let cases: [(&str, Headers<'_>, &str); 9] = [
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &[("x-forwarded-for", "198.51.100.9")], "198.51.100.9"),
            (
                "10.0.0.1",
                &[("x-forwarded-for", "198.51.100.9, 10.1.1.1")],
                "198.51.100.9",
            ),
            (
                "10.0.0.1",
                &[
                    ("x-forwarded-for", "198.51.100.9"),
                    ("x-forwarded-for", "10.1.1.1"),
                ],
                "198.51.100.9",
            ),
            ("10.0.0.1", &[("x-forwarded-for", "garbage")], "10.0.0.1"),
            (
                "10.0.0.1",
                &[("forwarded", "for=\"[2001:db8:cafe::17]:4711\";proto=https")],
                "2001:db8:cafe::17",
            ),
            (
                "10.0.0.1",
                &[("forwarded", "for=198.51.100.9;by=10.0.0.1, for=10.1.1.1")],
                "198.51.100.9",
            ),
            ("10.0.0.1", &[("forwarded", "for=_hidden")], "10.0.0.1"),
            (
                "::ffff:10.0.0.1",
                &[("x-forwarded-for", "198.51.100.9:1234")],
                "198.51.100.9",
            ),
        ];
        for (peer, headers, expected) in cases {
            assert_eq!(client(peer, headers), expected, "{peer} {headers:?}");
        }
    }
}
