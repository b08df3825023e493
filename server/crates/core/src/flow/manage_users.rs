//! Adds, shows, suspends, resumes, unlocks and deletes users.

use countersign_proto::ids::{DeviceId, UserId};

use super::{
    ATTEMPTS, answer_certificate, delegate, ended, new_password,
    sign_up::is_taken,
    suspend::{self, Because},
};
use crate::{
    Ctx, FlowError,
    model::{
        AccountNumber, Audit, AuditEvent, AuthenticatorState, Device, DisplayText, Login, MailAddress,
        NameClaim, Timestamp, User, UserName, UserState, Version,
    },
    passwords::TypedPassword,
    port::{Commit, Topic, UnitOfWork},
};

/// A user to be added.
#[derive(Debug)]
pub struct NewUser {
    /// The name, as typed.
    pub name: String,
    /// Where notices go.
    pub email: Option<MailAddress>,
    /// What others see.
    pub display_name: Option<DisplayText>,
    /// The first password; without one the user logs in nowhere but at clients.
    pub password: Option<TypedPassword>,
}

/// Adds a user.
///
/// # Errors
/// [`FlowError::AlreadyExists`] if the name is taken or looks like one that is, [`FlowError::Password`] if the password cannot be set.
pub async fn add_user(ctx: &Ctx, new: NewUser) -> Result<User, FlowError> {
    let name = UserName::parse(&new.name)?;
    if is_taken(ctx, &name).await? {
        return Err(FlowError::AlreadyExists);
    }
    let now = ctx.clock.now();
    let mut user = User {
        email: new.email,
        second_email: None,
        display_name: new.display_name,
        ..new_user(ctx, name.clone(), now)
    };
    if let Some(password) = new.password {
        user.password_hash = Some(new_password::hash(ctx, &user, password).await?);
        user.password_set_at = Some(now);
    }
    let unit = UnitOfWork::new("add_user")
        .put(NameClaim::new(&user.name, user.id))
        .record(Audit::new(AuditEvent::UserAdded, now).user(user.id))
        .put(user);
    match ctx.store.commit(unit).await? {
        Commit::Committed => find_user(ctx, name.as_str()).await,
        Commit::Conflict => Err(FlowError::AlreadyExists),
    }
}

/// A user of this name with nothing else known.
pub(super) fn new_user(ctx: &Ctx, name: UserName, now: Timestamp) -> User {
    User {
        id: UserId::new(ctx.entropy.row_id(now)),
        number: AccountNumber::UNASSIGNED,
        name,
        display_name: None,
        email: None,
        second_email: None,
        language: String::new(),
        state: UserState::Active,
        password_hash: None,
        password_set_at: None,
        created_at: now,
        version: Version::FIRST,
    }
}

/// The user of this name.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none.
pub async fn find_user(ctx: &Ctx, name: &str) -> Result<User, FlowError> {
    let name = UserName::parse(name).map_err(|_| FlowError::NotFound)?;
    ctx.store.user_by_name(&name).await?.ok_or(FlowError::NotFound)
}

/// Gives the user another password; whoever is logged in must log in anew.
///
/// # Errors
/// [`FlowError::NotFound`], or [`FlowError::Password`] if it cannot be set.
pub async fn set_password(ctx: &Ctx, name: &str, password: TypedPassword) -> Result<User, FlowError> {
    let hash = new_password::hash(ctx, &find_user(ctx, name).await?, password).await?;
    for _ in 0..ATTEMPTS {
        let user = find_user(ctx, name).await?;
        let now = ctx.clock.now();
        let unit = UnitOfWork::new("set_password");
        let (unit, user, ended) = new_password::set(ctx, unit, user, &hash, "operator", None, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, &ended, now);
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}

/// Has the user be written to in another language.
///
/// # Errors
/// [`FlowError::NotFound`], or [`FlowError::Invalid`] if `tag` names no language.
pub async fn set_language(ctx: &Ctx, name: &str, tag: &str) -> Result<User, FlowError> {
    for _ in 0..ATTEMPTS {
        let user = find_user(ctx, name).await?.with_language(tag);
        let user = user.map_err(|reason| FlowError::Invalid(reason.to_owned()))?;
        let audit = Audit::new(AuditEvent::LanguageSet, ctx.clock.now()).user(user.id);
        let unit = UnitOfWork::new("set_language").put(&user).record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}

/// Closes an account: it succeeds through no door, and what is pending ends (R4, R13).
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user.
pub async fn suspend_user(ctx: &Ctx, name: &str) -> Result<User, FlowError> {
    for _ in 0..ATTEMPTS {
        let user = find_user(ctx, name).await?;
        if user.state == UserState::Suspended {
            return Ok(user);
        }
        let now = ctx.clock.now();
        let unit =
            UnitOfWork::new("suspend_user").record(Audit::new(AuditEvent::UserSuspended, now).user(user.id));
        let (unit, closed) = suspended(ctx, unit, user.clone(), now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            closed.announce(ctx, now);
            return Ok(user.in_state(UserState::Suspended));
        }
    }
    Err(FlowError::Contended)
}

/// What ends with an account that is closed.
#[derive(Debug, Default)]
pub(super) struct Closed {
    /// The logins that were pending, as they are then.
    logins: Vec<Login>,
    /// The phones that may be listening.
    phones: Vec<DeviceId>,
}

impl Closed {
    /// Announces it after the commit.
    pub(super) fn announce(&self, ctx: &Ctx, now: Timestamp) {
        ended::announce(ctx, &self.logins, now);
        for phone in &self.phones {
            ctx.signals.publish(Topic::Device(*phone));
        }
    }
}

/// Adds to `unit` that an account is closed, and says what that ends.
pub(super) async fn suspended(
    ctx: &Ctx,
    unit: UnitOfWork,
    user: User,
    now: Timestamp,
) -> Result<(UnitOfWork, Closed), FlowError> {
    let holdings = ctx.store.holdings(user.id).await?.into_iter();
    let devices = holdings.filter_map(|holding| holding.device);
    let phones = devices
        .filter(Device::is_native)
        .map(|device| device.id)
        .collect();
    let pending = ctx.store.pending_logins(user.id).await?;
    let unit = suspend::end_sessions(ctx, unit, user.id, now).await?;
    let unit = answer_certificate::lapse_approvals(ctx, unit, user.id, now).await?;
    let unit = unit.put(user.in_state(UserState::Suspended));
    let (unit, logins) = suspend::end_logins(unit, pending, Because::Suspended, now);
    Ok((unit, Closed { logins, phones }))
}

/// Opens a suspended account again.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user.
pub async fn resume_user(ctx: &Ctx, name: &str) -> Result<User, FlowError> {
    for _ in 0..ATTEMPTS {
        let user = find_user(ctx, name).await?;
        let audit = Audit::new(AuditEvent::UserResumed, ctx.clock.now()).user(user.id);
        let unit = resumed(UnitOfWork::new("resume_user"), user.clone()).record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(user.in_state(UserState::Active));
        }
    }
    Err(FlowError::Contended)
}

/// Adds to `unit` that an account is open again.
pub(super) fn resumed(unit: UnitOfWork, user: User) -> UnitOfWork {
    unit.put(user.in_state(UserState::Active))
}

/// Forgets the failures of all who acted on this user, and unlocks their authenticators.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user.
pub async fn unlock_user(ctx: &Ctx, name: &str) -> Result<User, FlowError> {
    for _ in 0..ATTEMPTS {
        let user = find_user(ctx, name).await?;
        let audit = Audit::new(AuditEvent::UserUnlocked, ctx.clock.now()).user(user.id);
        let unit = unlocked(ctx, UnitOfWork::new("unlock_user"), &user)
            .await?
            .record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}

/// Adds to `unit` that failures are forgotten and what they locked is in use again.
pub(super) async fn unlocked(ctx: &Ctx, unit: UnitOfWork, user: &User) -> Result<UnitOfWork, FlowError> {
    let holdings = ctx.store.holdings(user.id).await?;
    let locked = holdings
        .into_iter()
        .filter(|holding| holding.authenticator.state == AuthenticatorState::Locked);
    let unlocked = locked.map(|holding| holding.authenticator.unlocked());
    Ok(unit.unless_changed(user).put_all(unlocked).forgive(user.id))
}

/// Removes a user with all that is theirs; the audit log keeps that it happened. The account is closed first, and what it holds of others
/// ends before it is gone: if that is broken off, it stays closed, and asking again goes on.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user, [`FlowError::Contended`] if others change the account all the time.
pub async fn delete_user(ctx: &Ctx, name: &str) -> Result<User, FlowError> {
    for _ in 0..ATTEMPTS {
        let user = suspend_user(ctx, name).await?;
        if delegate::end_held(ctx, &user).await? == Commit::Conflict {
            continue;
        }
        let now = ctx.clock.now();
        let unit = delegate::end_with_account(ctx, UnitOfWork::new("delete_user"), &user, now).await?;
        let audit = Audit::new(AuditEvent::UserDeleted, now).user(user.id);
        if ctx.store.commit(unit.remove_user(&user).record(audit)).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}
