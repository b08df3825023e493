//! Follows an enrolment code.

use countersign_proto::{
    forgerock::{
        jwt,
        register::{CommunicationType, DeviceRequest, RegisterClaims},
        uri::{OathKind, ScanError, Scanned, ScannedOath, ScannedPush, scan},
    },
    push::PushToken,
    signed,
};
use uuid::Uuid;

use crate::{
    account::{Account, OathAccount, PushAccount},
    transport::{Transport, TransportError},
};

/// The phone, as it introduces itself.
#[derive(Debug, Clone)]
pub struct Device {
    /// What its owner calls it.
    pub name: String,
    /// Who wakes it.
    pub communication_type: CommunicationType,
    /// Its vendor's address of this app.
    pub push_token: PushToken,
    /// Random; the phone's own name for the new key.
    pub mechanism_uid: Uuid,
}

/// Why a code was not followed to its end.
#[derive(Debug, thiserror::Error)]
pub enum EnrollError {
    /// The code is not one that we follow.
    #[error(transparent)]
    Code(#[from] ScanError),
    /// The server was not reached; the same code can be tried again.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server refused.
    #[error("the server refused with status {0}")]
    Refused(u16),
    /// Of a code for both, only the half that needs no server works.
    #[error("codes work, but pushes do not: {reason}")]
    Half {
        /// What works.
        kept: Box<Account>,
        /// Why the other half does not.
        reason: Box<EnrollError>,
    },
}

/// Follows `code`: registers with the server that it names, and keeps one-time passwords, for which no server is asked.
///
/// # Errors
/// [`EnrollError`]; nothing must then be kept but what [`EnrollError::Half`] carries.
pub async fn enroll(
    code: &str,
    device: &Device,
    transport: &dyn Transport,
) -> Result<Vec<Account>, EnrollError> {
    match scan(code)? {
        Scanned::Push(scanned) => Ok(vec![Account::Push(register(scanned, device, transport).await?)]),
        Scanned::Oath(scanned) => Ok(vec![Account::Oath(keep(scanned))]),
        Scanned::Combined(push, oath) => {
            let oath = Account::Oath(keep(oath));
            match register(push, device, transport).await {
                Ok(push) => Ok(vec![Account::Push(push), oath]),
                Err(reason) => Err(EnrollError::Half {
                    kept: Box::new(oath),
                    reason: Box::new(reason),
                }),
            }
        }
    }
}

async fn register(
    scanned: ScannedPush,
    device: &Device,
    transport: &dyn Transport,
) -> Result<PushAccount, EnrollError> {
    let mechanism_uid = device.mechanism_uid.to_string();
    // Each platform writes ids in its own case.
    let mechanism_uid = match device.communication_type {
        CommunicationType::Apns => mechanism_uid.to_uppercase(),
        CommunicationType::Gcm => mechanism_uid,
    };
    let claims = RegisterClaims {
        device_id: device.push_token.clone(),
        device_name: device.name.clone(),
        mechanism_uid: mechanism_uid.clone(),
        communication_type: device.communication_type,
        response: signed::challenge_response(&scanned.secret, &scanned.challenge),
    };
    let request = DeviceRequest {
        message_id: scanned.message_id,
        jwt: jwt::sign(&scanned.secret, &claims.to_claims()),
    };
    let body = serde_json::json!(request).to_string();
    let reply = transport
        .post(&format!("{}?_action=register", scanned.endpoint), body)
        .await?;
    if reply.status != 200 {
        return Err(EnrollError::Refused(reply.status));
    }
    Ok(PushAccount {
        issuer: scanned.issuer,
        name: scanned.account,
        mechanism_uid,
        endpoint: scanned.endpoint,
        secret: scanned.secret,
    })
}

fn keep(scanned: ScannedOath) -> OathAccount {
    let (period_secs, counter) = match scanned.kind {
        OathKind::Totp { period_secs } => (Some(period_secs), None),
        OathKind::Hotp { counter } => (None, Some(counter)),
    };
    OathAccount {
        issuer: scanned.issuer,
        name: scanned.account,
        seed: scanned.secret,
        algorithm: scanned.algorithm.to_string(),
        digits: scanned.digits,
        period_secs,
        counter,
    }
}
