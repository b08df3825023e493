//! `GET /account`.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    flow::session::session_user,
    model::{Authenticator, AuthenticatorState, Confirmation, User},
    port::Holding,
};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};

use crate::{
    cookies::Cookie,
    locales::Words,
    page::{self, Frame},
    problems,
    request::Address,
    state::Doors,
};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    user: User,
    assurance: String,
    holdings: Vec<Holding>,
}

/// The text that says what a session's `acr` stands for.
fn acr_key(acr: &str) -> String {
    let word = acr.rsplit(':').next().unwrap_or_default();
    format!("acr-{}", word.replace('+', "-"))
}

/// The text that says whether an authenticator serves here.
pub(crate) fn state_key(authenticator: &Authenticator) -> &'static str {
    match (authenticator.state, &authenticator.confirmation) {
        (AuthenticatorState::Active, Confirmation::ByUser) => "state-active",
        (AuthenticatorState::Active, Confirmation::OnlyFor(_)) => "state-unconfirmed",
        _ => "state-inactive",
    }
}

pub(crate) async fn show(
    State(doors): State<Doors>,
    words: Words,
    from: Address,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(cookie) = Cookie::Session.token(&doors, &headers) else {
        return Ok(Redirect::to("/login").into_response());
    };
    let found = session_user(doors.ctx(), &cookie)
        .await
        .map_err(problems::from_flow)?;
    let Some((user, session)) = found else {
        from.knock(&doors)?;
        return Ok(Redirect::to("/login").into_response());
    };
    let holdings = doors.ctx().store.holdings(user.id).await;
    Ok(page::render(
        StatusCode::OK,
        &AccountPage {
            frame: Frame::signed_in(&doors, &words, &user),
            user,
            assurance: words.get(&acr_key(&session.acr)),
            holdings: holdings.map_err(|error| problems::from_store(&error))?,
        },
    ))
}

#[cfg(test)]
mod tests {
    use countersign_core::{
        assurance,
        model::{FirstFactor, Method, Presence},
    };

    use super::*;

    #[test]
    fn every_assurance_has_its_words() {
        for presence in [Presence::Unshown, Presence::Picked, Presence::Typed] {
            for factor in [FirstFactor::None, FirstFactor::Verified] {
                for method in [Method::Push, Method::Totp, Method::Hotp, Method::RecoveryCode] {
                    let key = acr_key(&assurance::of(method, presence, factor).acr);
                    assert_ne!(Words::english().get(&key), key);
                }
            }
        }
    }
}
