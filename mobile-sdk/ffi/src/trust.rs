//! By what servers are trusted.

use countersign_mobile_sdk::HttpTransport;

use crate::error::PhoneError;

/// By what servers are trusted.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Trust {
    /// By what the system trusts. Not on Android, where only the Java side can ask the system: read its anchors there, as the
    /// README shows, and pass them.
    System,
    /// By these certificates alone.
    Only {
        /// One or more certificates.
        pem: String,
    },
}

impl Trust {
    pub(crate) fn transport(&self) -> Result<HttpTransport, PhoneError> {
        let transport = match self {
            Self::System if cfg!(target_os = "android") => {
                return Err(PhoneError::NoTrust(
                    "on Android the anchors must be passed".to_owned(),
                ));
            }
            Self::System => HttpTransport::new(None),
            Self::Only { pem } => HttpTransport::trusting_only(pem.as_bytes()),
        };
        transport.map_err(|error| PhoneError::NoTrust(error.0))
    }
}
