//! Words for people, from the locale files.

mod lookup;
mod words;

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use countersign_core::port::{TextArg, Texts};
use fluent_templates::{Loader, fluent_bundle::FluentValue, static_loader};
use unic_langid::{LanguageIdentifier, langid};
pub(crate) use words::Words;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // Marks around inserted values would show as boxes in notifications of some phones; pages have markup for it.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const ENGLISH: LanguageIdentifier = langid!("en");
/// English between brackets: shows what on a page is no text of ours. Only for tests.
#[cfg(feature = "testing")]
const PSEUDO: LanguageIdentifier = langid!("qps");

/// A language that there are words in.
#[derive(Debug)]
pub(crate) struct Language {
    pub(crate) id: LanguageIdentifier,
    /// What it calls itself.
    pub(crate) name: String,
    /// Which way it is written: `ltr` or `rtl`.
    pub(crate) direction: &'static str,
}

/// All of them, by their tags.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let mut found: Vec<Language> = LOCALES.locales().map(language).collect();
    found.sort_by_key(|language| language.id.to_string());
    found
});

fn language(id: &LanguageIdentifier) -> Language {
    Language {
        id: id.clone(),
        name: look_up(id, "language-name", []),
        direction: direction(id),
    }
}

/// Which way the language of a tag is written.
pub(crate) fn direction_of(tag: &str) -> &'static str {
    tag.parse().map_or("ltr", |id| direction(&id))
}

fn direction(id: &LanguageIdentifier) -> &'static str {
    if matches!(id.language.as_str(), "ar" | "fa" | "he" | "ur") {
        "rtl"
    } else {
        "ltr"
    }
}

/// The language that a tag of BCP 47 names, if there are words in it: `pt-BR` is answered in `pt` (RFC 4647, section 3.4).
pub(crate) fn spoken(tag: &str) -> Option<LanguageIdentifier> {
    #[cfg(feature = "testing")]
    if tag == "qps" {
        return Some(PSEUDO);
    }
    lookup::truncations(tag).find_map(|tag| {
        let spoken = LANGUAGES.iter().map(|language| &language.id);
        spoken
            .into_iter()
            .find(|id| id.to_string().eq_ignore_ascii_case(tag))
            .cloned()
    })
}

/// The locale files, for the flows.
#[derive(Debug, Clone)]
pub struct Locales {
    /// For whoever has not said what they read.
    own: LanguageIdentifier,
}

impl Locales {
    /// Texts of a service whose own language has this tag.
    pub fn new(own: &str) -> Self {
        Self {
            own: spoken(own).unwrap_or(ENGLISH),
        }
    }

    /// Whether there are words in the language of this BCP 47 tag.
    pub fn speak(tag: &str) -> bool {
        spoken(tag).is_some()
    }

    /// The language of ours that this BCP 47 tag names.
    pub fn spoken(tag: &str) -> Option<String> {
        spoken(tag).map(|id| id.to_string())
    }

    /// What the language of this BCP 47 tag calls itself; the tag, if there are no words in it.
    pub fn name_of(tag: &str) -> String {
        spoken(tag).map_or_else(|| tag.to_owned(), |id| look_up(&id, "language-name", []))
    }

    /// The tags of all languages that there are words in.
    pub fn tags() -> Vec<String> {
        LANGUAGES.iter().map(|language| language.id.to_string()).collect()
    }
}

impl Texts for Locales {
    fn text(&self, language: &str, key: &str, args: &[TextArg<'_>]) -> String {
        let args = args
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(*value)));
        look_up(spoken(language).as_ref().unwrap_or(&self.own), key, args)
    }
}

fn look_up<'a>(
    language: &LanguageIdentifier,
    key: &str,
    args: impl IntoIterator<Item = (&'static str, FluentValue<'a>)>,
) -> String {
    let args = args.into_iter().map(|(name, value)| (Cow::Borrowed(name), value));
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> = args.collect();
    let found =
        |language: &LanguageIdentifier| LOCALES.lookup_single_language(language, key, Some(&args)).ok();
    let text = found(language).or_else(|| found(&ENGLISH)).unwrap_or_else(|| {
        tracing::error!(key, "a text is missing");
        key.to_owned()
    });
    #[cfg(feature = "testing")]
    if *language == PSEUDO {
        return format!("⟦{text}⟧");
    }
    text
}

#[cfg(test)]
mod files;
#[cfg(test)]
mod telephones;

#[cfg(test)]
mod tests {
    use countersign_core::model::{MailKind, Method};

    use super::*;

    #[test]
    fn a_tag_is_answered_in_the_language_that_it_belongs_to() {
        for (tag, language) in [
            ("zh-Hant-TW", "zh"),
            ("pt-BR", "pt"),
            ("es-419", "es"),
            ("DE", "de"),
            ("en-a-bbb-x-ccc", "en"),
            ("ja-JP-u-ca-japanese", "ja"),
        ] {
            assert_eq!(
                spoken(tag).map(|id| id.to_string()).as_deref(),
                Some(language),
                "{tag}"
            );
        }
        for tag in ["", "*", "d", "den", "nl", "x-de", "-de", "de_DE", "../de"] {
            assert_eq!(spoken(tag), None, "{tag}");
        }
    }

    #[test]
    fn whoever_has_not_said_what_they_read_is_told_in_the_language_of_the_service() {
        let texts = Locales::new("fr");
        let label =
            |language: &str| texts.text(language, "code-label", &[]) + &texts.text(language, "cancel", &[]);
        assert_eq!(label(""), "CodeAnnuler");
        assert_eq!(label("nl"), "CodeAnnuler");
        assert_eq!(label("de-AT"), "CodeAbbrechen");
    }

    #[test]
    fn every_method_without_a_device_has_a_name() {
        let coded = Method::ALL.iter().filter(|method| **method != Method::Push);
        for method in coded {
            let key = format!("method-{}", method.as_str().replace('_', "-"));
            assert_ne!(Locales::new("en").text("en", &key, &[]), key);
        }
    }

    #[test]
    fn every_mail_has_its_words() {
        let keys = MailKind::ALL
            .iter()
            .flat_map(|kind| ["subject", "text"].map(|part| format!("mail-{}-{part}", kind.as_str())));
        for key in keys.chain(["mail-sender".to_owned()]) {
            let args = [
                "service", "name", "link", "at", "host", "code", "what", "where", "owner", "delegate", "by",
            ]
            .map(|name| (name, name));
            let text = Locales::new("en").text("en", &key, &args);
            assert_ne!(text, key);
            assert!(!text.contains('{'), "{key}: {text}");
        }
    }

    #[test]
    fn r15_values_are_filled_in_without_marks() {
        let login = |language: &str| Locales::new("en").text(language, "push-login", &[("service", "Mail")]);
        assert_eq!(login("en"), "Log in to Mail?");
        for tag in Locales::tags() {
            let text = login(&tag);
            assert!(text.contains("Mail"), "{text}");
            assert!(
                !text.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']),
                "{text}"
            );
        }
    }
}
