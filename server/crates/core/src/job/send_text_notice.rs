//! Puts a change of somebody's authenticators into words and has it carried to a telephone that they had before.

use countersign_proto::{
    ids::JobId,
    push::{Body, Class, Notification, Provider, PushToken, Target, Text},
};

use super::runner::Progress;
use crate::{
    Ctx, FlowError,
    flow::text_notice::{self, Paid, Recipient, TextNotice},
    method::telephone::{self, Told},
    model::{Job, PhoneNumber},
    port::{Delivery, Notifier},
};

/// Sends the notice until its deadline, if there is a telephone, as soon as the budget of messages goes so far. Mails are told whatever
/// becomes of this.
pub(super) async fn send(ctx: &Ctx, notifier: &dyn Notifier, job: &Job, notice: &TextNotice) -> Progress {
    let change = notice.change.as_str();
    if ctx.clock.now() >= job.deadline {
        tracing::warn!(change, "a notice to a telephone could not be sent in time");
        return Progress::Over;
    }
    let message = match paid(ctx, job.id, notice).await {
        Ok(Some(message)) => message,
        Ok(None) => return Progress::Over,
        // Whoever uses the budget up keeps no owner from hearing of it.
        Err(FlowError::TooMany { retry_after }) => {
            tracing::info!(change, "a notice to a telephone waits: enough messages were sent");
            return Progress::Again(retry_after);
        }
        Err(FlowError::Secrets(error)) => {
            tracing::error!(%error, "the number for a notice does not open");
            return Progress::Over;
        }
        Err(error) => {
            tracing::error!(%error, "whom to tell of a change cannot be read");
            return Progress::Unknown;
        }
    };
    match notifier.notify(notification(job, message)).await {
        Delivery::Accepted => {}
        Delivery::Later { after } => return Progress::Again(after),
        Delivery::DeviceGone { .. } => {
            tracing::warn!(change, "a notice was not taken: there is no such number");
        }
        Delivery::Rejected { reason } | Delivery::Unavailable { reason } => {
            tracing::warn!(change, reason, "a notice to a telephone was not taken");
        }
        Delivery::Misconfigured { reason } => {
            tracing::error!(change, reason, "the credentials for messages do not work");
        }
    }
    Progress::Over
}

/// What is to be sent, and where.
struct Message {
    number: PhoneNumber,
    text: Text,
}

async fn paid(ctx: &Ctx, job: JobId, notice: &TextNotice) -> Result<Option<Message>, FlowError> {
    let Some(recipient) = text_notice::recipient(ctx, notice).await? else {
        return Ok(None);
    };
    let Recipient { user, number, link } = recipient;
    let lang = telephone::language(ctx, &user).to_owned();
    let told = Told {
        account: user.number,
        change: notice.change,
        what: &notice.what,
        link: link.unwrap_or_default(),
    };
    let text = telephone::told(&*ctx.texts, &ctx.settings.branding.issuer, &lang, &told);
    let paid = text_notice::pay(ctx, job, notice, &number, telephone::messages(&text)).await?;
    let text = Text {
        text: text.to_string(),
        lang,
    };
    Ok((paid == Paid::Yes).then_some(Message { number, text }))
}

fn notification(job: &Job, message: Message) -> Notification {
    Notification {
        id: job.id.as_uuid(),
        reference: None,
        target: Target {
            provider: Provider::Sms,
            app: crate::settings::DEFAULT_APP.to_owned(),
            token: PushToken::new(message.number.expose()),
            environment: None,
        },
        deadline_ms: job.deadline.as_millis(),
        class: Class::Info,
        body: Body::Text(message.text),
    }
}
