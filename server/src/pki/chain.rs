//! Checks chains of certificates (RFC 5280, 6).

use std::time::Duration;

use countersign_core::{
    model::{CertificateBytes, Timestamp},
    port::{ChainRefusal, Revocation},
};
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{
    ALL_VERIFICATION_ALGS, BorrowedCertRevocationList, CertRevocationList, EndEntityCert, Error,
    ExpirationPolicy, KeyUsage, RevocationCheckDepth, RevocationOptions, RevocationOptionsBuilder,
    UnknownStatusPolicy, anchor_from_trusted_cert,
};
use x509_parser::{certificate::X509Certificate, prelude::FromDer};

/// Whether `chain`, the person's certificate first, leads to one of `anchors`, and nothing in it was revoked.
pub(super) fn verify(
    chain: &[CertificateBytes],
    anchors: &[CertificateBytes],
    revocation: Revocation<'_>,
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
    let lists: Vec<CertRevocationList<'_>> = match revocation {
        Revocation::OtherMeans => Vec::new(),
        // One that cannot be read tells of nothing.
        Revocation::Lists(lists) => lists
            .iter()
            .filter_map(|list| BorrowedCertRevocationList::from_der(list).ok())
            .map(CertRevocationList::from)
            .collect(),
    };
    let lists: Vec<&CertRevocationList<'_>> = lists.iter().collect();
    let revocation = match (revocation, RevocationOptionsBuilder::new(&lists)) {
        (Revocation::OtherMeans, _) => Asked::Elsewhere,
        (Revocation::Lists(_), Ok(options)) => Asked::Lists(
            options
                .with_depth(RevocationCheckDepth::Chain)
                .with_status_policy(UnknownStatusPolicy::Deny)
                .with_expiration_policy(ExpirationPolicy::Enforce)
                .build(),
        ),
        (Revocation::Lists(_), Err(_)) => Asked::Nothing,
    };
    let secs = u64::try_from(now.as_secs()).map_err(|_| ChainRefusal::NotYet)?;
    let read = EndEntityCert::try_from(&person).map_err(|_| ChainRefusal::Untrusted)?;
    if !is_for_people(&person) {
        return Err(ChainRefusal::WrongUsage);
    }
    read.verify_for_usage(
        ALL_VERIFICATION_ALGS,
        &anchors,
        &between,
        UnixTime::since_unix_epoch(Duration::from_secs(secs)),
        // Authorities seldom say it of themselves; if they do, it binds them.
        KeyUsage::required_if_present(CLIENT_AUTH),
        match revocation {
            Asked::Lists(options) => Some(options),
            Asked::Elsewhere | Asked::Nothing => None,
        },
        None,
    )
    .map_err(|error| refusal(&error))?;
    match revocation {
        // Whether anybody else is trusted is still worth saying, but nobody is let in.
        Asked::Nothing => Err(ChainRefusal::Unchecked),
        Asked::Lists(_) | Asked::Elsewhere => Ok(()),
    }
}

/// Whether a certificate says that it is for logging in. One that says nothing of its usage is good for anything, so it is not good
/// enough.
fn is_for_people(person: &CertificateDer<'_>) -> bool {
    let Ok((_, read)) = X509Certificate::from_der(person) else {
        return false;
    };
    let usage = read.extended_key_usage().ok().flatten();
    usage.is_some_and(|usage| usage.value.client_auth)
}

/// Who is asked what was revoked.
#[derive(Clone, Copy)]
enum Asked<'a> {
    /// Somebody else.
    Elsewhere,
    /// There should be lists, and there are none.
    Nothing,
    Lists(RevocationOptions<'a>),
}

/// `id-kp-clientAuth` (RFC 5280, 4.2.1.12): 1.3.6.1.5.5.7.3.2.
const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];

fn refusal(error: &Error) -> ChainRefusal {
    match error {
        Error::CertExpired { .. } => ChainRefusal::Expired,
        Error::CertNotValidYet { .. } => ChainRefusal::NotYet,
        Error::CertRevoked => ChainRefusal::Revoked,
        Error::UnknownRevocationStatus
        | Error::CrlExpired { .. }
        | Error::InvalidCrlSignatureForPublicKey
        | Error::IssuerNotCrlSigner
        | Error::UnsupportedCrlSignatureAlgorithmContext(_)
        | Error::UnsupportedCrlSignatureAlgorithmForPublicKeyContext(_) => ChainRefusal::Unchecked,
        Error::RequiredEkuNotFoundContext(_) | Error::EmptyEkuExtension | Error::CaUsedAsEndEntity => {
            ChainRefusal::WrongUsage
        }
        _ => ChainRefusal::Untrusted,
    }
}
