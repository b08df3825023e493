//! `countersign policy`.

use clap::Subcommand;

use super::{Common, operate::operate};
use crate::admin::{Command, policy::PolicyCommand};

/// What services demand of logins, and from when on.
#[derive(Subcommand)]
pub(super) enum Policy {
    /// Set what a resource demands; exemptions and announcements of before stay
    #[command(after_help = ACR)]
    Add {
        /// What services ask about, such as filing or documents:upload
        resource: String,
        /// What a login must have been; given several times, any of them
        #[arg(
            long = "acr",
            value_name = "ACR",
            required_unless_present = "at_least",
            conflicts_with = "at_least"
        )]
        one_of: Vec<String>,
        /// What a login must have been, or stronger
        #[arg(long, value_name = "ACR")]
        at_least: Option<String>,
        /// From when on, by the clocks of a place: 2027-06-28T00:00[Europe/Berlin], or with an offset
        #[arg(long, value_name = "TIME")]
        from: String,
        /// For how many seconds after that whoever falls short is only warned
        #[arg(long, default_value_t = 0, value_name = "SECONDS")]
        grace_secs: u64,
        /// How many seconds old a login may be
        #[arg(long, value_name = "SECONDS")]
        max_age_secs: Option<u64>,
    },
    /// Let a client or a user through for a while
    Exempt {
        /// The resource
        resource: String,
        /// This client
        #[arg(
            long,
            value_name = "ID",
            required_unless_present = "user",
            conflicts_with = "user"
        )]
        client: Option<String>,
        /// This user
        #[arg(long, value_name = "NAME")]
        user: Option<String>,
        /// Until when, as in `add`
        #[arg(long, value_name = "TIME")]
        until: String,
        /// Why, for those who must answer for it
        #[arg(long)]
        reason: String,
    },
    /// Say on the login page, in one language, what will be demanded; without a text its own words stand there again
    Announce {
        /// The resource
        resource: String,
        /// The tag of the language, such as ja or pt-BR
        #[arg(long)]
        language: String,
        /// What is said
        #[arg(default_value = "")]
        text: String,
    },
    /// List the policies
    List,
    /// Show a policy
    Show {
        /// The resource
        resource: String,
    },
    /// Take a policy back; services that go on asking about it are refused
    Remove {
        /// The resource
        resource: String,
    },
    /// Count who could satisfy a policy now, or say whether one user could
    Check {
        /// The resource
        resource: String,
        /// This user alone
        #[arg(long, value_name = "NAME")]
        user: Option<String>,
    },
}

const ACR: &str = "\
From the weakest to the strongest: pwd, sms, push, otp, push-number, oob, certificate, passkey. Each but the first with +pwd demands
the password in the same login as well; a client's own first factor never counts. Recovery codes satisfy nothing.";

impl Policy {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let act = match self {
            Self::Add {
                resource,
                one_of,
                at_least,
                from,
                grace_secs,
                max_age_secs,
            } => PolicyCommand::Add {
                resource,
                one_of,
                at_least,
                from,
                grace_secs,
                max_age_secs,
            },
            Self::Exempt {
                resource,
                client,
                user,
                until,
                reason,
            } => PolicyCommand::Exempt {
                resource,
                client,
                user,
                until,
                reason,
            },
            Self::Announce {
                resource,
                language,
                text,
            } => PolicyCommand::Announce {
                resource,
                language,
                text,
            },
            Self::List => PolicyCommand::List,
            Self::Show { resource } => PolicyCommand::Show { resource },
            Self::Remove { resource } => PolicyCommand::Remove { resource },
            Self::Check { resource, user } => PolicyCommand::Check { resource, user },
        };
        operate(common, Command::Policy { act }).await
    }
}
