//! The words of one page, and how its reader's language is found.

use std::convert::Infallible;

use askama::filters::{Html, Safe, escape};
use axum::extract::{FromRequestParts, Query};
use countersign_core::port::StoreError;
use countersign_proto::ids::UserId;
use fluent_templates::fluent_bundle::FluentValue;
use http::{Method, Uri, header::ACCEPT_LANGUAGE, request::Parts};
use serde::Deserialize;
use unic_langid::LanguageIdentifier;

use super::{ENGLISH, LANGUAGES, Language, direction, look_up, lookup, spoken};
use crate::{cookies::Cookie, state::Doors};

/// Begins the kept wish of a service, so that it is no choice of the reader's own.
const ASKED_FOR: char = '~';
/// Stands where a value will; no text of ours has it.
const PLACE: &str = "\u{e000}";

/// The words of one page in its reader's language.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    language: LanguageIdentifier,
    said_by: SaidBy,
    /// The page that they stand on, for the menu of languages to lead back to.
    page: String,
}

/// Who said which language it is, the last word first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SaidBy {
    /// The reader, by the menu.
    Reader,
    /// The service that sent the reader here, in this very address.
    Service,
    /// The service, some pages ago.
    ServiceBefore,
    /// The browser, or nobody.
    Browser,
}

/// What of an address is about languages.
#[derive(Deserialize)]
struct Asked {
    ui_locales: Option<String>,
}

impl Words {
    #[cfg(test)]
    pub(crate) fn english() -> Self {
        Self {
            language: ENGLISH,
            said_by: SaidBy::Browser,
            page: "/".to_owned(),
        }
    }

    /// …in the language of the account that the page is about, unless its reader has chosen one.
    pub(crate) fn for_account(self, language: &str) -> Self {
        match spoken(language) {
            Some(language) if self.said_by != SaidBy::Reader => Self { language, ..self },
            _ => self,
        }
    }

    /// …of the user whose login or enrolment the page is about.
    ///
    /// # Errors
    /// If the store fails.
    pub(crate) async fn for_user(self, doors: &Doors, id: UserId) -> Result<Self, StoreError> {
        if self.said_by == SaidBy::Reader {
            return Ok(self);
        }
        let user = doors.ctx().store.user(id).await?;
        Ok(match user {
            Some(user) => self.for_account(&user.language),
            None => self,
        })
    }

    /// What the browser is to keep of a service's wish for the rest of this visit.
    pub(crate) fn to_keep(&self) -> Option<String> {
        (self.said_by == SaidBy::Service).then(|| format!("{ASKED_FOR}{}", self.language))
    }

    /// The language's tag, for `<html lang>`.
    pub(crate) fn language(&self) -> String {
        self.language.to_string()
    }

    /// Which way it is written.
    pub(crate) fn direction(&self) -> &'static str {
        direction(&self.language)
    }

    /// What it calls itself.
    pub(crate) fn language_name(&self) -> String {
        self.get("language-name")
    }

    /// All languages that the page can be read in.
    pub(crate) fn languages(&self) -> &'static [Language] {
        &LANGUAGES
    }

    /// Whether the page is in this language.
    pub(crate) fn are_in(&self, language: &Language) -> bool {
        self.language == language.id
    }

    /// The page that they stand on.
    pub(crate) fn page(&self) -> &str {
        &self.page
    }

    /// The text `key`.
    pub(crate) fn get(&self, key: &str) -> String {
        look_up(&self.language, key, [])
    }

    /// The text `key` with one value filled in, for attributes and scripts.
    pub(crate) fn with(&self, key: &str, name: &'static str, value: impl AsRef<str>) -> String {
        look_up(&self.language, key, [(name, FluentValue::from(value.as_ref()))])
    }

    /// The text `key` around one value, as markup in which the value does not take part in the direction of the text: an
    /// Arabic name in a Russian sentence, a product's name in an Arabic one.
    pub(crate) fn around(&self, key: &str, name: &'static str, value: impl AsRef<str>) -> Safe<String> {
        let Ok(text) = escape(self.with(key, name, PLACE), Html);
        let Ok(value) = escape(value.as_ref(), Html);
        Safe(text.to_string().replace(PLACE, &format!("<bdi>{value}</bdi>")))
    }

    /// The text `key` with one number filled in, in the form that the language has for that many.
    pub(crate) fn counted(&self, key: &str, name: &'static str, count: impl Into<u64>) -> String {
        look_up(&self.language, key, [(name, FluentValue::from(count.into()))])
    }

    /// Names, one after the other.
    pub(crate) fn list<T: AsRef<str>>(&self, names: impl IntoIterator<Item = T>) -> String {
        let names: Vec<T> = names.into_iter().collect();
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(&self.get("list-comma"))
    }
}

/// The reader's choice, else what the service asks for, else what the browser does, else the service's own language. Where a
/// page is about an account, [`Words::for_account`] comes between the first two.
impl FromRequestParts<Doors> for Words {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Infallible> {
        let kept = Cookie::Language.text(doors, &parts.headers).unwrap_or_default();
        let asked = Query::<Asked>::try_from_uri(&parts.uri).ok();
        let asked = asked.and_then(|Query(asked)| asked.ui_locales);
        let accepted = parts.headers.get(ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or("");
        let found = [
            (SaidBy::Reader, spoken(&kept)),
            (SaidBy::Service, asked.as_deref().and_then(lookup::of_list)),
            (
                SaidBy::ServiceBefore,
                kept.strip_prefix(ASKED_FOR).and_then(spoken),
            ),
            (SaidBy::Browser, lookup::of_header(accepted)),
            (SaidBy::Browser, spoken(&doors.ctx().settings.branding.language)),
        ];
        let first = found
            .into_iter()
            .find_map(|(said_by, language)| Some((said_by, language?)));
        let (said_by, language) = first.unwrap_or((SaidBy::Browser, ENGLISH));
        Ok(Self {
            language,
            said_by,
            page: page(&parts.method, &parts.uri),
        })
    }
}

/// Where a reader finds this page again. The answer to a form stands at the form's address, or, where that shows nothing by
/// itself, above it.
fn page(method: &Method, uri: &Uri) -> String {
    if method.is_safe() {
        return uri
            .path_and_query()
            .map_or("/", http::uri::PathAndQuery::as_str)
            .to_owned();
    }
    match uri.path().rsplit_once('/') {
        Some((above, "cancel" | "resend" | "here" | "send" | "number")) => above.to_owned(),
        Some((_, "confirm" | "logout" | "language")) => "/login".to_owned(),
        _ => uri.path().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_kept_apart_from_the_direction_of_the_text_around_it() {
        let words = Words::english();
        let Safe(said) = words.around("account-hello", "name", "<b> علي \u{e000}");
        assert_eq!(said, "You are logged in as <bdi>&#60;b&#62; علي \u{e000}</bdi>.");
    }

    #[test]
    fn an_account_says_what_its_pages_are_written_in_unless_their_reader_does() {
        let language = |words: Words| words.for_account("ja-JP").language();
        let words = Words::english();
        assert_eq!(language(words.clone()), "ja");
        let chosen = Words {
            said_by: SaidBy::Reader,
            ..words.clone()
        };
        assert_eq!(language(chosen), "en");
        assert_eq!(words.clone().for_account("").language(), "en");
        assert_eq!(words.for_account("nl").language(), "en");
    }

    #[test]
    fn the_answer_to_a_form_is_found_again_where_it_can_be_read() {
        let found = |method, uri: &str| page(&method, &uri.parse().unwrap());
        assert_eq!(found(Method::GET, "/login?ui_locales=ja"), "/login?ui_locales=ja");
        assert_eq!(found(Method::POST, "/login"), "/login");
        assert_eq!(found(Method::POST, "/enroll/code/7"), "/enroll/code/7");
        assert_eq!(found(Method::POST, "/enroll/code/7/cancel"), "/enroll/code/7");
        assert_eq!(found(Method::POST, "/login/wait/7/resend"), "/login/wait/7");
        assert_eq!(found(Method::POST, "/enroll/confirm"), "/login");
    }
}
