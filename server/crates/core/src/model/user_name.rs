//! User names that two people can neither share nor confuse: RFC 8265 UsernameCaseMapped, one script.

use std::{fmt, sync::Arc};

use precis_core::profile::PrecisFastInvocation;
use precis_profiles::UsernameCaseMapped;
use serde::{Deserialize, Serialize};
use unicode_security::{RestrictionLevel, RestrictionLevelDetection, skeleton};

/// Longest accepted name, in characters after mapping.
const MAX_CHARS: usize = 64;

/// A name in its mapped form: `ALICE`, `alice` and full-width `ａｌｉｃｅ` are one name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserName(Arc<str>);

impl UserName {
    /// Maps and checks what somebody typed.
    ///
    /// # Errors
    /// [`UserNameError`] if no account can have this name.
    pub fn parse(typed: &str) -> Result<Self, UserNameError> {
        if typed.len() > MAX_CHARS * 4 {
            return Err(UserNameError::TooLong);
        }
        let name = UsernameCaseMapped::enforce(typed.trim()).map_err(|_| UserNameError::Characters)?;
        if name.chars().count() > MAX_CHARS {
            return Err(UserNameError::TooLong);
        }
        // A colon would split the label of an enrolment code, a slash the paths of our own API.
        if name.contains([':', '/', '\\', '?', '#', '%', '"', '<', '>']) {
            return Err(UserNameError::Characters);
        }
        // Punctuation belongs to no script, but the check knows only what identifiers of programs may hold.
        let letters: String = name.chars().filter(|c| !c.is_ascii_punctuation()).collect();
        if !letters
            .as_str()
            .check_restriction_level(RestrictionLevel::HighlyRestrictive)
        {
            return Err(UserNameError::MixedScripts);
        }
        Ok(Self(name.into()))
    }

    /// The name as a store holds it; it was parsed when it was written.
    pub fn from_stored(name: String) -> Self {
        Self(name.into())
    }

    /// What the name looks like: two names with one skeleton are taken for one another (Unicode UTS 39, section 4).
    pub fn skeleton(&self) -> String {
        skeleton(&self.0).collect()
    }

    /// The mapped name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why no account can have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UserNameError {
    /// Empty, or a character that names may not hold.
    #[error("the name is empty or has a character that user names cannot hold")]
    Characters,
    /// Letters of scripts that are not used together, as in a look-alike of another name.
    #[error("the name mixes scripts that are not written together")]
    MixedScripts,
    /// More than 64 characters.
    #[error("the name is longer than 64 characters")]
    TooLong,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_however_it_is_typed() {
        for typed in ["alice", "ALICE", "ＡＬＩＣＥ", " Alice "] {
            assert_eq!(
                UserName::parse(typed).map(|n| n.to_string()),
                Ok("alice".to_owned()),
                "{typed}"
            );
        }
    }

    #[test]
    fn names_of_every_script_are_accepted() {
        for typed in [
            "アリス",
            "ليلى",
            "алиса",
            "앨리스",
            "李雷",
            "zoë",
            "alice@example.org",
            "100042",
        ] {
            assert!(UserName::parse(typed).is_ok(), "{typed}");
        }
    }

    #[test]
    fn look_alikes_of_mixed_scripts_are_refused() {
        assert_eq!(UserName::parse("\u{0430}lice"), Err(UserNameError::MixedScripts));
    }

    #[test]
    fn look_alikes_of_one_script_have_one_skeleton() {
        let skeleton = |typed: &str| UserName::parse(typed).unwrap().skeleton();
        for (name, look_alike) in [("scope", "ѕсоре"), ("paypal", "paypa1"), ("modern", "modem")] {
            assert_eq!(skeleton(name), skeleton(look_alike), "{name}");
        }
        assert_ne!(skeleton("alice"), skeleton("alicia"));
    }

    #[test]
    fn names_that_would_break_labels_or_paths_are_refused() {
        for typed in [
            "",
            "  ",
            "a:b",
            "a/b",
            "a b",
            "a\u{202E}b",
            "a\u{0000}b",
            "..\\x",
            "a%2e",
        ] {
            assert_eq!(
                UserName::parse(typed),
                Err(UserNameError::Characters),
                "{typed:?}"
            );
        }
        assert_eq!(UserName::parse(&"a".repeat(65)), Err(UserNameError::TooLong));
    }
}
