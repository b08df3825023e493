//! How often anybody may try (R14).

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The limits that operators set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Pushes that one initiator may cause one user within a minute. One start or resend is one push, however
    /// many devices it reaches.
    pub pushes_per_initiator_per_minute: u32,
    /// Denials after which each further one makes the initiator wait.
    pub denials_before_backoff: u32,
    /// How long it then waits, in seconds.
    pub denial_backoff_secs: u64,
    /// Wrong answers and passwords after which an initiator is locked out for half an hour.
    pub failures_before_lock: u32,
    /// Authenticators of one kind that an account may have.
    pub authenticators_of_a_kind: usize,
    /// Sessions on our own pages that an account may have at once, because one account is one person; 0: any number. Where one more
    /// begins, the oldest ends.
    pub sessions_of_a_user: usize,
    /// Delegations that an account may have given at a time, invitations among them; from 1 to 1000.
    pub delegations_of_a_user: u32,
    /// Unauthenticated requests that one address may send within a minute.
    pub requests_per_address_per_minute: u32,
    /// Mails that strangers may cause to one mailbox within an hour, of each kind. What goes beyond is not sent, and nobody is
    /// told; a browser in which the owner has logged in has as many of its own.
    pub mails_per_mailbox_per_hour: u32,
    /// Mails that one address may cause within an hour, to whomever.
    pub mails_per_initiator_per_hour: u32,
    /// Connections that one address, or one /64 network of IPv6, may have open; more are closed at once.
    pub connections_per_address: usize,
    /// Connections that the server has open; more wait. Each takes a file handle and, while it waits, up to 16 KiB.
    pub connections: usize,
    /// Networks whose addresses are exempt from the limits per address.
    pub trusted_networks: Vec<String>,
}

impl Limits {
    /// How long an initiator is locked out (PCI DSS 8.3.4: at least 30 minutes).
    pub const LOCK: Duration = Duration::from_secs(30 * 60);

    /// How long an initiator waits after repeated denials.
    pub fn denial_backoff(&self) -> Duration {
        Duration::from_secs(self.denial_backoff_secs)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pushes_per_initiator_per_minute: 5,
            denials_before_backoff: 2,
            denial_backoff_secs: 60,
            failures_before_lock: 10,
            authenticators_of_a_kind: 10,
            sessions_of_a_user: 10,
            delegations_of_a_user: 50,
            requests_per_address_per_minute: 600,
            mails_per_mailbox_per_hour: 3,
            mails_per_initiator_per_hour: 30,
            connections_per_address: 256,
            connections: 19_000,
            trusted_networks: Vec::new(),
        }
    }
}
