//! Remembers what came of a request, so that its repeat does nothing new.

use std::time::Duration;

use super::{start_enrollment::StartedEnrollment, start_login::StartedLogin};
use crate::{
    Ctx, FlowError,
    model::{BearerToken, IdempotencyKey, IdempotentOutcome, Remembered, Timestamp, Version},
    secrets::{Place, Sealed},
};

/// How long a key is remembered.
const TTL: Duration = Duration::from_secs(24 * 3600);

/// What came of the request with this key, if it was carried out before.
///
/// # Errors
/// [`FlowError::KeyReused`] if the key came with another request.
pub(super) async fn recall(
    ctx: &Ctx,
    key: Option<&IdempotencyKey>,
) -> Result<Option<IdempotentOutcome>, FlowError> {
    let Some(key) = key else { return Ok(None) };
    match ctx.store.remembered(key.key).await? {
        None => Ok(None),
        Some(remembered) if remembered.key.request == key.request => Ok(Some(remembered.outcome)),
        Some(_) => Err(FlowError::KeyReused),
    }
}

/// Whether something was begun under this key. Asked before anything else is judged, so that whoever repeats a request learns nothing
/// of what they have changed in it.
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell (R18).
pub async fn is_used(ctx: &Ctx, key: &IdempotencyKey) -> Result<bool, FlowError> {
    Ok(recall(ctx, Some(key)).await?.is_some())
}

/// The login that this key started before.
pub(super) async fn recall_started(
    ctx: &Ctx,
    key: Option<&IdempotencyKey>,
) -> Result<Option<StartedLogin>, FlowError> {
    let (Some(key), Some(outcome)) = (key, recall(ctx, key).await?) else {
        return Ok(None);
    };
    let IdempotentOutcome::Started(id, sealed) = outcome else {
        return Err(FlowError::KeyReused);
    };
    let read = ctx.store.login(id).await?.ok_or(FlowError::NotFound)?;
    let wait_token = open_token(ctx, key, &sealed)?;
    Ok(Some(StartedLogin {
        login: read.login.as_of(ctx.clock.now()),
        wait_token,
        repeated: true,
    }))
}

/// The enrolment that this key opened before.
pub(super) async fn recall_enrollment(
    ctx: &Ctx,
    key: Option<&IdempotencyKey>,
) -> Result<Option<StartedEnrollment>, FlowError> {
    let (Some(key), Some(outcome)) = (key, recall(ctx, key).await?) else {
        return Ok(None);
    };
    let IdempotentOutcome::Enrolling(id, sealed) = outcome else {
        return Err(FlowError::KeyReused);
    };
    let enrollment = ctx.store.enrollment(id).await?.ok_or(FlowError::NotFound)?;
    let link = open_token(ctx, key, &sealed)?;
    Ok(Some(StartedEnrollment {
        enrollment: enrollment.as_of(ctx.clock.now()),
        link,
    }))
}

/// The row that remembers `outcome`.
pub(super) fn remember(key: IdempotencyKey, outcome: IdempotentOutcome, now: Timestamp) -> Remembered {
    Remembered {
        key,
        outcome,
        expires_at: now + TTL,
        version: Version::FIRST,
    }
}

/// The token that a repeat must return, safe to store.
pub(super) fn seal_token(ctx: &Ctx, key: &IdempotencyKey, token: &BearerToken) -> Sealed {
    ctx.secrets.seal(token_place(key), token.expose().as_bytes())
}

fn open_token(ctx: &Ctx, key: &IdempotencyKey, sealed: &Sealed) -> Result<BearerToken, FlowError> {
    let bytes = ctx.secrets.open(token_place(key), sealed)?;
    Ok(BearerToken::presented(String::from_utf8_lossy(&bytes)))
}

const fn token_place(key: &IdempotencyKey) -> Place<'_> {
    Place {
        column: "remembered.token",
        row: &key.key,
    }
}
