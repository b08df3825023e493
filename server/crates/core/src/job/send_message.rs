//! Puts a code into words and hands it to whoever carries messages to telephones.

use countersign_proto::{
    ids::{EnrollmentId, JobId, LoginId},
    push::{Body, Class, Notification, Provider, PushToken, Target, Text},
};

use uuid::Uuid;

use super::{
    carry::{Carried, carry},
    runner::Progress,
    send_text_notice,
};
use crate::{
    Ctx,
    flow::text_notice::TextNotice,
    method::telephone::{self, Message},
    model::{Channel, CodeProgress, Job, SentFor, Timestamp},
    port::{Commit, Delivery, Notifier, StoreError, Topic, UnitOfWork},
    secrets::Sealed,
};

/// How often a note is tried that others get in the way of.
const NOTES: u32 = 3;

/// Sends the message, unless its code is worth nothing any more (R8).
pub(super) async fn send(ctx: &Ctx, notifier: &dyn Notifier, job: &Job, sealed: &Sealed) -> Progress {
    let message = match open(ctx, job, sealed) {
        Some(Errand::Code(message)) => message,
        Some(Errand::Notice(notice)) => return send_text_notice::send(ctx, notifier, job, &notice).await,
        None => {
            tracing::error!("a message does not open and is dropped");
            return Progress::Over;
        }
    };
    match is_wanted(ctx, job, message.sent_for).await {
        Ok(true) => {}
        Ok(false) => return Progress::Over,
        Err(error) => {
            tracing::error!(%error, "whether a message is still wanted cannot be read");
            return Progress::Unknown;
        }
    }
    let about = message.sent_for;
    let late = note(ctx, about, job.id, CodeProgress::Undelivered);
    let carried = carry(ctx, notifier, notification(ctx, job, &message), late).await;
    let Some(Carried { delivery, .. }) = carried else {
        return Progress::Over;
    };
    let progress = match &delivery {
        Delivery::Accepted => CodeProgress::Taken,
        _ => CodeProgress::Undelivered,
    };
    note(ctx, about, job.id, progress).await;
    let channel = message.channel.as_str();
    match delivery {
        Delivery::Accepted => {}
        Delivery::Later { after } => return Progress::Again(after),
        Delivery::DeviceGone { .. } => {
            tracing::warn!(channel, "a code was not taken: there is no such number");
        }
        Delivery::Rejected { reason } => tracing::error!(channel, reason, "a code was rejected"),
        Delivery::Misconfigured { reason } => {
            tracing::error!(channel, reason, "the credentials for messages do not work");
        }
        Delivery::Unavailable { reason } => {
            tracing::warn!(channel, reason, "a code could not be sent in time");
        }
    }
    Progress::Over
}

/// What a job has to say to a telephone.
enum Errand {
    /// A code.
    Code(Message),
    /// That something has changed.
    Notice(TextNotice),
}

fn open(ctx: &Ctx, job: &Job, sealed: &Sealed) -> Option<Errand> {
    let id = job.id.as_uuid();
    let opened = ctx.secrets.open(Job::message_place(id.as_bytes()), sealed).ok()?;
    // Neither has the fields of the other.
    let code = serde_json::from_slice(&opened).map(Errand::Code);
    code.or_else(|_| serde_json::from_slice(&opened).map(Errand::Notice))
        .ok()
}

/// Whether its code is the last one, of something that still waits for it.
async fn is_wanted(ctx: &Ctx, job: &Job, sent_for: SentFor) -> Result<bool, StoreError> {
    let awaited = awaited(ctx, sent_for).await?;
    Ok(ctx.clock.now() < job.deadline && awaited.is_some_and(|(last, _)| last == job.id))
}

/// The message with the last code of something that waits for it, and until when it does.
pub(super) async fn awaited(ctx: &Ctx, sent_for: SentFor) -> Result<Option<(JobId, Timestamp)>, StoreError> {
    let now = ctx.clock.now();
    match sent_for {
        SentFor::Login(id) => {
            let login = ctx.store.login(id).await?.map(|read| read.login.as_of(now));
            Ok(login.and_then(|login| Some((login.sent_code()?.message, login.expires_at))))
        }
        SentFor::Enrollment(id) => {
            let found = ctx.store.enrollment(id).await?.map(|found| found.as_of(now));
            Ok(found.and_then(|found| Some((found.telephone()?.code.message, found.expires_at))))
        }
    }
}

/// What a code may be for that is said to be about this.
pub(super) fn either(about: Uuid) -> [SentFor; 2] {
    [
        SentFor::Login(LoginId::new(about)),
        SentFor::Enrollment(EnrollmentId::new(about)),
    ]
}

fn notification(ctx: &Ctx, job: &Job, message: &Message) -> Notification {
    let about = match message.sent_for {
        SentFor::Login(id) => id.as_uuid(),
        SentFor::Enrollment(id) => id.as_uuid(),
    };
    Notification {
        id: job.id.as_uuid(),
        reference: Some(about),
        target: Target {
            provider: match message.channel {
                Channel::Sms => Provider::Sms,
                Channel::Voice => Provider::Voice,
            },
            app: crate::settings::DEFAULT_APP.to_owned(),
            token: PushToken::new(message.number.as_str()),
            environment: None,
        },
        deadline_ms: job.deadline.as_millis(),
        class: Class::Challenge,
        body: Body::Text(Text {
            text: telephone::words(ctx, message).to_string(),
            lang: message.language.clone(),
        }),
    }
}

/// Notes how far a code has come, for its page to say so. What has ended needs no note, nor does a code that another one has
/// followed.
pub(super) async fn note(ctx: &Ctx, sent_for: SentFor, message: JobId, progress: CodeProgress) {
    for _ in 0..NOTES {
        match attempt(ctx, sent_for, message, progress).await {
            Ok(Commit::Committed) => return,
            Ok(Commit::Conflict) => {}
            Err(error) => {
                tracing::warn!(%error, "what became of a code could not be noted");
                return;
            }
        }
    }
}

async fn attempt(
    ctx: &Ctx,
    sent_for: SentFor,
    message: JobId,
    progress: CodeProgress,
) -> Result<Commit, StoreError> {
    let now = ctx.clock.now();
    let unit = UnitOfWork::new("note_code");
    let (unit, topic) = match sent_for {
        SentFor::Login(id) => {
            let read = ctx.store.login(id).await?;
            let moved = read.and_then(|read| read.login.code_moved(now, message, progress).ok().flatten());
            (moved.map(|login| unit.put(login)), Topic::Login(id))
        }
        SentFor::Enrollment(id) => {
            let found = ctx.store.enrollment(id).await?;
            let moved = found.and_then(|enrollment| enrollment.code_moved(now, message, progress));
            (
                moved.map(|enrollment| unit.put(enrollment)),
                Topic::Enrollment(id),
            )
        }
    };
    let Some(unit) = unit else {
        return Ok(Commit::Committed);
    };
    let committed = ctx.store.commit(unit).await?;
    if committed == Commit::Committed {
        ctx.signals.publish(topic);
    }
    Ok(committed)
}
