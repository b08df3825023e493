//! `countersign user`.

use clap::Subcommand;

use super::{
    Common,
    operate::{operate, password_from_stdin},
};
use crate::admin::Command;

/// Users.
#[derive(Subcommand)]
pub(super) enum User {
    /// Add a user
    Add {
        /// What the person types to log in
        name: String,
        /// An address for notices and for another password
        #[arg(long)]
        email: Option<String>,
        /// What others see
        #[arg(long)]
        display_name: Option<String>,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give a user another password, read from standard input
    Password {
        /// User name
        name: String,
    },
    /// Write to a user in another language, on phones and on pages
    Language {
        /// User name
        name: String,
        /// Its tag, such as ja or pt-BR
        language: String,
    },
    /// Show a user
    Show {
        /// User name
        name: String,
    },
    /// List users
    List,
    /// Close an account; what is pending ends
    Suspend {
        /// User name
        name: String,
    },
    /// Open a suspended account again
    Resume {
        /// User name
        name: String,
    },
    /// Forget all failures and unlock the user's authenticators
    Unlock {
        /// User name
        name: String,
    },
    /// Which terms of use a user has accepted, when, in which language, and the hash of that text
    Terms {
        /// User name
        name: String,
    },
    /// Give a user a code that lets them in once, after making sure who it is; its login is worth what a recovery is
    TemporaryCode {
        /// User name
        name: String,
        /// Why, for the audit log
        #[arg(long)]
        reason: String,
        /// How many hours it works, up to 8
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=8))]
        hours: u64,
    },
    /// Remove a user with all that is theirs
    Delete {
        /// User name
        name: String,
    },
}

impl User {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let command = match self {
            Self::Add {
                name,
                email,
                display_name,
                password_stdin,
            } => Command::UserAdd {
                name,
                email,
                display_name,
                password: password_stdin.then(password_from_stdin).transpose()?,
            },
            Self::Password { name } => Command::UserPassword {
                name,
                password: password_from_stdin()?,
            },
            Self::Language { name, language } => Command::UserLanguage { name, language },
            Self::Show { name } => Command::UserShow { name },
            Self::List => Command::UserList,
            Self::Suspend { name } => Command::UserSuspend { name },
            Self::Resume { name } => Command::UserResume { name },
            Self::Unlock { name } => Command::UserUnlock { name },
            Self::Terms { name } => Command::UserTerms { name },
            Self::TemporaryCode { name, reason, hours } => Command::UserTemporaryCode { name, reason, hours },
            Self::Delete { name } => Command::UserDelete { name },
        };
        operate(common, command).await
    }
}
