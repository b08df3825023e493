//! Who is logged in.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::{mail::Asker, session::session_user},
    model::{BearerToken, Session, User},
};
use http::{HeaderMap, StatusCode, request::Parts};

use crate::{
    cookies::Cookie,
    locales::Words,
    login::{self, Next},
    page::{self, Frame},
    problems,
    request::Address,
    state::Doors,
    terms,
};

/// Somebody who is logged in. Everybody else is sent to log in first, and whoever wanted to see a page comes back to it; a cookie
/// that opens nothing counts as a guess.
pub(crate) struct SignedIn {
    pub(crate) cookie: BearerToken,
    pub(crate) user: User,
    pub(crate) session: Session,
    pub(crate) from: Address,
}

impl SignedIn {
    /// Who causes mails.
    pub(crate) fn asker(&self, doors: &Doors, headers: &HeaderMap) -> Asker {
        Asker {
            address: Some(self.from.0),
            known_browser: login::known_browser(doors, headers, self.user.name.as_str()),
        }
    }

    /// Whether this login is fresh enough for what later ones rely on.
    pub(crate) fn is_fresh(&self, doors: &Doors) -> bool {
        self.session.is_fresh(doors.ctx().clock.now())
    }

    /// The words of a page for this person.
    pub(crate) fn words(&self, words: &Words) -> Words {
        words.clone().for_account(&self.user.language)
    }

    /// The frame of a page for this person.
    pub(crate) fn frame(&self, doors: &Doors, words: &Words) -> Frame {
        Frame::signed_in(doors, &self.words(words), &self.user)
    }

    /// What a flow's error is to this person.
    pub(crate) fn refusal(&self, doors: &Doors, words: &Words, error: FlowError) -> Response {
        match error {
            FlowError::TermsNotAccepted => terms::before(""),
            FlowError::FreshLoginRequired => fresh_page(self.frame(doors, words)),
            // The session has ended meanwhile.
            FlowError::NotFound => Redirect::to("/login").into_response(),
            error => problems::from_flow(error).into_response(),
        }
    }
}

impl FromRequestParts<Doors> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Response> {
        let wanted = if parts.method.is_safe() {
            parts.uri.path()
        } else {
            ""
        };
        let login = Next::after_login(wanted);
        let to_login = || Redirect::to(&login).into_response();
        let from = Address::from_request_parts(parts, doors)
            .await
            .map_err(IntoResponse::into_response)?;
        let cookie = Cookie::Session
            .token(doors, &parts.headers)
            .ok_or_else(to_login)?;
        let found = session_user(doors.ctx(), &cookie)
            .await
            .map_err(|error| problems::from_flow(error).into_response())?;
        let Some((user, session)) = found else {
            from.knock(doors).map_err(IntoResponse::into_response)?;
            return Err(to_login());
        };
        Ok(Self {
            cookie,
            user,
            session,
            from,
        })
    }
}

#[derive(askama::Template)]
#[template(path = "account_fresh.html")]
struct FreshPage {
    frame: Frame,
}

/// Asks for a fresh login.
pub(crate) fn fresh_page(frame: Frame) -> Response {
    page::render(StatusCode::FORBIDDEN, &FreshPage { frame })
}
