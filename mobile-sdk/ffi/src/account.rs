//! What an app shows of an account. Keys are not part of it.

use countersign_mobile_sdk as sdk;

use crate::kept::Kept;

/// An account of this phone.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Account {
    /// This phone's own name for it; every function that acts on an account takes it.
    pub id: String,
    /// What it can do.
    pub kind: AccountKind,
    /// The organisation.
    pub issuer: String,
    /// The account's name there.
    pub name: String,
    /// Where its server is; absent for codes, for which none is asked.
    pub server: Option<String>,
}

/// What an account can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum AccountKind {
    /// Answers with keys that this phone has made; it is asked by the server itself, or by pushes that only it can open.
    Native,
    /// Answers pushes of the compatible protocol; without pushes it is never asked.
    Push,
    /// Shows one-time passwords.
    Oath,
}

impl From<&Kept> for Account {
    fn from(kept: &Kept) -> Self {
        let (kind, issuer, name, server) = match &kept.account {
            sdk::Account::Native(native) => (
                AccountKind::Native,
                &native.issuer,
                &native.name,
                Some(&native.server),
            ),
            sdk::Account::Push(push) => (AccountKind::Push, &push.issuer, &push.name, Some(&push.endpoint)),
            sdk::Account::Oath(oath) => (AccountKind::Oath, &oath.issuer, &oath.name, None),
        };
        Self {
            id: kept.id.to_string(),
            kind,
            issuer: issuer.clone(),
            name: name.clone(),
            server: server.cloned(),
        }
    }
}
