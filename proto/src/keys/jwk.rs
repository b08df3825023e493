//! Public keys as JSON.

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{VerifyingKey, pkcs8::DecodePublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A public key as JSON (RFC 7517, RFC 8037). Other members than these are left unread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicJwk {
    /// `EC` or `OKP`.
    pub kty: String,
    /// `P-256` or `Ed25519`.
    pub crv: String,
    /// The first coordinate, or the whole key.
    pub x: String,
    /// The second coordinate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<String>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
}

/// No key that we know, or a point that is not on its curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no key that we know")]
pub struct UnknownKey;

impl PublicJwk {
    /// The Ed25519 key in a PEM file, as `openssl pkey -pubout` writes it (RFC 8410).
    ///
    /// # Errors
    /// [`UnknownKey`] for anything else, and for points that are no key.
    pub fn from_pem(pem: &str) -> Result<Self, UnknownKey> {
        let key = VerifyingKey::from_public_key_pem(pem.trim()).map_err(|_| UnknownKey)?;
        if key.is_weak() {
            return Err(UnknownKey);
        }
        let jwk = Self::ed25519(key.as_bytes());
        Ok(Self {
            kid: Some(jwk.thumbprint()),
            ..jwk
        })
    }

    /// An Ed25519 key.
    pub(super) fn ed25519(key: &[u8; 32]) -> Self {
        Self {
            kty: "OKP".to_owned(),
            crv: "Ed25519".to_owned(),
            x: BASE64URL_NOPAD.encode(key),
            y: None,
            kid: None,
        }
    }

    /// A P-256 key, from its uncompressed point (SEC 1, 2.3.3).
    pub(super) fn p256(point: &[u8]) -> Self {
        let (x, y) = point[1..].split_at(32);
        Self {
            kty: "EC".to_owned(),
            crv: "P-256".to_owned(),
            x: BASE64URL_NOPAD.encode(x),
            y: Some(BASE64URL_NOPAD.encode(y)),
            kid: None,
        }
    }

    /// The bytes of an Ed25519 key.
    pub(crate) fn to_ed25519(&self) -> Result<[u8; 32], UnknownKey> {
        if self.kty != "OKP" || self.crv != "Ed25519" {
            return Err(UnknownKey);
        }
        coordinate(&self.x)
    }

    /// The uncompressed point of a P-256 key.
    pub(super) fn to_p256(&self) -> Result<[u8; 65], UnknownKey> {
        if self.kty != "EC" || self.crv != "P-256" {
            return Err(UnknownKey);
        }
        let mut point = [4; 65];
        point[1..33].copy_from_slice(&coordinate(&self.x)?);
        point[33..].copy_from_slice(&coordinate(self.y.as_deref().ok_or(UnknownKey)?)?);
        Ok(point)
    }

    /// The RFC 7638 thumbprint: over the required members in lexicographic order, without spaces.
    pub fn thumbprint(&self) -> String {
        let Self { kty, crv, x, y, .. } = self;
        let canonical = match y {
            Some(y) => format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}","y":"{y}"}}"#),
            None => format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}"}}"#),
        };
        BASE64URL_NOPAD.encode(&Sha256::digest(canonical.as_bytes()))
    }
}

fn coordinate(text: &str) -> Result<[u8; 32], UnknownKey> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| UnknownKey)?;
    bytes.try_into().map_err(|_| UnknownKey)
}
