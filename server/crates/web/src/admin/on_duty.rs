//! Who is on duty.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::operate::{Badge, Operating, OperatorRefusal, person},
    model::{BearerToken, User},
};
use http::{StatusCode, request::Parts};

use crate::{
    cookies::Cookie,
    locales::Words,
    login::Next,
    page::{self, Frame},
    problems,
    request::Address,
    state::Doors,
};

/// An operator whose login is strong enough. Whoever is not logged in is sent to do so; to others there is nothing here.
pub(crate) struct OnDuty {
    pub(super) cookie: BearerToken,
    pub(super) user: User,
    pub(super) operating: Operating,
}

impl OnDuty {
    /// What each act is done by.
    pub(super) const fn badge(&self) -> Badge<'_> {
        Badge::Session(&self.cookie)
    }

    /// The words of a page for this person.
    pub(super) fn words(&self, words: &Words) -> Words {
        words.clone().for_account(&self.user.language)
    }

    /// The frame of a page for this person.
    pub(super) fn frame(&self, doors: &Doors, words: &Words) -> Frame {
        Frame::signed_in(doors, &self.words(words), &self.user)
    }

    /// The text that names their role.
    pub(super) fn role_key(&self) -> String {
        format!("role-{}", self.operating.role().as_str())
    }

    /// What a flow's error is to this person.
    pub(super) fn refusal(&self, doors: &Doors, words: &Words, error: FlowError) -> Response {
        match error {
            FlowError::NotAllowed => {
                let words = self.words(words);
                let (title, text) = (words.get("admin-refused-title"), words.get("admin-refused-text"));
                page::message(doors, &words, StatusCode::FORBIDDEN, &title, &text)
            }
            FlowError::FreshLoginRequired => too_weak(doors, words, &self.user),
            error => problems::from_flow(error).into_response(),
        }
    }
}

impl FromRequestParts<Doors> for OnDuty {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Response> {
        let from = Address::from_request_parts(parts, doors)
            .await
            .map_err(IntoResponse::into_response)?;
        let wanted = if parts.method.is_safe() {
            parts.uri.path()
        } else {
            "/admin"
        };
        let to_login = Redirect::to(&Next::after_login(wanted));
        let Some(cookie) = Cookie::Session.token(doors, &parts.headers) else {
            return Err(to_login.into_response());
        };
        match person(doors.ctx(), &cookie).await {
            Ok((user, operating)) => Ok(Self {
                cookie,
                user,
                operating,
            }),
            Err(OperatorRefusal::NotLoggedIn) => {
                from.knock(doors).map_err(IntoResponse::into_response)?;
                Err(to_login.into_response())
            }
            Err(OperatorRefusal::NoOperator) => Err(problems::from_flow(FlowError::NotFound).into_response()),
            Err(OperatorRefusal::TooWeak(user)) => {
                let words = Words::from_request_parts(parts, doors).await;
                let words = words.map_err(IntoResponse::into_response)?;
                Err(too_weak(doors, &words, &user))
            }
            Err(OperatorRefusal::Failed(error)) => Err(problems::from_flow(error).into_response()),
        }
    }
}

/// Says that operators log in more strongly, and where that is set up.
fn too_weak(doors: &Doors, words: &Words, user: &User) -> Response {
    let words = words.clone().for_account(&user.language);
    let least = doors.ctx().settings.operators.required_acr.clone();
    let (title, text) = (
        words.get("admin-weak-title"),
        words.with("admin-weak-text", "acr", least),
    );
    page::message(doors, &words, StatusCode::FORBIDDEN, &title, &text)
}
