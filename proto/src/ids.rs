//! Names of rows, one type per kind, so that a device id can never stand where a login id belongs.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id with this value.
            pub const fn new(value: Uuid) -> Self {
                Self(value)
            }

            /// The value.
            pub const fn as_uuid(&self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A person's account.
    UserId,
    /// One enrolled way to authenticate.
    AuthenticatorId,
    /// An app installation.
    DeviceId,
    /// The time between a code on a page and a working device.
    EnrollmentId,
    /// One attempt to log in.
    LoginId,
    /// The question to one device for one login.
    ChallengeId,
    /// A piece of work left for later.
    JobId,
    /// A person's request for a digital certificate.
    CertificateRequestId,
    /// What signs certificates, with its key.
    CertificateAuthorityId,
    /// A leave that somebody has given another person to act for them.
    DelegationId,
}
