//! The accounts as they are kept: each under an id of its own, all of them in one secret of the app's key store.

use std::sync::{Arc, Mutex, PoisonError};

use countersign_mobile_sdk::{self as sdk, ambient};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    error::PhoneError,
    key_store::{KeyStore, KeyStoreError},
};

/// An account, as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The phone's own name for it.
    pub(crate) id: Uuid,
    /// The account with its keys.
    pub(crate) account: sdk::Account,
}

/// All accounts. Changes come one by one.
pub(crate) struct Accounts {
    store: Mutex<Arc<dyn KeyStore>>,
}

impl Accounts {
    pub(crate) fn new(store: Arc<dyn KeyStore>) -> Self {
        Self {
            store: Mutex::new(store),
        }
    }

    /// All of them.
    pub(crate) fn all(&self) -> Result<Vec<Kept>, PhoneError> {
        self.with_store(load)
    }

    /// The account of this id.
    pub(crate) fn one(&self, id: &str) -> Result<Kept, PhoneError> {
        let mut accounts = self.all()?;
        let place = place(&accounts, id)?;
        Ok(accounts.swap_remove(place))
    }

    /// Keeps new accounts.
    pub(crate) fn add(&self, new: Vec<sdk::Account>) -> Result<Vec<Kept>, PhoneError> {
        let with_id = |account| -> Result<Kept, PhoneError> {
            let id = ambient::random_id()?;
            Ok(Kept { id, account })
        };
        let new: Vec<Kept> = new.into_iter().map(with_id).collect::<Result<_, _>>()?;
        self.with_store(|store| {
            let mut accounts = load(store)?;
            accounts.extend(new.iter().cloned());
            save(store, &accounts)
        })?;
        Ok(new)
    }

    /// Changes the account of this id; what comes of it is returned once that is kept.
    pub(crate) fn change<T>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Kept) -> Result<T, PhoneError>,
    ) -> Result<T, PhoneError> {
        self.with_store(|store| {
            let mut accounts = load(store)?;
            let place = place(&accounts, id)?;
            let done = change(&mut accounts[place])?;
            save(store, &accounts)?;
            Ok(done)
        })
    }

    /// Keeps the account of this id no more.
    pub(crate) fn remove(&self, id: &str) -> Result<(), PhoneError> {
        self.with_store(|store| {
            let mut accounts = load(store)?;
            accounts.remove(place(&accounts, id)?);
            save(store, &accounts)
        })
    }

    fn with_store<T>(&self, act: impl FnOnce(&dyn KeyStore) -> T) -> T {
        let store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        act(&**store)
    }
}

fn place(accounts: &[Kept], id: &str) -> Result<usize, PhoneError> {
    let id: Uuid = id.parse().map_err(|_| PhoneError::NoAccount)?;
    let place = accounts.iter().position(|kept| kept.id == id);
    place.ok_or(PhoneError::NoAccount)
}

fn load(store: &dyn KeyStore) -> Result<Vec<Kept>, PhoneError> {
    let Some(bytes) = store.load().map_err(|error| failed(&error))?.map(Zeroizing::new) else {
        return Ok(Vec::new());
    };
    // What the parser says might quote what it has read.
    serde_json::from_slice(&bytes)
        .map_err(|_| PhoneError::NotKept("what is kept is not what was saved".to_owned()))
}

fn save(store: &dyn KeyStore, accounts: &[Kept]) -> Result<(), PhoneError> {
    let bytes =
        serde_json::to_vec(accounts).map_err(|_| PhoneError::NotKept("they cannot be written".to_owned()))?;
    store.save(bytes).map_err(|error| failed(&error))
}

fn failed(error: &KeyStoreError) -> PhoneError {
    PhoneError::NotKept(error.to_string())
}
