//! Takes the code that shows that an app holds the seed, or that codes on paper are kept.

use countersign_proto::ids::{AuthenticatorId, EnrollmentId};

use super::{
    ATTEMPTS,
    complete_enrollment::{Completable, completable},
    idempotency,
    notice::{self, Origin},
    read_enrollment::{EnrollmentOwner, read_enrollment},
};
use crate::{
    Ctx, FlowError,
    method::{
        code::{self, CodeCheck},
        recovery_code, telephone,
    },
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, Credential, Enrolled, Enrollment,
        EnrollmentState, IdempotencyKey, IdempotentOutcome, MailKind, Method, NotPending, SentFor, Timestamp,
        TypedCode, Unproven, UnprovenOath, User, Version,
    },
    port::{Commit, Holding, Topic, UnitOfWork},
};

/// Judges a code that was typed to complete an enrolment.
///
/// # Errors
/// [`FlowError::WrongCode`], also with the one that ends it; [`FlowError::NotPending`] once it has ended or if no code is
/// expected; [`FlowError::FreshApprovalRequired`] if the user has got an authenticator otherwise meanwhile.
pub async fn prove_enrollment(
    ctx: &Ctx,
    id: EnrollmentId,
    owner: &EnrollmentOwner,
    typed: &TypedCode,
    key: Option<IdempotencyKey>,
) -> Result<Enrollment, FlowError> {
    for _ in 0..ATTEMPTS {
        let enrollment = read_enrollment(ctx, id, owner).await?;
        match idempotency::recall(ctx, key.as_ref()).await? {
            Some(IdempotentOutcome::WrongCode(attempts_left)) => {
                return Err(FlowError::WrongCode { attempts_left });
            }
            Some(_) => return Ok(enrollment),
            None => {}
        }
        let now = ctx.clock.now();
        let unproven = enrollment.unproven(now).map_err(|_| FlowError::NotPending)?;
        let Completable {
            user,
            holdings,
            grounds,
            origin,
        } = completable(ctx, &enrollment).await?;
        let proof = judge(ctx, id, unproven, typed, now)?;
        let right = matches!(proof, Proof::Right(_));
        let (enrollment, unit) = match proof {
            Proof::Right(proven) => accept(ctx, &user, &holdings, enrollment, proven, &origin, now),
            Proof::Wrong(unproven) => refuse(enrollment, *unproven, now),
        }
        .map_err(|NotPending| FlowError::NotPending)?;
        let attempts_left = enrollment.attempts_left();
        let outcome = if right {
            IdempotentOutcome::Proven(id)
        } else {
            IdempotentOutcome::WrongCode(attempts_left)
        };
        let unit = grounds.guard(unit);
        let unit = unit.put_all(key.map(|key| idempotency::remember(key, outcome, now)));
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Enrollment(id));
            ctx.signals.publish(Topic::Jobs);
            return if right {
                Ok(enrollment)
            } else {
                Err(FlowError::WrongCode { attempts_left })
            };
        }
    }
    Err(FlowError::Contended)
}

/// What a typed code is to what is still to be proven.
enum Proof {
    /// It proves these.
    Right(Vec<(AuthenticatorId, Credential)>),
    /// It proves nothing; this is left to be proven.
    Wrong(Box<Unproven>),
}

fn judge(
    ctx: &Ctx,
    id: EnrollmentId,
    unproven: &Unproven,
    typed: &TypedCode,
    now: Timestamp,
) -> Result<Proof, FlowError> {
    let paper = || -> Result<Vec<(AuthenticatorId, Credential)>, FlowError> {
        let Some(recovery) = &unproven.recovery else {
            return Ok(Vec::new());
        };
        let id = recovery.authenticator_id;
        let codes = recovery_code::open_shown(ctx, id, &recovery.codes)?;
        let kept = recovery_code::keep(ctx, id, &codes);
        Ok(vec![(id, Credential::RecoveryCodes(kept))])
    };
    // An app's code proves the paper that was shown beside it; without an app the paper proves itself.
    if let Some(expected) = &unproven.telephone {
        let is_right = telephone::is_right(ctx, &expected.code, SentFor::Enrollment(id), typed, now);
        return Ok(if is_right {
            let telephone = Credential::Telephone(expected.telephone.clone());
            Proof::Right(vec![(expected.authenticator_id, telephone)])
        } else {
            Proof::Wrong(Box::new(unproven.clone()))
        });
    }
    match (&unproven.oath, &unproven.recovery) {
        (Some(expected), _) => {
            let id = expected.authenticator_id;
            let credential = Credential::Oath(expected.oath.clone());
            match code::check(ctx, id, &credential, typed, now)? {
                CodeCheck::Right(credential) => {
                    let mut proven = vec![(id, credential)];
                    proven.extend(paper()?);
                    Ok(Proof::Right(proven))
                }
                CodeCheck::Astray(Credential::Oath(oath)) => Ok(Proof::Wrong(Box::new(Unproven {
                    oath: Some(UnprovenOath {
                        authenticator_id: id,
                        oath,
                    }),
                    ..unproven.clone()
                }))),
                CodeCheck::Astray(_) | CodeCheck::Wrong => Ok(Proof::Wrong(Box::new(unproven.clone()))),
            }
        }
        (None, Some(recovery)) => {
            let codes = recovery_code::open_shown(ctx, recovery.authenticator_id, &recovery.codes)?;
            if recovery_code::is_one_of(typed, &codes) {
                Ok(Proof::Right(paper()?))
            } else {
                Ok(Proof::Wrong(Box::new(unproven.clone())))
            }
        }
        (None, None) => Err(FlowError::NotPending),
    }
}

/// Adds what is proven to its user's authenticators, all that codes and keys can prove.
pub(super) fn accept(
    ctx: &Ctx,
    user: &User,
    holdings: &[Holding],
    enrollment: Enrollment,
    proven: Vec<(AuthenticatorId, Credential)>,
    origin: &Origin,
    now: Timestamp,
) -> Result<(Enrollment, UnitOfWork), NotPending> {
    let authenticators: Vec<Authenticator> = proven
        .into_iter()
        .map(|(id, credential)| authenticator(ctx, user, &enrollment, id, credential, now))
        .collect();
    let enrolled = authenticators.iter().map(|authenticator| Enrolled {
        authenticator_id: authenticator.id,
        method: authenticator.credential.method(),
        device_id: None,
    });
    let new_paper = authenticators.iter().any(is_paper);
    // One set per user: the new one takes the place of the old.
    let replaced = holdings
        .iter()
        .map(|holding| &holding.authenticator)
        .filter(|old| new_paper && is_paper(old))
        .map(|old| old.clone().in_state(AuthenticatorState::Deleted));
    let enrollment = enrollment.coded(enrolled, now)?;
    let unit = authenticators
        .iter()
        .fold(UnitOfWork::new("prove_enrollment"), |unit, authenticator| {
            metrics::counter!(
                "countersign_enrollments_total",
                "method" => authenticator.credential.method().as_str(), "result" => "completed"
            )
            .increment(1);
            let audit = audit(AuditEvent::AuthenticatorEnrolled, &enrollment, now);
            let unit = unit.record(audit.authenticator(authenticator.id));
            notice::tell(
                ctx,
                unit,
                user,
                authenticator,
                MailKind::AuthenticatorAdded,
                origin,
                now,
            )
        })
        .put_all(replaced)
        .put_all(&authenticators)
        .put(&enrollment)
        .put(user.clone().touched());
    Ok((enrollment, unit))
}

/// Counts what proves nothing; the sixth ends the enrolment.
pub(super) fn refuse(
    enrollment: Enrollment,
    unproven: Unproven,
    now: Timestamp,
) -> Result<(Enrollment, UnitOfWork), NotPending> {
    let enrollment = Enrollment {
        state: EnrollmentState::Open(unproven),
        ..enrollment
    }
    .refuse_code(now)?;
    let event = if enrollment.is_open() {
        AuditEvent::CodeRefused
    } else {
        AuditEvent::EnrollmentCancelled
    };
    let unit = UnitOfWork::new("refuse_proof")
        .record(audit(event, &enrollment, now))
        .put(&enrollment);
    Ok((enrollment, unit))
}

fn is_paper(authenticator: &Authenticator) -> bool {
    authenticator.credential.method() == Method::RecoveryCode
}

fn authenticator(
    ctx: &Ctx,
    user: &User,
    enrollment: &Enrollment,
    id: AuthenticatorId,
    credential: Credential,
    now: Timestamp,
) -> Authenticator {
    let kind = || match &credential {
        Credential::Telephone(telephone) => telephone.masked.clone(),
        credential => method_text(ctx, user, credential),
    };
    Authenticator {
        id,
        user_id: enrollment.user_id,
        label: enrollment.label.clone().unwrap_or_else(kind),
        credential,
        state: AuthenticatorState::Active,
        confirmation: enrollment.confirmation.clone(),
        failures: 0,
        created_at: now,
        version: Version::FIRST,
    }
}

fn method_text(ctx: &Ctx, user: &User, credential: &Credential) -> String {
    let word = format!("method-{}", credential.method().as_str().replace('_', "-"));
    ctx.texts.text(&user.language, &word, &[])
}

fn audit(event: AuditEvent, enrollment: &Enrollment, now: Timestamp) -> Audit {
    Audit::new(event, now)
        .user(enrollment.user_id)
        .client(&enrollment.client_id)
        .enrollment(enrollment.id)
}
