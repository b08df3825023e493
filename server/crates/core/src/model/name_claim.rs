//! What keeps two people's names from being mistaken for one another.

use countersign_proto::ids::UserId;

use super::{UserName, Version};

/// Nobody else's name may look like this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameClaim {
    /// What the name looks like, see [`UserName::skeleton`].
    pub skeleton: String,
    /// Whose name it is.
    pub user_id: UserId,
    /// See [`Version`].
    pub version: Version,
}

impl NameClaim {
    /// The claim of a user who is being added.
    pub fn new(name: &UserName, user_id: UserId) -> Self {
        Self {
            skeleton: name.skeleton(),
            user_id,
            version: Version::FIRST,
        }
    }
}
