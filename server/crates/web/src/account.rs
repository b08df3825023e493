//! Where a logged-in person arrives.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::{
    flow::session::{end_session, session_user},
    model::{Authenticator, AuthenticatorState, Confirmation, User},
    port::Holding,
};
use http::{HeaderMap, StatusCode};

use crate::{
    cookies,
    locales::Words,
    page::{self, Frame},
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
fn state_key(authenticator: &Authenticator) -> &'static str {
    match (authenticator.state, &authenticator.confirmation) {
        (AuthenticatorState::Active, Confirmation::ByUser) => "state-active",
        (AuthenticatorState::Active, Confirmation::OnlyFor(_)) => "state-unconfirmed",
        _ => "state-inactive",
    }
}

/// `GET /`.
pub(crate) async fn home() -> Redirect {
    Redirect::to("/account")
}

/// `GET /account`.
pub(crate) async fn show(State(doors): State<Doors>, words: Words, headers: HeaderMap) -> Response {
    let Some(cookie) = cookies::token(&headers, cookies::SESSION) else {
        return Redirect::to("/login").into_response();
    };
    let (user, session) = match session_user(doors.ctx(), &cookie).await {
        Ok(Some(found)) => found,
        Ok(None) => return Redirect::to("/login").into_response(),
        Err(error) => return page::failed(&doors, &words, error),
    };
    match doors.ctx().store.holdings(user.id).await {
        Ok(holdings) => {
            let frame = Frame::new(&doors, &words);
            page::render(
                StatusCode::OK,
                &AccountPage {
                    frame,
                    user,
                    assurance: words.get(&acr_key(&session.acr)),
                    holdings,
                },
            )
        }
        Err(error) => page::failed(&doors, &words, error.into()),
    }
}

/// `POST /account/logout`.
pub(crate) async fn logout(State(doors): State<Doors>, words: Words, headers: HeaderMap) -> Response {
    if let Some(cookie) = cookies::token(&headers, cookies::SESSION)
        && let Err(error) = end_session(doors.ctx(), &cookie).await
    {
        return page::failed(&doors, &words, error);
    }
    let jar = CookieJar::new().add(cookies::end(&doors, cookies::SESSION, "/".to_owned()));
    (jar, Redirect::to("/login")).into_response()
}

#[cfg(test)]
mod tests {
    use countersign_core::{
        assurance,
        model::{FirstFactor, Method, NumberChoice, NumberPrompt},
    };

    use super::*;

    #[test]
    fn every_assurance_has_its_words() {
        let pick = NumberPrompt::Pick(NumberChoice {
            offered: [11, 22, 33],
            answer: 22,
        });
        for number in [NumberPrompt::None, pick] {
            for factor in [FirstFactor::None, FirstFactor::Verified] {
                for method in [Method::Push, Method::Totp, Method::Hotp, Method::RecoveryCode] {
                    let key = acr_key(&assurance::of(method, &number, factor).acr);
                    assert_ne!(Words::english().get(&key), key);
                }
            }
        }
    }
}
