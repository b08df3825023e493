//! Random bearer tokens: shown once to their owner, kept only as a hash.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::port::Entropy;

/// A 256-bit random secret in base64url: wait tokens, client secrets, link tokens, session cookies.
#[derive(Clone)]
pub struct BearerToken(Zeroizing<String>);

impl BearerToken {
    /// Draws a new token.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        entropy.fill(bytes.as_mut());
        Self(Zeroizing::new(BASE64URL_NOPAD.encode(bytes.as_ref())))
    }

    /// A token for another purpose, the same each time; it reveals nothing of the one that it comes from (RFC 5869,
    /// HKDF-SHA-256).
    pub fn derive(&self, purpose: &str) -> Self {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        Hkdf::<Sha256>::new(None, self.0.as_bytes())
            .expand(purpose.as_bytes(), bytes.as_mut())
            .expect("32 bytes are within the bounds of HKDF");
        Self(Zeroizing::new(BASE64URL_NOPAD.encode(bytes.as_ref())))
    }

    /// Takes a token that somebody presents; it is worth nothing until its hash is found.
    pub fn presented(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text, for the one answer that hands it to its owner.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What may be stored and compared.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// SHA-256 of a bearer token. The token is random, so a plain hash cannot be reversed by guessing.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenHash(#[serde(with = "hex_bytes")] [u8; 32]);

impl TokenHash {
    /// The hash that a store holds.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash of any presented bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The raw hash.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Constant time, so that a comparison says nothing about where two hashes differ.
impl PartialEq for TokenHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TokenHash {}

impl std::hash::Hash for TokenHash {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hash]")
    }
}

mod hex_bytes {
    use data_encoding::HEXLOWER;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&HEXLOWER.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        HEXLOWER
            .decode(text.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| D::Error::custom("not a 32-byte hash"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededEntropy;

    #[test]
    fn a_token_never_shows_itself() {
        let token = BearerToken::generate(&SeededEntropy::new(1));
        assert_eq!(format!("{token:?}"), "[redacted]");
        assert_eq!(token.expose().len(), 43);
    }

    #[test]
    fn a_presented_token_matches_by_its_hash_only() {
        let token = BearerToken::generate(&SeededEntropy::new(1));
        assert_eq!(BearerToken::presented(token.expose()).hash(), token.hash());
        assert_ne!(BearerToken::presented("guess").hash(), token.hash());
    }
}
