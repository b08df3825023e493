//! What time alone does to certificates: requests lapse, their people are told that the end is near, and they expire.

use super::mail;
use crate::{
    Ctx,
    model::{Audit, AuditEvent, Certificate, CertificateRequest, CertificateState, MailKind, Timestamp},
    port::{StoreError, UnitOfWork},
};

/// How many rows one call looks at.
const BATCH: u32 = 100;

/// Does what is due; says how much that was. What conflicts is done already, or comes again.
///
/// # Errors
/// [`StoreError`] if the store cannot be read or written; what was not done stays for the next call.
pub async fn tend_certificates(ctx: &Ctx) -> Result<usize, StoreError> {
    if !ctx.settings.certificates.is_offered() {
        return Ok(0);
    }
    let now = ctx.clock.now();
    let requests = ctx.store.due_certificate_requests(now, BATCH).await?;
    let certificates = ctx.store.due_certificates(now, BATCH).await?;
    let found = requests.len() + certificates.len();
    for request in requests {
        if let Some(unit) = lapse(request, now) {
            let _ = ctx.store.commit(unit).await?;
        }
    }
    for certificate in certificates {
        let unit = tend(ctx, certificate, now).await?;
        let _ = ctx.store.commit(unit).await?;
    }
    Ok(found)
}

fn lapse(request: CertificateRequest, now: Timestamp) -> Option<UnitOfWork> {
    let before = request.version;
    let lapsed = request.as_of(now);
    let audit = Audit::new(AuditEvent::CertificateLapsed, now).user(lapsed.user_id);
    (lapsed.version != before).then(|| {
        UnitOfWork::new("lapse_certificate_request")
            .put(lapsed)
            .record(audit)
    })
}

async fn tend(ctx: &Ctx, certificate: Certificate, now: Timestamp) -> Result<UnitOfWork, StoreError> {
    let tended = certificate.tended(now);
    let user = match tended.user_id {
        Some(id) => ctx.store.user(id).await?,
        None => None,
    };
    let (kind, event) = match tended.state {
        CertificateState::Expired => (
            MailKind::CertificateExpired,
            Some(Audit::new(AuditEvent::CertificateExpired, now)),
        ),
        _ => (MailKind::CertificateExpiring, None),
    };
    let unit = UnitOfWork::new("tend_certificate");
    let unit = match (&user, event) {
        (Some(user), Some(audit)) => unit.record(audit.user(user.id).authenticator(tended.authenticator_id)),
        _ => unit,
    };
    let notices = user.map(|user| mail::notices(ctx, &user, kind, now));
    Ok(unit.put(tended).enqueue(notices.unwrap_or_default()))
}
