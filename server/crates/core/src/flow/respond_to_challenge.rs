//! Records a device's decision and wakes whoever waits for the login.

use countersign_proto::{
    forgerock::message_id::{MessageId, MessageKind},
    ids::ChallengeId,
    keys::SharedSecret,
};

use super::{ATTEMPTS, read_login::in_good_standing};
use crate::{
    Ctx, DeviceRefusal,
    method::push,
    model::{
        Audit, AuditEvent, AuthenticatorState, ChallengeState, Login, LoginState, Purpose, Standing,
        Timestamp, TokenHash,
    },
    port::{Commit, Question, Topic, UnitOfWork},
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
            let _ = countersign_proto::forgerock::jwt::verify(&decoy(), &request.jwt);
            return Err(DeviceRefusal::Refused("unknown"));
        };
        let secret = push::open_secret(ctx, &question.device)?;
        let answer = push::verify_answer(&secret, &question.challenge, &request.jwt)?;
        may_answer(&question)?;
        if let ChallengeState::Answered(accepted) = question.challenge.state {
            return repeat(&question, accepted, hash, now);
        }
        let decided = push::decide(&question, &answer, now)?;
        if ctx
            .store
            .commit(unit(ctx, question, decided.clone(), hash, now))
            .await?
            == Commit::Committed
        {
            ctx.signals.publish(Topic::Login(decided.id));
            observe(&decided, now);
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

/// Whether everybody concerned is still allowed to take part (R4).
fn may_answer(question: &Question) -> Result<(), DeviceRefusal> {
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

/// The same request again is fine for a while: its reply may have been lost (R6).
fn repeat(
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
    Err(DeviceRefusal::Refused("answered"))
}

fn unit(ctx: &Ctx, question: Question, decided: Login, hash: TokenHash, now: Timestamp) -> UnitOfWork {
    let Question {
        challenge,
        read,
        device,
        authenticator,
        standing,
    } = question;
    let event = match decided.state {
        LoginState::Approved(_) => AuditEvent::LoginApproved,
        LoginState::Denied(_) => AuditEvent::LoginDenied,
        _ => AuditEvent::LoginFailed,
    };
    let mut audit = Audit::new(event, now)
        .user(decided.user_id)
        .client(&decided.client_id)
        .login(decided.id)
        .device(device.id)
        .authenticator(authenticator.id);
    audit.reason = decided.state.reason().map(str::to_owned);
    let unit = UnitOfWork::new("respond_to_challenge")
        .put(challenge.answered(hash))
        .unless_changed(&device)
        .record(audit);
    let before = standing.unwrap_or(Standing::new(read.login.request.initiator, read.login.user_id));
    let limits = &ctx.settings.limits;
    match &decided.state {
        LoginState::Approved(_) => {
            let confirmed = (decided.request.purpose == Purpose::Confirm).then(|| {
                Audit::new(AuditEvent::AuthenticatorConfirmed, now)
                    .user(decided.user_id)
                    .login(decided.id)
                    .authenticator(authenticator.id)
            });
            let unit = confirmed.into_iter().fold(unit, UnitOfWork::record);
            let unit = match authenticator.approved(decided.request.purpose, &authenticator.credential) {
                Some(changed) => unit.put(changed),
                None => unit.unless_changed(&authenticator),
            };
            unit.put_all(before.succeeded()).used(authenticator.id, now)
        }
        LoginState::Denied(_) => unit
            .unless_changed(&authenticator)
            .put(before.denied(now, limits)),
        _ => {
            let failed = authenticator.failed();
            let unit = if failed.state == AuthenticatorState::Locked {
                unit.record(
                    Audit::new(AuditEvent::AuthenticatorLocked, now)
                        .user(failed.user_id)
                        .authenticator(failed.id),
                )
            } else {
                unit
            };
            unit.put(failed).put(before.failed(now, limits))
        }
    }
    .put(decided)
}

fn observe(decided: &Login, now: Timestamp) {
    let outcome = decided.state.tag().as_str();
    let reason = decided.state.reason().unwrap_or("");
    metrics::counter!("countersign_challenges_finished_total", "method" => "push", "outcome" => outcome, "reason" => reason)
        .increment(1);
    metrics::histogram!("countersign_challenge_response_seconds", "method" => "push")
        .record(now.since(decided.created_at).as_secs_f64());
    if matches!(decided.state, LoginState::Failed { .. }) {
        metrics::counter!("countersign_number_mismatch_total").increment(1);
    }
    tracing::info!(login.id = %decided.id, state = outcome, reason, "login decided");
}

/// A key for work that leads nowhere.
fn decoy() -> SharedSecret {
    SharedSecret::from_bytes([0; 32])
}
