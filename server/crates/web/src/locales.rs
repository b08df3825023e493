//! Words for people, from the locale files.

use std::{borrow::Cow, collections::HashMap, convert::Infallible};

use axum::extract::FromRequestParts;
use countersign_core::port::{TextArg, Texts};
use fluent_templates::{Loader, fluent_bundle::FluentValue, static_loader};
use http::{header::ACCEPT_LANGUAGE, request::Parts};
use unic_langid::{LanguageIdentifier, langid};

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // Marks around inserted values would show as boxes in notifications of some phones.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const ENGLISH: LanguageIdentifier = langid!("en");

/// The locale files, for the flows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Locales;

impl Texts for Locales {
    fn text(&self, language: &str, key: &str, args: &[TextArg<'_>]) -> String {
        let args = args
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(*value)));
        look_up(&language.parse().unwrap_or(ENGLISH), key, args)
    }
}

/// The languages that there are words for, each with its own name, by tag.
pub(crate) fn languages() -> Vec<(String, String)> {
    let name = |language: &LanguageIdentifier| look_up(language, "language-name", []);
    let mut languages: Vec<(String, String)> = LOCALES
        .locales()
        .map(|language| (language.to_string(), name(language)))
        .collect();
    languages.sort();
    languages
}

/// The words of one page in its reader's language.
#[derive(Debug, Clone)]
pub(crate) struct Words(LanguageIdentifier);

impl Words {
    #[cfg(test)]
    pub(crate) const fn english() -> Self {
        Self(ENGLISH)
    }

    /// The language's tag, for `<html lang>`.
    pub(crate) fn language(&self) -> String {
        self.0.to_string()
    }

    /// Which way it is written.
    pub(crate) fn direction(&self) -> &'static str {
        if matches!(self.0.language.as_str(), "ar" | "fa" | "he" | "ur") {
            "rtl"
        } else {
            "ltr"
        }
    }

    /// The text `key`.
    pub(crate) fn get(&self, key: &str) -> String {
        look_up(&self.0, key, [])
    }

    /// The text `key` with one value filled in.
    pub(crate) fn with(&self, key: &str, name: &'static str, value: impl AsRef<str>) -> String {
        look_up(&self.0, key, [(name, FluentValue::from(value.as_ref()))])
    }

    /// The text `key` with one number filled in, in the form that the language has for that many.
    pub(crate) fn counted(&self, key: &str, name: &'static str, count: impl Into<u64>) -> String {
        look_up(&self.0, key, [(name, FluentValue::from(count.into()))])
    }
}

/// The first language of `Accept-Language` that there are words for.
impl<S: Sync> FromRequestParts<S> for Words {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let header = parts
            .headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        Ok(Self(negotiate(header)))
    }
}

fn negotiate(header: &str) -> LanguageIdentifier {
    let mut wanted: Vec<(f32, LanguageIdentifier)> = header
        .split(',')
        .take(20)
        .filter_map(|part| {
            let (tag, quality) = part.split_once(";q=").unwrap_or((part, "1"));
            Some((quality.trim().parse().ok()?, tag.trim().parse().ok()?))
        })
        .collect();
    // A stable sort: among equals the first stays first.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let known: Vec<&LanguageIdentifier> = LOCALES.locales().collect();
    let found = wanted
        .iter()
        .find_map(|(_, wanted)| known.iter().find(|known| known.matches(wanted, true, true)));
    found.map_or(ENGLISH, |language| (*language).clone())
}

fn look_up<'a>(
    language: &LanguageIdentifier,
    key: &str,
    args: impl IntoIterator<Item = (&'static str, FluentValue<'a>)>,
) -> String {
    let args = args.into_iter().map(|(name, value)| (Cow::Borrowed(name), value));
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> = args.collect();
    LOCALES
        .try_lookup_with_args(language, key, &args)
        .unwrap_or_else(|| {
            tracing::error!(key, "a text is missing");
            key.to_owned()
        })
}

#[cfg(test)]
mod tests {
    use countersign_core::model::{MailKind, Method};

    use super::*;

    #[test]
    fn an_unknown_language_reads_english() {
        for header in ["", "xx", "*", "en-GB,en;q=0.8", ";;;q=x", "de;q=0.1,en;q=0.9"] {
            assert_eq!(negotiate(header), ENGLISH, "{header}");
        }
    }

    #[test]
    fn every_method_without_a_device_has_a_name() {
        let coded = Method::ALL.iter().filter(|method| **method != Method::Push);
        for method in coded {
            let key = format!("method-{}", method.as_str().replace('_', "-"));
            assert_ne!(Locales.text("en", &key, &[]), key);
        }
    }

    #[test]
    fn every_mail_has_its_words() {
        let keys = MailKind::ALL
            .iter()
            .flat_map(|kind| ["subject", "text"].map(|part| format!("mail-{}-{part}", kind.as_str())));
        for key in keys.chain(["mail-sender".to_owned()]) {
            let args = ["service", "name", "link", "at", "host"].map(|name| (name, name));
            let text = Locales.text("en", &key, &args);
            assert_ne!(text, key);
            assert!(!text.contains('{'), "{key}: {text}");
        }
    }

    #[test]
    fn r15_values_are_filled_in_without_marks() {
        let text = Locales.text("en", "push-login", &[("service", "Mail")]);
        assert_eq!(text, "Log in to Mail?");
    }
}
