//! Authorities of organisations, which give people certificates elsewhere.

use std::sync::Arc;

use async_trait::async_trait;

use crate::model::{CertificateBytes, KeyStorage, Timestamp};

/// Knows the authorities of the settings, and what they have revoked.
#[async_trait]
pub trait Organisations: Send + Sync + 'static {
    /// All of them, with the latest of their lists that could be got by `now`. Answers in bounded time, and with lists whose time is
    /// up, or none, rather than not at all: whoever relies on them checks that.
    async fn authorities(&self, now: Timestamp) -> Vec<Arc<OrganisationAuthority>>;
}

/// An authority of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationAuthority {
    /// What the settings call it.
    pub name: String,
    /// Its own certificates (DER).
    pub anchors: Vec<CertificateBytes>,
    /// What it has revoked (DER); nothing in them was checked.
    pub lists: Vec<Vec<u8>>,
    /// Where its people's keys are, as the settings say.
    pub storage: KeyStorage,
}
