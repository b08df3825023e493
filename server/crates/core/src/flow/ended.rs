//! What is said when logins have moved: it is recorded with the move, and after the commit whoever waits is woken and what
//! has ended is counted once.

use crate::{
    Ctx,
    model::{Audit, AuditEvent, Login, LoginState, Purpose, Timestamp},
    port::Topic,
};

/// The record of how a login stands, for the unit that moves it there.
pub(super) fn audit(login: &Login, now: Timestamp) -> Audit {
    if login.request.purpose == Purpose::Test {
        return test_ended(login, now);
    }
    let event = match login.state {
        LoginState::Pending(_) => AuditEvent::LoginResent,
        LoginState::Approved(_) => AuditEvent::LoginApproved,
        LoginState::Denied(_) => AuditEvent::LoginDenied,
        LoginState::Expired { .. } => AuditEvent::LoginExpired,
        LoginState::Cancelled { .. } => AuditEvent::LoginCancelled,
        LoginState::Failed { .. } => AuditEvent::LoginFailed,
    };
    let audit = Audit::new(event, now)
        .user(login.user_id)
        .client(&login.client_id)
        .login(login.id);
    Audit {
        reason: login.state.reason().map(str::to_owned),
        ..audit
    }
}

/// The record of how a test of pushes ended: it must not read as a login.
fn test_ended(login: &Login, now: Timestamp) -> Audit {
    let how = login.state.reason().unwrap_or(login.state.tag().as_str());
    Audit::new(AuditEvent::TestPushEnded, now)
        .user(login.user_id)
        .login(login.id)
        .because(how)
}

/// Announces logins as they stand after a commit at `now`.
pub(super) fn announce<'a>(ctx: &Ctx, logins: impl IntoIterator<Item = &'a Login>, now: Timestamp) {
    for login in logins {
        ctx.signals.publish(Topic::Login(login.id));
        for device in login.request.devices.iter().filter(|device| device.fetches) {
            ctx.signals.publish(Topic::Device(device.id));
        }
        if !login.is_pending() {
            count(login, now);
        }
        // Its owner is told.
        if login.request.purpose == Purpose::Confirm {
            ctx.signals.publish(Topic::Jobs);
        }
    }
}

fn count(login: &Login, now: Timestamp) {
    let method = match &login.state {
        LoginState::Approved(approval) => approval.method,
        _ => login.request.first_method(),
    };
    let (method, outcome) = (method.as_str(), login.state.tag().as_str());
    let reason = login.state.reason().unwrap_or("");
    metrics::counter!("countersign_challenges_finished_total", "method" => method, "outcome" => outcome, "reason" => reason)
        .increment(1);
    if let LoginState::Approved(_) | LoginState::Denied(_) | LoginState::Failed { .. } = login.state {
        metrics::histogram!("countersign_challenge_response_seconds", "method" => method)
            .record(now.since(login.created_at).as_secs_f64());
    }
    tracing::info!(login.id = %login.id, state = outcome, reason, "login ended");
}
