//! Passwords: argon2id, with equal work whether or not there is a password to compare with (R7).

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::port::Entropy;

/// Shortest accepted password, in characters (NIST SP 800-63B-4 3.1.1.2 for a password beside another factor).
pub const MIN_CHARS: usize = 8;
/// Longest accepted password, in bytes, so that hashing stays bounded.
pub const MAX_BYTES: usize = 512;

/// Hashes and checks passwords on blocking threads, a bounded number at a time.
#[derive(Clone)]
pub struct Passwords {
    permits: Arc<Semaphore>,
    /// Compared with when there is nothing to compare with.
    decoy: Arc<str>,
}

/// A password that somebody typed.
pub struct TypedPassword(Zeroizing<String>);

impl TypedPassword {
    /// Takes what was typed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }
}

impl std::fmt::Debug for TypedPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Why a password cannot be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`MIN_CHARS`] characters.
    #[error("the password is shorter than 8 characters")]
    TooShort,
    /// More than [`MAX_BYTES`] bytes.
    #[error("the password is longer than 512 bytes")]
    TooLong,
    /// The computation did not finish.
    #[error("the password could not be hashed")]
    Unavailable,
}

impl Passwords {
    /// A checker that runs `at_once` computations at a time; each takes about 19 MiB.
    ///
    /// # Errors
    /// [`PasswordError::Unavailable`] if the decoy cannot be hashed.
    pub fn new(at_once: usize, entropy: &dyn Entropy) -> Result<Self, PasswordError> {
        let mut decoy = Zeroizing::new([0_u8; 16]);
        entropy.fill(decoy.as_mut());
        let decoy = hash_now(decoy.as_ref(), &salt(entropy))?.into();
        Ok(Self {
            permits: Arc::new(Semaphore::new(at_once)),
            decoy,
        })
    }

    /// The hash to store.
    ///
    /// # Errors
    /// [`PasswordError`] if the password cannot be set.
    pub async fn hash(
        &self,
        password: TypedPassword,
        entropy: &dyn Entropy,
    ) -> Result<String, PasswordError> {
        if password.0.chars().count() < MIN_CHARS {
            return Err(PasswordError::TooShort);
        }
        if password.0.len() > MAX_BYTES {
            return Err(PasswordError::TooLong);
        }
        let salt = salt(entropy);
        self.run(move || hash_now(password.0.as_bytes(), &salt))
            .await
            .unwrap_or(Err(PasswordError::Unavailable))
    }

    /// Whether `password` is the one behind `stored`. Without `stored` the answer is no, after the same work.
    pub async fn verify(&self, password: TypedPassword, stored: Option<&str>) -> bool {
        if password.0.len() > MAX_BYTES {
            return false;
        }
        let known = stored.is_some();
        let hash = stored.map_or_else(|| self.decoy.to_string(), str::to_owned);
        let matches = self.run(move || {
            PasswordHash::new(&hash).is_ok_and(|hash| {
                Argon2::default()
                    .verify_password(password.0.as_bytes(), &hash)
                    .is_ok()
            })
        });
        matches.await.unwrap_or(false) && known
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let permit = self.permits.clone().acquire_owned().await.ok()?;
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .ok()
    }
}

fn salt(entropy: &dyn Entropy) -> [u8; 16] {
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    salt
}

fn hash_now(password: &[u8], salt: &[u8; 16]) -> Result<String, PasswordError> {
    Argon2::default()
        .hash_password_with_salt(password, salt)
        .map(|hash| hash.to_string())
        .map_err(|_| PasswordError::Unavailable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededEntropy;

    #[tokio::test]
    async fn only_the_right_password_of_somebody_who_has_one_is_accepted() {
        let entropy = SeededEntropy::new(3);
        let passwords = Passwords::new(1, &entropy).unwrap();
        let hash = passwords
            .hash(TypedPassword::new("correct horse"), &entropy)
            .await
            .unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            passwords
                .verify(TypedPassword::new("correct horse"), Some(&hash))
                .await
        );
        assert!(
            !passwords
                .verify(TypedPassword::new("correct mouse"), Some(&hash))
                .await
        );
        assert!(!passwords.verify(TypedPassword::new("correct horse"), None).await);
        assert!(
            !passwords
                .verify(TypedPassword::new("correct horse"), Some("not a hash"))
                .await
        );
    }

    #[tokio::test]
    async fn short_and_endless_passwords_cannot_be_set() {
        let entropy = SeededEntropy::new(3);
        let passwords = Passwords::new(1, &entropy).unwrap();
        assert_eq!(
            passwords.hash(TypedPassword::new("seven77"), &entropy).await,
            Err(PasswordError::TooShort)
        );
        assert_eq!(
            passwords
                .hash(TypedPassword::new("x".repeat(513)), &entropy)
                .await,
            Err(PasswordError::TooLong)
        );
    }
}
