//! What people do about a digital certificate of their own: ask for one, take that back, pick it up.

use countersign_proto::ids::{AuthenticatorId, CertificateRequestId};
use zeroize::Zeroizing;

use super::{
    ATTEMPTS,
    certificate_authority::{SKEW, new_serial, open_key, revocation_url, signing_authority},
    notice::{self, Origin},
    start_enrollment::binding,
    suspend, terms,
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, Certificate, CertificateBytes,
        CertificateRequest, ClientCertificate, ClientId, Confirmation, Credential, MailKind, RequestState,
        RevocationReason, Session, Timestamp, TokenHash, User, UserState, Version, serial_text,
    },
    port::{Commit, Order, Signer, Topic, UnitOfWork},
};

/// What an account has of certificates.
#[derive(Debug, Clone, Default)]
pub struct OwnCertificate {
    /// The latest request, as it stands.
    pub request: Option<CertificateRequest>,
    /// The active certificate with its authenticator.
    pub active: Option<Authenticator>,
}

impl OwnCertificate {
    /// The certificate that is in use.
    pub fn certificate(&self) -> Option<&ClientCertificate> {
        self.active.as_ref()?.credential.certificate()
    }

    /// Whether another one can be asked for: there is none, or its end is near; and nothing is under way.
    pub fn can_request(&self, now: Timestamp) -> bool {
        let ends = |certificate: &ClientCertificate| now >= certificate.not_after - Certificate::NOTICES[0];
        let is_open = self.request.as_ref().is_some_and(CertificateRequest::is_open);
        !is_open && self.certificate().is_none_or(ends)
    }
}

/// What the user has.
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell.
pub async fn own_certificate(ctx: &Ctx, user: &User) -> Result<OwnCertificate, FlowError> {
    let now = ctx.clock.now();
    let request = ctx.store.latest_certificate_request(user.id).await?;
    let holdings = ctx.store.holdings(user.id).await?;
    let mut held = holdings.into_iter().map(|holding| holding.authenticator);
    Ok(OwnCertificate {
        request: request.map(|request| request.as_of(now)),
        active: held.find(|one| one.credential.certificate().is_some()),
    })
}

/// Asks for a certificate. A person answers it.
///
/// # Errors
/// [`FlowError::NotFound`] if there are none here, [`FlowError::FreshLoginRequired`] if the session is not fresh (R11),
/// [`FlowError::TermsNotAccepted`] if its user has not, [`FlowError::AlreadyExists`] if one was asked for already or is in use.
pub async fn request_certificate(ctx: &Ctx, session: &Session) -> Result<CertificateRequest, FlowError> {
    for _ in 0..ATTEMPTS {
        let now = allowed(ctx, session).await?;
        let user = asker(ctx, session).await?;
        let own = own_certificate(ctx, &user).await?;
        if !own.can_request(now) {
            return Err(FlowError::AlreadyExists);
        }
        if let Some(lapsed) = &own.request
            && matches!(lapsed.state, RequestState::Lapsed { .. })
        {
            // Nobody has noticed yet; until it is written the account has no place for another one. A conflict means that
            // somebody just has.
            let _ = ctx
                .store
                .commit(UnitOfWork::new("lapse_certificate_request").put(lapsed))
                .await?;
        }
        let calendar = ctx.settings.certificates.calendar().map_err(FlowError::Invalid)?;
        let request = CertificateRequest {
            id: CertificateRequestId::new(ctx.entropy.row_id(now)),
            user_id: user.id,
            created_at: now,
            state: RequestState::Requested {
                expected_by: calendar.expected_by(now),
                first: None,
            },
            version: Version::FIRST,
        };
        let audit = Audit::new(AuditEvent::CertificateRequested, now).user(user.id);
        let unit = UnitOfWork::new("request_certificate")
            .put(&request)
            .unless_changed(&user)
            .unless_changed(session)
            .record(audit.login(session.login_id));
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(request);
        }
    }
    Err(FlowError::Contended)
}

/// Takes an open request back.
///
/// # Errors
/// [`FlowError::NotPending`] if there is none.
pub async fn withdraw_request(ctx: &Ctx, user: &User, session: &Session) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let request = own_certificate(ctx, user).await?.request;
        let withdrawn = request.ok_or(FlowError::NotPending)?.withdraw(now)?;
        let audit = Audit::new(AuditEvent::CertificateWithdrawn, now).user(user.id);
        let unit = UnitOfWork::new("withdraw_certificate_request")
            .put(withdrawn)
            .record(audit.login(session.login_id));
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// Picks up an approved certificate for the key of a certification request (PKCS #10). All that it names comes from the account;
/// of the request only the key counts, and that its sender has its private half.
///
/// # Errors
/// [`FlowError::NotPending`] if none is ready, [`FlowError::FreshLoginRequired`] if the session is not fresh (R11),
/// [`FlowError::Invalid`] for a request that proves no key, or one that is not accepted.
pub async fn pick_up(ctx: &Ctx, session: &Session, request: &[u8]) -> Result<ClientCertificate, FlowError> {
    allowed(ctx, session).await?;
    let key = ctx.pki.requested_key(request)?;
    issue(ctx, session, &key, |issued, _| Ok(issued.clone())).await
}

/// Picks up an approved certificate with a key that is made here, in a file that opens with `password` (PKCS #12). The key is kept
/// nowhere: whoever loses the file asks for another certificate.
///
/// # Errors
/// See [`pick_up`]; [`FlowError::Invalid`] for a password that protects nothing.
pub async fn pick_up_file(
    ctx: &Ctx,
    session: &Session,
    password: &FilePassword,
) -> Result<Zeroizing<Vec<u8>>, FlowError> {
    allowed(ctx, session).await?;
    let key = ctx.pki.new_key()?;
    let file = |issued: &ClientCertificate, authority: &CertificateBytes| {
        Ok(ctx.pki.key_file(&key, &[&issued.der, authority], &password.0)?)
    };
    issue(ctx, session, &key.public_key, file).await
}

/// What opens the file of a key.
pub struct FilePassword(Zeroizing<String>);

impl FilePassword {
    /// Fewest and most characters.
    pub const CHARS: std::ops::RangeInclusive<usize> = 10..=128;

    /// Takes what was typed, twice the same.
    ///
    /// # Errors
    /// [`FlowError::Invalid`] if it is too short or too long, or was not typed twice.
    pub fn parse(typed: Zeroizing<String>, again: &Zeroizing<String>) -> Result<Self, FlowError> {
        if typed != *again {
            return Err(FlowError::Invalid("the passwords differ".to_owned()));
        }
        if !Self::CHARS.contains(&typed.chars().count()) {
            return Err(FlowError::Invalid(
                "the password must have 10 to 128 characters".to_owned(),
            ));
        }
        Ok(Self(typed))
    }
}

/// Issues the certificate that is ready for this public key. What `finish` makes of it is made before it counts.
async fn issue<T>(
    ctx: &Ctx,
    session: &Session,
    public_key: &[u8],
    finish: impl Fn(&ClientCertificate, &CertificateBytes) -> Result<T, FlowError>,
) -> Result<T, FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let user = &asker(ctx, session).await?;
        let own = own_certificate(ctx, user).await?;
        let ready = own.request.clone().filter(|request| request.is_ready(now));
        let ready = ready.ok_or(FlowError::NotPending)?;
        if let Some(before) = &own.active {
            // One that was set aside is not brought back by a new one.
            if before.state != AuthenticatorState::Active {
                return Err(FlowError::NotPending);
            }
        }
        // Whoever has nothing but a recovery neither replaces it (R12) nor adds it to what there is: a recovery allows one
        // authenticator, which is there by now or can be added first (R11).
        let holdings = ctx.store.holdings(user.id).await?;
        if session.is_by_recovery() && binding(&holdings, &ClientId::own_pages()).next().is_some() {
            return Err(FlowError::FreshLoginRequired);
        }
        let (certificate, authority) = sign(ctx, user, public_key, now).await?;
        let made = finish(&certificate, &authority)?;
        let issued = ready.issue(now, certificate.fingerprint)?;
        let unit = UnitOfWork::new("issue_certificate").put(issued);
        let new = NewCertificate {
            certificate,
            before: None,
            kind: MailKind::CertificateIssued,
        };
        let unit = bind(ctx, unit, (user, session), new, own, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(made);
        }
    }
    Err(FlowError::Contended)
}

/// A certificate for this key, and that of the authority which has signed it.
async fn sign(
    ctx: &Ctx,
    user: &User,
    public_key: &[u8],
    now: Timestamp,
) -> Result<(ClientCertificate, CertificateBytes), FlowError> {
    let authority = signing_authority(ctx).await?;
    let key = open_key(ctx, &authority)?;
    let signer = Signer {
        certificate: &authority.certificate,
        key: &key,
    };
    let der = ctx.pki.issue(
        &signer,
        &Order {
            public_key,
            // What people call themselves they can change between an operator's yes and this; the name of the account they cannot.
            common_name: user.name.as_str(),
            account: &user.number.to_string(),
            organisation: &ctx.settings.branding.issuer,
            serial: &new_serial(ctx),
            validity: (now - SKEW, now + ctx.settings.certificates.validity()),
            revocation_url: &revocation_url(ctx, authority.id),
        },
    )?;
    let certificate = ClientCertificate {
        authority: Some(authority.id),
        ..read_certificate(ctx, der)?
    };
    Ok((certificate, authority.certificate))
}

/// What a certificate says of itself; whose authority vouches for it is for the caller to say.
pub(super) fn read_certificate(ctx: &Ctx, der: CertificateBytes) -> Result<ClientCertificate, FlowError> {
    let read = ctx.pki.read(&der.0)?;
    Ok(ClientCertificate {
        fingerprint: TokenHash::of(&der.0),
        serial: serial_text(&read.serial),
        subject: read.subject,
        issuer: read.issuer,
        not_before: read.not_before,
        not_after: read.not_after,
        authority: None,
        organisation: None,
        der,
    })
}

/// A certificate that an account gets.
pub(super) struct NewCertificate {
    pub(super) certificate: ClientCertificate,
    /// The place that it had before, if nobody has it now.
    pub(super) before: Option<Certificate>,
    /// What its person is told.
    pub(super) kind: MailKind,
}

/// Adds to `unit` that a certificate is the user's from now on, in the place of one before.
pub(super) async fn bind(
    ctx: &Ctx,
    unit: UnitOfWork,
    (user, session): (&User, &Session),
    new: NewCertificate,
    own: OwnCertificate,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    let NewCertificate {
        certificate,
        before,
        kind,
    } = new;
    let id = AuthenticatorId::new(ctx.entropy.row_id(now));
    let place = Certificate::new(&certificate, user.id, id);
    let place = Certificate {
        version: before.map_or(Version::FIRST, |before| before.version.next()),
        ..place
    };
    let authenticator = Authenticator {
        id,
        user_id: user.id,
        credential: Credential::Certificate(Box::new(certificate)),
        label: ctx.texts.text(&user.language, "method-certificate", &[]),
        state: AuthenticatorState::Active,
        confirmation: Confirmation::ByUser,
        failures: 0,
        created_at: now,
        version: Version::FIRST,
    };
    let audit = |event| Audit::new(event, now).user(user.id).login(session.login_id);
    let unit = match own.active {
        // The account's place is free before the new one takes it.
        Some(before) => {
            let unit = end(ctx, unit, &before, RevocationReason::Superseded, now).await?;
            let replaced = before.in_state(AuthenticatorState::Deleted);
            let audit = audit(AuditEvent::AuthenticatorDeleted).authenticator(replaced.id);
            // What was opened with it has nothing to rest on any more (R13).
            let unit = suspend::end_sessions_but(ctx, unit, user.id, Some(session), now).await?;
            unit.put(replaced).record(audit)
        }
        None => unit,
    };
    let origin = Origin::of_session(ctx, session).await?;
    let unit = notice::tell(ctx, unit, user, &authenticator, kind, &origin, now);
    // The user is written too: of two that nobody approved, one completes.
    Ok(unit
        .put(user.clone().touched())
        .unless_changed(session)
        .record(audit(AuditEvent::AuthenticatorEnrolled).authenticator(id))
        .put(place)
        .put(authenticator))
}

/// Adds to `unit` the end of the certificate that `authenticator` is, if it is one.
///
/// # Errors
/// [`FlowError::Store`] if it cannot be read.
pub(super) async fn end(
    ctx: &Ctx,
    unit: UnitOfWork,
    authenticator: &Authenticator,
    reason: RevocationReason,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    let Some(certificate) = authenticator.credential.certificate() else {
        return Ok(unit);
    };
    let place = ctx.store.certificate(&certificate.fingerprint).await?;
    let Some(place) = place.filter(|place| place.authenticator_id == authenticator.id && place.is_active())
    else {
        return Ok(unit);
    };
    Ok(unit.put(place.revoke(now, reason)))
}

/// The user of this session, as they are now.
pub(super) async fn asker(ctx: &Ctx, session: &Session) -> Result<User, FlowError> {
    // It may have ended since its door has read it.
    if ctx.store.session(&session.token).await?.as_ref() != Some(session) {
        return Err(FlowError::FreshLoginRequired);
    }
    let user = ctx.store.user(session.user_id).await?;
    user.filter(|user| user.state == UserState::Active)
        .ok_or(FlowError::FreshLoginRequired)
}

/// Whether this session may ask for one and pick it up.
pub(super) async fn allowed(ctx: &Ctx, session: &Session) -> Result<Timestamp, FlowError> {
    if !ctx.settings.certificates.is_offered() {
        return Err(FlowError::NotFound);
    }
    let now = ctx.clock.now();
    if !session.is_fresh(now) {
        return Err(FlowError::FreshLoginRequired);
    }
    terms::demand(ctx, session.user_id).await?;
    Ok(now)
}
