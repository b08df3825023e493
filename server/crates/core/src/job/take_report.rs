//! What a relay says later of a notification that it had taken.

use countersign_proto::ids::{ChallengeId, JobId};
use uuid::Uuid;

use super::{
    deliver_challenge::{note, note_device, set_aside},
    send_message,
};
use crate::{
    Ctx,
    model::{CodeProgress, Timestamp, Undelivered},
    port::StoreError,
};

/// What became of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayReport {
    /// No vendor has taken it so far.
    Delayed,
    /// A vendor took it after all.
    Sent,
    /// Its vendor says that it has arrived.
    Delivered,
    /// Its vendor knows no such installation any more, since the given time if it says so.
    DeviceGone {
        /// Since when, by the vendor's clock.
        since: Option<Timestamp>,
    },
    /// Its vendor refuses it for good, or took it and could not bring it.
    Refused {
        /// The vendor's word for it.
        reason: String,
    },
    /// Its time was up before any vendor took it.
    Expired {
        /// What stood in the way.
        reason: String,
    },
    /// The relay was told not to send it.
    TakenBack,
}

/// Takes a report about the notification `message`, which is about a challenge, or about what a code was sent for. It may come
/// late, and more than once.
///
/// # Errors
/// [`StoreError`]; the report is to be taken again.
pub async fn take_report(
    ctx: &Ctx,
    about: Uuid,
    message: JobId,
    report: RelayReport,
) -> Result<(), StoreError> {
    let Some(question) = ctx.store.question(ChallengeId::new(about)).await? else {
        take_code_report(ctx, about, message, &report).await;
        return Ok(());
    };
    let login = question.read.login.id;
    let trouble = match report {
        RelayReport::Sent | RelayReport::Delivered => None,
        RelayReport::Delayed => Some(Undelivered::Late),
        RelayReport::DeviceGone { .. } => Some(Undelivered::Gone),
        RelayReport::Refused { .. } => Some(Undelivered::Refused),
        RelayReport::Expired { .. } => Some(Undelivered::Unreachable),
        // It says nothing of the way to the phone.
        RelayReport::TakenBack => question.device.push_trouble.map(|trouble| trouble.why),
    };
    // An address that was told since the question was asked is another matter.
    if question.device.address_at <= question.challenge.created_at {
        note_device(ctx, &question, trouble).await;
    }
    let is_taken = matches!(report, RelayReport::Sent | RelayReport::Delivered);
    note(ctx, login, is_taken).await;
    match report {
        RelayReport::Delayed | RelayReport::Sent | RelayReport::Delivered | RelayReport::TakenBack => {}
        RelayReport::Refused { reason } | RelayReport::Expired { reason } => {
            tracing::warn!(login.id = %login, reason, "the relay could not send a push");
        }
        RelayReport::DeviceGone { since } => {
            let address_at = question.device.address_at;
            // An address that has changed since the question was asked is not the one that is gone.
            let is_present =
                address_at <= question.challenge.created_at && since.is_none_or(|since| since >= address_at);
            if is_present && question.device.is_active() {
                set_aside(ctx, &question).await?;
            }
        }
    }
    Ok(())
}

/// What has no challenge is about a code, if it is about anything here.
async fn take_code_report(ctx: &Ctx, about: Uuid, message: JobId, report: &RelayReport) {
    let progress = match report {
        RelayReport::Sent => CodeProgress::Taken,
        RelayReport::Delivered => CodeProgress::Delivered,
        RelayReport::Delayed
        | RelayReport::DeviceGone { .. }
        | RelayReport::Refused { .. }
        | RelayReport::Expired { .. }
        | RelayReport::TakenBack => CodeProgress::Undelivered,
    };
    for sent_for in send_message::either(about) {
        send_message::note(ctx, sent_for, message, progress).await;
    }
}
