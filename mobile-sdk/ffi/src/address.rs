//! Where pushes reach an app.

use countersign_mobile_sdk::{Generation, native};
use countersign_proto::push::{Environment, PushToken};

/// The push vendor's address of this app.
#[derive(Clone, uniffi::Enum)]
pub enum Address {
    /// An app on an Apple device.
    Apns {
        /// The device token, in hexadecimal.
        token: String,
        /// Where the token is valid; absent for what the server's settings say.
        environment: Option<ApnsEnvironment>,
    },
    /// An app on an Android device.
    Fcm {
        /// The registration token.
        token: String,
    },
}

/// Where an Apple device token is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ApnsEnvironment {
    /// Builds from the store and from TestFlight.
    Production,
    /// Builds that a developer installed.
    Sandbox,
}

impl Address {
    /// The token alone, as compatible servers want it.
    pub(crate) fn token(&self) -> PushToken {
        let (Self::Apns { token, .. } | Self::Fcm { token }) = self;
        PushToken::new(token.as_str())
    }

    /// The generation of compatible apps that this vendor wakes.
    pub(crate) const fn generation(&self) -> Generation {
        match self {
            Self::Apns { .. } => Generation::FrIos,
            Self::Fcm { .. } => Generation::FrAndroid,
        }
    }
}

impl From<Address> for native::Address {
    fn from(address: Address) -> Self {
        match address {
            Address::Apns { token, environment } => Self::Apns {
                token: PushToken::new(token),
                environment: environment.map(|environment| match environment {
                    ApnsEnvironment::Production => Environment::Production,
                    ApnsEnvironment::Sandbox => Environment::Sandbox,
                }),
            },
            Address::Fcm { token } => Self::Fcm {
                token: PushToken::new(token),
            },
        }
    }
}
