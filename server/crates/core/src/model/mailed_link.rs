//! A link that was mailed to somebody: whoever opens it has the mailbox.

use std::time::Duration;

use countersign_proto::ids::{AuthenticatorId, LoginId, UserId};
use serde::{Deserialize, Serialize};

use super::{CertificateBytes, MailAddress, Timestamp, TokenHash, User, UserName, Version};
use crate::secrets::{Place, Sealed};

/// A link that works once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailedLink {
    /// Hash of the token in the link.
    pub token: TokenHash,
    /// Whose account it is about; absent while there is none.
    pub user_id: Option<UserId>,
    /// What it is for: [`LinkPurpose`], sealed for [`MailedLink::place`].
    pub purpose: Sealed,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ends by itself; once it was used, when that was.
    pub expires_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl MailedLink {
    /// How long a link works: shorter than the hour for which standards let one live.
    pub const TTL: Duration = Duration::from_secs(30 * 60);

    /// Where the purpose of the link with this token is sealed.
    pub const fn place(token: &TokenHash) -> Place<'_> {
        Place {
            column: "mailed_link.purpose",
            row: token.as_bytes(),
        }
    }

    /// The link once it was used.
    #[must_use]
    pub fn used(self, at: Timestamp) -> Self {
        Self {
            expires_at: at,
            version: self.version.next(),
            ..self
        }
    }
}

/// What a link does.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Makes an account.
    SignUp(Applicant),
    /// Sets another password, as long as the account is as it was.
    ResetPassword(Fingerprint),
    /// Sets another address, as long as the account is as it was, in the session of this login, which asked for it, or after
    /// another one.
    ChangeEmail(MailAddress, Fingerprint, LoginId),
    /// Sets the second address, likewise.
    SecondEmail(MailAddress, Fingerprint, LoginId),
    /// Begins the wait for a code, as long as the account is as it was.
    Recover(Fingerprint),
    /// Stops that wait.
    CancelRecovery(AuthenticatorId),
    /// Adds what the certificate door was shown, in the session of this login alone. It is not mailed: the door gives it to the browser.
    AddCertificate {
        /// The login of the session.
        login: LoginId,
        /// What the settings call the authority that vouches for it.
        authority: String,
        /// The chain, its person's certificate first.
        chain: Vec<CertificateBytes>,
    },
    /// Says that a change of an authenticator, or a login by it, was not its owner's. It relies on nothing: whoever made the change may have set
    /// another password since.
    Repudiate {
        /// What was changed or used.
        authenticator: AuthenticatorId,
        /// Whether it is set aside.
        suspends: bool,
    },
}

/// Somebody who wants an account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// The name.
    pub name: UserName,
    /// The address that the link goes to.
    pub email: MailAddress,
    /// The language of the page.
    pub language: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

/// What a link relies on: another password or address makes it worthless, so that no second link undoes what the first did.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(TokenHash);

impl Fingerprint {
    /// Of the account as it is.
    pub fn of(user: &User) -> Self {
        let hash = user.password_hash.as_deref().unwrap_or_default();
        let mut relied_on = hash.as_bytes().to_vec();
        for mailbox in [&user.email, &user.second_email].into_iter().flatten() {
            relied_on.push(0);
            relied_on.extend(mailbox.as_str().as_bytes());
        }
        Self(TokenHash::of(&relied_on))
    }
}
