//! Heads: the size and root of the tree at some time, signed, for keeping where the log's keeper cannot reach.

use std::fmt;

use countersign_proto::{
    keys::{PublicJwk, ServerKey},
    native::statement::{Algorithm, Signs, Verifies},
    signed::ServerKeys,
};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Hash, hash};
use crate::{
    model::{Timestamp, Version},
    port::Entropy,
};

/// What begins the bytes that are signed.
const HEAD: &[u8] = b"countersign audit head 1\0";

/// Tells logs apart; drawn when a log gets its first head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LogId([u8; 16]);

impl LogId {
    /// A new log's.
    pub fn draw(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// The one that a store holds.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl Serialize for LogId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for LogId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        hash::bytes(deserializer).map(Self)
    }
}

/// The state of a log's tree (compare the tree head of RFC 9162, section 4.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHead {
    /// Of which log.
    pub log: LogId,
    /// How many records it covers: those with the places 1 to `size`.
    pub size: u64,
    /// The root of their tree.
    pub root: Hash,
    /// When it was made.
    pub at: Timestamp,
}

impl AuditHead {
    /// The bytes that are signed: a name for what this is, log, size, root and time, all of fixed length.
    fn to_signed_bytes(self) -> Vec<u8> {
        [
            HEAD,
            self.log.as_bytes(),
            &self.size.to_be_bytes(),
            self.root.as_bytes(),
            &self.at.as_millis().to_be_bytes(),
        ]
        .concat()
    }

    /// Signs it.
    pub fn sign(self, key: &ServerKey) -> SignedHead {
        SignedHead {
            signature: key.sign(&self.to_signed_bytes()),
            key_id: key.key_id().to_owned(),
            head: self,
        }
    }
}

/// A head with its signature (Ed25519, RFC 8032).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// What is signed.
    #[serde(flatten)]
    pub head: AuditHead,
    /// The RFC 7638 thumbprint of the key that signed it.
    pub key_id: String,
    /// The signature.
    #[serde(serialize_with = "signature_text", deserialize_with = "hash::bytes")]
    pub signature: [u8; 64],
}

fn signature_text<S: Serializer>(signature: &[u8; 64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64URL_NOPAD.encode(signature))
}

/// What is wrong with a head by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    /// Another key signed it, or says that it did.
    #[error("another key signed it")]
    Key,
    /// The signature is not that key's, or what it signed has been changed.
    #[error("its signature is wrong")]
    Signature,
}

impl SignedHead {
    /// Checks the signature.
    ///
    /// # Errors
    /// [`HeadError`].
    pub fn check(&self, key: &AuditKey) -> Result<(), HeadError> {
        if self.key_id != key.jwk.thumbprint() {
            return Err(HeadError::Key);
        }
        let message = self.head.to_signed_bytes();
        let right = key
            .keys
            .verifies(&self.key_id, Algorithm::EdDsa, &message, &self.signature);
        right.then_some(()).ok_or(HeadError::Signature)
    }
}

/// The public half of the key that signs a log's heads.
#[derive(Debug, Clone)]
pub struct AuditKey {
    jwk: PublicJwk,
    keys: ServerKeys,
}

impl From<PublicJwk> for AuditKey {
    fn from(jwk: PublicJwk) -> Self {
        Self {
            keys: ServerKeys::from_jwks([&jwk]),
            jwk,
        }
    }
}

/// A head as a store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptHead {
    /// 0 for the latest head. Of each past day (UTC, counted from 1970) on which the log grew the last head is kept too.
    pub day: u32,
    /// The head.
    pub signed: SignedHead,
    /// See [`Version`]. Whoever makes a head changes the latest one, so of two who do so at once one is refused.
    pub version: Version,
}

impl KeptHead {
    /// The day on which it was made.
    pub fn made_on(&self) -> u32 {
        u32::try_from(self.signed.head.at.as_secs() / (24 * 3600)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> ServerKey {
        ServerKey::from_seed(&[seed; 32])
    }

    fn head() -> AuditHead {
        AuditHead {
            log: LogId::from_bytes([7; 16]),
            size: 1_000_000,
            root: Hash::of_leaf(b"root"),
            at: Timestamp::from_millis(1_700_000_000_250),
        }
    }

    #[test]
    fn a_head_is_signed_whole() {
        let public = AuditKey::from(key(1).to_jwk());
        let signed = head().sign(&key(1));
        assert_eq!(signed.check(&public), Ok(()));
        let with = |head: AuditHead| SignedHead {
            head,
            ..signed.clone()
        };
        for changed in [
            AuditHead {
                log: LogId::from_bytes([8; 16]),
                ..head()
            },
            AuditHead {
                size: 999_999,
                ..head()
            },
            AuditHead {
                root: Hash::of_nothing(),
                ..head()
            },
            AuditHead {
                at: Timestamp::from_millis(0),
                ..head()
            },
        ] {
            assert_eq!(
                with(changed).check(&public),
                Err(HeadError::Signature),
                "{changed:?}"
            );
        }
        let mut forged = signed.clone();
        forged.signature[63] ^= 1;
        assert_eq!(forged.check(&public), Err(HeadError::Signature));
        assert_eq!(signed.check(&key(2).to_jwk().into()), Err(HeadError::Key));
        let pretended = SignedHead {
            key_id: key(1).key_id().to_owned(),
            ..head().sign(&key(2))
        };
        assert_eq!(pretended.check(&public), Err(HeadError::Signature));
    }

    #[test]
    fn a_head_is_a_small_document() {
        let text = serde_json::to_string(&head().sign(&key(1))).unwrap();
        assert_eq!(
            text,
            concat!(
                r#"{"log":"BwcHBwcHBwcHBwcHBwcHBw","size":1000000,"root":"PAb5plclr2BSYfY2ZyyWINQJcx2JpFHXRV_pxK4WeCk","#,
                r#""at":1700000000250,"key_id":"UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjzuf6o4","#,
                r#""signature":"Ec2_PzhViSlXdpj6UCaEBMqSjnm1norA4oBJNWMAhpnSm9AE9xWw-qe17tSXQcEk1xOcatBo_aZGOT_qMUHgCA"}"#,
            )
        );
        assert_eq!(
            serde_json::from_str::<SignedHead>(&text).unwrap(),
            head().sign(&key(1))
        );
    }
}
