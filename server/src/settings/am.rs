//! `[am]`: the door for login pages and apps that were made for ForgeRock AM.

use anyhow::{Context, ensure};
use countersign_proto::forgerock::uri::is_secure;
use countersign_web::{AmDoor, Realm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

/// `[am]`: login pages and apps with the SDKs of ForgeRock AM log people in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AmSettings {
    /// Whether the door is open.
    pub enabled: bool,
    /// The realms under which it is found, as the SDKs are told them; all lead to the same accounts.
    pub realms: Vec<String>,
    /// Web origins whose pages may use it, beside the server's own; https. They are handed people's passwords and sessions.
    pub origins: Vec<String>,
}

impl Default for AmSettings {
    fn default() -> Self {
        Self {
            enabled: false,
            realms: vec!["/".to_owned()],
            origins: Vec::new(),
        }
    }
}

/// The door, if it is open.
///
/// # Errors
/// Which setting cannot be used, and why.
pub(super) fn read(settings: &AmSettings) -> anyhow::Result<Option<AmDoor>> {
    let realms = settings.realms.iter().map(|name| {
        Realm::parse(name).with_context(|| {
            format!(
                "setting am.realms: {name:?} is not a realm: \"/\", or letters, digits, \"-\", \"_\" and \".\" after a slash each"
            )
        })
    });
    let realms: Vec<Realm> = realms.collect::<anyhow::Result<_>>()?;
    for origin in &settings.origins {
        let is_origin = Url::parse(origin)
            .is_ok_and(|url| is_secure(&url) && url.origin().ascii_serialization() == *origin);
        ensure!(
            is_origin,
            "setting am.origins: {origin:?} is not https://host[:port] (http is for loopback only)"
        );
    }
    ensure!(
        !settings.enabled || !realms.is_empty(),
        "setting am.realms is empty: nobody would find the door"
    );
    Ok(settings.enabled.then(|| AmDoor {
        realms,
        origins: settings.origins.clone(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_door_is_shut_unless_it_is_opened() {
        assert!(read(&AmSettings::default()).unwrap().is_none());
        let open = AmSettings {
            enabled: true,
            ..AmSettings::default()
        };
        assert!(read(&open).unwrap().is_some());
    }

    #[test]
    fn what_is_no_realm_or_origin_is_refused() {
        let refusal = |realms: &[&str], origins: &[&str]| {
            let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
            let settings = AmSettings {
                enabled: true,
                realms: texts(realms),
                origins: texts(origins),
            };
            read(&settings).map(|_| ()).map_err(|error| error.to_string())
        };
        assert_eq!(refusal(&["/", "/staff"], &["https://login.example.org"]), Ok(()));
        assert_eq!(refusal(&["/"], &["http://127.0.0.1:8100"]), Ok(()));
        for origin in [
            "*",
            "null",
            "login.example.org",
            "https://login.example.org/",
            "http://login.example.org",
            "https://login.example.org:443",
        ] {
            let refused = refusal(&["/"], &[origin]).unwrap_err();
            assert!(refused.starts_with("setting am.origins: "), "{refused}");
        }
        for realms in [&["alpha"][..], &["/a/"], &[]] {
            let refused = refusal(realms, &[]).unwrap_err();
            assert!(refused.starts_with("setting am.realms"), "{refused}");
        }
    }
}
