//! Lets users confirm an authenticator that a client enrolled by itself; from then on every client may rely on it.

use countersign_proto::ids::DeviceId;

use super::{
    start_login::{StartLogin, StartedLogin, start_login},
    verify_password::{PasswordCheck, verify_password},
};
use crate::{
    Ctx, FlowError,
    method::push,
    model::{
        ClientId, DeviceRef, DisplayText, FirstFactor, NumberMatching, Purpose, RequestContext, TokenHash,
        User,
    },
    passwords::TypedPassword,
};

/// A device on which only the client that enrolled it relies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unconfirmed {
    /// The device.
    pub device: DeviceRef,
    /// The service that enrolled it, as people know it.
    pub service: String,
}

/// Who wants to confirm which device.
#[derive(Debug)]
pub struct ConfirmAuthenticator {
    /// The name, as typed.
    pub username: String,
    /// The password, as typed.
    pub password: TypedPassword,
    /// The device that the user calls theirs.
    pub device_id: DeviceId,
    /// Where the request comes from.
    pub context: RequestContext,
    /// In a browser that logged this user in before.
    pub known_browser: Option<TokenHash>,
}

/// The user's devices that wait for a confirmation. Nobody without a password can confirm one.
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell.
pub async fn unconfirmed(ctx: &Ctx, user: &User) -> Result<Vec<Unconfirmed>, FlowError> {
    if user.password_hash.is_none() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for holding in ctx.store.holdings(user.id).await? {
        let (Some(device), Some(client)) = (&holding.device, holding.authenticator.unconfirmed_for()) else {
            continue;
        };
        if push::askable(std::slice::from_ref(&holding), client, Purpose::Confirm).is_empty() {
            continue;
        }
        let client = ctx.store.client(client).await?;
        found.push(Unconfirmed {
            device: DeviceRef {
                id: device.id,
                name: device.name.clone(),
            },
            service: client.map(|client| client.name.to_string()).unwrap_or_default(),
        });
    }
    Ok(found)
}

/// The same, for one device.
///
/// # Errors
/// See [`unconfirmed`].
pub async fn unconfirmed_device(
    ctx: &Ctx,
    user: &User,
    device: DeviceId,
) -> Result<Option<Unconfirmed>, FlowError> {
    let found = unconfirmed(ctx, user).await?;
    Ok(found.into_iter().find(|one| one.device.id == device))
}

/// Checks the password and asks the device. Its approval confirms it and is worth nothing else: it logs nobody in.
///
/// # Errors
/// [`FlowError::Invalid`] for a wrong password, [`FlowError::NoUsableAuthenticator`] if the user has no such device
/// that waits for a confirmation; see [`start_login`].
pub async fn confirm_authenticator(
    ctx: &Ctx,
    request: ConfirmAuthenticator,
) -> Result<StartedLogin, FlowError> {
    let check = PasswordCheck {
        client_id: ClientId::own_pages(),
        username: request.username,
        password: request.password,
        address: request.context.ip.map(|ip| ip.to_string()),
        known_browser: request.known_browser,
    };
    let user = verify_password(ctx, check)
        .await?
        .ok_or_else(|| FlowError::Invalid("the password is wrong".to_owned()))?;
    let service = DisplayText::from_stored(ctx.settings.branding.issuer.clone());
    let login = StartLogin {
        purpose: Purpose::Confirm,
        device_id: Some(request.device_id),
        // Proves that the phone lies beside this page, whatever logins of this server ask for.
        number_matching: Some(NumberMatching::Pick),
        first_factor: FirstFactor::Verified,
        context: request.context,
        known_browser: request.known_browser,
        ..StartLogin::from_page(service, user.name.as_str())
    };
    start_login(ctx, &login).await
}
