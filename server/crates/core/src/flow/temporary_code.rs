//! A code that an operator gives to somebody who has lost everything else, after making sure who it is.

use std::time::Duration;

use zeroize::Zeroizing;

use super::{
    ATTEMPTS, mail,
    manage_users::find_user,
    text_notice::{self, Details},
};
use crate::{
    Ctx, FlowError,
    method::temporary_code::{held, issue},
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, CodeOrigin, DisplayText, MailKind,
        TemporaryCode, Timestamp, UserState,
    },
    port::{Commit, Holding, Topic, UnitOfWork},
};

/// Longest reason, in user-perceived characters.
const REASON_GRAPHEMES: usize = 200;

/// A code that was just issued.
#[derive(Debug)]
pub struct IssuedCode {
    /// The code, for the one answer that shows it.
    pub code: Zeroizing<String>,
    /// From when on it does not work any more.
    pub expires_at: Timestamp,
}

/// Issues a code that lets the user in once, within `ttl`, in the place of an earlier one. Its login is worth what a recovery
/// is (R12). The user is told by mail and by text message.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user, [`FlowError::Invalid`] for a suspended one, without a reason, or for a life
/// that is too long.
pub async fn issue_temporary_code(
    ctx: &Ctx,
    name: &str,
    reason: &str,
    ttl: Duration,
) -> Result<IssuedCode, FlowError> {
    let reason = DisplayText::parse(reason.trim(), REASON_GRAPHEMES)
        .map_err(|error| FlowError::Invalid(format!("the reason {error}")))?;
    if ttl.is_zero() || ttl > TemporaryCode::OPERATOR_TTL {
        return Err(FlowError::Invalid("a code lives for 1 to 8 hours".to_owned()));
    }
    for _ in 0..ATTEMPTS {
        let user = find_user(ctx, name).await?;
        if user.state != UserState::Active {
            return Err(FlowError::Invalid("the account is suspended".to_owned()));
        }
        let now = ctx.clock.now();
        let expires_at = now + ttl;
        let holdings = ctx.store.holdings(user.id).await?;
        let (authenticator, code) = issue(ctx, &user, CodeOrigin::Operator, now, expires_at, now);
        let audit = Audit::new(AuditEvent::TemporaryCodeIssued, now)
            .user(user.id)
            .authenticator(authenticator.id)
            .because(reason.as_str());
        let unit = UnitOfWork::new("issue_temporary_code")
            .put_all(replaced(&holdings, CodeOrigin::Operator))
            .put(&authenticator)
            .put(user.clone().touched())
            .enqueue(mail::notices(ctx, &user, MailKind::TemporaryCode, now))
            .record(audit);
        let kind = MailKind::TemporaryCode;
        let unit = text_notice::tell(ctx, unit, &user, &authenticator, kind, Details::default, now);
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(IssuedCode { code, expires_at });
        }
    }
    Err(FlowError::Contended)
}

/// Those of this origin that a new one takes the place of, as they are then.
pub(super) fn replaced(holdings: &[Holding], origin: CodeOrigin) -> impl Iterator<Item = Authenticator> {
    let earlier = held(holdings).filter(move |(_, code)| code.origin == origin);
    earlier.map(|(one, _)| one.clone().in_state(AuthenticatorState::Deleted))
}
