//! HTTP Message Signatures (RFC 9421) with Ed25519, over a digest of the body (RFC 9530). Pure functions: what was sent goes in,
//! what it is worth comes out.

use data_encoding::BASE64;
use sfv::{BareItem, Dictionary, InnerList, ListEntry, Parser};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use url::Url;

use super::CLOCK_TOLERANCE_SECS;
use crate::native::statement::{Algorithm, Signs, Verifies};

/// Fewest and most characters of a nonce: 16 bytes in base64url, and what nobody needs more than.
const NONCE_LEN: std::ops::RangeInclusive<usize> = 22..=64;
/// Most components that a signature covers.
const MAX_COMPONENTS: usize = 16;
/// What signatures of ours are called (RFC 9421, 4.1).
const LABEL: &str = "relay";

/// A request, as far as it is signed.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    /// Its method.
    pub method: &'a str,
    /// Its whole URL: the relay's own public URL, then path and query as they were sent.
    pub target_uri: &'a str,
    /// Its body; empty if it has none.
    pub body: &'a [u8],
}

/// The header fields of a signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureFields {
    /// `Content-Digest`, if there is a body.
    pub content_digest: Option<String>,
    /// `Signature-Input`.
    pub signature_input: String,
    /// `Signature`.
    pub signature: String,
}

/// Why a signature is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The fields are missing, or not as the RFCs have them.
    #[error("the signature fields are missing or malformed")]
    Malformed,
    /// It covers less than it must, lacks a parameter, or covers what is not supported.
    #[error("the signature does not cover what it must")]
    Coverage,
    /// The body has another digest.
    #[error("the body is not the one that was signed")]
    Digest,
    /// The signature is not that key's over this request.
    #[error("the signature is wrong")]
    Signature,
}

/// Signs a request. `nonce` is 22 to 64 characters that nobody has used with this key within two minutes.
///
/// # Panics
/// If the nonce is no printable ASCII.
pub fn sign(key: &impl Signs, request: SignedRequest<'_>, created_secs: i64, nonce: &str) -> SignatureFields {
    let content_digest = (!request.body.is_empty()).then(|| content_digest(request.body));
    let mut covered = vec![("@method", request.method), ("@target-uri", request.target_uri)];
    covered.extend(content_digest.as_deref().map(|digest| ("content-digest", digest)));
    assert!(
        nonce
            .bytes()
            .all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')),
        "a nonce is a string of RFC 9651"
    );
    let names: Vec<String> = covered.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let parameters = format!(
        "({});created={created_secs};nonce=\"{nonce}\";keyid=\"{}\";alg=\"ed25519\"",
        names.join(" "),
        key.key_id()
    );
    let signature = key.sign(signature_base(&covered, &parameters).as_bytes());
    SignatureFields {
        signature_input: format!("{LABEL}={parameters}"),
        signature: format!("{LABEL}=:{}:", BASE64.encode(&signature)),
        content_digest,
    }
}

/// What is signed (RFC 9421, 2.5): the covered components in their order, and the parameters of the signature.
pub fn signature_base(covered: &[(&str, &str)], parameters: &str) -> String {
    let mut base = String::new();
    for (name, value) in covered {
        base.extend(["\"", name, "\": ", value.trim(), "\n"]);
    }
    base.extend(["\"@signature-params\": ", parameters]);
    base
}

/// `Content-Digest` of a body (RFC 9530).
pub fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64.encode(&Sha256::digest(body)))
}

/// A signature as it came: who says that they signed, when, and what. None of it is true until it is verified.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// By which key.
    pub key_id: String,
    /// When, in seconds since the Unix epoch.
    pub created_secs: i64,
    /// What tells the request from all others.
    pub nonce: String,
    expires_secs: Option<i64>,
    components: Vec<String>,
    parameters: String,
    signature: Vec<u8>,
}

impl Claimed {
    /// Reads the fields `Signature-Input` and `Signature`, each with its lines joined by commas. There is one signature, and it
    /// covers at least `@method` and `@target-uri`.
    ///
    /// # Errors
    /// [`SignatureError::Malformed`], or [`SignatureError::Coverage`] for proper fields that say too little.
    pub fn read(signature_input: &str, signature: &str) -> Result<Self, SignatureError> {
        let (label, ListEntry::InnerList(input)) = only(signature_input)? else {
            return Err(SignatureError::Malformed);
        };
        let (same_label, ListEntry::Item(signature)) = only(signature)? else {
            return Err(SignatureError::Malformed);
        };
        let BareItem::ByteSequence(signature) = signature.bare_item else {
            return Err(SignatureError::Malformed);
        };
        if label != same_label {
            return Err(SignatureError::Malformed);
        }
        let components = components(&input)?;
        let parameters = Parameters(&input);
        if parameters.text("alg")?.is_some_and(|alg| alg != "ed25519") {
            return Err(SignatureError::Coverage);
        }
        let nonce = parameters.text("nonce")?.ok_or(SignatureError::Coverage)?;
        if !NONCE_LEN.contains(&nonce.len()) {
            return Err(SignatureError::Coverage);
        }
        Ok(Self {
            key_id: parameters.text("keyid")?.ok_or(SignatureError::Coverage)?,
            created_secs: parameters.number("created")?.ok_or(SignatureError::Coverage)?,
            expires_secs: parameters.number("expires")?,
            nonce,
            components,
            parameters: serialized(input)?,
            signature,
        })
    }

    /// Whether it was made about now. That its nonce was not used before is for the caller to know.
    pub fn is_fresh(&self, now_secs: i64) -> bool {
        self.created_secs.abs_diff(now_secs) <= CLOCK_TOLERANCE_SECS.unsigned_abs()
            && self.expires_secs.is_none_or(|expires| now_secs < expires)
    }

    /// Whether `key` signed this request. `field` gives a header field by its name in lower case, with its lines joined by `, `.
    ///
    /// # Errors
    /// [`SignatureError`].
    pub fn verify(
        &self,
        key: &impl Verifies,
        request: SignedRequest<'_>,
        field: impl Fn(&str) -> Option<String>,
    ) -> Result<(), SignatureError> {
        let covers = |name: &str| self.components.iter().any(|component| component == name);
        if !request.body.is_empty() {
            if !covers("content-digest") {
                return Err(SignatureError::Coverage);
            }
            let claimed = field("content-digest").ok_or(SignatureError::Malformed)?;
            if !is_digest_of(&claimed, request.body)? {
                return Err(SignatureError::Digest);
            }
        }
        let base = self.base(request, field)?;
        if key.verifies(&self.key_id, Algorithm::EdDsa, base.as_bytes(), &self.signature) {
            Ok(())
        } else {
            Err(SignatureError::Signature)
        }
    }

    fn base(
        &self,
        request: SignedRequest<'_>,
        field: impl Fn(&str) -> Option<String>,
    ) -> Result<String, SignatureError> {
        let url = Url::parse(request.target_uri).map_err(|_| SignatureError::Malformed)?;
        let mut values = Vec::with_capacity(self.components.len());
        for name in &self.components {
            let value = match name.as_str() {
                "@method" => request.method.to_owned(),
                "@target-uri" => request.target_uri.to_owned(),
                "@authority" => url.authority().to_owned(),
                "@scheme" => url.scheme().to_owned(),
                "@path" => url.path().to_owned(),
                "@query" => format!("?{}", url.query().unwrap_or_default()),
                derived if derived.starts_with('@') => return Err(SignatureError::Coverage),
                name => field(name).ok_or(SignatureError::Coverage)?,
            };
            // Nothing that is covered may look like another line.
            if value.contains('\n') || !value.is_ascii() {
                return Err(SignatureError::Malformed);
            }
            values.push(value);
        }
        let covered: Vec<_> = self
            .components
            .iter()
            .map(String::as_str)
            .zip(values.iter().map(String::as_str))
            .collect();
        Ok(signature_base(&covered, &self.parameters))
    }
}

/// The one member of a dictionary. With several signatures it would be the reader's choice which of them counts.
fn only(field: &str) -> Result<(String, ListEntry), SignatureError> {
    let members: Dictionary = Parser::new(field)
        .parse()
        .map_err(|_| SignatureError::Malformed)?;
    let mut members = members.into_iter();
    match (members.next(), members.next()) {
        (Some((label, member)), None) => Ok((label.as_str().to_owned(), member)),
        _ => Err(SignatureError::Malformed),
    }
}

/// The names of what is covered. None has parameters of its own: they would change what it means.
fn components(input: &InnerList) -> Result<Vec<String>, SignatureError> {
    if input.items.len() > MAX_COMPONENTS {
        return Err(SignatureError::Coverage);
    }
    let mut names: Vec<String> = Vec::with_capacity(input.items.len());
    for item in &input.items {
        let name = item
            .bare_item
            .as_string()
            .ok_or(SignatureError::Malformed)?
            .as_str();
        let is_name = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'@' | b'_');
        if !item.params.is_empty() || !name.bytes().all(is_name) {
            return Err(SignatureError::Coverage);
        }
        if names.iter().any(|known| known == name) {
            return Err(SignatureError::Malformed);
        }
        names.push(name.to_owned());
    }
    let covers = |name: &str| names.iter().any(|known| known == name);
    if covers("@method") && covers("@target-uri") {
        Ok(names)
    } else {
        Err(SignatureError::Coverage)
    }
}

/// The parameters of a signature.
struct Parameters<'a>(&'a InnerList);

impl Parameters<'_> {
    fn text(&self, name: &str) -> Result<Option<String>, SignatureError> {
        let Some(value) = self.0.params.get(name) else {
            return Ok(None);
        };
        let text = value.as_string().ok_or(SignatureError::Malformed)?;
        Ok(Some(text.as_str().to_owned()))
    }

    fn number(&self, name: &str) -> Result<Option<i64>, SignatureError> {
        let Some(value) = self.0.params.get(name) else {
            return Ok(None);
        };
        let number = value.as_integer().ok_or(SignatureError::Malformed)?;
        Ok(Some(number.into()))
    }
}

/// The one way in which the RFC writes it, however it came (RFC 9421, 2.3).
fn serialized(input: InnerList) -> Result<String, SignatureError> {
    use sfv::FieldType;
    let list: sfv::List = vec![ListEntry::InnerList(input)];
    list.serialize().ok_or(SignatureError::Malformed)
}

/// Whether the field holds the SHA-256 of `body`. Digests by other algorithms stand beside it unread.
fn is_digest_of(field: &str, body: &[u8]) -> Result<bool, SignatureError> {
    let digests: Dictionary = Parser::new(field)
        .parse()
        .map_err(|_| SignatureError::Malformed)?;
    let Some(ListEntry::Item(digest)) = digests.get("sha-256") else {
        return Err(SignatureError::Malformed);
    };
    let BareItem::ByteSequence(digest) = &digest.bare_item else {
        return Err(SignatureError::Malformed);
    };
    Ok(Sha256::digest(body).as_slice().ct_eq(digest).into())
}
