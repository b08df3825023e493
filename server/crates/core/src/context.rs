//! What every flow is given.

use std::sync::Arc;

use countersign_proto::keys::{ServerKey, SharedSecret};

use crate::{
    Strangers,
    flow::{certificate_authority::RevocationLists, send_code::MessageQueue},
    passwords::Passwords,
    port::{Clock, Entropy, Organisations, Pki, Places, Signals, Store, Texts},
    secrets::Secrets,
    settings::CoreSettings,
};

/// The outside world of the flows; cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// Hints that something changed.
    pub signals: Arc<dyn Signals>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Words for people.
    pub texts: Arc<dyn Texts>,
    /// Reads, checks and signs certificates.
    pub pki: Arc<dyn Pki>,
    /// Authorities of organisations.
    pub organisations: Arc<dyn Organisations>,
    /// Where on earth addresses are; none while no database is set.
    pub places: Option<Arc<dyn Places>>,
    /// Seals and opens secrets.
    pub secrets: Secrets,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// Counters for names that nobody has.
    pub strangers: Strangers,
    /// Has messages to telephones counted one after the other.
    pub messages: MessageQueue,
    /// Keeps what was signed just now.
    pub revocation_lists: RevocationLists,
    /// Signs assertions.
    pub assertion_key: Arc<ServerKey>,
    /// Signs challenges to native phones.
    pub challenge_key: Arc<ServerKey>,
    /// Makes what crosses from login pages to phones, see [`crate::method::transfer`].
    pub transfer_key: Arc<SharedSecret>,
    /// Hashes codes that are sent to telephones, and the names of numbers that are counted.
    pub telephone_key: Arc<SharedSecret>,
    /// See [`CoreSettings`].
    pub settings: Arc<CoreSettings>,
}
