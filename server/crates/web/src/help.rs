//! `GET /help`: what there is to explain, from one Markdown file for each language.

use std::{collections::HashMap, sync::LazyLock};

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;
use rust_embed::Embed;

use crate::{
    locales::Words,
    markdown::markup,
    page::{self, Frame},
    state::Doors,
};

#[derive(Embed)]
#[folder = "help/"]
struct Files;

/// The pages as markup, by the tags of their languages.
static PAGES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let named = |file: &str| Some((file.strip_suffix(".md")?.to_owned(), Files::get(file)?));
    let files = Files::iter().filter_map(|file| named(&file));
    let pages = files.map(|(tag, file)| (tag, markup(&String::from_utf8_lossy(&file.data))));
    #[cfg(feature = "testing")]
    let pages = pages.chain([("qps".to_owned(), "<h2>⟦Help⟧</h2>".to_owned())]);
    pages.collect()
});

/// The page in this language, else in English.
fn text(language: &str) -> &'static str {
    let found = PAGES.get(language).or_else(|| PAGES.get("en"));
    found.map_or("", String::as_str)
}

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    frame: Frame,
    text: &'static str,
}

pub(crate) async fn help(State(doors): State<Doors>, words: Words) -> Response {
    let text = text(&words.language());
    let frame = Frame::new(&doors, &words);
    page::render(StatusCode::OK, &HelpPage { frame, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locales::Locales;

    /// What a page is made of: its elements, with what they refer to.
    fn structure(markup: &str) -> Vec<&str> {
        let opened = markup.split('<').skip(1).filter(|tag| !tag.starts_with('/'));
        opened.map(|tag| tag.split('>').next().unwrap_or(tag)).collect()
    }

    #[test]
    fn every_language_explains_the_same() {
        let english = structure(text("en"));
        assert!(english.contains(&"h2 id=\"codes\""), "{english:?}");
        let tags = Locales::tags();
        assert_eq!(Files::iter().count(), tags.len());
        for tag in tags {
            assert!(PAGES.contains_key(&tag), "{tag}");
            assert_eq!(structure(text(&tag)), english, "{tag}");
        }
    }

    #[test]
    fn comments_stay_in_the_file() {
        assert!(Files::get("ja.md").unwrap().data.starts_with(b"<!--"));
        assert!(!text("ja").contains("<!--") && !text("ja").contains("Machine-made"));
    }
}
