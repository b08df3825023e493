//! The keys that phones make: one signs, with the other pushes are sealed.

use std::fmt;

use hpke::{Deserializable, Kem, Serializable, kem::DhP256HkdfSha256};
use zeroize::Zeroizing;

use super::{PublicJwk, UnknownKey};

/// The public half of a device's signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DevicePublicKey {
    pub(crate) curve: PublicCurve,
    id: String,
}

/// What phones sign with: P-256, because many keystores hold nothing else, or Ed25519.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PublicCurve {
    P256(Box<p256::ecdsa::VerifyingKey>),
    Ed25519(Box<ed25519_dalek::VerifyingKey>),
}

impl DevicePublicKey {
    /// The key in a JWK.
    ///
    /// # Errors
    /// [`UnknownKey`] for another kind of key, a point that is not on its curve, or one of small order.
    pub fn from_jwk(jwk: &PublicJwk) -> Result<Self, UnknownKey> {
        let curve = match jwk.kty.as_str() {
            "EC" => {
                let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&jwk.to_p256()?);
                PublicCurve::P256(Box::new(key.map_err(|_| UnknownKey)?))
            }
            _ => {
                let key = ed25519_dalek::VerifyingKey::from_bytes(&jwk.to_ed25519()?);
                let key = key.map_err(|_| UnknownKey)?;
                if key.is_weak() {
                    return Err(UnknownKey);
                }
                PublicCurve::Ed25519(Box::new(key))
            }
        };
        Ok(Self::new(curve))
    }

    fn new(curve: PublicCurve) -> Self {
        let id = curve.to_jwk().thumbprint();
        Self { curve, id }
    }

    /// The key as JSON.
    pub fn to_jwk(&self) -> PublicJwk {
        self.curve.to_jwk()
    }

    /// The RFC 7638 thumbprint.
    pub fn key_id(&self) -> &str {
        &self.id
    }
}

impl PublicCurve {
    fn to_jwk(&self) -> PublicJwk {
        match self {
            Self::P256(key) => PublicJwk::p256(key.to_sec1_point(false).as_bytes()),
            Self::Ed25519(key) => PublicJwk::ed25519(key.as_bytes()),
        }
    }
}

/// A device's signing key.
#[derive(Clone)]
pub struct DeviceKey {
    pub(crate) curve: SecretCurve,
    public: DevicePublicKey,
}

#[derive(Clone)]
pub(crate) enum SecretCurve {
    P256(p256::ecdsa::SigningKey),
    Ed25519(Box<ed25519_dalek::SigningKey>),
}

impl DeviceKey {
    /// The P-256 key with this scalar. None for the few numbers that are none.
    pub fn p256(scalar: &[u8; 32]) -> Option<Self> {
        let key = p256::ecdsa::SigningKey::from_slice(scalar).ok()?;
        let public = PublicCurve::P256(Box::new(*key.verifying_key()));
        Some(Self {
            curve: SecretCurve::P256(key),
            public: DevicePublicKey::new(public),
        })
    }

    /// The Ed25519 key that grows from these bytes.
    pub fn ed25519(seed: &[u8; 32]) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = PublicCurve::Ed25519(Box::new(key.verifying_key()));
        Self {
            curve: SecretCurve::Ed25519(Box::new(key)),
            public: DevicePublicKey::new(public),
        }
    }

    /// The public half.
    pub const fn public(&self) -> &DevicePublicKey {
        &self.public
    }

    /// The scalar or seed, for the phone's keystore.
    pub fn expose(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(match &self.curve {
            SecretCurve::P256(key) => key.to_bytes().into(),
            SecretCurve::Ed25519(key) => key.to_bytes(),
        })
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DeviceKey").field(&self.public.id).finish()
    }
}

type SealingKem = DhP256HkdfSha256;

/// The public half of a device's sealing key.
#[derive(Clone, PartialEq, Eq)]
pub struct SealingPublicKey(<SealingKem as Kem>::PublicKey);

impl SealingPublicKey {
    /// The key in a JWK.
    ///
    /// # Errors
    /// [`UnknownKey`] for another kind of key or a point that is not on the curve.
    pub fn from_jwk(jwk: &PublicJwk) -> Result<Self, UnknownKey> {
        Deserializable::from_bytes(&jwk.to_p256()?)
            .map(Self)
            .map_err(|_: hpke::HpkeError| UnknownKey)
    }

    /// The key as JSON.
    pub fn to_jwk(&self) -> PublicJwk {
        PublicJwk::p256(&self.0.to_bytes())
    }

    pub(crate) const fn as_hpke(&self) -> &<SealingKem as Kem>::PublicKey {
        &self.0
    }
}

impl fmt::Debug for SealingPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SealingPublicKey")
            .field(&self.to_jwk().thumbprint())
            .finish()
    }
}

/// A device's sealing key.
#[derive(Clone)]
pub struct SealingKey(<SealingKem as Kem>::PrivateKey);

impl SealingKey {
    /// The key with this scalar. None for the few numbers that are none.
    pub fn from_bytes(scalar: &[u8; 32]) -> Option<Self> {
        Deserializable::from_bytes(scalar).ok().map(Self)
    }

    /// The public half.
    pub fn public(&self) -> SealingPublicKey {
        SealingPublicKey(SealingKem::sk_to_pk(&self.0))
    }

    /// The scalar, for the phone's keystore.
    pub fn expose(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    pub(crate) const fn as_hpke(&self) -> &<SealingKem as Kem>::PrivateKey {
        &self.0
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
