//! Signed statements: compact JWS (RFC 7515) whose `typ` names the one purpose that they serve.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{ids::DeviceId, keys::PublicJwk};

/// What can be signed. Nothing that was signed for one purpose reads as anything else.
pub trait Statement: Serialize + DeserializeOwned {
    /// The `typ` of its header.
    const TYP: &'static str;
}

/// A key that signs statements.
pub trait Signs {
    /// The `alg` of its signatures.
    fn algorithm(&self) -> Algorithm;

    /// Its RFC 7638 thumbprint.
    fn key_id(&self) -> &str;

    /// The signature of `message`.
    fn sign(&self, message: &[u8]) -> [u8; 64];
}

/// Whatever can tell whether a statement is rightly signed.
pub trait Verifies {
    /// Whether the key with this id signed `message` by this algorithm.
    fn verifies(&self, key_id: &str, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool;
}

/// How statements are signed (RFC 7518, RFC 8037).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA with P-256 and SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

/// Unknown members are refused, `crit` among them: whoever adds one means it to matter.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: Algorithm,
    typ: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    jwk: Option<PublicJwk>,
}

/// Why a statement is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// It is no compact JWS, or its header or claims are not as they should be.
    #[error("the statement is malformed")]
    Malformed,
    /// It serves another purpose.
    #[error("the statement serves another purpose")]
    Purpose,
    /// It is not signed by the key that should have signed it.
    #[error("the statement's signature is wrong")]
    Signature,
}

/// Signs a statement; the same claims and an Ed25519 key give the same bytes.
pub fn sign<S: Statement>(key: &impl Signs, statement: &S) -> String {
    let header = Header {
        alg: key.algorithm(),
        typ: S::TYP.to_owned(),
        kid: Some(key.key_id().to_owned()),
        jwk: None,
    };
    compact(key, &header, statement)
}

/// Signs a statement that introduces its own key.
pub(super) fn sign_introducing<S: Statement>(key: &impl Signs, public: PublicJwk, statement: &S) -> String {
    let header = Header {
        alg: key.algorithm(),
        typ: S::TYP.to_owned(),
        kid: None,
        jwk: Some(public),
    };
    compact(key, &header, statement)
}

fn compact(key: &impl Signs, header: &Header, statement: &impl Serialize) -> String {
    let part = |json: Vec<u8>| BASE64URL_NOPAD.encode(&json);
    let header = serde_json::to_vec(header).expect("headers have text keys");
    let claims = serde_json::to_vec(statement).expect("claims have text keys");
    let signed = format!("{}.{}", part(header), part(claims));
    let signature = BASE64URL_NOPAD.encode(&key.sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// What `compact` states, if `key` signed it for this purpose.
///
/// # Errors
/// [`StatementError`].
pub fn verify<S: Statement>(key: &impl Verifies, compact: &str) -> Result<S, StatementError> {
    let parts = Parts::split::<S>(compact)?;
    let kid = parts.header.kid.as_deref().ok_or(StatementError::Malformed)?;
    parts.signed_by(key, kid)?;
    parts.claims()
}

/// What `compact` states, with the key that it introduces and was signed by.
pub(super) fn verify_introducing<S: Statement, K: Verifies>(
    compact: &str,
    read_key: impl FnOnce(&PublicJwk) -> Option<(String, K)>,
) -> Result<(S, K), StatementError> {
    let parts = Parts::split::<S>(compact)?;
    let jwk = parts.header.jwk.as_ref().ok_or(StatementError::Malformed)?;
    let (id, key) = read_key(jwk).ok_or(StatementError::Malformed)?;
    parts.signed_by(&key, &id)?;
    Ok((parts.claims()?, key))
}

/// The device that says it made this statement; believed only once its signature is verified with that device's key.
pub fn claimed_issuer(compact: &str) -> Option<DeviceId> {
    #[derive(Deserialize)]
    struct Issued {
        iss: DeviceId,
    }
    let payload = compact.split('.').nth(1)?;
    let claims = BASE64URL_NOPAD.decode(payload.as_bytes()).ok()?;
    serde_json::from_slice::<Issued>(&claims)
        .ok()
        .map(|issued| issued.iss)
}

struct Parts<'a> {
    header: Header,
    signed: &'a str,
    payload: &'a str,
    signature: Vec<u8>,
}

impl<'a> Parts<'a> {
    fn split<S: Statement>(compact: &'a str) -> Result<Self, StatementError> {
        let (signed, signature) = compact.rsplit_once('.').ok_or(StatementError::Malformed)?;
        let (header, payload) = signed.split_once('.').ok_or(StatementError::Malformed)?;
        let header = BASE64URL_NOPAD
            .decode(header.as_bytes())
            .map_err(|_| StatementError::Malformed)?;
        let header: Header = serde_json::from_slice(&header).map_err(|_| StatementError::Malformed)?;
        if header.typ != S::TYP {
            return Err(StatementError::Purpose);
        }
        let signature = BASE64URL_NOPAD
            .decode(signature.as_bytes())
            .map_err(|_| StatementError::Malformed)?;
        Ok(Self {
            header,
            signed,
            payload,
            signature,
        })
    }

    fn signed_by(&self, key: &impl Verifies, key_id: &str) -> Result<(), StatementError> {
        if key.verifies(key_id, self.header.alg, self.signed.as_bytes(), &self.signature) {
            Ok(())
        } else {
            Err(StatementError::Signature)
        }
    }

    fn claims<S: Statement>(&self) -> Result<S, StatementError> {
        let claims = BASE64URL_NOPAD
            .decode(self.payload.as_bytes())
            .map_err(|_| StatementError::Malformed)?;
        serde_json::from_slice(&claims).map_err(|_| StatementError::Malformed)
    }
}
