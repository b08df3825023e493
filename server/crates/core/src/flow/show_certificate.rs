//! Decides a login by a digital certificate: the door checks it, the browser that started the login hands its proof in.

use std::fmt;

use countersign_proto::ids::LoginId;

use super::{
    ATTEMPTS, certificate_trust,
    confirm_authenticator::confirmed,
    ended,
    read_login::{LoginOwner, in_good_standing, read_login},
    travel::watch,
};
use crate::{
    Ctx, FlowError,
    method::certificate,
    model::{
        Approval, Audit, AuditEvent, Authenticator, Certificate, CertificateBytes, Login, Method, Presence,
        Standing, Timestamp, TokenHash,
    },
    port::{ChainRefusal, Commit, LoginRead, StoreError, UnitOfWork},
};

/// Certificates of a chain that are looked at.
pub(super) const CHAIN: usize = 8;

/// Why the door gave no proof, as its person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The browser showed none.
    Missing,
    /// Its time is up, or has not come.
    Expired,
    /// It was issued for something else.
    WrongUsage,
    /// Nobody whom we trust has signed it.
    Untrusted,
    /// It was revoked or set aside.
    Revoked,
    /// It is not this account's.
    NotYours,
    /// Nobody can tell at the moment whether it was revoked.
    Unchecked,
    /// It is added to an account already.
    Taken,
    /// The login has ended, or nobody sent the browser here for it.
    Ended,
}

impl Refused {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Missing,
        Self::Expired,
        Self::WrongUsage,
        Self::Untrusted,
        Self::Revoked,
        Self::NotYours,
        Self::Unchecked,
        Self::Taken,
        Self::Ended,
    ];

    /// The word for it, in addresses, texts, metrics and records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Expired => "expired",
            Self::WrongUsage => "usage",
            Self::Untrusted => "untrusted",
            Self::Revoked => "revoked",
            Self::NotYours => "other",
            Self::Unchecked => "unchecked",
            Self::Taken => "taken",
            Self::Ended => "ended",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<ChainRefusal> for Refused {
    fn from(refusal: ChainRefusal) -> Self {
        match refusal {
            ChainRefusal::Expired | ChainRefusal::NotYet => Self::Expired,
            ChainRefusal::WrongUsage => Self::WrongUsage,
            ChainRefusal::Untrusted => Self::Untrusted,
            ChainRefusal::Revoked => Self::Revoked,
            ChainRefusal::Unchecked => Self::Unchecked,
        }
    }
}

/// Checks the chain that a browser has proven to have the key of, its own certificate first, and gives a proof for the login that
/// sent it here. It decides nothing.
///
/// # Errors
/// [`StoreError`] if nobody can tell (R18).
pub async fn show_certificate(
    ctx: &Ctx,
    id: LoginId,
    errand: &str,
    chain: &[CertificateBytes],
) -> Result<Result<String, Refused>, StoreError> {
    if !certificate::is_errand(ctx, id, errand) {
        return Ok(Err(Refused::Ended));
    }
    let now = ctx.clock.now();
    let Some(read) = ctx.store.login(id).await? else {
        return Ok(Err(Refused::Ended));
    };
    let read = LoginRead {
        login: read.login.as_of(now),
        ..read
    };
    if !read.login.is_pending() || !in_good_standing(&read) {
        return Ok(Err(Refused::Ended));
    }
    let shown = match judge(ctx, &read.login, chain, now).await? {
        Ok(authenticator) => Ok(certificate::proof(ctx, id, authenticator.id, now)),
        Err(refused) => {
            record(ctx, &read.login, refused, now).await?;
            Err(refused)
        }
    };
    let result = shown.as_ref().err().map_or("shown", |refused| refused.as_str());
    metrics::counter!("countersign_certificates_shown_total", "result" => result).increment(1);
    Ok(shown)
}

async fn judge(
    ctx: &Ctx,
    login: &Login,
    chain: &[CertificateBytes],
    now: Timestamp,
) -> Result<Result<Authenticator, Refused>, StoreError> {
    let Some(shown) = chain.first() else {
        return Ok(Err(Refused::Missing));
    };
    if chain.len() > CHAIN {
        return Ok(Err(Refused::Untrusted));
    }
    let place = ctx.store.certificate(&TokenHash::of(&shown.0)).await?;
    let holding = match &place {
        Some(place) => ctx.store.holding(place.authenticator_id).await?,
        None => None,
    };
    let own = holding
        .as_ref()
        .and_then(|holding| holding.authenticator.credential.certificate());
    let trusted = match own {
        // What was shown beside it may be less than what it was added with.
        Some(own) => certificate_trust::of_own(ctx, own, now).await?.map(|_| ()),
        None => certificate_trust::of_stranger(ctx, chain, now).await?,
    };
    if let Err(refusal) = trusted {
        return Ok(Err(refusal.into()));
    }
    match place {
        Some(place) => usable(ctx, login, &place, now).await,
        None => Ok(Err(Refused::NotYours)),
    }
}

/// The authenticator that a certificate is, if it can decide this login now (R4).
async fn usable(
    ctx: &Ctx,
    login: &Login,
    place: &Certificate,
    now: Timestamp,
) -> Result<Result<Authenticator, Refused>, StoreError> {
    if place.user_id.is_some_and(|user| user != login.user_id) {
        return Ok(Err(Refused::NotYours));
    }
    let holding = ctx.store.holding(place.authenticator_id).await?;
    let Some(holding) = holding.filter(|_| place.is_active()) else {
        return Ok(Err(Refused::Revoked));
    };
    let holdings = [holding];
    let mut able = certificate::candidates(&holdings, &login.client_id, login.request.purpose, now);
    let able = able.find(|one| {
        let own = one.credential.certificate();
        one.user_id == login.user_id && own.is_some_and(|own| own.fingerprint == place.fingerprint)
    });
    Ok(able.cloned().ok_or(Refused::Revoked))
}

async fn record(ctx: &Ctx, login: &Login, refused: Refused, now: Timestamp) -> Result<(), StoreError> {
    let audit = Audit {
        event: AuditEvent::CertificateRefused,
        ..ended::audit(login, now)
    };
    let unit = UnitOfWork::new("refuse_certificate").record(audit.because(refused.as_str()));
    ctx.store.commit(unit).await.map(|_| ())
}

/// Decides a login by a proof of the door. Only its starter can (R10).
///
/// # Errors
/// [`FlowError::NotFound`] for somebody else's login or a proof that is none, [`FlowError::NotPending`] once it has ended, or what
/// was shown cannot be used any more; [`FlowError::TooMany`] while the initiator is locked out (R14).
pub async fn hand_in(
    ctx: &Ctx,
    id: LoginId,
    owner: &LoginOwner,
    proof: &str,
) -> Result<LoginRead, FlowError> {
    for _ in 0..ATTEMPTS {
        let read = read_login(ctx, id, owner).await?;
        let now = ctx.clock.now();
        if !read.login.is_pending() || !in_good_standing(&read) {
            return Err(FlowError::NotPending);
        }
        let proven = certificate::proven(ctx, id, proof, now).ok_or(FlowError::NotFound)?;
        let initiator = read.login.request.initiator;
        let standing = ctx.store.standing(read.login.user_id, initiator).await?;
        let standing = Standing::found(standing, initiator, read.login.user_id);
        standing.check(now)?;
        let holding = ctx.store.holding(proven).await?.ok_or(FlowError::NotPending)?;
        let shown = holding.authenticator.credential.certificate();
        let shown = shown.ok_or(FlowError::NotPending)?.fingerprint;
        let place = ctx
            .store
            .certificate(&shown)
            .await?
            .ok_or(FlowError::NotPending)?;
        let usable = usable(ctx, &read.login, &place, now).await?;
        let authenticator = usable.map_err(|_| FlowError::NotPending)?;
        let own = authenticator
            .credential
            .certificate()
            .ok_or(FlowError::NotPending)?;
        let trusted = certificate_trust::of_own(ctx, own, now).await?;
        let storage = trusted.map_err(|_| FlowError::NotPending)?;
        let approval = Approval {
            at: now,
            authenticator_id: authenticator.id,
            device_id: None,
            method: Method::Certificate,
            presence: Presence::Unshown,
            storage,
            logged_out_at: None,
        };
        let login = read.login.clone().approve(approval)?;
        let unit = UnitOfWork::new("show_certificate")
            .put(&login)
            .put_all(standing.succeeded())
            .unless_changed(&place)
            .used(authenticator.id, now, login.request.context.ip)
            .record(ended::audit(&login, now).authenticator(authenticator.id));
        let unit = match authenticator.approved(login.request.purpose, &authenticator.credential) {
            Some(changed) => unit.put(changed),
            None => unit.unless_changed(&authenticator),
        };
        let unit = confirmed(ctx, unit, &login, &authenticator, now).await?;
        let (unit, seen) = watch(ctx, unit, &login).await;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ended::announce(ctx, [&login], now);
            seen.count();
            return Ok(LoginRead { login, ..read });
        }
    }
    Err(FlowError::Contended)
}
