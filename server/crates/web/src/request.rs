//! What doors read from requests: who asks, from where, and what.

mod body;
mod credentials;
mod idempotency;
mod uri;

use std::net::IpAddr;

use axum::extract::FromRequestParts;
pub(crate) use body::{JsonBody, PostedForm};
use countersign_core::{
    FlowError,
    model::{RequestContext, clean},
};
use countersign_service::{address::Peer, problem::Problem};
pub(crate) use credentials::{Credentials, EnrollClient, LoginClient, ManageClient};
use http::{HeaderMap, header::USER_AGENT, request::Parts};
pub(crate) use idempotency::{Requests, UnderWay};
pub(crate) use uri::{InPath, InQuery, LinkToken};

use crate::{problems, state::Doors};

/// Longest self-description of a browser that is kept, in user-perceived characters.
const USER_AGENT_GRAPHEMES: usize = 200;

/// The address of whoever asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address(pub(crate) IpAddr);

impl Address {
    /// Counts one request without credentials from here (R14).
    ///
    /// # Errors
    /// `too-many-requests` once there were too many.
    pub(crate) fn knock(self, doors: &Doors) -> Result<(), Problem> {
        doors
            .throttle()
            .knock(self.0)
            .map_err(|wait| Problem::from(problems::TOO_MANY).retry_after(wait))
    }

    /// What a flow's error is to whoever came from here with a token: one that opens nothing is a guess, which counts.
    pub(crate) fn turn_away(self, doors: &Doors, error: FlowError) -> Problem {
        if matches!(error, FlowError::NotFound)
            && let Err(too_many) = self.knock(doors)
        {
            return too_many;
        }
        problems::from_flow(error)
    }
}

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
        let address = Address::from_request_parts(parts, doors).await?;
        address.knock(doors)?;
        Ok(Self(address.0))
    }
}

/// What a login of our own pages says of where it comes from: the address, and the browser's own words for itself,
/// bounded.
pub(crate) fn request_context(address: IpAddr, headers: &HeaderMap) -> RequestContext {
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    RequestContext {
        ip: Some(address),
        user_agent: agent.map(user_agent),
    }
}

/// What a browser calls itself, fit to be shown (R15).
pub(crate) fn user_agent(text: &str) -> String {
    clean(text, USER_AGENT_GRAPHEMES)
}
