//! Follows an enrolment code.

use countersign_proto::{
    forgerock::{
        register::RegisterClaims,
        uri::{OathKind, Policies, ScanError, Scanned, ScannedOath, ScannedPush, scan},
    },
    native::link::NoLink,
    push::PushToken,
    signed,
};
use uuid::Uuid;

use crate::{
    account::{Account, OathAccount, PushAccount},
    condition::{Condition, Unmet},
    generation::{Generation, Half, Parsed},
    transport::{Request, Transport, TransportError},
};

/// The phone, as it introduces itself.
#[derive(Debug, Clone)]
pub struct Device {
    /// What its owner calls it.
    pub name: String,
    /// The app that it is like.
    pub generation: Generation,
    /// Its vendor's address of this app.
    pub push_token: PushToken,
    /// Random; the phone's own name for the new key.
    pub mechanism_uid: Uuid,
    /// What it is like, as far as codes make demands on that.
    pub condition: Condition,
}

/// Why a code was not followed to its end.
#[derive(Debug, thiserror::Error)]
pub enum EnrollError {
    /// The code is not one that we follow.
    #[error(transparent)]
    Code(#[from] ScanError),
    /// The link is not one to enrol by.
    #[error(transparent)]
    Link(#[from] NoLink),
    /// The app that this one is like would not follow it.
    #[error("{0}")]
    Generation(String),
    /// The phone is not as the code demands; once it is, the same code can be tried again.
    #[error(transparent)]
    Unmet(#[from] Unmet),
    /// The server was not reached; the same code can be tried again.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server refused.
    #[error("the server refused with status {0}")]
    Refused(u16),
    /// Of a code for both, only the half that needs no server works.
    #[error("codes work, but pushes do not: {reason}")]
    Half {
        /// What works.
        kept: Box<Account>,
        /// Why the other half does not.
        reason: Box<EnrollError>,
    },
}

/// Follows `code`: registers with the server that it names, and keeps one-time passwords, for which no server is asked.
///
/// # Errors
/// [`EnrollError`]; nothing must then be kept but what [`EnrollError::Half`] carries.
pub async fn enroll(
    code: &str,
    device: &Device,
    transport: &dyn Transport,
) -> Result<Vec<Account>, EnrollError> {
    let generation = device.generation;
    let its_own = |parsed: Parsed| parsed.map(|_| ()).map_err(EnrollError::Generation);
    match scan(code)? {
        Scanned::Push(scanned) => {
            its_own(generation.scan_push(code))?;
            let policies = demanded(code, Half::Push, generation, device.condition)?;
            let push = register(scanned, policies, device, transport).await?;
            Ok(vec![Account::Push(push)])
        }
        Scanned::Oath(_) => keep_codes(code, generation, device.condition),
        Scanned::Combined(push, oath) => {
            its_own(generation.scan_oath(code))?;
            its_own(generation.scan_push(code))?;
            let for_codes = demanded(code, Half::Oath, generation, device.condition)?;
            let for_pushes = demanded(code, Half::Push, generation, device.condition)?;
            let oath = Account::Oath(keep(oath, for_codes, generation));
            match register(push, for_pushes, device, transport).await {
                Ok(push) => Ok(vec![Account::Push(push), oath]),
                Err(reason) => Err(EnrollError::Half {
                    kept: Box::new(oath),
                    reason: Box::new(reason),
                }),
            }
        }
    }
}

/// Keeps the one-time passwords of a code that is for nothing else.
pub(crate) fn keep_codes(
    code: &str,
    generation: Generation,
    condition: Condition,
) -> Result<Vec<Account>, EnrollError> {
    let Scanned::Oath(scanned) = scan(code)? else {
        return Err(EnrollError::Link(NoLink));
    };
    generation.scan_oath(code).map_err(EnrollError::Generation)?;
    let policies = demanded(code, Half::Oath, generation, condition)?;
    Ok(vec![Account::Oath(keep(scanned, policies, generation))])
}

/// What half of a code demands of the phone, if the phone is like that.
fn demanded(
    code: &str,
    half: Half,
    generation: Generation,
    condition: Condition,
) -> Result<Policies, EnrollError> {
    let policies = generation.policies(code, half).map_err(EnrollError::Generation)?;
    condition.keeps_to(&policies)?;
    Ok(policies)
}

async fn register(
    scanned: ScannedPush,
    policies: Policies,
    device: &Device,
    transport: &dyn Transport,
) -> Result<PushAccount, EnrollError> {
    let speech = device.generation.speech();
    let mechanism_uid = speech.mechanism_uid(device.mechanism_uid);
    let claims = RegisterClaims {
        device_id: PushToken::new(speech.push_token(device.push_token.expose())),
        device_name: device.name.clone(),
        mechanism_uid: mechanism_uid.clone(),
        communication_type: speech.communication_type,
        response: signed::challenge_response(&scanned.secret, &scanned.challenge),
    };
    let jwt = speech.sign(&scanned.secret, &claims.to_claims());
    let body = speech.registration(&scanned.message_id, &jwt, scanned.user_name.as_deref());
    let request = Request {
        url: format!("{}?_action=register", scanned.endpoint),
        headers: speech.headers(scanned.cookie.as_deref()),
        body: body.to_string(),
        patience: speech.patience,
    };
    let reply = transport.post(request).await?;
    if !speech.accepts(&reply) {
        return Err(EnrollError::Refused(reply.status));
    }
    Ok(PushAccount {
        issuer: scanned.issuer,
        name: scanned.account,
        generation: device.generation,
        user_name: scanned.user_name,
        cookie: scanned.cookie,
        mechanism_uid,
        endpoint: scanned.endpoint,
        policies,
        secret: scanned.secret,
    })
}

fn keep(scanned: ScannedOath, policies: Policies, generation: Generation) -> OathAccount {
    let (period_secs, counter) = match scanned.kind {
        OathKind::Totp { period_secs } => (Some(period_secs), None),
        OathKind::Hotp { counter } => (None, Some(counter + generation.speech().first_count)),
    };
    OathAccount {
        issuer: scanned.issuer,
        name: scanned.account,
        seed: scanned.secret,
        algorithm: scanned.algorithm.to_string(),
        digits: scanned.digits,
        period_secs,
        counter,
        policies,
    }
}
