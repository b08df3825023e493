//! Puts a mail into words and hands it to the mail server.

use std::time::Duration;

use super::runner::Progress;
use crate::{
    Ctx,
    model::{Job, Mail},
    port::{Letter, Mailer, Posted, TextArg},
    secrets::Sealed,
};

/// A mail that the mail server does not take waits as long as it has waited so far, within these bounds.
const SHORTEST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// Sends the mail until its deadline. One that was sent twice, because nobody knew that it was sent, bears the same name twice.
pub(super) async fn send(ctx: &Ctx, mailer: Option<&dyn Mailer>, job: &Job, sealed: &Sealed) -> Progress {
    let Some(mail) = open(ctx, job, sealed) else {
        tracing::error!("a mail does not open and is dropped");
        return Progress::Over;
    };
    let kind = mail.kind.as_str();
    let now = ctx.clock.now();
    if now >= job.deadline {
        tracing::warn!(kind, "a mail could not be sent in time");
        count(kind, "expired");
        return Progress::Over;
    }
    let posted = match mailer {
        Some(mailer) => mailer.send(&letter(ctx, job, mail)).await,
        None => Posted::Later {
            reason: "no mail server is set".to_owned(),
        },
    };
    match posted {
        Posted::Accepted => {
            count(kind, "accepted");
            Progress::Over
        }
        Posted::Rejected { reason } => {
            tracing::warn!(kind, reason, "a mail was rejected");
            count(kind, "rejected");
            Progress::Over
        }
        Posted::Later { reason } => {
            tracing::warn!(kind, reason, "a mail has to wait");
            count(kind, "later");
            Progress::Again(now.since(job.run_at).clamp(SHORTEST_PAUSE, LONGEST_PAUSE))
        }
    }
}

fn open(ctx: &Ctx, job: &Job, sealed: &Sealed) -> Option<Mail> {
    let id = job.id.as_uuid();
    let opened = ctx.secrets.open(Job::mail_place(id.as_bytes()), sealed).ok()?;
    serde_json::from_slice(&opened).ok()
}

fn letter(ctx: &Ctx, job: &Job, mail: Mail) -> Letter {
    let at = mail.at.minute();
    let delegation = mail.delegation.as_ref();
    let by = delegation.map(|one| one.by.minute());
    let args: [TextArg<'_>; 10] = [
        ("service", &ctx.settings.branding.issuer),
        ("name", &mail.name),
        ("link", mail.link.as_deref().unwrap_or_default()),
        ("at", &at),
        ("code", mail.code.as_deref().unwrap_or_default()),
        ("what", &mail.what),
        ("where", &mail.origin),
        ("owner", delegation.map_or("", |one| &one.owner)),
        ("delegate", delegation.map_or("", |one| &one.delegate)),
        ("by", by.as_deref().unwrap_or_default()),
    ];
    let text = |part: &str| {
        let key = format!("mail-{}-{part}", mail.kind.as_str());
        ctx.texts.text(&mail.language, &key, &args)
    };
    let host: [TextArg<'_>; 2] = [
        ("service", &ctx.settings.branding.issuer),
        ("host", ctx.settings.public_url.host_str().unwrap_or_default()),
    ];
    let sender = ctx.texts.text(&mail.language, "mail-sender", &host);
    Letter {
        id: job.id,
        // A header is one line, whatever a translation says.
        subject: text("subject").replace(['\r', '\n'], " "),
        text: format!("{}\n\n-- \n{sender}\n", text("text").trim()),
        at: mail.at,
        to: mail.to,
    }
}

fn count(kind: &'static str, result: &'static str) {
    metrics::counter!("countersign_mails_total", "kind" => kind, "result" => result).increment(1);
}
