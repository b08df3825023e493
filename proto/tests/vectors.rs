//! Reads the vectors, and finds for each kind whoever checks it.

use std::collections::BTreeMap;

use countersign_mobile_sdk::{
    Generation,
    generation::{Parsed, fr_android, fr_ios, ping_android, ping_ios},
};
use countersign_proto::{
    forgerock::{jwt, message_id::MessageId, refresh::refresh_url},
    keys::{ChallengeNonce, SharedSecret},
    otpauth::{Algorithm, hotp, totp},
    signed,
};
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use serde_json::{Value, json, value::RawValue};

use crate::{codes, unwanted};

const VECTORS: &str = include_str!("vectors/forgerock.json");

#[test]
fn all_vectors_are_checked() {
    let file: Value = serde_json::from_str(VECTORS).unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for vector in file["vectors"].as_array().unwrap() {
        let (kind, name) = (vector["kind"].as_str().unwrap(), vector["name"].as_str().unwrap());
        check(kind, &vector["input"], &vector["expected"], name);
        *counts.entry(kind).or_default() += 1;
    }
    for (kind, count) in &counts {
        println!("{count:>4}  {kind}");
    }
    let sum: usize = counts.values().sum();
    println!("{sum:>4}  vectors");
    assert_eq!(sum, 154);
}

#[test]
#[should_panic(expected = "unknown kind")]
fn an_unknown_kind_fails() {
    check("telepathy", &json!({}), &json!({}), "unknown");
}

fn check(kind: &str, input: &Value, expected: &Value, name: &str) {
    let text = |key: &str| input[key].as_str().unwrap_or_else(|| panic!("{name}: no {key}"));
    let uri = |parse: fn(&str) -> Parsed| compare(&parse(text("uri")), expected, name);
    match kind {
        "challenge_response" => {
            let key = input["secret_hex"]
                .as_str()
                .map(|hex| HEXLOWER.decode(hex.as_bytes()).unwrap());
            let secret = SharedSecret::from_slice(&key.unwrap_or_else(|| bytes(text("secret_b64")))).unwrap();
            let challenge = input["challenge_b64"].as_str().map(bytes).unwrap_or_default();
            let response = match ChallengeNonce::from_slice(&challenge) {
                Ok(nonce) => signed::challenge_response(&secret, &nonce).to_vec(),
                // Others answer challenges of any length, even none; ours are never of another.
                Err(_) => codes::mac("sha256", secret.expose(), &challenge),
            };
            assert_eq!(expected["response"], BASE64.encode(&response), "{name}");
        }
        "secret_rule" => assert!(
            SharedSecret::from_slice(&bytes(text("secret_b64"))).is_err(),
            "{name}"
        ),
        "jwt_verify" => {
            let secret = SharedSecret::from_slice(&bytes(text("secret_b64"))).unwrap();
            let claims = jwt::verify(&secret, text("jwt"));
            assert_eq!(claims.is_ok(), expected["valid"] == true, "{name}");
            if let Ok(claims) = claims {
                assert_eq!(Value::Object(claims), expected["claims"], "{name}");
            }
        }
        "jwt_sign" => {
            let payload: &RawValue = serde_json::from_str(text("payload")).unwrap();
            let signed = match SharedSecret::from_slice(&bytes(text("secret_b64"))) {
                Ok(secret) if text("header") == r#"{"typ":"JWT","alg":"HS256"}"# => {
                    jwt::sign(&secret, &payload)
                }
                // Keys of other lengths and other headers are what phones may have, not we.
                _ => codes::jwt(&bytes(text("secret_b64")), text("header"), text("payload")),
            };
            assert_eq!(expected["jwt"], signed, "{name}");
        }
        "jwt_claims" => {
            let claims = BASE64URL_NOPAD
                .decode(text("jwt").split('.').nth(1).unwrap().as_bytes())
                .unwrap();
            let claims: Value = serde_json::from_slice(&claims).unwrap();
            assert_eq!(claims, expected["claims"], "{name}");
            assert_eq!(
                claims.as_object().unwrap().len() as u64,
                expected["count"].as_u64().unwrap(),
                "{name}"
            );
        }
        "message_id" => message_id(text("text"), &input["known"], expected, name),
        "refresh_url" => assert_eq!(refresh_url(text("registrationEndpoint")), None, "{name}"),
        "totp" => totp_of(
            input,
            &codes::base32(text("secret_b32")),
            number(input, "time_ms") / 1000,
            expected,
            name,
        ),
        "totp_raw" => totp_of(
            input,
            text("secret_ascii").as_bytes(),
            number(input, "time_s"),
            expected,
            name,
        ),
        "hotp_raw" => {
            let algorithm = Algorithm::from_word(text("algorithm")).unwrap();
            let digits = u32::try_from(number(input, "digits")).unwrap();
            let code = hotp(
                algorithm,
                text("secret_ascii").as_bytes(),
                number(input, "counter"),
                digits,
            );
            assert_eq!(expected["code"], code, "{name}");
        }
        "hotp_android" => counted(Generation::FrAndroid, input, expected, name),
        "hotp_ios" => counted(Generation::FrIos, input, expected, name),
        "push_android" => compare(&fr_android::push(input), expected, name),
        "push_ios" => compare(&fr_ios::push(text("messageId"), text("jwt")), expected, name),
        "push_ios_claims" => compare(&fr_ios::push_claims(&input["claims"]), expected, name),
        "jwt_ios_verify" => compare(&ios_jwt(&bytes(text("secret_b64")), text("jwt")), expected, name),
        "jwt_ios_alignment" => {
            let key = bytes(text("secret_b64"));
            let compact = codes::jwt(&key, text("header"), text("payload"));
            assert_eq!(
                codes::verify(&key, &compact),
                expected["hmac_valid"] == true,
                "{name}"
            );
            assert_eq!(
                ios_jwt(&key, &compact).is_ok(),
                expected["ios_accepts"] == true,
                "{name}"
            );
        }
        "base32_ios" => match fr_ios::base32(text("text")) {
            Some(decoded) => assert_eq!(expected["utf8"], String::from_utf8(decoded).unwrap(), "{name}"),
            None => assert_eq!(expected["valid"], false, "{name}"),
        },
        "ios_challenge_decodable" => {
            assert_eq!(
                fr_ios::standard(text("challenge")).is_some(),
                expected["decodable"] == true,
                "{name}"
            );
        }
        "ios_token" => assert_eq!(
            expected["deviceId"],
            fr_ios::device_id(&bytes(text("token_b64"))),
            "{name}"
        ),
        "ping_claim" => assert_eq!(expected["value"], ping_android::claim(text("value")), "{name}"),
        "uri_fr_android_push" => uri(fr_android::scan),
        "uri_fr_android_oath" => uri(fr_android::scan),
        "uri_fr_ios_push" => uri(fr_ios::scan_push),
        "uri_fr_ios_oath" => uri(fr_ios::scan_oath),
        "uri_ping_android_push" | "uri_ping_android_reg" => uri(ping_android::scan_push),
        "uri_ping_android_oath" => uri(ping_android::scan_oath),
        "uri_ping_ios_push" => uri(ping_ios::scan_push),
        "uri_ping_ios_oath" => uri(ping_ios::scan_oath),
        "am_hotp_verify" => compare(&unwanted::am_hotp_verify(input), expected, name),
        "am_totp_verify" => compare(&unwanted::am_totp_verify(input), expected, name),
        "sns" => compare(&Ok(unwanted::sns(input)), expected, name),
        other => panic!("unknown kind {other}"),
    }
}

/// Everything that is expected must be so; a model may know more.
fn compare(parsed: &Parsed, expected: &Value, name: &str) {
    if let Some(reason) = expected["reject"].as_str() {
        let error = parsed.as_ref().expect_err(name);
        assert!(
            error.contains(reason),
            "{name}: refused with {error:?} instead of {reason:?}"
        );
        return;
    }
    let fields = parsed
        .as_ref()
        .unwrap_or_else(|error| panic!("{name}: refused with {error:?}"));
    if let Some(other) = expected["image_equals"].as_str() {
        assert_eq!(fields["image"] == other, expected["equal"] == true, "{name}");
        return;
    }
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(fields.get(key), Some(value), "{name}: {key}");
    }
}

/// Ours are stricter: beyond the kind they are a UUID and a time.
fn message_id(text: &str, known: &Value, expected: &Value, name: &str) {
    let (kind, id) = text.rsplit_once(':').unwrap();
    let is_known = known.as_array().unwrap().iter().any(|known| known == kind);
    assert_eq!(is_known, expected["reject"].is_null(), "{name}");
    if is_known {
        assert_eq!(
            (&expected["type"], &expected["id"]),
            (&kind.into(), &id.into()),
            "{name}"
        );
        let ours = format!("{kind}:8be951c6-af83-438d-8f74-421bd18650421570561063169");
        assert_eq!(MessageId::parse(&ours).unwrap().to_string(), ours, "{name}");
    }
    assert!(MessageId::parse(text).is_err(), "{name}");
}

/// Production knows three hash functions, existing phones three more.
fn totp_of(input: &Value, secret: &[u8], unix_secs: u64, expected: &Value, name: &str) {
    let algorithm = input["algorithm"].as_str().unwrap();
    let digits = u32::try_from(number(input, "digits")).unwrap();
    let period = number(input, "period");
    let modelled = codes::hotp(algorithm, secret, unix_secs / period, digits);
    assert_eq!(expected["code"], modelled, "{name}");
    if let Some(known) = Algorithm::from_word(algorithm) {
        assert_eq!(totp(known, secret, unix_secs, period, digits), modelled, "{name}");
    }
}

/// Codes by count: one platform moves the counter first, the other computes the code first.
fn counted(generation: Generation, input: &Value, expected: &Value, name: &str) {
    let key = fr_ios::base32(input["secret_b32"].as_str().unwrap()).unwrap();
    let first = number(input, "stored_counter");
    let wanted = expected["codes"].as_array().unwrap().len() as u64;
    let digits = u32::try_from(input["digits"].as_u64().unwrap_or(6)).unwrap();
    let ahead = generation.speech().first_count;
    let codes: Vec<String> = (first..first + wanted)
        .map(|counter| {
            codes::hotp(
                input["algorithm"].as_str().unwrap(),
                &key,
                counter + ahead,
                digits,
            )
        })
        .collect();
    let shown = json!({"codes": codes, "counter_after": first + wanted});
    compare(
        &serde_json::from_value(shown).map_err(|_| String::new()),
        expected,
        name,
    );
}

fn ios_jwt(key: &[u8], compact: &str) -> Parsed {
    fr_ios::jwt(|text| codes::mac("sha256", key, text.as_bytes()), compact)
}

fn number(input: &Value, key: &str) -> u64 {
    input[key].as_u64().unwrap_or_else(|| panic!("no {key}"))
}

/// Base64 in either alphabet, padded or not.
fn bytes(text: &str) -> Vec<u8> {
    let text = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
    BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
}
