//! Enrolment codes: what production writes, every generation and our own phone read as it was meant, whatever the names.

use countersign_mobile_sdk::generation::{Fields, fr_android, fr_ios, ping_android, ping_ios, recoded};
use countersign_proto::{
    forgerock::{
        LOAD_BALANCER,
        refresh::refresh_url,
        uri::{OathKind, OathSeed, OathUri, PushUri, Scanned, UriError, is_portable, scan},
    },
    keys::{ChallengeNonce, SharedSecret},
    otpauth::Algorithm,
};
use data_encoding::BASE64;
use proptest::prelude::*;
use serde_json::Value;

use crate::codes::base32;

const ENDPOINT: &str = "https://mfa.example.com/json/push/sns/message";
const IMAGE: &str = "https://mfa.example.com/logo.png";
const MESSAGE_ID: &str = "REGISTER:8be951c6-af83-438d-8f74-421bd18650421570561063169";
const PROFILE_ID: &str = "581dd3c8-3c69-49ac-b01a-074450b226c5";
const SEED: &[u8] = b"12345678901234567890";

/// Text as people call themselves and their organisations: ASCII with every trap in it, Han, Kana, Hangul, Arabic.
const NAME: &str = "[ -~]{1,40}|[一-龠ぁ-ヶ가-힣ء-ي ]{1,20}";

fn push_uri(issuer: &str, account: &str) -> PushUri {
    PushUri {
        issuer: issuer.to_owned(),
        account: account.to_owned(),
        message_id: MESSAGE_ID.to_owned(),
        secret: SharedSecret::from_bytes([0xfb; 32]),
        challenge: ChallengeNonce::from_bytes([0xff; 32]),
        endpoint: ENDPOINT.to_owned(),
        user_name: "u100001".to_owned(),
        profile_id: PROFILE_ID.to_owned(),
        image: Some(IMAGE.to_owned()),
        colour: "032b75".to_owned(),
    }
}

/// All four generations and our own phone read every value that was meant.
fn all_read(issuer: &str, account: &str) {
    let uri = push_uri(issuer, account).render().unwrap();
    let holds = |fields: &Fields, expected: &[(&str, &str)]| {
        for (name, value) in expected {
            assert_eq!(
                fields.get(*name).and_then(Value::as_str),
                Some(*value),
                "{name}: {uri}"
            );
        }
    };
    let (secret, challenge) = (BASE64.encode(&[0xfb; 32]), BASE64.encode(&[0xff; 32]));
    let action = |action| format!("{ENDPOINT}?_action={action}");
    let (register, authenticate) = (action("register"), action("authenticate"));
    let forgerock = [
        ("issuer", issuer),
        ("m", MESSAGE_ID),
        ("r", &register),
        ("a", &authenticate),
        ("l", LOAD_BALANCER),
        ("uid", "u100001"),
        ("pid", PROFILE_ID),
        ("image", IMAGE),
        ("b", "032b75"),
    ];
    let android = fr_android::scan(&uri).unwrap();
    holds(&android, &forgerock);
    holds(
        &android,
        &[("accountname", account), ("s", &secret), ("c", &challenge)],
    );
    let ios = fr_ios::scan_push(&uri).unwrap();
    holds(&ios, &forgerock);
    holds(
        &ios,
        &[
            ("label", account),
            ("c", challenge.trim_end_matches('=')),
            ("scheme", "pushauth"),
        ],
    );
    assert_eq!(recoded(ios["secret"].as_str().unwrap()), Some(secret.clone()));
    let ping = [
        ("issuer", issuer),
        ("accountName", account),
        ("messageId", MESSAGE_ID),
        ("sharedSecret", &secret),
        ("challenge", &challenge),
        ("serverEndpoint", ENDPOINT),
        ("amlbCookie", LOAD_BALANCER),
        ("userId", "u100001"),
        ("resourceId", PROFILE_ID),
        ("imageURL", IMAGE),
        ("backgroundColor", "#032b75"),
    ];
    holds(&ping_android::scan_push(&uri).unwrap(), &ping);
    holds(&ping_ios::scan_push(&uri).unwrap(), &ping);
    let Scanned::Push(ours) = scan(&uri).unwrap() else {
        panic!("a push code")
    };
    assert_eq!((ours.issuer.as_str(), ours.account.as_str()), (issuer, account));
    assert_eq!(
        (ours.message_id.as_str(), ours.endpoint.as_str()),
        (MESSAGE_ID, ENDPOINT)
    );
    assert_eq!(
        (ours.secret.expose(), ours.challenge.as_bytes()),
        (&[0xfb; 32], &[0xff; 32])
    );
    assert_eq!(ours.user_name.as_deref(), Some("u100001"));
    assert_eq!(refresh_url(&register), Some(action("refresh")));
}

#[test]
fn codes_of_every_script_are_read_alike_by_all_phones() {
    for issuer in ["Acme", "東京大学校", "جامعة", "Example Org & Co.", "100 %"] {
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
            all_read_oath(issuer, account, OathKind::Totp { period_secs: 60 });
            all_read_oath(issuer, account, OathKind::Hotp { counter: 3 });
        }
    }
}

/// The same for the one-time password code.
fn all_read_oath(issuer: &str, account: &str, kind: OathKind) {
    let uri = OathUri {
        issuer: issuer.to_owned(),
        account: account.to_owned(),
        seed: OathSeed {
            secret: SEED.to_vec().into(),
            kind,
            digits: 8,
            algorithm: Algorithm::Sha256,
            profile_id: PROFILE_ID.to_owned(),
        },
        user_name: "u100001".to_owned(),
        image: Some(IMAGE.to_owned()),
        colour: "032b75".to_owned(),
    };
    let uri = uri.render().unwrap();
    let forgerock = ["uid", "oid", "image"];
    let ping = ["userId", "resourceId", "imageURL"];
    for (phone, account_name, [user, profile, image]) in [
        (fr_android::scan(&uri), "accountname", forgerock),
        (fr_ios::scan_oath(&uri), "label", forgerock),
        (ping_android::scan_oath(&uri), "accountName", ping),
        (ping_ios::scan_oath(&uri), "accountName", ping),
    ] {
        let phone = phone.unwrap();
        assert_eq!(phone["issuer"], issuer, "{uri}");
        assert_eq!(phone[account_name], account, "{uri}");
        assert_eq!(phone[user], "u100001", "{uri}");
        assert_eq!(phone[profile], PROFILE_ID, "{uri}");
        assert_eq!(phone[image], IMAGE, "{uri}");
        assert_eq!(phone["digits"], 8, "{uri}");
        let algorithm = phone["algorithm"].as_str().unwrap();
        assert!(algorithm.eq_ignore_ascii_case("SHA256"), "{uri}");
        assert_eq!(base32(phone["secret"].as_str().unwrap()), SEED, "{uri}");
        match kind {
            OathKind::Totp { period_secs } => assert_eq!(phone["period"], period_secs, "{uri}"),
            OathKind::Hotp { counter } => assert_eq!(phone["counter"], counter, "{uri}"),
        }
    }
    let Scanned::Oath(ours) = scan(&uri).unwrap() else {
        panic!("a one-time password code")
    };
    assert_eq!((ours.issuer.as_str(), ours.account.as_str()), (issuer, account));
    assert_eq!((ours.digits, ours.kind, ours.secret.as_slice()), (8, kind, SEED));
    assert_eq!(ours.algorithm, Algorithm::Sha256);
}

/// Whether a part of a label would be cut elsewhere than meant.
fn splits(text: &str) -> bool {
    text.contains(':') || text.starts_with('/') || text.ends_with('/')
}

proptest! {
    #[test]
    fn an_issuer_is_written_so_that_all_read_it_or_refused(issuer in NAME, account in NAME) {
        match push_uri(&issuer, &account).render() {
            Ok(_) => {
                prop_assert!(is_portable(&issuer) && !splits(&issuer) && !splits(&account));
                all_read(&issuer, &account);
            }
            Err(UriError::NotPortable(_)) => prop_assert!(!is_portable(&issuer)),
            Err(UriError::Label(_)) => prop_assert!(splits(&issuer) || splits(&account)),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn a_one_time_password_code_is_read_alike_whatever_the_names(
        issuer in NAME,
        account in NAME,
        counter in 0_u64..1_000_000,
    ) {
        prop_assume!(!splits(&issuer) && !splits(&account));
        all_read_oath(&issuer, &account, OathKind::Hotp { counter });
    }
}
