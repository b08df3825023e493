//! What people do with their own authenticators on the server's pages: look at them, add one, name one, remove one.

use countersign_proto::ids::AuthenticatorId;

use super::{
    change_authenticator::{self, By, Change, Usage, change_authenticator},
    start_enrollment::{NewTelephone, OWN_DIGITS, StartEnrollment, StartedEnrollment, start_enrollment},
    suspend::end_sessions_but,
    terms,
};
use crate::{
    Ctx, FlowError,
    method::telephone,
    model::{
        Authenticator, AuthenticatorState, ClientId, Confirmation, Credential, DisplayText, EnrollmentKind,
        Line, LoginState, Method, PhoneProtocol, Session, User,
    },
    port::{Holding, UnitOfWork},
    settings::DEFAULT_APP,
};

/// How well somebody gets in again who loses an authenticator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backup {
    /// Nothing can be used: nobody gets in.
    None,
    /// Recovery codes alone, which are soon used up.
    CodesAlone,
    /// One authenticator: its loss locks its owner out.
    One,
    /// Two or more that are not lost together.
    Enough,
}

impl Backup {
    /// What `holdings` amount to at the server's own pages, as far as they let somebody in now.
    pub fn of(ctx: &Ctx, holdings: &[Holding]) -> Self {
        let now = ctx.clock.now();
        let lets_in = |one: &Authenticator| {
            one.credential.works(now)
                && telephone::is_in_reach(ctx, one)
                && one
                    .credential
                    .certificate()
                    .is_none_or(|own| ctx.settings.certificates.takes(own))
        };
        let kept = holdings.iter().filter(|holding| lets_in(&holding.authenticator));
        Self::among(&kept.cloned().collect::<Vec<_>>())
    }

    /// What they amount to if all of them can be used. Two on one phone are lost together: so are its app's one-time
    /// passwords, which cannot be told from those of another phone and count only where there is no phone.
    fn among(holdings: &[Holding]) -> Self {
        let usable = || {
            let holdings = holdings.iter().map(|holding| &holding.authenticator);
            holdings.filter(|one| one.usable_by(&ClientId::own_pages()) && !one.credential.is_spent())
        };
        let count = |method| usable().filter(|one| one.credential.method() == method).count();
        // A mobile phone's number is mostly lost with the apps on it.
        let landlines = usable().filter(|one| is_landline(&one.credential)).count();
        let mobiles = count(Method::Sms) + count(Method::Voice) - landlines;
        let on_phones = count(Method::Push).max((count(Method::Totp) + mobiles).min(1));
        let apps = on_phones + count(Method::Hotp) + landlines + count(Method::Certificate);
        // Those that are copied from device to device are lost together with the account that keeps them.
        let copied =
            |one: &&Authenticator| matches!(&one.credential, Credential::Passkey(key) if key.backup_eligible);
        let (copied, passkeys) = (usable().filter(copied).count(), count(Method::Passkey));
        let apps = apps + copied.min(1) + (passkeys - copied);
        match (apps, count(Method::RecoveryCode)) {
            (0, 0) => Self::None,
            (0, _) => Self::CodesAlone,
            (1, 0) => Self::One,
            _ => Self::Enough,
        }
    }
}

fn is_landline(credential: &Credential) -> bool {
    matches!(credential, Credential::Telephone(telephone) if telephone.line == Line::Landline)
}

/// One of the user's own, if it is theirs.
///
/// # Errors
/// [`FlowError::NotFound`] if it is not.
pub async fn find(ctx: &Ctx, session: &Session, id: AuthenticatorId) -> Result<Holding, FlowError> {
    change_authenticator::find(ctx, session.user_id, id, By::Owner(session)).await
}

/// What is to be added.
#[derive(Debug, Clone)]
pub struct New {
    /// What it will be.
    pub kind: EnrollmentKind,
    /// How its phone speaks, if it has one.
    pub protocol: PhoneProtocol,
    /// The telephone, if it is one.
    pub telephone: Option<NewTelephone>,
}

/// Begins to add one, on the strength of the login that opened the session. Each login allows one (R11).
///
/// # Errors
/// [`FlowError::FreshApprovalRequired`] if that login is older than five minutes or has allowed one before,
/// [`FlowError::TooManyAuthenticators`], [`FlowError::TermsNotAccepted`].
pub async fn add(
    ctx: &Ctx,
    user: &User,
    session: &Session,
    what: New,
    label: Option<DisplayText>,
) -> Result<StartedEnrollment, FlowError> {
    let request = StartEnrollment {
        client_id: ClientId::own_pages(),
        username: user.name.to_string(),
        kind: what.kind,
        protocol: what.protocol,
        digits: OWN_DIGITS,
        label,
        app: DEFAULT_APP.to_owned(),
        confirmation: Confirmation::ByUser,
        approved_login: Some(session.login_id),
        telephone: what.telephone,
        idempotency: None,
    };
    terms::demand(ctx, user.id).await?;
    start_enrollment(ctx, &request).await
}

/// Gives one another name.
///
/// # Errors
/// See [`change_authenticator()`].
pub async fn rename(
    ctx: &Ctx,
    user: &User,
    session: &Session,
    id: AuthenticatorId,
    label: DisplayText,
) -> Result<Holding, FlowError> {
    let change = Change::Edit {
        label: Some(label),
        state: None,
    };
    change_authenticator(ctx, user.name.as_str(), id, &change, By::Owner(session)).await
}

/// Removes one for good, and ends the user's other sessions; this one too if it rests on what was removed.
///
/// # Errors
/// [`FlowError::FreshLoginRequired`] if the session is not fresh, [`FlowError::LastAuthenticator`] if nothing would be
/// left to log in with, [`FlowError::CodesAloneLeft`] if only recovery codes would be and that was not answered for.
pub async fn remove(
    ctx: &Ctx,
    user: &User,
    session: &Session,
    id: AuthenticatorId,
    answer: Answer,
) -> Result<Holding, FlowError> {
    let change = match answer {
        Answer::NotAsked => Change::Delete,
        Answer::CodesWillDo => Change::DeleteDownToCodes,
    };
    change_authenticator(ctx, user.name.as_str(), id, &change, By::Owner(session)).await
}

/// What somebody who removes an authenticator has said about being left with recovery codes alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing: they were not asked.
    NotAsked,
    /// That they will do.
    CodesWillDo,
}

/// Whether an owner can remove one now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// At once.
    Possible,
    /// At once, but recovery codes alone are left then.
    LeavesCodes,
    /// After another login.
    AfterLogin,
    /// After a login by something stronger than a recovery.
    AfterStrongerLogin,
    /// Not before another one is added.
    WouldLockOut,
}

impl Removal {
    /// Whether `removed` can be, in this session, if `left` stay.
    pub fn of(ctx: &Ctx, session: &Session, removed: &Authenticator, left: &[Holding]) -> Self {
        // Who is in by a recovery takes nothing stronger away (R12).
        if session.is_by_recovery() && !is_recovery(removed) {
            return Self::AfterStrongerLogin;
        }
        match Backup::of(ctx, left) {
            Backup::None if !is_temporary(removed) => Self::WouldLockOut,
            _ if !session.is_fresh(ctx.clock.now()) => Self::AfterLogin,
            Backup::CodesAlone => Self::LeavesCodes,
            Backup::None | Backup::One | Backup::Enough => Self::Possible,
        }
    }

    /// Refuses `change` unless it can be carried out.
    fn allow(self, change: &Change) -> Result<(), FlowError> {
        match self {
            Self::AfterLogin | Self::AfterStrongerLogin => Err(FlowError::FreshLoginRequired),
            Self::WouldLockOut => Err(FlowError::LastAuthenticator),
            Self::LeavesCodes if *change == Change::Delete => Err(FlowError::CodesAloneLeft),
            Self::LeavesCodes | Self::Possible => Ok(()),
        }
    }
}

/// Adds to `unit`, which takes `removed` from its owner by `change`, that `left` stay as they are, and the end of the sessions that
/// the removal ends.
pub(super) async fn give_up(
    ctx: &Ctx,
    unit: UnitOfWork,
    session: &Session,
    (removed, change): (&Authenticator, &Change),
    left: &[Holding],
) -> Result<UnitOfWork, FlowError> {
    Removal::of(ctx, session, removed, left).allow(change)?;
    let login = ctx.store.login(session.login_id).await?;
    let approved_by = login.and_then(|read| match read.login.state {
        LoginState::Approved(approval) => Some(approval.authenticator_id),
        _ => None,
    });
    // That a login has added its one authenticator is known by a certificate itself: the session ends with it, so that it adds no other (R11).
    let certificate = removed.credential.certificate();
    let was_added_here = certificate.is_some_and(|one| one.was_added_in(session.login_id));
    let kept = approved_by.filter(|by| *by != removed.id && !was_added_here);
    let kept = kept.map(|_| session);
    // Two that are removed at once may not each rely on the other.
    let guards = left.iter().map(|holding| &holding.authenticator);
    let guards = guards.filter(|one| one.state == AuthenticatorState::Active);
    let unit = unit.unless_any_changed(guards);
    end_sessions_but(ctx, unit, session.user_id, kept, ctx.clock.now()).await
}

/// Whether it is for the day on which something else is lost.
fn is_recovery(authenticator: &Authenticator) -> bool {
    matches!(
        authenticator.credential,
        Credential::RecoveryCodes(_) | Credential::TemporaryCode(_)
    )
}

fn is_temporary(authenticator: &Authenticator) -> bool {
    matches!(authenticator.credential, Credential::TemporaryCode(_))
}

/// Takes back what was reported lost: whoever has found it has logged in with something else.
///
/// # Errors
/// [`FlowError::NotFound`] if nothing of theirs with this id is lost, [`FlowError::FreshLoginRequired`] unless the session is
/// fresh and was opened by something stronger than a recovery (R12).
pub async fn take_back(
    ctx: &Ctx,
    user: &User,
    session: &Session,
    id: AuthenticatorId,
) -> Result<Holding, FlowError> {
    if find(ctx, session, id).await?.authenticator.state != AuthenticatorState::Lost {
        return Err(FlowError::NotFound);
    }
    if session.is_by_recovery() || !session.is_fresh(ctx.clock.now()) {
        return Err(FlowError::FreshLoginRequired);
    }
    let change = Change::Edit {
        label: None,
        state: Some(Usage::Active),
    };
    change_authenticator(ctx, user.name.as_str(), id, &change, By::Owner(session)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Channel, MovingFactor, Oath, Passkey, Telephone},
        secrets::Sealed,
        testing::sample,
    };

    fn holding(credential: Credential) -> Holding {
        Holding {
            authenticator: Authenticator {
                credential,
                ..sample::authenticator()
            },
            device: None,
            last_used_at: None,
            last_used_from: None,
        }
    }

    fn app(factor: MovingFactor) -> Holding {
        holding(Credential::Oath(Oath::new(
            Sealed::from_stored(vec![1]),
            6,
            factor,
        )))
    }

    fn passkey(backup_eligible: bool) -> Holding {
        holding(Credential::Passkey(Passkey {
            backup_eligible,
            ..sample::passkey()
        }))
    }

    #[test]
    fn passkeys_that_are_copied_are_lost_together() {
        let phone = || holding(sample::authenticator().credential);
        let (bound, copied) = (|| passkey(false), || passkey(true));
        for (holdings, backup) in [
            (vec![bound()], Backup::One),
            (vec![copied()], Backup::One),
            (vec![copied(), copied()], Backup::One),
            (vec![bound(), bound()], Backup::Enough),
            (vec![bound(), copied()], Backup::Enough),
            (vec![phone(), copied()], Backup::Enough),
            (vec![phone(), bound()], Backup::Enough),
        ] {
            assert_eq!(Backup::among(&holdings), backup, "{holdings:?}");
        }
    }

    fn telephone(line: Line) -> Holding {
        holding(Credential::Telephone(Telephone {
            number: Sealed::from_stored(vec![1]),
            masked: "+81 •••• 78".to_owned(),
            country: 81,
            line,
            channel: Channel::Voice,
        }))
    }

    #[test]
    fn what_is_lost_together_counts_once() {
        let phone = || holding(sample::authenticator().credential);
        let (codes, token) = (app(MovingFactor::time()), app(MovingFactor::count()));
        let suspended = Holding {
            authenticator: phone().authenticator.in_state(AuthenticatorState::Suspended),
            ..phone()
        };
        for (holdings, backup) in [
            (vec![], Backup::None),
            (vec![suspended.clone()], Backup::None),
            (vec![phone()], Backup::One),
            (vec![phone(), suspended], Backup::One),
            (vec![codes.clone()], Backup::One),
            (vec![codes.clone(), codes.clone()], Backup::One),
            (vec![phone(), codes.clone()], Backup::One),
            (vec![phone(), phone()], Backup::Enough),
            (vec![phone(), token.clone()], Backup::Enough),
            (vec![codes.clone(), token], Backup::Enough),
            (vec![telephone(Line::Mobile)], Backup::One),
            (
                vec![telephone(Line::Either), telephone(Line::Mobile)],
                Backup::One,
            ),
            (vec![phone(), telephone(Line::Mobile)], Backup::One),
            (vec![codes, telephone(Line::Mobile)], Backup::One),
            (vec![phone(), telephone(Line::Landline)], Backup::Enough),
        ] {
            assert_eq!(Backup::among(&holdings), backup, "{holdings:?}");
        }
    }
}
