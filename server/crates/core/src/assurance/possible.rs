//! What the logins can be worth that an authenticator approves.

use super::{Assurance, COMPATIBLE, NATIVE, of};
use crate::{
    model::{Credential, Device, FirstFactor, KeyStorage, Presence},
    port::Holding,
};

/// All that a login can be worth that this approves, the least first. What the service asks for decides which it is.
pub fn possible(holding: &Holding, first_factor: FirstFactor) -> Vec<Assurance> {
    let credential = &holding.authenticator.credential;
    let presences = match &holding.device {
        Some(device) if Device::is_native(device) => NATIVE,
        Some(_) => COMPATIBLE,
        None => &[Presence::Unshown],
    };
    let storage = match credential {
        Credential::Passkey(passkey) => passkey.storage(),
        _ => KeyStorage::Unknown,
    };
    let worths = presences
        .iter()
        .map(|presence| of(credential.method(), *presence, storage, first_factor));
    let mut worths: Vec<Assurance> = worths.collect();
    worths.dedup();
    worths
}

#[cfg(test)]
mod tests {
    use countersign_proto::keys::ServerKey;

    use super::*;
    use crate::{
        model::{Authenticator, DeviceKey, OwnKeys},
        testing::sample,
    };

    fn words(holding: &Holding, first_factor: FirstFactor) -> Vec<String> {
        let worths = possible(holding, first_factor).into_iter();
        worths
            .map(|worth| worth.acr.replace("urn:countersign:acr:", ""))
            .collect()
    }

    #[test]
    fn a_phone_is_worth_what_it_can_show_of_its_person() {
        let mut holding = Holding {
            authenticator: sample::authenticator(),
            device: Some(sample::device()),
            last_used_at: None,
            last_used_from: None,
        };
        assert_eq!(words(&holding, FirstFactor::None), ["push", "push-number"]);
        let jwk = ServerKey::from_seed(&[7; 32]).to_jwk();
        let keys = OwnKeys {
            signing: jwk.clone(),
            sealing: jwk,
        };
        holding.device = Some(Device {
            key: DeviceKey::Own(Box::new(keys)),
            ..sample::device()
        });
        assert_eq!(
            words(&holding, FirstFactor::Verified),
            ["push+pwd", "push-number+pwd", "oob+pwd"]
        );
    }

    #[test]
    fn what_no_page_can_raise_is_worth_one_thing() {
        let passkey = Holding {
            authenticator: Authenticator {
                credential: Credential::Passkey(sample::passkey()),
                ..sample::authenticator()
            },
            device: None,
            last_used_at: None,
            last_used_from: None,
        };
        assert_eq!(words(&passkey, FirstFactor::None), ["passkey"]);
    }
}
