//! What operators watch, on an address of its own.

use std::time::Duration;

use axum::{Router, extract::State, http::StatusCode, routing::get};
use countersign_core::Ctx;
use tokio::time::timeout;

/// How long the store may take to say that it can be written.
const PATIENCE: Duration = Duration::from_secs(5);

/// `/metrics`, `/livez` and `/readyz`. `metrics` writes the process's metrics as Prometheus reads them.
pub fn ops_router(ctx: Ctx, metrics: impl Fn() -> String + Clone + Send + Sync + 'static) -> Router {
    Router::new()
        .route("/metrics", get(move || async move { metrics() }))
        .route("/livez", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .with_state(ctx)
}

/// Ready means: an answer given now would be durable.
async fn ready(State(ctx): State<Ctx>) -> (StatusCode, &'static str) {
    match timeout(PATIENCE, ctx.store.check()).await {
        Ok(Ok(())) => return (StatusCode::OK, "ok\n"),
        Ok(Err(error)) => tracing::error!(%error, "the store cannot be written"),
        Err(_) => tracing::error!("the store does not answer"),
    }
    (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be written\n")
}
