//! Questions to a native phone, however they came: believed only if its server has signed them for it, and while they last.

use countersign_proto::{
    native::{challenge::Challenge, sealed, statement},
    signed::ServerKeys,
};
use serde::Deserialize;

use super::{
    NativeAccount,
    server::{Moment, NativeError, read, reading},
};
use crate::{inbox::PushError, transport::Transport};

/// A question that is rightly signed, for this phone, and not too old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NativeQuestion {
    /// What is asked.
    pub challenge: Challenge,
    /// The bytes that were signed: the answer says that they were shown.
    pub compact: String,
}

impl NativeQuestion {
    /// Reads a challenge.
    ///
    /// # Errors
    /// [`PushError`]; nothing must then be shown.
    pub fn read(account: &NativeAccount, compact: &str, now_secs: i64) -> Result<Self, PushError> {
        let keys = ServerKeys::from_jwks(&account.server_keys);
        let challenge: Challenge = statement::verify(&keys, compact).map_err(|_| PushError::Signature)?;
        if challenge.aud != account.device_id || challenge.iss != account.server {
            return Err(PushError::NoAccount);
        }
        if now_secs >= challenge.exp {
            return Err(PushError::Expired);
        }
        Ok(Self {
            challenge,
            compact: compact.to_owned(),
        })
    }
}

/// What the server hands out.
#[derive(Deserialize)]
pub(super) struct Open {
    challenges: Vec<String>,
}

impl Open {
    /// The questions among them that can be believed.
    pub(super) fn questions(&self, account: &NativeAccount, now_secs: i64) -> Vec<NativeQuestion> {
        let read = |compact: &String| NativeQuestion::read(account, compact, now_secs).ok();
        self.challenges.iter().filter_map(read).collect()
    }
}

/// Asks the server for the open questions to this phone, oldest first.
///
/// # Errors
/// [`NativeError`].
pub async fn fetch(
    account: &NativeAccount,
    moment: Moment,
    transport: &dyn Transport,
) -> Result<Vec<NativeQuestion>, NativeError> {
    let request = reading(account, "/device/v1/challenges", "", moment);
    let reply = transport.get(request).await?;
    let open: Open = read(account, &reply, moment.now_secs)?;
    Ok(open.questions(account, moment.now_secs))
}

/// Reads a push. Nothing in it means that the question was too long for it: then the phone has to [`fetch`].
///
/// # Errors
/// [`PushError`]; nothing must then be shown.
pub fn read_sealed(
    account: &NativeAccount,
    sealed: &[u8],
    now_secs: i64,
) -> Result<Option<NativeQuestion>, PushError> {
    let carried =
        sealed::open(&account.sealing_key, account.device_id, sealed).map_err(|_| PushError::Signature)?;
    let read = |compact: String| NativeQuestion::read(account, &compact, now_secs);
    carried.challenge.map(read).transpose()
}
