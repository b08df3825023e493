//! Questions on their way to the phones: what production signs and wraps, every generation takes in as it was meant.

use countersign_mobile_sdk::generation::{Parsed, fr_android, fr_ios, ping_android, ping_ios};
use countersign_proto::{
    forgerock::{
        jwt,
        push_claims::{PushClaims, PushKind},
    },
    keys::{ChallengeNonce, SharedSecret},
    push::{
        AmPush, Body, Category, Class, MAX_PAYLOAD, Notification, PAYLOAD_LIMIT, PayloadError, Provider,
        PushToken, Target, Text, WebPush, apns_payload, fcm_message,
    },
};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::codes;

const KEY: [u8; 32] = [3; 32];
const MECHANISM: &str = "B162B325-EBB1-48E0-8AB7-B38CF341DA95";
const MESSAGE_ID: &str = "AUTHENTICATE:63ca6f18-7cfb-4198-bcd0-ac5041fbbea01583798229441";

fn secret() -> SharedSecret {
    SharedSecret::from_bytes(KEY)
}

fn claims(kind: PushKind, message: &str) -> PushClaims {
    PushClaims {
        mechanism_uid: MECHANISM.to_owned(),
        challenge: ChallengeNonce::from_bytes([0xfb; 32]),
        ttl_secs: 90,
        created_at_ms: 1_700_000_000_000,
        message: message.to_owned(),
        kind,
        numbers: (kind == PushKind::Challenge).then_some([34, 43, 57]),
        user_name: None,
    }
}

fn push(jwt: String, alert: String, top_level_copies: bool) -> Body {
    Body::AmPush(AmPush {
        message_id: MESSAGE_ID.to_owned(),
        jwt,
        alert,
        category: Category::Challenge,
        top_level_copies,
    })
}

fn apns(body: &Body) -> Value {
    serde_json::from_slice(&apns_payload(body).unwrap()).unwrap()
}

fn notification(body: Body) -> Notification {
    Notification {
        id: Uuid::nil(),
        reference: None,
        target: Target {
            provider: Provider::Fcm,
            app: "main".to_owned(),
            token: PushToken::new("fcm-token-1"),
            environment: None,
        },
        deadline_ms: 1_700_000_090_000,
        class: Class::Challenge,
        body,
    }
}

fn fcm(body: Body) -> Value {
    let notification = notification(body);
    serde_json::to_value(fcm_message(&notification, 90).unwrap()).unwrap()["message"].clone()
}

/// What each generation makes of one compact JWS.
fn received(compact: &str) -> [(&'static str, Parsed); 5] {
    let body = |copies| push(compact.to_owned(), "Log in?".to_owned(), copies);
    [
        (
            "FR-Android",
            fr_android::receive(&fcm(body(false)), &secret(), MECHANISM),
        ),
        (
            "FR-iOS",
            fr_ios::receive(&apns(&body(false)), &secret(), MECHANISM),
        ),
        ("Ping-Android", ping_android::receive(&fcm(body(false)))),
        ("Ping-iOS", ping_ios::receive(&apns(&body(false)))),
        ("early Ping-iOS", ping_ios::receive_early(&apns(&body(true)))),
    ]
}

#[test]
fn a_question_of_each_kind_arrives_alike_on_all_phones() {
    for kind in [PushKind::Default, PushKind::Challenge, PushKind::Biometric] {
        let message = "Log in to Mail as アリス?";
        let compact = claims(kind, message).sign(&secret());
        for (phone, parsed) in received(&compact) {
            let fields = parsed.unwrap_or_else(|error| panic!("{phone}: {error}"));
            assert_eq!(fields["mechanismUid"], MECHANISM, "{phone}");
            assert_eq!(fields["challenge"], BASE64.encode(&[0xfb; 32]), "{phone}");
            assert_eq!(fields["ttl"].as_f64(), Some(90.0), "{phone}");
            assert_eq!(fields["pushType"], kind.as_str(), "{phone}");
            assert_eq!(fields["message"], message, "{phone}");
            let numbers = (kind == PushKind::Challenge).then(|| json!("34,43,57"));
            assert_eq!(fields.get("numbersChallenge"), numbers.as_ref(), "{phone}");
        }
    }
}

#[test]
fn early_builds_of_one_generation_need_the_copies_beside_aps() {
    let compact = claims(PushKind::Default, "Log in?").sign(&secret());
    let bare = apns(&push(compact, "Log in?".to_owned(), false));
    assert_eq!(ping_ios::receive_early(&bare), Err("ignored".to_owned()));
}

#[test]
fn a_forged_question_is_refused_by_our_phone_and_by_those_that_look() {
    let other = SharedSecret::from_bytes([4; 32]);
    let compact = claims(PushKind::Default, "Log in?").sign(&other);
    assert_eq!(jwt::verify(&secret(), &compact), Err(jwt::JwtError::Signature));
    let accepted = received(&compact).map(|(phone, parsed)| (phone, parsed.is_ok()));
    assert_eq!(
        accepted,
        [
            ("FR-Android", false),
            ("FR-iOS", false),
            ("Ping-Android", true),
            ("Ping-iOS", true),
            ("early Ping-iOS", true)
        ]
    );
}

#[test]
fn an_algorithm_that_one_generation_cannot_verify_is_refused_by_our_phone() {
    let claims = json!({"u": MECHANISM, "c": BASE64.encode(&[1; 32]), "l": "YQ==", "t": "120"}).to_string();
    let compact = codes::jwt(&[4; 32], r#"{"typ":"JWT","alg":"HS999"}"#, &claims);
    let message = fcm(push(compact.clone(), "Log in?".to_owned(), false));
    assert!(fr_android::receive(&message, &secret(), MECHANISM).is_ok());
    assert_eq!(jwt::verify(&secret(), &compact), Err(jwt::JwtError::Algorithm));
}

#[test]
fn phones_that_know_their_mechanisms_refuse_a_question_to_another() {
    let compact = claims(PushKind::Default, "Log in?").sign(&secret());
    let body = || push(compact.clone(), "Log in?".to_owned(), false);
    assert!(fr_android::receive(&fcm(body()), &secret(), "another").is_err());
    assert!(fr_ios::receive(&apns(&body()), &secret(), "another").is_err());
}

proptest! {
    #[test]
    fn every_claim_of_a_push_is_text_that_reads_back(message in "\\PC{0,200}", ttl_secs in 15_u64..600) {
        let secret = SharedSecret::from_bytes(KEY);
        let claims = PushClaims { ttl_secs, ..claims(PushKind::Challenge, &message) };
        let compact = claims.sign(&secret);
        let wire = jwt::verify(&secret, &compact).unwrap();
        prop_assert!(wire.values().all(Value::is_string));
        prop_assert_eq!(PushClaims::from_claims(&wire), Ok(claims));
        // One generation pads the header before it hashes it, and takes no other values in it than text.
        let header = compact.split('.').next().unwrap();
        prop_assert_eq!(BASE64URL_NOPAD.decode(header.as_bytes()).unwrap().len() % 3, 0);
        prop_assert!(fr_ios::jwt(|text| codes::mac("sha256", &KEY, text.as_bytes()), &compact).is_ok());
    }

    #[test]
    fn no_payload_is_larger_than_vendors_carry(
        jwt in "[a-zA-Z0-9]{0,5000}",
        alert in "\\PC{0,100}",
        copies: bool,
    ) {
        let body = push(jwt, alert, copies);
        match apns_payload(&body) {
            Ok(payload) => prop_assert!(payload.len() <= PAYLOAD_LIMIT),
            Err(error) => prop_assert!(is_too_large(error)),
        }
        match fcm_message(&notification(body), 120) {
            // However one counts: the data with its braces and quotes stays within what the vendor carries.
            Ok(message) => {
                let message = serde_json::to_value(&message).unwrap();
                prop_assert!(message["message"]["data"].to_string().len() <= MAX_PAYLOAD);
            }
            Err(error) => prop_assert!(is_too_large(error)),
        }
    }
}

fn is_too_large(error: PayloadError) -> bool {
    matches!(error, PayloadError::TooLarge { size } if size > PAYLOAD_LIMIT)
}

#[test]
fn what_a_browser_gets_reaches_no_app_and_shows_itself_to_nobody() {
    let body = Body::WebPush(WebPush {
        content: vec![0xff, 0xfe],
        authorization: "vapid t=a.b.c, k=d".to_owned(),
    });
    assert_eq!(apns_payload(&body), Err(PayloadError::NotForApps));
    assert_eq!(
        fcm_message(&notification(body.clone()), 120).err(),
        Some(PayloadError::NotForApps)
    );
    assert!(!format!("{body:?}").contains("vapid"));
    let json = serde_json::to_value(&body).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"web_push": {"content": "__4", "authorization": "vapid t=a.b.c, k=d"}})
    );
    assert_eq!(serde_json::from_value::<Body>(json).unwrap(), body);
}

#[test]
fn words_for_a_telephone_reach_no_app_and_show_themselves_to_nobody() {
    let text = Text {
        text: "123456 is your code".to_owned(),
        lang: "en".to_owned(),
    };
    let body = Body::Text(text);
    assert_eq!(apns_payload(&body), Err(PayloadError::NotForApps));
    assert_eq!(
        fcm_message(&notification(body.clone()), 120).err(),
        Some(PayloadError::NotForApps)
    );
    assert!(!format!("{body:?}").contains("123456"));
    let json = serde_json::to_value(&body).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"text": {"text": "123456 is your code", "lang": "en"}})
    );
}
