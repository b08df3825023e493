//! Logging out of services: each has opened a session of its own on the strength of a login, so each is told that this login counts
//! for nothing any more. Whatever ends sessions of ours for good ends those as well (R13).

use std::{collections::BTreeMap, time::Duration};

use countersign_proto::ids::{AuthenticatorId, JobId, LoginId, UserId};

use super::{
    ATTEMPTS, idempotency,
    read_login::{LoginOwner, read_login},
    session::end_each,
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, BearerToken, Client, ClientId, ClientState, IdempotencyKey, IdempotentOutcome,
        Job, JobKind, Login, LoginState, Logout, LogoutCause, Timestamp,
    },
    port::{Commit, LoginRead, Topic, UnitOfWork},
};

/// How long after its login a session of a service is told of a logout: as long as logins are kept for certain, see
/// [`KEEP_ENDED`](crate::port::KEEP_ENDED).
pub const REACH: Duration = Duration::from_secs(24 * 3600);
/// How long a service is tried that cannot be reached: after that, all that it could end is a day old.
const TRIED_FOR: Duration = REACH;
/// How many logins of a person are looked at, the latest ones.
const MOST: u32 = 1000;
/// Above so many logins of one client, it is told once, of all of them.
const ONE_BY_ONE: usize = 10;

/// A service that a person has logged in to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSession {
    /// Which one.
    pub client_id: ClientId,
    /// What people call it.
    pub name: String,
    /// When they last did.
    pub since: Timestamp,
    /// Whether it can still be told of a logout; else it ends its session when it sees fit.
    pub is_told: bool,
}

/// Which logins end.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which {
    /// All of them.
    All,
    /// All but this one, which ends otherwise.
    AllBut(LoginId),
    /// Those that this authenticator has approved.
    RestingOn(AuthenticatorId),
}

impl Which {
    fn includes(self, login: &Login) -> bool {
        match (self, &login.state) {
            (Self::All, _) => true,
            (Self::AllBut(other), _) => login.id != other,
            (Self::RestingOn(one), LoginState::Approved(approval)) => approval.authenticator_id == one,
            (Self::RestingOn(_), _) => false,
        }
    }
}

/// Ends the session behind a cookie and those of all services that its person has logged in to, and says which these are. A cookie
/// that opens nothing ends nothing.
///
/// # Errors
/// [`FlowError::Store`] or [`FlowError::Contended`] if nothing was ended.
pub async fn log_out(ctx: &Ctx, cookie: &BearerToken) -> Result<Vec<ServiceSession>, FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let session = ctx.store.session(&cookie.hash()).await?;
        let Some(session) = session.filter(|session| session.is_open(now)) else {
            return Ok(Vec::new());
        };
        let user = session.user_id;
        let services = services_of(ctx, user).await?;
        let unit = end_each(UnitOfWork::new("log_out"), [session], now);
        let unit = end_services(ctx, unit, user, Which::All, LogoutCause::User, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(services);
        }
    }
    Err(FlowError::Contended)
}

/// A service says that its user has logged out there: their sessions on our own pages end, and the other services are told. It learns
/// nothing of those (R17). Once a login is logged out, saying so again does nothing.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such login of this client, [`FlowError::NotPending`] if it was not approved.
pub async fn log_out_login(
    ctx: &Ctx,
    id: LoginId,
    client: ClientId,
    key: Option<IdempotencyKey>,
) -> Result<LoginRead, FlowError> {
    let owner = LoginOwner::Client(client);
    for _ in 0..ATTEMPTS {
        let read = read_login(ctx, id, &owner).await?;
        let is_repeat = idempotency::recall(ctx, key.as_ref()).await?.is_some();
        if is_repeat || read.login.logged_out_at().is_some() {
            return Ok(read);
        }
        let now = ctx.clock.now();
        let Some(login) = as_logged_out(&read.login, now) else {
            return Err(FlowError::NotPending);
        };
        let user = login.user_id;
        let unit = UnitOfWork::new("log_out_login")
            .put(&login)
            .put_all(key.map(|key| idempotency::remember(key, IdempotentOutcome::Touched(id), now)))
            .record(audit(&login, LogoutCause::Service, now));
        let mut sessions = ctx.store.sessions(user).await?;
        sessions.retain(|session| session.is_open(now));
        let unit = end_each(unit, sessions, now);
        let unit = end_services(ctx, unit, user, Which::AllBut(id), LogoutCause::Service, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(LoginRead { login, ..read });
        }
    }
    Err(FlowError::Contended)
}

/// The services that a person has logged in to and not out of, as far as they wanted to know of a logout then; the latest first.
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read.
pub async fn services_of(ctx: &Ctx, user: UserId) -> Result<Vec<ServiceSession>, FlowError> {
    let mut services: Vec<ServiceSession> = Vec::new();
    for login in open_logins(ctx, user, ctx.clock.now()).await? {
        if services.iter().any(|one| one.client_id == login.client_id) {
            continue;
        }
        // A service that was removed has nobody to tell, and no name.
        if let Some(client) = ctx.store.client(&login.client_id).await? {
            services.push(ServiceSession {
                is_told: is_told(&client),
                name: client.name.to_string(),
                since: login.state.decided_at().unwrap_or(login.created_at),
                client_id: client.id,
            });
        }
    }
    Ok(services)
}

/// Adds to `unit` that logins of a user at services count for nothing any more, and the jobs that tell those services. Whoever commits
/// it wakes the job runner.
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read.
pub(super) async fn end_services(
    ctx: &Ctx,
    mut unit: UnitOfWork,
    user: UserId,
    which: Which,
    cause: LogoutCause,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    let mut of_clients = BTreeMap::<ClientId, Vec<Login>>::new();
    for login in open_logins(ctx, user, now).await? {
        if let Some(login) = as_logged_out(&login, now).filter(|_| which.includes(&login)) {
            unit = unit.record(audit(&login, cause, now)).put(&login);
            of_clients.entry(login.client_id.clone()).or_default().push(login);
        }
    }
    for (id, logins) in of_clients {
        if ctx.store.client(&id).await?.as_ref().is_some_and(is_told) {
            unit = unit.enqueue(jobs(ctx, &logins, which, now));
        }
    }
    Ok(unit)
}

/// The jobs that tell the client of these logins.
fn jobs(ctx: &Ctx, logins: &[Login], which: Which, now: Timestamp) -> Vec<Job> {
    // A token without a login speaks of all that its client knows; what is left out here ends otherwise.
    let at_once = logins.len() > ONE_BY_ONE && !matches!(which, Which::RestingOn(_));
    let told = if at_once { &logins[..1] } else { logins };
    let jobs = told.iter().map(|login| {
        let logout = Logout {
            client_id: login.client_id.clone(),
            user_id: login.user_id,
            username: login.request.username.to_string(),
            login_id: (!at_once).then_some(login.id),
        };
        job(ctx, &logout, now)
    });
    jobs.collect()
}

fn job(ctx: &Ctx, logout: &Logout, now: Timestamp) -> Job {
    let id = JobId::new(ctx.entropy.row_id(now));
    let logout = serde_json::to_vec(logout).expect("a logout has string keys");
    let sealed = ctx
        .secrets
        .seal(Job::logout_place(id.as_uuid().as_bytes()), &logout);
    Job {
        id,
        kind: JobKind::TellLogout(sealed),
        run_at: now,
        deadline: now + TRIED_FOR,
    }
}

/// What services may have opened sessions for.
async fn open_logins(ctx: &Ctx, user: UserId, now: Timestamp) -> Result<Vec<Login>, FlowError> {
    let mut logins = ctx.store.approved_logins(user, now - REACH, MOST).await?;
    logins.retain(|login| login.client_id != ClientId::own_pages() && login.assurance().is_some());
    Ok(logins)
}

/// The login once its person is out of it; nothing unless it was one to log in by, and they were not.
fn as_logged_out(login: &Login, now: Timestamp) -> Option<Login> {
    login.assurance()?;
    login.clone().logged_out(now)
}

fn is_told(client: &Client) -> bool {
    client.state == ClientState::Active && client.logout_uri.is_some()
}

fn audit(login: &Login, cause: LogoutCause, now: Timestamp) -> Audit {
    Audit::new(AuditEvent::LoggedOut, now)
        .user(login.user_id)
        .client(&login.client_id)
        .login(login.id)
        .because(cause.as_str())
}
