//! The native push protocol: turns challenges into signed questions and signed answers into decisions (SPEC.md).

use countersign_proto::{
    keys::{DevicePublicKey, SealingPublicKey},
    native::{
        answer::{Answer, Verdict},
        challenge::{self, Challenge, Context, NumberPrompt as Prompt, Purpose as Asked},
        removal::Removal,
        sealed,
        statement::{self, Statement},
    },
    push::{Body, Class, Notification, Sealed as SealedBody, Target},
};
use subtle::ConstantTimeEq;

use super::{push, transfer};
use crate::{
    Ctx, DeviceRefusal,
    flow::issuer,
    model::{
        Approval, Denial, DenyReason, Device, DeviceKey, FailReason, KeyStorage, Login, Method, NumberPrompt,
        OwnKeys, Presence, Purpose, Timestamp,
    },
    port::Question,
    secrets::Unsealable,
};

/// The keys that `device` has made, if it speaks this protocol.
pub fn own_keys(device: &Device) -> Option<&OwnKeys> {
    match &device.key {
        DeviceKey::Own(keys) => Some(keys),
        DeviceKey::Shared(_) => None,
    }
}

/// What `compact` states, if `device` has signed it.
///
/// # Errors
/// [`DeviceRefusal::Refused`].
pub fn verify<S: Statement>(device: &Device, compact: &str) -> Result<S, DeviceRefusal> {
    let keys = own_keys(device).ok_or(DeviceRefusal::Refused("protocol"))?;
    let key = DevicePublicKey::from_jwk(&keys.signing).map_err(|_| DeviceRefusal::Refused("key"))?;
    statement::verify(&key, compact).map_err(|_| DeviceRefusal::Refused("signature"))
}

/// The signed question: the same bytes each time, since all of it comes from rows.
pub fn challenge(ctx: &Ctx, question: &Question, language: &str) -> String {
    let (login, challenge) = (&question.read.login, &question.challenge);
    let request = &login.request;
    let claims = Challenge {
        iss: issuer(ctx),
        aud: question.device.id,
        jti: challenge.id,
        iat: login.created_at.as_secs(),
        exp: login.expires_at.as_secs(),
        login: login.id,
        nonce: *challenge.nonce.as_bytes(),
        purpose: match request.purpose {
            Purpose::LogIn => Asked::LogIn,
            Purpose::Confirm => Asked::Confirm,
            Purpose::Test => Asked::Test,
        },
        service: request.service.to_string(),
        text: push::alert(ctx, login, language),
        number: match request.number {
            NumberPrompt::None => Prompt::None,
            NumberPrompt::Pick(choice) => Prompt::Pick {
                numbers: choice.offered.map(|number| number.to_string()),
            },
            NumberPrompt::Type => Prompt::Type,
        },
        context: Context {
            ip: request.context.ip.map(|ip| ip.to_string()),
            user_agent: request.context.user_agent.clone(),
        },
    };
    statement::sign(&*ctx.challenge_key, &claims)
}

/// Our signed word to a device that it was removed.
pub fn removal(ctx: &Ctx, device: &Device) -> String {
    let claims = Removal {
        iss: issuer(ctx),
        aud: device.id,
        iat: ctx.clock.now().as_secs(),
    };
    statement::sign(&*ctx.challenge_key, &claims)
}

/// The notification that carries the question, sealed, to a device that has an address.
///
/// # Errors
/// [`Unsealable`] if the device's key or address does not open.
pub fn notification(
    ctx: &Ctx,
    question: &Question,
    language: &str,
) -> Result<Option<Notification>, Unsealable> {
    let device = &question.device;
    let (Some(address), Some(token), Some(keys)) =
        (&device.address, push::open_token(ctx, device)?, own_keys(device))
    else {
        return Ok(None);
    };
    let key = SealingPublicKey::from_jwk(&keys.sealing).map_err(|_| Unsealable)?;
    let compact = challenge(ctx, question, language);
    let bytes =
        sealed::seal(&key, device.id, &compact, |bytes| ctx.entropy.fill(bytes)).map_err(|_| Unsealable)?;
    Ok(Some(Notification {
        id: question.challenge.id.as_uuid(),
        reference: Some(question.challenge.id.as_uuid()),
        target: Target {
            provider: address.provider,
            app: device.app.clone(),
            token,
            environment: address.environment,
        },
        deadline_ms: question.read.login.expires_at.as_millis(),
        class: Class::Challenge,
        body: Body::Sealed(SealedBody {
            device: device.id,
            bytes,
        }),
    }))
}

/// Moves the login as the verified answer says. A denial beats any number; a number nobody asked for is ignored; a wrong or
/// missing one ends the login (R5). What was scanned or handed over stands in place of a number, and must be right too.
///
/// # Errors
/// [`DeviceRefusal::Refused`] if it answers another question than the one that would be asked now, or the login has ended.
pub fn decide(
    ctx: &Ctx,
    question: &Question,
    answer: &Answer,
    language: &str,
    at: Timestamp,
) -> Result<Login, DeviceRefusal> {
    let login = question.read.login.clone();
    let asked = challenge(ctx, question, language);
    let same_question = answer.aud == issuer(ctx)
        && answer.login == login.id
        && bool::from(answer.nonce.ct_eq(question.challenge.nonce.as_bytes()))
        && answer.shown == challenge::shown(&asked);
    if !same_question {
        return Err(DeviceRefusal::NotOpen("question"));
    }
    let denial = |reason| Denial {
        at,
        device_id: Some(question.device.id),
        reason,
    };
    let decided = match answer.verdict {
        Verdict::Deny => login.deny(denial(None)),
        Verdict::Report => login.deny(denial(Some(DenyReason::Reported))),
        Verdict::Approve => match presence(ctx, &login, answer) {
            Ok(presence) => login.approve(Approval {
                at,
                authenticator_id: question.authenticator.id,
                device_id: Some(question.device.id),
                method: Method::Push,
                presence,
                storage: KeyStorage::Unknown,
                logged_out_at: None,
            }),
            Err(reason) => login.fail(at, reason),
        },
    };
    decided.map_err(|_| DeviceRefusal::NotOpen("not_pending"))
}

/// What an approval shows of its person's presence before the login page, or what is wrong with it.
fn presence(ctx: &Ctx, login: &Login, answer: &Answer) -> Result<Presence, FailReason> {
    let right = |right: bool, presence| {
        if right {
            Ok(presence)
        } else {
            Err(FailReason::WrongNumber)
        }
    };
    match (
        &answer.scanned,
        &answer.here,
        &answer.number,
        login.request.number,
    ) {
        (Some(scanned), ..) => right(
            transfer::is_scanned_rightly(ctx, login.id, scanned),
            Presence::Scanned,
        ),
        (None, Some(proof), ..) => right(transfer::is_here(ctx, login, proof), Presence::Here),
        (None, None, _, NumberPrompt::None) => Ok(Presence::Unshown),
        (None, None, None, _) => Err(FailReason::MissingNumber),
        (None, None, Some(picked), NumberPrompt::Pick(choice)) => {
            right(*picked == choice.answer.to_string(), Presence::Picked)
        }
        (None, None, Some(typed), NumberPrompt::Type) => {
            right(transfer::is_typed_rightly(ctx, login.id, typed), Presence::Typed)
        }
    }
}
