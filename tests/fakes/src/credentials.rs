//! A certificate authority and the keys that the fakes accept, made anew each time.

use std::{
    io,
    path::{Path, PathBuf},
};

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair,
    PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256,
};
use serde_json::json;

/// Files that settings can name, and what the fakes need to check them.
pub struct Credentials {
    /// The authority that signed the fakes' certificate.
    pub ca_file: PathBuf,
    /// Apple's signing key (`.p8`).
    pub apns_key_file: PathBuf,
    /// Its key id.
    pub apns_key_id: &'static str,
    /// Its team.
    pub apns_team_id: &'static str,
    /// The app's bundle id.
    pub apns_topic: &'static str,
    /// Google's service account.
    pub service_account_file: PathBuf,
    /// Google's project.
    pub fcm_project: &'static str,
    pub(crate) apns_public_key: Vec<u8>,
    pub(crate) account_public_key: Vec<u8>,
    account_private_key: String,
    certificate: String,
    private_key: String,
}

pub(crate) const ACCOUNT: &str = "push@countersign-test.example.org";
/// The id of Google's first key.
pub(crate) const ACCOUNT_KEY_ID: &str = "1";

/// A key file as Google issues it.
pub(crate) fn service_account(project: &str, key_id: &str, private_key: &str, base_url: &str) -> String {
    let account = json!({
        "type": "service_account",
        "project_id": project,
        "private_key_id": key_id,
        "private_key": private_key,
        "client_email": ACCOUNT,
        "client_id": "1",
        "token_uri": format!("{base_url}/token"),
    });
    account.to_string()
}

impl Credentials {
    /// Makes keys and certificates and writes the files into `dir`.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write(dir: &Path) -> io::Result<Self> {
        let (authority, certificate, private_key) = certificate().map_err(io::Error::other)?;
        let apns = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(io::Error::other)?;
        let account = KeyPair::generate_for(&PKCS_RSA_SHA256).map_err(io::Error::other)?;
        let credentials = Self {
            ca_file: dir.join("vendors-ca.pem"),
            apns_key_file: dir.join("apns-key.p8"),
            apns_key_id: "ABC123DEFG",
            apns_team_id: "DEF123GHIJ",
            apns_topic: "org.example.authenticator",
            service_account_file: dir.join("service-account.json"),
            fcm_project: "countersign-test",
            apns_public_key: apns.public_key_raw().to_vec(),
            account_public_key: account.public_key_raw().to_vec(),
            account_private_key: account.serialize_pem(),
            certificate,
            private_key,
        };
        std::fs::write(&credentials.ca_file, authority)?;
        std::fs::write(&credentials.apns_key_file, apns.serialize_pem())?;
        Ok(credentials)
    }

    pub(crate) fn write_service_account(&self, base_url: &str) -> io::Result<()> {
        let account = service_account(
            self.fcm_project,
            ACCOUNT_KEY_ID,
            &self.account_private_key,
            base_url,
        );
        std::fs::write(&self.service_account_file, account)
    }

    /// Certificate chain and key of the fakes, as PEM.
    pub(crate) fn tls(&self) -> (&str, &str) {
        (&self.certificate, &self.private_key)
    }
}

fn certificate() -> Result<(String, String, String), rcgen::Error> {
    let authority_key = KeyPair::generate()?;
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_certificate = authority.self_signed(&authority_key)?;
    let key = KeyPair::generate()?;
    let mut leaf = CertificateParams::new(["localhost".to_owned(), "127.0.0.1".to_owned()])?;
    // Some take a certificate that bears its issuer's name for its own issuer.
    leaf.distinguished_name = DistinguishedName::new();
    leaf.distinguished_name.push(DnType::CommonName, "localhost");
    let leaf = leaf.signed_by(&key, &Issuer::new(authority, authority_key))?;
    Ok((authority_certificate.pem(), leaf.pem(), key.serialize_pem()))
}
