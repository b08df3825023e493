//! Whose credentials wake which phones.

use std::path::PathBuf;

use countersign_proto::push::Environment;
use ipnet::IpNet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One published app: `[relay.apps.NAME]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AppSettings {
    /// Its Apple credentials.
    pub apns: Option<ApnsSettings>,
    /// Its Google credentials.
    pub fcm: Option<FcmSettings>,
    /// Whether pushes for which there are no credentials here are noted in the log, and nobody is woken. For development.
    pub log: bool,
}

/// Apple credentials of an app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApnsSettings {
    /// The signing key as Apple issues it (`.p8`).
    pub key_file: PathBuf,
    /// Ten characters.
    pub key_id: String,
    /// Ten characters.
    pub team_id: String,
    /// The app's bundle id.
    pub topic: String,
    /// Where tokens are valid unless a device says otherwise.
    #[serde(default = "production")]
    #[schemars(with = "String", extend("enum" = ["production", "sandbox"]))]
    pub environment: Environment,
    /// Another host than Apple's.
    #[serde(default)]
    pub base_url: Option<String>,
    /// Trust anchors beside those of the system.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
}

const fn production() -> Environment {
    Environment::Production
}

/// Google credentials of an app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FcmSettings {
    /// The service account's key file.
    pub service_account_file: PathBuf,
    /// Another host than Google's.
    #[serde(default)]
    pub base_url: Option<String>,
    /// Trust anchors beside those of the system, for the token host too.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
}

/// How browsers' push services are reached, which anybody with a browser can name. No credentials are needed for it: what goes there was
/// signed by the browser's own server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebPushSettings {
    /// Networks inside which push services may be, beside the public internet.
    pub allow_networks: Vec<IpNet>,
    /// Trust anchors beside those of the system.
    pub ca_file: Option<PathBuf>,
}

/// Credentials that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// A file cannot be read or holds something else.
    #[error("{}: {what}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A value cannot be used.
    #[error("{0}")]
    Value(String),
    /// The Google account cannot be used.
    #[error(transparent)]
    Fcm(#[from] fcm::SetupError),
}
