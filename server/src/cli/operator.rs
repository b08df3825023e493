//! `countersign operator`.

use clap::Subcommand;
use countersign_core::model::Role;

use super::{Common, operate::operate};
use crate::admin::{Command, operator::OperatorCommand};

/// People who run the service for others, on the pages under /admin.
#[derive(Subcommand)]
pub(super) enum Operator {
    /// Give somebody a role, and make the account if there is none
    #[command(after_help = AFTERWARDS)]
    Add {
        /// User name
        name: String,
        /// What they are there for
        #[arg(long, value_parser = role)]
        role: String,
        /// An address for notices, if the account is made
        #[arg(long)]
        email: Option<String>,
    },
    /// List who has a role
    List,
    /// Take somebody's role; the account stays
    Remove {
        /// User name
        name: String,
    },
}

const AFTERWARDS: &str = "\
Roles: helpdesk (unlocks, ends sessions), registrar (certificates), security (also closes accounts, announces policies), auditor
(looks), owner (everything, also to other operators).

For whoever has no password yet a link is printed that works once, for half an hour: behind it they set a password, then log in and
set up what `operators.required_acr` demands. The same command prints another one.";

pub(super) fn role(text: &str) -> Result<String, String> {
    let words = Role::ALL.map(Role::as_str).join(", ");
    Role::from_word(text)
        .map(|role| role.as_str().to_owned())
        .ok_or_else(|| format!("roles are {words}"))
}

impl Operator {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let act = match self {
            Self::Add { name, role, email } => OperatorCommand::Add { name, role, email },
            Self::List => OperatorCommand::List,
            Self::Remove { name } => OperatorCommand::Remove { name },
        };
        operate(common, Command::Operator { act }).await
    }
}
