//! That a device reads something now, and what it says about itself.

use serde::{Deserialize, Serialize};

use super::{address::Address, app::App, statement::Statement};
use crate::ids::DeviceId;

/// How far a device's clock may be from the server's, in seconds.
pub const CLOCK_TOLERANCE_SECS: i64 = 60;

/// Fewest characters of a `jti`: 16 bytes in base64url.
pub const MIN_JTI_LEN: usize = 22;
/// Most characters of a `jti`.
pub const MAX_JTI_LEN: usize = 64;

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident($typ:literal) { $($(#[$member_doc:meta])* $member:ident: $type:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Which device.
            pub iss: DeviceId,
            /// The server's public URL.
            pub aud: String,
            /// When, in seconds since the Unix epoch, by the device's clock.
            pub iat: i64,
            /// Random; serves once.
            pub jti: String,
            $($(#[$member_doc])* pub $member: $type),*
        }

        impl Statement for $name {
            const TYP: &'static str = $typ;
        }

        impl Fresh for $name {
            fn audience(&self) -> &str {
                &self.aud
            }

            fn issued_at(&self) -> i64 {
                self.iat
            }

            fn jti(&self) -> &str {
                &self.jti
            }
        }
    )+};
}

/// A statement that is good for a moment and once.
pub trait Fresh: Statement {
    /// For which server it was made.
    fn audience(&self) -> &str;

    /// When it was made, in seconds since the Unix epoch.
    fn issued_at(&self) -> i64;

    /// What tells it from all others.
    fn jti(&self) -> &str;

    /// Whether it was made for `audience` within [`CLOCK_TOLERANCE_SECS`] of `now_secs`. That it was not used before is for
    /// the caller to know.
    fn is_fresh(&self, audience: &str, now_secs: i64) -> bool {
        self.audience() == audience
            && self.issued_at().abs_diff(now_secs) <= CLOCK_TOLERANCE_SECS.unsigned_abs()
            && (MIN_JTI_LEN..=MAX_JTI_LEN).contains(&self.jti().len())
    }
}

statements! {
    /// A device reads what is behind `htu`.
    Request("countersign-request+jwt") {
        /// The HTTP method.
        htm: String,
        /// The path, without query.
        htu: String,
    }

    /// A device says where pushes reach it, and which app it is by now.
    NewAddress("countersign-address+jwt") {
        /// Where; null for a device that asks for its challenges.
        address: Option<Address>,
        /// Which app.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        app: Option<App>,
    }

    /// A device's person wants to move to another phone.
    Transfer("countersign-transfer+jwt") {}

    /// A device will answer no more.
    Withdrawal("countersign-withdrawal+jwt") {}
}
