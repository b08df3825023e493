//! The terms of use: the texts that come with the server, and the pages on which people read and answer them.

mod show;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use countersign_core::{
    FlowError,
    flow::terms::{Shown, Signatory, accept, accepted, decline},
    model::{Acceptance, Terms, TextHash, User},
    port::StoreError,
};
use http::StatusCode;
use rust_embed::Embed;
use serde::Deserialize;
pub(crate) use show::{answer, before, show};

use crate::{
    locales::{self, Words},
    login::{self, Next},
    markdown::markup,
    page::{self, Frame},
    request::Address,
    state::Doors,
};

/// The version of the texts under `terms`: it changes with their meaning, and with it everybody is asked again.
const BUILT_IN: &str = "countersign-1";

#[derive(Embed)]
#[folder = "terms/"]
struct Files;

/// The terms that come with the server; `language` is that of readers of languages that there is no text in.
///
/// # Panics
/// Never: there is a text in English.
pub fn built_in_terms(required: bool, language: &str) -> Terms {
    let named = |file: &str| Some((file.strip_suffix(".md")?.to_owned(), Files::get(file)?));
    let texts = Files::iter().filter_map(|file| named(&file));
    let texts: Vec<(String, String)> = texts
        .map(|(tag, file)| (tag, String::from_utf8_lossy(&file.data).into_owned()))
        .collect();
    let of = |fallback| Terms::new(required, BUILT_IN.to_owned(), fallback, texts.clone());
    of(language)
        .or_else(|| of("en"))
        .expect("there is a text in English")
}

/// The text that a page shows, and what names it.
pub(crate) struct TermsShown {
    pub(crate) version: String,
    pub(crate) language: String,
    pub(crate) direction: &'static str,
    pub(crate) markup: String,
    pub(crate) hash: TextHash,
}

impl TermsShown {
    /// The text for a page in these words.
    fn on(doors: &Doors, words: &Words) -> Self {
        let terms = &doors.ctx().settings.terms;
        let text = terms.text_in(&words.language());
        Self {
            version: terms.version.clone(),
            language: text.language.clone(),
            direction: locales::direction_of(&text.language),
            markup: markup(&text.markdown),
            hash: text.hash,
        }
    }

    /// The text, if this user has still to accept it before they go on.
    pub(crate) async fn owed_by(
        doors: &Doors,
        words: &Words,
        user: &User,
    ) -> Result<Option<Self>, StoreError> {
        let is_owed = doors.ctx().settings.terms.required && accepted(doors.ctx(), user.id).await?.is_none();
        Ok(is_owed.then(|| Self::on(doors, words)))
    }
}

#[derive(Template)]
#[template(path = "terms.html")]
struct TermsPage {
    frame: Frame,
    terms: TermsShown,
    asks: Asks,
}

/// What the page wants of its reader.
enum Asks {
    /// Nothing: anybody may read it.
    Nothing,
    /// Nothing any more.
    NothingMore(Acceptance),
    /// An answer, which goes to this address and leads on.
    Answer(String, Option<Next>),
}

fn page(doors: &Doors, frame: Frame, asks: Asks) -> Response {
    let terms = TermsShown::on(doors, &frame.words);
    page::render(StatusCode::OK, &TermsPage { frame, terms, asks })
}

/// Asks for an answer, which goes to the address `action`.
pub(crate) fn ask(doors: &Doors, frame: Frame, action: String, next: Option<Next>) -> Response {
    page(doors, frame, Asks::Answer(action, next))
}

/// An answer, as the page sends it.
#[derive(Deserialize)]
pub(crate) struct Answered {
    text: TextHash,
    answer: Answer,
    #[serde(default, deserialize_with = "login::next::deserialize")]
    pub(crate) next: Option<Next>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Accept,
    Cancel,
}

/// Takes an answer. Whoever accepts goes on to `next`; whoever does not is told what that means, and can come back to `again`. What
/// was shown and is not in force any more leads there too.
pub(crate) async fn take(
    doors: &Doors,
    words: &Words,
    signatory: &Signatory,
    answered: &Answered,
    Address(from): Address,
    (next, again): (&str, &str),
) -> Result<Response, FlowError> {
    let (text, from) = (answered.text, Some(from));
    match answered.answer {
        Answer::Accept => match accept(doors.ctx(), signatory, Shown { text, from }).await {
            Ok(()) => Ok(Redirect::to(next).into_response()),
            Err(FlowError::TermsNotAccepted) => Ok(Redirect::to(again).into_response()),
            Err(error) => Err(error),
        },
        Answer::Cancel => {
            decline(doors.ctx(), signatory, from).await?;
            let (title, text) = (
                words.get("terms-declined-title"),
                words.get("terms-declined-text"),
            );
            Ok(page::done(doors, words, &title, &text, again, "terms-again"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locales::Locales;

    /// The undertakings, each with an address of its own.
    const ADDRESSES: [&str; 5] = [
        "one-person",
        "delegation",
        "report",
        "certificates",
        "responsibility",
    ];

    #[test]
    fn every_language_undertakes_the_same_under_the_same_addresses() {
        let terms = built_in_terms(true, "en");
        assert_eq!(terms.texts().len(), Locales::tags().len());
        for tag in Locales::tags() {
            let text = terms.text_in(&tag);
            assert_eq!(text.language, tag);
            let markup = markup(&text.markdown);
            let ids = markup.split(" id=\"").skip(1);
            let ids: Vec<&str> = ids.filter_map(|rest| rest.split('"').next()).collect();
            assert_eq!(ids, ADDRESSES, "{tag}");
            assert!(
                !markup.contains("<!--") && !markup.contains("native reader"),
                "{tag}"
            );
        }
    }

    #[test]
    fn readers_of_other_languages_are_shown_the_services_own() {
        assert_eq!(built_in_terms(true, "de").text_in("nl").language, "de");
        assert_eq!(built_in_terms(true, "nl").text_in("nl").language, "en");
    }
}
