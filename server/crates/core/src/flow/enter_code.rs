//! Decides a login by a typed code, beside whatever else was asked: the first valid answer wins.

use countersign_proto::ids::LoginId;

use super::{
    ATTEMPTS, idempotency,
    read_login::{LoginOwner, in_good_standing, read_login},
};
use crate::{
    Ctx, FlowError,
    method::code::{self, CodeCheck},
    model::{
        Approval, Audit, AuditEvent, Authenticator, AuthenticatorState, Credential, IdempotencyKey,
        IdempotentOutcome, Login, LoginState, NotPending, Purpose, Standing, Timestamp, TypedCode,
    },
    port::{Commit, Holding, LoginRead, Topic, UnitOfWork},
};

/// Judges a typed code. Each of the user's authenticators that could take it is tried.
///
/// # Errors
/// [`FlowError::WrongCode`], also with the one that ends the login; [`FlowError::NotPending`] once it has ended;
/// [`FlowError::TooMany`] while the initiator is locked out (R14).
pub async fn enter_code(
    ctx: &Ctx,
    id: LoginId,
    owner: &LoginOwner,
    typed: &TypedCode,
    key: Option<IdempotencyKey>,
) -> Result<LoginRead, FlowError> {
    for _ in 0..ATTEMPTS {
        let read = read_login(ctx, id, owner).await?;
        match idempotency::recall(ctx, key.as_ref()).await? {
            Some(IdempotentOutcome::WrongCode(attempts_left)) => {
                return Err(FlowError::WrongCode { attempts_left });
            }
            Some(_) => return Ok(read),
            None => {}
        }
        let now = ctx.clock.now();
        if !read.login.is_pending() || !in_good_standing(&read) {
            return Err(FlowError::NotPending);
        }
        let initiator = read.login.request.initiator;
        let standing = ctx
            .store
            .standing(initiator)
            .await?
            .unwrap_or(Standing::new(initiator, read.login.user_id));
        standing.check(now)?;
        let holdings = ctx.store.holdings(read.login.user_id).await?;
        let entry = Entry {
            login: read.login.clone(),
            standing,
            key,
            now,
        };
        let decided = match judge(ctx, &read.login, &holdings, typed, now)? {
            Judged::Right(right) => entry.approve(&right.0, &right.1),
            Judged::Wrong(refused) => entry.refuse(ctx, refused),
        };
        let (login, unit) = decided.map_err(|_| FlowError::NotPending)?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Login(id));
            return settle(LoginRead { login, ..read }, now);
        }
    }
    Err(FlowError::Contended)
}

/// What a typed code is to a user.
enum Judged {
    /// It is right for this authenticator, of which this credential is left.
    Right(Box<(Authenticator, Credential)>),
    /// It is right for none; these are the authenticators that somebody may be guessing at, as they are after it.
    Wrong(Vec<Authenticator>),
}

fn judge(
    ctx: &Ctx,
    login: &Login,
    holdings: &[Holding],
    typed: &TypedCode,
    now: Timestamp,
) -> Result<Judged, FlowError> {
    let mut refused = Vec::new();
    let candidates = code::candidates(holdings, &login.client_id, login.request.purpose);
    let wanted = |one: &&Authenticator| login.request.only.is_none_or(|only| only == one.id);
    for authenticator in candidates.filter(wanted) {
        match code::check(ctx, authenticator.id, &authenticator.credential, typed, now)? {
            CodeCheck::Right(credential) => {
                return Ok(Judged::Right(Box::new((authenticator.clone(), credential))));
            }
            CodeCheck::Astray(credential) => refused.push(Authenticator {
                credential,
                ..authenticator.clone()
            }),
            CodeCheck::Wrong => refused.push(authenticator.clone()),
        }
    }
    // Nobody guesses sixty bits, so paper does not lock.
    refused.retain(|one| matches!(one.credential, Credential::Oath(_)));
    Ok(Judged::Wrong(refused))
}

/// A code that was typed for a pending login.
struct Entry {
    login: Login,
    standing: Standing,
    key: Option<IdempotencyKey>,
    now: Timestamp,
}

type Decided = Result<(Login, UnitOfWork), NotPending>;

impl Entry {
    fn approve(self, authenticator: &Authenticator, credential: &Credential) -> Decided {
        let purpose = self.login.request.purpose;
        let approval = Approval {
            at: self.now,
            authenticator_id: authenticator.id,
            device_id: None,
            method: credential.method(),
        };
        let login = self.login.approve(approval)?;
        let remembered = self
            .key
            .map(|key| idempotency::remember(key, IdempotentOutcome::Touched(login.id), self.now));
        let unit = UnitOfWork::new("enter_code")
            .put(&login)
            .put_all(authenticator.approved(purpose, credential))
            .put_all(self.standing.succeeded())
            .put_all(remembered)
            .used(authenticator.id, self.now)
            .record(audit(AuditEvent::LoginApproved, &login, self.now).authenticator(authenticator.id));
        let unit = match purpose {
            Purpose::LogIn => unit,
            Purpose::Confirm => unit.record(
                Audit::new(AuditEvent::AuthenticatorConfirmed, self.now)
                    .user(login.user_id)
                    .login(login.id)
                    .authenticator(authenticator.id),
            ),
        };
        Ok((login, unit))
    }

    fn refuse(self, ctx: &Ctx, refused: Vec<Authenticator>) -> Decided {
        let login = self.login.refuse_code(self.now)?;
        let event = if login.is_pending() {
            AuditEvent::CodeRefused
        } else {
            AuditEvent::LoginFailed
        };
        let mut record = audit(event, &login, self.now);
        record.reason = login.state.reason().map(str::to_owned);
        let remembered = self.key.map(|key| {
            idempotency::remember(key, IdempotentOutcome::WrongCode(login.attempts_left()), self.now)
        });
        let unit = UnitOfWork::new("refuse_code")
            .put(&login)
            .put(self.standing.failed(self.now, &ctx.settings.limits))
            .put_all(remembered)
            .record(record);
        let unit = refused
            .into_iter()
            .map(Authenticator::failed)
            .fold(unit, |unit, failed| {
                let locked = (failed.state == AuthenticatorState::Locked).then(|| {
                    Audit::new(AuditEvent::AuthenticatorLocked, self.now)
                        .user(failed.user_id)
                        .authenticator(failed.id)
                });
                locked.into_iter().fold(unit.put(failed), UnitOfWork::record)
            });
        Ok((login, unit))
    }
}

fn audit(event: AuditEvent, login: &Login, now: Timestamp) -> Audit {
    Audit::new(event, now)
        .user(login.user_id)
        .client(&login.client_id)
        .login(login.id)
}

/// Counts what was decided, and says it to whoever typed.
fn settle(read: LoginRead, now: Timestamp) -> Result<LoginRead, FlowError> {
    let login = &read.login;
    let approved = match &login.state {
        LoginState::Approved(approval) => Some(approval.method),
        _ => None,
    };
    if approved.is_none() {
        metrics::counter!("countersign_verify_failures_total", "method" => "code").increment(1);
    }
    if !login.is_pending() {
        let method = approved.unwrap_or(login.request.first_method()).as_str();
        let (outcome, reason) = (login.state.tag().as_str(), login.state.reason().unwrap_or(""));
        metrics::counter!("countersign_challenges_finished_total", "method" => method, "outcome" => outcome, "reason" => reason)
            .increment(1);
        metrics::histogram!("countersign_challenge_response_seconds", "method" => method)
            .record(now.since(login.created_at).as_secs_f64());
        tracing::info!(login.id = %login.id, state = outcome, reason, "login decided");
    }
    match approved {
        Some(_) => Ok(read),
        None => Err(FlowError::WrongCode {
            attempts_left: login.attempts_left(),
        }),
    }
}
