//! What senders call, and on an address of its own what operators do.

mod cancel;
mod events;
mod operators;
mod ops;
mod problems;
mod receipt;
mod signed;
mod status;
mod submit;
mod timeline;

use std::{any::Any, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_TYPE, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS},
    },
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use countersign_service::problem::{self, Problem};
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::{
    operators::{Operated, Operators, Token},
    ops::{Watched, ops_router},
};
use crate::{
    directory::Directory,
    queue::Queue,
    receipts::Receipts,
    relay::{Ambient, Relay},
};

/// What every request needs.
#[derive(Clone)]
pub(crate) struct Doors(Arc<Inside>);

pub(crate) struct Inside {
    pub(crate) queue: Arc<dyn Queue>,
    pub(crate) directory: Arc<Directory>,
    pub(crate) relay: Arc<Relay>,
    pub(crate) ambient: Arc<dyn Ambient>,
    /// How senders reach the relay, without a slash at its end: what their signatures cover.
    pub(crate) public_url: String,
    /// Notifications that may wait at once, of all senders.
    pub(crate) max_queued: usize,
    /// Ends what waits.
    pub(crate) stop: CancellationToken,
    /// Reads what gateways say later.
    pub(crate) receipts: Receipts,
}

impl Doors {
    pub(crate) fn new(inside: Inside) -> Self {
        Self(Arc::new(inside))
    }
}

impl std::ops::Deref for Doors {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}

/// All doors behind the public address.
pub(crate) fn router(doors: Doors) -> Router {
    let (router, _) = described().split_for_parts();
    let document = Bytes::from(openapi().to_json().expect("a description is JSON"));
    router
        .route(
            "/openapi.json",
            get(async move || ([(CONTENT_TYPE, "application/json")], document)),
        )
        .route("/problems/{name}", get(explain))
        .route(
            "/v1/receipts/{token}",
            get(receipt::receipt).post(receipt::receipt),
        )
        .fallback(async || Problem::from(problems::NOT_FOUND))
        .method_not_allowed_fallback(async || Problem::from(problems::METHOD_NOT_ALLOWED))
        .layer((
            middleware::map_response_with_state(doors.clone(), finish),
            CatchPanicLayer::custom(panicked),
        ))
        .with_state(doors)
}

/// The description of the API, from the code that serves it.
pub(crate) fn openapi() -> openapi::OpenApi {
    let mut document = described().into_openapi();
    document.merge(operators::described());
    document
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Countersign relay",
        description = "Brings notifications to phones through their vendors. Senders' requests are signed (RFC 9421). What is tagged \
            operators is on the operators' address (server.ops_listen) alone, and asks for their token. Errors are \
            application/problem+json (RFC 9457)."
    ),
    modifiers(&Schemes)
)]
struct Description;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let text = "HTTP Message Signatures (RFC 9421) with Ed25519: Signature and Signature-Input over @method, @target-uri and \
            content-digest, with created, nonce and keyid";
        let signature =
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description("Signature", text)));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("signature", signature);
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token of the setting operators.token_file"));
        components.add_security_scheme("operator", SecurityScheme::Http(token.build()));
    }
}

fn described() -> OpenApiRouter<Doors> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(submit::submit))
        .routes(routes!(timeline::timeline, cancel::cancel))
        .routes(routes!(events::events))
}

async fn finish<B>(State(doors): State<Doors>, response: Response<B>) -> Response
where
    Response<B>: IntoResponse,
{
    finished(&doors.public_url, response.into_response())
}

/// Gives problems their bodies and every answer its protective headers.
fn finished(public_url: &str, response: Response) -> Response {
    let mut response = problem::rendered(public_url, response);
    let headers = response.headers_mut();
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if public_url.starts_with("https://") {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000"),
        );
    }
    response
}

/// A mistake of ours ends one request, not the connection with all its requests.
fn panicked(_: Box<dyn Any + Send>) -> Response<Body> {
    tracing::error!("a door panicked");
    Problem::from(problems::INTERNAL).into_response()
}

/// `GET /problems/{name}`: what a type means.
async fn explain(Path(name): Path<String>) -> Result<String, Problem> {
    let known = problems::ALL.iter().find(|(kind, _)| kind.name == name);
    let (kind, text) = known.ok_or(problems::NOT_FOUND)?;
    Ok(format!("{}\n\n{text}\n", kind.title))
}
