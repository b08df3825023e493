//! `countersign certificate`.

use clap::Subcommand;

use super::{Common, operate::operate};
use crate::admin::{CertificateCommand, Command};

/// Digital certificates of people.
#[derive(Subcommand)]
pub(super) enum Certificate {
    /// List the requests that wait for an answer or for being picked up, the oldest first
    List,
    /// Show a user's request and certificate
    Show {
        /// User name
        name: String,
    },
    /// Say yes to a user's request, once you are sure who they are
    Approve {
        /// User name
        name: String,
        /// What the audit log keeps as the reason; name nobody in it
        #[arg(long)]
        reason: String,
        /// Which operator says so; where two must approve, each is named, and nobody counts twice
        #[arg(long = "as", value_name = "OPERATOR")]
        operator: Option<String>,
    },
    /// Say no to a user's request, or take a yes back that was not picked up
    Reject {
        /// User name
        name: String,
        /// What the user and the audit log are told; name nobody in it
        #[arg(long)]
        reason: String,
        /// Which operator says so
        #[arg(long = "as", value_name = "OPERATOR")]
        operator: Option<String>,
    },
    /// Take a user's certificate away for good
    Revoke {
        /// User name
        name: String,
        /// What the audit log keeps as the reason; name nobody in it
        #[arg(long)]
        reason: String,
    },
    /// The authority that signs certificates
    #[command(subcommand)]
    Ca(Ca),
}

/// The authority that signs certificates.
#[derive(Subcommand)]
pub(super) enum Ca {
    /// Show the certificates of all authorities, the one that signs last
    Show,
    /// Make another authority, which signs from now on; what earlier ones have signed holds until it expires
    Replace {
        /// What the audit log keeps as the reason
        #[arg(long)]
        reason: String,
    },
}

impl Certificate {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let command = match self {
            Self::List => CertificateCommand::List,
            Self::Show { name } => CertificateCommand::Show { name },
            Self::Approve {
                name,
                reason,
                operator,
            } => CertificateCommand::Approve {
                name,
                reason,
                operator,
            },
            Self::Reject {
                name,
                reason,
                operator,
            } => CertificateCommand::Reject {
                name,
                reason,
                operator,
            },
            Self::Revoke { name, reason } => CertificateCommand::Revoke { name, reason },
            Self::Ca(Ca::Show) => CertificateCommand::CaShow,
            Self::Ca(Ca::Replace { reason }) => CertificateCommand::CaReplace { reason },
        };
        operate(common, Command::Certificate(command)).await
    }
}
