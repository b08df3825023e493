//! X.509, as the flows need it: what is read, checked and signed. All of it is arithmetic; nothing is fetched or kept.

use zeroize::Zeroizing;

use crate::model::{CertificateBytes, RevocationReason, Timestamp};

/// Reads, checks and signs certificates.
pub trait Pki: Send + Sync + 'static {
    /// A new authority: its certificate, signed by itself, and its private key (PKCS #8).
    ///
    /// # Errors
    /// [`PkiError::Failed`].
    fn new_authority(
        &self,
        name: &str,
        serial: &[u8],
        validity: (Timestamp, Timestamp),
    ) -> Result<(CertificateBytes, Zeroizing<Vec<u8>>), PkiError>;

    /// The public key (DER) of a certification request (PKCS #10; PEM or DER), if whoever sent it has the private key. What
    /// else it says is not read.
    ///
    /// # Errors
    /// [`PkiError::Unreadable`], [`PkiError::Unproven`] or [`PkiError::Weak`].
    fn requested_key(&self, request: &[u8]) -> Result<Vec<u8>, PkiError>;

    /// A certificate as `order` says, signed by `authority`.
    ///
    /// # Errors
    /// [`PkiError::Failed`].
    fn issue(&self, authority: &Signer<'_>, order: &Order<'_>) -> Result<CertificateBytes, PkiError>;

    /// A new key on P-256, for whoever cannot make one.
    ///
    /// # Errors
    /// [`PkiError::Failed`].
    fn new_key(&self) -> Result<NewKey, PkiError>;

    /// A key with its chain of certificates, the person's own first, in a file that opens with `password` (PKCS #12).
    ///
    /// # Errors
    /// [`PkiError::Failed`].
    fn key_file(
        &self,
        key: &NewKey,
        chain: &[&CertificateBytes],
        password: &str,
    ) -> Result<Zeroizing<Vec<u8>>, PkiError>;

    /// What a certificate says.
    ///
    /// # Errors
    /// [`PkiError::Unreadable`].
    fn read(&self, certificate: &[u8]) -> Result<ReadCertificate, PkiError>;

    /// Whether `chain`, the person's certificate first, leads to one of `anchors`, holds at `now`, may authenticate a person, and is
    /// not revoked.
    ///
    /// # Errors
    /// [`ChainRefusal`].
    fn verify(
        &self,
        chain: &[CertificateBytes],
        anchors: &[CertificateBytes],
        revocation: Revocation<'_>,
        now: Timestamp,
    ) -> Result<(), ChainRefusal>;

    /// A list of revoked certificates, signed by `authority`.
    ///
    /// # Errors
    /// [`PkiError::Failed`].
    fn revocation_list(
        &self,
        authority: &Signer<'_>,
        validity: (Timestamp, Timestamp),
        entries: &[RevokedEntry],
    ) -> Result<Vec<u8>, PkiError>;
}

/// An authority with its key open.
pub struct Signer<'a> {
    /// Its own certificate (DER).
    pub certificate: &'a CertificateBytes,
    /// Its private key (PKCS #8).
    pub key: &'a [u8],
}

/// A key that was just made.
pub struct NewKey {
    /// The public key (DER).
    pub public_key: Vec<u8>,
    /// The private key (PKCS #8).
    pub private_key: Zeroizing<Vec<u8>>,
}

/// A certificate to be issued.
pub struct Order<'a> {
    /// The person's public key (DER).
    pub public_key: &'a [u8],
    /// The person's name, in any script.
    pub common_name: &'a str,
    /// The number of the account.
    pub account: &'a str,
    /// The organisation.
    pub organisation: &'a str,
    /// At least 64 random bits (CA/Browser Forum Baseline Requirements, 7.1).
    pub serial: &'a [u8],
    /// From when on and until when it holds.
    pub validity: (Timestamp, Timestamp),
    /// Where the revocation list of its authority is.
    pub revocation_url: &'a str,
}

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadCertificate {
    /// What its issuer calls it.
    pub serial: Vec<u8>,
    /// Whom it names (RFC 4514).
    pub subject: String,
    /// Who says so.
    pub issuer: String,
    /// From when on it holds.
    pub not_before: Timestamp,
    /// From when on it holds no longer.
    pub not_after: Timestamp,
}

/// How it is known what was revoked.
#[derive(Debug, Clone, Copy)]
pub enum Revocation<'a> {
    /// By other means than lists: the rows say it of what this server signs.
    OtherMeans,
    /// By these lists (DER). Whatever none of them tells of, or one whose time is up, is refused.
    Lists(&'a [Vec<u8>]),
}

/// An element of a revocation list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokedEntry {
    /// Which certificate.
    pub serial: Vec<u8>,
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub reason: RevocationReason,
}

/// Why nothing was read or signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PkiError {
    /// It is none, or broken.
    #[error("it cannot be read")]
    Unreadable,
    /// Nothing shows that its sender has the private key.
    #[error("its signature is wrong: it does not prove the private key")]
    Unproven,
    /// Its key is of a kind or length that is not accepted.
    #[error("its key is not accepted: use P-256, P-384, Ed25519, or RSA of 2048 to 4096 bits")]
    Weak,
    /// It could not be signed.
    #[error("it could not be signed: {0}")]
    Failed(String),
}

/// Why a chain does not authenticate anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainRefusal {
    /// Its time is up.
    #[error("the certificate has expired")]
    Expired,
    /// Its time has not come.
    #[error("the certificate is not valid yet")]
    NotYet,
    /// It was issued for something else.
    #[error("the certificate is not for logging in")]
    WrongUsage,
    /// Nobody whom we trust has signed it.
    #[error("the certificate is not trusted here")]
    Untrusted,
    /// Its issuer has taken it back.
    #[error("the certificate was revoked")]
    Revoked,
    /// No list that holds says whether its issuer has taken it back.
    #[error("nobody can tell whether the certificate was revoked")]
    Unchecked,
}
