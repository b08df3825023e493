//! Records a device's decision and wakes whoever waits for the login.

use countersign_proto::{
    forgerock::message_id::{MessageId, MessageKind},
    ids::ChallengeId,
};

use super::{
    ATTEMPTS,
    record_decision::{may_answer, note_orphan, record_decision, repeat},
};
use crate::{
    Ctx, DeviceRefusal,
    method::push,
    model::{ChallengeState, TokenHash},
    port::{Commit, Question},
};

/// What a phone sends.
#[derive(Debug, Clone)]
pub struct DeviceAnswer {
    /// Which challenge.
    pub message_id: String,
    /// The signed answer.
    pub jwt: String,
}

/// Judges a phone's answer. Success says that the answer was recorded, not that it approved anything: a denial and
/// a wrong number are answers too.
///
/// # Errors
/// [`DeviceRefusal`]; refusals look alike and take the same work, whether or not the challenge exists (R7).
pub async fn respond_to_challenge(ctx: &Ctx, request: &DeviceAnswer) -> Result<(), DeviceRefusal> {
    let hash = TokenHash::of(request.jwt.as_bytes());
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let Some(question) = find(ctx, &request.message_id).await? else {
            push::refuse_unknown(&request.jwt);
            return Err(DeviceRefusal::Refused("unknown"));
        };
        let secret = push::open_secret(ctx, &question.device)?;
        let answer = push::verify_answer(&secret, &question.challenge, &request.jwt)?;
        if let Err(refusal) = may_answer(&question) {
            note_orphan(ctx, &question, hash, now).await?;
            return Err(refusal);
        }
        if let ChallengeState::Answered(accepted) = question.challenge.state {
            return repeat(&question, accepted, hash, now);
        }
        let decided = push::decide(&question, &answer, now)?;
        if record_decision(ctx, question, decided, hash, now).await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(DeviceRefusal::Refused("contended"))
}

async fn find(ctx: &Ctx, message_id: &str) -> Result<Option<Question>, DeviceRefusal> {
    let Ok(id) = MessageId::parse(message_id) else {
        return Ok(None);
    };
    if id.kind != MessageKind::Authenticate {
        return Ok(None);
    }
    let question = ctx.store.question(ChallengeId::new(id.id)).await?;
    Ok(question.filter(|question| question.challenge.message_id() == id))
}
