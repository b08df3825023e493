//! A mail to a person, before anybody has put it into words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{MailAddress, Timestamp, User};

/// What a person is to be told by mail. It is sealed while it waits: it holds an address, and often a link that is a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// To whom.
    pub to: MailAddress,
    /// In which language.
    pub language: String,
    /// What it says.
    pub kind: MailKind,
    /// The account that it is about, or the name that was asked for.
    pub name: String,
    /// Where to go on, absolute.
    pub link: Option<String>,
    /// A code for its reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// When that happened which it tells of.
    pub at: Timestamp,
    /// What was changed, or came before; empty if the kind says it.
    #[serde(default)]
    pub what: String,
    /// From about where, if anybody knows.
    #[serde(default)]
    pub origin: String,
    /// Which delegation it is about, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<Delegated>,
}

/// A delegation as a mail tells of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegated {
    /// The name of whoever somebody acts for.
    pub owner: String,
    /// The name of whoever acts.
    pub delegate: String,
    /// When it ends, or is to be confirmed.
    pub by: Timestamp,
}

impl MailKind {
    /// Whether it tells of something that lets somebody in from now on.
    pub const fn gives(self) -> bool {
        matches!(
            self,
            Self::AuthenticatorAdded
                | Self::AuthenticatorConfirmed
                | Self::AuthenticatorResumed
                | Self::CertificateIssued
        )
    }

    /// Whether it tells of something that lets nobody in any more.
    pub const fn takes(self) -> bool {
        matches!(
            self,
            Self::AuthenticatorRemoved | Self::AuthenticatorSuspended | Self::AuthenticatorLost
        )
    }

    /// …because it may be in other hands.
    pub const fn sets_aside(self) -> bool {
        matches!(self, Self::AuthenticatorSuspended | Self::AuthenticatorLost)
    }
}

impl Mail {
    /// A mail to the owner of an account, with nothing but what its kind says.
    pub fn about(user: &User, to: &MailAddress, kind: MailKind, at: Timestamp) -> Self {
        Self {
            to: to.clone(),
            language: user.language.clone(),
            kind,
            name: user.name.to_string(),
            link: None,
            code: None,
            at,
            what: String::new(),
            origin: String::new(),
            delegation: None,
        }
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mail({})", self.kind.as_str())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)+) => {
        /// What mails there are. Each has a subject and a body in the locale files.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum MailKind { $($(#[$doc])* #[serde(rename = $word)] $name),+ }

        impl MailKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word for it, in texts and metrics.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

kinds! {
    /// Somebody wants an account; the link shows that the mailbox is theirs.
    SignUp = "sign-up";
    /// …with a name that somebody has, or that looks like one that somebody has.
    SignUpNameTaken = "sign-up-name-taken";
    /// …who has one already.
    SignUpKnown = "sign-up-known";
    /// Which names the mailbox's owner has.
    Username = "username";
    /// The link sets another password.
    PasswordReset = "password-reset";
    /// The password is another one.
    PasswordChanged = "password-changed";
    /// To a new address; the link shows that the mailbox is theirs.
    EmailProof = "email-proof";
    /// To the address before: somebody who is logged in wants another one.
    EmailAsked = "email-asked";
    /// The address is another one; to both.
    EmailChanged = "email-changed";
    /// A certificate can be picked up.
    CertificateApproved = "certificate-approved";
    /// A certificate was asked for in vain.
    CertificateRejected = "certificate-rejected";
    /// A certificate was picked up.
    CertificateIssued = "certificate-issued";
    /// An operator has taken a certificate away.
    CertificateRevoked = "certificate-revoked";
    /// The end of a certificate is near.
    CertificateExpiring = "certificate-expiring";
    /// A certificate has expired.
    CertificateExpired = "certificate-expired";
    /// An operator has given somebody a temporary code.
    TemporaryCode = "temporary-code";
    /// The link begins the wait of somebody who has lost every authenticator.
    RecoveryAsked = "recovery-asked";
    /// The wait has begun; the link stops it.
    RecoveryBegun = "recovery-begun";
    /// The wait is over; with the code.
    RecoveryCode = "recovery-code";
    /// The wait was stopped.
    RecoveryStopped = "recovery-stopped";
    /// An authenticator was reported lost.
    AuthenticatorLost = "authenticator-lost";
    /// The link in it makes the address the second one.
    SecondEmailProof = "second-email-proof";
    /// The second address was set, changed or removed.
    SecondEmailChanged = "second-email-changed";
    /// One more authenticator is there.
    AuthenticatorAdded = "authenticator-added";
    /// It has another name.
    AuthenticatorRenamed = "authenticator-renamed";
    /// It is gone.
    AuthenticatorRemoved = "authenticator-removed";
    /// It may not be used for now.
    AuthenticatorSuspended = "authenticator-suspended";
    /// It may be used again.
    AuthenticatorResumed = "authenticator-resumed";
    /// Too many wrong codes or numbers: nobody may use it.
    AuthenticatorLocked = "authenticator-locked";
    /// Somebody who says that every authenticator is lost was mailed a link at the other address.
    RecoveryWarned = "recovery-warned";
    /// An authenticator that one service had set up serves all of them now.
    AuthenticatorConfirmed = "authenticator-confirmed";
    /// A login came from where its person cannot have got since the one before.
    ImpossibleTravel = "impossible-travel";
    /// Somebody asks the reader to act for them.
    DelegationInvited = "delegation-invited";
    /// Somebody acts for somebody else from now on; to both.
    DelegationAccepted = "delegation-accepted";
    /// …and no longer; to both.
    DelegationEnded = "delegation-ended";
    /// The owner must confirm it soon.
    DelegationReview = "delegation-review";
    /// It ends soon.
    DelegationExpiring = "delegation-expiring";
}
