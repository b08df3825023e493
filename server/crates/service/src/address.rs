//! Whose request it is: the peer's address, unless the peer is a proxy that we trust (R16).

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, header::FORWARDED};
use ipnet::IpNet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The other end of a connection, as the listener saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// The header in which proxies say whose request they pass on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`, which most proxies write.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// The proxies whose word about addresses is taken.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies {
    networks: Vec<IpNet>,
    header: ForwardedHeader,
}

impl TrustedProxies {
    /// These networks, whose proxies write this header.
    pub const fn new(networks: Vec<IpNet>, header: ForwardedHeader) -> Self {
        Self { networks, header }
    }

    /// The address of whoever sent the request: the last hop, read from the right, that is not one of our proxies.
    /// What stands further left was written by strangers.
    ///
    /// A proxy writes one header and may pass the other on as a stranger sent it, so only the one is read.
    pub fn client_address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = canonical(peer);
        if !self.trusts(peer) {
            return peer;
        }
        let hops = match self.header {
            ForwardedHeader::XForwardedFor => elements(headers, "x-forwarded-for", parse),
            ForwardedHeader::Forwarded => elements(headers, FORWARDED.as_str(), |element| {
                parse(forwarded_for(element)?)
            }),
        };
        self.outermost(peer, &hops)
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

    /// Whether the other end of a connection is one of these proxies.
    pub fn trusts_peer(&self, peer: IpAddr) -> bool {
        self.trusts(canonical(peer))
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }
}

/// The elements of a list header, over all its lines, from left (the client, so it is said) to right (the proxy next to
/// us).
fn elements(headers: &HeaderMap, name: &str, hop: impl Fn(&str) -> Option<IpAddr>) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(name).iter();
    lines
        .flat_map(|line| line.to_str().unwrap_or("?").split(','))
        .map(|element| hop(element.trim()))
        .collect()
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
    use ForwardedHeader::{Forwarded, XForwardedFor};

    use super::*;

    fn client(header: ForwardedHeader, peer: &str, headers: &[(&'static str, &str)]) -> String {
        let networks = ["10.0.0.0/8", "2001:db8:1::/48"].map(|network| network.parse().unwrap());
        let proxies = TrustedProxies::new(networks.to_vec(), header);
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        proxies.client_address(peer.parse().unwrap(), &map).to_string()
    }

    #[test]
    fn r16_a_stranger_cannot_choose_their_address() {
        let both = [
            ("x-forwarded-for", "198.51.100.9"),
            ("forwarded", "for=198.51.100.9"),
        ];
        for header in [XForwardedFor, Forwarded] {
            assert_eq!(client(header, "192.0.2.1", &both), "192.0.2.1");
        }
        let lie = [("x-forwarded-for", "1.1.1.1, 198.51.100.9")];
        assert_eq!(client(XForwardedFor, "10.0.0.1", &lie), "198.51.100.9");
        let lie = [("forwarded", "for=1.1.1.1, for=198.51.100.9")];
        assert_eq!(client(Forwarded, "10.0.0.1", &lie), "198.51.100.9");
    }

    #[test]
    fn r16_a_header_that_the_proxy_passed_on_counts_for_nothing() {
        let both = [
            ("forwarded", "for=192.0.2.7"),
            ("x-forwarded-for", "198.51.100.9"),
        ];
        assert_eq!(client(XForwardedFor, "10.0.0.1", &both), "198.51.100.9");
        assert_eq!(client(Forwarded, "10.0.0.1", &both), "192.0.2.7");
        assert_eq!(client(XForwardedFor, "10.0.0.1", &both[..1]), "10.0.0.1");
        assert_eq!(client(Forwarded, "10.0.0.1", &both[1..]), "10.0.0.1");
    }

    #[test]
    fn r16_the_nearest_hop_that_is_not_ours_counts() {
        for (peer, lines, expected) in [
            ("10.0.0.1", &[][..], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.9"], "198.51.100.9"),
            ("10.0.0.1", &["198.51.100.9, 10.1.1.1"], "198.51.100.9"),
            ("10.0.0.1", &["198.51.100.9", "10.1.1.1"], "198.51.100.9"),
            ("10.0.0.1", &["garbage"], "10.0.0.1"),
            ("::ffff:10.0.0.1", &["198.51.100.9:1234"], "198.51.100.9"),
        ] {
            let headers: Vec<_> = lines.iter().map(|line| ("x-forwarded-for", *line)).collect();
            assert_eq!(
                client(XForwardedFor, peer, &headers),
                expected,
                "{peer} {lines:?}"
            );
        }
        for (line, expected) in [
            (
                "for=\"[2001:db8:cafe::17]:4711\";proto=https",
                "2001:db8:cafe::17",
            ),
            ("for=198.51.100.9;by=10.0.0.1, for=10.1.1.1", "198.51.100.9"),
            ("for=_hidden", "10.0.0.1"),
        ] {
            assert_eq!(
                client(Forwarded, "10.0.0.1", &[("forwarded", line)]),
                expected,
                "{line}"
            );
        }
    }
}
