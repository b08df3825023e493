//! Lets users confirm an authenticator that a client enrolled by itself; from then on every client may rely on it.

use countersign_proto::ids::AuthenticatorId;

use super::{
    notice::{self, Origin},
    start_login::{StartLogin, StartedLogin, start_login},
    terms::{self, Shown},
    verify_password::{PasswordCheck, verify_password},
};
use crate::{
    Ctx, FlowError,
    method::{code, push},
    model::{
        Audit, AuditEvent, Authenticator, ClientId, DisplayText, Enrollment, FirstFactor, Login, LoginState,
        MailKind, NumberMatching, Purpose, RequestContext, Timestamp, TokenHash, User,
    },
    passwords::TypedPassword,
    port::{StoreError, UnitOfWork},
};

/// An authenticator on which only the client that enrolled it relies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unconfirmed {
    /// Which one.
    pub id: AuthenticatorId,
    /// What it is called.
    pub name: String,
    /// The service that enrolled it, as people know it.
    pub service: String,
}

/// Who wants to confirm which authenticator.
#[derive(Debug)]
pub struct ConfirmAuthenticator {
    /// The name, as typed.
    pub username: String,
    /// The password, as typed.
    pub password: TypedPassword,
    /// The authenticator that the user calls theirs.
    pub authenticator_id: AuthenticatorId,
    /// Where the request comes from.
    pub context: RequestContext,
    /// In a browser that logged this user in before.
    pub known_browser: Option<TokenHash>,
    /// The terms that were on the page, which whoever confirms accepts with that.
    pub accepts: Option<Shown>,
}

/// The user's authenticators that wait for a confirmation. Nobody without a password can confirm one.
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell.
pub async fn unconfirmed(ctx: &Ctx, user: &User) -> Result<Vec<Unconfirmed>, FlowError> {
    if user.password_hash.is_none() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for holding in ctx.store.holdings(user.id).await? {
        let Some(client) = holding.authenticator.unconfirmed_for() else {
            continue;
        };
        let alone = std::slice::from_ref(&holding);
        let asked = !push::askable(alone, client, Purpose::Confirm).is_empty();
        let coded = code::candidates(alone, client, Purpose::Confirm).next().is_some();
        if !asked && !coded {
            continue;
        }
        let client = ctx.store.client(client).await?;
        found.push(Unconfirmed {
            id: holding.authenticator.id,
            name: holding
                .device
                .map_or(holding.authenticator.label, |device| device.name),
            service: client.map(|client| client.name.to_string()).unwrap_or_default(),
        });
    }
    Ok(found)
}

/// Those among them that came of one enrolment that has ended.
///
/// # Errors
/// See [`unconfirmed`].
pub async fn unconfirmed_of(
    ctx: &Ctx,
    user: &User,
    enrollment: &Enrollment,
) -> Result<Vec<Unconfirmed>, FlowError> {
    if enrollment.is_open() || enrollment.enrolled.is_empty() {
        return Ok(Vec::new());
    }
    let came_of_it = |id| {
        enrollment
            .enrolled
            .iter()
            .any(|enrolled| enrolled.authenticator_id == id)
    };
    let mut found = unconfirmed(ctx, user).await?;
    found.retain(|one| came_of_it(one.id));
    Ok(found)
}

/// Checks the password and asks the authenticator. Its approval confirms it and is worth nothing else: it logs nobody in.
///
/// # Errors
/// [`FlowError::WrongPassword`], [`FlowError::NoUsableAuthenticator`] if the user has no such authenticator
/// that waits for a confirmation, [`FlowError::TermsNotAccepted`] for whoever has not accepted those in force and does not do so
/// now; see [`start_login`].
pub async fn confirm_authenticator(
    ctx: &Ctx,
    request: ConfirmAuthenticator,
) -> Result<StartedLogin, FlowError> {
    let check = PasswordCheck {
        client_id: ClientId::own_pages(),
        username: request.username,
        password: request.password,
        address: request.context.ip,
        known_browser: request.known_browser,
    };
    let user = verify_password(ctx, check)
        .await?
        .ok_or(FlowError::WrongPassword)?;
    if let Some(shown) = request.accepts {
        terms::accept_as(ctx, user.id, shown).await?;
    }
    terms::demand(ctx, user.id).await?;
    let service = DisplayText::from_stored(ctx.settings.branding.issuer.clone());
    let login = StartLogin {
        purpose: Purpose::Confirm,
        authenticator_id: Some(request.authenticator_id),
        // Proves that the phone lies beside this page, whatever logins of this server ask for.
        number_matching: Some(NumberMatching::Pick),
        first_factor: FirstFactor::Verified,
        context: request.context,
        known_browser: request.known_browser,
        ..StartLogin::from_page(service, user.name.as_str())
    };
    start_login(ctx, &login).await
}

/// Adds to `unit`, which approves `login` by an authenticator, that its user has confirmed it, if that is what the login was for. Its
/// owner is told: whoever knows the password could have set it up at a service (R11).
///
/// # Errors
/// [`StoreError`] if nobody can tell whose it is.
pub(super) async fn confirmed(
    ctx: &Ctx,
    unit: UnitOfWork,
    login: &Login,
    authenticator: &Authenticator,
    now: Timestamp,
) -> Result<UnitOfWork, StoreError> {
    if login.request.purpose != Purpose::Confirm || !matches!(login.state, LoginState::Approved(_)) {
        return Ok(unit);
    }
    let audit = Audit::new(AuditEvent::AuthenticatorConfirmed, now)
        .user(login.user_id)
        .login(login.id)
        .authenticator(authenticator.id);
    let unit = unit.record(audit);
    let Some(user) = ctx.store.user(login.user_id).await? else {
        return Ok(unit);
    };
    let origin = Origin::Browser(login.request.context.clone());
    let kind = MailKind::AuthenticatorConfirmed;
    Ok(notice::tell(ctx, unit, &user, authenticator, kind, &origin, now))
}
