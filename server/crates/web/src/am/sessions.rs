//! `POST …/sessions?_action=…`: whether a session is open, whose it is, and its end.

use axum::extract::Query;
use axum_extra::extract::{CookieJar, cookie};
use countersign_core::{
    FlowError,
    flow::{log_out::log_out, session::session_user},
    model::BearerToken,
};
use http::{HeaderMap, StatusCode, header::COOKIE, request::Parts};
use serde::Deserialize;
use serde_json::json;
use time::Duration;

use super::{Realm, reply::Reply};
use crate::{cookies::Cookie, request::Address, state::Doors};

/// What programs call the cookie of a session; apps send it as a header, too.
pub(super) const SESSION_NAME: &str = "iPlanetDirectoryPro";
/// The header's name in lower case.
pub(super) const SESSION_HEADER: &str = "iplanetdirectorypro";

#[derive(Deserialize)]
struct Asked {
    #[serde(rename = "_action")]
    action: String,
}

pub(super) async fn sessions(doors: &Doors, from: Address, realm: &Realm, parts: &Parts) -> Reply {
    let Ok(Query(asked)) = Query::<Asked>::try_from_uri(&parts.uri) else {
        return Reply::refused(StatusCode::BAD_REQUEST, "There is no such action");
    };
    let answered = answer(doors, from, realm, &parts.headers, &asked.action).await;
    answered.unwrap_or_else(Reply::from)
}

async fn answer(
    doors: &Doors,
    from: Address,
    realm: &Realm,
    headers: &HeaderMap,
    action: &str,
) -> Result<Reply, FlowError> {
    let token = presented(doors, headers);
    let found = match &token {
        Some(token) => session_user(doors.ctx(), token).await?,
        None => None,
    };
    let (Some(token), Some((user, session))) = (token, found) else {
        // A token that opens nothing is a guess.
        if let Err(problem) = from.knock(doors) {
            return Ok(problem.into());
        }
        return Ok(match action {
            "validate" => Reply::ok(json!({"valid": false})),
            _ => Reply::refused(StatusCode::UNAUTHORIZED, "Access Denied"),
        });
    };
    Ok(match action {
        "validate" => Reply::ok(json!({
            "valid": true,
            "sessionUid": session.login_id,
            "uid": user.name.as_str(),
            "realm": realm.as_str(),
        })),
        "getSessionInfo" => Reply::ok(json!({
            "username": user.name.as_str(),
            "universalId": user.number.to_string(),
            "realm": realm.as_str(),
            "maxSessionExpirationTime": session.expires_at.to_string(),
            "properties": {"acr": session.acr},
        })),
        "logout" => {
            log_out(doors.ctx(), &token).await?;
            let over = Cookie::Session.everywhere(doors, String::new(), Duration::ZERO);
            Reply::ok(json!({"result": "Successfully logged out"})).with(CookieJar::new().add(over))
        }
        _ => Reply::refused(StatusCode::NOT_IMPLEMENTED, "There is no such action"),
    })
}

/// The session that a program shows: an app by a header or a cookie of AM's name, a browser by our own cookie, which no neighbour of
/// ours can set for it.
fn presented(doors: &Doors, headers: &HeaderMap) -> Option<BearerToken> {
    let header = headers.get(SESSION_HEADER).and_then(|value| value.to_str().ok());
    let lines = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut cookies = lines.flat_map(|line| cookie::Cookie::split_parse(line).flatten());
    let cookie = cookies.find(|cookie| cookie.name() == SESSION_NAME);
    let of_app = cookie.as_ref().map(cookie::Cookie::value);
    let header = header.map(BearerToken::presented);
    header
        .or_else(|| Cookie::Session.token(doors, headers))
        .or_else(|| of_app.map(BearerToken::presented))
}
