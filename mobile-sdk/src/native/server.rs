//! Requests to the server, signed for the moment in which they are sent.

use std::time::Duration;

use countersign_proto::native::{
    address::Address,
    app::App,
    request::{NewAddress, Request as Proof, Transfer, Withdrawal},
    statement::{self, Statement},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use uuid::Uuid;

use super::{NativeAccount, removal};
use crate::transport::{Reply, Request, Transport, TransportError};

/// How long a reply may take that nobody has to wait for.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);

/// Time and chance for one request.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Seconds since the Unix epoch, by the phone's clock.
    pub now_secs: i64,
    /// Random.
    pub nonce: Uuid,
}

/// Why a request of a native phone did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum NativeError {
    /// The server was not reached; the same can be tried again.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The phone's clock is wrong: this is the server's time, in seconds since the Unix epoch.
    #[error("the phone's clock is wrong: it is {0} at the server")]
    Clock(i64),
    /// The server has removed this phone from the account, for good, and has signed that: when it said so, in seconds since the
    /// Unix epoch. The account can be forgotten.
    #[error("the server has removed this phone from the account")]
    Removed(i64),
    /// The server refused: the link was used, the device was set aside, or what was answered is over. Whatever stands between may
    /// have said so, too.
    #[error("the server refused with status {0}")]
    Refused(u16),
    /// The server's answer cannot be read.
    #[error("the server's answer cannot be read")]
    Unreadable,
}

/// `PATIENCE` for a request that reads `path`.
pub(super) fn reading(account: &NativeAccount, path: &str, query: &str, moment: Moment) -> Request {
    let proof = Proof {
        iss: account.device_id,
        aud: account.server.clone(),
        iat: moment.now_secs,
        jti: moment.nonce.simple().to_string(),
        htm: "GET".to_owned(),
        htu: path.to_owned(),
    };
    let proof = statement::sign(&account.signing_key, &proof);
    Request {
        url: format!("{}{path}{query}", account.server),
        headers: vec![("authorization", format!("Countersign {proof}"))],
        body: String::new(),
        patience: PATIENCE,
    }
}

pub(super) fn posting(server: &str, path: &str, compact: &str) -> Request {
    Request {
        url: format!("{server}{path}"),
        headers: vec![("content-type", "application/json".to_owned())],
        body: json!({"jwt": compact}).to_string(),
        patience: PATIENCE,
    }
}

/// What a reply about an account says, if it is a success. See [`read_reply`].
pub(super) fn read<T: DeserializeOwned>(
    account: &NativeAccount,
    reply: &Reply,
    now_secs: i64,
) -> Result<T, NativeError> {
    if reply.status == 410
        && let Some(at_secs) = removal::proven(account, &reply.body)
    {
        return Err(NativeError::Removed(at_secs));
    }
    read_reply(reply, now_secs)
}

/// What a reply says, if it is a success. `now_secs` tells a wrong clock from other refusals.
pub(super) fn read_reply<T: DeserializeOwned>(reply: &Reply, now_secs: i64) -> Result<T, NativeError> {
    #[derive(Deserialize)]
    struct Refusal {
        server_time: i64,
    }
    if matches!(reply.status, 200 | 201) {
        return serde_json::from_str(&reply.body).map_err(|_| NativeError::Unreadable);
    }
    let refusal: Option<Refusal> = serde_json::from_str(&reply.body).ok();
    match refusal {
        Some(refusal) if reply.status == 401 && refusal.server_time.abs_diff(now_secs) > 60 => {
            Err(NativeError::Clock(refusal.server_time))
        }
        _ => Err(NativeError::Refused(reply.status)),
    }
}

async fn state<S: Statement, T: DeserializeOwned>(
    account: &NativeAccount,
    path: &str,
    statement: &S,
    now_secs: i64,
    transport: &dyn Transport,
) -> Result<T, NativeError> {
    let compact = statement::sign(&account.signing_key, statement);
    let reply = transport.post(posting(&account.server, path, &compact)).await?;
    read(account, &reply, now_secs)
}

/// Tells the server where pushes reach this phone, nothing if it asks for its questions; and which app it is by now.
///
/// # Errors
/// [`NativeError`].
pub async fn change_address(
    account: &NativeAccount,
    address: Option<Address>,
    app: App,
    moment: Moment,
    transport: &dyn Transport,
) -> Result<(), NativeError> {
    let statement = NewAddress {
        iss: account.device_id,
        aud: account.server.clone(),
        iat: moment.now_secs,
        jti: moment.nonce.simple().to_string(),
        address,
        app: Some(app),
    };
    state(
        account,
        "/device/v1/addresses",
        &statement,
        moment.now_secs,
        transport,
    )
    .await
    .map(|_: serde_json::Value| ())
}

/// Opens the way to another phone: returns the link that it follows to take this one's place.
///
/// # Errors
/// [`NativeError`].
pub async fn transfer(
    account: &NativeAccount,
    moment: Moment,
    transport: &dyn Transport,
) -> Result<String, NativeError> {
    #[derive(Deserialize)]
    struct Opened {
        link: String,
    }
    let statement = Transfer {
        iss: account.device_id,
        aud: account.server.clone(),
        iat: moment.now_secs,
        jti: moment.nonce.simple().to_string(),
    };
    state(
        account,
        "/device/v1/transfers",
        &statement,
        moment.now_secs,
        transport,
    )
    .await
    .map(|opened: Opened| opened.link)
}

/// Says that this phone will answer no more.
///
/// # Errors
/// [`NativeError`].
pub async fn withdraw(
    account: &NativeAccount,
    moment: Moment,
    transport: &dyn Transport,
) -> Result<(), NativeError> {
    let statement = Withdrawal {
        iss: account.device_id,
        aud: account.server.clone(),
        iat: moment.now_secs,
        jti: moment.nonce.simple().to_string(),
    };
    state(
        account,
        "/device/v1/withdrawals",
        &statement,
        moment.now_secs,
        transport,
    )
    .await
    .map(|_: serde_json::Value| ())
}
