//! `countersign client`.

use clap::{Subcommand, ValueEnum};
use countersign_core::model::{NumberMatching, Scope};

use super::{Common, operate::operate, operator::role};
use crate::admin::Command;

/// Relying parties, and programs that work for operators.
#[derive(Subcommand)]
pub(super) enum Client {
    /// Add a client; prints its secret, once
    Add {
        /// The service's name, as people see it
        name: String,
        /// What it may do: login, enroll, enroll:raw, manage; login and enroll if absent
        #[arg(long = "scope", value_name = "SCOPE")]
        scopes: Vec<Scope>,
        /// For a program that works for operators under /admin/v1, instead of scopes: helpdesk, registrar, security, auditor, owner
        #[arg(long, value_parser = role, conflicts_with_all = FOR_SERVICES)]
        role: Option<String>,
        /// A web origin whose pages may watch its logins, and to which Close on our pages may lead back
        #[arg(long = "origin", value_name = "ORIGIN")]
        origins: Vec<String>,
        /// Where a person may be sent back to: Close on our pages may lead there; OpenID Connect is not served yet
        #[arg(long = "redirect-uri", value_name = "URI")]
        redirect_uris: Vec<String>,
        /// Number matching of its logins
        #[arg(long, value_enum)]
        number_matching: Option<Matching>,
        /// Where it is told that somebody has logged out; https
        #[arg(long, value_name = "URI")]
        logout_uri: Option<String>,
    },
    /// Set where a client is told that somebody has logged out; without an address it is told no longer
    LogoutUri {
        /// Client id
        id: String,
        /// The address; https
        uri: Option<String>,
    },
    /// List clients
    List,
    /// Give a client another secret; the old one ends at once
    Rotate {
        /// Client id
        id: String,
    },
    /// Close a client; its pending logins end
    Suspend {
        /// Client id
        id: String,
    },
    /// Remove a client
    Delete {
        /// Client id
        id: String,
    },
}

/// What only a client has that logs people in.
const FOR_SERVICES: [&str; 5] = [
    "scopes",
    "origins",
    "redirect_uris",
    "number_matching",
    "logout_uri",
];

/// Number matching, as words of the command line.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Matching {
    /// Approve or deny only
    None,
    /// Pick one of three
    Pick,
    /// Type six digits, on phones that can; pick one of three on others
    Type,
}

impl Client {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let command = match self {
            Self::Add {
                name,
                scopes,
                role,
                origins,
                redirect_uris,
                number_matching,
                logout_uri,
            } => Command::ClientAdd {
                name,
                scopes,
                role,
                origins,
                redirect_uris,
                number_matching: number_matching.map(|matching| match matching {
                    Matching::None => NumberMatching::None,
                    Matching::Pick => NumberMatching::Pick,
                    Matching::Type => NumberMatching::Type,
                }),
                logout_uri,
            },
            Self::LogoutUri { id, uri } => Command::ClientLogoutUri { id, uri },
            Self::List => Command::ClientList,
            Self::Rotate { id } => Command::ClientRotate { id },
            Self::Suspend { id } => Command::ClientSuspend { id },
            Self::Delete { id } => Command::ClientDelete { id },
        };
        operate(common, command).await
    }
}
