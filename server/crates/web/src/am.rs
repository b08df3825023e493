//! The door of ForgeRock AM: login pages and apps that were made for its SDKs log people in against us, unmodified (protocol page,
//! section 6). It is shut unless settings open it. Every step translates between callbacks and the flows that our own pages call.

mod authenticate;
mod callbacks;
mod credentials;
mod door;
mod enroll;
mod journey;
mod login;
mod origin;
mod posted;
mod reply;
mod server_info;
mod sessions;
mod step;
mod terms;

use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, State},
    response::{IntoResponse, Response},
    routing::any,
};
pub use door::{AmDoor, Realm};
use http::{Method, Request, StatusCode, request::Parts};
use origin::Origin;
use reply::Reply;

use crate::{
    device,
    request::{Address, Visitor},
    state::Doors,
};

/// Everything under a realm: phones that were enrolled under one answer there too.
pub(crate) fn routes() -> Router<Doors> {
    Router::new().route("/json/realms/{*rest}", any(under_realms))
}

async fn under_realms(State(doors): State<Doors>, request: Request<Body>) -> Response {
    let (mut parts, body) = request.into_parts();
    let place = Place::parse(parts.uri.path());
    let (Some(am), Some(place)) = (doors.am(), place) else {
        let visitor = Visitor::from_request_parts(&mut parts, &doors).await;
        return device::message(State(doors), visitor, Request::from_parts(parts, body)).await;
    };
    let origin = Origin::of(&doors, am, &parts.headers);
    if parts.method == Method::OPTIONS {
        return match Visitor::from_request_parts(&mut parts, &doors).await {
            Ok(_) => origin.preflight(),
            Err(problem) => Reply::from(problem).into_response(),
        };
    }
    let reply = match origin {
        Origin::Elsewhere => Reply::refused(StatusCode::FORBIDDEN, "The request came from another site"),
        Origin::Ours | Origin::Known(_) => answer(&doors, am, place, parts, body).await,
    };
    origin.allow(reply.into_response())
}

async fn answer(doors: &Doors, am: &AmDoor, place: Place, mut parts: Parts, body: Body) -> Reply {
    let from = match Address::from_request_parts(&mut parts, doors).await {
        Ok(from) => from,
        Err(problem) => return Reply::from(problem),
    };
    let Some(realm) = am.realm(&place.realm) else {
        return match from.knock(doors) {
            Ok(()) => Reply::refused(StatusCode::NOT_FOUND, "There is no such realm"),
            Err(problem) => Reply::from(problem),
        };
    };
    match (&parts.method, &*place.endpoint) {
        (&Method::POST, "authenticate") => {
            authenticate::authenticate(doors, from, realm, &mut parts, body).await
        }
        (&Method::POST, "sessions") => sessions::sessions(doors, from, realm, &parts).await,
        (&Method::GET, "serverinfo/*") => server_info::server_info(doors, from, realm),
        (_, "authenticate" | "sessions" | "serverinfo/*") => Reply::refused(
            StatusCode::METHOD_NOT_ALLOWED,
            "The address does not take this method",
        ),
        _ => match from.knock(doors) {
            Ok(()) => Reply::refused(StatusCode::NOT_FOUND, "There is nothing here"),
            Err(problem) => Reply::from(problem),
        },
    }
}

/// What an address names: `/json/realms/root/realms/staff/authenticate` is `authenticate` in the realm `/staff`.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    realm: String,
    endpoint: String,
}

impl Place {
    /// Nothing where phones answer, and where no realm is named.
    fn parse(path: &str) -> Option<Self> {
        if path.ends_with(device::MESSAGE) {
            return None;
        }
        let mut rest = path.strip_prefix("/json/realms/root/")?;
        let mut realm = String::new();
        while let Some(below) = rest.strip_prefix("realms/") {
            let (name, after) = below.split_once('/')?;
            realm = format!("{realm}/{name}");
            rest = after;
        }
        Some(Self {
            realm: if realm.is_empty() { "/".to_owned() } else { realm },
            // The SDK for JavaScript asks for `sessions/`.
            endpoint: rest.trim_end_matches('/').to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_realm_and_what_is_asked_of_it() {
        let parsed = |path| Place::parse(path).map(|place| (place.realm, place.endpoint));
        let place = |realm: &str, endpoint: &str| Some((realm.to_owned(), endpoint.to_owned()));
        assert_eq!(
            parsed("/json/realms/root/authenticate"),
            place("/", "authenticate")
        );
        assert_eq!(parsed("/json/realms/root/sessions/"), place("/", "sessions"));
        assert_eq!(
            parsed("/json/realms/root/realms/a/realms/b/serverinfo/*"),
            place("/a/b", "serverinfo/*")
        );
        for other in [
            "/json/realms/alpha/authenticate",
            "/json/realms/root",
            "/json/realms/root/realms/a",
            "/json/realms/root/push/sns/message",
            "/json/realms/root/realms/a/push/sns/message",
        ] {
            assert_eq!(parsed(other), None, "{other}");
        }
    }
}
