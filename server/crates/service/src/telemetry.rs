//! Logs and metrics of a process.

use std::{io::IsTerminal, sync::OnceLock};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Crates that write secrets at their chattier levels.
const QUIET: [&str; 6] = [
    "yup_oauth2=info",
    "h2=info",
    "hyper=info",
    "hyper_util=info",
    "rustls=info",
    "sqlx=warn",
];

/// Upper bounds of the buckets of every duration, in seconds.
const SECONDS: [f64; 14] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 120.0,
];

/// Starts logging to standard error: text for people, JSON when nobody watches. `filter` is what an environment
/// variable said, for example `debug` or `countersign_core=debug`.
pub fn start_logging(filter: Option<&str>) {
    let mut filter = EnvFilter::try_new(filter.unwrap_or("info")).unwrap_or_else(|_| EnvFilter::new("info"));
    for directive in QUIET.iter().filter_map(|directive| directive.parse().ok()) {
        filter = filter.add_directive(directive);
    }
    let registry = tracing_subscriber::registry().with(filter);
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
}

/// The process's metrics, collected from the first call on.
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

/// Chooses the one TLS implementation of the process. Calling it again is fine.
pub fn install_tls_provider() {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}
