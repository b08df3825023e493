//! `countersign doctor`.

use std::sync::Arc;

use anyhow::ensure;
use clap::Args;
use countersign_relay::Relay;
use countersign_service::{admin_socket::ask, telemetry};
use serde_json::{Map, Value};

use super::{Common, terminal};
use crate::{
    admin::Command,
    ambient::RelayAmbient,
    mailer::SmtpMailer,
    opened::{Opened, World},
    settings::Settings,
};

/// Check settings, data and credentials.
#[derive(Args)]
pub(super) struct Doctor;

impl Doctor {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let settings = common.settings([])?;
        let warnings = settings.warnings();
        let checks = [
            ("settings", Ok(said(&warnings))),
            ("data", data(&settings).await),
            ("credentials", credentials(&settings).await),
            ("mail", mail(&settings).await),
        ];
        let failed = checks.iter().any(|(_, result)| result.is_err());
        let report: Map<String, Value> = checks
            .into_iter()
            .map(|(what, result)| {
                let text = result.unwrap_or_else(|error| format!("FAILED: {error:#}"));
                (what.to_owned(), text.into())
            })
            .collect();
        terminal::show(&report.into(), common.json);
        ensure!(!failed, "something is wrong");
        Ok(())
    }
}

fn said(warnings: &[String]) -> String {
    if warnings.is_empty() {
        "fine".to_owned()
    } else {
        format!("fine, but {}", warnings.join("; "))
    }
}

async fn data(settings: &Settings) -> anyhow::Result<String> {
    if ask(&settings.server.data_dir, &Command::AuditTail { limit: 0 })
        .await?
        .is_some()
    {
        return Ok("fine, in use by the running server".to_owned());
    }
    let opened = Opened::open(settings, settings.server.listen, World::default()).await?;
    let checked = opened.ctx.store.check().await;
    opened.close().await;
    checked?;
    Ok("fine".to_owned())
}

async fn mail(settings: &Settings) -> anyhow::Result<String> {
    telemetry::install_tls_provider();
    let public_url = settings.core(settings.server.listen)?.public_url;
    let Some(mailer) = SmtpMailer::open(&settings.mail, &public_url)? else {
        return Ok("no mail server under [mail]: no sign-up, no reset of passwords, no notices".to_owned());
    };
    mailer.check().await?;
    Ok("fine, the mail server answers".to_owned())
}

async fn credentials(settings: &Settings) -> anyhow::Result<String> {
    if let Some(url) = &settings.relay.url {
        return Ok(format!("those of the relay at {url}"));
    }
    let World { clock, entropy } = World::default();
    Relay::new(
        &settings.relay.apps,
        None,
        Arc::new(RelayAmbient { clock, entropy }),
    )
    .await?;
    match settings.relay.apps.len() {
        0 => Ok("no app under [relay.apps]: native phones alone".to_owned()),
        apps => Ok(format!("fine, {apps} app(s)")),
    }
}
