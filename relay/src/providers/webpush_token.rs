//! VAPID (RFC 8292): who sends, signed with the key that browsers have subscribed to.

use aws_lc_rs::{
    agreement::{ECDH_P256, PrivateKey},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use data_encoding::BASE64URL_NOPAD;
use serde_json::json;

use crate::settings::SetupError;

/// How long a token is good; the RFC allows a day.
const LIFE_SECS: i64 = 12 * 3600;

/// The key that a server's browsers know it by.
pub struct VapidKey {
    pair: EcdsaKeyPair,
    public: String,
}

impl VapidKey {
    /// The key with this secret scalar, 32 bytes, big endian.
    ///
    /// # Errors
    /// [`SetupError::Value`] for the few numbers that are no scalar of P-256.
    pub fn from_scalar(scalar: &[u8; 32]) -> Result<Self, SetupError> {
        let no_key = || SetupError::Value("the Web Push key is no scalar of P-256".to_owned());
        let private = PrivateKey::from_private_key(&ECDH_P256, scalar).map_err(|_| no_key())?;
        let public = private.compute_public_key().map_err(|_| no_key())?;
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pair = EcdsaKeyPair::from_private_key_and_public_key(algorithm, scalar, public.as_ref())
            .map_err(|_| no_key())?;
        Ok(Self {
            pair,
            public: BASE64URL_NOPAD.encode(public.as_ref()),
        })
    }

    /// What browsers subscribe to: an uncompressed point, base64url.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The field `authorization` for a push service at `now_ms`.
    pub(super) fn authorization(
        &self,
        origin: &str,
        contact: Option<&str>,
        now_ms: i64,
    ) -> Result<String, String> {
        let mut claims = json!({"aud": origin, "exp": now_ms.div_euclid(1000) + LIFE_SECS});
        if let Some(contact) = contact {
            claims["sub"] = contact.into();
        }
        let header = json!({"typ": "JWT", "alg": "ES256"});
        let encode = |part: String| BASE64URL_NOPAD.encode(part.as_bytes());
        let signed = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
        let signature = self
            .pair
            .sign(&SystemRandom::new(), signed.as_bytes())
            .map_err(|_| "the Web Push key does not sign".to_owned())?;
        let signature = BASE64URL_NOPAD.encode(signature.as_ref());
        Ok(format!("vapid t={signed}.{signature}, k={}", self.public))
    }
}
