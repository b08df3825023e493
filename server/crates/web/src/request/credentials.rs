//! Which client asks. These extractors stand before all others that can fail: whoever has no credentials learns nothing of
//! what else is wrong.

use axum::extract::FromRequestParts;
use countersign_core::{
    flow::authenticate_client::{ClientRefusal, authenticate_client},
    model::{BearerToken, Client, ClientId, Scope},
};
use countersign_service::problem::Problem;
use data_encoding::BASE64;
use http::{HeaderMap, header::AUTHORIZATION, request::Parts};

use super::Address;
use crate::{problems, state::Doors};

macro_rules! clients {
    ($($(#[$doc:meta])* $name:ident($scope:ident);)+) => {$(
        $(#[$doc])*
        pub(crate) struct $name(pub(crate) Client);

        impl FromRequestParts<Doors> for $name {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
                let from = Address::from_request_parts(parts, doors).await?;
                let credentials = Credentials::read(&parts.headers);
                credentials.client(doors, from, Scope::$scope).await.map(Self)
            }
        }
    )+};
}

clients! {
    /// A client that may start logins.
    LoginClient(Login);
    /// A client that may ask for enrolments.
    EnrollClient(Enroll);
    /// A client that may manage authenticators.
    ManageClient(Manage);
}

/// Credentials, not yet checked.
#[derive(Debug, Clone)]
pub(crate) enum Credentials {
    /// `Authorization: Basic`.
    Client(ClientId, BearerToken),
    /// `Authorization: Bearer`.
    Bearer(BearerToken),
    /// None that we understand.
    None,
}

impl Credentials {
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let Some(header) = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()) else {
            return Self::None;
        };
        let Some((scheme, value)) = header.split_once(' ') else {
            return Self::None;
        };
        match scheme.to_ascii_lowercase().as_str() {
            "basic" => basic(value.trim()).unwrap_or(Self::None),
            "bearer" => Self::Bearer(BearerToken::presented(value.trim())),
            _ => Self::None,
        }
    }

    /// The client behind the credentials, if it may do what `scope` allows. Wrong guesses count against the address.
    pub(crate) async fn client(&self, doors: &Doors, from: Address, scope: Scope) -> Result<Client, Problem> {
        let refusal = match self {
            Self::Client(id, secret) => match authenticate_client(doors.ctx(), id, secret, scope).await {
                Ok(client) => return Ok(client),
                Err(refusal) => refusal,
            },
            Self::Bearer(_) | Self::None => ClientRefusal::Invalid,
        };
        if matches!(refusal, ClientRefusal::Invalid) {
            from.knock(doors)?;
        }
        Err(problems::from_client(&refusal))
    }
}

fn basic(value: &str) -> Option<Credentials> {
    let decoded = String::from_utf8(BASE64.decode(value.as_bytes()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some(Credentials::Client(
        ClientId::new(id),
        BearerToken::presented(secret),
    ))
}
