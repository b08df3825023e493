//! Provider tokens: ES256 over team and time, kept as long as Apple likes and no longer.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use data_encoding::BASE64URL_NOPAD;
use http::HeaderValue;
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject};
use serde_json::json;

use crate::settings::SetupError;

/// Apple refuses tokens older than an hour.
const RENEW_AFTER: Duration = Duration::from_secs(47 * 60);
/// Apple refuses tokens that change more than once in twenty minutes.
const FLOOR: Duration = Duration::from_secs(20 * 60);

/// How far ahead of a caller's clock a token may have been signed, in milliseconds.
const AHEAD_MS: i64 = 60_000;

/// Signs as one team.
pub(super) struct Signer {
    key: EcdsaKeyPair,
    key_id: String,
    team_id: String,
    current: Mutex<Option<Signed>>,
}

struct Signed {
    header: HeaderValue,
    at_ms: i64,
}

impl Signer {
    pub(super) fn load(key_file: &Path, key_id: &str, team_id: &str) -> Result<Self, SetupError> {
        let failed = |what: String| SetupError::File {
            path: key_file.to_owned(),
            what,
        };
        let der = PrivatePkcs8KeyDer::from_pem_file(key_file).map_err(|error| failed(error.to_string()))?;
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der.secret_pkcs8_der())
            .map_err(|error| failed(error.to_string()))?;
        Ok(Self {
            key,
            key_id: key_id.to_owned(),
            team_id: team_id.to_owned(),
            current: Mutex::new(None),
        })
    }

    /// The `authorization` header to use at `now_ms`.
    pub(super) fn header(&self, now_ms: i64) -> Result<HeaderValue, SignError> {
        self.header_unless_older(now_ms, RENEW_AFTER)
    }

    /// Forgets the present token after Apple has called it expired, unless it is too young for that.
    pub(super) fn renew(&self, now_ms: i64) -> Result<(), SignError> {
        self.header_unless_older(now_ms, FLOOR).map(|_| ())
    }

    fn header_unless_older(&self, now_ms: i64, limit: Duration) -> Result<HeaderValue, SignError> {
        // Held while signing: everybody else waits the few microseconds instead of signing too.
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(signed) = current
            .as_ref()
            .filter(|signed| is_younger(signed, now_ms, limit))
        {
            return Ok(signed.header.clone());
        }
        let header = self.sign(now_ms)?;
        *current = Some(Signed {
            header: header.clone(),
            at_ms: now_ms,
        });
        Ok(header)
    }

    fn sign(&self, now_ms: i64) -> Result<HeaderValue, SignError> {
        let header = json!({"alg": "ES256", "kid": self.key_id}).to_string();
        let claims = json!({"iss": self.team_id, "iat": now_ms.div_euclid(1000)}).to_string();
        let encode = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
        let signed = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
        let signature = self
            .key
            .sign(&SystemRandom::new(), signed.as_bytes())
            .map_err(|_| SignError)?;
        let token = format!("bearer {signed}.{}", encode(signature.as_ref()));
        let mut value = HeaderValue::try_from(token).map_err(|_| SignError)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// A clock that was set back makes a token old at once: Apple refuses those from the future too. A caller that read the
/// clock a moment before another one signed is no such case.
fn is_younger(signed: &Signed, now_ms: i64, limit: Duration) -> bool {
    let age = now_ms - signed.at_ms;
    let limit = i64::try_from(limit.as_millis()).unwrap_or(i64::MAX);
    (-AHEAD_MS..limit).contains(&age)
}

/// The key does not sign.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the provider token could not be signed")]
pub(super) struct SignError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_kept_and_renewed_in_time() {
        let dir = tempfile::TempDir::new().unwrap();
        let fakes = countersign_fakes::Credentials::write(dir.path()).unwrap();
        let signer = Signer::load(&fakes.apns_key_file, "ABC123DEFG", "DEF123GHIJ").unwrap();
        let minutes = |n: i64| 1_790_000_000_000 + n * 60_000;
        let first = signer.header(minutes(0)).unwrap();
        assert_eq!(signer.header(minutes(46)).unwrap(), first);
        let second = signer.header(minutes(48)).unwrap();
        assert_ne!(second, first);
        signer.renew(minutes(60)).unwrap();
        assert_eq!(
            signer.header(minutes(60)).unwrap(),
            second,
            "too young to be renewed"
        );
        signer.renew(minutes(70)).unwrap();
        assert_ne!(signer.header(minutes(70)).unwrap(), second);
        let third = signer.header(minutes(70)).unwrap();
        assert_eq!(
            signer.header(minutes(70) - 900).unwrap(),
            third,
            "a clock read a moment ago"
        );
        assert_ne!(
            signer.header(minutes(60)).unwrap(),
            third,
            "a clock that was set back"
        );
        assert!(first.is_sensitive());
    }
}
