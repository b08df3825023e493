//! `[[launcher]]`: places to go from the account's page.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow, ensure};
use countersign_core::model::{ClientId, DisplayText};
use countersign_proto::forgerock::uri::is_secure;
use countersign_web::{Destination, Locales, Logo};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

/// Most places that the page shows.
const MOST: usize = 30;
/// Longest name, in user-perceived characters.
const NAME_GRAPHEMES: usize = 60;

/// One of `[[launcher]]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DestinationSettings {
    /// Its address; https.
    pub url: Url,
    /// The id of a client whose picture is in `logos`.
    pub client: Option<String>,
    /// What it is called, by the tags of languages; that of `branding.language` is needed.
    pub names: BTreeMap<String, String>,
}

/// The places that pages show.
///
/// # Errors
/// Which setting cannot be used, and why.
pub(super) fn read(
    settings: &[DestinationSettings],
    own_language: &str,
    logos: &BTreeMap<ClientId, Logo>,
) -> anyhow::Result<Vec<Destination>> {
    ensure!(settings.len() <= MOST, "setting launcher has more than {MOST}");
    let all = settings.iter().map(|one| {
        let read = destination(one, own_language, logos);
        read.with_context(|| format!("setting launcher: {}", one.url))
    });
    all.collect()
}

fn destination(
    settings: &DestinationSettings,
    own_language: &str,
    logos: &BTreeMap<ClientId, Logo>,
) -> anyhow::Result<Destination> {
    let url = &settings.url;
    ensure!(is_secure(url), "url must be https (http is for loopback only)");
    ensure!(
        url.username().is_empty() && url.password().is_none(),
        "url must not hold a name or a password: everybody who is logged in sees it"
    );
    ensure!(
        settings.names.contains_key(own_language),
        "names has none for {own_language:?}, the language of branding.language"
    );
    let client = settings.client.as_deref().map(ClientId::new);
    if let Some(client) = &client {
        ensure!(
            logos.contains_key(client),
            "client {:?} has no picture in logos",
            client.as_str()
        );
    }
    Ok(Destination {
        names: names(&settings.names)?,
        url: url.to_string(),
        client,
    })
}

/// The names, fit to be shown (R15).
fn names(names: &BTreeMap<String, String>) -> anyhow::Result<BTreeMap<String, String>> {
    let read = names.iter().map(|(tag, name)| {
        ensure!(
            Locales::tags().contains(tag),
            "names.{tag} is in no language that is spoken here; there are {}",
            Locales::tags().join(", ")
        );
        let shown = DisplayText::parse(name, NAME_GRAPHEMES);
        let shown = shown.map_err(|error| anyhow!("names.{tag} {error}"))?;
        Ok((tag.clone(), shown.to_string()))
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn academy() -> DestinationSettings {
        DestinationSettings {
            url: "https://academy.example.org/start".parse().unwrap(),
            client: None,
            names: BTreeMap::from([("en".to_owned(), "Academy".to_owned())]),
        }
    }

    fn refused(settings: &DestinationSettings) -> String {
        let one = std::slice::from_ref(settings);
        format!("{:#}", read(one, "en", &BTreeMap::new()).unwrap_err())
    }

    #[test]
    fn what_cannot_be_shown_is_named_with_its_address() {
        assert_eq!(read(&[academy()], "en", &BTreeMap::new()).unwrap().len(), 1);
        let change = |change: fn(&mut DestinationSettings)| {
            let mut settings = academy();
            change(&mut settings);
            refused(&settings)
        };
        let named = |tag: &str, name: &str| {
            let mut settings = academy();
            settings.names.insert(tag.to_owned(), name.to_owned());
            refused(&settings)
        };
        for url in [
            "http://academy.example.org/",
            "javascript:alert(1)",
            "ftp://example.org/",
        ] {
            let mut settings = academy();
            settings.url = url.parse().unwrap();
            let refused = refused(&settings);
            assert!(
                refused.starts_with("setting launcher: ") && refused.contains(": url must be https"),
                "{refused}"
            );
        }
        let holds_a_name = change(|one| one.url = "https://alice:secret@example.org/".parse().unwrap());
        assert!(holds_a_name.contains("must not hold a name"), "{holds_a_name}");
        let no_picture = change(|one| one.client = Some("shop".to_owned()));
        assert!(
            no_picture.ends_with("client \"shop\" has no picture in logos"),
            "{no_picture}"
        );
        let nameless = change(|one| one.names.clear());
        assert!(nameless.contains("names has none for \"en\""), "{nameless}");
        assert!(named("nl", "Academie").contains("names.nl is in no language"));
        assert!(named("de", "").contains("names.de "));
        assert!(named("de", &"x".repeat(61)).contains("names.de "));
        let many = vec![academy(); MOST + 1];
        let many = read(&many, "en", &BTreeMap::new()).unwrap_err().to_string();
        assert_eq!(many, "setting launcher has more than 30");
    }
}
