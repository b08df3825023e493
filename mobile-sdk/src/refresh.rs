//! Tells the server a new push address.

use countersign_proto::{forgerock::refresh::RefreshClaims, push::PushToken};

use crate::{
    account::PushAccount,
    enroll::Device,
    transport::{Request, Transport, TransportError},
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
    let speech = account.generation.speech();
    let claims = RefreshClaims {
        device_id: PushToken::new(speech.push_token(device.push_token.expose())),
        device_name: Some(device.name.clone()),
        communication_type: speech.communication_type,
        mechanism_uid: speech
            .names_the_key_in_refresh_claims()
            .then(|| account.mechanism_uid.clone()),
    };
    let jwt = speech.sign(&account.secret, &claims.to_claims());
    let request = Request {
        url: format!("{}?_action=refresh", account.endpoint),
        headers: speech.refresh_headers(account.cookie.as_deref()),
        body: speech.refresh(account, &jwt).to_string(),
        patience: speech.patience,
    };
    let reply = transport.post(request).await?;
    if speech.accepts(&reply) {
        Ok(())
    } else {
        Err(RefreshError::Refused(reply.status))
    }
}
