//! What a relay has taken and cannot send yet: it is to be taken back once nobody wants it any more (R8).

use countersign_proto::ids::{ChallengeId, JobId};
use uuid::Uuid;

use super::{
    deliver_challenge::still_wanted,
    send_message::{awaited, either},
};
use crate::{
    Ctx,
    model::{SentFor, Timestamp},
    port::{StoreError, Topic},
};

/// Waits until the notification `message` about a challenge, a login or an enrolment is not wanted any more. Whether that came before
/// its own end: then the relay still has it, and would send it.
///
/// # Errors
/// [`StoreError`] if nobody can tell.
pub async fn await_decision(ctx: &Ctx, about: Uuid, message: JobId) -> Result<bool, StoreError> {
    let Some((topic, mut ends_at)) = wanted_for(ctx, about, message).await? else {
        return Ok(true);
    };
    let mut moved = ctx.signals.subscribe(topic);
    // A login that a code is asked for lasts longer from then on.
    while let Some((_, until)) = wanted_for(ctx, about, message).await? {
        ends_at = until;
        let slow_poll = ctx.clock.now() + ctx.signals.slow_poll();
        tokio::select! {
            () = moved.changed() => {}
            () = ctx.clock.sleep_until(slow_poll.min(ends_at)) => {}
        }
    }
    Ok(ctx.clock.now() < ends_at)
}

/// What tells that the notification is not wanted any more, and when it is not in any case; nothing once it is not.
async fn wanted_for(
    ctx: &Ctx,
    about: Uuid,
    message: JobId,
) -> Result<Option<(Topic, Timestamp)>, StoreError> {
    if let Some(question) = ctx.store.question(ChallengeId::new(about)).await? {
        let login = &question.read.login;
        let moves = (Topic::Login(login.id), login.expires_at);
        return Ok(still_wanted(ctx, &question).then_some(moves));
    }
    for sent_for in either(about) {
        let topic = match sent_for {
            SentFor::Login(id) => Topic::Login(id),
            SentFor::Enrollment(id) => Topic::Enrollment(id),
        };
        if let Some((last, ends_at)) = awaited(ctx, sent_for).await?
            && last == message
        {
            return Ok(Some((topic, ends_at)));
        }
    }
    Ok(None)
}
