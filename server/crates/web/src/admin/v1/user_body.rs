//! An account as operators find it.

use countersign_core::model::{AccountNumber, MailAddress, User, UserState};
use serde::Serialize;
use utoipa::ToSchema;

/// An account.
#[derive(Serialize, ToSchema)]
pub(super) struct UserBody {
    /// Names the account here; it never changes.
    #[schema(value_type = i64)]
    number: AccountNumber,
    /// The user name.
    name: String,
    /// What others see.
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<String>,
    /// Where mails go.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// `active` or `suspended`.
    state: &'static str,
    /// RFC 3339.
    created_at: String,
}

/// The accounts that were found.
#[derive(Serialize, ToSchema)]
pub(super) struct UserList {
    pub(super) users: Vec<UserBody>,
}

impl From<&User> for UserBody {
    fn from(user: &User) -> Self {
        Self {
            number: user.number,
            name: user.name.to_string(),
            display_name: user.display_name.as_ref().map(ToString::to_string),
            email: user.email.as_ref().map(MailAddress::as_str).map(str::to_owned),
            state: match user.state {
                UserState::Active => "active",
                UserState::Suspended => "suspended",
            },
            created_at: user.created_at.to_string(),
        }
    }
}
