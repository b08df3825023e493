//! Opens an enrolment: a one-time link, and behind it the code that a phone scans.

use std::time::Duration;

use countersign_proto::ids::{AuthenticatorId, EnrollmentId, LoginId};

use super::{
    ATTEMPTS, idempotency,
    manage_users::new_user,
    message_budget::{Spent, Turn},
    read_login::in_good_standing,
    send_code::{Sender, Sending},
};
use crate::{
    Ctx, FlowError,
    method::{code, passkey, push, recovery_code, telephone},
    model::{
        Audit, AuditEvent, Authenticator, BearerToken, Channel, ClientId, Confirmation, Credential,
        DisplayText, Enrollment, EnrollmentKind, EnrollmentState, IdempotencyKey, IdempotentOutcome,
        LoginState, Method, MovingFactor, NameClaim, Oath, PhoneNumber, PhoneProtocol, SentCode, Session,
        Telephone, Timestamp, TokenHash, Unproven, UnprovenOath, UnprovenPasskey, UnprovenPush,
        UnprovenRecovery, UnprovenTelephone, User, UserName, UserState, Version,
    },
    port::{Commit, Holding, Topic, UnitOfWork},
    secrets::{Place, Sealed},
    settings::DEFAULT_APP,
};

/// How old the approval may be that allows one more authenticator (R11).
const FRESH: Duration = Duration::from_secs(5 * 60);

/// What a door asks for.
#[derive(Debug, Clone)]
pub struct StartEnrollment {
    /// Who asks.
    pub client_id: ClientId,
    /// For whom; the user is made, without a password, if there is none.
    pub username: String,
    /// What will be enrolled.
    pub kind: EnrollmentKind,
    /// How its phone speaks.
    pub protocol: PhoneProtocol,
    /// How long one-time passwords will be: 6 or 8.
    pub digits: u32,
    /// What its owner will call it.
    pub label: Option<DisplayText>,
    /// Which of the relay's apps.
    pub app: String,
    /// Who will vouch for the authenticator: a client that receives the secret itself vouches only to itself.
    pub confirmation: Confirmation,
    /// A login of this user and client, just approved; required where the user has an active authenticator.
    pub approved_login: Option<LoginId>,
    /// The telephone, if one is enrolled.
    pub telephone: Option<NewTelephone>,
    /// Makes a repeat of the request harmless.
    pub idempotency: Option<IdempotencyKey>,
}

/// A telephone that somebody calls theirs.
#[derive(Debug, Clone)]
pub struct NewTelephone {
    /// Its number.
    pub number: PhoneNumber,
    /// How its owner wants codes.
    pub channel: Channel,
    /// Who has the first code sent.
    pub sender: Sender,
}

/// An enrolment that was just opened.
#[derive(Debug)]
pub struct StartedEnrollment {
    /// The enrolment.
    pub enrollment: Enrollment,
    /// The token of its one-time link.
    pub link: BearerToken,
}

/// Opens an enrolment.
///
/// # Errors
/// [`FlowError::AlreadyExists`] for a new name that looks like one that somebody has,
/// [`FlowError::FreshApprovalRequired`] if the user has an authenticator and `approved_login` does not name a
/// fresh, unused approval of theirs, [`FlowError::TooManyAuthenticators`].
pub async fn start_enrollment(ctx: &Ctx, request: &StartEnrollment) -> Result<StartedEnrollment, FlowError> {
    if !matches!(request.digits, 6 | 8) {
        return Err(FlowError::Invalid("digits must be 6 or 8".to_owned()));
    }
    if !ctx.settings.knows_app(&request.app) {
        return Err(FlowError::Invalid(
            "app is none that the relay is set up for".to_owned(),
        ));
    }
    if request.kind == EnrollmentKind::Passkey && !passkey::are_possible(ctx) {
        return Err(FlowError::Invalid(
            "passkeys need a public URL with a domain and https".to_owned(),
        ));
    }
    if (request.kind == EnrollmentKind::Phone) != request.telephone.is_some() {
        return Err(FlowError::Invalid(
            "a number goes with the kind phone, and with no other".to_owned(),
        ));
    }
    let name = UserName::parse(&request.username)?;
    let turn = match request.telephone {
        Some(_) => Some(ctx.messages.turn().await),
        None => None,
    };
    let attempts = if turn.is_some() { Turn::ATTEMPTS } else { ATTEMPTS };
    for _ in 0..attempts {
        if let Some(earlier) = idempotency::recall_enrollment(ctx, request.idempotency.as_ref()).await? {
            return Ok(earlier);
        }
        let now = ctx.clock.now();
        let known = ctx.store.user_by_name(&name).await?;
        if known.is_none() && ctx.store.name_claim(&name.skeleton()).await?.is_some() {
            // Either somebody has just added this very user, or it looks like another.
            match ctx.store.user_by_name(&name).await? {
                Some(_) => continue,
                None => return Err(FlowError::AlreadyExists),
            }
        }
        let holdings = match &known {
            Some(user) => ctx.store.holdings(user.id).await?,
            None => Vec::new(),
        };
        let approved_login = match &known {
            Some(user) => allowed(ctx, request, user, &holdings, now).await?,
            None => None,
        };
        if !has_room(ctx, request, &holdings) {
            return Err(FlowError::TooManyAuthenticators);
        }
        let user = known.clone().unwrap_or_else(|| new_user(ctx, name.clone(), now));
        let link = BearerToken::generate(&*ctx.entropy);
        let enrollment = Enrollment {
            approved_login,
            ..enrollment(ctx, request, &user, &holdings, &link, now)
        };
        let (enrollment, unit, spent) = with_code(ctx, request, &user, enrollment, now).await?;
        let unit = unit_of(ctx, unit, request, &enrollment, &link, now);
        let unit = match &known {
            Some(user) => unit.unless_changed(user),
            None => unit
                .put(NameClaim::new(&user.name, user.id))
                .put(user)
                .record(Audit::new(AuditEvent::UserAdded, now).user(enrollment.user_id)),
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            if let Some(spent) = spent {
                spent.tell();
                ctx.signals.publish(Topic::Jobs);
            }
            return Ok(StartedEnrollment { enrollment, link });
        }
    }
    Err(FlowError::Contended)
}

/// How many digits codes have that are set up on our own pages.
pub(super) const OWN_DIGITS: u32 = 6;

/// Opens the first enrolment of a user who has just proven the password on a page of this server: of a phone. See [`start_first_of`].
///
/// # Errors
/// [`FlowError::FreshApprovalRequired`] for a user with any authenticator.
pub async fn start_first_enrollment(ctx: &Ctx, user: &User) -> Result<StartedEnrollment, FlowError> {
    let protocol = if ctx.settings.apps.is_empty() {
        // Nobody's app can be woken, but every browser is a phone.
        PhoneProtocol::Native
    } else {
        PhoneProtocol::Compatible
    };
    start_first_of(ctx, user, EnrollmentKind::Push, protocol).await
}

/// …of something of this kind. Nobody who holds an authenticator, in whatever state, gets another one by password alone (R11, R12).
///
/// # Errors
/// [`FlowError::FreshApprovalRequired`] for a user with any authenticator.
pub async fn start_first_of(
    ctx: &Ctx,
    user: &User,
    kind: EnrollmentKind,
    protocol: PhoneProtocol,
) -> Result<StartedEnrollment, FlowError> {
    if binding(&ctx.store.holdings(user.id).await?, &ClientId::own_pages())
        .next()
        .is_some()
    {
        return Err(FlowError::FreshApprovalRequired);
    }
    let request = StartEnrollment {
        client_id: ClientId::own_pages(),
        username: user.name.to_string(),
        kind,
        protocol,
        digits: OWN_DIGITS,
        label: None,
        app: DEFAULT_APP.to_owned(),
        confirmation: Confirmation::ByUser,
        approved_login: None,
        telephone: None,
        idempotency: None,
    };
    start_enrollment(ctx, &request).await
}

/// What among `holdings` keeps others from binding one more authenticator through `client` (R11). A locked or suspended one
/// counts too: else whoever may suspend it could put another in its place. One on which only another client relies does
/// not: else any client could keep a user from enrolling. Nor does a temporary code, which nobody keeps.
pub(super) fn binding<'a>(
    holdings: &'a [Holding],
    client: &ClientId,
) -> impl Iterator<Item = &'a Authenticator> {
    let authenticators = holdings.iter().map(|holding| &holding.authenticator);
    authenticators
        .filter(|one| !matches!(one.credential, Credential::TemporaryCode(_)))
        .filter(move |one| one.unconfirmed_for().is_none_or(|only| only == client))
}

/// Whether the user may have one more of the kind. Recovery codes take the place of those before them.
fn has_room(ctx: &Ctx, request: &StartEnrollment, holdings: &[Holding]) -> bool {
    let methods: &[Method] = match request.kind {
        EnrollmentKind::Push => &[Method::Push],
        EnrollmentKind::Totp => &[Method::Totp],
        EnrollmentKind::Hotp => &[Method::Hotp],
        EnrollmentKind::Combined => &[Method::Push, Method::Totp],
        EnrollmentKind::Passkey => &[Method::Passkey],
        EnrollmentKind::Phone => &[Method::Sms, Method::Voice],
        EnrollmentKind::RecoveryCode => &[],
    };
    let held = |method: Method| {
        let known = binding(holdings, &request.client_id);
        known.filter(|one| one.credential.method() == method).count()
    };
    let most = ctx.settings.limits.authenticators_of_a_kind;
    methods.iter().all(|method| held(*method) < most)
}

/// Whether the one authenticator that this login allows was a certificate (R11).
pub(super) fn has_added_certificate(holdings: &[Holding], login: LoginId) -> bool {
    let mut certificates = holdings
        .iter()
        .filter_map(|one| one.authenticator.credential.certificate());
    certificates.any(|one| one.was_added_in(login))
}

/// The login that allows this user one more authenticator, or none if none is needed (R4, R11).
async fn allowed(
    ctx: &Ctx,
    request: &StartEnrollment,
    user: &User,
    holdings: &[Holding],
    now: Timestamp,
) -> Result<Option<LoginId>, FlowError> {
    if user.state != UserState::Active {
        return Err(FlowError::FreshApprovalRequired);
    }
    if binding(holdings, &request.client_id).next().is_none() {
        return Ok(None);
    }
    let login = request.approved_login.ok_or(FlowError::FreshApprovalRequired)?;
    if ctx.store.approval_used(login).await? || has_added_certificate(holdings, login) {
        return Err(FlowError::FreshApprovalRequired);
    }
    let read = ctx
        .store
        .login(login)
        .await?
        .ok_or(FlowError::FreshApprovalRequired)?;
    match &read.login.state {
        LoginState::Approved(approval)
            if read.login.request.purpose.is_log_in()
                && read.login.user_id == user.id
                && read.login.client_id == request.client_id
                && in_good_standing(&read)
                && now < approval.at + FRESH =>
        {
            Ok(Some(login))
        }
        _ => Err(FlowError::FreshApprovalRequired),
    }
}

fn enrollment(
    ctx: &Ctx,
    request: &StartEnrollment,
    user: &User,
    holdings: &[Holding],
    link: &BearerToken,
    now: Timestamp,
) -> Enrollment {
    let id = EnrollmentId::new(ctx.entropy.uuid());
    let kind = request.kind;
    let unproven = unproven(ctx, id, kind, request.protocol, request.digits, holdings);
    Enrollment {
        id,
        user_id: user.id,
        client_id: request.client_id.clone(),
        kind,
        confirmation: request.confirmation.clone(),
        label: request.label.as_ref().map(ToString::to_string),
        app: request.app.clone(),
        approved_login: None,
        replaces: None,
        link: link.hash(),
        browser: None,
        registration: None,
        enrolled: Vec::new(),
        created_at: now,
        expires_at: now + ttl(ctx, kind),
        state: EnrollmentState::Open(unproven),
        version: Version::FIRST,
    }
}

/// Fresh secrets for whatever an enrolment is to bring about.
pub(super) fn unproven(
    ctx: &Ctx,
    id: EnrollmentId,
    kind: EnrollmentKind,
    protocol: PhoneProtocol,
    digits: u32,
    holdings: &[Holding],
) -> Unproven {
    let oath = match kind {
        EnrollmentKind::Totp | EnrollmentKind::Combined => Some(MovingFactor::time()),
        EnrollmentKind::Hotp => Some(MovingFactor::count()),
        EnrollmentKind::Push
        | EnrollmentKind::RecoveryCode
        | EnrollmentKind::Passkey
        | EnrollmentKind::Phone => None,
    };
    let has_codes = holdings
        .iter()
        .any(|holding| holding.authenticator.credential.method() == Method::RecoveryCode);
    let with_codes = kind == EnrollmentKind::RecoveryCode || (kind == EnrollmentKind::Combined && !has_codes);
    Unproven {
        push: matches!(kind, EnrollmentKind::Push | EnrollmentKind::Combined)
            .then(|| push(ctx, id, protocol)),
        oath: oath.map(|factor| unproven_oath(ctx, digits, factor)),
        recovery: with_codes.then(|| recovery(ctx)),
        passkey: (kind == EnrollmentKind::Passkey).then(|| passkey(ctx)),
        // Its first code is drawn by `with_code`.
        telephone: None,
        wrong_codes: 0,
    }
}

/// A message takes its time, and can be asked for again; so a telephone has as long as a code may live.
pub(super) fn ttl(ctx: &Ctx, kind: EnrollmentKind) -> Duration {
    let ttl = ctx.settings.enrollment.ttl();
    match kind {
        EnrollmentKind::Phone => ttl.max(SentCode::LIFE),
        _ => ttl,
    }
}

/// How long after a login what it allows may still come about: an enrolment that is begun anew at the last moment, of the kind that has
/// longest.
pub(super) fn latest(ctx: &Ctx) -> Duration {
    Session::RENEWS + ttl(ctx, EnrollmentKind::Phone)
}

/// The enrolment with the first code to its telephone, if it is about one, the beginning of its unit, and what the code uses up.
async fn with_code(
    ctx: &Ctx,
    request: &StartEnrollment,
    user: &User,
    enrollment: Enrollment,
    now: Timestamp,
) -> Result<(Enrollment, UnitOfWork, Option<Spent>), FlowError> {
    let unit = UnitOfWork::new("start_enrollment");
    let Some(new) = &request.telephone else {
        return Ok((enrollment, unit, None));
    };
    let authenticator_id = AuthenticatorId::new(ctx.entropy.uuid());
    let telephone: Telephone = telephone::keep(ctx, authenticator_id, &new.number, new.channel);
    let sending = Sending {
        user,
        enrollment: enrollment.id,
        authenticator_id,
        telephone: &telephone,
        sender: &new.sender,
        before: None,
        expires_at: enrollment.expires_at,
    };
    let (code, unit, spent) = sending.send(ctx, unit, now).await?;
    let unproven = Unproven {
        telephone: Some(UnprovenTelephone {
            authenticator_id,
            telephone,
            code,
        }),
        ..Unproven::default()
    };
    let enrollment = Enrollment {
        state: EnrollmentState::Open(unproven),
        ..enrollment
    };
    Ok((enrollment, unit, Some(spent)))
}

pub(super) fn push(ctx: &Ctx, id: EnrollmentId, protocol: PhoneProtocol) -> UnprovenPush {
    let uuid = id.as_uuid();
    match protocol {
        PhoneProtocol::Compatible => UnprovenPush::Compatible {
            // The device takes over the enrolment's id, so the key is sealed for the place where it will stay.
            secret: draw::<32>(ctx, push::secret_place(uuid.as_bytes())),
            nonce: draw::<32>(ctx, nonce_place(uuid.as_bytes())),
        },
        PhoneProtocol::Native => UnprovenPush::Native {
            code: draw::<32>(ctx, code_place(uuid.as_bytes())),
        },
    }
}

fn unproven_oath(ctx: &Ctx, digits: u32, factor: MovingFactor) -> UnprovenOath {
    let uuid = ctx.entropy.uuid();
    let secret = draw::<{ Oath::SECRET_BYTES }>(ctx, code::secret_place(uuid.as_bytes()));
    UnprovenOath {
        authenticator_id: AuthenticatorId::new(uuid),
        oath: Oath::new(secret, digits, factor),
    }
}

fn recovery(ctx: &Ctx) -> UnprovenRecovery {
    let authenticator_id = AuthenticatorId::new(ctx.entropy.uuid());
    let codes = recovery_code::draw(&*ctx.entropy);
    UnprovenRecovery {
        authenticator_id,
        codes: recovery_code::seal_shown(ctx, authenticator_id, &codes),
    }
}

fn passkey(ctx: &Ctx) -> UnprovenPasskey {
    let mut challenge = [0; 32];
    ctx.entropy.fill(&mut challenge);
    UnprovenPasskey {
        challenge: TokenHash::from_bytes(challenge),
        drawn_at: None,
    }
}

fn draw<const N: usize>(ctx: &Ctx, place: Place<'_>) -> Sealed {
    let mut bytes = zeroize::Zeroizing::new([0; N]);
    ctx.entropy.fill(bytes.as_mut());
    ctx.secrets.seal(place, bytes.as_ref())
}

/// Where the code of a native phone's link is sealed.
pub(super) const fn code_place(id: &[u8; 16]) -> Place<'_> {
    Place {
        column: UnprovenPush::CODE_COLUMN,
        row: id,
    }
}

/// Where an enrolment's challenge is sealed.
pub(super) const fn nonce_place(id: &[u8; 16]) -> Place<'_> {
    Place {
        column: UnprovenPush::NONCE_COLUMN,
        row: id,
    }
}

fn unit_of(
    ctx: &Ctx,
    unit: UnitOfWork,
    request: &StartEnrollment,
    enrollment: &Enrollment,
    link: &BearerToken,
    now: Timestamp,
) -> UnitOfWork {
    let remembered = request.idempotency.map(|key| {
        let token = idempotency::seal_token(ctx, &key, link);
        idempotency::remember(key, IdempotentOutcome::Enrolling(enrollment.id, token), now)
    });
    unit.put_all(remembered).put(enrollment.clone()).record(
        Audit::new(AuditEvent::EnrollmentStarted, now)
            .user(enrollment.user_id)
            .client(&enrollment.client_id)
            .enrollment(enrollment.id),
    )
}
