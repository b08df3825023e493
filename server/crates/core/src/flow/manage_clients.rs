//! Adds, rotates, suspends and deletes relying parties.

use url::Url;

use super::{
    ATTEMPTS, ended,
    suspend::{self, Because},
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, BearerToken, Client, ClientId, ClientState, DisplayText, NumberMatching, Role,
        Scopes, Version,
    },
    port::{Commit, UnitOfWork},
};

/// A client to be added.
#[derive(Debug)]
pub struct NewClient {
    /// The service name that people see.
    pub name: DisplayText,
    /// What it may do.
    pub scopes: Scopes,
    /// What it does for operators, if that is what it is for.
    pub role: Option<Role>,
    /// Web origins whose pages may read login events.
    pub origins: Vec<String>,
    /// Where a person may be sent back to.
    pub redirect_uris: Vec<String>,
    /// Number matching of its logins.
    pub number_matching: Option<NumberMatching>,
    /// Where it is told that somebody has logged out.
    pub logout_uri: Option<String>,
}

/// A client with a secret that nobody will see again.
#[derive(Debug)]
pub struct NewSecret {
    /// The client.
    pub client: Client,
    /// Its secret.
    pub secret: BearerToken,
}

/// Adds a client.
///
/// # Errors
/// [`FlowError::Invalid`] for an origin or URI that no browser would send, and for a role beside anything of a service.
pub async fn add_client(ctx: &Ctx, new: NewClient) -> Result<NewSecret, FlowError> {
    check_role(&new)?;
    new.origins.iter().try_for_each(|origin| check_origin(origin))?;
    new.redirect_uris.iter().try_for_each(|uri| check_redirect(uri))?;
    new.logout_uri.iter().try_for_each(|uri| check_logout(uri))?;
    let secret = BearerToken::generate(&*ctx.entropy);
    let now = ctx.clock.now();
    let client = Client {
        id: ClientId::new(ctx.entropy.uuid().to_string()),
        name: new.name,
        scopes: new.scopes,
        role: new.role,
        origins: new.origins,
        redirect_uris: new.redirect_uris,
        number_matching: new.number_matching,
        logout_uri: new.logout_uri,
        state: ClientState::Active,
        secret: secret.hash(),
        created_at: now,
        version: Version::FIRST,
    };
    let audit = Audit {
        reason: client.role.map(|role| role.as_str().to_owned()),
        ..Audit::new(AuditEvent::ClientAdded, now).client(&client.id)
    };
    match ctx
        .store
        .commit(UnitOfWork::new("add_client").put(client.clone()).record(audit))
        .await?
    {
        Commit::Committed => Ok(NewSecret { client, secret }),
        Commit::Conflict => Err(FlowError::Contended),
    }
}

/// Gives a client another secret; the old one ends at once.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such client.
pub async fn rotate_client(ctx: &Ctx, id: &ClientId) -> Result<NewSecret, FlowError> {
    for _ in 0..ATTEMPTS {
        let secret = BearerToken::generate(&*ctx.entropy);
        let client = find_client(ctx, id).await?.rotated(&secret);
        let audit = Audit::new(AuditEvent::ClientRotated, ctx.clock.now()).client(id);
        let unit = UnitOfWork::new("rotate_client").put(client.clone()).record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(NewSecret { client, secret });
        }
    }
    Err(FlowError::Contended)
}

/// Has a client be told of logouts at this address, or no longer.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such client, [`FlowError::Invalid`] for an address that is not called.
pub async fn set_logout_uri(ctx: &Ctx, id: &ClientId, uri: Option<String>) -> Result<Client, FlowError> {
    uri.iter().try_for_each(|uri| check_logout(uri))?;
    for _ in 0..ATTEMPTS {
        let client = find_client(ctx, id).await?;
        if client.role.is_some() && uri.is_some() {
            return Err(FlowError::Invalid(
                "nobody logs in for a client with a role".to_owned(),
            ));
        }
        let client = client.told_at(uri.clone());
        let audit = Audit::new(AuditEvent::ClientLogoutUriSet, ctx.clock.now()).client(id);
        let unit = UnitOfWork::new("set_logout_uri")
            .put(client.clone())
            .record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(client);
        }
    }
    Err(FlowError::Contended)
}

/// Closes a client: it succeeds through no door, and its pending logins end (R4, R13).
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such client.
pub async fn suspend_client(ctx: &Ctx, id: &ClientId) -> Result<Client, FlowError> {
    for _ in 0..ATTEMPTS {
        let client = find_client(ctx, id).await?;
        if client.state == ClientState::Suspended {
            return Ok(client);
        }
        let now = ctx.clock.now();
        let client = client.in_state(ClientState::Suspended);
        let unit = UnitOfWork::new("suspend_client")
            .put(client.clone())
            .record(Audit::new(AuditEvent::ClientSuspended, now).client(id));
        let pending = ctx.store.pending_logins_of_client(id).await?;
        let (unit, ended) = suspend::end_logins(unit, pending, Because::Suspended, now);
        if ctx.store.commit(unit).await? == Commit::Committed {
            ended::announce(ctx, &ended, now);
            return Ok(client);
        }
    }
    Err(FlowError::Contended)
}

/// Removes a client.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such client.
pub async fn delete_client(ctx: &Ctx, id: &ClientId) -> Result<Client, FlowError> {
    let client = suspend_client(ctx, id).await?;
    let audit = Audit::new(AuditEvent::ClientDeleted, ctx.clock.now()).client(id);
    match ctx
        .store
        .commit(
            UnitOfWork::new("delete_client")
                .remove_client(&client)
                .record(audit),
        )
        .await?
    {
        Commit::Committed => Ok(client),
        Commit::Conflict => Err(FlowError::Contended),
    }
}

async fn find_client(ctx: &Ctx, id: &ClientId) -> Result<Client, FlowError> {
    ctx.store.client(id).await?.ok_or(FlowError::NotFound)
}

/// A client logs people in, or works for operators: whoever steals the secret of a service acts on no account by it.
fn check_role(new: &NewClient) -> Result<(), FlowError> {
    let is_service = new.scopes.iter().next().is_some()
        || !new.origins.is_empty()
        || !new.redirect_uris.is_empty()
        || new.number_matching.is_some()
        || new.logout_uri.is_some();
    if new.role.is_some() && is_service {
        return Err(FlowError::Invalid(
            "a client with a role works for operators alone: it has no scopes, addresses or number matching"
                .to_owned(),
        ));
    }
    Ok(())
}

fn check_origin(origin: &str) -> Result<(), FlowError> {
    let is_origin = Url::parse(origin).is_ok_and(|url| {
        matches!(url.scheme(), "https" | "http") && url.origin().ascii_serialization() == origin
    });
    if is_origin {
        Ok(())
    } else {
        Err(FlowError::Invalid(format!(
            "origin {origin:?} is not scheme://host[:port]"
        )))
    }
}

fn check_redirect(uri: &str) -> Result<(), FlowError> {
    let usable = Url::parse(uri).is_ok_and(|url| url.fragment().is_none() && !url.cannot_be_a_base());
    if usable {
        Ok(())
    } else {
        Err(FlowError::Invalid(format!(
            "redirect URI {uri:?} is not absolute without fragment"
        )))
    }
}

/// Longest address at which a client is told of logouts, in bytes.
const LONGEST_URI: usize = 2000;

/// Whom the address stands for is looked at whenever it is called (R16).
fn check_logout(uri: &str) -> Result<(), FlowError> {
    let is_usable = |url: Url| {
        url.scheme() == "https"
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    };
    if uri.len() <= LONGEST_URI && Url::parse(uri).is_ok_and(is_usable) {
        Ok(())
    } else {
        Err(FlowError::Invalid(format!(
            "logout URI {uri:?} is not https without user and fragment"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_told_at_https_addresses_alone() {
        for taken in [
            "https://shop.example.org/logout",
            "https://shop.example.org:8443/out?tenant=1",
        ] {
            assert!(check_logout(taken).is_ok(), "{taken}");
        }
        for refused in [
            "http://shop.example.org/logout",
            "https://shop.example.org/logout#here",
            "https://alice@shop.example.org/logout",
            "https://:secret@shop.example.org/logout",
            "https:",
            "/logout",
            "",
            &format!("https://shop.example.org/{}", "a".repeat(LONGEST_URI)),
        ] {
            assert!(
                matches!(check_logout(refused), Err(FlowError::Invalid(_))),
                "{refused}"
            );
        }
    }
}
