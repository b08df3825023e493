//! What was asked for when a login was started.

use std::net::IpAddr;

use countersign_proto::ids::{AuthenticatorId, DeviceId};
use serde::{Deserialize, Serialize};

use super::super::{
    ClientId, Demand, DisplayText, Method, NumberPrompt, StandingKey, TokenHash, UserName, initiator::digest,
    words::words,
};

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginRequest {
    /// The name at the time, as the assertion says it.
    pub username: UserName,
    /// What an approval does.
    #[serde(default, skip_serializing_if = "Purpose::is_log_in")]
    pub purpose: Purpose,
    /// The service name that the phone shows.
    pub service: DisplayText,
    /// How the phone proves to stand beside the login page.
    pub number: NumberPrompt,
    /// What the client wants shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<DisplayText>,
    /// Where the request came from, as the client says.
    #[serde(default, skip_serializing_if = "RequestContext::is_empty")]
    pub context: RequestContext,
    /// Whether a first factor preceded.
    pub first_factor: FirstFactor,
    /// Returned in the assertion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// Whom limits bind.
    pub initiator: StandingKey,
    /// At most one pending login holds a slot; absent for parallel logins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Slot>,
    /// Hash of what lets the starting browser read, cancel and resend.
    pub wait_token: TokenHash,
    /// Who is asked, now or once the person chooses the phone.
    pub devices: Vec<DeviceRef>,
    /// The authenticator that alone can decide it; any of the user's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<AuthenticatorId>,
    /// What the service demands of it, and whether nothing less is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<Demand>,
    /// What the user had at the time that could decide it, the first choice first.
    #[serde(default = "push_alone", skip_serializing_if = "is_push_alone")]
    pub methods: Vec<Method>,
    /// Whether its client wants to be told of a logout: such logins are found again by their user.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told: bool,
}

impl LoginRequest {
    /// How it will be approved, unless the person chooses another way.
    pub fn first_method(&self) -> Method {
        self.methods.first().copied().unwrap_or(Method::Push)
    }

    /// Whether a method may decide it: where a policy is enforced, only one that was found strong enough (R12); a test of pushes
    /// is for them alone.
    pub fn takes(&self, method: Method) -> bool {
        if self.purpose == Purpose::Test {
            return method == Method::Push;
        }
        let is_enforced = self.demand.as_ref().is_some_and(|demand| demand.enforced);
        // A message and a call are worth the same.
        let fits = |known: &Method| *known == method || (known.is_sent() && method.is_sent());
        !is_enforced || self.methods.iter().any(fits)
    }

    /// Whether a typed code can decide it.
    pub fn takes_codes(&self) -> bool {
        let is_typed =
            |method: &Method| !matches!(method, Method::Push | Method::Certificate | Method::Passkey);
        self.methods.iter().any(is_typed)
    }

    /// Whether a digital certificate can decide it.
    pub fn takes_certificates(&self) -> bool {
        self.methods.contains(&Method::Certificate)
    }

    /// Whether a passkey can decide it.
    pub fn takes_passkeys(&self) -> bool {
        self.methods.contains(&Method::Passkey)
    }

    /// Whether a code can be sent to a telephone to decide it.
    pub fn reaches_telephones(&self) -> bool {
        self.methods.iter().any(|method| method.is_sent())
    }

    /// Whether a code can decide it that nobody has to send.
    pub fn takes_other_codes(&self) -> bool {
        let mut unsent = self.methods.iter().filter(|method| !method.is_sent());
        unsent.any(|method| !matches!(method, Method::Push | Method::Certificate | Method::Passkey))
    }
}

fn push_alone() -> Vec<Method> {
    vec![Method::Push]
}

fn is_push_alone(methods: &[Method]) -> bool {
    methods == [Method::Push]
}

/// What an approval does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// It completes the login.
    #[default]
    LogIn,
    /// It confirms the authenticator that gave it, for every client (R11), and logs nobody in.
    Confirm,
    /// It shows that pushes arrive, and opens and satisfies nothing.
    Test,
}

impl Purpose {
    /// Whether an approval completes a login.
    pub fn is_log_in(&self) -> bool {
        *self == Self::LogIn
    }
}

words! {
    /// Whether a first factor preceded, and who says so.
    FirstFactor {
        /// None that we know of.
        None = "none",
        /// The client says so; raises nothing.
        Asserted = "asserted",
        /// The password was verified here, in this login.
        Verified = "verified",
    }
}

/// Where a login was asked for, as the client says; shown, never trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestContext {
    /// The person's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<IpAddr>,
    /// The person's browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}

impl RequestContext {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A device as the login page may name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRef {
    /// Which device.
    pub id: DeviceId,
    /// What it is called.
    pub name: String,
    /// Whether it fetches its challenges itself, whether or not it is pushed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fetches: bool,
}

/// The place of which a later login of the same user, client and context takes over from an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slot(u128);

impl Slot {
    /// The slot of a login; nobody else's `context` leads to it (R10, R14).
    pub fn derive(name: &UserName, client: &ClientId, context: &RequestContext) -> Self {
        let ip = context.ip.map(|ip| ip.to_string()).unwrap_or_default();
        let agent = context.user_agent.as_deref().unwrap_or_default();
        let parts = [
            name.as_str().as_bytes(),
            client.as_str().as_bytes(),
            ip.as_bytes(),
            agent.as_bytes(),
        ];
        Self(digest(&parts))
    }

    /// The slot that a store holds.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// The slot as a store holds it.
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}
