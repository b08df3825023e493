//! Ends what nobody answered in time. Readers see the end at once; this makes it a row and a record.

use countersign_proto::ids::EnrollmentId;

use super::ended;
use crate::{
    Ctx,
    model::{Audit, AuditEvent, Enrollment, Login, Timestamp},
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
        .map(|login| login_unit(login, now))
        .chain(enrollments.into_iter().map(|one| enrollment_unit(one, now)));
    // Units commit in one group; a conflict means that somebody else decided first.
    let commits = units.flatten().map(|(ended, unit)| async move {
        if ctx.store.commit(unit).await? == Commit::Committed {
            match ended {
                Ended::Login(login) => ended::announce(ctx, [&*login], now),
                Ended::Enrollment(id) => ctx.signals.publish(Topic::Enrollment(id)),
            }
        }
        Ok(())
    });
    futures_util::future::try_join_all(commits)
        .await
        .map(|_: Vec<()>| found)
}

enum Ended {
    Login(Box<Login>),
    Enrollment(EnrollmentId),
}

fn login_unit(login: Login, now: Timestamp) -> Option<(Ended, UnitOfWork)> {
    let expired = login.expire(now).ok()?;
    let unit = UnitOfWork::new("expire_login")
        .record(ended::audit(&expired, now))
        .put(&expired);
    Some((Ended::Login(Box::new(expired)), unit))
}

fn enrollment_unit(enrollment: Enrollment, now: Timestamp) -> Option<(Ended, UnitOfWork)> {
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
        Ended::Enrollment(expired.id),
        UnitOfWork::new("expire_enrollment").record(audit).put(expired),
    ))
}
