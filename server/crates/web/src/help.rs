//! `GET /help`: what there is to explain, from one Markdown file for each language, whole or as far as it has the words that somebody
//! seeks.

use std::{collections::HashMap, sync::LazyLock};

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::model::clean;
use http::StatusCode;
use rust_embed::Embed;
use serde::Deserialize;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    locales::Words,
    markdown::{markup, plain},
    page::{self, Frame},
    request::InQuery,
    state::Doors,
};

/// What begins a section in the files.
const HEADING: &str = "\n## ";
/// Longest search, in user-perceived characters.
const SOUGHT_GRAPHEMES: usize = 100;

#[derive(Embed)]
#[folder = "help/"]
struct Files;

/// A heading with what stands under it.
#[derive(Debug, PartialEq, Eq)]
struct Section {
    markup: String,
    /// What it says, as it is searched.
    folded: String,
}

impl Section {
    fn new(markdown: &str) -> Self {
        Self {
            markup: markup(markdown),
            folded: folded(&plain(markdown)),
        }
    }

    /// Whether it says all of these words, or longer ones that have them within: scripts without spaces have no others.
    fn says(&self, words: &str) -> bool {
        words.split_whitespace().all(|word| self.folded.contains(word))
    }
}

/// The pages by the tags of their languages.
static PAGES: LazyLock<HashMap<String, Vec<Section>>> = LazyLock::new(|| {
    let named = |file: &str| Some((file.strip_suffix(".md")?.to_owned(), Files::get(file)?));
    let files = Files::iter().filter_map(|file| named(&file));
    let pages = files.map(|(tag, file)| (tag, sections(&String::from_utf8_lossy(&file.data))));
    #[cfg(feature = "testing")]
    let pages = pages.chain([("qps".to_owned(), sections("## ⟦Help⟧ {#help}\n"))]);
    pages.collect()
});

/// The sections of a file; what stands before the first is a note to whoever reads the file.
fn sections(file: &str) -> Vec<Section> {
    let parts = format!("\n{file}");
    let parts = parts.split(HEADING).skip(1);
    parts
        .map(|part| Section::new(&format!("{}{part}", &HEADING[1..])))
        .collect()
}

/// A text as it is compared: small letters without marks, full-width ones as narrow ones.
fn folded(text: &str) -> String {
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c));
    letters.collect::<String>().to_lowercase()
}

/// The page in this language, else in English.
fn page_in(language: &str) -> &'static [Section] {
    let found = PAGES.get(language).or_else(|| PAGES.get("en"));
    found.map_or(&[], Vec::as_slice)
}

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    frame: Frame,
    /// The words that are sought; all sections are shown if there are none.
    sought: String,
    sections: Vec<&'static Section>,
    /// Of this software.
    version: &'static str,
}

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

pub(crate) async fn help(
    State(doors): State<Doors>,
    words: Words,
    InQuery(asked): InQuery<Asked>,
) -> Response {
    let sought = clean(&asked.q, SOUGHT_GRAPHEMES);
    let sought_words = folded(&sought);
    let sections = page_in(&words.language()).iter();
    let page = HelpPage {
        frame: Frame::new(&doors, &words),
        sections: sections.filter(|section| section.says(&sought_words)).collect(),
        sought,
        version: env!("CARGO_PKG_VERSION"),
    };
    page::render(StatusCode::OK, &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locales::Locales;

    /// The markup of a page.
    fn text(language: &str) -> String {
        let sections = page_in(language).iter();
        sections.map(|section| section.markup.as_str()).collect()
    }

    /// What a page is made of: its elements, with what they refer to.
    fn structure(markup: &str) -> Vec<&str> {
        let opened = markup.split('<').skip(1).filter(|tag| !tag.starts_with('/'));
        opened.map(|tag| tag.split('>').next().unwrap_or(tag)).collect()
    }

    /// The headings of the sections that say these words.
    fn found(language: &str, words: &str) -> Vec<String> {
        let words = folded(words);
        let found = page_in(language).iter().filter(|section| section.says(&words));
        let ids = found.map(|section| section.markup.split('"').nth(1).unwrap_or_default().to_owned());
        ids.collect()
    }

    #[test]
    fn every_language_explains_the_same() {
        let english = text("en");
        let english = structure(&english);
        for id in ["codes", "responsibility"] {
            assert!(
                english.contains(&format!("h2 id=\"{id}\"").as_str()),
                "{english:?}"
            );
        }
        let tags = Locales::tags();
        assert_eq!(Files::iter().count(), tags.len());
        for tag in tags {
            assert!(PAGES.contains_key(&tag), "{tag}");
            assert_eq!(structure(&text(&tag)), english, "{tag}");
        }
    }

    #[test]
    fn comments_stay_in_the_file() {
        assert!(Files::get("ja.md").unwrap().data.starts_with(b"<!--"));
        let japanese = text("ja");
        assert!(!japanese.contains("<!--") && !japanese.contains("native reader"));
        assert_eq!(found("ja", "native reader"), [""; 0]);
    }

    #[test]
    fn a_word_is_found_however_it_is_written_in_every_script() {
        for (language, words, section) in [
            ("en", "  CERTIFICATES ", "certificates"),
            ("de", "burozeiten SCHLUSSEL", "certificates"),
            ("es", "sesion telefono", "phone"),
            ("fr", "securite donnees", "responsibility"),
            ("ja", "ﾛｸﾞｲﾝ", "phone"),
            ("ko", "휴대전화로", "phone"),
            ("zh", "手机登录", "phone"),
            ("ru", "ЯЗЫКИ", "languages"),
            ("ar", "اللغات", "languages"),
        ] {
            let found = found(language, words);
            assert!(found.iter().any(|id| id == section), "{language}: {found:?}");
        }
        assert_eq!(found("en", "certificates zebra"), [""; 0]);
        assert_eq!(found("en", "href"), [""; 0], "what is said is searched");
        assert_eq!(found("en", "").len(), page_in("en").len());
    }
}
