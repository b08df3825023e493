//! A code as a person types it.

use std::fmt;

use zeroize::Zeroizing;

/// A code that somebody typed, whatever it may be good for.
#[derive(Clone)]
pub struct TypedCode(Zeroizing<String>);

/// Longest text that is looked at, in characters.
const MAX: usize = 64;

impl TypedCode {
    /// What was typed. Spaces and hyphens mean nothing, digits of other scripts are digits, and case does not matter.
    pub fn new(text: &str) -> Self {
        let meant = text.chars().take(MAX);
        let meant = meant.filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'));
        let ascii = meant.map(|c| digit(c).unwrap_or(c.to_ascii_uppercase()));
        Self(Zeroizing::new(ascii.collect()))
    }

    /// The code without what means nothing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The ASCII digit of a digit in one of the scripts that keyboards offer.
pub(super) fn digit(c: char) -> Option<char> {
    // Arabic, Persian, N'Ko, Devanagari to Malayalam in steps, Thai, Lao, Tibetan, Burmese, Khmer, full width.
    const ZEROES: [char; 20] = [
        '0', '\u{0660}', '\u{06F0}', '\u{07C0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}', '\u{0B66}',
        '\u{0BE6}', '\u{0C66}', '\u{0CE6}', '\u{0D66}', '\u{0E50}', '\u{0ED0}', '\u{0F20}', '\u{1040}',
        '\u{17E0}', '\u{1810}', '\u{FF10}',
    ];
    let value = ZEROES.into_iter().find_map(|zero| {
        u32::from(c)
            .checked_sub(u32::from(zero))
            .filter(|value| *value < 10)
    })?;
    char::from_digit(value, 10)
}

impl fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_alike_however_it_is_typed() {
        for typed in [
            "123456",
            " 123 456 ",
            "123-456",
            "١٢٣٤٥٦",
            "۱۲۳۴۵۶",
            "１２３４５６",
            "१२३४५६",
        ] {
            assert_eq!(TypedCode::new(typed).expose(), "123456", "{typed}");
        }
        assert_eq!(TypedCode::new("7kxq-9m2p-c4tw").expose(), "7KXQ9M2PC4TW");
        assert_eq!(TypedCode::new(&"1".repeat(5000)).expose().len(), MAX);
    }
}
