//! Answers a question.

use countersign_proto::{
    forgerock::{
        authenticate::{Answer, Verdict},
        jwt,
        register::DeviceRequest,
    },
    signed,
};

use crate::{
    inbox::Question,
    transport::{Transport, TransportError},
};

/// Why an answer did not count.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
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
    transport: &dyn Transport,
) -> Result<(), AnswerError> {
    let account = &question.account;
    let response = signed::challenge_response(&account.secret, &question.claims.challenge);
    let claims = Answer { response, verdict }.to_claims();
    let request = DeviceRequest {
        message_id: question.message_id.clone(),
        jwt: jwt::sign(&account.secret, &claims),
    };
    let url = format!("{}?_action=authenticate", account.endpoint);
    let reply = transport
        .post(&url, serde_json::json!(request).to_string())
        .await?;
    if reply.status == 200 {
        Ok(())
    } else {
        Err(AnswerError::Refused(reply.status))
    }
}
