//! What settings say of this door.

/// A realm, as SDKs are told it: `/` or `/staff`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Realm(String);

impl Realm {
    /// Longest name, in characters.
    const CHARS: usize = 100;

    /// The realm of this name, if it is one: parts of ASCII letters, digits, `-`, `_` and `.`, each after a slash.
    pub fn parse(name: &str) -> Option<Self> {
        let is_part = |part: &str| {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            !part.is_empty() && part.chars().all(is_plain)
        };
        let below = name.strip_prefix('/')?;
        let is_realm = name.len() <= Self::CHARS && (below.is_empty() || below.split('/').all(is_part));
        is_realm.then(|| Self(name.to_owned()))
    }

    /// The name.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the door is open.
#[derive(Debug, Clone)]
pub struct AmDoor {
    /// The realms that it stands in. All of them lead to the same accounts.
    pub realms: Vec<Realm>,
    /// The web origins whose pages may use it, beside our own.
    pub origins: Vec<String>,
}

impl AmDoor {
    pub(super) fn realm(&self, name: &str) -> Option<&Realm> {
        self.realms.iter().find(|realm| realm.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_realm_is_a_path_of_plain_names() {
        for good in ["/", "/alpha", "/a-1/b_2"] {
            assert!(Realm::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "alpha",
            "//",
            "/a/",
            "/a b",
            "/ä",
            "/a%2f",
            &format!("/{}", "a".repeat(100)),
        ] {
            assert!(Realm::parse(bad).is_none(), "{bad}");
        }
    }
}
