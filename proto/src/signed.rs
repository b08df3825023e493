//! Every signature that this product makes or checks; nothing else touches Ed25519 or HMAC.

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use p256::ecdsa::signature::Verifier;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::{
    keys::{
        ChallengeNonce, DeviceKey, DevicePublicKey, PublicCurve, PublicJwk, SecretCurve, ServerKey,
        SharedSecret,
    },
    logout::LogoutClaims,
    native::statement::{Algorithm, Signs, Verifies},
};

/// What a phone returns for a challenge: HMAC-SHA-256 over the nonce (protocol page, 2.3).
pub fn challenge_response(secret: &SharedSecret, nonce: &ChallengeNonce) -> [u8; 32] {
    mac(secret, nonce.as_bytes())
}

/// Whether `response` is what the holder of `secret` returns for `nonce`, in constant time.
#[must_use]
pub fn verify_challenge_response(secret: &SharedSecret, nonce: &ChallengeNonce, response: &[u8; 32]) -> bool {
    challenge_response(secret, nonce).ct_eq(response).into()
}

/// A fingerprint of `text` that only the holder of `secret` can take: what must be known again but not kept.
pub fn keyed_hash(secret: &SharedSecret, text: &str) -> [u8; 32] {
    mac(secret, text.as_bytes())
}

/// The HS256 signature of `message`.
pub(crate) fn mac(secret: &SharedSecret, message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose()).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Whether `signature` is the HS256 signature of `message`, in constant time.
pub(crate) fn verify_mac(secret: &SharedSecret, message: &[u8], signature: &[u8]) -> bool {
    mac(secret, message).ct_eq(signature).into()
}

/// The HOTP value of RFC 4226 before truncation, for one of the hash functions of RFC 6238.
pub(crate) fn otp_mac(algorithm: crate::otpauth::Algorithm, secret: &[u8], counter: u64) -> Vec<u8> {
    use crate::otpauth::Algorithm;
    macro_rules! run {
        ($hash:ty) => {{
            let mut mac = Hmac::<$hash>::new_from_slice(secret).expect("HMAC takes keys of any length");
            mac.update(&counter.to_be_bytes());
            mac.finalize().into_bytes().to_vec()
        }};
    }
    match algorithm {
        Algorithm::Sha1 => run!(sha1::Sha1),
        Algorithm::Sha256 => run!(Sha256),
        Algorithm::Sha512 => run!(sha2::Sha512),
    }
}

/// Signs `claims` as a compact JWS with `EdDSA` (RFC 7515, RFC 8037). The same claims give the same bytes.
///
/// # Panics
/// Never for types of ours: their maps have text keys.
pub fn sign_assertion(key: &ServerKey, claims: &impl Serialize) -> String {
    compact(key, ASSERTION, claims)
}

/// The `typ` of assertions.
const ASSERTION: &str = "JWT";
/// The `typ` of logout tokens, which keeps each of the two from being taken for the other (RFC 8725, section 3.11).
const LOGOUT_TOKEN: &str = "logout+jwt";

/// Signs a logout token.
pub fn sign_logout_token(key: &ServerKey, claims: &LogoutClaims) -> String {
    compact(key, LOGOUT_TOKEN, claims)
}

fn compact(key: &ServerKey, typ: &str, claims: &impl Serialize) -> String {
    let header = json!({"alg": "EdDSA", "kid": key.key_id(), "typ": typ}).to_string();
    let claims = serde_json::to_vec(claims).expect("claims are a plain struct");
    let signed = format!(
        "{}.{}",
        BASE64URL_NOPAD.encode(header.as_bytes()),
        BASE64URL_NOPAD.encode(&claims)
    );
    let signature = key.signing_key().sign(signed.as_bytes());
    format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature.to_bytes()))
}

/// Checks assertions and logout tokens against published keys.
#[derive(Debug, Clone)]
pub struct AssertionVerifier {
    keys: Vec<(String, VerifyingKey)>,
}

/// Why an assertion is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssertionError {
    /// It is not a compact JWS with a JSON header and JSON claims.
    #[error("it is not a compact JWS")]
    Malformed,
    /// Its algorithm is not `EdDSA`.
    #[error("its algorithm is not EdDSA")]
    Algorithm,
    /// It was signed for something else.
    #[error("it is of another type")]
    Type,
    /// No published key has its key id.
    #[error("its key is unknown")]
    UnknownKey,
    /// The signature is not that key's.
    #[error("its signature is wrong")]
    Signature,
}

impl AssertionVerifier {
    /// Takes the Ed25519 keys of a JWK set and leaves out all others.
    pub fn from_jwks(jwks: &Value) -> Self {
        let keys = jwks["keys"].as_array().map(Vec::as_slice).unwrap_or_default();
        Self {
            keys: keys.iter().filter_map(ed25519_jwk).collect(),
        }
    }

    /// The claims of a rightly signed assertion. Audience and times are the caller's to check.
    ///
    /// # Errors
    /// [`AssertionError`].
    pub fn verify(&self, compact: &str) -> Result<Value, AssertionError> {
        self.verify_typed(compact, ASSERTION)
    }

    /// The claims of a rightly signed logout token. Issuer, audience, times and whether it came before are the caller's to check.
    ///
    /// # Errors
    /// [`AssertionError`].
    pub fn verify_logout_token(&self, compact: &str) -> Result<LogoutClaims, AssertionError> {
        let claims = self.verify_typed(compact, LOGOUT_TOKEN)?;
        serde_json::from_value(claims).map_err(|_| AssertionError::Malformed)
    }

    fn verify_typed(&self, compact: &str, typ: &str) -> Result<Value, AssertionError> {
        let (signed, signature) = compact.rsplit_once('.').ok_or(AssertionError::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(AssertionError::Malformed)?;
        let header = json_part(header).ok_or(AssertionError::Malformed)?;
        if header["alg"] != "EdDSA" {
            return Err(AssertionError::Algorithm);
        }
        if header["typ"] != typ {
            return Err(AssertionError::Type);
        }
        let (_, key) = self
            .keys
            .iter()
            .find(|(id, _)| header["kid"] == **id)
            .ok_or(AssertionError::UnknownKey)?;
        let signature = BASE64URL_NOPAD
            .decode(signature.as_bytes())
            .map_err(|_| AssertionError::Malformed)?;
        let signature = Signature::from_slice(&signature).map_err(|_| AssertionError::Malformed)?;
        key.verify_strict(signed.as_bytes(), &signature)
            .map_err(|_| AssertionError::Signature)?;
        json_part(claims).ok_or(AssertionError::Malformed)
    }
}

impl Signs for ServerKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDsa
    }

    fn key_id(&self) -> &str {
        self.key_id()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing_key().sign(message).to_bytes()
    }
}

impl Signs for DeviceKey {
    fn algorithm(&self) -> Algorithm {
        match &self.curve {
            SecretCurve::P256(_) => Algorithm::Es256,
            SecretCurve::Ed25519(_) => Algorithm::EdDsa,
        }
    }

    fn key_id(&self) -> &str {
        self.public().key_id()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        match &self.curve {
            SecretCurve::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().into()
            }
            SecretCurve::Ed25519(key) => key.sign(message).to_bytes(),
        }
    }
}

impl Verifies for DevicePublicKey {
    fn verifies(&self, key_id: &str, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let right = match (&self.curve, algorithm) {
            (PublicCurve::P256(key), Algorithm::Es256) => p256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            (PublicCurve::Ed25519(key), Algorithm::EdDsa) => Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            _ => false,
        };
        right && key_id == self.key_id()
    }
}

/// The keys of one server that sign challenges.
#[derive(Debug, Clone, Default)]
pub struct ServerKeys(Vec<(String, VerifyingKey)>);

impl ServerKeys {
    /// The Ed25519 keys among these; each goes by its own thumbprint, whatever it says that it is called.
    pub fn from_jwks<'a>(keys: impl IntoIterator<Item = &'a PublicJwk>) -> Self {
        let keys = keys.into_iter().filter_map(|jwk| {
            let key = VerifyingKey::from_bytes(&jwk.to_ed25519().ok()?).ok()?;
            Some((jwk.thumbprint(), key))
        });
        Self(keys.collect())
    }
}

impl Verifies for ServerKeys {
    fn verifies(&self, key_id: &str, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else {
            return false;
        };
        let key = self.0.iter().find(|(id, _)| id == key_id);
        algorithm == Algorithm::EdDsa
            && key.is_some_and(|(_, key)| key.verify_strict(message, &signature).is_ok())
    }
}

fn ed25519_jwk(jwk: &Value) -> Option<(String, VerifyingKey)> {
    if jwk["kty"] != "OKP" || jwk["crv"] != "Ed25519" {
        return None;
    }
    let x = BASE64URL_NOPAD.decode(jwk["x"].as_str()?.as_bytes()).ok()?;
    let key = VerifyingKey::from_bytes(&x.try_into().ok()?).ok()?;
    Some((jwk["kid"].as_str()?.to_owned(), key))
}

fn json_part(part: &str) -> Option<Value> {
    serde_json::from_slice(&BASE64URL_NOPAD.decode(part.as_bytes()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> ServerKey {
        ServerKey::from_seed(&[7; 32])
    }

    fn verifier() -> AssertionVerifier {
        AssertionVerifier::from_jwks(&json!({"keys": [key().public_jwk()]}))
    }

    #[test]
    fn an_assertion_verifies_with_its_published_key() {
        let compact = sign_assertion(&key(), &json!({"sub": "alice"}));
        assert_eq!(verifier().verify(&compact), Ok(json!({"sub": "alice"})));
        assert_eq!(
            compact,
            sign_assertion(&key(), &json!({"sub": "alice"})),
            "the same claims, the same bytes"
        );
    }

    #[test]
    fn a_changed_assertion_is_refused() {
        let compact = sign_assertion(&key(), &json!({"sub": "alice"}));
        let parts: Vec<&str> = compact.split('.').collect();
        let forged = BASE64URL_NOPAD.encode(br#"{"sub":"mallory"}"#);
        let changed = format!("{}.{forged}.{}", parts[0], parts[2]);
        assert_eq!(verifier().verify(&changed), Err(AssertionError::Signature));
        let none = BASE64URL_NOPAD.encode(br#"{"alg":"none","typ":"JWT"}"#);
        assert_eq!(
            verifier().verify(&format!("{none}.{}.", parts[1])),
            Err(AssertionError::Algorithm)
        );
        assert_eq!(verifier().verify("a.b"), Err(AssertionError::Malformed));
        let other =
            AssertionVerifier::from_jwks(&json!({"keys": [ServerKey::from_seed(&[8; 32]).public_jwk()]}));
        assert_eq!(other.verify(&compact), Err(AssertionError::UnknownKey));
    }

    #[test]
    fn a_logout_token_is_no_assertion_and_an_assertion_no_logout_token() {
        let claims = LogoutClaims {
            iss: "https://id.example.org".to_owned(),
            aud: "shop".to_owned(),
            sub: "alice".to_owned(),
            jti: "1".to_owned(),
            iat: 1_790_000_000,
            exp: 1_790_000_120,
            events: crate::logout::LogoutEvents::default(),
            sid: None,
        };
        assert_eq!(
            json!(claims)["events"],
            json!({"http://schemas.openid.net/event/backchannel-logout": {}})
        );
        let token = sign_logout_token(&key(), &claims);
        assert_eq!(verifier().verify_logout_token(&token), Ok(claims));
        assert_eq!(verifier().verify(&token), Err(AssertionError::Type));
        let assertion = sign_assertion(&key(), &json!({"sub": "alice"}));
        assert_eq!(
            verifier().verify_logout_token(&assertion),
            Err(AssertionError::Type)
        );
    }

    #[test]
    fn keys_of_other_kinds_are_left_out_of_a_set() {
        let compact = sign_assertion(&key(), &json!({"sub": "alice"}));
        for (member, other) in [("kty", "EC"), ("crv", "X25519")] {
            let mut jwk = key().public_jwk();
            jwk[member] = other.into();
            let verifier = AssertionVerifier::from_jwks(&json!({"keys": [jwk]}));
            assert_eq!(
                verifier.verify(&compact),
                Err(AssertionError::UnknownKey),
                "{other}"
            );
        }
    }

    #[test]
    fn a_server_verifies_by_its_own_key_its_algorithm_and_the_whole_message() {
        let (ours, other) = (key(), ServerKey::from_seed(&[8; 32]));
        let keys = ServerKeys::from_jwks([&ours.to_jwk(), &other.to_jwk()]);
        let signature = Signs::sign(&ours, b"message");
        let verifies = |id: &str, algorithm, message: &[u8], signature: &[u8]| {
            keys.verifies(id, algorithm, message, signature)
        };
        let (id, right) = (ours.key_id(), Algorithm::EdDsa);
        assert!(verifies(id, right, b"message", &signature));
        assert!(!verifies(id, Algorithm::Es256, b"message", &signature));
        assert!(!verifies(other.key_id(), right, b"message", &signature));
        assert!(!verifies("unknown", right, b"message", &signature));
        assert!(!verifies(id, right, b"massage", &signature));
        assert!(!verifies(id, right, b"message", &signature[..63]));
        assert!(!verifies(id, right, b"message", &Signs::sign(&other, b"message")));
    }

    #[test]
    fn the_key_id_is_the_thumbprint_of_rfc_8037() {
        // RFC 8037, appendix A.1 and A.3.
        let d = BASE64URL_NOPAD
            .decode(b"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
            .unwrap();
        let key = ServerKey::from_seed(&d.try_into().unwrap());
        assert_eq!(key.key_id(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }
}
