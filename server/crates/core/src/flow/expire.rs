//! Ends what nobody answered in time. Readers see the end at once; this makes it a row and a record.

use crate::{
    Ctx,
    model::{Audit, AuditEvent, Enrollment, Login},
    port::{Commit, StoreError, Topic, UnitOfWork},
};

/// How many rows one call looks at.
const BATCH: u32 = 500;

/// Expires overdue logins and enrolments; says how many there were.
///
/// # Errors
/// [`StoreError`] if the store cannot be read or written; what was not expired stays for the next call.
pub async fn expire(ctx: &Ctx) -> Result<usize, StoreError> {
    let now = ctx.clock.now();
    let logins = ctx.store.overdue_logins(now, BATCH).await?;
    let enrollments = ctx.store.overdue_enrollments(now, BATCH).await?;
    let found = logins.len() + enrollments.len();
    let units = logins
        .into_iter()
        .map(|l| login_unit(l, ctx))
        .chain(enrollments.into_iter().map(|e| enrollment_unit(e, ctx)));
    // Units commit in one group; a conflict means that somebody else decided first.
    let commits = units.flatten().map(|(topic, unit)| async move {
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(topic);
        }
        Ok(())
    });
    futures_util::future::try_join_all(commits)
        .await
        .map(|_: Vec<()>| found)
}

fn login_unit(login: Login, ctx: &Ctx) -> Option<(Topic, UnitOfWork)> {
    let now = ctx.clock.now();
    let login_method = login.request.first_method().as_str();
    let expired = login.expire(now).ok()?;
    metrics::counter!("countersign_challenges_finished_total", "method" => login_method, "outcome" => "expired", "reason" => "")
        .increment(1);
    let audit = Audit::new(AuditEvent::LoginExpired, now)
        .user(expired.user_id)
        .client(&expired.client_id)
        .login(expired.id);
    Some((
        Topic::Login(expired.id),
        UnitOfWork::new("expire_login").record(audit).put(expired),
    ))
}

fn enrollment_unit(enrollment: Enrollment, ctx: &Ctx) -> Option<(Topic, UnitOfWork)> {
    let now = ctx.clock.now();
    let before = enrollment.version;
    let expired = enrollment.as_of(now);
    if expired.version == before {
        return None;
    }
    let audit = Audit::new(AuditEvent::EnrollmentExpired, now)
        .user(expired.user_id)
        .client(&expired.client_id)
        .enrollment(expired.id);
    Some((
        Topic::Enrollment(expired.id),
        UnitOfWork::new("expire_enrollment").record(audit).put(expired),
    ))
}
