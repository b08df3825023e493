//! What the phone is like, for codes that demand something of it.

use clap::Args;
use countersign_mobile_sdk::Condition;

/// What the phone is like; codes of the compatible protocol may demand something of it.
#[derive(Args, Clone, Copy)]
pub(crate) struct Likeness {
    /// The phone has no lock that opens by face or finger
    #[arg(long)]
    no_biometrics: bool,
    /// How much speaks for the phone having been tampered with, from 0 to 1
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    tampering: f64,
}

impl From<Likeness> for Condition {
    fn from(like: Likeness) -> Self {
        Self {
            has_biometrics: !like.no_biometrics,
            tampering: like.tampering,
        }
    }
}
