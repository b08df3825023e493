//! Who asks for a login, as far as limits can tell (R14).

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{ClientId, TokenHash, UserName};

/// The one whom limits bind first, from the most to the least certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Initiator {
    /// A browser that has logged this user in before and holds our cookie for it.
    KnownBrowser(TokenHash),
    /// A client on behalf of an address; the server's own pages count as a client.
    Address(ClientId, String),
    /// A client that does not say for whom.
    Client(ClientId),
}

/// Names the pair of a user name and an initiator without revealing either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StandingKey(u128);

impl StandingKey {
    /// The key of `initiator` acting on `name`.
    pub fn derive(name: &UserName, initiator: &Initiator) -> Self {
        let (kind, parts): (&str, [&[u8]; 2]) = match initiator {
            Initiator::KnownBrowser(browser) => ("browser", [browser.as_bytes(), b""]),
            Initiator::Address(client, address) => {
                ("address", [client.as_str().as_bytes(), address.as_bytes()])
            }
            Initiator::Client(client) => ("client", [client.as_str().as_bytes(), b""]),
        };
        Self(digest(&[
            name.as_str().as_bytes(),
            kind.as_bytes(),
            parts[0],
            parts[1],
        ]))
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
                &Initiator::Address(ClientId::new(client), address.to_owned()),
            )
        };
        assert_eq!(key("shop", "192.0.2.1"), key("shop", "192.0.2.1"));
        assert_ne!(key("shop", "192.0.2.1"), key("shop", "192.0.2.2"));
        assert_ne!(key("shop1", "92.0.2.1"), key("shop", "192.0.2.1"));
        let bob = UserName::parse("bob").unwrap();
        let client = Initiator::Client(ClientId::new("shop"));
        assert_ne!(
            StandingKey::derive(&alice, &client),
            StandingKey::derive(&bob, &client)
        );
    }
}
