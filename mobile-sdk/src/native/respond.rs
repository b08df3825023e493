//! Answers a question.

use countersign_proto::native::{
    answer::{Answer, Outcome, Verdict},
    challenge, statement,
};

use super::{
    NativeAccount, NativeQuestion,
    server::{NativeError, posting, read},
};
use crate::transport::Transport;

/// What shows that the login page is before whoever approves.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Shown {
    /// Nothing was asked for.
    #[default]
    Nothing,
    /// What was picked or typed.
    Number(String),
    /// The secret of a link that was scanned from the page.
    Scanned(String),
    /// The proof of the browser that shows the page.
    Here(String),
}

/// Sends a verdict and says how the login stands after it. The same may be sent again if no reply came.
///
/// # Errors
/// [`NativeError`].
pub async fn respond(
    account: &NativeAccount,
    question: &NativeQuestion,
    verdict: Verdict,
    shown: Shown,
    now_secs: i64,
    transport: &dyn Transport,
) -> Result<Outcome, NativeError> {
    let asked = &question.challenge;
    let (number, scanned, here) = match shown {
        Shown::Nothing => (None, None, None),
        Shown::Number(number) => (Some(number), None, None),
        Shown::Scanned(secret) => (None, Some(secret), None),
        Shown::Here(proof) => (None, None, Some(proof)),
    };
    let answer = Answer {
        iss: account.device_id,
        aud: account.server.clone(),
        iat: now_secs,
        challenge: asked.jti,
        login: asked.login,
        nonce: asked.nonce,
        verdict,
        number,
        scanned,
        here,
        shown: challenge::shown(&question.compact),
    };
    let compact = statement::sign(&account.signing_key, &answer);
    let request = posting(&account.server, "/device/v1/answers", &compact);
    read(account, &transport.post(request).await?, now_secs)
}
