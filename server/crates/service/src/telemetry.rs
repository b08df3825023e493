//! Logs and metrics of a process.

use std::{io::IsTerminal, sync::OnceLock, time::Duration};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::{
    EnvFilter,
    filter::{LevelFilter, Targets},
    fmt,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// Crates that write secrets at their chattier levels, by the start of their names, and the chattiest level allowed.
const QUIET: [(&str, LevelFilter); 5] = [
    ("yup_oauth2", LevelFilter::INFO),
    ("h2", LevelFilter::INFO),
    ("hyper", LevelFilter::INFO),
    ("rustls", LevelFilter::INFO),
    ("sqlx", LevelFilter::WARN),
];

/// What is logged if nobody says otherwise. The library that verifies passkeys calls an error whatever is wrong with what strangers
/// send; why it was refused is in the audit log.
const DEFAULT: &str = "info,webauthn_rs_core=off";

/// Upper bounds of the buckets of every duration, in seconds.
const SECONDS: [f64; 14] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 120.0,
];
/// How often durations are put into their buckets; until then each is kept.
const TEND_EVERY: Duration = Duration::from_secs(5);

/// Starts logging to standard error: text for people, JSON when nobody watches. `filter` is what an environment
/// variable said, for example `debug` or `countersign_core=debug`.
pub fn start_logging(filter: Option<&str>) {
    let chosen = EnvFilter::try_new(filter.unwrap_or(DEFAULT));
    let mistake = chosen.as_ref().err().map(ToString::to_string);
    let registry = tracing_subscriber::registry()
        .with(chosen.unwrap_or_else(|_| EnvFilter::new(DEFAULT)))
        .with(ceiling());
    // A second start, as in tests, keeps the first.
    let _ = if std::io::stderr().is_terminal() {
        registry
            .with(fmt::layer().with_writer(std::io::stderr))
            .try_init()
    } else {
        registry
            .with(
                fmt::layer()
                    .json()
                    .flatten_event(true)
                    .with_writer(std::io::stderr),
            )
            .try_init()
    };
    if let Some(error) = mistake {
        tracing::warn!(%error, "the log filter cannot be understood; info is used");
    }
}

/// A filter beside the chosen one, because directives added to that one would give way to longer names in it.
fn ceiling() -> Targets {
    Targets::new()
        .with_default(LevelFilter::TRACE)
        .with_targets(QUIET)
}

/// The process's metrics, collected from the first call on. Somebody must run [`tend_metrics`].
///
/// # Panics
/// If something else in this process collects metrics already.
pub fn metrics() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
            .and_then(PrometheusBuilder::install_recorder)
            .expect("nothing else in this process collects metrics")
    })
}

/// Keeps the metrics small until `stop`: without it, memory grows with every duration until somebody reads them.
pub async fn tend_metrics(stop: CancellationToken) {
    let mut turn = tokio::time::interval(TEND_EVERY);
    while stop.run_until_cancelled(turn.tick()).await.is_some() {
        metrics().run_upkeep();
    }
}

/// Chooses the one TLS implementation of the process. Calling it again is fine.
pub fn install_tls_provider() {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tempfile::NamedTempFile;

    use super::*;

    #[test]
    fn r7_no_filter_makes_chatty_crates_write_secrets() {
        let file = NamedTempFile::new().unwrap();
        let everything = EnvFilter::new("trace,yup_oauth2::authenticator=trace");
        let subscriber = tracing_subscriber::registry()
            .with(everything)
            .with(ceiling())
            .with(fmt::layer().with_writer(Arc::new(file.reopen().unwrap())));
        tracing::subscriber::with_default(subscriber, || {
            tracing::debug!(target: "yup_oauth2::authenticator", "bearer token");
            tracing::trace!(target: "hyper_util::client", "authorization header");
            tracing::info!(target: "sqlx::query", "statement");
            tracing::trace!(target: "countersign", "our own");
        });
        let written = std::fs::read_to_string(file.path()).unwrap();
        assert_eq!(written.lines().count(), 1, "{written}");
        assert!(written.contains("our own"), "{written}");
    }

    #[test]
    fn what_strangers_send_is_no_error_of_ours() {
        let file = NamedTempFile::new().unwrap();
        let subscriber = tracing_subscriber::registry()
            .with(EnvFilter::new(DEFAULT))
            .with(fmt::layer().with_writer(Arc::new(file.reopen().unwrap())));
        tracing::subscriber::with_default(subscriber, || {
            tracing::error!(target: "webauthn_rs_core::core", "a stranger's passkey");
            tracing::info!(target: "countersign", "our own");
        });
        let written = std::fs::read_to_string(file.path()).unwrap();
        assert_eq!(written.lines().count(), 1, "{written}");
        assert!(written.contains("our own"), "{written}");
    }

    #[test]
    fn durations_have_buckets() {
        let page = metrics();
        metrics::histogram!("wait_seconds").record(0.002);
        let page = page.render();
        assert!(page.contains("wait_seconds_bucket{le=\"0.001\"} 0"), "{page}");
        assert!(page.contains("wait_seconds_bucket{le=\"0.0025\"} 1"), "{page}");
    }
}
