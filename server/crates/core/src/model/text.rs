//! Text that is safe to show: bounded and free of characters that could make it read as something else (R15).

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Text chosen by a client or an operator, shown on pages and phones. NFC, no control and no bidi control
/// characters, at least one and at most the given number of user-perceived characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DisplayText(Arc<str>);

impl DisplayText {
    /// Longest name of a person or a service, in user-perceived characters.
    pub const NAME_GRAPHEMES: usize = 60;

    /// Accepts `text` as it is, or says why it cannot be shown.
    ///
    /// # Errors
    /// [`TextError`] for empty or overlong text and for characters that hide or reorder others.
    pub fn parse(text: &str, max_graphemes: usize) -> Result<Self, TextError> {
        let text: String = text.trim().nfc().collect();
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        if let Some(character) = text.chars().find(|c| is_deceptive(*c)) {
            return Err(TextError::Forbidden(u32::from(character)));
        }
        if text.len() > max_graphemes * 16 || text.graphemes(true).count() > max_graphemes {
            return Err(TextError::TooLong { max_graphemes });
        }
        Ok(Self(text.into()))
    }

    /// The text as a store holds it; it was parsed when it was written.
    pub fn from_stored(text: String) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DisplayText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is left after trimming.
    #[error("is empty")]
    Empty,
    /// More user-perceived characters than the place allows.
    #[error("is longer than {max_graphemes} characters")]
    TooLong {
        /// The bound of the place.
        max_graphemes: usize,
    },
    /// A control or bidi control character.
    #[error("contains the control character U+{0:04X}")]
    Forbidden(u32),
}

/// Makes text that we did not ask for presentable, for example a device name that a phone reports: drops what
/// [`DisplayText::parse`] would refuse and cuts at `max_graphemes`. Empty if nothing is left.
pub fn clean(text: &str, max_graphemes: usize) -> String {
    let kept: String = text.nfc().filter(|c| !is_deceptive(*c)).collect();
    kept.trim()
        .graphemes(true)
        .take(max_graphemes)
        .collect::<String>()
        .chars()
        .take(max_graphemes * 4)
        .collect()
}

/// C0 and C1 controls, bidi controls, line and paragraph separators, tags and interlinear marks.
/// ZWJ and ZWNJ stay allowed: several scripts and emoji cannot be written without them.
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r15_controls_and_bidi_controls_are_refused() {
        for bad in [
            "a\u{202E}b",
            "a\u{2066}b",
            "a\u{0007}b",
            "a\u{0085}b",
            "a\nb",
            "a\u{200F}b",
            "a\u{FEFF}b",
        ] {
            assert!(
                matches!(DisplayText::parse(bad, 60), Err(TextError::Forbidden(_))),
                "{bad:?}"
            );
        }
    }

    #[test]
    fn r15_joiners_emoji_and_every_script_are_kept() {
        for good in ["نمی\u{200C}خواهم", "👩\u{200D}💻", "東京 支店", "Zoë", "Алиса"] {
            assert_eq!(
                DisplayText::parse(good, 60).map(|t| t.to_string()),
                Ok(good.to_owned())
            );
        }
    }

    #[test]
    fn r15_length_is_counted_in_what_a_person_sees() {
        assert!(DisplayText::parse(&"é".repeat(60), 60).is_ok());
        assert_eq!(
            DisplayText::parse(&"é".repeat(61), 60),
            Err(TextError::TooLong { max_graphemes: 60 })
        );
        let stacked = format!("a{}", "\u{0301}".repeat(5000));
        assert_eq!(
            DisplayText::parse(&stacked, 60),
            Err(TextError::TooLong { max_graphemes: 60 })
        );
    }

    #[test]
    fn r15_reported_text_is_cleaned_instead_of_refused() {
        assert_eq!(clean(" Pixel\u{202E}\n 8 ", 60), "Pixel 8");
        assert_eq!(clean("\u{202E}", 60), "");
        assert_eq!(clean(&"x".repeat(100), 10).len(), 10);
    }
}
