//! The person logging in.

use std::fmt;

use countersign_proto::ids::UserId;
use serde::{Deserialize, Serialize};

use super::{DisplayText, MailAddress, Timestamp, UserName, Version};

/// Longest tag of a language that is kept.
const LANGUAGE_BYTES: usize = 35;

/// A person's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Never changes.
    pub id: UserId,
    /// Never changes; shown beside the name and portable where the name is not.
    pub number: AccountNumber,
    /// What the person types.
    pub name: UserName,
    /// What others see.
    pub display_name: Option<DisplayText>,
    /// Where mails go.
    pub email: Option<MailAddress>,
    /// Where notices go as well, and nothing that could open the account: whoever has broken into one mailbox cannot keep its owner from
    /// hearing of it.
    pub second_email: Option<MailAddress>,
    /// BCP 47 tag of the language for this person; empty while nobody has said which.
    pub language: String,
    /// Whether the account may be used.
    pub state: UserState,
    /// Argon2id in PHC form; absent while the person has no password here.
    pub password_hash: Option<String>,
    /// When it was last set; absent for one from before that was noted.
    pub password_set_at: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl User {
    /// The account with a new password, as of `now`.
    #[must_use]
    pub fn with_password(self, password_hash: String, now: Timestamp) -> Self {
        Self {
            password_hash: Some(password_hash),
            password_set_at: Some(now),
            version: self.version.next(),
            ..self
        }
    }

    /// The account with another address.
    #[must_use]
    pub fn with_email(self, email: MailAddress) -> Self {
        Self {
            second_email: self.second_email.filter(|second| !second.is_same(&email)),
            email: Some(email),
            version: self.version.next(),
            ..self
        }
    }

    /// The account with another second address, or none.
    #[must_use]
    pub fn with_second_email(self, second_email: Option<MailAddress>) -> Self {
        Self {
            second_email,
            version: self.version.next(),
            ..self
        }
    }

    /// Where notices go.
    pub fn mailboxes(&self) -> impl Iterator<Item = &MailAddress> {
        self.email.iter().chain(&self.second_email)
    }

    /// The account with what its person chooses about how others see it, and how it speaks.
    #[must_use]
    pub fn with_profile(self, display_name: Option<DisplayText>, language: String) -> Self {
        Self {
            display_name,
            language,
            version: self.version.next(),
            ..self
        }
    }

    /// The account of somebody who reads another language.
    ///
    /// # Errors
    /// What `tag` lacks to be the tag of a language.
    pub fn with_language(self, tag: &str) -> Result<Self, &'static str> {
        if !is_language_tag(tag) {
            return Err("a language is named by a tag such as de or pt-BR");
        }
        Ok(Self {
            language: tag.to_owned(),
            version: self.version.next(),
            ..self
        })
    }

    /// The account as it is, under a new version: whoever has decided on it meanwhile decides anew.
    #[must_use]
    pub fn touched(self) -> Self {
        Self {
            version: self.version.next(),
            ..self
        }
    }

    /// The account in another state.
    #[must_use]
    pub fn in_state(self, state: UserState) -> Self {
        Self {
            state,
            version: self.version.next(),
            ..self
        }
    }

    /// The account number as phones write it that cannot write the user name.
    pub fn account_name(&self) -> String {
        format!("u{}", self.number)
    }

    /// What pages call the account: its number, so that two people of one name are told apart, and what the person is called.
    pub fn headline(&self) -> String {
        format!("{}-{}", self.number, self.label())
    }

    /// What the person is called in the app: the display name, else the user name, else the account number. Colons and
    /// slashes have a meaning in enrolment labels and become spaces.
    pub fn label(&self) -> String {
        let names = [
            self.display_name.as_ref().map(DisplayText::as_str),
            Some(self.name.as_str()),
        ];
        let plain = |name: &str| name.replace([':', '/'], " ").trim().to_owned();
        let found = names
            .into_iter()
            .flatten()
            .map(plain)
            .find(|name| !name.is_empty());
        found.unwrap_or_else(|| self.account_name())
    }
}

/// Whether `tag` is built like the tags of BCP 47: letters, then parts of up to eight letters and digits.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_further =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    tag.len() <= LANGUAGE_BYTES && parts.next().is_some_and(is_language) && parts.all(is_further)
}

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserState {
    /// In use.
    Active,
    /// Closed by an operator: succeeds through no door (R4).
    Suspended,
}

/// The short number that names an account without naming its person, counted from 100001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountNumber(pub i64);

impl AccountNumber {
    /// Asks the store to give the next free number when the row is first written.
    pub const UNASSIGNED: Self = Self(0);
}

impl fmt::Display for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
