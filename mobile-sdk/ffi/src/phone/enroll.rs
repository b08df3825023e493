//! Follows enrolment codes of every kind.

use countersign_mobile_sdk::{
    self as sdk, Device, EnrollError, Generation, ambient,
    native::{self, Link, NewPhone},
};
use countersign_proto::{
    forgerock::uri::{self, Scanned},
    keys::{DeviceKey, SealingKey},
    push::PushToken,
};

use super::{Phone, Platform};
use crate::{account::Account, address::Address, error::PhoneError};

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Follows a code: the link of a native enrolment or of a move from another phone, for which keys are made here, or a
    /// code of the compatible protocol (`pushauth:`, `mfauth:`, `otpauth:`). Returns the new accounts, which are kept by then.
    ///
    /// Only codes of the compatible protocol with pushes need an `address`; a native account without one is asked while the
    /// app asks.
    ///
    /// Fails with `BadCode`, `PolicyUnmet`, `NoAddress`, `Unreachable`, `NotKept`, `NoRandomness`, or with `OnlyCodes`, after which one
    /// account is kept.
    #[uniffi::method(default(address = None))]
    pub async fn enroll(&self, code: &str, address: Option<Address>) -> Result<Vec<Account>, PhoneError> {
        // A store that fails is found before a server takes this phone for enrolled.
        self.kept.all()?;
        let followed = match code.parse::<Link>() {
            Ok(link) => self.follow(&link, address).await?,
            Err(_) => self.scan(code.trim(), address.as_ref()).await?,
        };
        let (new, failure) = match followed {
            Ok(new) => (new, None),
            Err(EnrollError::Half { kept, reason }) => {
                let failure = PhoneError::OnlyCodes(reason.to_string());
                (vec![*kept], Some(failure))
            }
            Err(error) => return Err(error.into()),
        };
        let kept = self.kept.add(new)?;
        failure.map_or_else(|| Ok(kept.iter().map(Account::from).collect()), Err)
    }
}

/// What came of a code that was followed at all.
type Followed = Result<Vec<sdk::Account>, EnrollError>;

impl Phone {
    async fn follow(&self, link: &Link, address: Option<Address>) -> Result<Followed, PhoneError> {
        let phone = NewPhone {
            name: self.name.clone(),
            platform: self.platform.into(),
            app: self.app.clone(),
            signing_key: ambient::random_key(DeviceKey::p256)?,
            sealing_key: ambient::random_key(SealingKey::from_bytes)?,
            address: address.map(Into::into),
        };
        let now_secs = self.times.now_secs(&link.server);
        Ok(native::enroll(link, &phone, now_secs, &self.transport).await)
    }

    async fn scan(&self, code: &str, address: Option<&Address>) -> Result<Followed, PhoneError> {
        let codes_alone = matches!(uri::scan(code), Ok(Scanned::Oath(_)) | Err(_));
        let push_token = match address {
            Some(address) => address.token(),
            None if codes_alone => PushToken::new(""),
            None => return Err(PhoneError::NoAddress),
        };
        let device = Device {
            name: self.name.clone(),
            generation: address.map_or_else(|| self.generation(), Address::generation),
            push_token,
            mechanism_uid: ambient::random_id()?,
            condition: self.condition(),
        };
        Ok(sdk::enroll(code, &device, &self.transport).await)
    }

    const fn generation(&self) -> Generation {
        match self.platform {
            Platform::Ios => Generation::FrIos,
            Platform::Android | Platform::Desktop => Generation::FrAndroid,
        }
    }
}
