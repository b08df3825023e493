//! Pushes that nobody on the way can read: HPKE (RFC 9180), padded to one size.

use std::convert::Infallible;

use hpke::{
    Deserializable, HpkeError, OpModeR, OpModeS, Serializable,
    aead::AesGcm128,
    kdf::HkdfSha256,
    kem::DhP256HkdfSha256,
    rand_core::{TryCryptoRng, TryRng},
    single_shot_open, single_shot_seal_with_rng,
};
use serde::{Deserialize, Serialize};

use crate::{
    ids::DeviceId,
    keys::{SealingKey, SealingPublicKey},
};

/// Bytes of every plaintext.
const PLAINTEXT_LEN: usize = 2048;
/// Bytes of an encapsulated key: an uncompressed point.
const ENCAPSULATED_LEN: usize = 65;
/// Bytes of everything that is sealed.
pub const SEALED_LEN: usize = ENCAPSULATED_LEN + PLAINTEXT_LEN + 16;
/// What the keys that are derived are for.
const INFO: &[u8] = b"countersign push 1";

/// What a push carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// A challenge; absent if it is too long to be carried, so that the phone has to ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
}

/// What is sealed does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the push does not open")]
pub struct Unopenable;

/// Seals a challenge for a device; the same length each time. `fill` fills bytes with what nobody can guess.
///
/// # Errors
/// [`Unopenable`] for a key that nothing can be sealed with.
pub fn seal(
    key: &SealingPublicKey,
    device: DeviceId,
    challenge: &str,
    fill: impl FnMut(&mut [u8]),
) -> Result<Vec<u8>, Unopenable> {
    let whole = Carried {
        challenge: Some(challenge.to_owned()),
    };
    let plaintext = pad(&whole).unwrap_or_else(|| {
        pad(&Carried { challenge: None }).expect("an empty message is shorter than every push")
    });
    let associated = device.to_string();
    let (encapsulated, ciphertext) = single_shot_seal_with_rng::<AesGcm128, HkdfSha256, DhP256HkdfSha256>(
        &OpModeS::Base,
        key.as_hpke(),
        INFO,
        &plaintext,
        associated.as_bytes(),
        &mut Given(fill),
    )
    .map_err(|_: HpkeError| Unopenable)?;
    Ok([&encapsulated.to_bytes()[..], &ciphertext].concat())
}

/// Opens what was sealed for a device.
///
/// # Errors
/// [`Unopenable`] if it was sealed for another, changed, or is not padded as it should be.
pub fn open(key: &SealingKey, device: DeviceId, sealed: &[u8]) -> Result<Carried, Unopenable> {
    unpad(&open_bytes(key, INFO, device.to_string().as_bytes(), sealed)?)
}

fn open_bytes(
    key: &SealingKey,
    info: &[u8],
    associated: &[u8],
    sealed: &[u8],
) -> Result<Vec<u8>, Unopenable> {
    let (encapsulated, ciphertext) = sealed.split_at_checked(ENCAPSULATED_LEN).ok_or(Unopenable)?;
    let encapsulated = Deserializable::from_bytes(encapsulated).map_err(|_: HpkeError| Unopenable)?;
    single_shot_open::<AesGcm128, HkdfSha256, DhP256HkdfSha256>(
        &OpModeR::Base,
        key.as_hpke(),
        &encapsulated,
        info,
        ciphertext,
        associated,
    )
    .map_err(|_: HpkeError| Unopenable)
}

/// Randomness that is given.
struct Given<F>(F);

impl<F: FnMut(&mut [u8])> TryRng for Given<F> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0(bytes);
        Ok(())
    }
}

impl<F: FnMut(&mut [u8])> TryCryptoRng for Given<F> {}

fn pad(carried: &Carried) -> Option<Vec<u8>> {
    let json = serde_json::to_vec(carried).expect("members have text keys");
    let length = u16::try_from(json.len()).ok()?;
    let mut plaintext = Vec::with_capacity(PLAINTEXT_LEN);
    plaintext.extend_from_slice(&length.to_be_bytes());
    plaintext.extend_from_slice(&json);
    (plaintext.len() <= PLAINTEXT_LEN).then(|| {
        plaintext.resize(PLAINTEXT_LEN, 0);
        plaintext
    })
}

fn unpad(plaintext: &[u8]) -> Result<Carried, Unopenable> {
    let (length, rest) = plaintext.split_first_chunk::<2>().ok_or(Unopenable)?;
    let json = rest
        .get(..usize::from(u16::from_be_bytes(*length)))
        .ok_or(Unopenable)?;
    serde_json::from_slice(json).map_err(|_| Unopenable)
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    #[test]
    fn it_is_hpke_as_rfc_9180_says() {
        // Appendix A.3.1, first encryption.
        let hex = |text: &str| HEXLOWER.decode(text.as_bytes()).unwrap();
        let scalar = hex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2");
        let key = SealingKey::from_bytes(&scalar.try_into().unwrap()).unwrap();
        let sealed = hex(concat!(
            "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9",
            "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
            "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434",
        ));
        let opened = open_bytes(&key, b"Ode on a Grecian Urn", b"Count-0", &sealed);
        assert_eq!(opened.unwrap(), b"Beauty is truth, truth beauty");
    }
}
