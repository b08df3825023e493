//! Who asks for a login, as far as limits can tell (R14).

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{ClientId, TokenHash, UserName};

/// The one whom limits bind first, from the most to the least certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Initiator {
    /// A browser that has logged this user in before and holds our cookie for it.
    KnownBrowser(TokenHash),
    /// A client on behalf of a subscriber; the server's own pages count as a client.
    Address(ClientId, Subscriber),
    /// A client that does not say for whom.
    Client(ClientId),
}

impl Initiator {
    /// Whoever acts through `client`, by what is known of them.
    pub fn of(client: &ClientId, browser: Option<TokenHash>, address: Option<IpAddr>) -> Self {
        match (browser, address) {
            (Some(browser), _) => Self::KnownBrowser(browser),
            (None, Some(address)) => Self::Address(client.clone(), Subscriber::of(address)),
            (None, None) => Self::Client(client.clone()),
        }
    }
}

/// Whoever has an address: for IPv6 the whole /64, within which addresses are free for the taking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Subscriber(IpAddr);

impl Subscriber {
    /// The subscriber that has this address.
    pub const fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(_) => Self(address),
            IpAddr::V6(address) => Self(IpAddr::V6(Ipv6Addr::from_bits(
                address.to_bits() & !(u64::MAX as u128),
            ))),
        }
    }
}

impl fmt::Display for Subscriber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Names the pair of a user name and an initiator without revealing either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StandingKey(u128);

impl StandingKey {
    /// The key of `initiator` acting on `name`.
    pub fn derive(name: &UserName, initiator: &Initiator) -> Self {
        let name = name.as_str().as_bytes();
        Self(match initiator {
            Initiator::KnownBrowser(browser) => digest(&[name, b"browser", browser.as_bytes(), b""]),
            Initiator::Address(client, subscriber) => {
                let subscriber = subscriber.to_string();
                digest(&[
                    name,
                    b"address",
                    client.as_str().as_bytes(),
                    subscriber.as_bytes(),
                ])
            }
            Initiator::Client(client) => digest(&[name, b"client", client.as_str().as_bytes(), b""]),
        })
    }

    /// The key that a store holds.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// The key as a store holds it.
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for StandingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The first half of SHA-256 over length-prefixed parts, so that no two lists of parts collide by concatenation.
pub(super) fn digest(parts: &[&[u8]]) -> u128 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    u128::from_be_bytes(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r14_initiators_of_different_addresses_clients_and_names_stand_apart() {
        let alice = UserName::parse("alice").unwrap();
        let key = |client: &str, address: &str| {
            StandingKey::derive(
                &alice,
                &Initiator::of(&ClientId::new(client), None, address.parse().ok()),
            )
        };
        assert_eq!(key("shop", "192.0.2.1"), key("shop", "192.0.2.1"));
        assert_ne!(key("shop", "192.0.2.1"), key("shop", "192.0.2.2"));
        assert_ne!(key("shop1", "92.0.2.1"), key("shop", "192.0.2.1"));
        assert_eq!(
            key("shop", "2001:db8::1"),
            key("shop", "2001:db8::ffff:2"),
            "one /64 is one subscriber"
        );
        assert_ne!(key("shop", "2001:db8::1"), key("shop", "2001:db8:0:1::1"));
        let bob = UserName::parse("bob").unwrap();
        let client = Initiator::Client(ClientId::new("shop"));
        assert_ne!(
            StandingKey::derive(&alice, &client),
            StandingKey::derive(&bob, &client)
        );
    }
}
