//! One-time passwords of apps and tokens (RFC 4226, RFC 6238): near codes are accepted once, far ones only in pairs.

use std::ops::RangeInclusive;

use countersign_proto::{
    ids::AuthenticatorId,
    otpauth::{totp_step, verify_hotp},
};

use super::code::{CodeCheck, secret_place};
use crate::{
    Ctx,
    model::{Credential, MovingFactor, Oath, Timestamp, TypedCode},
    secrets::Unsealable,
};

/// How many steps beside the expected one a code by time may come from (RFC 6238, section 5.2, recommends one).
const NEAR_STEPS: i64 = 1;
/// How many steps beside our clock a pair of codes by time may come from; also the largest drift that is learned.
const FAR_STEPS: i64 = 10;
/// How many codes by count may have been skipped. One generation of phones skips the first.
const NEAR_COUNTS: u64 = 10;
/// How many may have been skipped before a pair of codes.
const FAR_COUNTS: u64 = 200;

/// What `code` is to this seed.
///
/// # Errors
/// [`Unsealable`] if the seed does not open.
pub fn check(
    ctx: &Ctx,
    id: AuthenticatorId,
    oath: &Oath,
    code: &TypedCode,
    now: Timestamp,
) -> Result<CodeCheck, Unsealable> {
    let seed = ctx
        .secrets
        .open(secret_place(id.as_uuid().as_bytes()), &oath.secret)?;
    Ok(judge(oath, &seed, code.expose(), now))
}

fn judge(oath: &Oath, seed: &[u8], code: &str, now: Timestamp) -> CodeCheck {
    let expected = Expected::of(&oath.factor, now);
    let hit = |counters: RangeInclusive<u64>| {
        counters
            .filter(|counter| *counter >= expected.unused)
            .find(|counter| verify_hotp(oath.algorithm, seed, *counter, oath.digits, code))
    };
    // Both ranges are searched, so that the time taken does not say which one a wrong code missed.
    let (near, far) = (hit(expected.near.clone()), hit(expected.far.clone()));
    match (near, far) {
        (Some(counter), _) => CodeCheck::Right(Credential::Oath(accepted(oath, counter, now))),
        (None, Some(counter)) if oath.astray.is_some_and(|before| before + 1 == counter) => {
            CodeCheck::Right(Credential::Oath(accepted(oath, counter, now)))
        }
        (None, Some(counter)) => CodeCheck::Astray(Credential::Oath(Oath {
            astray: Some(counter),
            ..oath.clone()
        })),
        (None, None) => CodeCheck::Wrong,
    }
}

/// The seed as it must be if codes by time may have been accepted until `until` of which nothing is known: none is
/// accepted from a step that one of them can have come from, however far the phone's clock had drifted. That is over five and
/// a half minutes later for a clock that is right.
#[must_use]
pub fn unused_since(oath: Oath, until: Timestamp) -> Oath {
    let factor = match oath.factor {
        MovingFactor::Time {
            period_secs,
            drift_steps,
            last_step,
        } => {
            let furthest = step_at(until, period_secs).saturating_add_signed(FAR_STEPS + NEAR_STEPS);
            MovingFactor::Time {
                period_secs,
                drift_steps,
                last_step: last_step.max(Some(furthest)),
            }
        }
        // Nothing bounds how far they have come.
        MovingFactor::Count { .. } => oath.factor,
    };
    Oath {
        factor,
        astray: None,
        ..oath
    }
}

/// Which counters a code may come from.
struct Expected {
    /// The lowest of which no code was accepted.
    unused: u64,
    near: RangeInclusive<u64>,
    far: RangeInclusive<u64>,
}

impl Expected {
    fn of(factor: &MovingFactor, now: Timestamp) -> Self {
        match *factor {
            MovingFactor::Time {
                period_secs,
                drift_steps,
                last_step,
            } => {
                let step = step_at(now, period_secs);
                let around = |centre: u64, reach: i64| {
                    centre.saturating_add_signed(-reach)..=centre.saturating_add_signed(reach)
                };
                Self {
                    unused: last_step.map_or(0, |last| last + 1),
                    near: around(step.saturating_add_signed(drift_steps), NEAR_STEPS),
                    far: around(step, FAR_STEPS),
                }
            }
            MovingFactor::Count { next } => Self {
                unused: next,
                near: next..=next + NEAR_COUNTS,
                far: next..=next + FAR_COUNTS,
            },
        }
    }
}

fn step_at(now: Timestamp, period_secs: u64) -> u64 {
    totp_step(u64::try_from(now.as_secs()).unwrap_or(0), period_secs)
}

fn accepted(oath: &Oath, counter: u64, now: Timestamp) -> Oath {
    let factor = match oath.factor {
        MovingFactor::Time { period_secs, .. } => {
            let step = step_at(now, period_secs);
            let drift = counter.checked_signed_diff(step).unwrap_or(0);
            MovingFactor::Time {
                period_secs,
                drift_steps: drift.clamp(-FAR_STEPS, FAR_STEPS),
                last_step: Some(counter),
            }
        }
        MovingFactor::Count { .. } => MovingFactor::Count { next: counter + 1 },
    };
    Oath {
        factor,
        astray: None,
        ..oath.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use countersign_proto::otpauth::{Algorithm, hotp};

    use super::*;
    use crate::{secrets::Sealed, testing::sample::NOW};

    const SEED: &[u8] = b"12345678901234567890";

    fn oath(factor: MovingFactor) -> Oath {
        Oath::new(Sealed::from_stored(Vec::new()), 6, factor)
    }

    fn step_at(now: Timestamp) -> u64 {
        super::step_at(now, Oath::PERIOD_SECS)
    }

    fn code(counter: u64) -> String {
        hotp(Algorithm::Sha1, SEED, counter, 6)
    }

    /// The seed after `code`, which must be right.
    fn after(oath: &Oath, code: &str, now: Timestamp) -> Oath {
        match judge(oath, SEED, code, now) {
            CodeCheck::Right(Credential::Oath(next)) => next,
            other => panic!("{code} is {other:?}"),
        }
    }

    fn astray(oath: &Oath, code: &str, now: Timestamp) -> Oath {
        match judge(oath, SEED, code, now) {
            CodeCheck::Astray(Credential::Oath(next)) => next,
            other => panic!("{code} is {other:?}"),
        }
    }

    #[test]
    fn r6_a_code_is_right_once_and_so_is_everything_before_it() {
        let step = step_at(NOW);
        for first in [step - 1, step, step + 1] {
            let used = after(&oath(MovingFactor::time()), &code(first), NOW);
            for earlier in step - 1..=first {
                assert_eq!(judge(&used, SEED, &code(earlier), NOW), CodeCheck::Wrong);
            }
        }
        let used = after(&oath(MovingFactor::count()), &code(4), NOW);
        for earlier in 0..=4 {
            assert_eq!(judge(&used, SEED, &code(earlier), NOW), CodeCheck::Wrong);
        }
        after(&used, &code(5), NOW);
    }

    #[test]
    fn a_slow_clock_is_followed_as_it_falls_behind() {
        let mut oath = oath(MovingFactor::time());
        let mut now = NOW;
        // Half a minute lost with each login: after five of them the phone is two and a half minutes behind.
        for lost in 1..=5 {
            now = now + Duration::from_secs(3600);
            oath = after(&oath, &code(step_at(now) - lost), now);
        }
        assert!(matches!(oath.factor, MovingFactor::Time { drift_steps: -5, .. }));
        now = now + Duration::from_secs(3600);
        astray(&oath, &code(step_at(now)), now);
    }

    #[test]
    fn a_clock_far_off_is_found_by_two_codes_in_a_row_and_not_by_one() {
        let step = step_at(NOW);
        let first = astray(&oath(MovingFactor::time()), &code(step - 8), NOW);
        let again = astray(&first, &code(step - 8), NOW);
        assert_eq!(again, first, "the same code twice is no pair");
        let skipped = astray(&first, &code(step - 5), NOW);
        astray(&skipped, &code(step - 7), NOW);
        let found = after(&first, &code(step - 7), NOW);
        let later = NOW + Duration::from_secs(300);
        after(&found, &code(step_at(later) - 7), later);
        assert_eq!(
            judge(&oath(MovingFactor::time()), SEED, &code(step - 11), NOW),
            CodeCheck::Wrong
        );
    }

    #[test]
    fn a_token_pressed_too_often_is_found_again_by_two_codes_in_a_row() {
        let fresh = oath(MovingFactor::count());
        for skipped in [0, 1, 10] {
            after(&fresh, &code(skipped), NOW);
        }
        let first = astray(&fresh, &code(11), NOW);
        assert_eq!(
            after(&first, &code(12), NOW).factor,
            MovingFactor::Count { next: 13 }
        );
        let far = astray(&fresh, &code(200), NOW);
        assert_eq!(
            judge(&far, SEED, &code(201), NOW),
            CodeCheck::Wrong,
            "beyond all reach"
        );
        assert_eq!(judge(&fresh, SEED, &code(201), NOW), CodeCheck::Wrong);
    }

    #[test]
    fn no_code_that_can_have_been_used_before_a_restore_is_right_after_it() {
        let step = step_at(NOW);
        let fresh = oath(MovingFactor::time());
        let mut usable = std::collections::HashSet::new();
        for drift_steps in -FAR_STEPS..=FAR_STEPS {
            let drifted = oath(MovingFactor::Time {
                period_secs: Oath::PERIOD_SECS,
                drift_steps,
                last_step: None,
            });
            let right =
                |counter: &u64| !matches!(judge(&drifted, SEED, &code(*counter), NOW), CodeCheck::Wrong);
            usable.extend((step - 20..step + 20).filter(right));
        }
        assert_eq!(usable.iter().max(), Some(&(step + 11)));
        let restored = unused_since(fresh, NOW);
        let minutes = |minutes: u64| NOW + Duration::from_secs(60 * minutes);
        for now in [NOW, minutes(1), minutes(3), minutes(5)] {
            for counter in &usable {
                assert_eq!(judge(&restored, SEED, &code(*counter), now), CodeCheck::Wrong);
            }
        }
        after(&restored, &code(step_at(minutes(6))), minutes(6));
    }

    #[test]
    fn a_code_of_another_length_is_wrong() {
        let step = step_at(NOW);
        let eight = hotp(Algorithm::Sha1, SEED, step, 8);
        for bad in ["", "12345", eight.as_str(), &code(step)[..5]] {
            assert_eq!(
                judge(&oath(MovingFactor::time()), SEED, bad, NOW),
                CodeCheck::Wrong,
                "{bad}"
            );
        }
    }
}
