//! Codes on paper, for the day when nothing else is at hand.

use serde::{Deserialize, Serialize};

use super::TokenHash;
use crate::secrets::Sealed;

/// One set of recovery codes. The codes themselves are not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// The key of the hashes, sealed.
    pub key: Sealed,
    /// Hashes of the codes that are still good; a code is good once.
    pub unused: Vec<TokenHash>,
}
