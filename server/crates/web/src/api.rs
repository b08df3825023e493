//! What programs call: those of relying parties, and those of operators.

pub(crate) mod v1;

use axum::{Json, Router, body::Bytes, extract::State, routing::get};
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

use crate::{admin, state::Doors};

pub(crate) fn routes() -> Router<Doors> {
    let (router, document) = described().split_for_parts();
    let document = document.to_json().expect("a description is JSON");
    let document = Bytes::from(document);
    router
        .route(
            "/openapi.json",
            get(async move || ([(CONTENT_TYPE, "application/json")], document)),
        )
        .route("/.well-known/jwks.json", get(jwks))
        .merge(v1::preflight_routes())
}

/// The description of the API, from the code that serves it.
pub fn openapi() -> openapi::OpenApi {
    described().split_for_parts().1
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Countersign",
        description = "Starts logins that people approve on their phones, and enrols the phones. Clients that were given an \
            operator's role work under /admin/v1 instead. Errors are application/problem+json (RFC 9457)."
    ),
    modifiers(&Schemes)
)]
struct Description;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let scheme = |scheme, text: &str| {
            SecurityScheme::Http(HttpBuilder::new().scheme(scheme).description(Some(text)).build())
        };
        let components = document.components.get_or_insert_default();
        components.add_security_scheme(
            "client",
            scheme(HttpAuthScheme::Basic, "client_id and client_secret"),
        );
        components.add_security_scheme(
            "wait_token",
            scheme(
                HttpAuthScheme::Bearer,
                "the wait_token of one login, for the browser that started it",
            ),
        );
    }
}

fn described() -> OpenApiRouter<Doors> {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(v1::routes())
        .merge(admin::v1::routes())
}

/// The keys that verify assertions (RFC 7517).
async fn jwks(State(doors): State<Doors>) -> Json<Value> {
    Json(json!({"keys": [doors.ctx().assertion_key.public_jwk()]}))
}
