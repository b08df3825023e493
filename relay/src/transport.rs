//! How providers are reached: TLS with the system's trust anchors and one's own.

use std::{path::Path, sync::Arc, time::Duration};

use fcm::Connector;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

use crate::{
    guard::{Guard, GuardedResolver},
    settings::SetupError,
};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);

/// Connects to hosts that others have named.
pub(crate) type GuardedConnector = HttpsConnector<HttpConnector<GuardedResolver>>;

/// A connector that trusts the system's anchors and those of `ca_file`.
///
/// # Errors
/// [`SetupError`] if the file cannot be read or nothing would be trusted.
pub(crate) fn connector(ca_file: Option<&Path>) -> Result<Connector, SetupError> {
    secured(ca_file, HttpConnector::new())
}

/// The same, to hosts that `guard` lets through to. It sees what a name stands for; who is named by an address is for the caller
/// to check.
///
/// # Errors
/// See [`connector`].
pub(crate) fn guarded_connector(
    ca_file: Option<&Path>,
    guard: Guard,
) -> Result<GuardedConnector, SetupError> {
    secured(
        ca_file,
        HttpConnector::new_with_resolver(GuardedResolver::new(guard)),
    )
}

fn secured<R>(
    ca_file: Option<&Path>,
    mut http: HttpConnector<R>,
) -> Result<HttpsConnector<HttpConnector<R>>, SetupError> {
    let mut roots = RootCertStore::empty();
    // Anchors that the system has but this TLS library does not understand are left out, as everywhere.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = ca_file {
        let failed = |what: String| SetupError::File {
            path: path.to_owned(),
            what,
        };
        let anchors = CertificateDer::pem_file_iter(path)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| failed(error.to_string()))?;
        let (added, _) = roots.add_parsable_certificates(anchors);
        if added == 0 {
            return Err(failed("it holds no certificate".to_owned()));
        }
    }
    if roots.is_empty() {
        return Err(SetupError::Value(
            "no trust anchors: install the system's or set ca_file".to_owned(),
        ));
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| SetupError::Value(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(CONNECT));
    Ok(HttpsConnectorBuilder::new()
        .with_tls_config(tls)
        .https_only()
        .enable_all_versions()
        .wrap_connector(http))
}
