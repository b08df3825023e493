//! Decides a login by a passkey, beside whatever else was asked: the first valid answer wins.

use countersign_proto::ids::LoginId;
use data_encoding::BASE64URL_NOPAD;

use super::{
    ATTEMPTS,
    confirm_authenticator::confirmed,
    ended,
    read_login::{LoginOwner, in_good_standing, read_login},
    travel::{Seen, watch},
};
use crate::{
    Ctx, FlowError,
    method::passkey::{self, PasskeyRefusal, Used},
    model::{
        Approval, Audit, AuditEvent, Authenticator, Credential, Login, Passkey, Presence, Standing, Timestamp,
    },
    port::{Commit, Holding, UnitOfWork},
};

/// Judges what a browser sends that has used a passkey; the login that it has approved.
///
/// What is refused counts against the login and its initiator as a wrong code does. It never counts against the passkey:
/// nobody guesses a signature, so that would only let others lock it.
///
/// # Errors
/// [`FlowError::WrongCode`], also with the one that ends the login; [`FlowError::NotPending`] once it has ended;
/// [`FlowError::TooMany`] while the initiator is locked out (R14).
pub async fn use_passkey(
    ctx: &Ctx,
    id: LoginId,
    owner: &LoginOwner,
    used: &Used,
) -> Result<Login, FlowError> {
    for _ in 0..ATTEMPTS {
        let read = read_login(ctx, id, owner).await?;
        let now = ctx.clock.now();
        if !read.login.is_pending() || !in_good_standing(&read) {
            return Err(FlowError::NotPending);
        }
        let initiator = read.login.request.initiator;
        let found = ctx.store.standing(read.login.user_id, initiator).await?;
        let standing = Standing::found(found, initiator, read.login.user_id);
        standing.check(now)?;
        let holdings = ctx.store.holdings(read.login.user_id).await?;
        let attempt = Attempt {
            login: read.login,
            standing,
            now,
        };
        let right = match find(&attempt.login, &holdings, used) {
            None => Err((None, PasskeyRefusal::Unknown)),
            Some((authenticator, passkey)) => passkey::verify_used(ctx, &attempt.login, passkey, used, now)
                .map(|passkey| (authenticator, passkey))
                .map_err(|refusal| (Some(authenticator), refusal)),
        };
        let is_right = right.is_ok();
        let (login, unit, seen) = match right {
            Ok((authenticator, passkey)) => {
                let (login, unit) = attempt.approve(authenticator, passkey)?;
                let unit = confirmed(ctx, unit, &login, authenticator, now).await?;
                let (unit, seen) = watch(ctx, unit, &login).await;
                (login, unit, seen)
            }
            Err((authenticator, refusal)) => {
                let (login, unit) = attempt.refuse(ctx, authenticator, refusal)?;
                (login, unit, Seen::default())
            }
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            ended::announce(ctx, [&login], now);
            seen.count();
            return if is_right {
                Ok(login)
            } else {
                metrics::counter!("countersign_verify_failures_total", "method" => "passkey").increment(1);
                Err(FlowError::WrongCode {
                    attempts_left: login.attempts_left(),
                })
            };
        }
    }
    Err(FlowError::Contended)
}

/// The user's passkey that was used, if it may decide this login.
fn find<'a>(login: &Login, holdings: &'a [Holding], used: &Used) -> Option<(&'a Authenticator, &'a Passkey)> {
    let id = BASE64URL_NOPAD.encode(&used.raw_id);
    let candidates = passkey::candidates(holdings, &login.client_id, login.request.purpose);
    let mut wanted = candidates.filter(|one| login.request.only.is_none_or(|only| only == one.id));
    wanted.find_map(|one| match &one.credential {
        Credential::Passkey(passkey) if passkey.id == id => Some((one, passkey)),
        _ => None,
    })
}

/// An answer to a pending login.
struct Attempt {
    login: Login,
    standing: Standing,
    now: Timestamp,
}

/// The login as it is moved, and the unit that moves it.
type Decided = Result<(Login, UnitOfWork), FlowError>;

impl Attempt {
    fn approve(self, authenticator: &Authenticator, passkey: Passkey) -> Decided {
        let purpose = self.login.request.purpose;
        let storage = passkey.storage();
        let credential = Credential::Passkey(passkey);
        let approval = Approval {
            at: self.now,
            authenticator_id: authenticator.id,
            device_id: None,
            method: credential.method(),
            presence: Presence::Unshown,
            storage,
            logged_out_at: None,
        };
        let login = self.login.approve(approval)?;
        let changed = authenticator.approved(purpose, &credential);
        let unit = UnitOfWork::new("use_passkey")
            .put(&login)
            .put_all(self.standing.succeeded())
            .used(authenticator.id, self.now, login.request.context.ip)
            .record(ended::audit(&login, self.now).authenticator(authenticator.id));
        // Whoever suspends it at this moment must not be overlooked (R4).
        let unit = match changed {
            Some(changed) => unit.put(changed),
            None => unit.unless_changed(authenticator),
        };
        Ok((login, unit))
    }

    fn refuse(self, ctx: &Ctx, authenticator: Option<&Authenticator>, refusal: PasskeyRefusal) -> Decided {
        let login = self.login.refuse_code(self.now)?;
        let record = Audit {
            event: AuditEvent::PasskeyRefused,
            authenticator_id: authenticator.map(|one| one.id),
            ..ended::audit(&login, self.now)
        };
        let unit = UnitOfWork::new("refuse_passkey")
            .put(&login)
            .put(self.standing.failed(self.now, &ctx.settings.limits))
            .record(record.because(refusal.as_str()));
        let unit = if login.is_pending() {
            unit
        } else {
            unit.record(ended::audit(&login, self.now))
        };
        Ok((login, unit))
    }
}
