//! Texts that show their key and arguments, so that tests do not depend on wording.

use crate::port::{TextArg, Texts};

/// `key(name=value, …)`.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeyTexts;

impl Texts for KeyTexts {
    fn text(&self, _language: &str, key: &str, args: &[TextArg<'_>]) -> String {
        let args: Vec<String> = args
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        format!("{key}({})", args.join(", "))
    }
}
