//! Tells the server a new push address.

use countersign_proto::forgerock::{
    jwt,
    refresh::{RefreshClaims, RefreshRequest},
};

use crate::{
    account::PushAccount,
    enroll::Device,
    transport::{Transport, TransportError},
};

/// Why a new address was not taken over.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The server was not reached; the same address can be told again.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server refused: the account is gone, or this address was current once before.
    #[error("the server refused with status {0}")]
    Refused(u16),
}

/// Tells the server where the app is reached from now on. Its vendor gives an app another address now and then.
///
/// # Errors
/// [`RefreshError`].
pub async fn refresh(
    account: &PushAccount,
    device: &Device,
    transport: &dyn Transport,
) -> Result<(), RefreshError> {
    let claims = RefreshClaims {
        device_id: device.push_token.clone(),
        device_name: Some(device.name.clone()),
        communication_type: device.communication_type,
        mechanism_uid: Some(account.mechanism_uid.clone()),
    };
    let request = RefreshRequest {
        mechanism_uid: account.mechanism_uid.clone(),
        username: None,
        user_id: None,
        jwt: jwt::sign(&account.secret, &claims.to_claims()),
    };
    let url = format!("{}?_action=refresh", account.endpoint);
    let reply = transport
        .post(&url, serde_json::json!(request).to_string())
        .await?;
    if reply.status == 200 {
        Ok(())
    } else {
        Err(RefreshError::Refused(reply.status))
    }
}
