//! Provider tokens: ES256 over team and time, kept as long as Apple likes and no longer.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use data_encoding::BASE64URL_NOPAD;
use http::HeaderValue;
use p256::{
    ecdsa::{Signature, SigningKey, signature::Signer as _},
    pkcs8::DecodePrivateKey,
};
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject};
use serde_json::json;

use crate::settings::SetupError;

/// How long a token is used, in milliseconds. Apple refuses tokens older than an hour.
const USED_FOR_MS: i64 = 40 * 60_000;
/// How old a token must be before another may follow it early. Apple refuses what changes more than once in twenty minutes.
const FLOOR_MS: i64 = USED_FOR_MS / 2;
/// How far ahead of a caller's clock a token may have been signed, in milliseconds.
const AHEAD_MS: i64 = 60_000;

/// Signs as one team.
///
/// Tokens are dated by the clock's full forty minutes and signed without chance (RFC 6979), so they are the same in every process that
/// has this key: a process that starts anew, and nodes beside it, go on with the token that Apple knows, and none of
/// them has to keep it.
pub(super) struct Signer {
    key: SigningKey,
    key_id: String,
    team_id: String,
    current: Mutex<Option<Signed>>,
}

struct Signed {
    header: HeaderValue,
    /// What it is dated, in milliseconds since the Unix epoch.
    at_ms: i64,
}

impl Signer {
    pub(super) fn load(key_file: &Path, key_id: &str, team_id: &str) -> Result<Self, SetupError> {
        let failed = |what: String| SetupError::File {
            path: key_file.to_owned(),
            what,
        };
        let der = PrivatePkcs8KeyDer::from_pem_file(key_file).map_err(|error| failed(error.to_string()))?;
        let key = SigningKey::from_pkcs8_der(der.secret_pkcs8_der())
            .map_err(|_| failed("it holds no P-256 key".to_owned()))?;
        Ok(Self {
            key,
            key_id: key_id.to_owned(),
            team_id: team_id.to_owned(),
            current: Mutex::new(None),
        })
    }

    /// The `authorization` header to use at `now_ms`.
    pub(super) fn header(&self, now_ms: i64) -> Result<HeaderValue, SignError> {
        self.header_dated(now_ms, USED_FOR_MS)
    }

    /// Forgets the present token after Apple has called it expired, unless it is too young for that.
    pub(super) fn renew(&self, now_ms: i64) -> Result<(), SignError> {
        self.header_dated(now_ms, FLOOR_MS).map(|_| ())
    }

    fn header_dated(&self, now_ms: i64, step_ms: i64) -> Result<HeaderValue, SignError> {
        let at_ms = now_ms.div_euclid(step_ms) * step_ms;
        // Held while signing: everybody else waits for that instead of signing too.
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(signed) = current.as_ref().filter(|signed| is_right(signed, at_ms, now_ms)) {
            return Ok(signed.header.clone());
        }
        let header = self.sign(at_ms)?;
        *current = Some(Signed {
            header: header.clone(),
            at_ms,
        });
        Ok(header)
    }

    fn sign(&self, at_ms: i64) -> Result<HeaderValue, SignError> {
        let header = json!({"alg": "ES256", "kid": self.key_id}).to_string();
        let claims = json!({"iss": self.team_id, "iat": at_ms.div_euclid(1000)}).to_string();
        let encode = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
        let signed = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
        let signature: Signature = self.key.try_sign(signed.as_bytes()).map_err(|_| SignError)?;
        let token = format!("bearer {signed}.{}", encode(&signature.to_bytes()));
        let mut value = HeaderValue::try_from(token).map_err(|_| SignError)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// A token of this date or a later one. After a clock was set back it is from the future, which Apple refuses too; a caller that
/// read the clock a moment before another one signed is no such case.
const fn is_right(signed: &Signed, at_ms: i64, now_ms: i64) -> bool {
    signed.at_ms >= at_ms && signed.at_ms <= now_ms + AHEAD_MS
}

/// The key does not sign.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the provider token could not be signed")]
pub(super) struct SignError;

#[cfg(test)]
mod tests {
    use super::*;

    /// A full forty minutes.
    const START_MS: i64 = 745_833 * USED_FOR_MS;

    const fn minutes(n: i64) -> i64 {
        START_MS + n * 60_000
    }

    fn signer() -> Signer {
        let dir = tempfile::TempDir::new().unwrap();
        let fakes = countersign_fakes::Credentials::write(dir.path()).unwrap();
        Signer::load(&fakes.apns_key_file, "ABC123DEFG", "DEF123GHIJ").unwrap()
    }

    #[test]
    fn a_token_is_kept_and_changed_in_time() {
        let signer = signer();
        let first = signer.header(minutes(3)).unwrap();
        assert!(first.is_sensitive());
        assert_eq!(signer.header(minutes(39)).unwrap(), first);
        let second = signer.header(minutes(40)).unwrap();
        assert_ne!(second, first);
        signer.renew(minutes(59)).unwrap();
        assert_eq!(
            signer.header(minutes(59)).unwrap(),
            second,
            "too young to be changed"
        );
        signer.renew(minutes(60)).unwrap();
        let third = signer.header(minutes(61)).unwrap();
        assert_ne!(third, second);
        assert_eq!(signer.header(minutes(79)).unwrap(), third, "and kept");
        let fourth = signer.header(minutes(80)).unwrap();
        assert_ne!(fourth, third);
        assert_eq!(
            signer.header(minutes(80) - 900).unwrap(),
            fourth,
            "a clock read a moment ago"
        );
        assert_ne!(
            signer.header(minutes(70)).unwrap(),
            fourth,
            "a clock that was set back"
        );
    }

    #[test]
    fn every_process_with_the_key_has_the_same_token() {
        let dir = tempfile::TempDir::new().unwrap();
        let fakes = countersign_fakes::Credentials::write(dir.path()).unwrap();
        let load = |team| Signer::load(&fakes.apns_key_file, "ABC123DEFG", team).unwrap();
        let token = load("DEF123GHIJ").header(minutes(3)).unwrap();
        assert_eq!(load("DEF123GHIJ").header(minutes(38)).unwrap(), token);
        assert_ne!(load("ANOTHERONE").header(minutes(3)).unwrap(), token);
    }
}
