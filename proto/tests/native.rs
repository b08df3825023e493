//! The native protocol: examples of everything, which other languages read too, and what must be refused.

use std::path::Path;

use countersign_proto::{
    ids::{ChallengeId, DeviceId, EnrollmentId, LoginId},
    keys::{DeviceKey, DevicePublicKey, PublicJwk, SealingKey, ServerKey},
    native::{
        answer::{Answer, Verdict},
        app::App,
        challenge::{Challenge, Context, NumberPrompt, Purpose, shown},
        registration::{Platform, Registration},
        removal::Removal,
        request::{Fresh, NewAddress, Request, Transfer, Withdrawal},
        sealed,
        statement::{self, Signs, Statement, StatementError},
    },
    signed::ServerKeys,
};
use data_encoding::BASE64URL_NOPAD;
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

const SERVER: &str = "https://id.example.org";
const NOW: i64 = 1_790_000_000;

pub(crate) fn p256() -> DeviceKey {
    DeviceKey::p256(&[7; 32]).unwrap()
}

fn ed25519() -> DeviceKey {
    DeviceKey::ed25519(&[8; 32])
}

pub(crate) fn server_key() -> ServerKey {
    ServerKey::from_seed(&[9; 32])
}

pub(crate) fn sealing_key() -> SealingKey {
    SealingKey::from_bytes(&[10; 32]).unwrap()
}

pub(crate) fn device() -> DeviceId {
    DeviceId::new(Uuid::from_u128(1))
}

fn challenge(number: NumberPrompt) -> Challenge {
    Challenge {
        iss: SERVER.to_owned(),
        aud: device(),
        jti: ChallengeId::new(Uuid::from_u128(2)),
        iat: NOW,
        exp: NOW + 120,
        login: LoginId::new(Uuid::from_u128(3)),
        nonce: [4; 32],
        purpose: Purpose::LogIn,
        service: "Example Shop".to_owned(),
        text: "Log in to Example Shop? 東京".to_owned(),
        number,
        context: Context {
            ip: Some("192.0.2.7".to_owned()),
            user_agent: None,
        },
    }
}

fn pick() -> NumberPrompt {
    NumberPrompt::Pick {
        numbers: ["21", "57", "83"].map(str::to_owned),
    }
}

fn removal() -> Removal {
    Removal {
        iss: SERVER.to_owned(),
        aud: device(),
        iat: NOW + 600,
    }
}

fn answer() -> Answer {
    let compact = statement::sign(&server_key(), &challenge(pick()));
    Answer {
        iss: device(),
        aud: SERVER.to_owned(),
        iat: NOW + 30,
        challenge: ChallengeId::new(Uuid::from_u128(2)),
        login: LoginId::new(Uuid::from_u128(3)),
        nonce: [4; 32],
        verdict: Verdict::Approve,
        number: Some("57".to_owned()),
        scanned: None,
        here: None,
        shown: shown(&compact),
    }
}

pub(crate) fn registration() -> Registration {
    Registration {
        aud: SERVER.to_owned(),
        iat: NOW,
        enrollment: EnrollmentId::new(Uuid::from_u128(5)),
        code: [6; 32],
        name: "Alice's phone".to_owned(),
        platform: Platform::Android,
        sealing_key: sealing_key().public().to_jwk(),
        address: None,
        app: Some(app()),
    }
}

fn app() -> App {
    App {
        name: "Example Authenticator".to_owned(),
        version: "2.1.0".to_owned(),
    }
}

pub(crate) fn request() -> Request {
    Request {
        iss: device(),
        aud: SERVER.to_owned(),
        iat: NOW,
        jti: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        htm: "GET".to_owned(),
        htu: "/device/v1/challenges".to_owned(),
    }
}

fn entry(name: &str, key: &PublicJwk, compact: &str, claims: &impl serde::Serialize) -> Value {
    let [header, ..] = parts(compact);
    let header: Value = serde_json::from_slice(&BASE64URL_NOPAD.decode(header.as_bytes()).unwrap()).unwrap();
    json!({"kind": "statement", "name": name, "key": key, "header": header, "claims": claims, "compact": compact})
}

fn parts(compact: &str) -> [&str; 3] {
    let parts: Vec<&str> = compact.split('.').collect();
    parts.try_into().unwrap()
}

/// Every example: the same bytes each time, since keys and randomness are given and both signatures are deterministic.
fn vectors() -> Value {
    let (p256_jwk, ed25519_jwk) = (p256().public().to_jwk(), ed25519().public().to_jwk());
    let server_jwk = server_key().to_jwk();
    let fresh = (
        device(),
        SERVER.to_owned(),
        NOW,
        "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
    );
    let (iss, aud, iat, jti) = fresh.clone();
    let transfer = Transfer { iss, aud, iat, jti };
    let (iss, aud, iat, jti) = fresh.clone();
    let withdrawal = Withdrawal { iss, aud, iat, jti };
    let (iss, aud, iat, jti) = fresh;
    let address = NewAddress {
        iss,
        aud,
        iat,
        jti,
        address: serde_json::from_value(
            json!({"provider": "webpush", "endpoint": "https://push.example.org/1",
            "p256dh": "BAAA", "auth": "AAAA"}),
        )
        .unwrap(),
        app: Some(app()),
    };
    let mut all = vec![
        json!({"kind": "thumbprint", "name": "P-256", "key": p256_jwk, "thumbprint": p256().public().key_id()}),
        json!({"kind": "thumbprint", "name": "Ed25519", "key": ed25519_jwk, "thumbprint": ed25519().public().key_id()}),
        entry(
            "registration by P-256",
            &p256_jwk,
            &registration().sign(&p256()),
            &registration(),
        ),
        entry(
            "registration by Ed25519",
            &ed25519_jwk,
            &registration().sign(&ed25519()),
            &registration(),
        ),
        entry(
            "request",
            &p256_jwk,
            &statement::sign(&p256(), &request()),
            &request(),
        ),
        entry(
            "address",
            &p256_jwk,
            &statement::sign(&p256(), &address),
            &address,
        ),
        entry(
            "transfer",
            &p256_jwk,
            &statement::sign(&p256(), &transfer),
            &transfer,
        ),
        entry(
            "withdrawal",
            &p256_jwk,
            &statement::sign(&p256(), &withdrawal),
            &withdrawal,
        ),
        entry(
            "answer by P-256",
            &p256_jwk,
            &statement::sign(&p256(), &answer()),
            &answer(),
        ),
        entry(
            "answer by Ed25519",
            &ed25519_jwk,
            &statement::sign(&ed25519(), &answer()),
            &answer(),
        ),
        entry(
            "removal",
            &server_jwk,
            &statement::sign(&server_key(), &removal()),
            &removal(),
        ),
    ];
    for (name, number) in [
        ("none", NumberPrompt::None),
        ("pick", pick()),
        ("type", NumberPrompt::Type),
    ] {
        let challenge = challenge(number);
        let compact = statement::sign(&server_key(), &challenge);
        let shown = BASE64URL_NOPAD.encode(&shown(&compact));
        let mut entry = entry(
            &format!("challenge with {name}"),
            &server_jwk,
            &compact,
            &challenge,
        );
        entry["shown"] = shown.into();
        let mut counter = 0_u8;
        let sealed = sealed::seal(&sealing_key().public(), device(), &compact, |bytes| {
            counter += 1;
            bytes.fill(counter);
        });
        all.push(entry);
        all.push(json!({
            "kind": "sealed", "name": format!("push with {name}"), "device": device(),
            "scalar": BASE64URL_NOPAD.encode(&*sealing_key().expose()), "key": sealing_key().public().to_jwk(),
            "sealed": BASE64URL_NOPAD.encode(&sealed.unwrap()), "challenge": compact,
        }));
    }
    Value::Array(all)
}

#[test]
fn the_vectors_are_what_is_written() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/native.json");
    let written = serde_json::to_string_pretty(&vectors()).unwrap() + "\n";
    if std::env::var_os("WRITE_VECTORS").is_some() {
        std::fs::write(&file, &written).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == written,
        "WRITE_VECTORS=1 writes what has changed on purpose"
    );
}

#[test]
fn statements_read_back_from_whoever_signed_them() {
    for key in [p256(), ed25519()] {
        let (read, introduced) = Registration::verify(&registration().sign(&key)).unwrap();
        assert_eq!((read, &introduced), (registration(), key.public()));
        assert_eq!(DevicePublicKey::from_jwk(&introduced.to_jwk()), Ok(introduced));
        let compact = statement::sign(&key, &answer());
        assert_eq!(statement::verify(key.public(), &compact), Ok(answer()));
        assert_eq!(statement::claimed_issuer(&compact), Some(device()));
    }
    let keys = ServerKeys::from_jwks([&server_key().to_jwk()]);
    for number in [NumberPrompt::None, pick(), NumberPrompt::Type] {
        let asked = challenge(number);
        assert_eq!(
            statement::verify(&keys, &statement::sign(&server_key(), &asked)),
            Ok(asked)
        );
    }
    assert_eq!(
        statement::verify(&keys, &statement::sign(&server_key(), &removal())),
        Ok(removal())
    );
}

#[test]
fn only_the_servers_word_that_a_device_is_gone_says_so() {
    let keys = ServerKeys::from_jwks([&server_key().to_jwk()]);
    let verify = |compact: &str| statement::verify::<Removal>(&keys, compact);
    let another = ServerKey::from_seed(&[8; 32]);
    assert_eq!(
        verify(&statement::sign(&another, &removal())),
        Err(StatementError::Signature)
    );
    let challenge = statement::sign(&server_key(), &challenge(NumberPrompt::None));
    assert_eq!(verify(&challenge), Err(StatementError::Purpose));
    let withdrawal = Withdrawal {
        iss: device(),
        aud: SERVER.to_owned(),
        iat: NOW,
        jti: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
    };
    let by_a_device = statement::sign(&p256(), &withdrawal);
    assert_eq!(verify(&by_a_device), Err(StatementError::Purpose));
}

/// A statement with another header, rightly signed over it.
fn with_header(key: &impl Signs, header: &Value, claims: &Value) -> String {
    let encode = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", encode(header), encode(claims));
    format!(
        "{signed}.{}",
        BASE64URL_NOPAD.encode(&key.sign(signed.as_bytes()))
    )
}

#[test]
fn what_was_signed_for_one_purpose_or_by_another_key_is_refused() {
    let key = p256();
    let compact = statement::sign(&key, &answer());
    assert_eq!(
        statement::verify::<Request>(key.public(), &compact),
        Err(StatementError::Purpose)
    );
    assert_eq!(
        statement::verify::<Answer>(ed25519().public(), &compact),
        Err(StatementError::Signature)
    );
    let claims = serde_json::to_value(answer()).unwrap();
    let header = json!({"alg": "ES256", "typ": Answer::TYP, "kid": key.public().key_id()});
    let verify = |header: &Value, claims: &Value| {
        statement::verify::<Answer>(key.public(), &with_header(&key, header, claims)).map(|_| ())
    };
    assert_eq!(verify(&header, &claims), Ok(()));
    let changed = |name: &str, value: Value| {
        let mut header = header.clone();
        header[name] = value;
        verify(&header, &claims)
    };
    assert_eq!(changed("crit", json!(["b64"])), Err(StatementError::Malformed));
    assert_eq!(changed("alg", json!("none")), Err(StatementError::Malformed));
    assert_eq!(changed("alg", json!("EdDSA")), Err(StatementError::Signature));
    assert_eq!(changed("kid", json!("other")), Err(StatementError::Signature));
    assert_eq!(changed("kid", Value::Null), Err(StatementError::Malformed));
    assert_eq!(changed("typ", json!("JWT")), Err(StatementError::Purpose));
    let mut more = claims.clone();
    more["admin"] = json!(true);
    assert_eq!(verify(&header, &more), Err(StatementError::Malformed));
    let mut forged = registration().sign(&key);
    forged = forged.replacen(parts(&forged)[0], parts(&registration().sign(&ed25519()))[0], 1);
    assert_eq!(
        Registration::verify(&forged).unwrap_err(),
        StatementError::Signature
    );
}

#[test]
fn a_request_is_fresh_for_its_server_within_a_minute() {
    assert!(request().is_fresh(SERVER, NOW + 60) && request().is_fresh(SERVER, NOW - 60));
    assert!(!request().is_fresh(SERVER, NOW + 61) && !request().is_fresh(SERVER, NOW - 61));
    assert!(!request().is_fresh("https://id.example.com", NOW));
    let short = Request {
        jti: "short".to_owned(),
        ..request()
    };
    assert!(!short.is_fresh(SERVER, NOW));
}

#[test]
fn a_push_opens_for_its_device_alone_and_has_one_size() {
    let public = sealing_key().public();
    let seal = |text: &str| sealed::seal(&public, device(), text, |bytes| bytes.fill(3)).unwrap();
    let long = "x".repeat(3000);
    let sizes = ["", "a challenge", &long].map(|text| seal(text).len());
    assert_eq!(sizes, [sealed::SEALED_LEN; 3]);
    let opened = sealed::open(&sealing_key(), device(), &seal("a challenge")).unwrap();
    assert_eq!(opened.challenge.as_deref(), Some("a challenge"));
    assert_eq!(
        sealed::open(&sealing_key(), device(), &seal(&long))
            .unwrap()
            .challenge,
        None
    );
    let other = SealingKey::from_bytes(&[11; 32]).unwrap();
    assert!(sealed::open(&other, device(), &seal("a")).is_err());
    assert!(sealed::open(&sealing_key(), DeviceId::new(Uuid::nil()), &seal("a")).is_err());
    let mut changed = seal("a");
    changed[100] ^= 1;
    assert!(sealed::open(&sealing_key(), device(), &changed).is_err());
    assert!(sealed::open(&sealing_key(), device(), &changed[..60]).is_err());
}

#[test]
fn keys_off_their_curve_or_of_small_order_are_refused() {
    let mut off = p256().public().to_jwk();
    off.x = BASE64URL_NOPAD.encode(&[1; 32]);
    assert!(DevicePublicKey::from_jwk(&off).is_err());
    let weak = PublicJwk {
        kty: "OKP".to_owned(),
        crv: "Ed25519".to_owned(),
        x: BASE64URL_NOPAD.encode(&[0; 32]),
        y: None,
        kid: None,
    };
    assert!(DevicePublicKey::from_jwk(&weak).is_err());
    assert!(countersign_proto::keys::SealingPublicKey::from_jwk(&weak).is_err());
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,300}") {
        let _ = statement::verify::<Answer>(p256().public(), &text);
        let _ = Registration::verify(&text);
        let _ = text.parse::<countersign_proto::native::link::Link>();
        prop_assert!(sealed::open(&sealing_key(), device(), text.as_bytes()).is_err());
    }

    #[test]
    fn no_changed_byte_of_an_answer_is_accepted(at in 0_usize..900, to in prop::char::range('!', '~')) {
        let compact = statement::sign(&p256(), &answer());
        let mut changed: Vec<u8> = compact.clone().into_bytes();
        let at = at % changed.len();
        changed[at] = to as u8;
        let changed = String::from_utf8(changed).unwrap();
        prop_assume!(changed != compact);
        prop_assert!(statement::verify::<Answer>(p256().public(), &changed).is_err());
    }
}
