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
        /// Where notices go
        #[arg(long)]
        email: Option<String>,
        /// What others see
        #[arg(long)]
        display_name: Option<String>,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Give a user another password, read from standard input
    Password {
        /// User name
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a user
    Show {
        /// User name
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List users
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
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
    /// Remove a user with all that is theirs
    Delete {
        /// User name
        name: String,
    },
}

impl User {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let (command, json) = match self {
            Self::Add {
                name,
                email,
                display_name,
                password_stdin,
                json,
            } => {
                let password = if password_stdin {
                    Some(password_from_stdin()?)
                } else {
                    None
                };
                (
                    Command::UserAdd {
                        name,
                        email,
                        display_name,
                        password,
                    },
                    json,
                )
            }
            Self::Password { name, json } => (
                Command::UserPassword {
                    name,
                    password: password_from_stdin()?,
                },
                json,
            ),
            Self::Show { name, json } => (Command::UserShow { name }, json),
            Self::List { json } => (Command::UserList, json),
            Self::Suspend { name } => (Command::UserSuspend { name }, false),
            Self::Resume { name } => (Command::UserResume { name }, false),
            Self::Unlock { name } => (Command::UserUnlock { name }, false),
            Self::Delete { name } => (Command::UserDelete { name }, false),
        };
        operate(common, command, json).await
    }
}
