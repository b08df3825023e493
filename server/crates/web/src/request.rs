//! What doors read from requests: who asks, from where, and what.

use std::net::IpAddr;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
};
use countersign_core::{
    flow::authenticate_client::{ClientRefusal, authenticate_client},
    model::{BearerToken, Client, ClientId, IdempotencyKey, RequestContext, Scope, clean},
};
use countersign_service::{address::Peer, problem::Problem};
use data_encoding::BASE64;
use http::{
    HeaderMap,
    header::{AUTHORIZATION, USER_AGENT},
    request::Parts,
};
use serde::de::DeserializeOwned;

use crate::{problems, state::Doors};

/// The address of whoever asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address(pub(crate) IpAddr);

impl FromRequestParts<Doors> for Address {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        let peer = parts.extensions.get::<Peer>().ok_or(problems::INTERNAL)?;
        Ok(Self(doors.client_address(peer.0.ip(), &parts.headers)))
    }
}

/// An address that has not knocked too often. Doors without credentials ask for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visitor(pub(crate) IpAddr);

impl FromRequestParts<Doors> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        let Address(address) = Address::from_request_parts(parts, doors).await?;
        knock(doors, address)?;
        Ok(Self(address))
    }
}

pub(crate) fn knock(doors: &Doors, address: IpAddr) -> Result<(), Problem> {
    doors
        .throttle()
        .knock(address)
        .map_err(|wait| Problem::from(problems::TOO_MANY).retry_after(wait))
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
            knock(doors, from.0)?;
        }
        Err(problems::from_client(&refusal))
    }
}

impl<S: Sync> FromRequestParts<S> for Credentials {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::read(&parts.headers))
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

/// A JSON body with its exact bytes. An empty body reads as `{}`.
#[derive(Debug)]
pub(crate) struct JsonBody<T> {
    pub(crate) value: T,
    bytes: Bytes,
    key: Option<String>,
    route: String,
}

impl<T> JsonBody<T> {
    /// The request's `Idempotency-Key`, if it has one.
    pub(crate) fn idempotency(&self, client: &ClientId) -> Option<IdempotencyKey> {
        self.key
            .as_deref()
            .map(|key| IdempotencyKey::new(client, &self.route, key, &self.bytes))
    }
}

impl<T: DeserializeOwned> FromRequest<Doors> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, doors: &Doors) -> Result<Self, Problem> {
        let route = format!("{} {}", request.method(), request.uri().path());
        let key = match request.headers().get("idempotency-key") {
            None => None,
            Some(key) if (1..=200).contains(&key.len()) => key.to_str().ok().map(str::to_owned),
            Some(_) => {
                return Err(Problem::from(problems::INVALID_REQUEST)
                    .because("Idempotency-Key has 1 to 200 characters"));
            }
        };
        let bytes = Bytes::from_request(request, doors)
            .await
            .map_err(|_| problems::TOO_LARGE)?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let value = serde_json::from_slice(text).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => {
                Problem::from(problems::INVALID_REQUEST).because(error.to_string())
            }
            _ => Problem::from(problems::MALFORMED).because("the body is not JSON"),
        })?;
        Ok(Self {
            value,
            bytes,
            key,
            route,
        })
    }
}

/// What a login of our own pages says of where it comes from: the address, and the browser's own words for itself,
/// bounded.
pub(crate) fn request_context(address: IpAddr, headers: &HeaderMap) -> RequestContext {
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    RequestContext {
        ip: Some(address),
        user_agent: agent.map(|text| clean(text, 200)),
    }
}
