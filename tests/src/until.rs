//! Waiting for a condition, in the one place where tests may.

use std::time::Duration;

/// How long anything may take that an idle machine does in a moment.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the condition is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// Waits until something is so.
///
/// # Panics
/// If it does not come about.
pub async fn until<F: Future<Output = bool>>(what: &str, is_so: impl Fn() -> F) {
    eventually(what, || async { is_so().await.then_some(()) }).await;
}

/// Tries again and again until something comes of it.
///
/// # Panics
/// If nothing does.
pub async fn eventually<T, F: Future<Output = Option<T>>>(what: &str, attempt: impl Fn() -> F) -> T {
    let coming = async {
        loop {
            if let Some(done) = attempt().await {
                return done;
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    let came = tokio::time::timeout(PATIENCE, coming).await;
    came.unwrap_or_else(|_| panic!("waited in vain: {what}"))
}
