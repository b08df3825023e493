//! Where words go.

use serde_json::Value;

/// How a command says what it has to say.
#[derive(Clone, Copy)]
pub(crate) enum Output {
    /// In words, for people.
    Words,
    /// As JSON, one value a line, for programs.
    Json,
}

impl Output {
    /// Says one thing, in the one form or the other.
    #[expect(clippy::print_stdout, reason = "this is a command")]
    pub(crate) fn say(self, words: &str, json: &Value) {
        match self {
            Self::Words => println!("{words}"),
            Self::Json => println!("{json}"),
        }
    }
}

/// Says what went wrong.
#[expect(clippy::print_stderr, reason = "this is a command")]
pub(crate) fn complain(error: &anyhow::Error) {
    eprintln!("countersign-phone: {error:#}");
}
