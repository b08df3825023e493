//! Whose request it is: a sender's, by its signature (RFC 9421). What an outsider is told does not depend on which senders there are
//! (R17).

use std::sync::{Arc, LazyLock};

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::HeaderMap,
};
use countersign_proto::{
    keys::ServerKey,
    relay_api::{
        CLOCK_TOLERANCE_SECS,
        signature::{Claimed, SignatureError, SignedRequest},
    },
    signed::ServerKeys,
};
use countersign_service::problem::Problem;

use super::{Doors, problems};
use crate::{directory::Entry, queue::Nonce, sender::SenderState};

/// Largest body that is read, in bytes: an array of a hundred of the largest notifications.
const MAX_BODY: usize = 1024 * 1024;

/// Checked in the place of a key that nobody has, so that a stranger's request takes as long as a sender's.
static DECOY: LazyLock<(String, ServerKeys)> = LazyLock::new(|| {
    let key = ServerKey::from_seed(&[0; 32]);
    let keys = ServerKeys::from_jwks([&key.to_jwk()]);
    (key.key_id().to_owned(), keys)
});

/// A request of a sender. Its nonce is still to be spent, together with what the request asks for.
pub(super) struct Signed {
    pub(super) by: Arc<Entry>,
    pub(super) nonce: Nonce,
    pub(super) body: Bytes,
}

impl FromRequest<Doors> for Signed {
    type Rejection = Problem;

    async fn from_request(request: Request, doors: &Doors) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let refused = |why: &'static str| refusal(doors, why);
        let field = |name: &str| field(&parts.headers, name);
        let claimed = match (field("signature-input"), field("signature")) {
            (Some(input), Some(signature)) => Claimed::read(&input, &signature),
            _ => Err(SignatureError::Malformed),
        };
        let claimed = claimed.map_err(|error| match error {
            SignatureError::Coverage => {
                refused("the signature does not cover what it must, or lacks a parameter")
            }
            _ => refused("the signature fields are missing or malformed"),
        })?;
        if !claimed.is_fresh(doors.ambient.now_ms().div_euclid(1000)) {
            return Err(refused(
                "the signature was made at another time, by the relay's clock",
            ));
        }
        let body = to_bytes(body, MAX_BODY).await.map_err(|_| problems::TOO_LARGE)?;
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let request = SignedRequest {
            method: parts.method.as_str(),
            target_uri: &format!("{}{path}", doors.public_url),
            body: &body,
        };
        let found = doors.directory.find(&claimed.key_id, doors.ambient.now_ms());
        let is_right = match &found {
            Some(known) => claimed.verify(&known.verifier, request, field).is_ok(),
            None => {
                let mut decoy = claimed.clone();
                decoy.key_id.clone_from(&DECOY.0);
                decoy.verify(&DECOY.1, request, field).is_ok()
            }
        };
        let Some(known) = found.filter(|_| is_right) else {
            return Err(refused(
                "the key is not a sender's, or the signature is not over this request",
            ));
        };
        let by = Arc::clone(&known.entry);
        if by.sender.state != SenderState::Active {
            return Err(problems::SUSPENDED.into());
        }
        Ok(Self {
            nonce: nonce(&claimed),
            by,
            body,
        })
    }
}

/// The answer to a request whose nonce was spent before.
pub(super) fn replayed(doors: &Doors) -> Problem {
    refusal(doors, "the nonce was used before")
}

fn refusal(doors: &Doors, why: &'static str) -> Problem {
    metrics::counter!("countersign_relay_requests_refused_total").increment(1);
    Problem::from(problems::INVALID_SIGNATURE)
        .because(why)
        .with("server_time", doors.ambient.now_ms().div_euclid(1000))
        .challenge("Signature")
}

/// A header field with its lines joined (RFC 9421, 2.1); nothing if there is none or it is no text.
fn field(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(name).iter().map(|line| line.to_str().ok());
    let lines: Vec<&str> = lines.map(|line| line.map(str::trim)).collect::<Option<_>>()?;
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// What a request is known by until nobody could send it again, whatever its key's clock says.
fn nonce(claimed: &Claimed) -> Nonce {
    let text = format!("{}\0{}", claimed.key_id, claimed.nonce);
    let hash = digest(&SHA256, text.as_bytes());
    let hash = hash.as_ref().first_chunk().expect("a hash has 32 bytes");
    Nonce {
        hash: *hash,
        until_ms: claimed
            .created_secs
            .saturating_add(2 * CLOCK_TOLERANCE_SECS)
            .saturating_mul(1000),
    }
}
