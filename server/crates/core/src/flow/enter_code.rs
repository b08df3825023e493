//! Decides a login by a typed code, beside whatever else was asked: the first valid answer wins.

use countersign_proto::ids::LoginId;

use super::{
    ATTEMPTS,
    confirm_authenticator::confirmed,
    ended, idempotency,
    read_login::{LoginOwner, in_good_standing, read_login},
    suspend,
    travel::{Seen, watch},
};
use crate::{
    Ctx, FlowError,
    method::{
        code::{self, CodeCheck},
        telephone,
    },
    model::{
        Approval, Audit, AuditEvent, Authenticator, AuthenticatorState, Credential, FailReason,
        IdempotencyKey, IdempotentOutcome, KeyStorage, Login, LoginState, Method, Presence, SentFor,
        Standing, Timestamp, TypedCode,
    },
    port::{Commit, Holding, LoginRead, UnitOfWork},
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
        let standing = Standing::found(
            ctx.store.standing(read.login.user_id, initiator).await?,
            initiator,
            read.login.user_id,
        );
        standing.check(now)?;
        let holdings = ctx.store.holdings(read.login.user_id).await?;
        let entry = Entry {
            login: read.login.clone(),
            standing,
            key,
            now,
        };
        let (moved, unit, seen) = match judge(ctx, &read.login, &holdings, typed, now)? {
            Judged::Right(right) => {
                let (moved, unit) = entry.approve(&right)?;
                let [login] = &moved[..] else {
                    return Err(FlowError::Contended);
                };
                let unit = confirmed(ctx, unit, login, &right.authenticator, now).await?;
                let (unit, seen) = watch(ctx, unit, login).await;
                (moved, unit, seen)
            }
            Judged::Wrong(refused) => {
                let (moved, unit) = entry.refuse(ctx, holdings, refused).await?;
                (moved, unit, Seen::default())
            }
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            ended::announce(ctx, &moved, now);
            seen.count();
            let login = moved
                .into_iter()
                .find(|login| login.id == id)
                .unwrap_or(read.login);
            return answer(LoginRead { login, ..read });
        }
    }
    Err(FlowError::Contended)
}

/// What a typed code is to a user.
enum Judged {
    /// It is right.
    Right(Box<Right>),
    /// It is right for none; these are the authenticators that somebody may be guessing at, as they are after it.
    Wrong(Vec<Authenticator>),
}

/// What a code has shown.
struct Right {
    authenticator: Authenticator,
    /// What is left of that.
    credential: Credential,
    method: Method,
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
    let wanted = |one: &&Authenticator| {
        login.request.only.is_none_or(|only| only == one.id) && login.request.takes(one.credential.method())
    };
    for authenticator in candidates.filter(wanted) {
        if let Credential::Telephone(_) = authenticator.credential {
            // Nobody guesses at a code that was not sent.
            let sent = login
                .sent_code()
                .filter(|code| code.authenticator_id == authenticator.id);
            let Some(sent) = sent else { continue };
            if telephone::is_right(ctx, sent, SentFor::Login(login.id), typed, now) {
                return Ok(Judged::Right(Box::new(Right {
                    authenticator: authenticator.clone(),
                    credential: authenticator.credential.clone(),
                    method: sent.channel.method(),
                })));
            }
            refused.push(authenticator.clone());
            continue;
        }
        match code::check(ctx, authenticator.id, &authenticator.credential, typed, now)? {
            CodeCheck::Right(credential) => {
                return Ok(Judged::Right(Box::new(Right {
                    authenticator: authenticator.clone(),
                    method: credential.method(),
                    credential,
                })));
            }
            CodeCheck::Astray(credential) => refused.push(Authenticator {
                credential,
                ..authenticator.clone()
            }),
            CodeCheck::Wrong => refused.push(authenticator.clone()),
        }
    }
    // Nobody guesses sixty bits, so neither paper nor what stands in for it locks: else strangers could end a recovery, or hide it.
    refused.retain(|one| one.credential.method().is_everyday());
    Ok(Judged::Wrong(refused))
}

/// A code that was typed for a pending login.
struct Entry {
    login: Login,
    standing: Standing,
    key: Option<IdempotencyKey>,
    now: Timestamp,
}

/// The logins that a code moves, and the unit that moves them.
type Decided = Result<(Vec<Login>, UnitOfWork), FlowError>;

impl Entry {
    fn approve(self, right: &Right) -> Decided {
        let Right {
            authenticator,
            credential,
            method,
        } = right;
        let purpose = self.login.request.purpose;
        let approval = Approval {
            at: self.now,
            authenticator_id: authenticator.id,
            device_id: None,
            method: *method,
            presence: Presence::Unshown,
            storage: KeyStorage::Unknown,
            logged_out_at: None,
        };
        let login = self.login.approve(approval)?;
        let remembered = self
            .key
            .map(|key| idempotency::remember(key, IdempotentOutcome::Touched(login.id), self.now));
        let unit = UnitOfWork::new("enter_code").put(&login);
        // Whoever suspends it at this moment must not be overlooked (R4).
        let unit = match authenticator.approved(purpose, credential) {
            Some(changed) => unit.put(changed),
            None => unit.unless_changed(authenticator),
        };
        let unit = unit
            .put_all(self.standing.succeeded())
            .put_all(remembered)
            .used(authenticator.id, self.now, login.request.context.ip)
            .record(ended::audit(&login, self.now).authenticator(authenticator.id));
        Ok((vec![login], unit))
    }

    async fn refuse(self, ctx: &Ctx, holdings: Vec<Holding>, refused: Vec<Authenticator>) -> Decided {
        let failed: Vec<Authenticator> = refused.iter().cloned().map(Authenticator::failed).collect();
        let locks = failed.iter().any(|one| one.state == AuthenticatorState::Locked);
        let left = suspend::left_after(holdings, &failed);
        let login = if locks && !suspend::unanswerable(vec![self.login.clone()], &left).is_empty() {
            self.login.fail(self.now, FailReason::Locked)?
        } else {
            self.login.refuse_code(self.now)?
        };
        let record = if login.is_pending() {
            Audit {
                event: AuditEvent::CodeRefused,
                ..ended::audit(&login, self.now)
            }
        } else {
            ended::audit(&login, self.now)
        };
        let remembered = self.key.map(|key| {
            idempotency::remember(key, IdempotentOutcome::WrongCode(login.attempts_left()), self.now)
        });
        let unit = UnitOfWork::new("refuse_code")
            .put(&login)
            .put(self.standing.failed(self.now, &ctx.settings.limits))
            .put_all(remembered)
            .record(record);
        let (unit, ended) = suspend::fail(ctx, unit, refused, login.id, self.now).await?;
        Ok(([login].into_iter().chain(ended).collect(), unit))
    }
}

/// Says to whoever typed what has come of it.
fn answer(read: LoginRead) -> Result<LoginRead, FlowError> {
    if let LoginState::Approved(_) = read.login.state {
        return Ok(read);
    }
    metrics::counter!("countersign_verify_failures_total", "method" => "code").increment(1);
    Err(FlowError::WrongCode {
        attempts_left: read.login.attempts_left(),
    })
}
