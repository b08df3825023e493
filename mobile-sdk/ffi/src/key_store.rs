//! The app's own place for secrets.

/// Keeps the accounts where the system keeps secrets: in the Keychain, or encrypted by a key of the Android Keystore.
/// The app implements it. The phone calls one function at a time; they must not call the phone.
#[uniffi::export(with_foreign)]
pub trait KeyStore: Send + Sync {
    /// What was saved last; nothing if nothing was.
    ///
    /// # Errors
    /// [`KeyStoreError`] if it cannot be read, as while the device is locked. Nothing is lost then, and nothing saved.
    fn load(&self) -> Result<Option<Vec<u8>>, KeyStoreError>;

    /// Keeps these bytes instead of the former ones, durably and all or nothing. They hold keys.
    ///
    /// # Errors
    /// [`KeyStoreError`] if they cannot be kept; the former ones then stay.
    fn save(&self, accounts: Vec<u8>) -> Result<(), KeyStoreError>;
}

/// Why an app's key store failed.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum KeyStoreError {
    /// The system does not give or take the secret.
    #[error("{reason}")]
    Unavailable {
        /// What the system says.
        reason: String,
    },
}

/// What an app threw that is no [`KeyStoreError`].
impl From<uniffi::UnexpectedUniFFICallbackError> for KeyStoreError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable { reason: error.reason }
    }
}
