//! One signed request, and what its answer means.

use std::{error::Error, time::Duration};

use countersign_proto::{
    keys::ServerKey,
    relay_api::signature::{SignedRequest, sign},
};
use data_encoding::BASE64URL_NOPAD;
use reqwest::{
    Method, Response, StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
};
use serde::Deserialize;

use crate::{Ambient, CallError};

/// Largest answer that is read, in bytes: a thousand events are less.
const MAX_ANSWER: usize = 2 * 1024 * 1024;
/// How long to wait if a relay that is busy does not say.
const BUSY: Duration = Duration::from_secs(1);
/// Longest wish to wait that is obeyed.
const LONGEST: Duration = Duration::from_secs(300);

/// A request.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    /// Path and query, as they are sent.
    pub(crate) path: &'a str,
    pub(crate) body: &'a [u8],
    pub(crate) time_out: Duration,
}

/// Why there is no proper answer.
pub(crate) enum Failed {
    /// The relay's clock differs from ours; this is its time in seconds.
    Clock { server_secs: i64, why: CallError },
    /// Anything else.
    Error(CallError),
}

/// A problem (RFC 9457), as far as we read it.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Problem {
    r#type: String,
    title: String,
    detail: Option<String>,
    server_time: Option<i64>,
}

impl Problem {
    /// What it says, for people; empty if it says nothing.
    pub(crate) fn text(&self) -> String {
        let said = [Some(&self.title), self.detail.as_ref()].into_iter().flatten();
        let said: Vec<&str> = said.map(String::as_str).filter(|text| !text.is_empty()).collect();
        said.join(": ")
    }
}

/// Sends a request signed at `now_secs`, and returns the whole answer.
pub(crate) async fn call(
    http: &reqwest::Client,
    base: &str,
    key: &ServerKey,
    ambient: &dyn Ambient,
    now_secs: i64,
    call: &Call<'_>,
) -> Result<Vec<u8>, Failed> {
    let url = format!("{base}{}", call.path);
    let mut nonce = [0; 16];
    ambient.fill(&mut nonce);
    let signed = SignedRequest {
        method: call.method.as_str(),
        target_uri: &url,
        body: call.body,
    };
    let fields = sign(key, signed, now_secs, &BASE64URL_NOPAD.encode(&nonce));
    let mut request = http
        .request(call.method.clone(), &url)
        .timeout(call.time_out)
        .header("signature-input", fields.signature_input)
        .header("signature", fields.signature);
    if let Some(digest) = fields.content_digest {
        request = request
            .header("content-digest", digest)
            .header(CONTENT_TYPE, "application/json")
            .body(call.body.to_vec());
    }
    let unreachable = |error: reqwest::Error| Failed::Error(CallError::Unreachable(chain(&error)));
    let mut response = request.send().await.map_err(unreachable)?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            let what = "its answer is too large".to_owned();
            return Err(Failed::Error(CallError::Refused(what)));
        }
        body.extend_from_slice(&chunk);
    }
    if response.status().is_success() {
        return Ok(body);
    }
    Err(refusal(&response, &body))
}

fn refusal(response: &Response, body: &[u8]) -> Failed {
    let status = response.status();
    let problem: Problem = serde_json::from_slice(body).unwrap_or_default();
    let name = problem.r#type.rsplit('/').next().unwrap_or_default().to_owned();
    let mut reason = problem.text();
    if reason.is_empty() {
        reason = format!("HTTP status {}", status.as_u16());
    }
    let error = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            let why = CallError::Unauthorized(reason);
            return match problem.server_time.filter(|_| name == "invalid-signature") {
                Some(server_secs) => Failed::Clock { server_secs, why },
                None => Failed::Error(why),
            };
        }
        // A proxy in front may answer so too, without our word for it.
        StatusCode::NOT_FOUND if name == "not-found" => CallError::NotFound,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => busy(response, reason),
        _ if status.is_server_error() || name.is_empty() => busy(response, reason),
        _ => CallError::Refused(reason),
    };
    Failed::Error(error)
}

fn busy(response: &Response, reason: String) -> CallError {
    let header = response.headers().get(RETRY_AFTER);
    let wish = header.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    CallError::Busy {
        after: wish.map_or(BUSY, Duration::from_secs).clamp(BUSY, LONGEST),
        reason,
    }
}

/// An error with its causes: the outermost alone says little.
fn chain(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
