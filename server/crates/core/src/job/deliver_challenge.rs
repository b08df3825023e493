//! Wakes the phone of one challenge.

use countersign_proto::{
    ids::{JobId, LoginId},
    push::{Notification, Provider},
};

use super::{
    carry::{Carried, carry},
    runner::Progress,
};
use crate::{
    Ctx,
    flow::record_decision::may_answer,
    method::{native, push},
    model::{
        Audit, AuditEvent, ChallengeState, Device, DeviceState, Login, PushTrouble, SuspendReason,
        Undelivered,
    },
    port::{Commit, Delivery, Notifier, OpenQuestion, Question, StoreError, Topic, UnitOfWork},
};

/// How often a note is tried that others get in the way of.
const NOTES: u32 = 3;

/// Sends the notification. A challenge whose login has ended, or that was answered, is not sent any more (R8).
pub(super) async fn deliver(ctx: &Ctx, notifier: &dyn Notifier, job: JobId, open: &OpenQuestion) -> Progress {
    let question = &open.question;
    if !still_wanted(ctx, question) {
        return Progress::Over;
    }
    let notification = if question.device.is_native() {
        native::notification(ctx, question, &open.language)
    } else {
        push::notification(ctx, question, &open.language)
    };
    let notification = match notification {
        // Each delivery is one of its own: a challenge that is sent again because somebody asked is no repeat.
        Ok(Some(notification)) => Notification {
            id: job.as_uuid(),
            ..notification
        },
        // It asks for its challenges.
        Ok(None) => return Progress::Over,
        Err(error) => {
            tracing::error!(challenge.id = %question.challenge.id, %error, "a challenge cannot be sent");
            return Progress::Over;
        }
    };
    let login = question.read.login.id;
    let late = async {
        note_device(ctx, question, Some(Undelivered::Late)).await;
        note(ctx, login, false).await;
    };
    let Some(Carried { delivery, was_late }) = carry(ctx, notifier, notification, late).await else {
        return Progress::Over;
    };
    let trouble = trouble(&delivery);
    if trouble.is_some() || was_late || question.device.push_trouble.is_some() {
        note_device(ctx, question, trouble).await;
    }
    let is_taken = delivery == Delivery::Accepted;
    if !is_taken || was_late || question.read.login.is_undelivered() {
        note(ctx, login, is_taken).await;
    }
    match delivery {
        Delivery::Accepted => {}
        Delivery::Later { after } => return Progress::Again(after),
        Delivery::DeviceGone { since } => {
            // A token that was renewed after the vendor's verdict is not the one that is gone.
            let is_present = since.is_none_or(|since| since >= question.device.address_at);
            if is_present && let Err(error) = set_aside(ctx, question).await {
                tracing::error!(%error, "a device that is gone could not be set aside");
                return Progress::Unknown;
            }
        }
        Delivery::Rejected { reason } => {
            tracing::error!(login.id = %login, reason, "a push was rejected");
        }
        Delivery::Misconfigured { reason } => {
            tracing::error!(login.id = %login, reason, "push credentials do not work");
        }
        Delivery::Unavailable { reason } => {
            tracing::warn!(login.id = %login, reason, "a push could not be sent in time");
        }
    }
    Progress::Over
}

/// What kept a push from its phone, in the few cases that its person must tell apart.
fn trouble(delivery: &Delivery) -> Option<Undelivered> {
    match delivery {
        Delivery::Accepted => None,
        Delivery::DeviceGone { .. } => Some(Undelivered::Gone),
        Delivery::Rejected { .. } => Some(Undelivered::Refused),
        Delivery::Misconfigured { .. } => Some(Undelivered::Misconfigured),
        Delivery::Later { .. } => Some(Undelivered::Late),
        Delivery::Unavailable { .. } => Some(Undelivered::Unreachable),
    }
}

/// Notes at the device what kept its last push from it, or that nothing did. An address that was told since is another matter.
/// That an app is gone is noted by [`set_aside`] with what comes of it, so that nobody reads the one without the other.
pub(super) async fn note_device(ctx: &Ctx, question: &Question, why: Option<Undelivered>) {
    if why == Some(Undelivered::Gone) {
        return;
    }
    let attempt = async || {
        let Some(device) = ctx.store.device(question.device.id).await? else {
            return Ok(Commit::Committed);
        };
        let at = ctx.clock.now();
        let trouble = why.map(|why| PushTrouble { why, at });
        let noted = device
            .pushed(trouble)
            .filter(|_| device.address_at == question.device.address_at);
        let Some(noted) = noted else {
            return Ok(Commit::Committed);
        };
        ctx.store.commit(UnitOfWork::new("note_device").put(noted)).await
    };
    for _ in 0..NOTES {
        if is_noted(attempt().await) {
            return;
        }
    }
}

/// Whether there is nothing left to try: nobody's login depends on a note.
fn is_noted(committed: Result<Commit, StoreError>) -> bool {
    match committed {
        Ok(commit) => commit == Commit::Committed,
        Err(error) => {
            tracing::warn!(%error, "what became of a push could not be noted");
            true
        }
    }
}

/// Notes in the login whether its push was taken, for its page to say so. A login that was decided needs no note.
pub(super) async fn note(ctx: &Ctx, id: LoginId, taken: bool) {
    let attempt = async || {
        let read = ctx.store.login(id).await?;
        let is_news = |login: &Login| login.is_undelivered() == taken;
        let login = read.map(|read| read.login).filter(is_news);
        let Some(Ok(login)) = login.map(|login| login.pushed(ctx.clock.now(), taken)) else {
            return Ok(Commit::Committed);
        };
        let committed = ctx.store.commit(UnitOfWork::new("note_push").put(login)).await?;
        if committed == Commit::Committed {
            ctx.signals.publish(Topic::Login(id));
        }
        Ok::<_, StoreError>(committed)
    };
    for _ in 0..NOTES {
        if is_noted(attempt().await) {
            return;
        }
    }
}

pub(super) fn still_wanted(ctx: &Ctx, question: &Question) -> bool {
    question.read.login.clone().as_of(ctx.clock.now()).is_pending()
        && question.challenge.state == ChallengeState::Open
        && may_answer(question).is_ok()
}

/// Suspends a device whose app is gone. A browser may lose its subscription and be there still: it loses its address alone.
pub(super) async fn set_aside(ctx: &Ctx, question: &Question) -> Result<(), StoreError> {
    let now = ctx.clock.now();
    let found = ctx.store.device(question.device.id).await?;
    let is_same = |device: &Device| {
        device.is_active() && device.address.is_some() && device.address_at == question.device.address_at
    };
    let Some(device) = found.filter(is_same) else {
        return Ok(());
    };
    let device = Device {
        push_trouble: Some(PushTrouble {
            why: Undelivered::Gone,
            at: now,
        }),
        ..device
    };
    let provider = device.address.as_ref().map(|address| address.provider);
    let (user, id) = (device.user_id, device.id);
    let (event, gone) = if provider == Some(Provider::Webpush) {
        let state = device.state;
        let addressless = Device {
            address: None,
            ..device
        };
        (AuditEvent::DeviceRefreshed, addressless.in_state(state))
    } else {
        let suspended = DeviceState::Suspended(SuspendReason::Gone);
        (AuditEvent::DeviceSuspended, device.in_state(suspended))
    };
    let audit = Audit::new(event, now).user(user).device(id).because("gone");
    let provider = provider.map_or("none", Provider::as_str);
    // A conflict means that the device has changed meanwhile; then the verdict is out of date.
    if ctx
        .store
        .commit(UnitOfWork::new("set_device_aside").put(gone).record(audit))
        .await?
        == Commit::Committed
    {
        metrics::counter!("countersign_push_token_invalid_total", "provider" => provider).increment(1);
    }
    Ok(())
}
