//! Keys, and the public value that a phone proves its key over.

mod device;
mod jwk;

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
pub use device::{DeviceKey, DevicePublicKey, SealingKey, SealingPublicKey};
pub(crate) use device::{PublicCurve, SecretCurve};
use ed25519_dalek::{
    SigningKey,
    pkcs8::{DecodePrivateKey, EncodePublicKey, spki::der::pem::LineEnding},
};
pub use jwk::{PublicJwk, UnknownKey};
use serde_json::{Value, json};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The 32 bytes that a compatible phone and the server share. Both sign with it, in both directions.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SharedSecret([u8; 32]);

impl SharedSecret {
    /// The key with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key with these bytes, if there are 32.
    ///
    /// # Errors
    /// [`WrongLength`] otherwise: shorter keys are refused by two generations of phones.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, WrongLength> {
        bytes.try_into().map(Self).map_err(|_| WrongLength)
    }

    /// The bytes, for signing, sealing and the enrolment code.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A key or nonce that is not 32 bytes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 32 bytes")]
pub struct WrongLength;

/// The random value that a phone proves its key over; travels in the open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeNonce([u8; 32]);

impl ChallengeNonce {
    /// The nonce with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The nonce with these bytes, if there are 32.
    ///
    /// # Errors
    /// [`WrongLength`] otherwise. A phone that answered any length would sign text of an attacker's choice.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, WrongLength> {
        bytes.try_into().map(Self).map_err(|_| WrongLength)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A server's Ed25519 key for one purpose: assertions, challenges, or what it tells a relay.
pub struct ServerKey {
    key: SigningKey,
    id: String,
}

impl ServerKey {
    /// The key that grows from these 32 bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(seed);
        let id = PublicJwk::ed25519(key.verifying_key().as_bytes()).thumbprint();
        Self { key, id }
    }

    /// The key in a PKCS #8 file (RFC 8410), as `openssl genpkey -algorithm ed25519` writes it.
    ///
    /// # Errors
    /// [`UnknownKey`] for anything else.
    pub fn from_pem(pem: &str) -> Result<Self, UnknownKey> {
        let key = SigningKey::from_pkcs8_pem(pem).map_err(|_| UnknownKey)?;
        Ok(Self::from_seed(key.as_bytes()))
    }

    /// The public half as a PEM file (RFC 8410).
    ///
    /// # Panics
    /// Never: 32 bytes fit.
    pub fn public_pem(&self) -> String {
        let pem = self.key.verifying_key().to_public_key_pem(LineEnding::LF);
        pem.expect("a public key of 32 bytes can be written")
    }

    /// The RFC 7638 thumbprint, which is the `kid` of what this key signs.
    pub fn key_id(&self) -> &str {
        &self.id
    }

    /// The public half as a JWK (RFC 8037).
    pub fn public_jwk(&self) -> Value {
        let x = BASE64URL_NOPAD.encode(self.key.verifying_key().as_bytes());
        json!({"kty": "OKP", "crv": "Ed25519", "x": x, "kid": self.id, "use": "sig", "alg": "EdDSA"})
    }

    /// The public half as phones keep it.
    pub fn to_jwk(&self) -> PublicJwk {
        PublicJwk {
            kid: Some(self.id.clone()),
            ..PublicJwk::ed25519(self.key.verifying_key().as_bytes())
        }
    }

    pub(crate) const fn signing_key(&self) -> &SigningKey {
        &self.key
    }
}

impl fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerKey")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
