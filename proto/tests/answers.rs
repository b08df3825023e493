//! What each generation writes, and that the server reads the same from all of them (protocol page, 2.3, 4.1 and 4.3).

use countersign_mobile_sdk::{Generation, Policies, PushAccount, generation::Speech};
use countersign_proto::{
    forgerock::{
        Claims,
        authenticate::{Answer, NumberClaim, Verdict},
        jwt,
        refresh::{RefreshClaims, RefreshRequest},
        register::{CommunicationType, DeviceRequest, RegisterClaims},
    },
    keys::{ChallengeNonce, SharedSecret},
    signed,
};
use data_encoding::BASE64;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::codes;

const KEY: [u8; 32] = [0xfb; 32];
const CHALLENGE: [u8; 32] = [0xff; 32];

const TOKEN: &str = "0A1b2C3d4E5f60718293A4b5C6d7E8f90A1b2C3d4E5f60718293A4b5C6d7E8f9";
const DEVICE_NAME: &str = "Phone 8/9";

/// What a phone computes, in base64 with every character that the alphabets disagree on.
fn response() -> String {
    BASE64.encode(&codes::mac("sha256", &KEY, &CHALLENGE))
}

fn expected_response() -> [u8; 32] {
    signed::challenge_response(&secret(), &ChallengeNonce::from_bytes(CHALLENGE))
}

fn secret() -> SharedSecret {
    SharedSecret::from_bytes(KEY)
}

fn read(compact: &str) -> Claims {
    jwt::verify(&secret(), compact).unwrap()
}

/// The claims that both registration and refresh have, spelled as the protocol page spells them.
fn device(speech: &Speech) -> Claims {
    let (device_type, communication_type) = match speech.communication_type {
        CommunicationType::Apns => ("ios", "apns"),
        CommunicationType::Gcm => ("android", "gcm"),
    };
    claims(json!({
        "deviceId": speech.push_token(TOKEN),
        "deviceName": DEVICE_NAME,
        "deviceType": device_type,
        "communicationType": communication_type,
    }))
}

fn claims(value: Value) -> Claims {
    serde_json::from_value(value).unwrap()
}

#[test]
fn every_generation_registers() {
    for phone in Generation::ALL {
        let (speech, name) = (phone.speech(), phone.as_str());
        let mechanism_uid = speech.mechanism_uid(Uuid::from_u128(0xb162_b325_ebb1));
        let mut all = device(speech);
        all.extend(claims(
            json!({"mechanismUid": mechanism_uid, "response": response()}),
        ));
        let body = speech.registration("REGISTER:1", &speech.sign(&secret(), &all), Some("alice"));
        let request: DeviceRequest = serde_json::from_value(body).unwrap();
        let registered = RegisterClaims::from_claims(&read(&request.jwt)).unwrap();
        assert_eq!(registered.response, expected_response(), "{name}");
        assert_eq!(registered.mechanism_uid, mechanism_uid, "{name}: case is kept");
        assert_eq!(registered.device_name, DEVICE_NAME, "{name}");
        assert_eq!(registered.communication_type, speech.communication_type, "{name}");
        let address = match registered.communication_type {
            CommunicationType::Apns => TOKEN.to_lowercase(),
            CommunicationType::Gcm => TOKEN.to_owned(),
        };
        assert_eq!(registered.push_token().expose(), address, "{name}");
        assert_eq!(
            RegisterClaims::from_claims(&registered.to_claims()),
            Ok(registered)
        );
    }
}

#[test]
fn every_generation_approves_picks_and_denies() {
    let approve = |number| Verdict::Approve { number };
    for phone in Generation::ALL {
        let (speech, name) = (phone.speech(), phone.as_str());
        for (said, with_numbers, verdict) in [
            (json!({}), false, approve(NumberClaim::Absent)),
            (
                json!({"challengeResponse": "43"}),
                true,
                approve(NumberClaim::Given(43)),
            ),
            (json!({"deny": true}), false, Verdict::Deny),
            (json!({"deny": true}), true, Verdict::Deny),
        ] {
            let mut all = claims(json!({"response": response()}));
            all.extend(claims(said));
            let compact = speech.sign(&secret(), &speech.answer(all, with_numbers));
            let answer = Answer::from_claims(&read(&compact)).unwrap();
            let expected = Answer {
                response: expected_response(),
                verdict,
            };
            assert_eq!(answer, expected, "{name}");
            assert_eq!(Answer::from_claims(&answer.to_claims()), Ok(expected));
        }
    }
}

#[test]
fn every_generation_refreshes_its_address() {
    for phone in Generation::ALL {
        let (speech, name) = (phone.speech(), phone.as_str());
        for user_name in [None, Some("alice".to_owned())] {
            let account = PushAccount {
                issuer: "Acme".to_owned(),
                name: "alice".to_owned(),
                generation: phone,
                user_name: user_name.clone(),
                cookie: None,
                mechanism_uid: speech.mechanism_uid(Uuid::from_u128(0xb162_b325_ebb1)),
                endpoint: "https://mfa.example.com".to_owned(),
                policies: Policies::default(),
                secret: secret(),
            };
            let body = speech.refresh(&account, &speech.sign(&secret(), &device(speech)));
            let request: RefreshRequest = serde_json::from_value(body).unwrap();
            assert_eq!(request.mechanism_uid, account.mechanism_uid, "{name}");
            assert_eq!(request.username.or(request.user_id), user_name, "{name}");
            let refreshed = RefreshClaims::from_claims(&read(&request.jwt)).unwrap();
            assert_eq!(refreshed.device_id.expose(), speech.push_token(TOKEN), "{name}");
            assert_eq!(refreshed.communication_type, speech.communication_type);
            assert_eq!(refreshed.device_name.as_deref(), Some(DEVICE_NAME));
        }
    }
}

/// Answers as they stand on the protocol page, to the letter.
#[test]
fn the_worked_answers_are_read() {
    let secret = BASE64
        .decode(b"b3uYLkQ7dRPjBaIzV0t/aijoXRgMq+NP5AwVAvRfa/E=")
        .unwrap();
    let secret = SharedSecret::from_slice(&secret).unwrap();
    let approve = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJyZXNwb25zZSI6IkVnNmVHUjNoRWI1cU1BYzdDVGhBY0p4NkxrVU5IaDhVa3hqNjl3UllybGM9IiwiY2hhbGxlbmdlUmVzcG9uc2UiOiI0MyJ9.G3XlayERj8bbA9MNHlfInyK1tX6SJyGGt3Z2k2-hVow";
    let deny = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJyZXNwb25zZSI6IkVnNmVHUjNoRWI1cU1BYzdDVGhBY0p4NkxrVU5IaDhVa3hqNjl3UllybGM9IiwiZGVueSI6dHJ1ZX0.qbBisFOFFCxKn9z0KW8b3cDBv5eqlYh7Z74pK6LOjOw";
    for (compact, verdict) in [
        (
            approve,
            Verdict::Approve {
                number: NumberClaim::Given(43),
            },
        ),
        (deny, Verdict::Deny),
    ] {
        let answer = Answer::from_claims(&jwt::verify(&secret, compact).unwrap()).unwrap();
        assert_eq!(answer.verdict, verdict);
        assert_eq!(
            BASE64.encode(&answer.response),
            "Eg6eGR3hEb5qMAc7CThAcJx6LkUNHh8Ukxj69wRYrlc="
        );
    }
}
