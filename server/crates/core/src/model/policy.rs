//! What a service demands of a login before it lets somebody do something, and from when on.

use std::{collections::BTreeMap, fmt, time::Duration};

use countersign_proto::ids::UserId;
use jiff::{fmt::temporal::DateTimeParser, tz::Disambiguation};
use serde::{Deserialize, Serialize};

use super::{ClientId, Timestamp, UserName, Version};
use crate::assurance::Requirement;

/// Longest name of a resource, in bytes.
const RESOURCE_BYTES: usize = 100;

/// What a policy is about, as services name it: `filing`, `documents:upload`, `https://shop.example.org/renewal`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Resource(String);

/// The text names no resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a resource has 1 to 100 of a-z, 0-9, dots, colons, slashes, hyphens and underscores")]
pub struct NoResource;

impl Resource {
    /// The resource of this name.
    ///
    /// # Errors
    /// [`NoResource`] if it is not built like one.
    pub fn parse(text: &str) -> Result<Self, NoResource> {
        let is_plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".:/-_".contains(&byte);
        let is_one = (1..=RESOURCE_BYTES).contains(&text.len()) && text.bytes().all(is_plain);
        is_one.then(|| Self(text.to_owned())).ok_or(NoResource)
    }

    /// The name that a store holds.
    pub const fn from_stored(name: String) -> Self {
        Self(name)
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A point in time as somebody has announced it: by the clocks of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// As it was written (RFC 3339, or RFC 9557 with the zone in brackets).
    pub written: String,
}

/// The text names no point in time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a time is written like 2027-06-28T00:00[Europe/Berlin] or 2027-06-28T00:00:00+02:00, and one that the clocks of its zone \
     show twice or never needs its offset: {0}"
)]
pub struct NoMoment(String);

impl Moment {
    /// The moment of this text. A time that is skipped or repeated where the clocks are changed is refused unless its offset
    /// says which is meant: nobody should have to guess when a rule begins.
    ///
    /// # Errors
    /// [`NoMoment`] with what is wrong.
    pub fn parse(text: &str) -> Result<Self, NoMoment> {
        let parser = DateTimeParser::new().disambiguation(Disambiguation::Reject);
        let at = if text.contains('[') {
            parser.parse_zoned(text).map(|zoned| zoned.timestamp())
        } else {
            parser.parse_timestamp(text)
        };
        let at = at.map_err(|error| NoMoment(error.to_string()))?;
        Ok(Self {
            at: Timestamp::from_millis(at.as_millisecond()),
            written: text.to_owned(),
        })
    }

    /// As people read it: date, hour and minute, and the zone or offset.
    pub fn people_read(&self) -> String {
        self.written
            .replace('T', " ")
            .replace('[', " (")
            .replace(']', ")")
    }
}

/// What a service demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Of whom wants to do this.
    pub resource: Resource,
    /// What is demanded, and when.
    pub terms: PolicyTerms,
    /// See [`Version`].
    pub version: Version,
}

/// What a policy says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyTerms {
    /// What a login must have been.
    pub requirement: Requirement,
    /// From when on.
    pub effective_from: Moment,
    /// How long after that whoever does not satisfy it is warned instead of refused.
    pub grace: Duration,
    /// How old the login may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<Duration>,
    /// Who is let through for a while all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<Exemption>,
    /// What the login page says before it is enforced, by the tag of the language; its own words where there are none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub announcement: BTreeMap<String, String>,
    /// Whether it was taken back: then it is as if there were none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// Somebody who is let through for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// Who.
    pub subject: Exempt,
    /// Until when.
    pub until: Moment,
    /// Why, for those who must answer for it.
    pub reason: String,
}

/// Whom an exemption is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exempt {
    /// Whatever this client asks for.
    Client(ClientId),
    /// This user, whom the name only shows: somebody else of that name later is not meant.
    User(UserId, UserName),
}

/// How far a policy has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// It will be effective.
    Announced,
    /// It is effective, and whoever does not satisfy it is warned.
    Grace,
    /// Whoever does not satisfy it is refused.
    Enforced,
}

impl Policy {
    /// From when on whoever does not satisfy it is refused.
    pub fn enforced_from(&self) -> Timestamp {
        self.terms.effective_from.at + self.terms.grace
    }

    /// How far it has come.
    pub fn phase(&self, now: Timestamp) -> Phase {
        if now < self.terms.effective_from.at {
            Phase::Announced
        } else if now < self.enforced_from() {
            Phase::Grace
        } else {
            Phase::Enforced
        }
    }

    /// What lets this client or user through now.
    pub fn exemption(&self, client: &ClientId, user: Option<UserId>, now: Timestamp) -> Option<&Exemption> {
        self.terms.exemptions.iter().find(|exemption| {
            let is_meant = match &exemption.subject {
                Exempt::Client(id) => id == client,
                Exempt::User(id, _) => Some(*id) == user,
            };
            is_meant && now < exemption.until.at
        })
    }

    /// The policy with other terms.
    #[must_use]
    pub fn with_terms(self, terms: PolicyTerms) -> Self {
        Self {
            terms,
            version: self.version.next(),
            ..self
        }
    }
}

/// What a login was started for, and what its service demanded at that time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// For this.
    pub resource: Resource,
    /// This is demanded.
    pub requirement: Requirement,
    /// Whether nothing less is taken; else it is only said.
    pub enforced: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assurance::Acr;

    fn policy(from: &str, grace: u64) -> Policy {
        Policy {
            resource: Resource::parse("filing").unwrap(),
            terms: PolicyTerms {
                requirement: Requirement::AtLeast(Acr::parse("otp").unwrap()),
                effective_from: Moment::parse(from).unwrap(),
                grace: Duration::from_secs(grace),
                max_age: None,
                exemptions: Vec::new(),
                announcement: BTreeMap::new(),
                removed: false,
            },
            version: Version::FIRST,
        }
    }

    fn at(text: &str) -> Timestamp {
        Moment::parse(text).unwrap().at
    }

    #[test]
    fn a_policy_begins_at_its_second_by_the_clocks_of_its_place() {
        let policy = policy("2027-06-28T00:00[Europe/Berlin]", 3600);
        let begins = at("2027-06-27T22:00:00Z");
        assert_eq!(
            policy.terms.effective_from.at, begins,
            "in summer, two hours east"
        );
        let second = Duration::from_secs(1);
        let phases = [
            (begins - second, Phase::Announced),
            (begins, Phase::Grace),
            (begins + Duration::from_secs(3599), Phase::Grace),
            (begins + Duration::from_secs(3600), Phase::Enforced),
        ];
        for (now, phase) in phases {
            assert_eq!(policy.phase(now), phase, "{now}");
        }
        let winter = self::policy("2027-01-28T00:00[Europe/Berlin]", 0);
        assert_eq!(winter.terms.effective_from.at, at("2027-01-27T23:00:00Z"));
        assert_eq!(winter.phase(at("2027-01-27T23:00:00Z")), Phase::Enforced);
    }

    #[test]
    fn a_time_that_clocks_skip_or_show_twice_must_say_which_is_meant() {
        // Clocks go from 2 to 3 on the last Sunday of March, and from 3 to 2 on that of October.
        for unclear in [
            "2027-03-28T02:30[Europe/Berlin]",
            "2027-10-31T02:30[Europe/Berlin]",
        ] {
            assert!(Moment::parse(unclear).is_err(), "{unclear}");
        }
        assert_eq!(
            at("2027-10-31T02:30+02:00[Europe/Berlin]"),
            at("2027-10-31T00:30:00Z")
        );
        assert_eq!(
            at("2027-10-31T02:30+01:00[Europe/Berlin]"),
            at("2027-10-31T01:30:00Z")
        );
        assert_eq!(at("2027-03-28T03:00[Europe/Berlin]"), at("2027-03-28T01:00:00Z"));
        for wrong in [
            "tomorrow",
            "2027-06-28",
            "2027-06-28T00:00",
            "2027-06-28T00:00[Nowhere/Land]",
            "2027-06-28T00:00+05:00[Europe/Berlin]",
            "2027-02-30T00:00:00Z",
        ] {
            assert!(Moment::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_exemption_is_for_its_subject_and_its_time() {
        let (shop, alice) = (ClientId::new("shop"), UserId::new(uuid::Uuid::from_u128(1)));
        let mut policy = policy("2027-06-28T00:00:00Z", 0);
        policy.terms.exemptions = vec![
            Exemption {
                subject: Exempt::Client(shop.clone()),
                until: Moment::parse("2027-07-01T00:00:00Z").unwrap(),
                reason: "moves in June".to_owned(),
            },
            Exemption {
                subject: Exempt::User(alice, UserName::parse("alice").unwrap()),
                until: Moment::parse("2027-08-01T00:00:00Z").unwrap(),
                reason: "waits for a phone".to_owned(),
            },
        ];
        let (bank, bob) = (ClientId::new("bank"), UserId::new(uuid::Uuid::from_u128(2)));
        let in_june = at("2027-06-30T23:59:59Z");
        assert!(policy.exemption(&shop, Some(bob), in_june).is_some());
        assert!(
            policy
                .exemption(&shop, Some(bob), at("2027-07-01T00:00:00Z"))
                .is_none()
        );
        assert!(
            policy
                .exemption(&bank, Some(alice), at("2027-07-31T23:59:59Z"))
                .is_some()
        );
        assert!(policy.exemption(&bank, Some(bob), in_june).is_none());
        assert!(policy.exemption(&bank, None, in_june).is_none());
    }

    #[test]
    fn resources_have_plain_names() {
        for name in [
            "filing",
            "documents:upload",
            "https://shop.example.org/renewal",
            "a_b-1",
        ] {
            assert_eq!(Resource::parse(name).unwrap().as_str(), name);
        }
        let long = "a".repeat(101);
        for other in ["", "Filing", "fil ing", "filing\n", "früh", long.as_str()] {
            assert!(Resource::parse(other).is_err(), "{other:?}");
        }
    }
}
