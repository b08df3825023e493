//! The compatible push protocol: turns challenges into notifications and answers into decisions.

use std::time::Duration;

use countersign_proto::{
    forgerock::{
        authenticate::{Answer, NumberClaim, Verdict},
        jwt,
        push_claims::{PushClaims, PushKind},
    },
    ids::DeviceId,
    keys::SharedSecret,
    push::{AmPush, Body, Category, Class, Notification, PushToken, Target},
    signed,
};

use crate::{
    Ctx, DeviceRefusal,
    model::{
        Approval, Authenticator, Challenge, ClientId, Denial, Device, DeviceKey, FailReason, KeyStorage,
        Login, Method, NumberPrompt, Presence, Purpose, Timestamp,
    },
    port::{Holding, Question},
    secrets::{Place, Sealed, Unsealable},
};

/// How long after the end of a login an identical repeat of its answer is accepted (R6).
pub const REPEAT_GRACE: Duration = Duration::from_secs(60);

/// Where a device's shared secret is sealed.
pub const fn secret_place(id: &[u8; 16]) -> Place<'_> {
    Place {
        column: "device.secret",
        row: id,
    }
}

/// Where a device's push token is sealed.
pub const fn push_token_place(id: &[u8; 16]) -> Place<'_> {
    Place {
        column: "device.push_token",
        row: id,
    }
}

/// Longest address of a vendor for an app installation, in bytes.
const PUSH_TOKEN_BYTES: usize = 4096;

/// Longest text of a push, in bytes: it travels twice, once inside the signed claims, and vendors carry 4000 bytes in all.
pub(crate) const ALERT_BYTES: usize = 1300;

/// Whether a phone's push address may be one.
pub fn is_plausible_token(token: &PushToken) -> bool {
    (1..=PUSH_TOKEN_BYTES).contains(&token.expose().len())
}

/// An authenticator with the device that can be asked for it.
#[derive(Debug, Clone, Copy)]
pub struct Askable<'a> {
    /// The authenticator.
    pub authenticator: &'a Authenticator,
    /// Its device.
    pub device: &'a Device,
}

/// The devices among `holdings` that can be asked now (R4): those on which `client` may rely, or those that wait to be
/// confirmed (R11).
pub fn askable<'a>(holdings: &'a [Holding], client: &ClientId, purpose: Purpose) -> Vec<Askable<'a>> {
    holdings
        .iter()
        .filter(|holding| holding.authenticator.serves(client, purpose))
        .filter_map(|holding| {
            let device = holding.device.as_ref().filter(|device| device.is_active())?;
            Some(Askable {
                authenticator: &holding.authenticator,
                device,
            })
        })
        .collect()
}

/// The notification that carries `challenge` to its device.
///
/// # Errors
/// [`Unsealable`] if the device's key or token does not open.
pub fn notification(
    ctx: &Ctx,
    question: &Question,
    language: &str,
) -> Result<Option<Notification>, Unsealable> {
    let Question {
        challenge,
        read,
        device,
        ..
    } = question;
    let login = &read.login;
    let (Some(address), Some(token)) = (&device.address, open_token(ctx, device)?) else {
        return Ok(None);
    };
    let secret = open_secret(ctx, device)?;
    let alert = alert(ctx, login, language);
    let (kind, category, numbers) = match login.request.number {
        NumberPrompt::None => (PushKind::Default, Category::Default, None),
        NumberPrompt::Pick(choice) => (PushKind::Challenge, Category::Challenge, Some(choice.offered)),
        // Only native phones are asked in such a login.
        NumberPrompt::Type => return Ok(None),
    };
    let claims = PushClaims {
        mechanism_uid: device.key_name.clone(),
        challenge: challenge.nonce.clone(),
        ttl_secs: login.expires_at.since(challenge.created_at).as_secs(),
        created_at_ms: challenge.created_at.as_millis(),
        message: alert.clone(),
        kind,
        numbers,
        user_name: None,
    };
    Ok(Some(Notification {
        id: challenge.id.as_uuid(),
        reference: Some(challenge.id.as_uuid()),
        target: Target {
            provider: address.provider,
            app: device.app.clone(),
            token,
            environment: address.environment,
        },
        deadline_ms: login.expires_at.as_millis(),
        class: Class::Challenge,
        body: Body::AmPush(AmPush {
            message_id: challenge.message_id().to_string(),
            jwt: claims.sign(&secret),
            alert,
            category,
            top_level_copies: false,
        }),
    }))
}

/// Seals an address for the device that it belongs to.
pub fn seal_token(ctx: &Ctx, device: DeviceId, token: &PushToken) -> Sealed {
    let id = device.as_uuid();
    ctx.secrets
        .seal(push_token_place(id.as_bytes()), token.expose().as_bytes())
}

/// Where pushes reach a device, if they do.
///
/// # Errors
/// [`Unsealable`] if the address does not open.
pub fn open_token(ctx: &Ctx, device: &Device) -> Result<Option<PushToken>, Unsealable> {
    let Some(address) = &device.address else {
        return Ok(None);
    };
    let id = device.id.as_uuid();
    let token = ctx
        .secrets
        .open(push_token_place(id.as_bytes()), &address.token)?;
    let token = std::str::from_utf8(&token).map_err(|_| Unsealable)?;
    Ok(Some(PushToken::new(token)))
}

/// What the phone shows: the service and what its client adds, never the user (R7, R15).
pub(crate) fn alert(ctx: &Ctx, login: &Login, language: &str) -> String {
    let service = login.request.service.as_str();
    let text = match (login.request.purpose, &login.request.message) {
        (Purpose::Confirm, _) => ctx.texts.text(language, "push-confirm", &[("service", service)]),
        (Purpose::Test, _) => ctx.texts.text(language, "push-test", &[("service", service)]),
        (Purpose::LogIn, None) => ctx.texts.text(language, "push-login", &[("service", service)]),
        (Purpose::LogIn, Some(message)) => ctx.texts.text(
            language,
            "push-login-message",
            &[("service", service), ("message", message.as_str())],
        ),
    };
    // One generation of phones shows JSON escapes as they are, so the characters that need them are replaced.
    text.replace('"', "'").replace('\\', "/")
}

/// The key that `device` shares with us.
///
/// # Errors
/// [`Unsealable`] if there is none or it does not open.
pub fn open_secret(ctx: &Ctx, device: &Device) -> Result<SharedSecret, Unsealable> {
    let DeviceKey::Shared(sealed) = &device.key else {
        return Err(Unsealable);
    };
    let bytes = ctx
        .secrets
        .open(secret_place(device.id.as_uuid().as_bytes()), sealed)?;
    SharedSecret::from_slice(&bytes).map_err(|_| Unsealable)
}

/// Does the work of looking at a signature for which there is no key: whoever asks does not learn that there is none (R7).
pub fn refuse_unknown(compact: &str) {
    let _ = jwt::verify(&SharedSecret::from_bytes([0; 32]), compact);
}

/// The answer in `compact`, if it is signed by the holder of `secret` and answers `challenge`.
///
/// # Errors
/// [`DeviceRefusal::Refused`] for anything else.
pub fn verify_answer(
    secret: &SharedSecret,
    challenge: &Challenge,
    compact: &str,
) -> Result<Answer, DeviceRefusal> {
    let claims = jwt::verify(secret, compact).map_err(|_| DeviceRefusal::Refused("signature"))?;
    let answer = Answer::from_claims(&claims).map_err(|_| DeviceRefusal::Refused("claims"))?;
    if !signed::verify_challenge_response(secret, &challenge.nonce, &answer.response) {
        return Err(DeviceRefusal::Refused("response"));
    }
    Ok(answer)
}

/// Moves the login as the verified answer says. A denial beats any number; a number nobody asked for is ignored;
/// a wrong, missing or unreadable one ends the login (R5).
///
/// # Errors
/// [`DeviceRefusal::Refused`] unless the login is pending and its time is not up.
pub fn decide(question: &Question, answer: &Answer, at: Timestamp) -> Result<Login, DeviceRefusal> {
    let login = question.read.login.clone();
    let decided = match (answer.verdict, login.request.number) {
        (Verdict::Deny, _) => login.deny(Denial {
            at,
            device_id: Some(question.device.id),
            reason: None,
        }),
        (Verdict::Approve { .. }, NumberPrompt::None) => {
            login.approve(approval(question, Presence::Unshown, at))
        }
        (Verdict::Approve { number }, NumberPrompt::Pick(choice)) => match number {
            NumberClaim::Given(number) if number == u32::from(choice.answer) => {
                login.approve(approval(question, Presence::Picked, at))
            }
            NumberClaim::Given(_) => login.fail(at, FailReason::WrongNumber),
            NumberClaim::Absent | NumberClaim::Unreadable => login.fail(at, FailReason::MissingNumber),
        },
        // Nobody asked this phone.
        (Verdict::Approve { .. }, NumberPrompt::Type) => login.fail(at, FailReason::MissingNumber),
    };
    decided.map_err(|_| DeviceRefusal::NotOpen("not_pending"))
}

fn approval(question: &Question, presence: Presence, at: Timestamp) -> Approval {
    Approval {
        at,
        authenticator_id: question.authenticator.id,
        device_id: Some(question.device.id),
        method: Method::Push,
        presence,
        storage: KeyStorage::Unknown,
        logged_out_at: None,
    }
}
