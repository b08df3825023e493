//! Lists are read again, and whatever is wrong with them lets nobody in.

use std::path::PathBuf;

use countersign_core::settings::ClaimedStorage;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CrlDistributionPoint,
    CrlIssuingDistributionPoint, CrlScope, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, SerialNumber,
};
use tempfile::TempDir;
use time::OffsetDateTime;

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// An authority with its files.
struct Organisation {
    dir: TempDir,
    issuer: Issuer<'static, KeyPair>,
}

impl Organisation {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        std::fs::write(dir.path().join("ca.pem"), certificate.pem()).unwrap();
        let issuer = Issuer::from_ca_cert_der(certificate.der(), key).unwrap();
        Self { dir, issuer }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Signs a list of this time, which holds for a day.
    fn list(&self, at: Timestamp) -> rcgen::CertificateRevocationList {
        self.list_of(None, at)
    }

    /// …for some of the certificates.
    fn part(&self, name: &str, at: Timestamp) -> String {
        let part = CrlIssuingDistributionPoint {
            distribution_point: CrlDistributionPoint {
                uris: vec![format!("http://crl.example.org/{name}")],
            },
            scope: Some(CrlScope::UserCertsOnly),
        };
        self.list_of(Some(part), at).pem().unwrap()
    }

    fn list_of(
        &self,
        part: Option<CrlIssuingDistributionPoint>,
        at: Timestamp,
    ) -> rcgen::CertificateRevocationList {
        let time = |at: Timestamp| OffsetDateTime::from_unix_timestamp(at.as_secs()).unwrap();
        let list = CertificateRevocationListParams {
            this_update: time(at),
            next_update: time(at + DAY),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: part,
            revoked_certs: Vec::new(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        list.signed_by(&self.issuer).unwrap()
    }

    /// Puts such a list into the file; what it is without its wrapping.
    fn publish(&self, at: Timestamp) -> Vec<u8> {
        let list = self.list(at);
        std::fs::write(self.file("list.pem"), list.pem().unwrap()).unwrap();
        list.der().to_vec()
    }

    fn settings(&self) -> AuthoritySettings {
        AuthoritySettings {
            name: "Example".to_owned(),
            ca_file: self.file("ca.pem"),
            crl_file: Some(self.file("list.pem")),
            crl_url: None,
            key_storage: ClaimedStorage::SmartCard,
        }
    }

    fn load(&self) -> Authorities {
        Authorities::load(&[self.settings()], None).unwrap()
    }
}

async fn lists_at(authorities: &Authorities, now: Timestamp) -> Vec<Vec<u8>> {
    authorities.authorities(now).await[0].lists.clone()
}

#[tokio::test]
async fn a_list_in_a_file_is_read_again() {
    let example = Organisation::new();
    let known = example.load();
    assert!(
        lists_at(&known, NOW).await.is_empty(),
        "there is none, and that is no reason to stop"
    );
    let published = example.publish(NOW);
    assert!(lists_at(&known, NOW).await.is_empty(), "it is not time");
    let later = NOW + READ_EVERY;
    let first = lists_at(&known, later).await;
    assert_eq!(first, [published]);
    // DER does as well.
    std::fs::write(example.file("list.pem"), example.list(later).der()).unwrap();
    let second = lists_at(&known, later + READ_EVERY).await;
    assert_eq!(second.len(), 1);
    assert_ne!(second, first);
}

#[tokio::test]
async fn nothing_takes_the_place_of_a_list_but_a_later_one() {
    let example = Organisation::new();
    example.publish(NOW);
    let known = example.load();
    let first = lists_at(&known, NOW).await;
    let mut now = NOW;
    let mut reads = async || {
        now = now + READ_EVERY;
        lists_at(&known, now).await
    };
    example.publish(NOW - DAY / 2);
    assert_eq!(reads().await, first, "an earlier one that still holds");
    example.publish(NOW + DAY);
    assert_eq!(reads().await, first, "one of tomorrow");
    for broken in [&b"nonsense"[..], b""] {
        std::fs::write(example.file("list.pem"), broken).unwrap();
        assert_eq!(reads().await, first);
    }
    std::fs::remove_file(example.file("list.pem")).unwrap();
    assert_eq!(reads().await, first);
}

#[tokio::test]
async fn a_list_that_somebody_else_has_signed_takes_no_place() {
    let (example, mallory) = (Organisation::new(), Organisation::new());
    let known = example.load();
    // In the same name: neither has set one.
    std::fs::write(example.file("list.pem"), mallory.list(NOW).pem().unwrap()).unwrap();
    assert!(lists_at(&known, NOW).await.is_empty());
    let published = example.publish(NOW);
    assert_eq!(lists_at(&known, NOW + READ_EVERY).await, [published]);
}

#[tokio::test]
async fn lists_of_several_parts_are_renewed_each_in_its_time() {
    let example = Organisation::new();
    let known = example.load();
    let publish = |one: Timestamp, other: Timestamp| {
        let lists = [example.part("one", one), example.part("other", other)];
        std::fs::write(example.file("list.pem"), lists.concat()).unwrap();
    };
    publish(NOW, NOW - DAY / 2);
    let first = lists_at(&known, NOW).await;
    assert_eq!(first.len(), 2);
    let renewed = NOW + READ_EVERY;
    publish(renewed, NOW - DAY / 2);
    let second = lists_at(&known, renewed).await;
    assert_eq!(second.len(), 2);
    assert_ne!(second, first);
}

#[test]
fn whoever_goes_away_leaves_the_reading_to_the_next() {
    let example = Organisation::new();
    let published = example.publish(NOW);
    let known = example.load();
    // Its one thread that reads files is busy until it is told otherwise.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(1)
        .build()
        .unwrap();
    let (finish, finished) = std::sync::mpsc::channel::<()>();
    runtime.spawn_blocking(move || finished.recv());
    runtime.block_on(async {
        let mut gone = Box::pin(known.authorities(NOW));
        assert!(futures_util::poll!(&mut gone).is_pending());
        let mut next = Box::pin(lists_at(&known, NOW));
        assert!(
            futures_util::poll!(&mut next).is_pending(),
            "it waits for what comes of it"
        );
        drop(gone);
        finish.send(()).unwrap();
        assert_eq!(next.await, [published]);
    });
}

#[test]
fn certificates_of_authorities_are_checked_at_the_start() {
    let example = Organisation::new();
    let refused = |settings: &[AuthoritySettings]| {
        let error = Authorities::load(settings, None).err().expect("it is refused");
        format!("{error:#}")
    };
    let twice = AuthoritySettings {
        name: "Again".to_owned(),
        key_storage: ClaimedStorage::Software,
        ..example.settings()
    };
    assert!(refused(&[example.settings(), twice]).contains("the same certificate"));
    let person = rcgen::generate_simple_self_signed(["alice.example.org".to_owned()]).unwrap();
    for (pem, said) in [
        (person.cert.pem().as_str(), "no certificate of an authority"),
        ("", "no certificate"),
        (
            "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n",
            "ca.pem",
        ),
    ] {
        std::fs::write(example.file("ca.pem"), pem).unwrap();
        let why = refused(&[example.settings()]);
        assert!(why.contains(said) && why.contains("Example"), "{why}");
    }
}
