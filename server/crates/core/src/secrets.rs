//! Secrets at rest: sealed under data keys, which are sealed under a master key that the store never sees.

use std::{fmt, sync::Arc};

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use data_encoding::BASE64;
use hkdf::Hkdf;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
    model::{Timestamp, Version},
    port::{DataKey, Entropy},
};

/// Where a sealed value lives. It is authenticated with the value, so that a value copied to another place does
/// not open there.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Table and column, as one constant name.
    pub column: &'static str,
    /// The row's primary key.
    pub row: &'a [u8],
}

/// A sealed value: number of the data key (4 bytes), nonce (24), ciphertext with tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// The value as a store holds it.
    pub const fn from_stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The value as a store holds it.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        BASE64.decode(text.as_bytes()).map(Self).map_err(D::Error::custom)
    }
}

/// A sealed value does not open: wrong key, wrong place, or changed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value does not open")]
pub struct Unsealable;

/// The key above all keys; given by the operator, never stored beside the data.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// The key with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A key for one purpose, the same on every node that has this master key (RFC 5869, HKDF-SHA-256).
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut derived = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, &self.0)
            .expand(purpose.as_bytes(), derived.as_mut())
            .expect("32 bytes are within the bounds of HKDF");
        derived
    }

    /// Draws a data key and seals it.
    pub fn new_data_key(&self, id: u32, entropy: &dyn Entropy, now: Timestamp) -> DataKey {
        let mut key = Zeroizing::new([0_u8; 32]);
        entropy.fill(key.as_mut());
        let cipher = XChaCha20Poly1305::new(&self.0.into());
        let wrapped = seal(
            &cipher,
            MASTER,
            data_key_place(&id.to_be_bytes()),
            key.as_ref(),
            entropy,
        );
        DataKey {
            id,
            wrapped,
            created_at: now,
            version: Version::FIRST,
        }
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The key number that stands for the master key inside sealed values.
const MASTER: u32 = 0;
const HEADER: usize = 4 + 24;

/// Seals with the newest data key, opens with any.
#[derive(Clone)]
pub struct Secrets {
    keys: Arc<[(u32, XChaCha20Poly1305)]>,
    entropy: Arc<dyn Entropy>,
}

impl Secrets {
    /// Unwraps the data keys.
    ///
    /// # Errors
    /// [`Unsealable`] if there are none or the master key is not the one that sealed them.
    pub fn open_keys(
        master: &MasterKey,
        keys: &[DataKey],
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, Unsealable> {
        let cipher = XChaCha20Poly1305::new(&master.0.into());
        let mut opened = Vec::with_capacity(keys.len());
        for key in keys {
            let bytes = open(&cipher, data_key_place(&key.id.to_be_bytes()), &key.wrapped)?;
            let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| Unsealable)?;
            opened.push((key.id, cipher));
        }
        opened.sort_by_key(|(id, _)| *id);
        if opened.is_empty() {
            return Err(Unsealable);
        }
        Ok(Self {
            keys: opened.into(),
            entropy,
        })
    }

    /// Seals `secret` for this place.
    pub fn seal(&self, place: Place<'_>, secret: &[u8]) -> Sealed {
        let (id, cipher) = self
            .keys
            .last()
            .expect("there is at least one key, see `open_keys`");
        seal(cipher, *id, place, secret, &*self.entropy)
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// [`Unsealable`] if it was sealed elsewhere, changed, or its key is gone.
    pub fn open(&self, place: Place<'_>, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        let id = sealed
            .0
            .first_chunk::<4>()
            .map(|id| u32::from_be_bytes(*id))
            .ok_or(Unsealable)?;
        let (_, cipher) = self
            .keys
            .iter()
            .find(|(known, _)| *known == id)
            .ok_or(Unsealable)?;
        open(cipher, place, sealed)
    }
}

const fn data_key_place(id: &[u8; 4]) -> Place<'_> {
    Place {
        column: "data_key.wrapped",
        row: id,
    }
}

fn seal(
    cipher: &XChaCha20Poly1305,
    key: u32,
    place: Place<'_>,
    secret: &[u8],
    entropy: &dyn Entropy,
) -> Sealed {
    let mut nonce = [0_u8; 24];
    entropy.fill(&mut nonce);
    let ciphertext = cipher
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: secret,
                aad: &associated_data(place),
            },
        )
        .expect("secrets are far shorter than the cipher's limit of 256 GiB");
    let mut bytes = Vec::with_capacity(HEADER + ciphertext.len());
    bytes.extend_from_slice(&key.to_be_bytes());
    bytes.extend_from_slice(&nonce);
    bytes.extend_from_slice(&ciphertext);
    Sealed(bytes)
}

fn open(
    cipher: &XChaCha20Poly1305,
    place: Place<'_>,
    sealed: &Sealed,
) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
    let (header, ciphertext) = sealed.0.split_at_checked(HEADER).ok_or(Unsealable)?;
    let nonce: [u8; 24] = header[4..].try_into().map_err(|_| Unsealable)?;
    cipher
        .decrypt(
            &XNonce::from(nonce),
            Payload {
                msg: ciphertext,
                aad: &associated_data(place),
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| Unsealable)
}

fn associated_data(place: Place<'_>) -> Vec<u8> {
    [place.column.as_bytes(), b"\0", place.row].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededEntropy;

    fn secrets(master: u8, keys: &[u32]) -> Result<Secrets, Unsealable> {
        let entropy = Arc::new(SeededEntropy::new(1));
        let sealer = MasterKey::from_bytes([1; 32]);
        let keys: Vec<_> = keys
            .iter()
            .map(|id| sealer.new_data_key(*id, &*entropy, Timestamp::from_millis(0)))
            .collect();
        Secrets::open_keys(&MasterKey::from_bytes([master; 32]), &keys, entropy)
    }

    #[test]
    fn a_secret_opens_only_in_its_own_place() {
        let secrets = secrets(1, &[1]).unwrap();
        let place = Place {
            column: "device.secret",
            row: b"a",
        };
        let sealed = secrets.seal(place, b"key");
        assert_eq!(secrets.open(place, &sealed).unwrap().as_slice(), b"key");
        assert_eq!(
            secrets.open(Place { row: b"b", ..place }, &sealed),
            Err(Unsealable)
        );
        assert_eq!(
            secrets.open(
                Place {
                    column: "device.push_token",
                    ..place
                },
                &sealed
            ),
            Err(Unsealable)
        );
    }

    #[test]
    fn a_changed_or_cut_value_does_not_open() {
        let secrets = secrets(1, &[1]).unwrap();
        let place = Place {
            column: "device.secret",
            row: b"a",
        };
        let sealed = secrets.seal(place, b"key").as_bytes().to_vec();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(
                secrets.open(place, &Sealed(changed)),
                Err(Unsealable),
                "byte {at}"
            );
            assert_eq!(
                secrets.open(place, &Sealed(sealed[..at].to_vec())),
                Err(Unsealable),
                "cut at {at}"
            );
        }
    }

    #[test]
    fn another_master_key_opens_nothing() {
        assert!(secrets(2, &[1]).is_err());
        assert!(secrets(1, &[]).is_err());
    }

    #[test]
    fn the_newest_key_seals_and_older_ones_still_open() {
        let both = secrets(1, &[1, 2]).unwrap();
        let place = Place {
            column: "device.secret",
            row: b"a",
        };
        assert_eq!(both.seal(place, b"key").as_bytes()[..4], 2_u32.to_be_bytes());
        let old = secrets(1, &[1]).unwrap().seal(place, b"key");
        assert_eq!(both.open(place, &old).unwrap().as_slice(), b"key");
    }

    #[test]
    fn sealed_values_never_show_themselves() {
        assert_eq!(
            format!(
                "{:?}",
                secrets(1, &[1]).unwrap().seal(
                    Place {
                        column: "c",
                        row: b""
                    },
                    b"x"
                )
            ),
            "[sealed]"
        );
    }
}
