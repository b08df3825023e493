//! What happens with a verified answer, whichever protocol it came by: who may give one, what repeats are, what is written.

use super::{
    confirm_authenticator::confirmed,
    ended,
    read_login::in_good_standing,
    suspend,
    travel::{Seen, watch},
};
use crate::{
    Ctx, DeviceRefusal,
    method::push,
    model::{
        Audit, AuditEvent, AuthenticatorState, ChallengeState, Login, LoginState, Purpose, Standing,
        Timestamp, TokenHash,
    },
    port::{Commit, Question, UnitOfWork},
};

/// Whether everybody concerned is still allowed to take part (R4).
pub(crate) fn may_answer(question: &Question) -> Result<(), DeviceRefusal> {
    if !question.device.is_active() {
        return Err(DeviceRefusal::Refused("device"));
    }
    if question.authenticator.state != AuthenticatorState::Active {
        return Err(DeviceRefusal::Refused("authenticator"));
    }
    if !in_good_standing(&question.read) {
        return Err(DeviceRefusal::Refused("suspended"));
    }
    Ok(())
}

/// Records, once for a challenge, that a phone has answered it with the key of an authenticator that was removed: the app still has the
/// account. Nothing else comes of such an answer.
///
/// # Errors
/// [`DeviceRefusal::Unavailable`] if it cannot be recorded.
pub(super) async fn note_orphan(
    ctx: &Ctx,
    question: &Question,
    hash: TokenHash,
    now: Timestamp,
) -> Result<(), DeviceRefusal> {
    let Question {
        challenge,
        device,
        authenticator,
        ..
    } = question;
    if authenticator.state != AuthenticatorState::Deleted || challenge.state != ChallengeState::Open {
        return Ok(());
    }
    let audit = Audit::new(AuditEvent::OrphanResponse, now)
        .user(authenticator.user_id)
        .login(challenge.login_id)
        .device(device.id)
        .authenticator(authenticator.id);
    let unit = UnitOfWork::new("note_orphan")
        .put(challenge.clone().answered(hash))
        .record(audit);
    // In a conflict another answer was recorded.
    let _ = ctx.store.commit(unit).await?;
    Ok(())
}

/// The same request again is fine for a while: its reply may have been lost (R6).
pub(super) fn repeat(
    question: &Question,
    accepted: TokenHash,
    hash: TokenHash,
    now: Timestamp,
) -> Result<(), DeviceRefusal> {
    let in_time = now < question.read.login.expires_at + push::REPEAT_GRACE;
    if accepted == hash && in_time {
        return Ok(());
    }
    metrics::counter!("countersign_replay_rejected_total", "kind" => "answer").increment(1);
    Err(DeviceRefusal::NotOpen("answered"))
}

/// Records what a device's person decided; says whether somebody else was quicker.
///
/// # Errors
/// [`DeviceRefusal::Unavailable`] if nobody can tell.
pub(super) async fn record_decision(
    ctx: &Ctx,
    question: Question,
    decided: Login,
    hash: TokenHash,
    now: Timestamp,
) -> Result<Commit, DeviceRefusal> {
    let (unit, moved, seen) = unit(ctx, question, decided, hash, now).await?;
    let commit = ctx.store.commit(unit).await?;
    if commit == Commit::Committed {
        ended::announce(ctx, &moved, now);
        seen.count();
    }
    Ok(commit)
}

/// The unit that records the answer, the logins that it moves, and what is to be counted then.
async fn unit(
    ctx: &Ctx,
    question: Question,
    decided: Login,
    hash: TokenHash,
    now: Timestamp,
) -> Result<(UnitOfWork, Vec<Login>, Seen), DeviceRefusal> {
    let mut seen = Seen::default();
    let Question {
        challenge,
        device,
        authenticator,
        standing,
        ..
    } = question;
    let audit = ended::audit(&decided, now)
        .device(device.id)
        .authenticator(authenticator.id);
    let unit = UnitOfWork::new("respond_to_challenge")
        .put(challenge.answered(hash))
        .put(&decided)
        .unless_changed(&device)
        .record(audit);
    let before = Standing::found(standing, decided.request.initiator, decided.user_id);
    let limits = &ctx.settings.limits;
    let (unit, ended) = match &decided.state {
        // That a push arrives is no success of a login: nothing is forgiven, and nothing counts as used.
        LoginState::Approved(_) if decided.request.purpose == Purpose::Test => {
            (unit.unless_changed(&authenticator), Vec::new())
        }
        LoginState::Approved(_) => {
            let purpose = decided.request.purpose;
            let unit = match authenticator.approved(purpose, &authenticator.credential) {
                Some(changed) => unit.put(changed),
                None => unit.unless_changed(&authenticator),
            };
            let unit = confirmed(ctx, unit, &decided, &authenticator, now).await?;
            let (unit, found) = watch(ctx, unit, &decided).await;
            seen = found;
            let unit =
                unit.put_all(before.succeeded())
                    .used(authenticator.id, now, decided.request.context.ip);
            (unit, Vec::new())
        }
        LoginState::Denied(_) => {
            let unit = unit.unless_changed(&authenticator);
            (unit.put(before.denied(now, limits)), Vec::new())
        }
        _ => {
            let unit = unit.put(before.failed(now, limits));
            suspend::fail(ctx, unit, vec![authenticator], decided.id, now).await?
        }
    };
    Ok((unit, [decided].into_iter().chain(ended).collect(), seen))
}
