//! Which program asks, and in which role.

use axum::extract::FromRequestParts;
use countersign_core::{
    FlowError,
    flow::operate::{Badge, Operating, OperatorRefusal, operating},
    model::{BearerToken, ClientId},
};
use countersign_service::problem::Problem;
use http::request::Parts;

use crate::{
    problems,
    request::{Address, Credentials},
    state::Doors,
};

/// A program whose client was given a role. Stands before everything else that can fail, as [`crate::request::LoginClient`] does.
pub(super) struct Caller {
    id: ClientId,
    secret: BearerToken,
    pub(super) operating: Operating,
}

impl Caller {
    /// What each act is done by.
    pub(super) const fn badge(&self) -> Badge<'_> {
        Badge::Client(&self.id, &self.secret)
    }

    /// What is answered to an act that failed. Whoever was let in no more by then is told so, and not that there is no such account.
    pub(super) async fn refused(&self, doors: &Doors, error: FlowError) -> Problem {
        if matches!(error, FlowError::NotFound)
            && let Err(refusal) = operating(doors.ctx(), self.badge()).await
        {
            return problems::from_operator(refusal);
        }
        problems::from_flow(error)
    }
}

impl FromRequestParts<Doors> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        let from = Address::from_request_parts(parts, doors).await?;
        let refusal = match Credentials::read(&parts.headers) {
            Credentials::Client(id, secret) => {
                match operating(doors.ctx(), Badge::Client(&id, &secret)).await {
                    Ok(operating) => {
                        return Ok(Self {
                            id,
                            secret,
                            operating,
                        });
                    }
                    Err(refusal) => refusal,
                }
            }
            Credentials::Bearer(_) | Credentials::None => OperatorRefusal::NotLoggedIn,
        };
        if matches!(refusal, OperatorRefusal::NotLoggedIn) {
            from.knock(doors)?;
        }
        Err(problems::from_operator(refusal))
    }
}
