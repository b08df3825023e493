//! Where accounts are kept.

use std::{
    fs::{File, Permissions},
    io::{ErrorKind, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use crate::account::Account;

/// Accounts that cannot be read or kept.
#[derive(Debug, thiserror::Error)]
#[error("the accounts cannot be kept: {0}")]
pub struct StoreError(String);

/// Keeps accounts.
pub trait KeyStore {
    /// All accounts.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    fn load(&self) -> Result<Vec<Account>, StoreError>;

    /// Keeps exactly these accounts.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be kept; the former ones then stay.
    fn save(&self, accounts: &[Account]) -> Result<(), StoreError>;
}

/// Keeps accounts in a file that only its owner can read.
#[derive(Debug)]
pub struct FileStore(PathBuf);

impl FileStore {
    /// The store in this file; it need not exist yet.
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }
}

impl KeyStore for FileStore {
    fn load(&self) -> Result<Vec<Account>, StoreError> {
        match File::open(&self.0) {
            Ok(file) => serde_json::from_reader(file).map_err(|error| StoreError(error.to_string())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(StoreError(error.to_string())),
        }
    }

    fn save(&self, accounts: &[Account]) -> Result<(), StoreError> {
        let failed = |error: std::io::Error| StoreError(error.to_string());
        let folder = self
            .0
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        // A new file in place of the old one: a crash leaves one of the two, never half of one.
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        file.as_file()
            .set_permissions(Permissions::from_mode(0o600))
            .map_err(failed)?;
        serde_json::to_writer(&mut file, accounts).map_err(|error| StoreError(error.to_string()))?;
        file.flush()
            .and_then(|()| file.as_file().sync_all())
            .map_err(failed)?;
        file.persist(&self.0).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use countersign_proto::{forgerock::uri::Policies, keys::SharedSecret};

    use super::*;
    use crate::Generation;
    use crate::account::PushAccount;

    #[test]
    fn accounts_are_kept_for_their_owner_alone() {
        let dir = tempfile::TempDir::new().unwrap();
        let store = FileStore::new(&dir.path().join("accounts.json"));
        assert!(store.load().unwrap().is_empty());
        let account = PushAccount {
            generation: Generation::FrIos,
            user_name: Some("alice".to_owned()),
            cookie: None,
            issuer: "Acme".to_owned(),
            name: "alice".to_owned(),
            mechanism_uid: "m".to_owned(),
            endpoint: "https://mfa.example.com".to_owned(),
            policies: Policies::default(),
            secret: SharedSecret::from_bytes([5; 32]),
        };
        store.save(&[Account::Push(account)]).unwrap();
        let Account::Push(read) = store.load().unwrap().remove(0) else {
            panic!("a push account")
        };
        assert_eq!(read.secret.expose(), &[5; 32]);
        let mode = std::fs::metadata(dir.path().join("accounts.json"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
