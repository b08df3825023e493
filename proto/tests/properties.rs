//! What must hold for every value, not only for those of the vectors.

use countersign_proto::{
    forgerock::{
        jwt,
        push_claims::{PushClaims, PushKind},
        uri::{OathKind, OathUri, PushUri, Scanned, UriError, is_portable, scan},
    },
    keys::{ChallengeNonce, SharedSecret},
    otpauth::Algorithm,
    push::{AmPush, Body, Category, PAYLOAD_LIMIT, apns_payload},
};
use proptest::prelude::*;

use crate::phones::{fr_android, fr_ios, ping_android, ping_ios};

fn push_uri(issuer: &str, account: &str) -> PushUri {
    PushUri {
        issuer: issuer.to_owned(),
        account: account.to_owned(),
        message_id: "REGISTER:8be951c6-af83-438d-8f74-421bd18650421570561063169".to_owned(),
        secret: SharedSecret::from_bytes([0xfb; 32]),
        challenge: ChallengeNonce::from_bytes([0xff; 32]),
        endpoint: "https://mfa.example.com/json/push/sns/message".to_owned(),
        user_name: "u100001".to_owned(),
        profile_id: "581dd3c8-3c69-49ac-b01a-074450b226c5".to_owned(),
        image: Some("https://mfa.example.com/logo.png".to_owned()),
        colour: "032b75".to_owned(),
    }
}

/// All four generations and our own phone read the same issuer, account and key.
fn all_read(issuer: &str, account: &str) {
    let uri = push_uri(issuer, account).render().unwrap();
    let secret = data_encoding::BASE64.encode(&[0xfb; 32]);
    let android = fr_android::scan(&uri).unwrap();
    assert_eq!(
        (&android["issuer"], &android["accountname"]),
        (&issuer.into(), &account.into()),
        "{uri}"
    );
    assert_eq!(
        (&android["s"], &android["image"]),
        (
            &secret.as_str().into(),
            &"https://mfa.example.com/logo.png".into()
        )
    );
    let ios = fr_ios::scan_push(&uri).unwrap();
    assert_eq!(
        (&ios["issuer"], &ios["label"]),
        (&issuer.into(), &account.into()),
        "{uri}"
    );
    for ping in [
        ping_android::scan_push(&uri).unwrap(),
        ping_ios::scan_push(&uri).unwrap(),
    ] {
        assert_eq!(
            (&ping["issuer"], &ping["accountName"]),
            (&issuer.into(), &account.into()),
            "{uri}"
        );
        assert_eq!(ping["sharedSecret"], secret);
        assert_eq!(
            ping["serverEndpoint"],
            "https://mfa.example.com/json/push/sns/message"
        );
    }
    let Scanned::Push(ours) = scan(&uri).unwrap() else {
        panic!("a push code")
    };
    assert_eq!((ours.issuer.as_str(), ours.account.as_str()), (issuer, account));
}

#[test]
fn codes_of_every_script_are_read_alike_by_all_phones() {
    for issuer in ["Acme", "東京大学校", "Example Org & Co.", "100 %"] {
        assert!(is_portable(issuer), "{issuer}");
        for account in [
            "alice",
            "アリス",
            "ليلى",
            "Zoë 😀",
            "a+b@example.org",
            "100042",
            "\"quoted\" <b>",
        ] {
            all_read(issuer, account);
        }
    }
}

#[test]
fn one_time_password_codes_are_read_alike_by_all_phones() {
    for (kind, host) in [
        (OathKind::Totp { period_secs: 30 }, "totp"),
        (OathKind::Hotp { counter: 3 }, "hotp"),
    ] {
        let uri = OathUri {
            issuer: "Acme & Söhne".to_owned(),
            account: "アリス".to_owned(),
            secret: b"12345678901234567890".to_vec().into(),
            kind,
            digits: 8,
            algorithm: Algorithm::Sha256,
            user_name: "alice".to_owned(),
            profile_id: "0d3c8a54-3c69-49ac-b01a-074450b226c5".to_owned(),
            image: None,
            colour: "032b75".to_owned(),
        };
        let uri = uri.render().unwrap();
        assert!(uri.starts_with(&format!("otpauth://{host}/")));
        let android = fr_android::scan(&uri).unwrap();
        let ios = fr_ios::scan_oath(&uri).unwrap();
        assert_eq!(
            (&android["issuer"], &android["accountname"]),
            (&"Acme & Söhne".into(), &"アリス".into())
        );
        assert_eq!(
            (&ios["issuer"], &ios["label"]),
            (&"Acme & Söhne".into(), &"アリス".into())
        );
        for ping in [
            ping_android::scan_oath(&uri).unwrap(),
            ping_ios::scan_oath(&uri).unwrap(),
        ] {
            assert_eq!(
                (&ping["issuer"], &ping["accountName"]),
                (&"Acme & Söhne".into(), &"アリス".into())
            );
        }
        let Scanned::Oath(ours) = scan(&uri).unwrap() else {
            panic!("a one-time password code")
        };
        assert_eq!(
            (ours.digits, ours.kind, ours.secret.as_slice()),
            (8, kind, &b"12345678901234567890"[..])
        );
    }
}

proptest! {
    #[test]
    fn an_issuer_is_written_so_that_all_read_it_or_refused(issuer in "[ -~]{1,40}", account in "[ -~]{1,40}") {
        let refused = |text: &str| text.contains(':') || text.starts_with('/') || text.ends_with('/');
        match push_uri(&issuer, &account).render() {
            Ok(_) => {
                prop_assert!(is_portable(&issuer) && !refused(&issuer) && !refused(&account));
                all_read(&issuer, &account);
            }
            Err(UriError::NotPortable(_)) => prop_assert!(!is_portable(&issuer)),
            Err(UriError::Label(_)) => prop_assert!(refused(&issuer) || refused(&account)),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn every_claim_of_a_push_is_text_that_reads_back(message in "\\PC{0,200}", ttl_secs in 15_u64..600) {
        let secret = SharedSecret::from_bytes([3; 32]);
        let claims = PushClaims {
            mechanism_uid: "B162B325-EBB1-48E0-8AB7-B38CF341DA95".to_owned(),
            challenge: ChallengeNonce::from_bytes([9; 32]),
            ttl_secs,
            created_at_ms: 1_700_000_000_000,
            message,
            kind: PushKind::Challenge,
            numbers: Some([34, 43, 57]),
            user_name: None,
        };
        let compact = claims.sign(&secret);
        let wire = jwt::verify(&secret, &compact).unwrap();
        prop_assert!(wire.values().all(serde_json::Value::is_string));
        prop_assert_eq!(PushClaims::from_claims(&wire), Ok(claims));
        prop_assert!(fr_ios::jwt(secret.expose(), &compact).is_ok(), "the one generation that pads headers accepts it");
    }

    #[test]
    fn no_payload_is_larger_than_vendors_carry(jwt in "[a-zA-Z0-9]{0,5000}", alert in "\\PC{0,100}") {
        let push = AmPush {
            message_id: "AUTHENTICATE:63ca6f18-7cfb-4198-bcd0-ac5041fbbea01583798229441".to_owned(),
            jwt,
            alert,
            category: Category::Challenge,
            top_level_copies: false,
        };
        match apns_payload(&Body::AmPush(push)) {
            Ok(payload) => prop_assert!(payload.len() <= PAYLOAD_LIMIT),
            Err(error) => prop_assert!(error.size > PAYLOAD_LIMIT),
        }
    }
}
