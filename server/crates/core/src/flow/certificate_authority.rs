//! This server's own certificate authority: made when it is first needed, and the lists of what it has revoked.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use countersign_proto::ids::CertificateAuthorityId;
use zeroize::Zeroizing;

use super::{ATTEMPTS, issuer};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, AuthenticatorState, Certificate, CertificateAuthority, CertificateState,
        DisplayText, RevocationReason, Timestamp, UserState, Version, serial_bytes,
    },
    port::{Commit, ListedCertificate, PkiError, RevokedEntry, Signer, UnitOfWork},
};

/// How long others may rely on a revocation list. Logins here never do: they ask the rows.
const LIST_HOLDS: Duration = Duration::from_secs(24 * 3600);
/// How far other clocks may be behind ours.
pub(super) const SKEW: Duration = Duration::from_secs(5 * 60);

/// The authority that signs now; makes one if there is none, or none that outlives what it would sign.
///
/// # Errors
/// [`FlowError::Pki`] if it cannot be made.
pub async fn signing_authority(ctx: &Ctx) -> Result<CertificateAuthority, FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let newest = ctx.store.certificate_authorities().await?.pop();
        let life = CertificateAuthority::LIFE - ctx.settings.certificates.validity();
        if let Some(newest) = newest.filter(|newest| now < newest.created_at + life) {
            return Ok(newest);
        }
        // A conflict would mean that another one was made meanwhile, which is as good.
        let _ = add_authority(ctx, None, now).await?;
    }
    Err(FlowError::Contended)
}

/// The certificates (DER) of all authorities, of which there is one at least.
///
/// # Errors
/// See [`signing_authority`].
pub async fn issuers(ctx: &Ctx) -> Result<Vec<Vec<u8>>, FlowError> {
    signing_authority(ctx).await?;
    let known = ctx.store.certificate_authorities().await?;
    Ok(known.into_iter().map(|one| one.certificate.0).collect())
}

/// Makes another authority, which signs from now on. What earlier ones have signed holds until it expires.
///
/// # Errors
/// [`FlowError::Pki`] if it cannot be made.
pub async fn replace_authority(ctx: &Ctx, reason: &DisplayText) -> Result<CertificateAuthority, FlowError> {
    let now = ctx.clock.now();
    let audit = Audit::new(AuditEvent::CertificateAuthorityReplaced, now).because(reason.as_str());
    match add_authority(ctx, Some(audit), now).await? {
        Commit::Committed => signing_authority(ctx).await,
        Commit::Conflict => Err(FlowError::Contended),
    }
}

async fn add_authority(ctx: &Ctx, audit: Option<Audit>, now: Timestamp) -> Result<Commit, FlowError> {
    let id = CertificateAuthorityId::new(ctx.entropy.row_id(now));
    let name = &ctx.settings.branding.issuer;
    let validity = (now - SKEW, now + CertificateAuthority::LIFE);
    let (certificate, key) = ctx.pki.new_authority(name, &new_serial(ctx), validity)?;
    let row = id.as_uuid();
    let place = CertificateAuthority::key_place(row.as_bytes());
    let sealed = ctx.secrets.seal(place, &key);
    let authority = CertificateAuthority {
        id,
        certificate,
        key: sealed,
        created_at: now,
        version: Version::FIRST,
    };
    let unit = UnitOfWork::new("add_certificate_authority").put(authority);
    let unit = match audit {
        Some(audit) => unit.record(audit),
        None => unit,
    };
    Ok(ctx.store.commit(unit).await?)
}

/// A random positive serial number of 127 bits.
pub(super) fn new_serial(ctx: &Ctx) -> [u8; 16] {
    let mut serial = [0; 16];
    ctx.entropy.fill(&mut serial);
    // Positive, and without a leading zero that encoders would drop.
    serial[0] = serial[0] & 0x7f | 0x40;
    serial
}

/// The private key of an authority, for one signature.
///
/// # Errors
/// [`FlowError::Secrets`] if it does not open.
pub(super) fn open_key(ctx: &Ctx, authority: &CertificateAuthority) -> Result<Zeroizing<Vec<u8>>, FlowError> {
    let row = authority.id.as_uuid();
    let place = CertificateAuthority::key_place(row.as_bytes());
    Ok(ctx.secrets.open(place, &authority.key)?)
}

/// Where the revocation list of an authority is.
pub fn revocation_url(ctx: &Ctx, id: CertificateAuthorityId) -> String {
    format!("{}/crl/{id}.der", issuer(ctx))
}

/// What an authority has revoked, signed by it (RFC 5280, 5); of the one that signs now if none is named.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such authority.
pub async fn revocation_list(ctx: &Ctx, id: Option<CertificateAuthorityId>) -> Result<Vec<u8>, FlowError> {
    let mut known = ctx.store.certificate_authorities().await?;
    let authority = match id {
        Some(id) => known.into_iter().find(|one| one.id == id),
        None => known.pop(),
    };
    let authority = authority.ok_or(FlowError::NotFound)?;
    let now = ctx.clock.now();
    let listed = ctx.store.unusable_certificates(authority.id, now).await?;
    if let Some(list) = ctx.revocation_lists.kept(authority.id, &listed, now) {
        return Ok(list);
    }
    let entries = listed.iter().filter_map(|one| entry(one, now));
    let entries: Vec<RevokedEntry> = entries.collect();
    let key = open_key(ctx, &authority)?;
    let signer = Signer {
        certificate: &authority.certificate,
        key: &key,
    };
    let list = ctx
        .pki
        .revocation_list(&signer, (now - SKEW, now + LIST_HOLDS), &entries)?;
    ctx.revocation_lists.keep(authority.id, listed, &list, now);
    Ok(list)
}

/// The lists that were signed last: one serves for as long as others may keep it, unless the rows say something else by now.
#[derive(Clone, Default)]
pub struct RevocationLists(Arc<Mutex<HashMap<CertificateAuthorityId, SignedList>>>);

struct SignedList {
    list: Vec<u8>,
    says: Vec<ListedCertificate>,
    at: Timestamp,
}

impl RevocationLists {
    /// How long one serves.
    pub const KEPT: Duration = Duration::from_secs(60);

    fn kept(
        &self,
        id: CertificateAuthorityId,
        says: &[ListedCertificate],
        now: Timestamp,
    ) -> Option<Vec<u8>> {
        let lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_good = |one: &&SignedList| now >= one.at && now < one.at + Self::KEPT && one.says == says;
        lists.get(&id).filter(is_good).map(|one| one.list.clone())
    }

    fn keep(&self, id: CertificateAuthorityId, says: Vec<ListedCertificate>, list: &[u8], at: Timestamp) {
        let list = list.to_vec();
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lists.insert(id, SignedList { list, says, at });
    }
}

/// What a list says of a certificate that cannot be used, whatever it is that keeps it from being used.
fn entry(listed: &ListedCertificate, now: Timestamp) -> Option<RevokedEntry> {
    let certificate: &Certificate = &listed.certificate;
    let (at, reason) = match (&certificate.state, listed.authenticator_state, listed.user_state) {
        (CertificateState::Revoked { at, reason }, ..) => (*at, *reason),
        (CertificateState::Expired, ..) => return None,
        (_, None | Some(AuthenticatorState::Deleted), _) | (.., None) => {
            (now, RevocationReason::CessationOfOperation)
        }
        (_, Some(AuthenticatorState::Active), Some(UserState::Active)) => return None,
        // It is set aside, and may come back.
        _ => (now, RevocationReason::CertificateHold),
    };
    Some(RevokedEntry {
        serial: serial_bytes(&certificate.serial)?,
        at,
        reason,
    })
}

impl From<PkiError> for FlowError {
    fn from(error: PkiError) -> Self {
        match error {
            PkiError::Failed(_) => Self::Pki(error),
            PkiError::Unreadable | PkiError::Unproven | PkiError::Weak => Self::Invalid(error.to_string()),
        }
    }
}
