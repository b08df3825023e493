//! Passwords: argon2id, with equal work whether or not there is a password to compare with (R7).

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

use crate::{
    model::{Refusal, StandingKey},
    port::Entropy,
};

/// Shortest accepted password, in characters (NIST SP 800-63B-4 3.1.1.2 for a password beside another factor).
pub const MIN_CHARS: usize = 8;
/// Longest accepted password, in bytes, so that hashing stays bounded.
pub const MAX_BYTES: usize = 512;

/// Computations that may wait for their turn; whoever comes beyond them is asked to come back.
const WAITING: usize = 64;
/// Places beside those, for browsers in which the same user was logged in before.
const KEPT: usize = 16;
/// When to come back.
const COME_BACK: Duration = Duration::from_secs(1);

/// Hashes and checks passwords on blocking threads, a bounded number at a time.
#[derive(Clone)]
pub struct Passwords {
    /// Turns to compute.
    permits: Arc<Semaphore>,
    /// Places to wait for a turn.
    places: Arc<Semaphore>,
    /// Those that strangers cannot take.
    kept: Arc<Semaphore>,
    /// Who has a guess under way at which name.
    guesses: Arc<Mutex<HashSet<StandingKey>>>,
    /// Compared with when there is nothing to compare with.
    decoy: Arc<str>,
    /// Computations so far.
    computed: Arc<AtomicU64>,
}

/// Who has typed a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typist {
    /// Anybody.
    Anybody,
    /// A browser in which the same user was logged in before: strangers do not keep it out (R14).
    KnownBrowser,
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
    /// Among the first that somebody would try.
    #[error("the password is easy to guess")]
    Guessable,
    /// Too many others wait for their turn.
    #[error("too many passwords are being hashed")]
    Busy(Refusal),
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
            places: Arc::new(Semaphore::new(at_once + WAITING)),
            kept: Arc::new(Semaphore::new(KEPT)),
            guesses: Arc::default(),
            decoy,
            computed: Arc::default(),
        })
    }

    /// The hash to store. `about` is what everybody knows of its owner and of this service: guesses begin with that.
    ///
    /// # Errors
    /// [`PasswordError`] if the password cannot be set.
    pub async fn hash(
        &self,
        password: TypedPassword,
        about: &[&str],
        entropy: &dyn Entropy,
    ) -> Result<String, PasswordError> {
        if password.0.chars().count() < MIN_CHARS {
            return Err(PasswordError::TooShort);
        }
        if password.0.len() > MAX_BYTES {
            return Err(PasswordError::TooLong);
        }
        let _place = self.place(Typist::Anybody).map_err(PasswordError::Busy)?;
        let salt = salt(entropy);
        let about: Vec<String> = about.iter().map(|word| (*word).to_owned()).collect();
        self.run(move || {
            if is_guessable(&password.0, &about) {
                return Err(PasswordError::Guessable);
            }
            hash_now(password.0.as_bytes(), &salt)
        })
        .await
        .unwrap_or(Err(PasswordError::Unavailable))
    }

    /// A place to wait for a turn.
    fn place(&self, typist: Typist) -> Result<OwnedSemaphorePermit, Refusal> {
        let any = Arc::clone(&self.places).try_acquire_owned();
        let place = match typist {
            Typist::Anybody => any,
            Typist::KnownBrowser => any.or_else(|_| Arc::clone(&self.kept).try_acquire_owned()),
        };
        place.map_err(|_| Refusal {
            retry_after: COME_BACK,
        })
    }

    /// How many passwords were hashed or compared so far: what takes time, whoever asks.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    /// Begins a guess at a password, which ends when this is dropped.
    ///
    /// # Errors
    /// [`Refusal`] while another guess of the same initiator at the same name is under way.
    pub fn begin_guess(&self, key: StandingKey) -> Result<Guess, Refusal> {
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        if guesses.insert(key) {
            Ok(Guess {
                guesses: Arc::clone(&self.guesses),
                key,
            })
        } else {
            Err(Refusal {
                retry_after: COME_BACK,
            })
        }
    }

    /// Whether `password` is the one behind `stored`. Without `stored`, or if nobody can have such a password, the answer is
    /// no, after the same work.
    ///
    /// # Errors
    /// [`Refusal`] if too many others wait for their turn.
    pub async fn verify(
        &self,
        mut password: TypedPassword,
        stored: Option<&str>,
        typist: Typist,
    ) -> Result<bool, Refusal> {
        let _place = self.place(typist)?;
        let known = stored.is_some() && password.0.len() <= MAX_BYTES;
        if password.0.len() > MAX_BYTES {
            password = TypedPassword::new("");
        }
        let hash = stored.map_or_else(|| self.decoy.to_string(), str::to_owned);
        let matches = self.run(move || {
            PasswordHash::new(&hash).is_ok_and(|hash| {
                Argon2::default()
                    .verify_password(password.0.as_bytes(), &hash)
                    .is_ok()
            })
        });
        Ok(matches.await.unwrap_or(false) && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let permit = self.permits.clone().acquire_owned().await.ok()?;
        self.computed.fetch_add(1, Ordering::Relaxed);
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .ok()
    }
}

/// A guess under way.
#[derive(Debug)]
#[must_use = "the guess ends when this is dropped"]
pub struct Guess {
    guesses: Arc<Mutex<HashSet<StandingKey>>>,
    key: StandingKey,
}

impl Drop for Guess {
    fn drop(&mut self) {
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        guesses.remove(&self.key);
    }
}

/// Whether a million guesses would find it (NIST SP 800-63B-4 3.1.1.2 asks for a blocklist of what is common, expected or
/// compromised; this one knows common passwords, names and words, keyboard rows, sequences, repeats, dates, and what is known
/// of the owner). Beyond that, limits on guessing protect it, and no rule says what it must consist of.
fn is_guessable(password: &str, about: &[String]) -> bool {
    let words = about.iter().flat_map(|known| {
        let parts = known.split(|c: char| !c.is_alphanumeric());
        std::iter::once(known.as_str()).chain(parts.filter(|part| part.chars().count() >= 3))
    });
    zxcvbn(password, &words.collect::<Vec<_>>()).score() < Score::Two
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
            .hash(TypedPassword::new("correct horse"), &[], &entropy)
            .await
            .unwrap();
        assert!(hash.starts_with("$argon2id$"));
        let endless = "x".repeat(513);
        for (typed, stored, right) in [
            ("correct horse", Some(&*hash), true),
            ("correct mouse", Some(&*hash), false),
            (&*endless, Some(&*hash), false),
            ("correct horse", None, false),
            ("correct horse", Some("not a hash"), false),
        ] {
            let verified = passwords
                .verify(TypedPassword::new(typed), stored, Typist::Anybody)
                .await;
            assert_eq!(verified, Ok(right), "{typed}");
        }
    }

    #[test]
    fn r14_an_initiator_guesses_at_a_name_one_guess_after_the_other() {
        let passwords = Passwords::new(1, &SeededEntropy::new(3)).unwrap();
        let (here, there) = (StandingKey::from_bytes([1; 16]), StandingKey::from_bytes([2; 16]));
        let guess = passwords.begin_guess(here).unwrap();
        assert!(passwords.begin_guess(here).is_err());
        assert!(passwords.begin_guess(there).is_ok());
        drop(guess);
        assert!(passwords.begin_guess(here).is_ok());
    }

    #[tokio::test]
    async fn short_and_endless_passwords_cannot_be_set() {
        let entropy = SeededEntropy::new(3);
        let passwords = Passwords::new(1, &entropy).unwrap();
        assert_eq!(
            passwords.hash(TypedPassword::new("seven77"), &[], &entropy).await,
            Err(PasswordError::TooShort)
        );
        assert_eq!(
            passwords
                .hash(TypedPassword::new("x".repeat(513)), &[], &entropy)
                .await,
            Err(PasswordError::TooLong)
        );
    }

    #[test]
    fn what_anybody_would_try_first_cannot_be_set() {
        let about = ["zebulon", "z.quagga@example.org", "Example Bank"].map(str::to_owned);
        for password in [
            "password",
            "P@ssw0rd1",
            "12345678",
            "qwertyuiop",
            "abcdefghij",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "letmein1",
            "iloveyou2",
            "zebulon1",
            "ZEBULON99",
            "quagga2024",
            "examplebank",
            "Example Bank1",
            "nolubez1",
        ] {
            assert!(is_guessable(password, &about), "{password}");
        }
    }

    #[test]
    fn no_rule_says_what_a_password_consists_of() {
        let about = ["zebulon".to_owned()];
        for password in [
            "correct horse",
            "correct horse battery",
            "gorilla wedding teapot",
            "пароль для чайника",
            "七転び八起きの毎日",
            "kq8vz2mwt7",
            "v9#Lq2!pWz",
        ] {
            assert!(!is_guessable(password, &about), "{password}");
        }
    }

    #[tokio::test]
    async fn whoever_comes_when_all_places_are_taken_comes_back_later() {
        let entropy = SeededEntropy::new(3);
        let passwords = Passwords::new(1, &entropy).unwrap();
        let places: Vec<_> = std::iter::from_fn(|| passwords.place(Typist::Anybody).ok()).collect();
        let busy = Refusal {
            retry_after: COME_BACK,
        };
        let typed = || TypedPassword::new("correct horse");
        assert_eq!(
            passwords.hash(typed(), &[], &entropy).await,
            Err(PasswordError::Busy(busy))
        );
        assert_eq!(passwords.verify(typed(), None, Typist::Anybody).await, Err(busy));
        let known: Vec<_> = std::iter::from_fn(|| passwords.place(Typist::KnownBrowser).ok()).collect();
        assert_eq!(known.len(), KEPT, "strangers do not keep its owner out");
        drop(places);
        assert!(passwords.hash(typed(), &[], &entropy).await.is_ok());
    }
}
