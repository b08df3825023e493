//! What operators watch, on an address of its own.

use std::{sync::Arc, time::Duration};

use axum::{Router, extract::State, http::StatusCode, routing::get};
use tokio::time::timeout;

use super::{
    operators::{self, Operators},
    status,
};
use crate::{
    directory::Directory,
    queue::Queue,
    relay::{Ambient, Relay},
};

/// How long the queue may take to say that it can be written.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is watched.
#[derive(Clone)]
pub(crate) struct Watched {
    pub(crate) queue: Arc<dyn Queue>,
    pub(crate) directory: Arc<Directory>,
    pub(crate) relay: Arc<Relay>,
    pub(crate) ambient: Arc<dyn Ambient>,
}

/// The status page, `/metrics`, `/livez` and `/readyz`, and for whoever has the operators' token their API. `metrics` writes the
/// process's metrics as Prometheus reads them.
pub(crate) fn ops_router(
    watched: Watched,
    operators: Operators,
    metrics: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> Router {
    Router::new()
        .route("/", get(status::page))
        .route("/status.css", get(status::style))
        .route("/metrics", get(move || async move { metrics() }))
        .route("/livez", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .with_state(watched)
        .merge(operators::router(operators))
}

/// Ready means: what is accepted now would be durable. A vendor that is down is no reason to send senders elsewhere.
async fn ready(State(watched): State<Watched>) -> (StatusCode, &'static str) {
    match timeout(PATIENCE, watched.queue.check()).await {
        Ok(Ok(())) => return (StatusCode::OK, "ok\n"),
        Ok(Err(error)) => tracing::error!(%error, "the queue cannot be written"),
        Err(_) => tracing::error!("the queue does not answer"),
    }
    (StatusCode::SERVICE_UNAVAILABLE, "the queue cannot be written\n")
}
