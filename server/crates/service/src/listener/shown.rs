//! Certificates that clients show (RFC 8446, 4.3.2): asked for and not required, and believed to nobody here.
//!
//! TLS makes sure that whoever shows a certificate has its key. Whose it is, whether it holds and what it is good for is for
//! those to say who use it: a refusal inside a handshake leaves a person with a browser's page of error codes.

use std::sync::Arc;

use rustls::{
    DigitallySignedStruct, DistinguishedName, Error, RootCertStore, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, UnixTime},
    server::danger::{ClientCertVerified, ClientCertVerifier},
};

/// The chain that the client of a connection has shown, its own certificate first (DER); empty if it has shown none. It has the
/// key of the first one; nothing else was checked. Handlers find it as an extension.
#[derive(Debug, Clone, Default)]
pub struct ShownChain(pub Arc<[Vec<u8>]>);

impl ShownChain {
    pub(super) fn of(chain: Option<&[CertificateDer<'_>]>) -> Self {
        let shown = chain.unwrap_or_default().iter();
        Self(shown.map(|one| one.as_ref().to_vec()).collect())
    }
}

/// Has clients show a certificate if they have one, of any of these issuers by preference.
#[derive(Debug)]
pub(super) struct AnyCertificate {
    subjects: Vec<DistinguishedName>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl AnyCertificate {
    /// Browsers offer their person what `issuers` (DER) have signed.
    pub(super) fn of(issuers: &[Vec<u8>]) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(issuers.iter().map(|one| CertificateDer::from(one.as_slice())));
        Self {
            subjects: roots.subjects(),
            algorithms: rustls::crypto::aws_lc_rs::default_provider().signature_verification_algorithms,
        }
    }
}

impl ClientCertVerifier for AnyCertificate {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &self.subjects
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
