//! Words for people, in their language.

/// The locale files, seen from the flows that put text on phones.
pub trait Texts: Send + Sync + 'static {
    /// The text `key` in `language`, with `args` filled in: in the service's own language where none is named or the one named
    /// is not spoken, and in English where that lacks the text.
    fn text(&self, language: &str, key: &str, args: &[TextArg<'_>]) -> String;
}

/// A named value inside a text.
pub type TextArg<'a> = (&'static str, &'a str);
