//! The protocol of apps built on the ForgeRock and Ping authenticator SDKs.

pub mod authenticate;
pub mod jwt;
pub mod message_id;
pub mod push_claims;
pub mod refresh;
pub mod register;
pub mod uri;

use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde_json::{Map, Value};

/// The cookie that phones send back for a load balancer. No node of ours depends on it, but two generations of
/// phones refuse enrolment codes and pushes without one.
pub const LOAD_BALANCER: &str = "amlbcookie=01";

/// The claims of a JWT.
pub type Claims = Map<String, Value>;

/// A claim or member is missing or is not of the kind that the protocol page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the claim {0} is missing or malformed")]
pub struct BadClaim(pub &'static str);

/// A text claim that must be there.
fn text<'a>(claims: &'a Claims, name: &'static str) -> Result<&'a str, BadClaim> {
    claims.get(name).and_then(Value::as_str).ok_or(BadClaim(name))
}

/// A text claim of exactly 32 bytes in base64.
fn bytes32(claims: &Claims, name: &'static str) -> Result<[u8; 32], BadClaim> {
    decode(text(claims, name)?)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(BadClaim(name))
}

/// Base64 in either alphabet, padded or not: phones differ.
fn decode(text: &str) -> Option<Vec<u8>> {
    let unpadded = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
    BASE64URL_NOPAD.decode(unpadded.as_bytes()).ok()
}

/// Base64 as inside claims.
fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}
