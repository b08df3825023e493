//! The phone: what it is, and which accounts it has. What it does stands in the files below.

mod answer;
mod ask;
mod change_address;
mod enroll;
mod leave;

use std::sync::{Arc, Mutex, PoisonError};

pub use answer::{Outcome, Shown};
pub use ask::Push;
use countersign_mobile_sdk::{self as sdk, Condition, HttpTransport, native};

use crate::{
    account::Account, error::PhoneError, kept::Accounts, key_store::KeyStore, server_time::ServerTimes,
    trust::Trust,
};

/// A phone and its accounts. An app makes one when it starts and keeps it; several threads may use it at once.
#[derive(uniffi::Object)]
pub struct Phone {
    name: String,
    platform: Platform,
    app: native::App,
    condition: Mutex<Condition>,
    pub(crate) kept: Accounts,
    pub(crate) times: ServerTimes,
    pub(crate) transport: HttpTransport,
}

/// What an app says of itself. Servers show it to people; nothing depends on it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AppVersion {
    /// What it is called.
    pub name: String,
    /// Which version, as its maker counts them.
    pub version: String,
}

/// What kind of device a phone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Platform {
    /// An app on Android.
    Android,
    /// An app on an Apple phone or tablet.
    Ios,
    /// A program on a computer.
    Desktop,
}

#[uniffi::export]
impl Phone {
    /// A phone that introduces itself by `name`, which its owner knows it by, and keeps its accounts in `store`.
    ///
    /// Fails with `NoTrust`.
    #[uniffi::constructor]
    pub fn new(
        name: String,
        platform: Platform,
        app: AppVersion,
        trust: &Trust,
        store: Arc<dyn KeyStore>,
    ) -> Result<Arc<Self>, PhoneError> {
        Ok(Arc::new(Self {
            name,
            platform,
            app: native::App {
                name: app.name,
                version: app.version,
            },
            condition: Mutex::new(UNTOLD),
            kept: Accounts::new(store),
            times: ServerTimes::default(),
            transport: trust.transport()?,
        }))
    }

    /// Tells what the phone is like, as far as codes of the compatible protocol may demand something of it: whether it has a lock that
    /// opens by a feature of its person, and how much speaks for its having been tampered with, from 0 to 1. Until it is told, it has
    /// no such lock.
    pub fn tell_condition(&self, has_biometrics: bool, tampering: f64) {
        *self.condition.lock().unwrap_or_else(PoisonError::into_inner) = Condition {
            has_biometrics,
            tampering,
        };
    }

    /// All accounts, in the order in which they were enrolled.
    ///
    /// Fails with `NotKept`.
    pub fn accounts(&self) -> Result<Vec<Account>, PhoneError> {
        Ok(self.kept.all()?.iter().map(Account::from).collect())
    }
}

/// A phone whose app has not told what it is like.
const UNTOLD: Condition = Condition {
    has_biometrics: false,
    tampering: 0.0,
};

impl Phone {
    pub(crate) fn condition(&self) -> Condition {
        *self.condition.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a request about an account, which is forgotten if its server proves that it has removed this phone.
    pub(crate) async fn request<T, F: Future<Output = Result<T, native::NativeError>>>(
        &self,
        account_id: &str,
        account: &native::NativeAccount,
        send: impl Fn(native::Moment) -> F,
    ) -> Result<T, PhoneError> {
        let done = self.times.request(&account.server, send).await;
        self.heed(account_id, done)
    }

    /// Forgets the account if that is what has come of asking its server.
    pub(crate) fn heed<T>(&self, account_id: &str, done: Result<T, PhoneError>) -> Result<T, PhoneError> {
        if let Err(PhoneError::Removed) = done {
            match self.kept.remove(account_id) {
                // Somebody else has heard of it first.
                Ok(()) | Err(PhoneError::NoAccount) => {}
                Err(error) => return Err(error),
            }
        }
        done
    }

    /// The account of this id, if it is a native one.
    pub(crate) fn native(&self, account_id: &str) -> Result<native::NativeAccount, PhoneError> {
        match self.kept.one(account_id)?.account {
            sdk::Account::Native(native) => Ok(native),
            sdk::Account::Push(_) | sdk::Account::Oath(_) => Err(PhoneError::WrongKind),
        }
    }
}

impl From<Platform> for native::Platform {
    fn from(platform: Platform) -> Self {
        match platform {
            Platform::Android => Self::Android,
            Platform::Ios => Self::Ios,
            Platform::Desktop => Self::Desktop,
        }
    }
}
