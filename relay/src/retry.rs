//! What a vendor's answer means: done, or once more and when. A pure function; its tests are the vendors' error tables.

use std::time::Duration;

use fcm::ErrorCode;

use crate::relay::Outcome;

/// Pause before a quick second try: another connection, the same notification.
const QUICK: Duration = Duration::from_millis(500);
/// Google asks for at least this pause where it does not say another.
const GOOGLE: Duration = Duration::from_secs(10);
/// Apple's limit for one device, and a vendor's trouble that a quick second try did not end.
const LATER: Duration = Duration::from_secs(5);
/// Pauses up to this one are waited for; longer ones are left to whoever holds the notification.
const WAITED_FOR: Duration = Duration::from_secs(2);
/// Google's pause after a quota.
const QUOTA: Duration = Duration::from_secs(60);
/// Tries on other connections after one broke.
const TRANSPORT_TRIES: u32 = 3;

/// What came of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The vendor took it.
    Accepted,
    /// Apple refused.
    Apns {
        /// HTTP status.
        status: u16,
        /// Apple's word; empty if the answer did not come from Apple itself.
        reason: String,
        /// Since when the token is no longer valid, in milliseconds since the Unix epoch.
        since_ms: Option<i64>,
    },
    /// Google refused.
    Fcm {
        /// HTTP status.
        status: u16,
        /// FCM's own code.
        code: Option<ErrorCode>,
        /// How long Google asks to wait.
        retry_after: Option<Duration>,
        /// Whether the answer was JSON.
        is_json: bool,
    },
    /// No access token could be had.
    Auth(String),
    /// The connection broke, was refused, or stayed silent.
    Transport(String),
    /// It was never sent: we could not write the request.
    Unsendable(String),
}

/// What is known beside the verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Situation {
    /// Tries that ended like this one so far, at the connection or by the vendor's answer, this one included.
    pub attempt: u32,
    /// Whether the credentials were renewed for this notification.
    pub renewed: bool,
    /// Until the deadline.
    pub time_left: Duration,
    /// Chance, from 0 up to 1, that keeps many senders from trying in step.
    pub jitter: f64,
    /// What is known of the token's environment.
    pub environment: EnvironmentKnown,
}

/// What is known of the environment of an Apple token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvironmentKnown {
    /// Nothing: the likelier one is tried first.
    No,
    /// It was told.
    Told,
    /// The first one refused the token, and this try was at the other.
    OtherTried,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It is over.
    Done(Outcome),
    /// Try again after a pause.
    Again(Duration),
    /// Try again after a pause, with new credentials.
    Renewed(Duration),
    /// Try Apple's other environment.
    OtherEnvironment,
}

/// What `verdict` means in this situation.
pub fn decide(verdict: &Verdict, situation: Situation) -> Decision {
    let decision = match verdict {
        Verdict::Accepted => Decision::Done(Outcome::Accepted),
        Verdict::Apns {
            status,
            reason,
            since_ms,
        } => apns(*status, reason, *since_ms, situation),
        Verdict::Fcm {
            status,
            code,
            retry_after,
            is_json,
        } => fcm(*status, *code, *retry_after, *is_json, situation),
        Verdict::Auth(reason) if situation.attempt > 1 => misconfigured(reason),
        Verdict::Auth(_) => Decision::Again(jittered(QUICK, situation)),
        Verdict::Transport(_) if situation.attempt >= TRANSPORT_TRIES => {
            Decision::Again(jittered(LATER, situation))
        }
        Verdict::Transport(_) => Decision::Again(jittered(QUICK / 2, situation)),
        Verdict::Unsendable(reason) => Decision::Done(Outcome::Rejected {
            reason: reason.clone(),
        }),
    };
    match decision {
        // A retry that would come too late is no retry.
        Decision::Again(pause) | Decision::Renewed(pause) if pause >= situation.time_left => {
            unavailable(&format!("{verdict:?}"))
        }
        Decision::Again(after) if after > WAITED_FOR => Decision::Done(Outcome::Later { after }),
        decision => decision,
    }
}

fn apns(status: u16, reason: &str, since_ms: Option<i64>, situation: Situation) -> Decision {
    let first = situation.attempt == 1;
    match (status, reason) {
        (410, "Unregistered" | "ExpiredToken") => Decision::Done(Outcome::DeviceGone { since_ms }),
        (400, "BadDeviceToken") if situation.environment == EnvironmentKnown::No => {
            Decision::OtherEnvironment
        }
        // A key for one environment alone says nothing new about a token that its own environment has refused.
        (403, "BadEnvironmentKeyIdInToken" | "BadEnvironmentKeyInToken")
            if situation.environment == EnvironmentKnown::OtherTried =>
        {
            Decision::Done(Outcome::DeviceGone { since_ms: None })
        }
        (400, "BadDeviceToken" | "DeviceTokenNotForTopic") => {
            Decision::Done(Outcome::DeviceGone { since_ms: None })
        }
        (400, "IdleTimeout") | (429, "TooManyProviderTokenUpdates") if first => {
            Decision::Again(jittered(QUICK, situation))
        }
        (403, "ExpiredProviderToken") if !situation.renewed => Decision::Renewed(Duration::ZERO),
        (403, "InvalidProviderToken" | "MissingProviderToken" | "UnrelatedKeyIdInToken") if first => {
            Decision::Again(jittered(QUICK, situation))
        }
        (400, "TopicDisallowed") | (403, _) if !reason.is_empty() => misconfigured(reason),
        (500..=599, _) | (_, "") if first => Decision::Again(jittered(QUICK, situation)),
        (429 | 500..=599, _) | (_, "") => Decision::Again(jittered(LATER, situation)),
        _ => Decision::Done(Outcome::Rejected {
            reason: format!("{status} {reason}"),
        }),
    }
}

fn fcm(
    status: u16,
    code: Option<ErrorCode>,
    retry_after: Option<Duration>,
    is_json: bool,
    situation: Situation,
) -> Decision {
    let word = code.map_or_else(|| status.to_string(), |code| format!("{status} {code:?}"));
    let later = |least: Duration| {
        let doubled = least.saturating_mul(1 << (situation.attempt - 1).min(6));
        // A wish for no pause at all is no reason to try without one.
        let wished = retry_after.map(|wish| wish.max(Duration::from_secs(1)));
        Decision::Again(wished.unwrap_or_else(|| jittered(doubled, situation)))
    };
    match (status, code) {
        (404, Some(ErrorCode::Unregistered)) | (403, Some(ErrorCode::SenderIdMismatch)) => {
            Decision::Done(Outcome::DeviceGone { since_ms: None })
        }
        (401, Some(ErrorCode::ThirdPartyAuthError)) => misconfigured(&word),
        (401, _) if !situation.renewed => Decision::Renewed(Duration::ZERO),
        (401, _) => misconfigured(&word),
        (403, _) if is_json => misconfigured(&word),
        (429, _) => later(QUOTA),
        (404, _) | (500..=599, _) => later(GOOGLE),
        _ if !is_json => later(GOOGLE),
        _ => Decision::Done(Outcome::Rejected { reason: word }),
    }
}

fn misconfigured(reason: &str) -> Decision {
    Decision::Done(Outcome::Misconfigured {
        reason: reason.to_owned(),
    })
}

fn unavailable(reason: &str) -> Decision {
    Decision::Done(Outcome::Unavailable {
        reason: reason.to_owned(),
    })
}

/// The pause, plus up to the same again.
fn jittered(pause: Duration, situation: Situation) -> Duration {
    pause + pause.mul_f64(situation.jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a row of a table asks for, without texts and pauses.
    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Row {
        Accepted,
        Gone,
        Rejected,
        Held,
        GivenUp,
        Again,
        Later,
        Renewed,
        OtherEnvironment,
    }

    fn row(decision: &Decision) -> Row {
        match decision {
            Decision::Done(Outcome::Accepted) => Row::Accepted,
            Decision::Done(Outcome::DeviceGone { .. }) => Row::Gone,
            Decision::Done(Outcome::Rejected { .. }) => Row::Rejected,
            Decision::Done(Outcome::Misconfigured { .. }) => Row::Held,
            Decision::Done(Outcome::Unavailable { .. }) => Row::GivenUp,
            Decision::Done(Outcome::Later { .. }) => Row::Later,
            Decision::Again(_) => Row::Again,
            Decision::Renewed(_) => Row::Renewed,
            Decision::OtherEnvironment => Row::OtherEnvironment,
        }
    }

    fn situation(attempt: u32) -> Situation {
        Situation {
            attempt,
            renewed: attempt > 1,
            time_left: Duration::from_secs(115),
            jitter: 0.0,
            environment: EnvironmentKnown::Told,
        }
    }

    /// First try, then the second.
    const APNS: &[(u16, &str, Row, Row)] = &[
        (400, "BadDeviceToken", Row::Gone, Row::Gone),
        (400, "DeviceTokenNotForTopic", Row::Gone, Row::Gone),
        (400, "TopicDisallowed", Row::Held, Row::Held),
        (400, "BadCollapseId", Row::Rejected, Row::Rejected),
        (400, "BadExpirationDate", Row::Rejected, Row::Rejected),
        (400, "BadMessageId", Row::Rejected, Row::Rejected),
        (400, "BadPriority", Row::Rejected, Row::Rejected),
        (400, "BadTopic", Row::Rejected, Row::Rejected),
        (400, "DuplicateHeaders", Row::Rejected, Row::Rejected),
        (400, "InvalidPushType", Row::Rejected, Row::Rejected),
        (400, "MissingDeviceToken", Row::Rejected, Row::Rejected),
        (400, "MissingTopic", Row::Rejected, Row::Rejected),
        (400, "PayloadEmpty", Row::Rejected, Row::Rejected),
        (400, "IdleTimeout", Row::Again, Row::Rejected),
        (403, "ExpiredProviderToken", Row::Renewed, Row::Held),
        (403, "InvalidProviderToken", Row::Again, Row::Held),
        (403, "MissingProviderToken", Row::Again, Row::Held),
        (403, "UnrelatedKeyIdInToken", Row::Again, Row::Held),
        (403, "BadEnvironmentKeyIdInToken", Row::Held, Row::Held),
        (403, "BadEnvironmentKeyInToken", Row::Held, Row::Held),
        (403, "BadCertificate", Row::Held, Row::Held),
        (403, "BadCertificateEnvironment", Row::Held, Row::Held),
        (403, "Forbidden", Row::Held, Row::Held),
        (404, "BadPath", Row::Rejected, Row::Rejected),
        (405, "MethodNotAllowed", Row::Rejected, Row::Rejected),
        (410, "Unregistered", Row::Gone, Row::Gone),
        (410, "ExpiredToken", Row::Gone, Row::Gone),
        (413, "PayloadTooLarge", Row::Rejected, Row::Rejected),
        (429, "TooManyProviderTokenUpdates", Row::Again, Row::Later),
        (429, "TooManyRequests", Row::Later, Row::Later),
        (500, "InternalServerError", Row::Again, Row::Later),
        (503, "ServiceUnavailable", Row::Again, Row::Later),
        (503, "Shutdown", Row::Again, Row::Later),
        (520, "", Row::Again, Row::Later),
        (403, "", Row::Again, Row::Later),
    ];

    const FCM: &[(u16, Option<ErrorCode>, bool, Row, Row)] = &[
        (
            400,
            Some(ErrorCode::InvalidArgument),
            true,
            Row::Rejected,
            Row::Rejected,
        ),
        (
            401,
            Some(ErrorCode::ThirdPartyAuthError),
            true,
            Row::Held,
            Row::Held,
        ),
        (401, None, true, Row::Renewed, Row::Held),
        (403, Some(ErrorCode::SenderIdMismatch), true, Row::Gone, Row::Gone),
        (403, None, true, Row::Held, Row::Held),
        (404, Some(ErrorCode::Unregistered), true, Row::Gone, Row::Gone),
        (404, None, true, Row::Later, Row::Later),
        (404, None, false, Row::Later, Row::Later),
        (
            429,
            Some(ErrorCode::QuotaExceeded),
            true,
            Row::Later,
            Row::GivenUp,
        ),
        (500, Some(ErrorCode::Internal), true, Row::Later, Row::Later),
        (503, Some(ErrorCode::Unavailable), true, Row::Later, Row::Later),
    ];

    #[test]
    fn every_row_of_apples_table() {
        assert_eq!(row(&decide(&Verdict::Accepted, situation(1))), Row::Accepted);
        for (status, reason, first, second) in APNS {
            let verdict = Verdict::Apns {
                status: *status,
                reason: (*reason).to_owned(),
                since_ms: None,
            };
            assert_eq!(row(&decide(&verdict, situation(1))), *first, "{status} {reason}");
            assert_eq!(
                row(&decide(&verdict, situation(2))),
                *second,
                "{status} {reason}, second try"
            );
        }
    }

    #[test]
    fn every_row_of_googles_table() {
        for (status, code, is_json, first, second) in FCM {
            let verdict = Verdict::Fcm {
                status: *status,
                code: *code,
                retry_after: None,
                is_json: *is_json,
            };
            assert_eq!(row(&decide(&verdict, situation(1))), *first, "{status} {code:?}");
            assert_eq!(
                row(&decide(&verdict, situation(2))),
                *second,
                "{status} {code:?}, second try"
            );
        }
    }

    #[test]
    fn an_unknown_environment_is_tried_the_other_way_round_once() {
        let verdict = Verdict::Apns {
            status: 400,
            reason: "BadDeviceToken".to_owned(),
            since_ms: None,
        };
        let known = |environment| Situation {
            environment,
            ..situation(1)
        };
        assert_eq!(
            row(&decide(&verdict, known(EnvironmentKnown::No))),
            Row::OtherEnvironment
        );
        for (status, reason) in [(400, "BadDeviceToken"), (403, "BadEnvironmentKeyIdInToken")] {
            let other = Verdict::Apns {
                status,
                reason: reason.to_owned(),
                since_ms: None,
            };
            let decision = decide(&other, known(EnvironmentKnown::OtherTried));
            assert_eq!(row(&decision), Row::Gone, "{reason}");
        }
    }

    #[test]
    fn a_wish_to_wait_is_obeyed_and_nothing_is_tried_too_late() {
        let verdict = |retry_after| Verdict::Fcm {
            status: 503,
            code: Some(ErrorCode::Unavailable),
            retry_after: Some(Duration::from_secs(retry_after)),
            is_json: true,
        };
        let later = |seconds| {
            Decision::Done(Outcome::Later {
                after: Duration::from_secs(seconds),
            })
        };
        assert_eq!(decide(&verdict(33), situation(1)), later(33));
        assert_eq!(
            decide(&verdict(0), situation(1)),
            Decision::Again(Duration::from_secs(1))
        );
        assert_eq!(row(&decide(&verdict(200), situation(1))), Row::GivenUp);
        let late = Situation {
            time_left: Duration::from_millis(100),
            ..situation(1)
        };
        assert_eq!(
            row(&decide(&Verdict::Transport("reset".to_owned()), late)),
            Row::GivenUp
        );
    }

    #[test]
    fn a_broken_connection_is_tried_three_times_at_once_and_then_later() {
        let verdict = Verdict::Transport("reset".to_owned());
        let rows: Vec<Row> = (1..=3)
            .map(|attempt| row(&decide(&verdict, situation(attempt))))
            .collect();
        assert_eq!(rows, [Row::Again, Row::Again, Row::Later]);
    }
}
