//! Asks the phones in a login that has not asked them yet: its person has chosen them among other ways.

use countersign_proto::ids::LoginId;

use super::{
    ATTEMPTS, ended,
    read_login::{LoginOwner, in_good_standing, read_login},
    start_login::{challenge, deliveries},
};
use crate::{
    Ctx, FlowError,
    method::push,
    model::{Audit, AuditEvent, Challenge, Login, Standing},
    port::{Commit, Row, Topic, UnitOfWork},
};

/// The login once its phones are asked. Asking again changes nothing: sending again is another wish, see
/// [`super::resend_login`].
///
/// Counted as a push it was when it started, so only a back-off or lock of the initiator refuses it (R14).
///
/// # Errors
/// [`FlowError::NotPending`] once it has ended, [`FlowError::NoUsableAuthenticator`] if no phone can be asked in it now,
/// [`FlowError::TooMany`] during a back-off or lock.
pub async fn ask_phones(ctx: &Ctx, id: LoginId, owner: &LoginOwner) -> Result<Login, FlowError> {
    for _ in 0..ATTEMPTS {
        let read = read_login(ctx, id, owner).await?;
        if !read.login.is_pending() || !in_good_standing(&read) {
            return Err(FlowError::NotPending);
        }
        if read.login.has_asked() {
            return Ok(read.login);
        }
        let now = ctx.clock.now();
        let initiator = read.login.request.initiator;
        let found = ctx.store.standing(read.login.user_id, initiator).await?;
        Standing::found(found, initiator, read.login.user_id).check(now)?;
        let user = ctx
            .store
            .user(read.login.user_id)
            .await?
            .ok_or(FlowError::NotPending)?;
        let holdings = ctx.store.holdings(user.id).await?;
        let request = &read.login.request;
        let mut asked = push::askable(&holdings, &read.login.client_id, request.purpose);
        asked.retain(|one| request.devices.iter().any(|device| device.id == one.device.id));
        if asked.is_empty() {
            return Err(FlowError::NoUsableAuthenticator);
        }
        let login = read
            .login
            .clone()
            .resend(now)
            .map_err(|_| FlowError::NotPending)?;
        let challenges: Vec<Challenge> = asked
            .iter()
            .map(|one| challenge(ctx, &login, *one, now))
            .collect();
        let guards = asked
            .iter()
            .flat_map(|one| [Row::from(one.device), one.authenticator.into()]);
        let audit = Audit::new(AuditEvent::LoginAsked, now)
            .user(login.user_id)
            .client(&login.client_id)
            .login(login.id);
        let unit = UnitOfWork::new("ask_phones")
            .put(&login)
            .enqueue(deliveries(ctx, &challenges, now, login.expires_at))
            .put_all(challenges)
            .unless_any_changed(guards.chain([Row::from(&user)]))
            .record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, [&login], now);
            return Ok(login);
        }
    }
    Err(FlowError::Contended)
}
