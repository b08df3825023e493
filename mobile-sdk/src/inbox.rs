//! Reads pushes, and believes only what the account's own key has signed.

use countersign_proto::{
    forgerock::{
        jwt,
        push_claims::{PushClaims, PushKind},
    },
    push::Provider,
};
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::account::{Account, PushAccount};

/// A question that is rightly signed and not too old.
#[derive(Debug, Clone)]
pub struct Question {
    /// The account that is asked.
    pub account: PushAccount,
    /// To be returned with the answer.
    pub message_id: String,
    /// What is asked.
    pub claims: PushClaims,
}

impl Question {
    /// The numbers to offer, if one must be picked.
    pub fn numbers(&self) -> Option<[u8; 3]> {
        self.claims
            .numbers
            .filter(|_| self.claims.kind == PushKind::Challenge)
    }
}

/// Why a push is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// It is not a push of this protocol.
    #[error("it is not a push that we know")]
    Unknown,
    /// It names no account of this phone.
    #[error("it is for no account of this phone")]
    NoAccount,
    /// The account's key did not sign it.
    #[error("it is not signed by the account's server")]
    Signature,
    /// A claim is missing or malformed.
    #[error("it is malformed")]
    Malformed,
    /// Its time is up.
    #[error("its time is up")]
    Expired,
}

/// Reads what `provider` delivered at `now_ms`.
///
/// # Errors
/// [`PushError`]; nothing must then be shown or kept.
pub fn read_push(
    provider: Provider,
    payload: &[u8],
    accounts: &[Account],
    now_ms: i64,
) -> Result<Question, PushError> {
    let (compact, message_id) = parts(provider, payload).ok_or(PushError::Unknown)?;
    let uid = named_account(&compact).ok_or(PushError::Malformed)?;
    let account = accounts
        .iter()
        .find_map(|account| match account {
            Account::Push(push) if push.mechanism_uid == uid => Some(push),
            _ => None,
        })
        .ok_or(PushError::NoAccount)?;
    let claims = jwt::verify(&account.secret, &compact).map_err(|_| PushError::Signature)?;
    let delivered = match provider {
        Provider::Apns => json!({"aps": {"data": compact, "messageId": message_id}}),
        Provider::Fcm | Provider::Webpush | Provider::Sms | Provider::Voice => {
            json!({"message": compact, "messageId": message_id})
        }
    };
    account
        .generation
        .receive(&delivered, &account.secret, &account.mechanism_uid)
        .map_err(|_| PushError::Malformed)?;
    let claims = PushClaims::from_claims(&claims).map_err(|_| PushError::Malformed)?;
    let ttl_ms = i64::try_from(claims.ttl_secs)
        .unwrap_or(i64::MAX)
        .saturating_mul(1000);
    if now_ms > claims.created_at_ms.saturating_add(ttl_ms) {
        return Err(PushError::Expired);
    }
    Ok(Question {
        account: account.clone(),
        message_id,
        claims,
    })
}

fn parts(provider: Provider, payload: &[u8]) -> Option<(String, String)> {
    let payload: Value = serde_json::from_slice(payload).ok()?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match provider {
        Provider::Apns => Some((
            text(&payload["aps"]["data"])?,
            text(&payload["aps"]["messageId"])?,
        )),
        Provider::Fcm => Some((text(&payload["message"])?, text(&payload["messageId"])?)),
        // Browsers speak the native protocol, and telephones none.
        Provider::Webpush | Provider::Sms | Provider::Voice => None,
    }
}

/// The account that an unverified push names: used for nothing but to find the key that must have signed it.
fn named_account(compact: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        u: String,
    }
    let claims = BASE64URL_NOPAD
        .decode(compact.split('.').nth(1)?.as_bytes())
        .ok()?;
    serde_json::from_slice::<Named>(&claims).ok().map(|named| named.u)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Generation;
    use countersign_proto::{
        forgerock::uri::Policies,
        keys::{ChallengeNonce, SharedSecret},
    };

    fn account(key: u8) -> PushAccount {
        PushAccount {
            issuer: "Acme".to_owned(),
            name: "alice".to_owned(),
            generation: Generation::FrAndroid,
            user_name: None,
            cookie: None,
            mechanism_uid: "uid".to_owned(),
            endpoint: "https://mfa.example.com".to_owned(),
            policies: Policies::default(),
            secret: SharedSecret::from_bytes([key; 32]),
        }
    }

    fn push(key: u8) -> Vec<u8> {
        let claims = PushClaims {
            mechanism_uid: "uid".to_owned(),
            challenge: ChallengeNonce::from_bytes([1; 32]),
            ttl_secs: 120,
            created_at_ms: 1_000_000,
            message: "Log in?".to_owned(),
            kind: PushKind::Challenge,
            numbers: Some([11, 22, 33]),
            user_name: None,
        };
        let jwt = claims.sign(&SharedSecret::from_bytes([key; 32]));
        json!({"message": jwt, "messageId": "AUTHENTICATE:1"})
            .to_string()
            .into_bytes()
    }

    #[test]
    fn a_push_is_believed_only_from_the_accounts_own_server() {
        let accounts = [Account::Push(account(1))];
        let question = read_push(Provider::Fcm, &push(1), &accounts, 1_060_000).unwrap();
        assert_eq!(question.numbers(), Some([11, 22, 33]));
        let forged = read_push(Provider::Fcm, &push(2), &accounts, 1_060_000);
        assert_eq!(forged.unwrap_err(), PushError::Signature);
        let foreign = read_push(Provider::Fcm, &push(1), &[], 1_060_000);
        assert_eq!(foreign.unwrap_err(), PushError::NoAccount);
        let late = read_push(Provider::Fcm, &push(1), &accounts, 1_120_001);
        assert_eq!(late.unwrap_err(), PushError::Expired);
        assert_eq!(
            read_push(Provider::Apns, &push(1), &accounts, 0).unwrap_err(),
            PushError::Unknown
        );
    }
}
