//! The signed question inside a push (protocol page, 3.2). Every claim is text: one generation of phones crashes on a
//! number, another refuses it.

use serde::Serialize;
use serde_json::Value;

use super::{BadClaim, Claims, LOAD_BALANCER, bytes32, encode, jwt, text};
use crate::keys::{ChallengeNonce, SharedSecret};

/// What the phone asks its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushKind {
    /// Approve or deny.
    Default,
    /// Pick one of three numbers.
    Challenge,
    /// Approve after unlocking; the phone's promise, which nothing in the answer proves.
    Biometric,
}

impl PushKind {
    /// The word of claim `k`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Challenge => "challenge",
            Self::Biometric => "biometric",
        }
    }

    /// Reads claim `k`; what is unknown is a plain question.
    fn from_word(word: &str) -> Self {
        [Self::Challenge, Self::Biometric]
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(word))
            .unwrap_or(Self::Default)
    }
}

/// A question to one phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushClaims {
    /// The phone's name for its key, exactly as registered.
    pub mechanism_uid: String,
    /// What it proves the key over.
    pub challenge: ChallengeNonce,
    /// How long the question lives, in seconds.
    pub ttl_secs: u64,
    /// When it was asked, in milliseconds since the Unix epoch.
    pub created_at_ms: i64,
    /// What the phone shows.
    pub message: String,
    /// What the phone asks.
    pub kind: PushKind,
    /// What it offers.
    pub numbers: Option<[u8; 3]>,
    /// The user name, for phones that store none; off by default, because vendors can read it.
    pub user_name: Option<String>,
}

impl PushClaims {
    /// The question as a signed JWT.
    pub fn sign(&self, secret: &SharedSecret) -> String {
        #[derive(Serialize)]
        struct Wire<'a> {
            u: &'a str,
            c: String,
            l: String,
            t: String,
            i: String,
            m: &'a str,
            k: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            n: Option<String>,
            p: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            d: Option<&'a str>,
        }
        let wire = Wire {
            u: &self.mechanism_uid,
            c: encode(self.challenge.as_bytes()),
            l: encode(LOAD_BALANCER.as_bytes()),
            t: self.ttl_secs.to_string(),
            i: self.created_at_ms.to_string(),
            m: &self.message,
            k: self.kind.as_str(),
            n: self.numbers.map(|[a, b, c]| format!("{a},{b},{c}")),
            p: "{}",
            d: self.user_name.as_deref(),
        };
        jwt::sign(secret, &wire)
    }

    /// Reads verified claims on the phone, more strictly than any existing app: a challenge is exactly 32 bytes, so
    /// that nobody can have text of their choice signed.
    ///
    /// # Errors
    /// [`BadClaim`].
    pub fn from_claims(claims: &Claims) -> Result<Self, BadClaim> {
        let number = |name: &'static str, default: &str| -> Result<i64, BadClaim> {
            let value = claims
                .get(name)
                .map_or(Some(default), Value::as_str)
                .ok_or(BadClaim(name))?;
            value.trim().parse().map_err(|_| BadClaim(name))
        };
        let optional = |name: &str| claims.get(name).and_then(Value::as_str);
        let kind = optional("k").map_or(PushKind::Default, PushKind::from_word);
        let numbers = optional("n").map(numbers).transpose()?;
        if kind == PushKind::Challenge && numbers.is_none() {
            return Err(BadClaim("n"));
        }
        Ok(Self {
            mechanism_uid: text(claims, "u")?.to_owned(),
            challenge: ChallengeNonce::from_bytes(bytes32(claims, "c")?),
            ttl_secs: u64::try_from(number("t", "120")?).map_err(|_| BadClaim("t"))?,
            created_at_ms: number("i", "0")?,
            message: optional("m").unwrap_or_default().to_owned(),
            kind,
            numbers,
            user_name: optional("d").map(str::to_owned),
        })
    }
}

fn numbers(text: &str) -> Result<[u8; 3], BadClaim> {
    let numbers: Vec<u8> = text
        .split(',')
        .filter_map(|number| number.trim().parse().ok())
        .collect();
    numbers.try_into().map_err(|_| BadClaim("n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_claim_is_text_and_reads_back() {
        let secret = SharedSecret::from_bytes([3; 32]);
        let claims = PushClaims {
            mechanism_uid: "B162B325".to_owned(),
            challenge: ChallengeNonce::from_bytes([9; 32]),
            ttl_secs: 120,
            created_at_ms: 1_700_000_000_000,
            message: "Log in to Mail?".to_owned(),
            kind: PushKind::Challenge,
            numbers: Some([34, 43, 57]),
            user_name: None,
        };
        let wire = jwt::verify(&secret, &claims.sign(&secret)).unwrap();
        assert!(wire.values().all(Value::is_string), "{wire:?}");
        assert_eq!(PushClaims::from_claims(&wire), Ok(claims));
    }

    #[test]
    fn a_challenge_of_another_length_is_refused() {
        for c in ["", "AAAA", &encode(&[1; 33])] {
            let claims = Claims::from_iter([("u".to_owned(), "x".into()), ("c".to_owned(), c.into())]);
            assert_eq!(PushClaims::from_claims(&claims), Err(BadClaim("c")));
        }
    }
}
