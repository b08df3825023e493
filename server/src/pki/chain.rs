//! Checks chains of certificates (RFC 5280, 6).

use std::time::Duration;

use countersign_core::{
    model::{CertificateBytes, Timestamp},
    port::ChainRefusal,
};
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert};

/// Whether `chain`, the person's certificate first, leads to one of `anchors`.
pub(super) fn verify(
    chain: &[CertificateBytes],
    anchors: &[CertificateBytes],
    now: Timestamp,
) -> Result<(), ChainRefusal> {
    let mut chain = chain.iter().map(|one| CertificateDer::from(one.0.as_slice()));
    let person = chain.next().ok_or(ChainRefusal::Untrusted)?;
    let between: Vec<CertificateDer<'_>> = chain.collect();
    let trusted: Vec<CertificateDer<'_>> = anchors
        .iter()
        .map(|one| CertificateDer::from(one.0.as_slice()))
        .collect();
    let anchors: Vec<_> = trusted
        .iter()
        .filter_map(|one| anchor_from_trusted_cert(one).ok())
        .collect();
    let secs = u64::try_from(now.as_secs()).map_err(|_| ChainRefusal::NotYet)?;
    let person = EndEntityCert::try_from(&person).map_err(|_| ChainRefusal::Untrusted)?;
    person
        .verify_for_usage(
            ALL_VERIFICATION_ALGS,
            &anchors,
            &between,
            UnixTime::since_unix_epoch(Duration::from_secs(secs)),
            // One that says nothing of its usage is good for anything, so it is not good enough.
            KeyUsage::required(CLIENT_AUTH),
            None,
            None,
        )
        .map(|_| ())
        .map_err(|error| refusal(&error))
}

/// `id-kp-clientAuth` (RFC 5280, 4.2.1.12): 1.3.6.1.5.5.7.3.2.
const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];

fn refusal(error: &Error) -> ChainRefusal {
    match error {
        Error::CertExpired { .. } => ChainRefusal::Expired,
        Error::CertNotValidYet { .. } => ChainRefusal::NotYet,
        Error::RequiredEkuNotFoundContext(_) | Error::EmptyEkuExtension | Error::CaUsedAsEndEntity => {
            ChainRefusal::WrongUsage
        }
        _ => ChainRefusal::Untrusted,
    }
}
