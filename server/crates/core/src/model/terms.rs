//! Terms of use, and who has accepted which words of them.

use std::{fmt, str::FromStr};

use countersign_proto::ids::UserId;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Timestamp, Version, initiator::digest};

/// The terms in force, in all languages that they are written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Whether nobody sets up an authenticator on our pages without having accepted them.
    pub required: bool,
    /// Which they are: whoever accepted another version is asked again.
    pub version: String,
    /// The text for readers of languages that there is none in.
    fallback: TermsText,
    texts: Vec<TermsText>,
}

impl Terms {
    /// Longest name of a version, in characters.
    pub const VERSION_CHARS: usize = 40;

    /// Terms with these texts, each named by the tag of its language; none if none is in the language `fallback`.
    pub fn new(
        required: bool,
        version: String,
        fallback: &str,
        texts: impl IntoIterator<Item = (String, String)>,
    ) -> Option<Self> {
        let texts = texts.into_iter().map(|(tag, text)| TermsText::new(tag, text));
        let texts: Vec<TermsText> = texts.collect();
        let fallback = find(&texts, fallback)?.clone();
        Some(Self {
            required,
            version,
            fallback,
            texts,
        })
    }

    /// The text for whoever reads the language of this tag.
    pub fn text_in(&self, tag: &str) -> &TermsText {
        find(&self.texts, tag).unwrap_or(&self.fallback)
    }

    /// The text with this hash, if it is one of those in force.
    pub fn text_with(&self, hash: TextHash) -> Option<&TermsText> {
        self.texts.iter().find(|text| text.hash == hash)
    }

    /// All texts.
    pub fn texts(&self) -> &[TermsText] {
        &self.texts
    }
}

/// The text in the language of this tag, or of what the tag begins with: `pt-BR` finds `pt` (RFC 4647, section 3.4).
fn find<'t>(texts: &'t [TermsText], tag: &str) -> Option<&'t TermsText> {
    let mut wanted = tag;
    loop {
        let found = texts
            .iter()
            .find(|text| text.language.eq_ignore_ascii_case(wanted));
        if found.is_some() {
            return found;
        }
        (wanted, _) = wanted.rsplit_once('-')?;
    }
}

/// The terms in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsText {
    /// BCP 47 tag of the language.
    pub language: String,
    /// The text, as Markdown.
    pub markdown: String,
    /// Of exactly this Markdown.
    pub hash: TextHash,
}

impl TermsText {
    fn new(language: String, markdown: String) -> Self {
        Self {
            hash: TextHash::of(&markdown),
            language,
            markdown,
        }
    }
}

/// The SHA-256 of a text, as `sha256sum` gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TextHash([u8; 32]);

impl TextHash {
    /// Of this text.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }

    /// The one that a store holds.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl From<TextHash> for String {
    fn from(hash: TextHash) -> Self {
        hash.to_string()
    }
}

/// It is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash has 64 hexadecimal digits")]
pub struct NoHash;

impl FromStr for TextHash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| NoHash)?;
        bytes.try_into().map(Self).map_err(|_| NoHash)
    }
}

impl TryFrom<String> for TextHash {
    type Error = NoHash;

    fn try_from(text: String) -> Result<Self, NoHash> {
        text.parse()
    }
}

/// That somebody has accepted the terms. There is one for each version that they accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Who.
    pub user_id: UserId,
    /// Which version.
    pub terms: String,
    /// The language of the text that was on the page.
    pub language: String,
    /// Of exactly that text.
    pub text: TextHash,
    /// When.
    pub at: Timestamp,
    /// From about where: see [`network_of`](super::network_of).
    pub network: Option<String>,
    /// See [`Version`].
    pub version: Version,
}

impl Acceptance {
    /// The key of the row that says that `user` has accepted the version `terms`.
    pub fn key(user: UserId, terms: &str) -> [u8; 16] {
        digest(&[user.as_uuid().as_bytes(), terms.as_bytes()]).to_be_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        let texts = [("en", "Be kind."), ("pt", "Seja gentil.")];
        let texts = texts.map(|(tag, text)| (tag.to_owned(), text.to_owned()));
        Terms::new(true, "1".to_owned(), "en-GB", texts).unwrap()
    }

    #[test]
    fn readers_are_shown_their_language_or_the_one_that_is_there_for_all() {
        for (tag, found) in [
            ("pt-BR", "pt"),
            ("PT", "pt"),
            ("en", "en"),
            ("ja", "en"),
            ("", "en"),
        ] {
            assert_eq!(terms().text_in(tag).language, found, "{tag}");
        }
        assert_eq!(Terms::new(true, "1".to_owned(), "ja", []), None);
    }

    #[test]
    fn a_text_is_known_by_the_hash_that_others_compute_of_it() {
        let hash = "9b2d5bd8a0e2b1e6a7dd7d8a3f8fbd3a";
        assert_eq!(hash.parse::<TextHash>(), Err(NoHash), "it is too short");
        // printf 'abc' | sha256sum
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(TextHash::of("abc").to_string(), abc);
        assert_eq!(abc.parse(), Ok(TextHash::of("abc")));
        let terms = terms();
        let text = terms.text_in("pt");
        assert_eq!(terms.text_with(text.hash), Some(text));
        assert_eq!(terms.text_with(TextHash::of("abc")), None);
    }
}
