//! `/account/methods/add/{what}`: what an authenticator is good for and how it is set up; then its code.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::{
        open_enrollment::take_link,
        own_authenticators::{self, New},
        send_code::is_offered,
        terms::demand,
    },
    method::passkey,
    model::{Authenticator, DisplayText, Enrollment, EnrollmentKind, EnrollmentState, PhoneProtocol},
    settings::{Offer, StoreApp},
};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::signed_in::SignedIn;
use crate::{
    apps::apps_for,
    enroll,
    locales::Words,
    login::Next,
    page::{self, Frame},
    problems,
    request::{InPath, PostedForm},
    state::Doors,
    terms,
};

/// What pages have to know of an offer.
pub(crate) trait Offered {
    /// What its page begins; nothing for one that begins elsewhere.
    fn enrolls(self) -> Option<(EnrollmentKind, PhoneProtocol)>;
    /// Whether it can be set up here: an app must be one that the relay can wake, and passkeys need a domain.
    fn works_here(self, doors: &Doors) -> bool;
    /// Its page.
    fn path(self) -> String;
    /// What it is.
    fn title_key(self) -> String;
    /// What it is good for.
    fn text_key(self) -> String;
    /// How well it protects, and what it takes.
    fn why_key(self) -> String;
    /// What comes next.
    fn steps_key(self) -> String;
}

impl Offered for Offer {
    fn enrolls(self) -> Option<(EnrollmentKind, PhoneProtocol)> {
        Some(match self {
            Self::Phone => (EnrollmentKind::Push, PhoneProtocol::Native),
            Self::App => (EnrollmentKind::Push, PhoneProtocol::Compatible),
            Self::Both => (EnrollmentKind::Combined, PhoneProtocol::Compatible),
            Self::Codes => (EnrollmentKind::Totp, PhoneProtocol::Compatible),
            Self::Paper => (EnrollmentKind::RecoveryCode, PhoneProtocol::Compatible),
            Self::Passkey => (EnrollmentKind::Passkey, PhoneProtocol::Compatible),
            Self::Telephone => (EnrollmentKind::Phone, PhoneProtocol::Compatible),
            Self::Certificate => return None,
        })
    }

    fn works_here(self, doors: &Doors) -> bool {
        match self {
            Self::Phone | Self::Codes | Self::Paper => true,
            Self::App | Self::Both => !doors.ctx().settings.apps.is_empty(),
            Self::Passkey => passkey::are_possible(doors.ctx()),
            Self::Telephone => is_offered(doors.ctx()),
            Self::Certificate => doors.ctx().settings.certificates.is_offered(),
        }
    }

    fn path(self) -> String {
        format!("/account/methods/add/{}", self.as_str())
    }

    fn title_key(self) -> String {
        format!("add-{}-title", self.as_str())
    }

    fn text_key(self) -> String {
        format!("add-{}-text", self.as_str())
    }

    fn why_key(self) -> String {
        format!("add-{}-why", self.as_str())
    }

    fn steps_key(self) -> String {
        format!("add-{}-steps", self.as_str())
    }
}

/// The page that begins again what has expired.
pub(crate) fn path_to_add(expired: &Enrollment) -> Option<String> {
    let protocol = match expired.state {
        EnrollmentState::Expired { protocol, .. } => protocol.unwrap_or_default(),
        _ => return None,
    };
    let begun = Some((expired.kind, protocol));
    let mut all = Offer::ALL.into_iter();
    all.find(|offer| offer.enrolls() == begun).map(Offered::path)
}

/// What can be set up here, in the order of the settings.
pub(super) fn offers(doors: &Doors) -> Vec<Offer> {
    let all = Offer::ordered(&doors.ctx().settings.enrollment.offers).into_iter();
    all.filter(|offer| offer.works_here(doors)).collect()
}

#[derive(Template)]
#[template(path = "add.html")]
struct AddPage {
    frame: Frame,
    offer: Offer,
    /// Apps to install.
    apps: Vec<StoreApp>,
    /// Whether the name that was typed cannot be shown.
    refused: bool,
}

fn add_page(doors: &Doors, frame: Frame, offer: Offer, refused: bool) -> Response {
    let apps = match offer.enrolls() {
        // Every browser is such a phone.
        Some((_, PhoneProtocol::Native)) | None => Vec::new(),
        Some((kind, PhoneProtocol::Compatible)) => apps_for(doors, kind),
    };
    let status = if refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    page::render(
        status,
        &AddPage {
            frame,
            offer,
            apps,
            refused,
        },
    )
}

/// `GET`: changes nothing. Whoever has not accepted the terms of use is shown them first.
pub(crate) async fn offer(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
    InPath(offer): InPath<Offer>,
) -> Result<Response, Problem> {
    if !offer.works_here(&doors) {
        return Err(problems::NOT_FOUND.into());
    }
    match demand(doors.ctx(), signed_in.user.id).await {
        Ok(()) => Ok(add_page(&doors, signed_in.frame(&doors, &words), offer, false)),
        Err(FlowError::TermsNotAccepted) => Ok(terms::before(&offer.path())),
        Err(error) => Err(problems::from_flow(error)),
    }
}

#[derive(Deserialize)]
pub(crate) struct Named {
    #[serde(default)]
    label: String,
}

/// `POST`: begins. Whoever logged in too long ago does so again and finds the same page.
pub(crate) async fn add(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
    InPath(offer): InPath<Offer>,
    PostedForm(named): PostedForm<Named>,
) -> Result<Response, Problem> {
    if !offer.works_here(&doors) {
        return Err(problems::NOT_FOUND.into());
    }
    let label = Some(named.label.trim()).filter(|label| !label.is_empty());
    let label = label.map(|label| DisplayText::parse(label, Authenticator::LABEL_GRAPHEMES));
    let Ok(label) = label.transpose() else {
        return Ok(add_page(&doors, signed_in.frame(&doors, &words), offer, true));
    };
    let (kind, protocol) = offer.enrolls().ok_or(problems::NOT_FOUND)?;
    let what = New {
        kind,
        protocol,
        telephone: None,
    };
    match own_authenticators::add(doors.ctx(), &signed_in.user, &signed_in.session, what, label).await {
        Ok(started) => {
            let browser = take_link(doors.ctx(), &started.link)
                .await
                .map_err(problems::from_enrollment)?;
            Ok(enroll::to_code_page(&doors, &started.enrollment, &browser))
        }
        Err(FlowError::FreshApprovalRequired) => {
            Ok(Redirect::to(&Next::after_login(&offer.path())).into_response())
        }
        Err(FlowError::TermsNotAccepted) => Ok(terms::before(&offer.path())),
        Err(FlowError::TooManyAuthenticators) => Ok(full(&doors, &words)),
        Err(error) => Err(problems::from_flow(error)),
    }
}

/// One of them has to go before another one comes.
pub(super) fn full(doors: &Doors, words: &Words) -> Response {
    let (title, text) = (words.get("add-full-title"), words.get("add-full-text"));
    page::done(doors, words, &title, &text, "/account/methods", "methods-manage")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offer_has_its_words_and_can_be_come_back_to() {
        let words = Words::english();
        for offer in Offer::ALL {
            let steps = offer.enrolls().map(|_| offer.steps_key());
            let keys = [offer.title_key(), offer.text_key(), offer.why_key()];
            for key in keys.into_iter().chain(steps) {
                assert_ne!(words.get(&key), key);
            }
            assert!(Next::parse(&offer.path()).is_some());
            assert!(offer != Offer::Telephone || offer.path() == super::super::telephone::PATH);
            assert_eq!(
                serde_json::to_value(offer).unwrap(),
                offer.as_str(),
                "the address is read as it is written"
            );
        }
    }
}
