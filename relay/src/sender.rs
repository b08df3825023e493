//! Who may send: servers, known by their keys.

use countersign_proto::keys::PublicJwk;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::queue::SenderName;

/// Most keys of one sender: the one in use, and the one that follows it.
pub(crate) const MAX_KEYS: usize = 2;

/// A server that may send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sender {
    pub(crate) name: SenderName,
    pub(crate) state: SenderState,
    pub(crate) policy: Policy,
    pub(crate) keys: Vec<SenderKey>,
    pub(crate) created_at_ms: i64,
}

/// Whether it may send now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SenderState {
    Active,
    Suspended,
}

impl SenderState {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }
}

/// What a sender may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Policy {
    /// Its share of the sending when several have something to send, from 1 to 1000.
    pub(crate) weight: u32,
    /// Notifications that it may hand in within a minute, evenly: at once the share of a second, or one whole request.
    pub(crate) per_minute: u32,
    /// Notifications of it that may wait at once.
    pub(crate) max_queued: usize,
    /// Messages and calls to telephones that it may have sent in a day of universal time: they cost money, so none unless it is said.
    pub(crate) messages_per_day: u32,
    /// The apps whose phones it may wake; all if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) apps: Option<Vec<String>>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            weight: 1,
            per_minute: 60_000,
            max_queued: 20_000,
            messages_per_day: 0,
            apps: None,
        }
    }
}

/// A sender's public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SenderKey {
    /// Ed25519, with its thumbprint as `kid`.
    pub(crate) jwk: PublicJwk,
    pub(crate) added_at_ms: i64,
    /// When it stops being accepted, if it was followed by another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ends_at_ms: Option<i64>,
}

impl SenderKey {
    /// The RFC 7638 thumbprint, whatever the key says that it is called.
    pub(crate) fn id(&self) -> String {
        self.jwk.thumbprint()
    }

    /// Whether it is accepted at this time.
    pub(crate) fn is_valid(&self, now_ms: i64) -> bool {
        self.ends_at_ms.is_none_or(|ends_at_ms| now_ms < ends_at_ms)
    }
}

impl Sender {
    /// Adds a key. The present one is accepted until `ends_at_ms`; one that was followed before ends now.
    pub(crate) fn rotate(&mut self, jwk: PublicJwk, now_ms: i64, ends_at_ms: i64) {
        self.keys.retain(|key| key.ends_at_ms.is_none());
        for key in &mut self.keys {
            key.ends_at_ms = Some(ends_at_ms);
        }
        self.keys.push(SenderKey {
            jwk,
            added_at_ms: now_ms,
            ends_at_ms: None,
        });
        debug_assert!(self.keys.len() <= MAX_KEYS, "all but the newest were followed");
    }

    /// Whether it may wake phones of this app.
    pub(crate) fn may_use(&self, app: &str) -> bool {
        let apps = self.policy.apps.as_ref();
        apps.is_none_or(|apps| apps.iter().any(|allowed| allowed == app))
    }
}

#[cfg(test)]
mod tests {
    use countersign_proto::keys::ServerKey;

    use super::*;

    fn jwk(seed: u8) -> PublicJwk {
        ServerKey::from_seed(&[seed; 32]).to_jwk()
    }

    fn sender() -> Sender {
        Sender {
            name: "a".parse().unwrap(),
            state: SenderState::Active,
            policy: Policy::default(),
            keys: Vec::new(),
            created_at_ms: 0,
        }
    }

    #[test]
    fn two_keys_are_valid_while_one_follows_the_other() {
        let mut sender = sender();
        sender.rotate(jwk(1), 0, 0);
        sender.rotate(jwk(2), 10, 100);
        let valid = |sender: &Sender, now| sender.keys.iter().filter(|key| key.is_valid(now)).count();
        assert_eq!((valid(&sender, 99), valid(&sender, 100)), (2, 1));
        sender.rotate(jwk(3), 50, 200);
        let ids: Vec<String> = sender.keys.iter().map(SenderKey::id).collect();
        assert_eq!(
            ids,
            [jwk(2).thumbprint(), jwk(3).thumbprint()],
            "the oldest has gone"
        );
        assert_eq!(sender.keys.len(), MAX_KEYS);
    }

    #[test]
    fn r11_a_sender_wakes_phones_of_its_apps_alone() {
        let mut sender = sender();
        assert!(sender.may_use("any"));
        sender.policy.apps = Some(vec!["one".to_owned()]);
        assert!(sender.may_use("one") && !sender.may_use("any"));
    }
}
