//! Sends a push that asks for nothing, so that its person can see whether pushes reach the phone.
//!
//! It is a login in all that a phone sees of one, so that what arrives is what would arrive. What its purpose takes from it: its
//! wait token is kept nowhere, so no page of logins shows it; no method but push decides it; an approval opens no session, proves
//! nothing to a client, forgives no failures and counts as no use.

use std::time::Duration;

use countersign_proto::ids::{AuthenticatorId, LoginId};

use super::{
    own_authenticators,
    read_login::Seen,
    start_login::{StartLogin, start_login},
    wait,
};
use crate::{
    Ctx, FlowError,
    model::{
        Device, DeviceState, DisplayText, Login, NumberMatching, Purpose, RequestContext, Session, StateTag,
        SuspendReason, Timestamp, TokenHash, Undelivered, User,
    },
    port::{Holding, Topic},
};

/// How long its person waits for it, phone in hand.
const TTL: Duration = Duration::from_secs(60);

/// A test and what has come of it.
#[derive(Debug)]
pub struct PushTest {
    /// What is tested.
    pub holding: Holding,
    /// The login that stands for it.
    pub login: Login,
}

/// What has come of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Nobody has answered so far, and perhaps nobody can: then why.
    Waiting(Option<Undelivered>),
    /// It arrived: its person has answered, whatever they said.
    Answered,
    /// A vendor took it, and nobody answered.
    Unanswered,
    /// It could not be delivered.
    Undelivered(Undelivered),
}

impl PushTest {
    /// What has come of it.
    pub fn arrival(&self) -> Arrival {
        let trouble = self.trouble();
        match self.login.state.tag() {
            StateTag::Pending => Arrival::Waiting(trouble),
            StateTag::Approved | StateTag::Denied | StateTag::Failed => Arrival::Answered,
            StateTag::Expired | StateTag::Cancelled => {
                trouble.map_or(Arrival::Unanswered, Arrival::Undelivered)
            }
        }
    }

    /// What keeps this push from the phone, as far as is known.
    fn trouble(&self) -> Option<Undelivered> {
        let device = self.holding.device.as_ref()?;
        let noted = device
            .push_trouble
            .filter(|trouble| trouble.at >= self.login.created_at);
        let late = self.login.is_undelivered().then_some(Undelivered::Late);
        noted.map(|trouble| trouble.why).or(late).or(unreachable(device))
    }
}

/// Why nothing can be sent to a device now, if nothing can.
pub fn unreachable(device: &Device) -> Option<Undelivered> {
    match (device.state, &device.address) {
        (DeviceState::Suspended(SuspendReason::Gone), _) => Some(Undelivered::Gone),
        (_, None) => Some(Undelivered::NoAddress),
        _ => None,
    }
}

/// Who wants to see whether pushes arrive.
#[derive(Debug)]
pub struct StartTest<'a> {
    /// Whose phone it is.
    pub user: &'a User,
    /// In which session.
    pub session: &'a Session,
    /// Which of their authenticators.
    pub authenticator: AuthenticatorId,
    /// Where the request comes from.
    pub context: RequestContext,
    /// In a browser that logged this user in before.
    pub known_browser: Option<TokenHash>,
}

/// Sends a test. It counts as the pushes of logins do (R14).
///
/// # Errors
/// [`FlowError::NotFound`] if it is not theirs, [`FlowError::FreshLoginRequired`] unless the session is fresh,
/// [`FlowError::NoUsableAuthenticator`] if nothing can be asked there, [`FlowError::TooMany`].
pub async fn start_test(ctx: &Ctx, request: StartTest<'_>) -> Result<LoginId, FlowError> {
    let StartTest { user, session, .. } = request;
    let holding = own_authenticators::find(ctx, session, request.authenticator).await?;
    if !session.is_fresh(ctx.clock.now()) {
        return Err(FlowError::FreshLoginRequired);
    }
    let device = holding.device.ok_or(FlowError::NoUsableAuthenticator)?;
    let service = DisplayText::from_stored(ctx.settings.branding.issuer.clone());
    let login = StartLogin {
        purpose: Purpose::Test,
        device_id: Some(device.id),
        authenticator_id: Some(request.authenticator),
        // There is no page whose number a phone could show.
        number_matching: Some(NumberMatching::None),
        context: request.context,
        ttl: Some(TTL),
        // Somebody who logs in meanwhile is not in its way.
        parallel: true,
        known_browser: request.known_browser,
        session: Some(session.clone()),
        ..StartLogin::from_page(service, user.name.as_str())
    };
    Ok(start_login(ctx, &login).await?.login.id)
}

/// The test as it stands.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none of this person and authenticator.
pub async fn read_test(
    ctx: &Ctx,
    session: &Session,
    authenticator: AuthenticatorId,
    test: LoginId,
) -> Result<PushTest, FlowError> {
    let holding = own_authenticators::find(ctx, session, authenticator).await?;
    let read = ctx.store.login(test).await?.ok_or(FlowError::NotFound)?;
    let login = read.login.as_of(ctx.clock.now());
    let request = &login.request;
    let is_theirs = login.user_id == session.user_id
        && request.purpose == Purpose::Test
        && request.only == Some(authenticator);
    if is_theirs {
        Ok(PushTest { holding, login })
    } else {
        Err(FlowError::NotFound)
    }
}

/// The test once it has left `seen`, or as it stands at `until`.
///
/// # Errors
/// See [`read_test`].
pub async fn wait_for_test(
    ctx: &Ctx,
    session: &Session,
    authenticator: AuthenticatorId,
    test: LoginId,
    seen: Seen,
    until: Timestamp,
) -> Result<PushTest, FlowError> {
    let read = || read_test(ctx, session, authenticator, test);
    let settled = |test: &PushTest| !test.login.is_pending() || seen.is_before(test.login.version);
    let ends = |test: &PushTest| test.login.expires_at;
    wait::until(ctx, Topic::Login(test), until, read, settled, ends).await
}
