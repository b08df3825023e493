//! What people find on their account's page beside the account itself: an organisation's dashboards and other places to go.

use std::collections::BTreeMap;

use countersign_core::model::ClientId;

use crate::{locales::Words, logo, state::Doors};

/// A place to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// What it is called, by the tags of languages.
    pub names: BTreeMap<String, String>,
    /// Where it is.
    pub url: String,
    /// The client whose picture stands beside it.
    pub client: Option<ClientId>,
}

/// A place to go, as a page shows it.
pub(crate) struct Shown {
    pub(crate) name: String,
    /// The language of the name, if it is another one than the page's.
    pub(crate) language: Option<String>,
    pub(crate) url: String,
    pub(crate) logo: Option<String>,
}

/// All of them in the reader's language, else in the server's own; in the order of the settings.
pub(crate) fn shown(doors: &Doors, words: &Words) -> Vec<Shown> {
    let own = &doors.ctx().settings.branding.language;
    let all = doors.launcher().iter();
    let shown = all.filter_map(|one| {
        let (language, name) = named(one, &words.language(), own)?;
        Some(Shown {
            name: name.to_owned(),
            language: (language != words.language()).then(|| language.to_owned()),
            url: one.url.clone(),
            logo: one.client.as_ref().and_then(|client| logo::path(doors, client)),
        })
    });
    shown.collect()
}

fn named<'d>(one: &'d Destination, reader: &str, own: &str) -> Option<(&'d str, &'d str)> {
    let found = [reader, own].iter().find_map(|tag| one.names.get_key_value(*tag));
    found.map(|(tag, name)| (tag.as_str(), name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_the_readers_name_else_the_servers_own() {
        let names = [("en", "Academy"), ("de", "Akademie")];
        let one = Destination {
            names: names.map(|(tag, name)| (tag.to_owned(), name.to_owned())).into(),
            url: "https://academy.example.org/".to_owned(),
            client: None,
        };
        assert_eq!(named(&one, "de", "en"), Some(("de", "Akademie")));
        assert_eq!(named(&one, "ja", "en"), Some(("en", "Academy")));
        assert_eq!(named(&one, "ja", "fr"), None);
    }
}
