//! Which `acr` is worth more than which, and what a policy demands of one.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::ACR;

/// From the weakest to the strongest. What can be talked out of somebody or taken over with a number comes first; a tap that is
/// given without looking before a code that somebody has to fetch; what crosses from the page to the phone before what only
/// answers; keys that no page of somebody else's can use come last. `recovery` is not among them: it stands in for what was
/// lost and is worth none of it (R12).
const ORDER: [&str; 8] = [
    "pwd",
    "sms",
    "push",
    "otp",
    "push-number",
    "oob",
    "certificate",
    "passkey",
];

/// What follows the word of an `acr` if the password was verified in the same login.
const PASSWORD: &str = "+pwd";

/// An `acr` that a policy can demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acr {
    strength: usize,
    with_password: bool,
}

impl Acr {
    /// The `acr` of this name, with or without the prefix that all have. Words that are not in the order are none: what cannot
    /// be compared satisfies nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.strip_prefix(ACR).unwrap_or(text);
        let (word, with_password) = match name.strip_suffix(PASSWORD) {
            Some(word) => (word, true),
            None => (name, false),
        };
        let strength = ORDER.iter().position(|known| *known == word)?;
        (strength > 0 || !with_password).then_some(Self {
            strength,
            with_password,
        })
    }

    /// Whether it is worth as much as `other`: as strong, and with the password where that has it.
    pub const fn is_at_least(self, other: Self) -> bool {
        self.strength >= other.strength && (self.with_password || !other.with_password)
    }

    /// All of them, the weakest first.
    fn all() -> impl Iterator<Item = Self> {
        (0..ORDER.len())
            .flat_map(|strength| {
                [false, true].into_iter().map(move |with_password| Self {
                    strength,
                    with_password,
                })
            })
            .filter(|acr| acr.strength > 0 || !acr.with_password)
    }
}

impl fmt::Display for Acr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let password = if self.with_password { PASSWORD } else { "" };
        write!(f, "{ACR}{}{password}", ORDER[self.strength])
    }
}

impl Serialize for Acr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Acr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("no acr of ours"))
    }
}

/// What a policy demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// One of these, and nothing else.
    OneOf(Vec<Acr>),
    /// This, or what is worth more.
    AtLeast(Acr),
}

impl Requirement {
    /// Whether a login with this `acr` satisfies it.
    pub fn is_met_by(&self, acr: &str) -> bool {
        let Some(acr) = Acr::parse(acr) else { return false };
        match self {
            Self::OneOf(set) => set.contains(&acr),
            Self::AtLeast(least) => acr.is_at_least(*least),
        }
    }

    /// Every `acr` that satisfies it, separated by spaces, as RFC 9470, section 3, and OpenID Connect have them.
    pub fn acr_values(&self) -> String {
        let values: Vec<String> = match self {
            Self::OneOf(set) => set.iter().map(Acr::to_string).collect(),
            Self::AtLeast(least) => Acr::all()
                .filter(|acr| acr.is_at_least(*least))
                .map(|acr| acr.to_string())
                .collect(),
        };
        values.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assurance,
        model::{FirstFactor, KeyStorage, Method, Presence},
    };

    fn acr(name: &str) -> Acr {
        Acr::parse(name).unwrap()
    }

    #[test]
    fn what_is_worth_more_satisfies_what_is_worth_less_and_not_the_reverse() {
        let order = [
            "sms",
            "push",
            "otp",
            "push-number",
            "oob",
            "certificate",
            "passkey",
        ];
        for (at, least) in order.iter().enumerate() {
            let demanded = Requirement::AtLeast(acr(least));
            for (other, shown) in order.iter().enumerate() {
                assert_eq!(
                    demanded.is_met_by(&format!("{ACR}{shown}")),
                    other >= at,
                    "{shown} for {least}"
                );
                assert_eq!(demanded.is_met_by(&format!("{ACR}{shown}+pwd")), other >= at);
            }
            let with_password = Requirement::AtLeast(acr(&format!("{least}+pwd")));
            assert!(
                !with_password.is_met_by(&format!("{ACR}passkey")),
                "the password is demanded"
            );
            assert!(with_password.is_met_by(&format!("{ACR}{least}+pwd")));
        }
    }

    #[test]
    fn r12_recovery_and_unknown_words_satisfy_nothing() {
        let everything = Requirement::AtLeast(acr("pwd"));
        for other in [
            "recovery",
            "recovery+pwd",
            "magic",
            "",
            "+pwd",
            "otp+pwd+pwd",
            "pwd+pwd",
            "OTP",
        ] {
            assert_eq!(Acr::parse(other), None, "{other}");
            assert!(!everything.is_met_by(&format!("{ACR}{other}")), "{other}");
        }
        let recovery = assurance::of(
            Method::RecoveryCode,
            Presence::Unshown,
            KeyStorage::Unknown,
            FirstFactor::Verified,
        );
        assert!(!everything.is_met_by(&recovery.acr));
    }

    #[test]
    fn a_set_is_satisfied_by_its_members_alone() {
        let set = Requirement::OneOf(vec![acr("otp+pwd"), acr("passkey")]);
        for (shown, meets) in [
            ("otp+pwd", true),
            ("passkey", true),
            ("otp", false),
            ("oob+pwd", false),
        ] {
            assert_eq!(set.is_met_by(shown), meets, "{shown}");
        }
        assert_eq!(
            set.acr_values(),
            "urn:countersign:acr:otp+pwd urn:countersign:acr:passkey"
        );
        let least = Requirement::AtLeast(acr("certificate+pwd"));
        assert_eq!(
            least.acr_values(),
            "urn:countersign:acr:certificate+pwd urn:countersign:acr:passkey+pwd"
        );
    }

    #[test]
    fn every_acr_reads_back_as_it_is_written() {
        for acr in Acr::all() {
            assert_eq!(Acr::parse(&acr.to_string()), Some(acr));
            let json = serde_json::to_string(&Requirement::AtLeast(acr)).unwrap();
            assert_eq!(
                serde_json::from_str::<Requirement>(&json).unwrap(),
                Requirement::AtLeast(acr)
            );
        }
        assert!(serde_json::from_str::<Requirement>(r#"{"at_least":"recovery"}"#).is_err());
    }
}
