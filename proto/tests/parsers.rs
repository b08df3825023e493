//! Whatever reads what others have written: nothing makes it panic, nothing that was signed is accepted once it was changed,
//! and what is read is written again as it was. `PROPTEST_CASES` says how often.

use countersign_proto::{
    forgerock::{jwt, message_id::MessageId},
    ids::LoginId,
    keys::{DevicePublicKey, PublicJwk, SealingPublicKey, SharedSecret},
    native::{address::Address, link::Link, registration::Registration, request::Request, sealed, statement},
    signed::{AssertionVerifier, sign_assertion},
};
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::native::{self, device, p256, sealing_key, server_key};

const LINK: &str = "https://id.example.org/phone#enroll=00000000-0000-0000-0000-000000000005.BgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgY";
const MESSAGE_ID: &str = "AUTHENTICATE:63ca6f18-7cfb-4198-bcd0-ac5041fbbea01583798229441";
const ADDRESS: &str =
    r#"{"provider":"webpush","endpoint":"https://push.example.org/1","p256dh":"BAAA","auth":"AAAA"}"#;

fn secret() -> SharedSecret {
    SharedSecret::from_bytes([3; 32])
}

fn request() -> String {
    statement::sign(&p256(), &native::request())
}

fn registration() -> String {
    native::registration().sign(&p256())
}

fn jwks() -> Value {
    json!({"keys": [server_key().to_jwk()]})
}

/// A text with some letters replaced, taken out and put in, or cut off.
fn changed(sample: String) -> impl Strategy<Value = String> {
    let edit = (any::<Index>(), 0..4_u8, prop::char::range(' ', '~'));
    prop::collection::vec(edit, 1..4).prop_map(move |edits| {
        let mut text: Vec<char> = sample.chars().collect();
        for (at, kind, letter) in edits {
            if text.is_empty() {
                break;
            }
            let at = at.index(text.len());
            match kind {
                0 => text[at] = letter,
                1 => drop(text.remove(at)),
                2 => text.insert(at, letter),
                _ => text.truncate(at),
            }
        }
        text.into_iter().collect()
    })
}

/// Anything at all, or something that is nearly right.
fn hostile(sample: String) -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,120}", changed(sample)]
}

proptest! {
    #[test]
    fn a_compatible_jwt(text in hostile(jwt::sign(&secret(), &json!({"response": "AAAA", "deny": true})))) {
        let intact = jwt::sign(&secret(), &json!({"response": "AAAA", "deny": true}));
        prop_assert!(jwt::verify(&secret(), &text).is_err() || text == intact);
    }

    #[test]
    fn a_statement(text in hostile(request())) {
        let read = statement::verify::<Request>(p256().public(), &text);
        prop_assert!(read.is_err() || text == request());
    }

    #[test]
    fn a_registration(text in hostile(registration())) {
        prop_assert!(Registration::verify(&text).is_err() || text == registration());
    }

    #[test]
    fn an_assertion(text in hostile(sign_assertion(&server_key(), &json!({"sub": "alice"})))) {
        let intact = sign_assertion(&server_key(), &json!({"sub": "alice"}));
        let read = AssertionVerifier::from_jwks(&jwks()).verify(&text);
        prop_assert!(read.is_err() || text == intact);
    }

    #[test]
    fn published_keys(text in hostile(jwks().to_string())) {
        if let Ok(value) = serde_json::from_str(&text) {
            let _ = AssertionVerifier::from_jwks(&value);
        }
    }

    #[test]
    fn a_key(text in hostile(serde_json::to_string(&sealing_key().public().to_jwk()).unwrap())) {
        if let Ok(jwk) = serde_json::from_str::<PublicJwk>(&text) {
            let _ = SealingPublicKey::from_jwk(&jwk);
            if let Ok(key) = DevicePublicKey::from_jwk(&jwk) {
                prop_assert!(DevicePublicKey::from_jwk(&key.to_jwk()).is_ok());
            }
        }
    }

    #[test]
    fn a_sealed_push(edits in prop::collection::vec((any::<Index>(), any::<u8>()), 1..4), length in any::<Index>()) {
        let intact = sealed::seal(&sealing_key().public(), device(), "a.b.c", |bytes| bytes.fill(1)).unwrap();
        let mut bytes = intact.clone();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(1 + length.index(2 * bytes.len()));
        prop_assert!(sealed::open(&sealing_key(), device(), &bytes).is_err() || bytes == intact);
    }

    #[test]
    fn a_link(text in hostile(LINK.to_owned())) {
        if let Ok(link) = text.parse::<Link>() {
            prop_assert_eq!(link.to_string(), text.trim());
        }
    }

    #[test]
    fn a_message_id(text in hostile(MESSAGE_ID.to_owned())) {
        let _ = MessageId::parse(&text);
    }

    #[test]
    fn an_id(text in hostile(LoginId::new(Uuid::from_u128(3)).to_string())) {
        if let Ok(id) = text.parse::<LoginId>() {
            prop_assert_eq!(id.to_string().parse::<LoginId>().unwrap(), id);
        }
    }

    #[test]
    fn an_address(text in hostile(ADDRESS.to_owned())) {
        if let Ok(address) = serde_json::from_str::<Address>(&text) {
            let again = serde_json::to_string(&address).unwrap();
            prop_assert_eq!(serde_json::from_str::<Address>(&again).unwrap(), address);
        }
    }
}
