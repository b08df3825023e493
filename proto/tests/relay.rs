//! Requests to a relay: RFC 9421's own example, what a verifier must refuse, and the JSON of notifications.

use countersign_proto::{
    ids::DeviceId,
    keys::{PublicJwk, ServerKey},
    native::statement::{Signs, Verifies},
    push::{AmPush, Body, Category, Class, Environment, Notification, Provider, PushToken, Sealed, Target},
    relay_api::{
        Event, Report,
        signature::{
            Claimed, SignatureError, SignatureFields, SignedRequest, content_digest, sign, signature_base,
        },
    },
    signed::ServerKeys,
};
use data_encoding::BASE64;
use proptest::{prelude::*, sample::Index};
use serde_json::json;
use uuid::Uuid;

/// RFC 9421, appendix B.1.4.
const KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----
";
const PUBLIC_KEY: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----
";
const NONCE: &str = "AAECAwQFBgcICQoLDA0ODw";
const NOW: i64 = 1_790_000_000;

fn key() -> ServerKey {
    ServerKey::from_pem(KEY).unwrap()
}

fn public() -> ServerKeys {
    ServerKeys::from_jwks([&PublicJwk::from_pem(PUBLIC_KEY).unwrap()])
}

fn request(body: &[u8]) -> SignedRequest<'_> {
    SignedRequest {
        method: "POST",
        target_uri: "https://relay.example.org/v1/notifications?x=1",
        body,
    }
}

fn verify(fields: &SignatureFields, request: SignedRequest<'_>) -> Result<Claimed, SignatureError> {
    let claimed = Claimed::read(&fields.signature_input, &fields.signature)?;
    claimed.verify(&public(), request, |name| match name {
        "content-digest" => fields.content_digest.clone(),
        "content-type" => Some("application/json".to_owned()),
        _ => None,
    })?;
    Ok(claimed)
}

/// RFC 9421, appendix B.2.6: the base, and the signature, which Ed25519 makes the same each time.
#[test]
fn the_example_of_rfc_9421_is_signed_and_verified() {
    let parameters = "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")\
        ;created=1618884473;keyid=\"test-key-ed25519\"";
    let covered = [
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("@method", "POST"),
        ("@path", "/foo"),
        ("@authority", "example.com"),
        ("content-type", "application/json"),
        ("content-length", "18"),
    ];
    let base = signature_base(&covered, parameters);
    assert_eq!(
        base,
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@authority\": example.com\n\
         \"content-type\": application/json\n\"content-length\": 18\n\"@signature-params\": (\"date\" \"@method\" \
         \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\""
    );
    let signature = Signs::sign(&key(), base.as_bytes());
    assert_eq!(
        BASE64.encode(&signature),
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    );
    let algorithm = key().algorithm();
    assert!(public().verifies(key().key_id(), algorithm, base.as_bytes(), &signature));
}

#[test]
fn keys_travel_as_openssl_writes_them() {
    assert_eq!(key().public_pem(), PUBLIC_KEY);
    let jwk = PublicJwk::from_pem(&format!("\n{PUBLIC_KEY}\n")).unwrap();
    assert_eq!(jwk.kid.as_deref(), Some(key().key_id()));
    let weak = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n-----END PUBLIC KEY-----";
    for wrong in [KEY, "", "hunter2", weak] {
        assert!(PublicJwk::from_pem(wrong).is_err(), "{wrong}");
    }
    assert!(ServerKey::from_pem(PUBLIC_KEY).is_err());
}

#[test]
fn a_request_is_signed_the_same_way_each_time() {
    let fields = sign(&key(), request(b"{}"), NOW, NONCE);
    assert_eq!(
        fields.content_digest.as_deref(),
        Some("sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:")
    );
    assert_eq!(
        fields.signature_input,
        format!(
            "relay=(\"@method\" \"@target-uri\" \"content-digest\");created=1790000000;nonce=\"{NONCE}\"\
             ;keyid=\"{}\";alg=\"ed25519\"",
            key().key_id()
        )
    );
    let claimed = verify(&fields, request(b"{}")).unwrap();
    assert_eq!(
        (claimed.key_id.as_str(), claimed.nonce.as_str()),
        (key().key_id(), NONCE)
    );
    let bodiless = sign(&key(), request(b""), NOW, NONCE);
    assert_eq!(bodiless.content_digest, None);
    verify(&bodiless, request(b"")).unwrap();
}

#[test]
fn whatever_is_signed_cannot_be_changed() {
    let fields = sign(&key(), request(b"{}"), NOW, NONCE);
    let of = |method, target_uri, body| SignedRequest {
        method,
        target_uri,
        body,
    };
    let uri = request(b"").target_uri;
    assert_eq!(
        verify(&fields, of("DELETE", uri, b"{}")).unwrap_err(),
        SignatureError::Signature
    );
    for other in [
        "https://relay.example.org/v1/notifications?x=2",
        "https://relay.example.org/v1/notifications",
        "https://other.example.org/v1/notifications?x=1",
        "http://relay.example.org/v1/notifications?x=1",
    ] {
        let refusal = verify(&fields, of("POST", other, b"{}")).unwrap_err();
        assert_eq!(refusal, SignatureError::Signature, "{other}");
    }
    assert_eq!(
        verify(&fields, of("POST", uri, b"{ }")).unwrap_err(),
        SignatureError::Digest
    );
    let other_digest = SignatureFields {
        content_digest: Some(content_digest(b"{ }")),
        ..fields.clone()
    };
    assert_eq!(
        verify(&other_digest, of("POST", uri, b"{ }")).unwrap_err(),
        SignatureError::Signature
    );
    let later = SignatureFields {
        signature_input: fields.signature_input.replace("1790000000", "1790000060"),
        ..fields.clone()
    };
    assert_eq!(
        verify(&later, request(b"{}")).unwrap_err(),
        SignatureError::Signature
    );
    let stranger = sign(&ServerKey::from_seed(&[8; 32]), request(b"{}"), NOW, NONCE);
    let pretender = SignatureFields {
        signature_input: fields.signature_input.clone(),
        ..stranger.clone()
    };
    for forged in [stranger, pretender] {
        assert_eq!(
            verify(&forged, request(b"{}")).unwrap_err(),
            SignatureError::Signature
        );
    }
}

#[test]
fn a_signature_must_cover_what_matters_and_say_when_and_by_whom() {
    let fields = sign(&key(), request(b"{}"), NOW, NONCE);
    let digest = fields.content_digest.clone();
    let with = |input: &str| {
        let fields = SignatureFields {
            signature_input: input.to_owned(),
            signature: fields.signature.clone(),
            content_digest: digest.clone(),
        };
        verify(&fields, request(b"{}")).unwrap_err()
    };
    let all = "\"@method\" \"@target-uri\" \"content-digest\"";
    let good = format!(";created=1;nonce=\"{NONCE}\";keyid=\"k\"");
    for (input, refusal) in [
        (
            format!("relay=(\"@method\" \"content-digest\"){good}"),
            SignatureError::Coverage,
        ),
        (
            format!("relay=(\"@target-uri\" \"content-digest\"){good}"),
            SignatureError::Coverage,
        ),
        (
            format!("relay=(\"@method\" \"@target-uri\"){good}"),
            SignatureError::Coverage,
        ),
        (
            format!("relay=({all} \"@status\"){good}"),
            SignatureError::Coverage,
        ),
        (
            format!("relay=({all} \"x-not-sent\"){good}"),
            SignatureError::Coverage,
        ),
        (
            format!("relay=({all} \"content-type\";sf){good}"),
            SignatureError::Coverage,
        ),
        (
            format!("relay=({all} \"@method\"){good}"),
            SignatureError::Malformed,
        ),
        (
            format!("relay=({all});nonce=\"{NONCE}\";keyid=\"k\""),
            SignatureError::Coverage,
        ),
        (
            format!("relay=({all});created=1;keyid=\"k\""),
            SignatureError::Coverage,
        ),
        (
            format!("relay=({all});created=1;nonce=\"short\";keyid=\"k\""),
            SignatureError::Coverage,
        ),
        (
            format!("relay=({all});created=1;nonce=\"{NONCE}\""),
            SignatureError::Coverage,
        ),
        (
            format!("relay=({all}){good};alg=\"hmac-sha256\""),
            SignatureError::Coverage,
        ),
        (format!("other=({all}){good}"), SignatureError::Malformed),
        (
            format!("relay=({all}){good}, b=({all}){good}"),
            SignatureError::Malformed,
        ),
        (
            format!("relay=({all});created=\"1\";nonce=\"{NONCE}\";keyid=\"k\""),
            SignatureError::Malformed,
        ),
        ("relay".to_owned(), SignatureError::Malformed),
        (String::new(), SignatureError::Malformed),
    ] {
        assert_eq!(with(&input), refusal, "{input}");
    }
}

#[test]
fn another_makers_signature_may_cover_more_and_write_it_otherwise() {
    let parameters = format!(
        "(\"content-type\" \"@authority\" \"@path\" \"@query\" \"@scheme\" \"@target-uri\" \"@method\" \"content-digest\")\
         ;keyid=\"{}\";nonce=\"{NONCE}\";created={NOW};tag=\"app\"",
        key().key_id()
    );
    let digest = format!("sha-512=:AAAA:, {}", content_digest(b"{}"));
    let request = request(b"{}");
    let covered = [
        ("content-type", "application/json"),
        ("@authority", "relay.example.org"),
        ("@path", "/v1/notifications"),
        ("@query", "?x=1"),
        ("@scheme", "https"),
        ("@target-uri", request.target_uri),
        ("@method", "POST"),
        ("content-digest", digest.as_str()),
    ];
    let signature = Signs::sign(&key(), signature_base(&covered, &parameters).as_bytes());
    let fields = SignatureFields {
        // More room than the RFC would use.
        signature_input: format!("sig1={}", parameters.replace("\" \"", "\"   \"")),
        signature: format!("sig1=:{}:", BASE64.encode(&signature)),
        content_digest: Some(digest.clone()),
    };
    verify(&fields, request).unwrap();
}

#[test]
fn a_signature_is_good_for_a_minute_around_its_time() {
    let claimed = |extra: &str| {
        let input =
            format!("a=(\"@method\" \"@target-uri\");created={NOW};nonce=\"{NONCE}\";keyid=\"k\"{extra}");
        Claimed::read(&input, "a=:AAAA:").unwrap()
    };
    for (off, fresh) in [(-61, false), (-60, true), (0, true), (60, true), (61, false)] {
        assert_eq!(claimed("").is_fresh(NOW + off), fresh, "{off}");
    }
    assert!(claimed(&format!(";expires={}", NOW + 10)).is_fresh(NOW + 9));
    assert!(!claimed(&format!(";expires={}", NOW + 10)).is_fresh(NOW + 10));
}

fn notification() -> Notification {
    Notification {
        id: Uuid::from_u128(1),
        reference: Some(Uuid::from_u128(2)),
        target: Target {
            provider: Provider::Apns,
            app: "default".to_owned(),
            token: PushToken::new("ab01"),
            environment: Some(Environment::Sandbox),
        },
        deadline_ms: 1_790_000_120_000,
        class: Class::Challenge,
        body: Body::AmPush(AmPush {
            message_id: "AUTHENTICATE:1".to_owned(),
            jwt: "a.b.c".to_owned(),
            alert: "Log in?".to_owned(),
            category: Category::Default,
            top_level_copies: false,
        }),
    }
}

#[test]
fn a_notification_is_written_as_the_specification_says() {
    let written = serde_json::to_value(notification()).unwrap();
    let expected = json!({
        "id": "00000000-0000-0000-0000-000000000001",
        "reference": "00000000-0000-0000-0000-000000000002",
        "target": {"kind": "apns", "app": "default", "address": "ab01", "environment": "sandbox"},
        "deadline_ms": 1_790_000_120_000_i64,
        "class": "challenge",
        "body": {"am_push": {
            "message_id": "AUTHENTICATE:1", "jwt": "a.b.c", "alert": "Log in?", "category": "default",
        }},
    });
    assert_eq!(written, expected);
    assert_eq!(
        serde_json::from_value::<Notification>(written).unwrap(),
        notification()
    );
    let sealed = Notification {
        reference: None,
        body: Body::Sealed(Sealed {
            device: DeviceId::new(Uuid::from_u128(3)),
            bytes: vec![0xff, 0xfe],
        }),
        ..notification()
    };
    let written = serde_json::to_value(&sealed).unwrap();
    assert_eq!(
        written["body"],
        json!({"sealed": {"device": "00000000-0000-0000-0000-000000000003", "bytes": "__4"}})
    );
    assert_eq!(serde_json::from_value::<Notification>(written).unwrap(), sealed);
}

#[test]
fn notifications_with_unknown_or_wrong_members_are_refused() {
    for (pointer, value) in [
        (
            "/target",
            json!({"kind": "apns", "app": "a", "address": "b", "user": "alice"}),
        ),
        ("/target", json!({"kind": "pigeon", "app": "a", "address": "b"})),
        ("/body", json!({"am_push": {}, "sealed": {}})),
        ("/body", json!({"text": {"body": "hello"}})),
        (
            "/body",
            json!({"sealed": {"device": "00000000-0000-0000-0000-000000000003", "bytes": "_/4="}}),
        ),
        ("/body", json!({"web_push": {"content": "__4"}})),
        (
            "/body",
            json!({"web_push": {"content": "_/4=", "authorization": "vapid t=a"}}),
        ),
        ("/class", json!("advertisement")),
        ("/deadline_ms", json!("soon")),
    ] {
        let mut written = serde_json::to_value(notification()).unwrap();
        *written.pointer_mut(pointer).unwrap() = value;
        assert!(
            serde_json::from_value::<Notification>(written.clone()).is_err(),
            "{written}"
        );
    }
}

#[test]
fn an_event_of_tomorrow_does_not_stop_todays_reader() {
    let event = |rest: serde_json::Value| {
        let mut event = json!({"number": 7, "at_ms": 5, "id": Uuid::nil(), "accepted_at_ms": 4});
        let members = rest.as_object().unwrap().clone();
        event.as_object_mut().unwrap().extend(members);
        serde_json::from_value::<Event>(event).unwrap()
    };
    let gone = event(json!({"event": "device_gone", "since_ms": 3}));
    assert_eq!(gone.report, Report::DeviceGone { since_ms: Some(3) });
    let new = event(json!({"event": "displayed", "where": "wrist"}));
    assert_eq!((new.number, new.report), (7, Report::Other));
}

/// A field with its bytes written in the one proper way: the last letter of base64 has bits that mean nothing, and RFC 9651 (4.2.7)
/// asks readers not to mind them.
fn meaning(field: &str) -> String {
    let mut lenient = BASE64.specification();
    lenient.check_trailing_bits = false;
    let lenient = lenient.encoding().unwrap();
    let proper = |part: &str| {
        let bytes = lenient.decode(part.as_bytes());
        bytes.map_or_else(|_| part.to_owned(), |bytes| BASE64.encode(&bytes))
    };
    field.split(':').map(proper).collect::<Vec<_>>().join(":")
}

proptest! {
    /// Whoever changes one letter of what was signed, or of the signature, is refused.
    #[test]
    fn no_changed_field_is_accepted(part in 0..3_usize, at in any::<Index>(), letter in prop::char::range(' ', '~')) {
        let fields = sign(&key(), request(b"{}"), NOW, NONCE);
        let mut parts = [fields.signature_input, fields.signature, fields.content_digest.unwrap()];
        let original = parts[part].clone();
        let mut text: Vec<char> = original.chars().collect();
        let at = at.index(text.len());
        text[at] = letter;
        parts[part] = text.into_iter().collect();
        let changed = parts[part].clone();
        let [signature_input, signature, digest] = parts;
        let fields = SignatureFields { content_digest: Some(digest), signature_input, signature };
        if verify(&fields, request(b"{}")).is_ok() {
            prop_assert_eq!(meaning(&changed), meaning(&original));
        }
    }

    /// Nothing that anybody sends makes the reader panic.
    #[test]
    fn nothing_makes_the_reader_panic(input in ".{0,200}", signature in ".{0,200}", digest in ".{0,80}") {
        if let Ok(claimed) = Claimed::read(&input, &signature) {
            let _ = claimed.verify(&public(), request(b"x"), |_| Some(digest.clone()));
        }
    }

    /// Each request has a signature that verifies for it and for no other.
    #[test]
    fn a_signature_is_good_for_its_own_request_alone(
        method in prop::sample::select(vec!["GET", "POST", "DELETE"]),
        path in "/v1/[a-z0-9/?=&%.-]{0,40}",
        other_path in "/v1/[a-z0-9/?=&%.-]{0,40}",
        body in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let uri = format!("https://relay.example.org{path}");
        let request = SignedRequest { method, target_uri: &uri, body: &body };
        let fields = sign(&key(), request, NOW, NONCE);
        prop_assert!(verify(&fields, request).is_ok());
        let other = format!("https://relay.example.org{other_path}");
        let elsewhere = SignedRequest { target_uri: &other, ..request };
        prop_assert_eq!(verify(&fields, elsewhere).is_ok(), other == uri);
    }
}
