//! What is kept of a notification while it is queued: sealed, and bound to its place.

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use countersign_proto::{keys::SharedSecret, push::Notification, signed::keyed_hash};
use zeroize::Zeroizing;

use super::Key;

/// The cipher's nonce, in bytes; it stands before the ciphertext.
const NONCE: usize = 24;

/// Seals contents, and takes fingerprints.
pub(crate) struct Seal {
    cipher: XChaCha20Poly1305,
    fingerprints: SharedSecret,
}

/// A content does not open: another key, another place, or changed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a notification does not open: the master key is not the one that sealed it, or it was changed")]
pub(crate) struct Unsealable;

impl Seal {
    /// The seal under a master key.
    pub(crate) fn new(master: &[u8; 32]) -> Self {
        let master = SharedSecret::from_bytes(*master);
        let key = Zeroizing::new(keyed_hash(&master, "countersign relay queue key 1"));
        let fingerprints = keyed_hash(&master, "countersign relay fingerprint key 1");
        Self {
            cipher: XChaCha20Poly1305::new((&*key).into()),
            fingerprints: SharedSecret::from_bytes(fingerprints),
        }
    }

    /// What this seal is known by.
    pub(super) fn mark(&self) -> [u8; 32] {
        keyed_hash(&self.fingerprints, "countersign relay seal 1")
    }

    /// The content of `notification`; `nonce` is random.
    pub(super) fn seal(&self, key: &Key, notification: &Notification, nonce: [u8; NONCE]) -> Vec<u8> {
        let plain = serde_json::to_vec(notification).expect("a notification is JSON");
        let plain = Zeroizing::new(plain);
        let payload = Payload {
            msg: &plain,
            aad: &place(key),
        };
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .expect("a notification is far shorter than the cipher's limit of 256 GiB");
        [nonce.as_slice(), &sealed].concat()
    }

    pub(super) fn open(&self, key: &Key, content: &[u8]) -> Result<Notification, Unsealable> {
        let (nonce, sealed) = content.split_first_chunk::<NONCE>().ok_or(Unsealable)?;
        let payload = Payload {
            msg: sealed,
            aad: &place(key),
        };
        let plain = self
            .cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| Unsealable)?;
        serde_json::from_slice(&plain).map_err(|_| Unsealable)
    }

    /// What a notification shares with its repeats and no other. Deadline and body are left out: whoever sends again after a
    /// crash may have had to make them anew. Keyed, because an address could be guessed.
    pub(super) fn fingerprint(&self, notification: &Notification) -> [u8; 16] {
        let target = &notification.target;
        let environment = target.environment.map_or("", |environment| environment.as_str());
        let reference = notification.reference.map(|id| id.to_string());
        let parts = [
            target.provider.as_str(),
            environment,
            notification.class.as_str(),
            reference.as_deref().unwrap_or(""),
            &target.app,
            target.token.expose(),
        ];
        let text = Zeroizing::new(parts.join("\0"));
        let whole = keyed_hash(&self.fingerprints, &text);
        *whole.first_chunk().expect("a hash has 32 bytes")
    }
}

/// Where a content lives; it opens nowhere else.
fn place(key: &Key) -> Vec<u8> {
    [
        b"notification.content\0",
        key.id.as_bytes().as_slice(),
        key.sender.as_str().as_bytes(),
    ]
    .concat()
}

#[cfg(test)]
pub(super) mod tests {
    use countersign_proto::{
        ids::DeviceId,
        push::{Body, Class, Provider, PushToken, Sealed, Target},
    };
    use uuid::Uuid;

    use super::*;

    pub(in crate::queue) fn notification(id: u128, class: Class) -> Notification {
        Notification {
            id: Uuid::from_u128(id),
            reference: None,
            target: Target {
                provider: Provider::Fcm,
                app: "default".to_owned(),
                token: PushToken::new("an-address"),
                environment: None,
            },
            deadline_ms: 120_000,
            class,
            body: Body::Sealed(Sealed {
                device: DeviceId::new(Uuid::from_u128(9)),
                bytes: b"a-body".repeat(300),
            }),
        }
    }

    fn key(sender: &str, id: u128) -> Key {
        Key {
            sender: sender.parse().unwrap(),
            id: Uuid::from_u128(id),
        }
    }

    #[test]
    fn a_content_opens_only_in_its_own_place_and_unchanged() {
        let (seal, sent) = (Seal::new(&[1; 32]), notification(1, Class::Challenge));
        let content = seal.seal(&key("a", 1), &sent, [7; NONCE]);
        assert_eq!(seal.open(&key("a", 1), &content), Ok(sent));
        for other in [key("b", 1), key("a", 2)] {
            assert_eq!(seal.open(&other, &content), Err(Unsealable));
        }
        assert_eq!(Seal::new(&[2; 32]).open(&key("a", 1), &content), Err(Unsealable));
        for at in [0, NONCE, content.len() - 1] {
            let mut changed = content.clone();
            changed[at] ^= 1;
            assert_eq!(seal.open(&key("a", 1), &changed), Err(Unsealable));
            assert_eq!(seal.open(&key("a", 1), &content[..at]), Err(Unsealable));
        }
    }

    #[test]
    fn a_repeat_is_known_by_its_fingerprint_and_another_notification_is_not_one() {
        let seal = Seal::new(&[1; 32]);
        let print = |change: fn(&mut Notification)| {
            let mut changed = notification(1, Class::Challenge);
            change(&mut changed);
            seal.fingerprint(&changed)
        };
        let first = print(|_| {});
        let anew = |changed: &mut Notification| {
            changed.deadline_ms += 1;
            changed.body = Body::Sealed(Sealed {
                device: DeviceId::new(Uuid::from_u128(9)),
                bytes: vec![1],
            });
        };
        assert_eq!(print(anew), first);
        for other in [
            print(|changed| changed.target.token = PushToken::new("another")),
            print(|changed| changed.target.app = "other".to_owned()),
            print(|changed| changed.class = Class::Info),
            print(|changed| changed.reference = Some(Uuid::from_u128(5))),
            print(|changed| changed.target.provider = Provider::Apns),
        ] {
            assert_ne!(other, first);
        }
        assert_ne!(
            Seal::new(&[2; 32]).fingerprint(&notification(1, Class::Challenge)),
            first
        );
    }
}
