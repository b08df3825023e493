//! Who asks about which login: its client, or the browser that started it (R10); and the answer, readable for the page that
//! asks.

use axum::{
    Json,
    extract::{FromRequestParts, Query},
    response::{IntoResponse, Response},
};
use countersign_core::{
    FlowError,
    flow::read_login::{LoginOwner, read_login},
    model::{BearerToken, ClientId, Scope},
    port::{LoginRead, StoreError},
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::request::Parts;
use serde::Deserialize;

use super::{
    cors::{self, Origin},
    login_body::LoginBody,
};
use crate::{
    problems,
    request::{Address, Credentials, InPath, JsonBody, UnderWay},
    state::Doors,
};

/// Whoever asks about the login that the path names. A client is authenticated; a browser's token proves nothing until the
/// flow finds the login that it belongs to. Stands before everything else that can fail: what else is wrong with a request
/// is told to owners only.
pub(super) struct Caller {
    pub(super) owner: LoginOwner,
    pub(super) login: LoginId,
    from: Address,
    origin: Origin,
}

#[derive(Deserialize)]
struct Token {
    wait_token: Option<String>,
}

impl FromRequestParts<Doors> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        let from = Address::from_request_parts(parts, doors).await?;
        let owner = owner(parts, doors, from).await?;
        let login = InPath::from_request_parts(parts, doors).await;
        let login = login.map_err(|nothing| match owner {
            LoginOwner::Client(_) => nothing,
            LoginOwner::Browser(_) => from.turn_away(doors, FlowError::NotFound),
        });
        Ok(Self {
            owner,
            login: login?.0,
            from,
            origin: Origin::read(&parts.headers),
        })
    }
}

async fn owner(parts: &Parts, doors: &Doors, from: Address) -> Result<LoginOwner, Problem> {
    let credentials = Credentials::read(&parts.headers);
    match &credentials {
        Credentials::Bearer(token) => return Ok(LoginOwner::Browser(token.clone())),
        Credentials::None => {
            let query = Query::<Token>::try_from_uri(&parts.uri).ok();
            if let Some(token) = query.and_then(|query| query.0.wait_token) {
                return Ok(LoginOwner::Browser(BearerToken::presented(token)));
            }
        }
        Credentials::Client(..) => {}
    }
    let client = credentials.client(doors, from, Scope::Login).await?;
    Ok(LoginOwner::Client(client.id))
}

impl Caller {
    /// Begins a request that may carry an `Idempotency-Key`.
    ///
    /// # Errors
    /// See [`crate::request::Requests::begin`]; `not-found` for a token that is nobody's.
    pub(super) async fn begin<T>(&self, doors: &Doors, body: &JsonBody<T>) -> Result<UnderWay, Problem> {
        match &self.owner {
            LoginOwner::Client(client) => body.begin(doors, client),
            LoginOwner::Browser(_) if !body.has_key() => Ok(UnderWay::default()),
            LoginOwner::Browser(_) => {
                let read = read_login(doors.ctx(), self.login, &self.owner)
                    .await
                    .map_err(problems::from_flow)?;
                body.begin_within(doors, &read.login.client_id, self.login)
            }
        }
    }

    /// The login as whoever asks may see it, with the answer's other properties as [`Self::answer`] has them.
    pub(super) async fn show(self, doors: &Doors, outcome: Result<LoginRead, Problem>) -> Response {
        let shown = outcome.map(|read| Json(LoginBody::for_owner(doors, &read, &self.owner)).into_response());
        self.answer(doors, shown).await
    }

    /// The answer, readable for the page that asks if it is one of the client's. A token that is nobody's counts against the
    /// address, and hides whatever else was wrong.
    pub(super) async fn answer(self, doors: &Doors, outcome: Result<Response, Problem>) -> Response {
        let failed = outcome.is_err();
        let answer = outcome.unwrap_or_else(|problem| problem.render(doors.base()));
        if !failed && self.origin.is_absent() {
            return answer;
        }
        // By itself: every login that waits would keep room for it.
        Box::pin(self.answer_shared(doors, failed, answer)).await
    }

    async fn answer_shared(self, doors: &Doors, failed: bool, answer: Response) -> Response {
        match self.client(doors).await {
            Ok(Some(client)) => cors::allow(doors, &client, self.origin, answer).await,
            Ok(None) if failed => {
                let nothing = self.from.turn_away(doors, FlowError::NotFound);
                nothing.render(doors.base())
            }
            Err(error) if failed => problems::from_store(&error).render(doors.base()),
            Ok(None) | Err(_) => answer,
        }
    }

    /// The client whose login it is, if the caller has to do with it at all; also once the browser's time with it is up.
    async fn client(&self, doors: &Doors) -> Result<Option<ClientId>, StoreError> {
        match &self.owner {
            LoginOwner::Client(client) => Ok(Some(client.clone())),
            LoginOwner::Browser(token) => {
                let read = doors.ctx().store.login(self.login).await?;
                let login = read.map(|read| read.login);
                Ok(login
                    .filter(|login| login.accepts(&token.hash()))
                    .map(|login| login.client_id))
            }
        }
    }
}
