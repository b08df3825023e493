//! Follows an enrolment's link.

use countersign_proto::{
    keys::{DeviceKey, SealingKey},
    native::{
        account::Account as Told,
        address::Address,
        app::App,
        link::{Action, Link, NoLink},
        registration::{Platform, Registration},
    },
};

use super::{
    NativeAccount,
    server::{NativeError, posting, read_reply},
};
use crate::{
    account::Account, condition::Condition, enroll::EnrollError, generation::Generation, transport::Transport,
};

/// The phone, as it introduces itself, with keys that were made for this account.
#[derive(Debug, Clone)]
pub struct NewPhone {
    /// What its owner calls it.
    pub name: String,
    /// What kind of device it is.
    pub platform: Platform,
    /// What its app says of itself.
    pub app: App,
    /// Signs; P-256.
    pub signing_key: DeviceKey,
    /// Opens pushes.
    pub sealing_key: SealingKey,
    /// Where pushes reach it; nothing, if it asks for its questions.
    pub address: Option<Address>,
}

/// Follows `link`: registers with the server that it names. One-time passwords may come along.
///
/// # Errors
/// [`EnrollError`]; nothing must then be kept.
pub async fn enroll(
    link: &Link,
    phone: &NewPhone,
    now_secs: i64,
    transport: &dyn Transport,
) -> Result<Vec<Account>, EnrollError> {
    let Action::Enroll { enrollment, code } = &link.action else {
        return Err(EnrollError::Link(NoLink));
    };
    let registration = Registration {
        aud: link.server.clone(),
        iat: now_secs,
        enrollment: *enrollment,
        code: *code,
        name: phone.name.clone(),
        platform: phone.platform,
        sealing_key: phone.sealing_key.public().to_jwk(),
        address: phone.address.clone(),
        app: Some(phone.app.clone()),
    };
    let compact = registration.sign(&phone.signing_key);
    let request = posting(&link.server, "/device/v1/registrations", &compact);
    let reply = transport.post(request).await?;
    let told: Told = read_reply(&reply, now_secs).map_err(|error| match error {
        NativeError::Refused(status) => EnrollError::Refused(status),
        NativeError::Transport(error) => EnrollError::Transport(error),
        NativeError::Clock(_) | NativeError::Removed(_) | NativeError::Unreadable => {
            EnrollError::Refused(reply.status)
        }
    })?;
    let mut accounts = vec![Account::Native(NativeAccount {
        issuer: told.issuer,
        name: told.account,
        server: link.server.clone(),
        device_id: told.device_id,
        signing_key: phone.signing_key.clone(),
        sealing_key: phone.sealing_key.clone(),
        server_keys: told.server_keys,
    })];
    if let Some(code) = told.otpauth {
        accounts.extend(crate::enroll::keep_codes(
            &code,
            Generation::default(),
            Condition::SOUND,
        )?);
    }
    Ok(accounts)
}
