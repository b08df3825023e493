//! Every operator's command, as data, and what it does.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{anyhow, bail};
use countersign_core::{
    FlowError,
    flow::{
        change_authenticator::{self, By},
        manage_clients, manage_users,
        temporary_code::issue_temporary_code,
    },
    model::{
        Acceptance, Client, ClientId, ClientState, DisplayText, MailAddress, NumberMatching, Scope, Scopes,
        User, UserName, UserState,
    },
    passwords::TypedPassword,
    port::Holding,
};
use countersign_relay::{AppSettings, Relay};
use countersign_service::admin_socket::Denied;
use countersign_web::Locales;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    audit,
    certificate::{self, CertificateCommand},
    credentials,
    operator::{self, OperatorCommand},
    policy::{self, PolicyCommand},
};
use crate::{keys, opened::Opened};

/// A command.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command")]
#[expect(missing_docs, reason = "each says what `countersign --help` says")]
pub enum Command {
    UserAdd {
        name: String,
        email: Option<String>,
        display_name: Option<String>,
        password: Option<String>,
    },
    UserShow {
        name: String,
    },
    UserList,
    UserSuspend {
        name: String,
    },
    UserResume {
        name: String,
    },
    UserUnlock {
        name: String,
    },
    UserDelete {
        name: String,
    },
    UserLanguage {
        name: String,
        language: String,
    },
    UserPassword {
        name: String,
        password: String,
    },
    UserTemporaryCode {
        name: String,
        reason: String,
        hours: u64,
    },
    ClientAdd {
        name: String,
        scopes: Vec<Scope>,
        role: Option<String>,
        origins: Vec<String>,
        redirect_uris: Vec<String>,
        number_matching: Option<NumberMatching>,
        logout_uri: Option<String>,
    },
    ClientLogoutUri {
        id: String,
        uri: Option<String>,
    },
    ClientList,
    ClientRotate {
        id: String,
    },
    ClientSuspend {
        id: String,
    },
    ClientDelete {
        id: String,
    },
    DeviceList {
        name: String,
    },
    DeviceRevoke {
        name: String,
    },
    AuditTail {
        limit: u32,
    },
    AuditExport {
        after: i64,
        limit: u32,
    },
    AuditHead,
    AuditKept,
    AuditTiles {
        number: i64,
        limit: u32,
    },
    AuditErase {
        after: i64,
        limit: u32,
        user: Option<String>,
        older_than_days: Option<u32>,
    },
    KeysRotate,
    KeysRelay,
    UserTerms {
        name: String,
    },
    Certificate(CertificateCommand),
    Policy {
        act: PolicyCommand,
    },
    Operator {
        act: OperatorCommand,
    },
    /// Goes on with the credentials of these apps that their vendors know.
    CredentialsSwitch {
        apps: BTreeMap<String, AppSettings>,
    },
}

/// Carries a command out where no server runs.
///
/// # Errors
/// A sentence for the operator.
pub async fn execute(opened: &Opened, command: Command) -> Result<Value, Denied> {
    carry_out(opened, None, command).await
}

/// Carries a command out; `relay` is what sends while a server runs here.
pub(crate) async fn carry_out(
    opened: &Opened,
    relay: Option<&Relay>,
    command: Command,
) -> Result<Value, Denied> {
    run(opened, relay, command)
        .await
        .map_err(|error| Denied(format!("{error:#}")))
}

async fn run(opened: &Opened, relay: Option<&Relay>, command: Command) -> anyhow::Result<Value> {
    let ctx = &opened.ctx;
    let user = |user: User| Ok(user_json(&user));
    match command {
        Command::UserAdd {
            name,
            email,
            display_name,
            password,
        } => {
            let email = email.map(|text| MailAddress::parse(&text)).transpose()?;
            let display_name = display_name
                .map(|text| display("display name", &text))
                .transpose()?;
            let password = password.map(TypedPassword::new);
            let new = manage_users::NewUser {
                name,
                email,
                display_name,
                password,
            };
            user(manage_users::add_user(ctx, new).await.map_err(said)?)
        }
        Command::UserShow { name } => user(manage_users::find_user(ctx, &name).await.map_err(said)?),
        Command::UserList => list_users(opened).await,
        Command::UserSuspend { name } => user(manage_users::suspend_user(ctx, &name).await.map_err(said)?),
        Command::UserResume { name } => user(manage_users::resume_user(ctx, &name).await.map_err(said)?),
        Command::UserUnlock { name } => user(manage_users::unlock_user(ctx, &name).await.map_err(said)?),
        Command::UserTerms { name } => {
            let user = manage_users::find_user(ctx, &name).await.map_err(said)?;
            let accepted = ctx.store.acceptances(user.id).await?;
            Ok(accepted.iter().map(acceptance_json).collect())
        }
        Command::UserDelete { name } => user(manage_users::delete_user(ctx, &name).await.map_err(said)?),
        Command::UserLanguage { name, language } => {
            if !Locales::speak(&language) {
                bail!(
                    "this language is not spoken here; there are {}",
                    Locales::tags().join(", ")
                );
            }
            user(
                manage_users::set_language(ctx, &name, &language)
                    .await
                    .map_err(said)?,
            )
        }
        Command::UserPassword { name, password } => {
            let password = TypedPassword::new(password);
            user(
                manage_users::set_password(ctx, &name, password)
                    .await
                    .map_err(said)?,
            )
        }
        Command::UserTemporaryCode { name, reason, hours } => {
            let ttl = Duration::from_secs(hours.saturating_mul(3600));
            let issued = issue_temporary_code(ctx, &name, &reason, ttl)
                .await
                .map_err(said)?;
            Ok(json!({"code": issued.code.as_str(), "expires_at": issued.expires_at.to_string()}))
        }
        Command::ClientAdd {
            name,
            scopes,
            role,
            origins,
            redirect_uris,
            number_matching,
            logout_uri,
        } => {
            let role = role.as_deref().map(operator::role).transpose()?;
            let scopes = if scopes.is_empty() && role.is_none() {
                Scopes::default()
            } else {
                Scopes::new(scopes)
            };
            let name = display("client name", &name)?;
            let new = manage_clients::NewClient {
                name,
                scopes,
                role,
                origins,
                redirect_uris,
                number_matching,
                logout_uri,
            };
            Ok(secret_json(
                &manage_clients::add_client(ctx, new).await.map_err(said)?,
            ))
        }
        Command::ClientLogoutUri { id, uri } => Ok(client_json(
            &manage_clients::set_logout_uri(ctx, &ClientId::new(id), uri)
                .await
                .map_err(said)?,
        )),
        Command::ClientList => {
            let clients = ctx.store.clients().await?;
            Ok(clients.iter().map(client_json).collect())
        }
        Command::ClientRotate { id } => Ok(secret_json(
            &manage_clients::rotate_client(ctx, &ClientId::new(id))
                .await
                .map_err(said)?,
        )),
        Command::ClientSuspend { id } => Ok(client_json(
            &manage_clients::suspend_client(ctx, &ClientId::new(id))
                .await
                .map_err(said)?,
        )),
        Command::ClientDelete { id } => Ok(client_json(
            &manage_clients::delete_client(ctx, &ClientId::new(id))
                .await
                .map_err(said)?,
        )),
        Command::DeviceList { name } => {
            let holdings = change_authenticator::list_authenticators(ctx, &name, By::Operator)
                .await
                .map_err(said)?;
            Ok(holdings.iter().map(holding_json).collect())
        }
        Command::DeviceRevoke { name } => {
            let revoked = change_authenticator::revoke_devices(ctx, &name)
                .await
                .map_err(said)?;
            Ok(json!({"revoked": revoked}))
        }
        Command::AuditTail { limit } => audit::tail(ctx, limit).await,
        Command::AuditExport { after, limit } => audit::export(ctx, after, limit).await,
        Command::AuditHead => audit::head(opened).await,
        Command::AuditKept => audit::kept(opened).await,
        Command::AuditTiles { number, limit } => audit::tiles(ctx, number, limit).await,
        Command::AuditErase {
            after,
            limit,
            user,
            older_than_days,
        } => {
            let wanted = audit::Wanted::find(ctx, user, older_than_days).await?;
            audit::erase(ctx, after, limit, &wanted).await
        }
        Command::KeysRotate => {
            let id = keys::add_data_key(&*ctx.store, &opened.master, &*ctx.entropy, ctx.clock.now()).await?;
            Ok(json!({"key": id, "note": "used from the next start on"}))
        }
        Command::Policy { act } => policy::run(ctx, act).await,
        Command::Operator { act } => operator::run(ctx, act).await,
        Command::KeysRelay => {
            let key = &opened.relay_key;
            Ok(json!({"key_id": key.key_id(), "public_key": key.public_pem()}))
        }
        Command::Certificate(command) => certificate::run(ctx, command).await,
        Command::CredentialsSwitch { apps } => credentials::switch(relay, &apps).await,
    }
}

/// What a flow's error is called on a terminal.
fn said(error: FlowError) -> anyhow::Error {
    match error {
        FlowError::NotFound => anyhow!("there is no user or client of this name"),
        FlowError::AlreadyExists => anyhow!("this name is taken, or looks like one that is"),
        other => other.into(),
    }
}

fn display(what: &str, text: &str) -> anyhow::Result<DisplayText> {
    DisplayText::parse(text, DisplayText::NAME_GRAPHEMES).map_err(|error| anyhow!("the {what} {error}"))
}

async fn list_users(opened: &Opened) -> anyhow::Result<Value> {
    const PAGE: u32 = 1000;
    let mut all = Vec::new();
    let mut after: Option<UserName> = None;
    loop {
        let page = opened.ctx.store.users(after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.name.clone());
        all.extend(page.iter().map(user_json));
        if all.len() > 1_000_000 {
            bail!("there are more users than a list can show");
        }
    }
    Ok(Value::Array(all))
}

fn user_json(user: &User) -> Value {
    json!({
        "name": user.name,
        "number": user.number,
        "display_name": user.display_name,
        "email": user.email.as_ref().map(MailAddress::as_str),
        "second_email": user.second_email.as_ref().map(MailAddress::as_str),
        "language": user.language,
        "state": match user.state { UserState::Active => "active", UserState::Suspended => "suspended" },
        "has_password": user.password_hash.is_some(),
        "created_at": user.created_at.to_string(),
    })
}

fn client_json(client: &Client) -> Value {
    json!({
        "client_id": client.id,
        "name": client.name,
        "scopes": client.scopes,
        "role": client.role,
        "origins": client.origins,
        "redirect_uris": client.redirect_uris,
        "logout_uri": client.logout_uri,
        "state": match client.state { ClientState::Active => "active", ClientState::Suspended => "suspended" },
        "created_at": client.created_at.to_string(),
    })
}

fn secret_json(new: &manage_clients::NewSecret) -> Value {
    json!({"client_id": new.client.id, "client_secret": new.secret.expose()})
}

/// What is needed to show others who accepted what: `countersign terms` prints the text that has this hash.
fn acceptance_json(accepted: &Acceptance) -> Value {
    json!({
        "terms": accepted.terms,
        "language": accepted.language,
        "sha256": accepted.text,
        "at": accepted.at.to_string(),
        "network": accepted.network,
    })
}

fn holding_json(holding: &Holding) -> Value {
    json!({
        "authenticator": holding.authenticator.id,
        "label": holding.authenticator.label,
        "state": holding.authenticator.state,
        "device": holding.device.as_ref().map(|device| json!({
            "id": device.id, "name": device.name, "provider": device.address.as_ref().map(|address| address.provider), "state": device.state,
            "app_calls_itself": device.app_version.as_ref().map(|app| json!({"name": app.name, "version": app.version})),
        })),
        "created_at": holding.authenticator.created_at.to_string(),
        "last_used_at": holding.last_used_at.map(|at| at.to_string()),
        "last_used_from": holding.last_used_from,
    })
}
