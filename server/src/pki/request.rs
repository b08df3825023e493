//! Reads certification requests (PKCS #10, RFC 2986).

use countersign_core::port::PkiError;
use rustls_pki_types::{CertificateSigningRequestDer, pem::PemObject};
use x509_parser::{
    certification_request::X509CertificationRequest, prelude::FromDer, public_key::PublicKey,
    x509::SubjectPublicKeyInfo,
};

/// Lengths of RSA keys, in bits.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;
/// Object identifiers of the curves and of Ed25519.
const P256: &str = "1.2.840.10045.3.1.7";
const P384: &str = "1.3.132.0.34";
const ED25519: &str = "1.3.101.112";

/// The public key (DER) of a request that proves its private half.
pub(super) fn requested_key(request: &[u8]) -> Result<Vec<u8>, PkiError> {
    let der = match CertificateSigningRequestDer::from_pem_slice(request) {
        Ok(der) => der.as_ref().to_vec(),
        Err(_) => request.to_vec(),
    };
    let (rest, read) = X509CertificationRequest::from_der(&der).map_err(|_| PkiError::Unreadable)?;
    if !rest.is_empty() {
        return Err(PkiError::Unreadable);
    }
    let key = &read.certification_request_info.subject_pki;
    if !is_accepted(key) {
        return Err(PkiError::Weak);
    }
    read.verify_signature().map_err(|_| PkiError::Unproven)?;
    Ok(key.raw.to_vec())
}

fn is_accepted(key: &SubjectPublicKeyInfo<'_>) -> bool {
    let algorithm = key.algorithm.algorithm.to_id_string();
    let curve = || {
        let parameters = key.algorithm.parameters.as_ref()?;
        Some(parameters.as_oid().ok()?.to_id_string())
    };
    match key.parsed() {
        Ok(PublicKey::RSA(rsa)) => RSA_BITS.contains(&rsa.key_size()),
        Ok(PublicKey::EC(_)) => curve().is_some_and(|curve| curve == P256 || curve == P384),
        Ok(_) => algorithm == ED25519,
        Err(_) => false,
    }
}
