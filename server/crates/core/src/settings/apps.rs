//! `[[enrollment.apps]]`: the apps that people are told to install, and where they are to be had.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::model::DisplayText;

/// Most apps that one page names.
const MOST: usize = 20;
/// Longest address, in bytes.
const URL_BYTES: usize = 500;

/// One of `[[enrollment.apps]]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoreApp {
    /// What it is called there; up to 60 characters.
    pub name: String,
    /// What it runs on.
    pub platform: StorePlatform,
    /// Its page in a store, or where else it is; https, up to 500 bytes.
    pub url: Url,
    /// What it can do.
    pub uses: BTreeSet<AppUse>,
}

/// What an app runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StorePlatform {
    /// Android phones.
    Android,
    /// Apple's phones.
    Ios,
    /// Computers.
    Desktop,
}

/// What an app can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AppUse {
    /// It asks its person at each login.
    Push,
    /// It shows one-time passwords.
    Codes,
}

/// Whether such apps can be shown.
///
/// # Errors
/// Which setting cannot be, and why.
pub(super) fn check(apps: &[StoreApp]) -> Result<(), String> {
    if apps.len() > MOST {
        return Err(format!("enrollment.apps has more than {MOST}"));
    }
    for StoreApp { name, url, uses, .. } in apps {
        if let Err(error) = DisplayText::parse(name, DisplayText::NAME_GRAPHEMES) {
            return Err(format!("enrollment.apps.name: {name:?}: {error}"));
        }
        if url.scheme() != "https" {
            return Err(format!("enrollment.apps.url of {name:?} is not https"));
        }
        if url.as_str().len() > URL_BYTES {
            return Err(format!(
                "enrollment.apps.url of {name:?} is longer than {URL_BYTES} bytes"
            ));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(format!("enrollment.apps.url of {name:?} must not name a user"));
        }
        if uses.is_empty() {
            return Err(format!("enrollment.apps.uses of {name:?} is empty"));
        }
    }
    Ok(())
}
