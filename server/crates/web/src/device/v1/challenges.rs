//! `GET /device/v1/challenges`.

use std::time::Duration;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_core::flow::read_challenges::{OpenChallenges, read_challenges, wait_for_challenges};
use countersign_service::problem::Problem;
use http::{
    HeaderMap, StatusCode,
    header::{ETAG, IF_NONE_MATCH},
};
use serde::{Deserialize, Serialize};

use super::proof::Reader;
use crate::{problems, request::InQuery, state::Doors};

/// Longest wait, in seconds.
const MAX_WAIT_SECS: u64 = 25;

/// How long to wait for others than the phone knows.
#[derive(Deserialize)]
pub(super) struct Wait {
    #[serde(default)]
    wait_secs: u64,
}

/// What a phone is asked.
#[derive(Serialize)]
pub(super) struct Body {
    challenges: Vec<String>,
}

impl From<OpenChallenges> for Body {
    fn from(open: OpenChallenges) -> Self {
        Self {
            challenges: open.challenges,
        }
    }
}

/// The open challenges of the device, at once, or once they differ from those that it knows.
pub(super) async fn challenges(
    State(doors): State<Doors>,
    Reader(phone): Reader,
    InQuery(Wait { wait_secs }): InQuery<Wait>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if wait_secs > MAX_WAIT_SECS {
        return Err(Problem::from(problems::INVALID_REQUEST).because("wait_secs must be from 0 to 25"));
    }
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let known = known.map(|tag| tag.trim_start_matches("W/").trim_matches('"'));
    let device = phone.device.id;
    let open = match known {
        Some(seen) if wait_secs > 0 => {
            let until = doors.ctx().clock.now() + Duration::from_secs(wait_secs);
            wait_for_challenges(doors.ctx(), device, seen, until).await
        }
        _ => read_challenges(doors.ctx(), &phone).await,
    };
    let open = open.map_err(|refusal| problems::from_device(&doors, refusal))?;
    let tag = [(ETAG, format!("\"{}\"", open.tag))];
    if known == Some(&*open.tag) {
        return Ok((StatusCode::NOT_MODIFIED, tag).into_response());
    }
    Ok((tag, Json(Body::from(open))).into_response())
}
