//! Judges what a native phone's person decided.

use countersign_proto::native::answer::Answer;

use super::{
    ATTEMPTS,
    authenticate_device::signer,
    record_decision::{may_answer, note_orphan, record_decision, repeat},
};
use crate::{
    Ctx, DeviceRefusal,
    method::native,
    model::{ChallengeState, LoginState, TokenHash},
    port::Commit,
};

/// Judges a signed answer and says how the login stands after it. The same request again gets the same answer (R6).
///
/// # Errors
/// [`DeviceRefusal::Refused`] for what no device of ours has signed, [`DeviceRefusal::NotOpen`] for what answers nothing that is
/// open.
pub async fn answer_challenge(ctx: &Ctx, compact: &str) -> Result<LoginState, DeviceRefusal> {
    let hash = TokenHash::of(compact.as_bytes());
    let device = signer(ctx, compact).await?;
    let answer: Answer = native::verify(&device, compact)?;
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let question = ctx.store.question(answer.challenge).await?;
        let question = question
            .filter(|question| question.device.id == device.id)
            .ok_or(DeviceRefusal::NotOpen("unknown"))?;
        if let Err(refusal) = may_answer(&question) {
            note_orphan(ctx, &question, hash, now).await?;
            return Err(refusal);
        }
        if let ChallengeState::Answered(accepted) = question.challenge.state {
            repeat(&question, accepted, hash, now)?;
            return Ok(question.read.login.as_of(now).state);
        }
        let user = ctx.store.user(device.user_id).await?;
        let language = user.map(|user| user.language).unwrap_or_default();
        let decided = native::decide(ctx, &question, &answer, &language, now)?;
        let state = decided.state.clone();
        if record_decision(ctx, question, decided, hash, now).await? == Commit::Committed {
            return Ok(state);
        }
    }
    Err(DeviceRefusal::NotOpen("contended"))
}
