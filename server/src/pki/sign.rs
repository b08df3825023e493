//! Signs what the authority of this server says.

use countersign_core::{
    model::{CertificateBytes, RevocationReason, Timestamp},
    port::{Order, PkiError, RevokedEntry, Signer},
};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CrlDistributionPoint,
    DistinguishedName, DnType, DnValue, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, RevokedCertParams, SerialNumber, SubjectPublicKeyInfo,
};
use rustls_pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// `serialNumber` of a name (X.520): tells people of one name apart.
const SERIAL_NUMBER: &[u64] = &[2, 5, 4, 5];

/// A new authority with a key on P-256.
pub(super) fn new_authority(
    name: &str,
    serial: &[u8],
    validity: (Timestamp, Timestamp),
) -> Result<(CertificateBytes, Zeroizing<Vec<u8>>), PkiError> {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(failed)?;
    let mut names = DistinguishedName::new();
    names.push(DnType::OrganizationName, utf8(name));
    names.push(DnType::CommonName, utf8(&format!("{name} people")));
    let mut params = params(names, serial, validity)?;
    // It signs certificates of people, and no authorities below it.
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let certificate = params.self_signed(&key).map_err(failed)?;
    let key = Zeroizing::new(key.serialize_der());
    Ok((CertificateBytes(certificate.der().to_vec()), key))
}

/// A certificate for a person: it authenticates clients, and nothing else.
pub(super) fn issue(authority: &Signer<'_>, order: &Order<'_>) -> Result<CertificateBytes, PkiError> {
    let mut names = DistinguishedName::new();
    names.push(DnType::OrganizationName, utf8(order.organisation));
    names.push(DnType::CommonName, utf8(order.common_name));
    names.push(
        DnType::CustomDnType(SERIAL_NUMBER.to_vec()),
        DnValue::PrintableString(order.account.try_into().map_err(failed)?),
    );
    let mut params = params(names, order.serial, order.validity)?;
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params.use_authority_key_identifier_extension = true;
    params.crl_distribution_points = vec![CrlDistributionPoint {
        uris: vec![order.revocation_url.to_owned()],
    }];
    let key = SubjectPublicKeyInfo::from_der(order.public_key).map_err(failed)?;
    let certificate = params.signed_by(&key, &issuer(authority)?).map_err(failed)?;
    Ok(CertificateBytes(certificate.der().to_vec()))
}

/// A list of revoked certificates. Its number is the time, which never goes back.
pub(super) fn revocation_list(
    authority: &Signer<'_>,
    (this_update, next_update): (Timestamp, Timestamp),
    entries: &[RevokedEntry],
) -> Result<Vec<u8>, PkiError> {
    let entries = entries.iter().map(|entry| {
        Ok(RevokedCertParams {
            serial_number: SerialNumber::from_slice(&entry.serial),
            revocation_time: time(entry.at)?,
            reason_code: Some(reason(entry.reason)),
            invalidity_date: None,
        })
    });
    let number = u64::try_from(this_update.as_millis()).map_err(failed)?;
    let list = CertificateRevocationListParams {
        this_update: time(this_update)?,
        next_update: time(next_update)?,
        crl_number: SerialNumber::from(number),
        issuing_distribution_point: None,
        revoked_certs: entries.collect::<Result<_, PkiError>>()?,
        key_identifier_method: KeyIdMethod::Sha256,
    };
    let signed = list.signed_by(&issuer(authority)?).map_err(failed)?;
    Ok(signed.der().to_vec())
}

fn params(
    names: DistinguishedName,
    serial: &[u8],
    (not_before, not_after): (Timestamp, Timestamp),
) -> Result<CertificateParams, PkiError> {
    let mut params = CertificateParams::default();
    params.distinguished_name = names;
    params.serial_number = Some(SerialNumber::from_slice(serial));
    params.not_before = time(not_before)?;
    params.not_after = time(not_after)?;
    Ok(params)
}

fn issuer(authority: &Signer<'_>) -> Result<Issuer<'static, KeyPair>, PkiError> {
    let key = PrivatePkcs8KeyDer::from(authority.key);
    let key = KeyPair::from_pkcs8_der_and_sign_algo(&key, &PKCS_ECDSA_P256_SHA256).map_err(failed)?;
    let certificate = CertificateDer::from(authority.certificate.0.as_slice());
    Issuer::from_ca_cert_der(&certificate, key).map_err(failed)
}

/// Any script.
fn utf8(text: &str) -> DnValue {
    DnValue::Utf8String(text.to_owned())
}

/// Certificates know whole seconds.
fn time(at: Timestamp) -> Result<OffsetDateTime, PkiError> {
    OffsetDateTime::from_unix_timestamp(at.as_secs()).map_err(failed)
}

const fn reason(reason: RevocationReason) -> rcgen::RevocationReason {
    match reason {
        RevocationReason::CessationOfOperation => rcgen::RevocationReason::CessationOfOperation,
        RevocationReason::Superseded => rcgen::RevocationReason::Superseded,
        RevocationReason::PrivilegeWithdrawn => rcgen::RevocationReason::PrivilegeWithdrawn,
        RevocationReason::CertificateHold => rcgen::RevocationReason::CertificateHold,
    }
}

fn failed(error: impl std::fmt::Display) -> PkiError {
    PkiError::Failed(error.to_string())
}
