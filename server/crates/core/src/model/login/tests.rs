use std::time::Duration;

use super::*;
use crate::{
    model::{KeyStorage, Method, Presence},
    testing::sample,
};

fn approval(at: Timestamp) -> Approval {
    Approval {
        at,
        authenticator_id: sample::authenticator().id,
        device_id: Some(sample::device().id),
        method: Method::Push,
        presence: Presence::Picked,
        storage: KeyStorage::Unknown,
        logged_out_at: None,
    }
}

#[test]
fn r2_nothing_moves_once_it_is_decided() {
    let at = sample::NOW + Duration::from_secs(5);
    let ends = [
        sample::login().approve(approval(at)).unwrap(),
        sample::login()
            .deny(Denial {
                at,
                device_id: None,
                reason: None,
            })
            .unwrap(),
        sample::login().fail(at, FailReason::WrongNumber).unwrap(),
        sample::login().cancel(at, None).unwrap(),
        sample::login().expire(sample::login().expires_at).unwrap(),
    ];
    for end in ends {
        assert_eq!(end.version, Version::FIRST.next());
        assert_eq!(end.clone().approve(approval(at)), Err(NotPending));
        assert_eq!(
            end.clone().deny(Denial {
                at,
                device_id: None,
                reason: None
            }),
            Err(NotPending)
        );
        assert_eq!(end.clone().fail(at, FailReason::WrongNumber), Err(NotPending));
        assert_eq!(end.clone().cancel(at, None), Err(NotPending));
        assert_eq!(end.clone().resend(at), Err(NotPending));
        assert_eq!(end.clone().refuse_code(at), Err(NotPending));
        assert_eq!(end.clone().expire(end.expires_at), Err(NotPending));
    }
}

#[test]
fn r2_nothing_is_approved_at_or_after_the_end_of_its_time() {
    let login = sample::login();
    let end = login.expires_at;
    assert_eq!(login.clone().approve(approval(end)), Err(NotPending));
    assert!(
        login
            .clone()
            .approve(approval(end - Duration::from_millis(1)))
            .is_ok()
    );
    assert_eq!(login.clone().as_of(end).state, LoginState::Expired { at: end });
    assert!(login.as_of(end - Duration::from_millis(1)).is_pending());
}

#[test]
fn a_resend_keeps_numbers_and_counts_pushes() {
    let at = sample::NOW + Duration::from_secs(15);
    let login = sample::login().resend(at).unwrap();
    assert_eq!(
        login.state,
        LoginState::Pending(Waiting {
            sent: 2,
            ..Waiting::since(at)
        })
    );
    assert_eq!(login.request, sample::login().request);
}

#[test]
fn the_sixth_wrong_code_ends_it() {
    let at = sample::NOW + Duration::from_secs(15);
    let mut login = sample::login();
    for left in [5, 4, 3, 2, 1] {
        login = login.refuse_code(at).unwrap();
        assert_eq!((login.is_pending(), login.attempts_left()), (true, left));
    }
    let login = login.resend(at).unwrap().refuse_code(at).unwrap();
    assert_eq!(
        (login.state.reason(), login.attempts_left()),
        (Some("too_many_codes"), 0)
    );
}

#[test]
fn states_are_stored_with_their_facts() {
    let login = sample::login()
        .fail(Timestamp::from_millis(7), FailReason::WrongNumber)
        .unwrap();
    let json = serde_json::to_string(&login.state).unwrap();
    assert_eq!(json, r#"{"state":"failed","at":7,"reason":"wrong_number"}"#);
    assert_eq!(serde_json::from_str::<LoginState>(&json).unwrap(), login.state);
}
