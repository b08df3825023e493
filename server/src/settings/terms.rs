//! `[terms]`: the terms of use that people accept before they set up authenticators.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use countersign_core::model::Terms;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Longest text, in bytes: it goes into one page.
const MAX_BYTES: u64 = 40 * 1024;

/// `[terms]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TermsSettings {
    /// Whether nobody sets up an authenticator on the server's pages without having accepted them.
    pub required: bool,
    /// Texts of one's own instead of those that come with the server: Markdown, one file for each language, named by its tag, such
    /// as `en.md`. One of them is in `branding.language`.
    pub folder: Option<PathBuf>,
    /// Which they are, such as `2026-01`. With another version everybody is asked again.
    pub version: Option<String>,
}

impl Default for TermsSettings {
    fn default() -> Self {
        Self {
            required: true,
            folder: None,
            version: None,
        }
    }
}

impl TermsSettings {
    pub(super) fn check(&self) -> anyhow::Result<()> {
        ensure!(
            self.folder.is_some() == self.version.is_some(),
            "settings terms.folder and terms.version: set both, for texts of your own, or none"
        );
        if let Some(version) = &self.version {
            ensure!(
                (1..=Terms::VERSION_CHARS).contains(&version.chars().count())
                    && version.bytes().all(|byte| byte.is_ascii_graphic()),
                "setting terms.version must be 1 to {} letters, digits and signs, without spaces",
                Terms::VERSION_CHARS
            );
        }
        Ok(())
    }

    /// The terms in force; `language` is that of readers of languages that there is no text in.
    ///
    /// # Errors
    /// What is wrong with the files.
    pub fn read(&self, language: &str) -> anyhow::Result<Terms> {
        let (Some(folder), Some(version)) = (&self.folder, &self.version) else {
            return Ok(countersign_web::built_in_terms(self.required, language));
        };
        let shown = folder.display();
        let texts = texts(folder).with_context(|| format!("setting terms.folder: {shown}"))?;
        Terms::new(self.required, version.clone(), language, texts).with_context(|| {
            format!(
                "setting terms.folder: {shown} has no {language}.md, and branding.language is {language:?}"
            )
        })
    }
}

fn texts(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let tag = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        let name = path.display();
        ensure!(
            countersign_web::Locales::tags()
                .iter()
                .any(|spoken| spoken == tag),
            "{name} is not named by the tag of a language that pages are written in"
        );
        ensure!(
            fs::metadata(&path)?.len() <= MAX_BYTES,
            "{name} has more than {MAX_BYTES} bytes"
        );
        let text = fs::read_to_string(&path).with_context(|| format!("{name} cannot be read"))?;
        ensure!(!text.trim().is_empty(), "{name} is empty");
        texts.push((tag.to_owned(), text));
    }
    texts.sort();
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use countersign_core::model::TextHash;

    use super::*;

    fn settings(folder: &Path) -> TermsSettings {
        TermsSettings {
            folder: Some(folder.to_owned()),
            version: Some("2026-01".to_owned()),
            ..TermsSettings::default()
        }
    }

    #[test]
    fn texts_of_ones_own_take_the_place_of_those_that_are_built_in() {
        let dir = tempfile::TempDir::new().unwrap();
        let refused = || format!("{:#}", settings(dir.path()).read("en").unwrap_err());
        assert!(refused().contains("has no en.md"), "{}", refused());
        fs::write(dir.path().join("en.md"), "# Ours\n").unwrap();
        fs::write(dir.path().join("notes.txt"), "not a text").unwrap();
        let terms = settings(dir.path()).read("en").unwrap();
        assert_eq!((&*terms.version, terms.texts().len()), ("2026-01", 1));
        assert_eq!(terms.text_in("ja").hash, TextHash::of("# Ours\n"));
        for (name, text, said) in [
            ("xx.md", "text", "not named by the tag of a language"),
            ("ja.md", " \n", "is empty"),
            ("ja.md", &*"x".repeat(50_000), "more than 40960 bytes"),
        ] {
            let file = dir.path().join(name);
            fs::write(&file, text).unwrap();
            assert!(refused().contains(said), "{}", refused());
            fs::remove_file(file).unwrap();
        }
        let nowhere = settings(&dir.path().join("nowhere")).read("en").unwrap_err();
        assert!(nowhere.to_string().contains("terms.folder"), "{nowhere}");
    }

    #[test]
    fn those_that_are_built_in_are_there_in_every_language() {
        let terms = TermsSettings::default().read("en").unwrap();
        assert!(terms.required);
        for tag in countersign_web::Locales::tags() {
            assert_eq!(terms.text_in(&tag).language, tag);
        }
    }
}
