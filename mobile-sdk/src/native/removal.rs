//! That the server has removed this phone from an account: believed with proof alone, since whatever stands between the two can
//! refuse as well.

use countersign_proto::{
    native::{
        removal::{Removal, Removed},
        statement,
    },
    signed::ServerKeys,
};

use super::NativeAccount;

/// When the account's server said that it has removed this phone, in seconds since the Unix epoch; nothing if `json` is anything else.
pub(super) fn proven(account: &NativeAccount, json: &str) -> Option<i64> {
    let told: Removed = serde_json::from_str(json).ok()?;
    let keys = ServerKeys::from_jwks(&account.server_keys);
    let removal: Removal = statement::verify(&keys, &told.removal).ok()?;
    (removal.iss == account.server && removal.aud == account.device_id).then_some(removal.iat)
}

#[cfg(test)]
mod tests {
    use countersign_proto::{
        ids::DeviceId,
        keys::{DeviceKey, SealingKey, ServerKey},
    };
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    const SERVER: &str = "https://id.example.org";

    fn account() -> NativeAccount {
        NativeAccount {
            issuer: "Example".to_owned(),
            name: "alice".to_owned(),
            server: SERVER.to_owned(),
            device_id: DeviceId::new(Uuid::from_u128(1)),
            signing_key: DeviceKey::p256(&[7; 32]).unwrap(),
            sealing_key: SealingKey::from_bytes(&[10; 32]).unwrap(),
            server_keys: vec![ServerKey::from_seed(&[9; 32]).to_jwk()],
        }
    }

    fn told(seed: u8, server: &str, device: u128) -> Option<i64> {
        let removal = Removal {
            iss: server.to_owned(),
            aud: DeviceId::new(Uuid::from_u128(device)),
            iat: 1_790_000_000,
        };
        let removal = statement::sign(&ServerKey::from_seed(&[seed; 32]), &removal);
        proven(
            &account(),
            &json!({"status": 410, "removal": removal}).to_string(),
        )
    }

    #[test]
    fn only_the_accounts_server_removes_only_this_phone() {
        assert_eq!(told(9, SERVER, 1), Some(1_790_000_000));
        assert_eq!(told(8, SERVER, 1), None, "another key");
        assert_eq!(told(9, SERVER, 2), None, "another phone");
        assert_eq!(told(9, "https://id.example.com", 1), None, "another server");
        for json in [r#"{"status": 410}"#, r#"{"removal": "a.b.c"}"#, "<html>", ""] {
            assert_eq!(proven(&account(), json), None, "{json}");
        }
    }
}
