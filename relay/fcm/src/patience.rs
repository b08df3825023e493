//! How long an answer is waited for, and what follows from none.

use std::time::Duration;

use http::Request;
use hyper_util::client::legacy::connect::capture_connection;

/// Asks, and waits for the answer at most so long; nothing if none came. A connection that stayed silent is used no more: packets
/// vanish where nobody resets anything, so it would serve nobody else either. What is under way on it may still be answered.
pub async fn answer_within<B, A>(
    time_out: Duration,
    mut request: Request<B>,
    ask: impl FnOnce(Request<B>) -> A,
) -> Option<A::Output>
where
    A: Future,
{
    let connection = capture_connection(&mut request);
    if let Ok(answer) = tokio::time::timeout(time_out, ask(request)).await {
        return Some(answer);
    }
    if let Some(silent) = connection.connection_metadata().as_ref() {
        silent.poison();
    }
    None
}
