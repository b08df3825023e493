//! `GET /` of the operators' address: how the relay is, on one page that renews itself.

use std::cmp::Reverse;

use askama::Template;
use axum::{
    extract::State,
    http::{
        HeaderName, StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{Html, IntoResponse, Response},
};

use super::ops::Watched;
use crate::{
    queue::{DeadLetter, QueueError},
    relay::LaneStatus,
    sender::SenderState,
};

/// Senders and dead letters that are shown at most.
const MANY: usize = 50;
/// Nothing but the page's own look.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

#[derive(Template)]
#[template(path = "status.html")]
struct Page {
    queued: usize,
    oldest_secs: Option<i64>,
    lanes: Vec<LaneStatus>,
    /// Those with the longest queues.
    senders: Vec<SenderLine>,
    more_senders: usize,
    dead_letters: Vec<DeadLetter>,
}

struct SenderLine {
    name: String,
    is_suspended: bool,
    queued: usize,
}

/// The page.
pub(super) async fn page(State(watched): State<Watched>) -> Response {
    match read(&watched).await {
        Ok(page) => match page.render() {
            Ok(html) => (protected(), Html(html)).into_response(),
            Err(error) => trouble(&error),
        },
        Err(error) => trouble(&error),
    }
}

/// Its look.
pub(super) async fn style() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/css")],
        include_str!("../../assets/status.css"),
    )
}

async fn read(watched: &Watched) -> Result<Page, QueueError> {
    let (queue, now_ms) = (&watched.queue, watched.ambient.now_ms());
    let depth = queue.depth();
    let line = |sender: &crate::sender::Sender| SenderLine {
        name: sender.name.to_string(),
        is_suspended: sender.state == SenderState::Suspended,
        queued: queue.depth_of(&sender.name),
    };
    let mut senders: Vec<_> = watched.directory.list().await?.iter().map(line).collect();
    senders.sort_by_key(|sender| Reverse(sender.queued));
    let more_senders = senders.len().saturating_sub(MANY);
    senders.truncate(MANY);
    let letters = u32::try_from(MANY).unwrap_or(u32::MAX);
    Ok(Page {
        queued: depth.queued,
        oldest_secs: depth
            .oldest_ms
            .map(|oldest_ms| (now_ms - oldest_ms).max(0) / 1000),
        lanes: watched.relay.status(),
        senders,
        more_senders,
        dead_letters: queue.dead_letters(letters).await?,
    })
}

const fn protected() -> [(HeaderName, &'static str); 2] {
    [(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store")]
}

fn trouble(error: &dyn std::fmt::Display) -> Response {
    tracing::error!(%error, "the status page cannot be made");
    (StatusCode::SERVICE_UNAVAILABLE, "the queue cannot be read\n").into_response()
}
