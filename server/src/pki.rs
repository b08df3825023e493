//! X.509 by `rcgen`, `x509-parser` and `webpki`, with the arithmetic of aws-lc-rs.

mod chain;
mod key_file;
mod request;
mod sign;

use countersign_core::{
    model::{CertificateBytes, Timestamp, clean},
    port::{ChainRefusal, NewKey, Order, Pki, PkiError, ReadCertificate, Revocation, RevokedEntry, Signer},
};
use x509_parser::{certificate::X509Certificate, prelude::FromDer, x509::X509Name};
use zeroize::Zeroizing;

/// Longest name that is shown, in user-perceived characters.
const NAME_GRAPHEMES: usize = 300;

/// See [`Pki`].
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct X509;

impl Pki for X509 {
    fn new_authority(
        &self,
        name: &str,
        serial: &[u8],
        validity: (Timestamp, Timestamp),
    ) -> Result<(CertificateBytes, Zeroizing<Vec<u8>>), PkiError> {
        sign::new_authority(name, serial, validity)
    }

    fn requested_key(&self, request: &[u8]) -> Result<Vec<u8>, PkiError> {
        request::requested_key(request)
    }

    fn issue(&self, authority: &Signer<'_>, order: &Order<'_>) -> Result<CertificateBytes, PkiError> {
        sign::issue(authority, order)
    }

    fn new_key(&self) -> Result<NewKey, PkiError> {
        key_file::new_key()
    }

    fn key_file(
        &self,
        key: &NewKey,
        chain: &[&CertificateBytes],
        password: &str,
    ) -> Result<Zeroizing<Vec<u8>>, PkiError> {
        key_file::key_file(key, chain, password)
    }

    fn read(&self, certificate: &[u8]) -> Result<ReadCertificate, PkiError> {
        let (rest, read) = X509Certificate::from_der(certificate).map_err(|_| PkiError::Unreadable)?;
        if !rest.is_empty() {
            return Err(PkiError::Unreadable);
        }
        let time = |secs: i64| Timestamp::from_millis(secs.saturating_mul(1000));
        Ok(ReadCertificate {
            serial: read.raw_serial().to_vec(),
            subject: shown(read.subject()),
            issuer: shown(read.issuer()),
            not_before: time(read.validity().not_before.timestamp()),
            not_after: time(read.validity().not_after.timestamp()),
        })
    }

    fn verify(
        &self,
        chain: &[CertificateBytes],
        anchors: &[CertificateBytes],
        revocation: Revocation<'_>,
        now: Timestamp,
    ) -> Result<(), ChainRefusal> {
        chain::verify(chain, anchors, revocation, now)
    }

    fn revocation_list(
        &self,
        authority: &Signer<'_>,
        validity: (Timestamp, Timestamp),
        entries: &[RevokedEntry],
    ) -> Result<Vec<u8>, PkiError> {
        sign::revocation_list(authority, validity, entries)
    }
}

/// A name as pages show it (R15).
fn shown(name: &X509Name<'_>) -> String {
    clean(&name.to_string(), NAME_GRAPHEMES)
}

#[cfg(test)]
mod tests;
