//! Who runs the service for others, people and programs of theirs, and what each of them may do.

use countersign_proto::ids::UserId;
use serde::{Deserialize, Serialize};

use super::{Timestamp, Version};

/// An account whose person runs the service for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// Whose account.
    pub user_id: UserId,
    /// What they may do.
    pub role: Role,
    /// Since when they have any role.
    pub created_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl Operator {
    /// The operator in another role.
    #[must_use]
    pub fn in_role(self, role: Role) -> Self {
        Self {
            role,
            version: self.version.next(),
            ..self
        }
    }
}

/// What an operator is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Helps people who are locked out.
    Helpdesk,
    /// Decides about certificates.
    Registrar,
    /// Shuts out whoever should not be in, and prepares policies.
    Security,
    /// Looks, and changes nothing.
    Auditor,
    /// Does all of it, also to other operators.
    Owner,
    /// None any more; the row stays so that what was done under it is known for what it is.
    Former,
}

/// What operators do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Looks accounts up.
    Look,
    /// Unlocks what was locked after too many failures.
    Unlock,
    /// Ends somebody's sessions.
    EndSessions,
    /// Closes an account.
    Suspend,
    /// Opens a closed account again.
    Resume,
    /// Reads what services demand, and who is ready.
    ReadPolicies,
    /// Says on the login page what will be demanded.
    Announce,
    /// Does any of this to another operator.
    ActOnOperators,
    /// Answers requests for certificates.
    AnswerCertificates,
    /// Ends what somebody lets others do for them.
    EndDelegations,
}

impl Role {
    /// The roles that can be given.
    pub const ALL: [Self; 5] = [
        Self::Helpdesk,
        Self::Registrar,
        Self::Security,
        Self::Auditor,
        Self::Owner,
    ];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Helpdesk => "helpdesk",
            Self::Registrar => "registrar",
            Self::Security => "security",
            Self::Auditor => "auditor",
            Self::Owner => "owner",
            Self::Former => "former",
        }
    }

    /// The role of a word, if it can be given.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// Whether it includes an act. The one table of what operators may do.
    pub const fn may(self, act: Act) -> bool {
        match (self, act) {
            (Self::Former, _) => false,
            (Self::Owner, _) | (_, Act::Look) => true,
            (_, Act::ActOnOperators) => false,
            (role, Act::AnswerCertificates) => matches!(role, Self::Registrar),
            (Self::Helpdesk, Act::Unlock | Act::EndSessions) => true,
            (Self::Security, _) => true,
            (Self::Auditor, Act::ReadPolicies) => true,
            (Self::Helpdesk | Self::Registrar | Self::Auditor, _) => false,
        }
    }
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Look,
        Self::Unlock,
        Self::EndSessions,
        Self::Suspend,
        Self::Resume,
        Self::ReadPolicies,
        Self::Announce,
        Self::ActOnOperators,
        Self::AnswerCertificates,
        Self::EndDelegations,
    ];

    /// Whether a program may do it in a role that includes it. What relies on the strong login of a person is left to people: a secret that
    /// is stolen must not say yes to a certificate, lift the limits on guessing, speak to everybody for the organisation, or shut out
    /// whoever could take it back.
    pub const fn is_for_programs(self) -> bool {
        match self {
            Self::Look
            | Self::EndSessions
            | Self::Suspend
            | Self::Resume
            | Self::ReadPolicies
            | Self::EndDelegations => true,
            Self::Unlock | Self::Announce | Self::ActOnOperators | Self::AnswerCertificates => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_it_is_there_for_and_no_more() {
        use Act::*;
        let table: [(Role, &[Act]); 6] = [
            (Role::Helpdesk, &[Look, Unlock, EndSessions]),
            (Role::Registrar, &[Look, AnswerCertificates]),
            (
                Role::Security,
                &[
                    Look,
                    Unlock,
                    EndSessions,
                    Suspend,
                    Resume,
                    ReadPolicies,
                    Announce,
                    EndDelegations,
                ],
            ),
            (Role::Auditor, &[Look, ReadPolicies]),
            (Role::Owner, &Act::ALL),
            (Role::Former, &[]),
        ];
        for (role, allowed) in table {
            for act in Act::ALL {
                assert_eq!(role.may(act), allowed.contains(&act), "{role:?} {act:?}");
            }
        }
    }

    #[test]
    fn what_only_people_do_is_no_program_s_in_any_role() {
        let for_people = Act::ALL.into_iter().filter(|act| !act.is_for_programs());
        assert_eq!(
            for_people.collect::<Vec<_>>(),
            [
                Act::Unlock,
                Act::Announce,
                Act::ActOnOperators,
                Act::AnswerCertificates
            ]
        );
    }

    #[test]
    fn only_roles_that_can_be_given_have_a_word_that_is_read() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.as_str()), Some(role));
        }
        for other in ["former", "root", "Owner", ""] {
            assert_eq!(Role::from_word(other), None, "{other}");
        }
    }
}
