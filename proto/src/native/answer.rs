//! What a person decided about one challenge, as their device signs it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::statement::Statement;
use crate::ids::{ChallengeId, DeviceId, LoginId};

/// A device's answer. Every member is signed; an unknown one is refused.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Which device answers.
    pub iss: DeviceId,
    /// The server's public URL.
    pub aud: String,
    /// When, in seconds since the Unix epoch, by the phone's clock.
    pub iat: i64,
    /// Which question.
    pub challenge: ChallengeId,
    /// Which login it is about.
    pub login: LoginId,
    /// The question's nonce.
    #[serde(with = "super::bytes")]
    pub nonce: [u8; 32],
    /// What the person decided.
    pub verdict: Verdict,
    /// What was picked or typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The secret of the link that was scanned from the login page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scanned: Option<String>,
    /// The proof of the browser that started the login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub here: Option<String>,
    /// The hash of what was shown, see [`super::challenge::shown`].
    #[serde(with = "super::bytes")]
    pub shown: [u8; 32],
}

impl Statement for Answer {
    const TYP: &'static str = "countersign-answer+jwt";
}

/// Numbers and secrets stay out of logs.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("iss", &self.iss)
            .field("challenge", &self.challenge)
            .field("verdict", &self.verdict)
            .finish_non_exhaustive()
    }
}

/// What the person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Yes.
    Approve,
    /// No.
    Deny,
    /// No, and somebody else asked.
    Report,
}

/// How the login stands after the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// `approved`, `denied` or `failed`.
    pub state: String,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
