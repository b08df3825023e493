//! The hashes of the tree (RFC 9162, section 2.1.1): SHA-256, with a byte before each that keeps leaves and nodes apart.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use sha2::{Digest, Sha256};

/// The hash of a leaf, or of a node and so of all leaves below it. In text it is base64url without padding.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The raw hash.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The root of a tree without leaves.
    pub fn of_nothing() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// The hash of a leaf with this content.
    pub fn of_leaf(content: &[u8]) -> Self {
        Self(
            Sha256::new()
                .chain_update([0])
                .chain_update(content)
                .finalize()
                .into(),
        )
    }

    /// The hash of the node over these two.
    #[must_use]
    pub fn over(left: Self, right: Self) -> Self {
        let node = Sha256::new().chain_update([1]);
        Self(node.chain_update(left.0).chain_update(right.0).finalize().into())
    }

    /// The hash of the tree that consists of these complete subtrees, ever smaller ones from left to right.
    #[must_use]
    pub fn over_all(subtrees: &[Self]) -> Self {
        let mut from_right = subtrees.iter().rev().copied();
        match from_right.next() {
            Some(last) => from_right.fold(last, |right, left| Self::over(left, right)),
            None => Self::of_nothing(),
        }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bytes(deserializer).map(Self)
    }
}

/// Bytes of one length, in base64url without padding.
pub(super) fn bytes<'de, D: Deserializer<'de>, const N: usize>(deserializer: D) -> Result<[u8; N], D::Error> {
    let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
    let bytes = BASE64URL_NOPAD
        .decode(text.as_bytes())
        .map_err(D::Error::custom)?;
    bytes
        .try_into()
        .map_err(|_| D::Error::custom(format_args!("these are not {N} bytes")))
}
