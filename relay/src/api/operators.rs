//! What operators call: their commands over HTTP, on the address that they watch, for whoever has their token.

mod asked;
mod credentials;
mod dead_letters;
mod senders;
mod status;
mod timeline;
mod token;
mod usage;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use countersign_service::problem::Problem;
use serde_json::Value;
use tokio_util::task::TaskTracker;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::token::Token;
use super::{finished, problems};
use crate::{
    admin::{Command, Refused, carry_out},
    relay::Relay,
    service::{Opened, ReadSettings, ServiceSettings},
};

/// Where all of it is.
const PREFIX: &str = "/v1";

/// What is operated.
#[derive(Clone)]
pub(crate) struct Operators(Arc<Operated>);

pub(crate) struct Operated {
    pub(crate) opened: Arc<Opened>,
    pub(crate) relay: Arc<Relay>,
    /// Whose word counts.
    pub(crate) token: Token,
    /// Reads the settings as they are now.
    pub(crate) settings: ReadSettings,
    /// What begins the types of problems.
    pub(crate) public_url: String,
    /// Who finishes what was begun.
    pub(crate) tasks: TaskTracker,
}

/// What a command answers.
type Answer = Result<Json<Value>, Problem>;

impl Operators {
    pub(crate) fn new(operated: Operated) -> Self {
        Self(Arc::new(operated))
    }

    /// Carries a command out, to its end even if whoever asked hangs up: half a suspension would be none.
    async fn carry_out(&self, command: Command) -> Answer {
        let operated = Arc::clone(&self.0);
        let work = async move { carry_out(&operated.opened, Some(&operated.relay), command).await };
        match self.0.tasks.spawn(work).await {
            Ok(Ok(answer)) => Ok(Json(answer)),
            Ok(Err(refused)) => Err(problem(refused)),
            Err(error) => {
                tracing::error!(%error, "an operator's command ended early");
                Err(problems::INTERNAL.into())
            }
        }
    }

    /// The settings as they are now.
    fn settings(&self) -> Result<ServiceSettings, Problem> {
        (self.0.settings)().map_err(|error| {
            Problem::from(problems::INVALID_REQUEST)
                .because(format!("the settings cannot be used: {error:#}"))
        })
    }
}

fn problem(refused: Refused) -> Problem {
    let kind = match refused {
        Refused::Queue(error) => return problems::from_queue(&error),
        Refused::NotThere(_) => problems::NOT_FOUND,
        Refused::Taken(_) => problems::TAKEN,
        Refused::Invalid(_) => problems::INVALID_REQUEST,
        Refused::Idle => problems::UNAVAILABLE,
    };
    Problem::from(kind).because(refused.to_string())
}

/// All of it, behind the token.
pub(super) fn router(operators: Operators) -> Router {
    let (routes, _) = routes().split_for_parts();
    let routes = routes
        .fallback(async || Problem::from(problems::NOT_FOUND))
        .method_not_allowed_fallback(async || Problem::from(problems::METHOD_NOT_ALLOWED))
        .layer((
            middleware::map_response_with_state(operators.clone(), finish),
            CatchPanicLayer::custom(super::panicked),
            middleware::from_fn_with_state(operators.clone(), let_in),
        ))
        .with_state(operators);
    Router::new().nest(PREFIX, routes)
}

/// The description of it.
pub(super) fn described() -> OpenApi {
    OpenApiRouter::new().nest(PREFIX, routes()).into_openapi()
}

fn routes() -> OpenApiRouter<Operators> {
    OpenApiRouter::new()
        .routes(routes!(senders::list, senders::add))
        .routes(routes!(senders::show, senders::remove))
        .routes(routes!(senders::suspend))
        .routes(routes!(senders::resume))
        .routes(routes!(senders::rotate))
        .routes(routes!(timeline::timeline))
        .routes(routes!(usage::usage))
        .routes(routes!(dead_letters::list))
        .routes(routes!(dead_letters::replay))
        .routes(routes!(dead_letters::discard))
        .routes(routes!(credentials::probe))
        .routes(routes!(credentials::switch))
        .routes(routes!(status::status))
}

/// Nobody without the token learns even which addresses there are.
async fn let_in(State(operators): State<Operators>, request: Request, next: Next) -> Response {
    match operators.0.token.admit(request.headers()).await {
        Ok(()) => next.run(request).await,
        Err(problem) => {
            metrics::counter!("countersign_relay_operators_refused_total").increment(1);
            problem.into_response()
        }
    }
}

async fn finish<B>(State(operators): State<Operators>, response: Response<B>) -> Response
where
    Response<B>: IntoResponse,
{
    finished(&operators.0.public_url, response.into_response())
}
