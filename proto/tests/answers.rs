//! What each generation writes, and that the server reads the same from all of them (protocol page, 2.3, 4.1 and 4.3).

use countersign_proto::{
    forgerock::{
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

use crate::codes;

const KEY: [u8; 32] = [0xfb; 32];
const CHALLENGE: [u8; 32] = [0xff; 32];

/// How one generation writes.
struct Writer {
    name: &'static str,
    /// One of them serialises an unordered dictionary.
    header: &'static str,
    /// Its JSON writer puts a backslash before every slash.
    escapes_slashes: bool,
    /// A denial of a question with numbers carries a null number.
    denies_with_null: bool,
    device_type: &'static str,
    communication_type: &'static str,
    token: &'static str,
    mechanism_uid: &'static str,
    /// The member that names the user in a refresh, beside the JWT.
    user_member: &'static str,
}

const FORGEROCK_ANDROID: Writer = Writer {
    name: "FR-Android",
    header: r#"{"typ":"JWT","alg":"HS256"}"#,
    escapes_slashes: false,
    denies_with_null: false,
    device_type: "android",
    communication_type: "gcm",
    token: "fcm-Token_1:APA91b/x",
    mechanism_uid: "b162b325-ebb1-48e0-8ab7-b38cf341da95",
    user_member: "username",
};

const FORGEROCK_IOS: Writer = Writer {
    name: "FR-iOS",
    header: r#"{"alg":"HS256","typ":"JWT"}"#,
    escapes_slashes: true,
    denies_with_null: true,
    device_type: "ios",
    communication_type: "apns",
    token: "0A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F9",
    mechanism_uid: "B162B325-EBB1-48E0-8AB7-B38CF341DA95",
    user_member: "username",
};

const PING_ANDROID: Writer = Writer {
    name: "Ping-Android",
    ..FORGEROCK_ANDROID
};

const PING_IOS: Writer = Writer {
    name: "Ping-iOS",
    escapes_slashes: false,
    denies_with_null: false,
    token: "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
    user_member: "userId",
    ..FORGEROCK_IOS
};

const WRITERS: [Writer; 4] = [FORGEROCK_ANDROID, FORGEROCK_IOS, PING_ANDROID, PING_IOS];

impl Writer {
    fn sign(&self, claims: &Value) -> String {
        let mut payload = claims.to_string();
        if self.escapes_slashes {
            payload = payload.replace('/', "\\/");
        }
        codes::jwt(&KEY, self.header, &payload)
    }

    /// The claims that both registration and refresh have.
    fn device(&self) -> Value {
        json!({
            "deviceId": self.token,
            "deviceName": "Phone 8/9",
            "deviceType": self.device_type,
            "communicationType": self.communication_type,
        })
    }

    fn answer(&self, challenge_response: Option<Value>, deny: bool) -> String {
        let mut claims = json!({"response": response()});
        if let Some(number) = challenge_response {
            claims["challengeResponse"] = number;
        }
        if deny {
            claims["deny"] = json!(true);
        }
        self.sign(&claims)
    }

    fn communication(&self) -> CommunicationType {
        match self.communication_type {
            "apns" => CommunicationType::Apns,
            _ => CommunicationType::Gcm,
        }
    }
}

/// What a phone computes, in base64 with every character that the alphabets disagree on.
fn response() -> String {
    BASE64.encode(&codes::mac("sha256", &KEY, &CHALLENGE))
}

fn expected_response() -> [u8; 32] {
    signed::challenge_response(
        &SharedSecret::from_bytes(KEY),
        &ChallengeNonce::from_bytes(CHALLENGE),
    )
}

fn read(compact: &str) -> countersign_proto::forgerock::Claims {
    jwt::verify(&SharedSecret::from_bytes(KEY), compact).unwrap()
}

#[test]
fn every_generation_registers() {
    for phone in WRITERS {
        let mut claims = phone.device();
        claims["mechanismUid"] = json!(phone.mechanism_uid);
        claims["response"] = json!(response());
        let body = json!({"messageId": "REGISTER:1", "jwt": phone.sign(&claims), "userId": "alice"});
        let request: DeviceRequest = serde_json::from_value(body).unwrap();
        let registered = RegisterClaims::from_claims(&read(&request.jwt)).unwrap();
        assert_eq!(registered.response, expected_response(), "{}", phone.name);
        assert_eq!(registered.mechanism_uid, phone.mechanism_uid, "case is kept");
        assert_eq!(registered.device_name, "Phone 8/9", "{}", phone.name);
        assert_eq!(
            registered.communication_type,
            phone.communication(),
            "{}",
            phone.name
        );
        let address = match registered.communication_type {
            CommunicationType::Apns => phone.token.to_lowercase(),
            CommunicationType::Gcm => phone.token.to_owned(),
        };
        assert_eq!(registered.push_token().expose(), address, "{}", phone.name);
        assert_eq!(
            RegisterClaims::from_claims(&registered.to_claims()),
            Ok(registered)
        );
    }
}

#[test]
fn every_generation_approves_picks_and_denies() {
    let approve = |number| Verdict::Approve { number };
    for phone in WRITERS {
        let null = phone.denies_with_null.then_some(Value::Null);
        for (compact, verdict) in [
            (phone.answer(None, false), approve(NumberClaim::Absent)),
            (
                phone.answer(Some(json!("43")), false),
                approve(NumberClaim::Given(43)),
            ),
            (phone.answer(null, true), Verdict::Deny),
        ] {
            let answer = Answer::from_claims(&read(&compact)).unwrap();
            let expected = Answer {
                response: expected_response(),
                verdict,
            };
            assert_eq!(answer, expected, "{}", phone.name);
            assert_eq!(Answer::from_claims(&answer.to_claims()), Ok(expected));
        }
    }
}

#[test]
fn every_generation_refreshes_its_address() {
    for phone in WRITERS {
        let mut body = json!({"mechanismUid": phone.mechanism_uid, "jwt": phone.sign(&phone.device())});
        for known in [false, true] {
            if known {
                body[phone.user_member] = json!("alice");
            }
            let request: RefreshRequest = serde_json::from_value(body.clone()).unwrap();
            assert_eq!(request.mechanism_uid, phone.mechanism_uid, "{}", phone.name);
            let user = request.username.or(request.user_id);
            assert_eq!(user.as_deref(), known.then_some("alice"), "{}", phone.name);
            let refreshed = RefreshClaims::from_claims(&read(&request.jwt)).unwrap();
            assert_eq!(refreshed.device_id.expose(), phone.token, "{}", phone.name);
            assert_eq!(refreshed.communication_type, phone.communication());
            assert_eq!(refreshed.device_name.as_deref(), Some("Phone 8/9"));
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
