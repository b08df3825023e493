//! Keys that are made here, and the files in which they leave (PKCS #12, RFC 7292).

use countersign_core::{
    model::{CertificateBytes, TokenHash},
    port::{NewKey, PkiError},
};
use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PublicKeyData};
use zeroize::Zeroizing;

/// What the key is called where the file is opened.
const ALIAS: &str = "countersign";
/// Rounds that a guess at the password costs (PBKDF2 with HMAC-SHA-256).
const ITERATIONS: u32 = 20_000;

/// A new key on P-256.
pub(super) fn new_key() -> Result<NewKey, PkiError> {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(failed)?;
    Ok(NewKey {
        public_key: key.subject_public_key_info(),
        private_key: Zeroizing::new(key.serialize_der()),
    })
}

/// The file: AES-256 under the password, which also seals the whole.
pub(super) fn key_file(
    key: &NewKey,
    chain: &[&CertificateBytes],
    password: &str,
) -> Result<Zeroizing<Vec<u8>>, PkiError> {
    let certificates = chain.iter().map(|one| Certificate::from_der(&one.0));
    let certificates: Vec<Certificate> = certificates.collect::<Result<_, _>>().map_err(failed)?;
    let private = PrivateKey::from_der(&key.private_key).map_err(failed)?;
    let name = TokenHash::of(&key.public_key);
    let entry = PrivateKeyChain::new(&name.as_bytes()[..], private, certificates);
    let mut store = KeyStore::new();
    store.add_entry(ALIAS, KeyStoreEntry::PrivateKeyChain(entry));
    let writer = store
        .writer(password)
        .encryption_iterations(ITERATIONS)
        .mac_iterations(ITERATIONS);
    writer.write().map(Zeroizing::new).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> PkiError {
    PkiError::Failed(error.to_string())
}
