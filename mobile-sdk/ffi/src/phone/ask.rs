//! Learns what is asked: by asking the server, or from a push.

use std::sync::Arc;

use countersign_mobile_sdk::{self as sdk, Provider, PushError, ambient, native};
use countersign_proto::ids::DeviceId;
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::Value;

use super::Phone;
use crate::{error::PhoneError, kept::Kept, question::Question};

/// What a push means for the app.
#[derive(uniffi::Enum)]
pub enum Push {
    /// It carries a question.
    Carried {
        /// To be shown.
        question: Arc<Question>,
    },
    /// It carries none, because the question is too long for a push.
    Fetch {
        /// Which account to `fetch` it for.
        account_id: String,
    },
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Asks the server for the open questions to a native account, oldest first.
    ///
    /// Fails with `NoAccount`, `WrongKind`, `NotKept`, `Unreachable`, `SetAside`, `Removed`, `Refused` or `Unreadable`.
    pub async fn fetch(&self, account_id: &str) -> Result<Vec<Arc<Question>>, PhoneError> {
        let account = self.native(account_id)?;
        let (to, by) = (&account, &self.transport);
        let send = |moment| native::fetch(to, moment, by);
        let open = self.request(account_id, &account, send).await?;
        let question = |asked| Question::native(account_id, &account, asked);
        Ok(open.into_iter().map(question).collect())
    }

    /// Reads what a push vendor has delivered, as JSON: the whole `userInfo` of APNs, or the data of an FCM message. Nothing
    /// in it is believed that the account's server has not signed, or sealed for this phone. No server is asked.
    ///
    /// Fails with `DroppedPush`, after which nothing must be shown, or `NotKept`.
    pub fn read_push(&self, payload: &str) -> Result<Push, PhoneError> {
        let value: Value = serde_json::from_str(payload).map_err(|_| PushError::Unknown)?;
        let accounts = self.kept.all()?;
        match Sealed::deserialize(&value) {
            Ok(sealed) => self.read_sealed(&sealed, &accounts),
            Err(_) => read_compatible(&value, payload, &accounts),
        }
    }
}

/// A push of the native protocol.
#[derive(Deserialize)]
struct Sealed {
    device: DeviceId,
    sealed: String,
}

impl Phone {
    fn read_sealed(&self, push: &Sealed, accounts: &[Kept]) -> Result<Push, PhoneError> {
        let found = accounts.iter().find_map(|kept| match &kept.account {
            sdk::Account::Native(native) if native.device_id == push.device => {
                Some((kept.id.to_string(), native))
            }
            _ => None,
        });
        let (account_id, account) = found.ok_or(PushError::NoAccount)?;
        let sealed = BASE64URL_NOPAD.decode(push.sealed.as_bytes());
        let sealed = sealed.map_err(|_| PushError::Malformed)?;
        let now_secs = self.times.now_secs(&account.server);
        Ok(match native::read_sealed(account, &sealed, now_secs)? {
            Some(asked) => Push::Carried {
                question: Question::native(&account_id, account, asked),
            },
            None => Push::Fetch { account_id },
        })
    }
}

fn read_compatible(value: &Value, payload: &str, accounts: &[Kept]) -> Result<Push, PhoneError> {
    let provider = if value.get("aps").is_some() {
        Provider::Apns
    } else {
        Provider::Fcm
    };
    let all: Vec<sdk::Account> = accounts.iter().map(|kept| kept.account.clone()).collect();
    let asked = sdk::read_push(provider, payload.as_bytes(), &all, ambient::now_ms())?;
    let is_asked = |kept: &&Kept| match &kept.account {
        sdk::Account::Push(push) => push.mechanism_uid == asked.account.mechanism_uid,
        _ => false,
    };
    let kept = accounts.iter().find(is_asked).ok_or(PushError::NoAccount)?;
    Ok(Push::Carried {
        question: Question::push(kept.id.to_string(), asked),
    })
}
