//! An authenticator as clients see it.

use countersign_core::{
    model::{AuthenticatorState, Confirmation},
    port::Holding,
};
use countersign_proto::ids::{AuthenticatorId, DeviceId};
use serde::Serialize;
use utoipa::ToSchema;

/// An enrolled way to authenticate.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuthenticatorBody {
    #[schema(value_type = uuid::Uuid)]
    id: AuthenticatorId,
    /// `push`, `totp`, `hotp`, `sms`, `voice`, `passkey`, `certificate`, `recovery_code` or `temporary_code`.
    kind: &'static str,
    label: String,
    /// `active`, `suspended`, `locked` or `deleted`; operators are also told `lost`: reported so, or disowned by its owner.
    state: &'static str,
    /// Whether its user has confirmed it; until then it counts only for the client that enrolled it.
    confirmed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<HeldBy>,
    /// RFC 3339.
    created_at: String,
    /// RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used_at: Option<String>,
}

/// The installation that holds it.
#[derive(Serialize, ToSchema)]
struct HeldBy {
    #[schema(value_type = uuid::Uuid)]
    id: DeviceId,
    name: String,
}

/// A user's authenticators.
#[derive(Serialize, ToSchema)]
pub(super) struct AuthenticatorList {
    pub(super) authenticators: Vec<AuthenticatorBody>,
}

impl AuthenticatorBody {
    /// As operators see it: what its owner alone may bring back is told from what a service may.
    pub(crate) fn of_operators(holding: Holding) -> Self {
        let is_lost = holding.authenticator.state == AuthenticatorState::Lost;
        let body = Self::from(holding);
        Self {
            state: if is_lost { "lost" } else { body.state },
            ..body
        }
    }
}

impl From<Holding> for AuthenticatorBody {
    fn from(holding: Holding) -> Self {
        let Holding {
            authenticator,
            device,
            last_used_at,
            // That is between its owner and the server.
            last_used_from: _,
        } = holding;
        Self {
            id: authenticator.id,
            kind: authenticator.credential.method().as_str(),
            label: authenticator.label,
            state: match authenticator.state {
                AuthenticatorState::Active => "active",
                AuthenticatorState::Suspended | AuthenticatorState::Lost => "suspended",
                AuthenticatorState::Locked => "locked",
                AuthenticatorState::Deleted => "deleted",
            },
            confirmed: authenticator.confirmation == Confirmation::ByUser,
            device: device.map(|device| HeldBy {
                id: device.id,
                name: device.name,
            }),
            created_at: authenticator.created_at.to_string(),
            last_used_at: last_used_at.map(|at| at.to_string()),
        }
    }
}
