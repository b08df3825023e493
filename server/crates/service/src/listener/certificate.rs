//! The server's certificate, from files that may be replaced while it runs.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use arc_swap::ArcSwap;
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
    version::TLS13,
};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::shown::AnyCertificate;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// A certificate that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A file cannot be read or holds no PEM of the right kind.
    #[error("{}: {what}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// Key and certificate do not go together, or the key is of a kind that TLS cannot use.
    #[error("the private key cannot be used: {0}")]
    Key(rustls::Error),
}

/// A certificate chain with its key.
#[derive(Debug)]
pub struct Certificate {
    certificate_file: PathBuf,
    key_file: PathBuf,
    current: ArcSwap<CertifiedKey>,
}

impl Certificate {
    /// Reads the files.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn load(certificate_file: &Path, key_file: &Path) -> Result<Arc<Self>, CertificateError> {
        let current = read(certificate_file, key_file)?;
        Ok(Arc::new(Self {
            certificate_file: certificate_file.to_owned(),
            key_file: key_file.to_owned(),
            current: ArcSwap::from_pointee(current),
        }))
    }

    /// Reads the files again. Open connections keep what they have.
    ///
    /// # Errors
    /// [`CertificateError`]; the certificate in use then stays.
    pub fn reload(&self) -> Result<(), CertificateError> {
        self.current
            .store(Arc::new(read(&self.certificate_file, &self.key_file)?));
        Ok(())
    }

    /// Reads the files again whenever they change, and at once on SIGHUP, until `stop`.
    pub async fn follow(self: Arc<Self>, stop: CancellationToken) {
        let mut hangup = signal(SignalKind::hangup())
            .inspect_err(|error| tracing::warn!(%error, "SIGHUP will not be heard"))
            .ok();
        let mut seen = self.modified();
        while let Some(cue) = stop.run_until_cancelled(next_cue(hangup.as_mut())).await {
            let modified = self.modified();
            if cue == Cue::Time && modified == seen {
                continue;
            }
            seen = modified;
            match self.reload() {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(error) => {
                    tracing::error!(%error, "the changed certificate cannot be used; the old one stays");
                }
            }
        }
    }

    fn modified(&self) -> [Option<SystemTime>; 2] {
        let of = |file: &Path| {
            std::fs::metadata(file)
                .and_then(|metadata| metadata.modified())
                .ok()
        };
        [of(&self.certificate_file), of(&self.key_file)]
    }

    /// …where clients are asked for certificates of these issuers, if any are named.
    pub(super) fn server_config(self: &Arc<Self>, asks_for: Option<&[Vec<u8>]>) -> Arc<ServerConfig> {
        let resolver: Arc<dyn ResolvesServerCert> = Arc::<Self>::clone(self);
        let builder = match asks_for {
            None => ServerConfig::builder().with_no_client_auth(),
            // Before TLS 1.3 a client's certificate travels for everybody to read.
            Some(issuers) => ServerConfig::builder_with_protocol_versions(&[&TLS13])
                .with_client_cert_verifier(Arc::new(AnyCertificate::of(issuers))),
        };
        let mut config = builder.with_cert_resolver(resolver);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Arc::new(config)
    }
}

/// Why the files are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// It is time again.
    Time,
    /// Somebody asked for it.
    Signal,
}

async fn next_cue(hangup: Option<&mut Signal>) -> Cue {
    let asked = async {
        match hangup {
            Some(hangup) => hangup.recv().await,
            None => std::future::pending().await,
        }
    };
    match timeout(LOOK_EVERY, asked).await {
        Ok(_) => Cue::Signal,
        Err(_) => Cue::Time,
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current.load_full())
    }
}

fn read(certificate_file: &Path, key_file: &Path) -> Result<CertifiedKey, CertificateError> {
    let failed = |path: &Path, what: String| CertificateError::File {
        path: path.to_owned(),
        what,
    };
    let chain = CertificateDer::pem_file_iter(certificate_file)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| failed(certificate_file, error.to_string()))?;
    if chain.is_empty() {
        return Err(failed(certificate_file, "it holds no certificate".to_owned()));
    }
    let key = PrivateKeyDer::from_pem_file(key_file).map_err(|error| failed(key_file, error.to_string()))?;
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    CertifiedKey::from_der(chain, key, &provider).map_err(CertificateError::Key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write_pair(dir: &Path) -> (PathBuf, PathBuf) {
        let pair = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let (certificate, key) = (dir.join("cert.pem"), dir.join("key.pem"));
        std::fs::write(&certificate, pair.cert.pem()).unwrap();
        std::fs::write(&key, pair.signing_key.serialize_pem()).unwrap();
        (certificate, key)
    }

    #[test]
    fn a_replaced_certificate_is_used_and_a_broken_one_is_not() {
        let dir = tempfile::TempDir::new().unwrap();
        let (certificate_file, key_file) = write_pair(dir.path());
        let certificate = Certificate::load(&certificate_file, &key_file).unwrap();
        let first = certificate.current.load_full().cert.clone();
        write_pair(dir.path());
        certificate.reload().unwrap();
        let second = certificate.current.load_full().cert.clone();
        assert_ne!(first, second);
        std::fs::write(&certificate_file, "broken").unwrap();
        assert!(certificate.reload().is_err());
        assert_eq!(certificate.current.load_full().cert, second);
    }

    #[tokio::test(start_paused = true)]
    async fn a_changed_file_is_noticed() {
        let dir = tempfile::TempDir::new().unwrap();
        let (certificate_file, key_file) = write_pair(dir.path());
        let certificate = Certificate::load(&certificate_file, &key_file).unwrap();
        let first = certificate.current.load_full().cert.clone();
        let following = Arc::clone(&certificate).follow(CancellationToken::new());
        let change = async {
            // Let the follower see the first files before they change.
            tokio::time::sleep(LOOK_EVERY / 2).await;
            write_pair(dir.path());
            let earlier = SystemTime::UNIX_EPOCH;
            let file = std::fs::File::options()
                .write(true)
                .open(&certificate_file)
                .unwrap();
            file.set_modified(earlier).unwrap();
            tokio::time::sleep(LOOK_EVERY).await;
        };
        tokio::select! {
            () = following => {}
            () = change => {}
        }
        assert_ne!(certificate.current.load_full().cert, first);
    }

    #[test]
    fn a_key_of_another_certificate_is_refused() {
        let (one, two) = (
            tempfile::TempDir::new().unwrap(),
            tempfile::TempDir::new().unwrap(),
        );
        let (certificate_file, _) = write_pair(one.path());
        let (_, key_file) = write_pair(two.path());
        assert!(matches!(
            Certificate::load(&certificate_file, &key_file),
            Err(CertificateError::Key(_))
        ));
    }
}
