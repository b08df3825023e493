//! `countersign restore`.

use std::path::PathBuf;

use clap::Args;
use countersign_core::{
    flow::begin_epoch::Ended,
    model::{AuthenticatorState, Credential, Device, UserName},
    port::{Holding, Store},
};
use serde_json::{Value, json};

use super::{Common, terminal};
use crate::{
    backup::Identities,
    copying::{Restored, Source, restore},
    opened::{Opened, World},
};

/// People that are looked at in one question.
const PAGE: u32 = 1000;

/// Fill an empty database from a backup; what was under way ends, and what is good once must be made anew.
///
/// The settings' master key must be the one that the backup was taken under. Logins, enrolments and sessions end; recovery codes
/// must be made anew; codes by time are accepted again after six minutes; apps and tokens that count are set aside.
#[derive(Args)]
pub(super) struct Restore {
    /// The backup
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The identity that opens it, as `age-keygen` writes it
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// What `audit export` printed after the backup was taken: what it says was revoked since is revoked
    #[arg(long, value_name = "FILE")]
    audit: Option<PathBuf>,
}

impl Restore {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let settings = common.settings([])?;
        let source = Source {
            file: &self.from,
            identities: &Identities::read(&self.identity)?,
            audit: self.audit.as_deref(),
        };
        let restored = restore(&settings, World::default(), source).await?;
        say_what(&restored, common.json);
        let opened = Opened::open_for_command(&settings, World::default()).await?;
        let listed = list(&*opened.ctx.store, restored.known_until.is_none(), common.json).await;
        opened.close().await;
        if listed? > 0 && !common.json {
            terminal::say(
                "They have no way left to log in: delete what they have (`device revoke`, or the API), and have them enrol.",
            );
        }
        Ok(())
    }
}

fn say_what(restored: &Restored, json: bool) {
    let Restored {
        header,
        ended,
        known_until,
    } = restored;
    let known_until = known_until.map(|at| at.to_string());
    let taken = header.created_at.to_string();
    if json {
        let restored = json!({"restored": {
            "taken_at": taken, "version": header.version, "last_audit_record": header.last_audit_record,
            "revocations_known_until": known_until, "ended": ended,
        }});
        terminal::show(&restored, true);
        return;
    }
    let Ended {
        logins,
        enrollments,
        sessions,
        recovery_codes,
        counting_apps,
        revoked,
    } = ended;
    terminal::say(&format!(
        "Restored from the backup of {taken}, with {} audit records.",
        header.last_audit_record
    ));
    terminal::say(&format!(
        "Ended: {logins} pending logins, {enrollments} open enrolments, {sessions} sessions, {recovery_codes} sets of recovery \
         codes. Set aside: {counting_apps} apps that count. Codes by time are accepted again in six minutes."
    ));
    match known_until {
        Some(until) => {
            terminal::say(&format!(
                "Revoked since, as recorded until {until}, and revoked now: {}.",
                revoked.len()
            ));
            for one in revoked {
                terminal::say(&revocation(&json!(one)));
            }
        }
        None => {
            terminal::say(&format!(
                "Nothing is known of what was revoked since {taken}: whatever is listed here works again. Look through it, or \
                 restore into an empty database once more with --audit FILE, which `countersign audit export` on the lost \
                 database has printed."
            ));
        }
    }
}

fn revocation(one: &Value) -> String {
    let text = |name: &str| one[name].as_str().unwrap_or_default();
    let user = match text("user") {
        "" => String::new(),
        user => format!(" of {user}"),
    };
    let (subject, name, became) = (text("subject"), text("name"), text("became"));
    format!(
        "record {}  {subject} {name:?}{user}: {became}  ({})",
        one["seq"],
        text("id")
    )
}

/// Lists devices that work, if `all` are to be, and people who have nothing left that works, a line each; says how many
/// they are.
async fn list(store: &dyn Store, all: bool, json: bool) -> anyhow::Result<u64> {
    let say = |line: Value, text: String| {
        if json {
            terminal::show(&line, true);
        } else {
            terminal::say(&text);
        }
    };
    let (mut after, mut locked_out): (Option<UserName>, u64) = (None, 0);
    loop {
        let page = store.users(after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.name.clone());
        for user in &page {
            let holdings = store.holdings(user.id).await?;
            let name = &user.name;
            let active = holdings.iter().filter(|one| all && works(one));
            for device in active.filter_map(|one| one.device.as_ref()) {
                let line = json!({"active_device": {"user": name, "id": device.id, "name": device.name}});
                say(line, format!("{name}  {:?}  ({})", device.name, device.id));
            }
            if !holdings.is_empty() && !holdings.iter().any(works) {
                locked_out += 1;
                say(json!({"locked_out": name}), format!("{name}  has nothing left"));
            }
        }
    }
    Ok(locked_out)
}

fn works(holding: &Holding) -> bool {
    let Holding {
        authenticator,
        device,
        ..
    } = holding;
    let usable = match authenticator.credential {
        Credential::Push(_) => device.as_ref().is_some_and(Device::is_active),
        Credential::Certificate(_) => true,
        Credential::Oath(_)
        | Credential::RecoveryCodes(_)
        | Credential::Passkey(_)
        | Credential::Telephone(_)
        | Credential::TemporaryCode(_) => !authenticator.credential.is_spent(),
    };
    authenticator.state == AuthenticatorState::Active && usable
}
