//! How an account leaves this phone: for another one, for good, or by this phone alone.

use countersign_mobile_sdk::native;

use super::Phone;
use crate::error::PhoneError;

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Opens the way to another phone: returns the link that it `enroll`s by, to be shown as a QR code. Once it has, this
    /// phone answers no more for the account and can forget it.
    ///
    /// Fails with `NoAccount`, `WrongKind`, `NotKept`, `Unreachable`, `SetAside`, `Removed`, `Refused` or `Unreadable`.
    pub async fn transfer(&self, account_id: &str) -> Result<String, PhoneError> {
        let account = self.native(account_id)?;
        let (of, by) = (&account, &self.transport);
        let send = |moment| native::transfer(of, moment, by);
        self.request(account_id, &account, send).await
    }

    /// Tells the server that this phone answers no more for a native account, and forgets it.
    ///
    /// Fails with `NoAccount`, `WrongKind`, `NotKept`, `Unreachable`, `SetAside`, `Removed` or `Refused`; only after `Removed` the account
    /// does not stay.
    pub async fn withdraw(&self, account_id: &str) -> Result<(), PhoneError> {
        let account = self.native(account_id)?;
        let (of, by) = (&account, &self.transport);
        let send = |moment| native::withdraw(of, moment, by);
        self.request(account_id, &account, send).await?;
        self.kept.remove(account_id)
    }
}

#[uniffi::export]
impl Phone {
    /// Forgets an account and its keys. Its server is not told; what it asks of this phone then waits in vain.
    ///
    /// Fails with `NoAccount` or `NotKept`.
    pub fn forget(&self, account_id: &str) -> Result<(), PhoneError> {
        self.kept.remove(account_id)
    }
}
