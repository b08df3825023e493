//! What a vendor's answer means: done, or once more and when. A pure function; its tests are the vendors' error tables.

use std::time::Duration;

use fcm::ErrorCode;

use crate::relay::Outcome;

/// Pause before a quick second try: another connection, the same notification.
const QUICK: Duration = Duration::from_millis(500);
/// Google asks for at least this pause where it does not say another.
const GOOGLE: Duration = Duration::from_secs(10);
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
    /// Tries so far, this one included.
    pub attempt: u32,
    /// Until the deadline.
    pub time_left: Duration,
    /// Chance, from 0 up to 1, that keeps many senders from trying in step.
    pub jitter: f64,
    /// Whether the token's environment is known, or the other one was tried already.
    pub environment_settled: bool,
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
        Verdict::Transport(reason) if situation.attempt >= TRANSPORT_TRIES => unavailable(reason),
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
        decision => decision,
    }
}

fn apns(status: u16, reason: &str, since_ms: Option<i64>, situation: Situation) -> Decision {
    let first = situation.attempt == 1;
    match (status, reason) {
        (410, "Unregistered" | "ExpiredToken") => Decision::Done(Outcome::DeviceGone { since_ms }),
        (400, "BadDeviceToken") if !situation.environment_settled => Decision::OtherEnvironment,
        (400, "BadDeviceToken" | "DeviceTokenNotForTopic") => {
            Decision::Done(Outcome::DeviceGone { since_ms: None })
        }
        (400, "IdleTimeout") | (429, "TooManyProviderTokenUpdates") if first => {
            Decision::Again(jittered(QUICK, situation))
        }
        (403, "ExpiredProviderToken") if first => Decision::Renewed(Duration::ZERO),
        (403, "InvalidProviderToken" | "MissingProviderToken" | "UnrelatedKeyIdInToken") if first => {
            Decision::Again(jittered(QUICK, situation))
        }
        (400, "TopicDisallowed") | (403, _) if !reason.is_empty() => misconfigured(reason),
        (429, "TooManyRequests") if situation.attempt < 4 => {
            Decision::Again(jittered(Duration::from_secs(2) * situation.attempt, situation))
        }
        (500..=599, _) | (_, "") if first => Decision::Again(jittered(QUICK * 2, situation)),
        (429 | 500..=599, _) | (_, "") => unavailable(&format!("{status} {reason}")),
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
    let first = situation.attempt == 1;
    let word = code.map_or_else(|| status.to_string(), |code| format!("{status} {code:?}"));
    let later = |least: Duration| {
        let doubled = least.saturating_mul(1 << (situation.attempt - 1).min(6));
        Decision::Again(retry_after.unwrap_or_else(|| jittered(doubled, situation)))
    };
    match (status, code) {
        (404, Some(ErrorCode::Unregistered)) | (403, Some(ErrorCode::SenderIdMismatch)) => {
            Decision::Done(Outcome::DeviceGone { since_ms: None })
        }
        (401, Some(ErrorCode::ThirdPartyAuthError)) => misconfigured(&word),
        (401, _) if first => Decision::Renewed(Duration::ZERO),
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
            Decision::Again(_) => Row::Again,
            Decision::Renewed(_) => Row::Renewed,
            Decision::OtherEnvironment => Row::OtherEnvironment,
        }
    }

    fn situation(attempt: u32) -> Situation {
        Situation {
            attempt,
            time_left: Duration::from_secs(115),
            jitter: 0.0,
            environment_settled: true,
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
        (429, "TooManyProviderTokenUpdates", Row::Again, Row::GivenUp),
        (429, "TooManyRequests", Row::Again, Row::Again),
        (500, "InternalServerError", Row::Again, Row::GivenUp),
        (503, "ServiceUnavailable", Row::Again, Row::GivenUp),
        (503, "Shutdown", Row::Again, Row::GivenUp),
        (520, "", Row::Again, Row::GivenUp),
        (403, "", Row::Again, Row::GivenUp),
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
        (404, None, true, Row::Again, Row::Again),
        (404, None, false, Row::Again, Row::Again),
        (
            429,
            Some(ErrorCode::QuotaExceeded),
            true,
            Row::Again,
            Row::GivenUp,
        ),
        (500, Some(ErrorCode::Internal), true, Row::Again, Row::Again),
        (503, Some(ErrorCode::Unavailable), true, Row::Again, Row::Again),
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
        let unsettled = Situation {
            environment_settled: false,
            ..situation(1)
        };
        assert_eq!(row(&decide(&verdict, unsettled)), Row::OtherEnvironment);
    }

    #[test]
    fn a_wish_to_wait_is_obeyed_and_nothing_is_tried_too_late() {
        let verdict = |retry_after| Verdict::Fcm {
            status: 503,
            code: Some(ErrorCode::Unavailable),
            retry_after: Some(Duration::from_secs(retry_after)),
            is_json: true,
        };
        assert_eq!(
            decide(&verdict(33), situation(1)),
            Decision::Again(Duration::from_secs(33))
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
    fn a_broken_connection_is_tried_three_times() {
        let verdict = Verdict::Transport("reset".to_owned());
        let rows: Vec<Row> = (1..=3)
            .map(|attempt| row(&decide(&verdict, situation(attempt))))
            .collect();
        assert_eq!(rows, [Row::Again, Row::Again, Row::GivenUp]);
    }
}
