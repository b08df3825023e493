//! The providers' error tables.

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
fn only_what_is_the_vendors_own_trouble_counts_against_a_lane() {
    let of = |verdict: Verdict| match health(&verdict, &decide(&verdict, situation(1))) {
        Health::Well => "well",
        Health::Trouble { .. } => "trouble",
        Health::Credentials(_) => "credentials",
        Health::Unknown => "unknown",
    };
    let apns = |status, reason: &str| {
        of(Verdict::Apns {
            status,
            reason: reason.to_owned(),
            since_ms: None,
        })
    };
    let fcm = |status, code, is_json| {
        of(Verdict::Fcm {
            status,
            code,
            retry_after: None,
            is_json,
        })
    };
    assert_eq!(of(Verdict::Accepted), "well");
    for (status, reason, said) in [
        (410, "Unregistered", "well"),
        (400, "BadDeviceToken", "well"),
        (413, "PayloadTooLarge", "well"),
        (429, "TooManyRequests", "well"),
        (429, "TooManyProviderTokenUpdates", "trouble"),
        (503, "Shutdown", "trouble"),
        (403, "", "trouble"),
        (403, "ExpiredProviderToken", "unknown"),
        (403, "InvalidProviderToken", "unknown"),
        (400, "TopicDisallowed", "credentials"),
        (403, "Forbidden", "credentials"),
    ] {
        assert_eq!(apns(status, reason), said, "{status} {reason}");
    }
    for (status, code, is_json, said) in [
        (404, Some(ErrorCode::Unregistered), true, "well"),
        (401, Some(ErrorCode::ThirdPartyAuthError), true, "well"),
        (400, Some(ErrorCode::InvalidArgument), true, "well"),
        (404, None, true, "trouble"),
        (404, None, false, "trouble"),
        (429, Some(ErrorCode::QuotaExceeded), true, "unknown"),
        (503, Some(ErrorCode::Unavailable), true, "trouble"),
        (401, None, true, "unknown"),
        (403, None, true, "credentials"),
    ] {
        assert_eq!(fcm(status, code, is_json), said, "{status} {code:?}");
    }
    let status = 503;
    let retry_after = None;
    assert_eq!(of(Verdict::WebPush { status, retry_after }), "unknown");
    assert_eq!(of(Verdict::Transport("reset".to_owned())), "trouble");
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
            reason: "503 UNAVAILABLE".to_owned(),
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

/// A gateway's answer without a code of its own: first try, second try, and what it says of the lane.
const GATEWAY: &[(u16, Row, Row, &str)] = &[
    (200, Row::Rejected, Row::Rejected, "well"),
    (400, Row::Rejected, Row::Rejected, "well"),
    (401, Row::Held, Row::Held, "credentials"),
    (402, Row::Held, Row::Held, "credentials"),
    (403, Row::Held, Row::Held, "unknown"),
    (404, Row::Rejected, Row::Rejected, "well"),
    (408, Row::Again, Row::Later, "trouble"),
    (409, Row::Rejected, Row::Rejected, "well"),
    (413, Row::Rejected, Row::Rejected, "well"),
    (422, Row::Rejected, Row::Rejected, "well"),
    (425, Row::Again, Row::Later, "trouble"),
    (429, Row::Again, Row::Later, "unknown"),
    (500, Row::Again, Row::Later, "trouble"),
    (502, Row::Again, Row::Later, "trouble"),
    (503, Row::Again, Row::Later, "trouble"),
    (504, Row::Again, Row::Later, "trouble"),
];

#[test]
fn every_row_of_a_gateways_table() {
    for (status, first, second, lane) in GATEWAY {
        let verdict = Verdict::Gateway {
            status: *status,
            code: None,
            retry_after: None,
        };
        let decisions = [1, 2].map(|attempt| decide(&verdict, situation(attempt)));
        assert_eq!(decisions.each_ref().map(row), [*first, *second], "{status}");
        let said = match health(&verdict, &decisions[1]) {
            Health::Well => "well",
            Health::Trouble { .. } => "trouble",
            Health::Credentials(_) => "credentials",
            Health::Unknown => "unknown",
        };
        assert_eq!(said, *lane, "{status}");
    }
}

#[test]
fn what_a_gateway_may_have_sent_is_not_sent_again() {
    let verdict = Verdict::Unanswered("no answer in time".to_owned());
    let decision = decide(&verdict, situation(1));
    assert_eq!(row(&decision), Row::GivenUp);
    assert!(matches!(health(&verdict, &decision), Health::Trouble { .. }));
}

#[test]
fn a_gateways_own_code_says_more_than_its_status() {
    for (meaning, first) in [
        (GatewayMeaning::Rejected, Row::Rejected),
        (GatewayMeaning::Misconfigured, Row::Held),
        (GatewayMeaning::Later, Row::Again),
    ] {
        let code = GatewayCode {
            word: "21211".to_owned(),
            meaning,
        };
        let verdict = Verdict::Gateway {
            status: 400,
            code: Some(code),
            retry_after: None,
        };
        assert_eq!(row(&decide(&verdict, situation(1))), first);
        assert_eq!(verdict.to_string(), "400 21211");
    }
    let wait = Verdict::Gateway {
        status: 429,
        code: None,
        retry_after: Some(Duration::from_secs(40)),
    };
    let Decision::Done(Outcome::Later { after, .. }) = decide(&wait, situation(1)) else {
        panic!("it is left to whoever holds the message")
    };
    assert_eq!(after, Duration::from_secs(40));
}
