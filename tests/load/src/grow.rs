//! Fills a server's database as if a million people had enrolled and had been logging in for months.

use std::{net::SocketAddr, path::Path, sync::Arc};

use anyhow::ensure;
use countersign::{
    Opened, World,
    settings::{Given, Settings},
};
use countersign_core::{
    Ctx,
    method::push,
    model::{
        AccountNumber, Audit, AuditEvent, Authenticator, AuthenticatorState, Confirmation, Credential,
        Device, DeviceKey, DeviceState, Platform, PushAddress, Timestamp, User, UserName, UserState, Version,
    },
    port::{Commit, UnitOfWork},
};
use countersign_proto::{
    ids::{AuthenticatorId, DeviceId, UserId},
    push::{Provider, PushToken},
};
use tokio::task::JoinSet;

use crate::account::{Account, is_apple};

/// Users in one unit of work.
const UNIT: usize = 500;
/// Units under way at once.
const AT_ONCE: usize = 4;
/// Audit records for each device.
pub(crate) const RECORDS: usize = 10;

/// Adds the accounts with these numbers, and ten audit records for each. No server may be running on the data.
pub(crate) async fn grow(settings: &Path, numbers: std::ops::Range<usize>) -> anyhow::Result<()> {
    let settings = Settings::read(&Given {
        config: Some(settings.to_owned()),
        flags: Vec::new(),
    })?;
    let opened = Opened::open(&settings, SocketAddr::from(([127, 0, 0, 1], 0)), World::default()).await?;
    let ctx = Arc::new(opened.ctx.clone());
    let mut units = JoinSet::new();
    for first in numbers.clone().step_by(UNIT) {
        if units.len() >= AT_ONCE
            && let Some(done) = units.join_next().await
        {
            done??;
        }
        let (ctx, last) = (Arc::clone(&ctx), numbers.end.min(first + UNIT));
        units.spawn(async move {
            let now = ctx.clock.now();
            let unit = (first..last).fold(UnitOfWork::new("grow"), |unit, number| {
                add(&ctx, unit, number, now)
            });
            ensure!(
                ctx.store.commit(unit).await? == Commit::Committed,
                "a name was taken"
            );
            Ok(())
        });
    }
    while let Some(done) = units.join_next().await {
        done??;
    }
    opened.close().await;
    Ok(())
}

fn add(ctx: &Ctx, unit: UnitOfWork, number: usize, now: Timestamp) -> UnitOfWork {
    let account = Account::numbered(number);
    let (user_id, device_id) = (UserId::new(ctx.entropy.uuid()), DeviceId::new(ctx.entropy.uuid()));
    let user = User {
        id: user_id,
        number: AccountNumber::UNASSIGNED,
        name: UserName::parse(&account.user).expect("the load's names are plain"),
        display_name: None,
        email: None,
        second_email: None,
        language: "en".to_owned(),
        state: UserState::Active,
        password_hash: None,
        password_set_at: None,
        created_at: now,
        version: Version::FIRST,
    };
    let uuid = device_id.as_uuid();
    let (provider, platform) = if is_apple(number) {
        (Provider::Apns, Platform::Ios)
    } else {
        (Provider::Fcm, Platform::Android)
    };
    let device = Device {
        id: device_id,
        user_id,
        name: "Load phone".to_owned(),
        key_name: account.mechanism_uid,
        platform,
        key: DeviceKey::Shared(
            ctx.secrets
                .seal(push::secret_place(uuid.as_bytes()), account.secret.expose()),
        ),
        app: "default".to_owned(),
        app_version: None,
        address: Some(PushAddress {
            provider,
            environment: None,
            token: push::seal_token(ctx, device_id, &PushToken::new(account.push_token)),
        }),
        state: DeviceState::Active,
        created_at: now,
        address_at: now,
        push_trouble: None,
        version: Version::FIRST,
    };
    let authenticator = Authenticator {
        id: AuthenticatorId::new(ctx.entropy.uuid()),
        user_id,
        credential: Credential::Push(device_id),
        label: "Load phone".to_owned(),
        state: AuthenticatorState::Active,
        confirmation: Confirmation::ByUser,
        failures: 0,
        created_at: now,
        version: Version::FIRST,
    };
    let events = [
        AuditEvent::AuthenticatorEnrolled,
        AuditEvent::LoginStarted,
        AuditEvent::LoginApproved,
    ];
    let records = events.into_iter().cycle().take(RECORDS).map(|event| {
        Audit::new(event, now)
            .user(user_id)
            .device(device_id)
            .authenticator(authenticator.id)
            .from(Some("192.0.2.1"), &*ctx.entropy)
    });
    records
        .fold(unit, UnitOfWork::record)
        .put(user)
        .put(device)
        .put(authenticator.clone())
}
