//! The HS256 JWT between phone and server (protocol page, 2.3 and 3.2).

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

use super::Claims;
use crate::{keys::SharedSecret, signed};

/// The one header that we write. Its base64url text is a multiple of four long and holds no `-` or `_`, which one
/// generation of phones needs to get the signature right.
const HEADER: &str = r#"{"typ":"JWT","alg":"HS256"}"#;

/// Longest JWT that is read, in bytes.
pub const MAX_JWT: usize = 8 * 1024;

/// Why a JWT is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// More than [`MAX_JWT`] bytes.
    #[error("it is too long")]
    TooLong,
    /// It does not have three parts of base64url, or the header or claims are not JSON objects.
    #[error("it is malformed")]
    Malformed,
    /// Its algorithm is not HS256.
    #[error("its algorithm is not HS256")]
    Algorithm,
    /// The signature is not the holder's.
    #[error("its signature is wrong")]
    Signature,
}

/// Signs `claims`.
///
/// # Panics
/// Never for types of ours: their maps have text keys.
pub fn sign(secret: &SharedSecret, claims: &impl Serialize) -> String {
    let claims = serde_json::to_string(claims).expect("claims are plain structs and maps");
    sign_as(secret, HEADER, &claims)
}

/// Signs claims that are already spelled, under a header that may be another than ours. What it says is not looked at.
pub fn sign_as(secret: &SharedSecret, header: &str, claims: &str) -> String {
    let mut compact = BASE64URL_NOPAD.encode(header.as_bytes());
    compact.push('.');
    BASE64URL_NOPAD.encode_append(claims.as_bytes(), &mut compact);
    let signature = signed::mac(secret, compact.as_bytes());
    compact.push('.');
    BASE64URL_NOPAD.encode_append(&signature, &mut compact);
    compact
}

/// The claims of a JWT that the holder of `secret` signed. Nothing is read from them before the signature is right.
///
/// # Errors
/// [`JwtError`].
pub fn verify(secret: &SharedSecret, compact: &str) -> Result<Claims, JwtError> {
    #[derive(Deserialize)]
    struct Header {
        alg: String,
    }
    if compact.len() > MAX_JWT {
        return Err(JwtError::TooLong);
    }
    let (signed_part, signature) = compact.rsplit_once('.').ok_or(JwtError::Malformed)?;
    let (header, claims) = signed_part.split_once('.').ok_or(JwtError::Malformed)?;
    let header: Header = serde_json::from_slice(&part(header)?).map_err(|_| JwtError::Malformed)?;
    if header.alg != "HS256" {
        return Err(JwtError::Algorithm);
    }
    if !signed::verify_mac(secret, signed_part.as_bytes(), &part(signature)?) {
        return Err(JwtError::Signature);
    }
    serde_json::from_slice(&part(claims)?).map_err(|_| JwtError::Malformed)
}

fn part(text: &str) -> Result<Vec<u8>, JwtError> {
    BASE64URL_NOPAD
        .decode(text.as_bytes())
        .map_err(|_| JwtError::Malformed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_header_suits_every_phone() {
        let encoded = BASE64URL_NOPAD.encode(HEADER.as_bytes());
        assert_eq!(HEADER.len() % 3, 0);
        assert!(encoded.len().is_multiple_of(4) && !encoded.contains(['-', '_']));
    }

    #[test]
    fn only_hs256_by_the_holder_is_accepted() {
        let secret = SharedSecret::from_bytes([1; 32]);
        let compact = sign(&secret, &json!({"deny": true}));
        assert_eq!(verify(&secret, &compact).unwrap()["deny"], true);
        assert_eq!(
            verify(&SharedSecret::from_bytes([2; 32]), &compact),
            Err(JwtError::Signature)
        );
        let claims = compact.split('.').nth(1).unwrap();
        for alg in ["none", "HS512", "hs256", "EdDSA"] {
            let header = BASE64URL_NOPAD.encode(json!({"alg": alg}).to_string().as_bytes());
            assert_eq!(
                verify(&secret, &format!("{header}.{claims}.")),
                Err(JwtError::Algorithm),
                "{alg}"
            );
        }
        for bad in ["", ".", "..", "a.b.c", "e30.e30.", &compact[..compact.len() - 1]] {
            assert!(verify(&secret, bad).is_err(), "{bad}");
        }
        assert_eq!(verify(&secret, &"a".repeat(MAX_JWT + 1)), Err(JwtError::TooLong));
    }
}
