//! What is signed is what was ordered, and nothing else gets through.

use std::time::Duration;

use countersign_core::model::RevocationReason;
use rcgen::{
    CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519,
    PKCS_RSA_SHA256, RsaKeySize,
};
use x509_parser::{extensions::ParsedExtension, revocation_list::CertificateRevocationList};

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const DAY: Duration = Duration::from_secs(24 * 3600);

struct Authority {
    certificate: CertificateBytes,
    key: Zeroizing<Vec<u8>>,
}

impl Authority {
    fn new() -> Self {
        let validity = (NOW - DAY, NOW + DAY * 3650);
        let (certificate, key) = X509.new_authority("Példa 例", &[0x41; 16], validity).unwrap();
        Self { certificate, key }
    }

    fn signer(&self) -> Signer<'_> {
        Signer {
            certificate: &self.certificate,
            key: &self.key,
        }
    }

    fn issue(&self, public_key: &[u8], name: &str) -> CertificateBytes {
        let order = Order {
            public_key,
            common_name: name,
            account: "100001",
            organisation: "Example",
            serial: &[0x42; 16],
            validity: (NOW, NOW + DAY * 365),
            revocation_url: "https://login.example.org/crl/1.der",
        };
        X509.issue(&self.signer(), &order).unwrap()
    }
}

fn request(key: &KeyPair) -> Vec<u8> {
    let mut params = CertificateParams::new(vec!["mallory.example.org".to_owned()]).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.serialize_request(key).unwrap().der().to_vec()
}

#[test]
fn a_certificate_says_what_was_ordered_and_not_what_was_requested() {
    let authority = Authority::new();
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let public_key = X509.requested_key(&request(&key)).unwrap();
    let issued = authority.issue(&public_key, "Ζωή Παπαδοπούλου 太郎");
    let (_, read) = X509Certificate::from_der(&issued.0).unwrap();
    assert_eq!(
        read.subject().to_string(),
        "O=Example, CN=Ζωή Παπαδοπούλου 太郎, serialNumber=100001"
    );
    assert_eq!(read.public_key().raw, public_key);
    assert_eq!(read.raw_serial(), [0x42; 16]);
    assert!(!read.is_ca());
    let usage = read.extended_key_usage().unwrap().unwrap().value;
    assert!(usage.client_auth && !usage.server_auth && !usage.any && usage.other.is_empty());
    assert!(read.subject_alternative_name().unwrap().is_none());
    let points = read
        .extensions()
        .iter()
        .find_map(|one| match one.parsed_extension() {
            ParsedExtension::CRLDistributionPoints(points) => Some(format!("{points:?}")),
            _ => None,
        });
    assert!(points.unwrap().contains("https://login.example.org/crl/1.der"));
}

#[test]
fn a_chain_is_checked_in_every_way() {
    let (authority, foreign) = (Authority::new(), Authority::new());
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let public_key = X509.requested_key(&request(&key)).unwrap();
    let mine = authority.issue(&public_key, "Alice");
    let theirs = foreign.issue(&public_key, "Alice");
    let anchors = std::slice::from_ref(&authority.certificate);
    let verify = |chain: &[CertificateBytes], now| X509.verify(chain, anchors, Revocation::OtherMeans, now);
    let one = |certificate: &CertificateBytes, now| verify(std::slice::from_ref(certificate), now);
    assert_eq!(one(&mine, NOW), Ok(()));
    assert_eq!(one(&mine, NOW - DAY / 2), Err(ChainRefusal::NotYet));
    assert_eq!(one(&mine, NOW + DAY * 366), Err(ChainRefusal::Expired));
    assert_eq!(one(&theirs, NOW), Err(ChainRefusal::Untrusted));
    assert_eq!(
        verify(&[theirs, foreign.certificate.clone()], NOW),
        Err(ChainRefusal::Untrusted),
        "whoever is shown is not thereby trusted"
    );
    assert_eq!(one(&authority.certificate, NOW), Err(ChainRefusal::WrongUsage));
    assert_eq!(
        one(&CertificateBytes(vec![0x30, 0]), NOW),
        Err(ChainRefusal::Untrusted)
    );
    assert_eq!(verify(&[], NOW), Err(ChainRefusal::Untrusted));
}

#[test]
fn one_that_says_nothing_of_its_usage_is_refused() {
    let authority = Authority::new();
    let issuer_key = rustls_pki_types::PrivatePkcs8KeyDer::from(authority.key.as_slice());
    let issuer_key = KeyPair::from_pkcs8_der_and_sign_algo(&issuer_key, &PKCS_ECDSA_P256_SHA256).unwrap();
    let certificate = rustls_pki_types::CertificateDer::from(authority.certificate.0.as_slice());
    let issuer = rcgen::Issuer::from_ca_cert_der(&certificate, issuer_key).unwrap();
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    for usages in [vec![], vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth]] {
        let mut params = CertificateParams::default();
        params.extended_key_usages = usages;
        let other = params.signed_by(&key, &issuer).unwrap();
        let chain = [CertificateBytes(other.der().to_vec())];
        let refused = X509.verify(
            &chain,
            std::slice::from_ref(&authority.certificate),
            Revocation::OtherMeans,
            NOW,
        );
        assert_eq!(refused, Err(ChainRefusal::WrongUsage));
    }
}

#[test]
fn a_request_proves_a_key_of_a_kind_that_is_accepted() {
    for algorithm in [&PKCS_ECDSA_P256_SHA256, &PKCS_ECDSA_P384_SHA384, &PKCS_ED25519] {
        let key = KeyPair::generate_for(algorithm).unwrap();
        assert!(X509.requested_key(&request(&key)).is_ok(), "{algorithm:?}");
    }
    let rsa = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    assert!(X509.requested_key(&request(&rsa)).is_ok());
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let mut forged = request(&key);
    *forged.last_mut().unwrap() ^= 1;
    assert_eq!(X509.requested_key(&forged), Err(PkiError::Unproven));
    for broken in [&b""[..], b"-----BEGIN CERTIFICATE REQUEST-----", &[0x30; 40]] {
        assert_eq!(X509.requested_key(broken), Err(PkiError::Unreadable));
    }
}

#[test]
fn a_revocation_list_names_what_was_revoked() {
    let authority = Authority::new();
    let entry = RevokedEntry {
        serial: vec![0x42; 16],
        at: NOW - DAY,
        reason: RevocationReason::CertificateHold,
    };
    let list = X509.revocation_list(&authority.signer(), (NOW, NOW + DAY), &[entry]);
    let list = list.unwrap();
    let (_, read) = CertificateRevocationList::from_der(&list).unwrap();
    let (_, issuer) = X509Certificate::from_der(&authority.certificate.0).unwrap();
    read.verify_signature(issuer.public_key()).unwrap();
    let revoked: Vec<_> = read.iter_revoked_certificates().collect();
    assert_eq!(revoked.len(), 1);
    assert_eq!(revoked[0].raw_serial(), [0x42; 16]);
    assert_eq!(revoked[0].reason_code().unwrap().1.0, 6);
    assert_eq!(read.next_update().unwrap().timestamp(), (NOW + DAY).as_secs());
}

#[test]
fn what_no_list_tells_of_is_refused_like_what_a_list_revokes() {
    let (authority, foreign) = (Authority::new(), Authority::new());
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let mine = authority.issue(&X509.requested_key(&request(&key)).unwrap(), "Alice");
    let anchors = std::slice::from_ref(&authority.certificate);
    let verify = |lists: &[Vec<u8>], now| {
        let chain = std::slice::from_ref(&mine);
        X509.verify(chain, anchors, Revocation::Lists(lists), now)
    };
    let list = |authority: &Authority, serial: u8| {
        let entry = RevokedEntry {
            serial: vec![serial; 16],
            at: NOW,
            reason: RevocationReason::CessationOfOperation,
        };
        X509.revocation_list(&authority.signer(), (NOW, NOW + DAY), &[entry])
            .unwrap()
    };
    let (other, own) = (list(&authority, 0x41), list(&authority, 0x42));
    assert_eq!(verify(std::slice::from_ref(&other), NOW), Ok(()));
    assert_eq!(verify(&[own], NOW), Err(ChainRefusal::Revoked));
    assert_eq!(verify(&[], NOW), Err(ChainRefusal::Unchecked));
    assert_eq!(verify(&[vec![0x30, 0]], NOW), Err(ChainRefusal::Unchecked));
    // The names of the two authorities are the same, their keys are not.
    assert_eq!(verify(&[list(&foreign, 0x41)], NOW), Err(ChainRefusal::Unchecked));
    assert_eq!(
        verify(std::slice::from_ref(&other), NOW + DAY),
        Err(ChainRefusal::Unchecked),
        "its time is up"
    );
    let last = Timestamp::from_millis((NOW + DAY).as_millis() - 1000);
    assert_eq!(verify(&[other], last), Ok(()));
    // Whoever is trusted by nobody is told that first.
    let theirs = foreign.issue(&X509.requested_key(&request(&key)).unwrap(), "Alice");
    let refused = X509.verify(&[theirs], anchors, Revocation::Lists(&[]), NOW);
    assert_eq!(refused, Err(ChainRefusal::Untrusted));
}
