//! Establishes which relying party is calling, and that it may do what it asks (R4, R11).

use crate::{
    Ctx,
    model::{BearerToken, Client, ClientId, ClientState, Scope},
    port::StoreError,
};

/// Why a caller is turned away.
#[derive(Debug, thiserror::Error)]
pub enum ClientRefusal {
    /// Unknown, suspended, or the wrong secret: not told apart.
    #[error("the client is unknown or its secret is wrong")]
    Invalid,
    /// It is who it says, but may not do this.
    #[error("the client lacks the scope {}", .0.as_str())]
    MissingScope(Scope),
    /// Nobody can tell (R18).
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The client with this id and secret, if it may do what `scope` allows.
///
/// # Errors
/// [`ClientRefusal`]; an unknown id takes the same work as a wrong secret.
pub async fn authenticate_client(
    ctx: &Ctx,
    id: &ClientId,
    secret: &BearerToken,
    scope: Scope,
) -> Result<Client, ClientRefusal> {
    let client = known_client(ctx, id, secret).await?;
    if !client.scopes.allow(scope) {
        return Err(ClientRefusal::MissingScope(scope));
    }
    Ok(client)
}

/// The client with this id and secret, whatever it may do.
///
/// # Errors
/// [`ClientRefusal`]; an unknown id takes the same work as a wrong secret.
pub(super) async fn known_client(
    ctx: &Ctx,
    id: &ClientId,
    secret: &BearerToken,
) -> Result<Client, ClientRefusal> {
    let Some(client) = ctx.store.client(id).await? else {
        let _ = secret.hash();
        return Err(ClientRefusal::Invalid);
    };
    if !client.knows(secret) || client.state != ClientState::Active {
        return Err(ClientRefusal::Invalid);
    }
    Ok(client)
}
