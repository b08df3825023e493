//! What a relay says later of a notification that it had taken.

use countersign_proto::ids::ChallengeId;

use super::deliver_challenge::{note, set_aside};
use crate::{Ctx, model::Timestamp, port::StoreError};

/// What became of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayReport {
    /// No vendor has taken it so far.
    Delayed,
    /// A vendor took it after all.
    Sent,
    /// Its vendor knows no such installation any more, since the given time if it says so.
    DeviceGone {
        /// Since when, by the vendor's clock.
        since: Option<Timestamp>,
    },
    /// No vendor will take it.
    Failed {
        /// What stood in the way.
        reason: String,
    },
}

/// Takes a report about the notification of one challenge. It may come late, and more than once.
///
/// # Errors
/// [`StoreError`]; the report is to be taken again.
pub async fn take_report(ctx: &Ctx, challenge: ChallengeId, report: RelayReport) -> Result<(), StoreError> {
    let Some(question) = ctx.store.question(challenge).await? else {
        return Ok(());
    };
    let login = question.read.login.id;
    note(ctx, login, report == RelayReport::Sent).await;
    match report {
        RelayReport::Delayed | RelayReport::Sent => {}
        RelayReport::Failed { reason } => {
            tracing::warn!(login.id = %login, reason, "the relay could not send a push");
        }
        RelayReport::DeviceGone { since } => {
            let address_at = question.device.address_at;
            // An address that has changed since the question was asked is not the one that is gone.
            let is_present =
                address_at <= question.challenge.created_at && since.is_none_or(|since| since >= address_at);
            if is_present && question.device.is_active() {
                set_aside(ctx, question.device.clone()).await?;
            }
        }
    }
    Ok(())
}
