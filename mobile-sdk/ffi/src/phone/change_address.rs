//! Keeps up with the push vendor, for accounts of both protocols.

use countersign_mobile_sdk::{self as sdk, Device, PushAccount, native};
use uuid::Uuid;

use super::Phone;
use crate::{address::Address, error::PhoneError};

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Tells the account's server where pushes reach this phone from now on, and that of a native account which app it is by now. Vendors
    /// give an app another address now and then; an app that was updated calls it once, too. Without an address, a native account is asked
    /// while the app asks; a compatible one must have one.
    ///
    /// Fails with `NoAccount`, `WrongKind`, `NoAddress`, `NotKept`, `Unreachable`, `SetAside`, `Removed` or `Refused`.
    pub async fn change_address(&self, account_id: &str, address: Option<Address>) -> Result<(), PhoneError> {
        match self.kept.one(account_id)?.account {
            sdk::Account::Native(account) => {
                let address = address.map(native::Address::from);
                let (of, address, by) = (&account, &address, &self.transport);
                let send = |moment| native::change_address(of, address.clone(), self.app.clone(), moment, by);
                self.request(account_id, &account, send).await
            }
            sdk::Account::Push(account) => {
                let address = address.ok_or(PhoneError::NoAddress)?;
                self.refresh(&account, &address).await
            }
            sdk::Account::Oath(_) => Err(PhoneError::WrongKind),
        }
    }
}

impl Phone {
    async fn refresh(&self, account: &PushAccount, address: &Address) -> Result<(), PhoneError> {
        let device = Device {
            name: self.name.clone(),
            generation: account.generation,
            push_token: address.token(),
            // The account has its own.
            mechanism_uid: Uuid::nil(),
            condition: self.condition(),
        };
        Ok(sdk::refresh(account, &device, &self.transport).await?)
    }
}
