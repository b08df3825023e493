//! Answers a question.

use countersign_proto::{
    forgerock::{
        authenticate::{Answer, Verdict},
        push_claims::PushKind,
    },
    signed,
};

use crate::{
    condition::{Condition, Unmet},
    inbox::Question,
    transport::{Request, Transport, TransportError},
};

/// Why an answer did not count.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The account is locked until the phone is as it demands; nothing was sent.
    #[error(transparent)]
    Unmet(#[from] Unmet),
    /// The server was not reached; the same answer can be sent again.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server refused: it was answered before, or its time is up.
    #[error("the server refused with status {0}")]
    Refused(u16),
}

/// Sends a verdict. Success says that it arrived, not that it opened anything.
///
/// # Errors
/// [`AnswerError`].
pub async fn respond(
    question: &Question,
    verdict: Verdict,
    condition: Condition,
    transport: &dyn Transport,
) -> Result<(), AnswerError> {
    let account = &question.account;
    condition.keeps_to(&account.policies)?;
    let response = signed::challenge_response(&account.secret, &question.claims.challenge);
    let speech = account.generation.speech();
    let claims = Answer { response, verdict }.to_claims();
    let claims = speech.answer(claims, question.claims.kind == PushKind::Challenge);
    let jwt = speech.sign(&account.secret, &claims);
    let request = Request {
        url: format!("{}?_action=authenticate", account.endpoint),
        headers: speech.headers(account.cookie.as_deref()),
        body: speech.body(&question.message_id, &jwt).to_string(),
        patience: speech.patience,
    };
    let reply = transport.post(request).await?;
    if speech.accepts(&reply) {
        Ok(())
    } else {
        Err(AnswerError::Refused(reply.status))
    }
}
