//! How people add a certificate that their organisation gave them: they show it at the certificate door, which gives their browser a token
//! for it, and add it in the session from which they were sent there.

use countersign_proto::ids::LoginId;

use super::{
    ATTEMPTS, certificate_trust, mail,
    own_certificate::{NewCertificate, allowed, asker, bind, own_certificate, read_certificate},
    show_certificate::{CHAIN, Refused},
    start_enrollment::{binding, has_added_certificate},
};
use crate::{
    Ctx, FlowError,
    method::certificate,
    model::{
        Audit, AuditEvent, AuthenticatorState, BearerToken, Certificate, CertificateBytes, ClientCertificate,
        ClientId, LinkPurpose, MailKind, MailedLink, Organisation, Session, Timestamp, TokenHash, UserState,
    },
    port::{Commit, StoreError, Topic, UnitOfWork},
};

/// Longest chain that is kept, in bytes.
const CHAIN_BYTES: usize = 32 * 1024;

/// Checks the chain that a browser has proven to have the key of, its own certificate first, and gives a token for it to the browser
/// that was sent here from the session of this login. It adds nothing: whoever is lured here with the errand of another session takes
/// the token back to their own, where it is worth nothing.
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell (R18).
pub async fn show_new(
    ctx: &Ctx,
    login: LoginId,
    errand: &str,
    chain: &[CertificateBytes],
) -> Result<Result<BearerToken, Refused>, FlowError> {
    if !certificate::is_adding_errand(ctx, login, errand) {
        return Ok(Err(Refused::Ended));
    }
    let now = ctx.clock.now();
    let Some(session) = session_of(ctx, login, now).await? else {
        return Ok(Err(Refused::Ended));
    };
    let audit = Audit::new(AuditEvent::CertificateRefused, now).user(session.user_id);
    let authority = match judge(ctx, chain, now).await? {
        Ok(authority) => authority,
        Err(refused) => {
            let audit = audit.login(login).because(refused.as_str());
            let unit = UnitOfWork::new("refuse_certificate").record(audit);
            let _ = ctx.store.commit(unit).await?;
            return Ok(Err(refused));
        }
    };
    let purpose = LinkPurpose::AddCertificate {
        login,
        authority,
        chain: chain.to_vec(),
    };
    let (token, link) = mail::link_for(ctx, Some(session.user_id), &purpose, now, Session::FRESH);
    match ctx
        .store
        .commit(UnitOfWork::new("show_new_certificate").put(link))
        .await?
    {
        Commit::Committed => Ok(Ok(token)),
        Commit::Conflict => Err(FlowError::Contended),
    }
}

/// The session that a login has opened, while something can be added in it.
async fn session_of(ctx: &Ctx, login: LoginId, now: Timestamp) -> Result<Option<Session>, StoreError> {
    let Some(read) = ctx.store.login(login).await? else {
        return Ok(None);
    };
    let user = ctx.store.user(read.login.user_id).await?;
    if user.is_none_or(|user| user.state != UserState::Active) {
        return Ok(None);
    }
    let open = ctx.store.sessions(read.login.user_id).await?;
    let is_its =
        |session: &Session| session.login_id == login && session.is_open(now) && session.is_fresh(now);
    Ok(open.into_iter().find(is_its))
}

/// What the settings call the authority that vouches for a chain whose certificate nobody has.
async fn judge(
    ctx: &Ctx,
    chain: &[CertificateBytes],
    now: Timestamp,
) -> Result<Result<String, Refused>, StoreError> {
    let Some(shown) = chain.first() else {
        return Ok(Err(Refused::Missing));
    };
    let bytes: usize = chain.iter().map(|one| one.0.len()).sum();
    if chain.len() > CHAIN || bytes > CHAIN_BYTES {
        return Ok(Err(Refused::Untrusted));
    }
    let authority = match certificate_trust::by_organisation(ctx, chain, now).await {
        Ok(authority) => authority,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    let place = ctx.store.certificate(&TokenHash::of(&shown.0)).await?;
    Ok(match place {
        Some(place) if place.is_free() => Ok(authority),
        Some(place) if place.is_active() => Err(Refused::Taken),
        Some(_) => Err(Refused::Revoked),
        None => Ok(authority),
    })
}

/// What the door was shown for this session, as its person is asked about it. Looking takes nothing.
///
/// # Errors
/// [`FlowError::NotFound`] for a token of another session, or of none; [`FlowError::NotPending`] once it was used or its time is up.
pub async fn shown_certificate(
    ctx: &Ctx,
    session: &Session,
    token: &BearerToken,
) -> Result<ClientCertificate, FlowError> {
    let (_, _, chain) = find(ctx, session, token).await?;
    read(ctx, session, String::new(), chain)
}

/// Adds what the door was shown for this session, in which it was not too long ago that its person logged in.
///
/// # Errors
/// See [`shown_certificate`]; [`FlowError::FreshLoginRequired`] and [`FlowError::FreshApprovalRequired`] if the session may add none
/// (R11), [`FlowError::TermsNotAccepted`], [`FlowError::AlreadyExists`] if one is in use or asked for.
pub async fn add_certificate(
    ctx: &Ctx,
    session: &Session,
    token: &BearerToken,
) -> Result<Result<ClientCertificate, Refused>, FlowError> {
    for _ in 0..ATTEMPTS {
        let now = allowed(ctx, session).await?;
        let (link, vouched, chain) = find(ctx, session, token).await?;
        let user = &asker(ctx, session).await?;
        let own = own_certificate(ctx, user).await?;
        let is_aside = |state| state != AuthenticatorState::Active;
        if !own.can_request(now) || own.active.as_ref().is_some_and(|one| is_aside(one.state)) {
            return Err(FlowError::AlreadyExists);
        }
        may_add(ctx, session).await?;
        let authority = match judge(ctx, &chain, now).await? {
            Ok(authority) if authority == vouched => authority,
            Ok(_) => return Ok(Err(Refused::Untrusted)),
            Err(refused) => return Ok(Err(refused)),
        };
        let certificate = read(ctx, session, authority, chain)?;
        // Another account that adds it at this moment has the same place.
        let before: Option<Certificate> = ctx.store.certificate(&certificate.fingerprint).await?;
        if before.as_ref().is_some_and(|before| !before.is_free()) {
            continue;
        }
        let new = NewCertificate {
            certificate: certificate.clone(),
            before,
            kind: MailKind::AuthenticatorAdded,
        };
        let unit = UnitOfWork::new("add_certificate").put(link.used(now));
        let unit = bind(ctx, unit, (user, session), new, own, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(Ok(certificate));
        }
    }
    Err(FlowError::Contended)
}

/// Whether this session may add an authenticator: each login allows one, and a recovery none beside another (R11).
async fn may_add(ctx: &Ctx, session: &Session) -> Result<(), FlowError> {
    let holdings = ctx.store.holdings(session.user_id).await?;
    if binding(&holdings, &ClientId::own_pages()).next().is_none() {
        return Ok(());
    }
    if session.is_by_recovery() {
        return Err(FlowError::FreshLoginRequired);
    }
    if ctx.store.approval_used(session.login_id).await? || has_added_certificate(&holdings, session.login_id)
    {
        return Err(FlowError::FreshApprovalRequired);
    }
    Ok(())
}

/// The row of a token of this session, the authority that vouched, and what was shown.
async fn find(
    ctx: &Ctx,
    session: &Session,
    token: &BearerToken,
) -> Result<(MailedLink, String, Vec<CertificateBytes>), FlowError> {
    let (link, purpose) = mail::find_link(ctx, token).await?;
    match purpose {
        LinkPurpose::AddCertificate {
            login,
            authority,
            chain,
        } if login == session.login_id && link.user_id == Some(session.user_id) => {
            Ok((link, authority, chain))
        }
        _ => Err(FlowError::NotFound),
    }
}

fn read(
    ctx: &Ctx,
    session: &Session,
    authority: String,
    chain: Vec<CertificateBytes>,
) -> Result<ClientCertificate, FlowError> {
    let mut chain = chain.into_iter();
    let der = chain.next().ok_or(FlowError::NotFound)?;
    Ok(ClientCertificate {
        organisation: Some(Organisation {
            authority,
            between: chain.collect(),
            added_in: session.login_id,
        }),
        ..read_certificate(ctx, der)?
    })
}
