//! Words for people, in their language.

/// The locale files, seen from the flows that put text on phones.
pub trait Texts: Send + Sync + 'static {
    /// The text `key` in `language`, or in English where the language lacks it, with `args` filled in.
    fn text(&self, language: &str, key: &str, args: &[TextArg<'_>]) -> String;
}

/// A named value inside a text.
pub type TextArg<'a> = (&'static str, &'a str);
