//! `/account/methods/add/telephone`: a number to which codes are sent. What was typed wrongly is mended and shown before anything
//! is sent.

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
        send_code::{Sender, is_offered},
        start_enrollment::NewTelephone,
        terms::demand,
    },
    model::{
        Authenticator, Channel, ClientId, Country, DisplayText, EnrollmentKind, PhoneNumber,
        PhoneNumberError, PhoneProtocol, TypedNumber,
    },
    settings::Offer,
};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::{
    add::{self, Offered as _},
    countries::{CountryChoice, country_choices},
    signed_in::SignedIn,
};
use crate::{
    enroll,
    locales::Words,
    login::Next,
    page::{self, Frame},
    problems,
    request::PostedForm,
    state::Doors,
    terms,
};

/// The page's address.
pub(super) const PATH: &str = "/account/methods/add/telephone";

#[derive(Template)]
#[template(path = "add_telephone.html")]
struct TelephonePage {
    frame: Frame,
    offer: Offer,
    choices: Vec<Choice>,
    countries: Vec<CountryChoice>,
    typed: Typed,
    /// What was made of the number, where that is not what was typed.
    repaired: Option<String>,
    /// What is wrong with the number: the key of a text.
    wrong: Option<&'static str>,
    /// Whether the name that was typed cannot be shown.
    refused: bool,
}

/// A way to a telephone.
struct Choice {
    /// What the form calls it.
    word: &'static str,
    /// The text that names it.
    name: &'static str,
    is_chosen: bool,
}

/// What was typed.
#[derive(Default, Deserialize)]
pub(crate) struct Typed {
    /// The code of the country whose way of writing numbers was chosen.
    #[serde(default)]
    country: String,
    #[serde(default)]
    number: String,
    channel: Option<Channel>,
    #[serde(default)]
    label: String,
}

impl Typed {
    /// The number that was meant: a `+` says of which country it is, whichever was chosen.
    pub(super) fn read(&self) -> Result<TypedNumber, PhoneNumberError> {
        match Country::of(&self.country) {
            Some(country) => PhoneNumber::read_in(country, &self.number),
            None => PhoneNumber::read(&self.number),
        }
    }
}

/// `GET`: sends nothing.
pub(crate) async fn telephone(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
) -> Result<Response, Problem> {
    if !is_offered(doors.ctx()) {
        return Err(problems::NOT_FOUND.into());
    }
    match demand(doors.ctx(), signed_in.user.id).await {
        Ok(()) => Ok(show(
            &doors,
            &words,
            &signed_in,
            Typed::default(),
            Shown::default(),
        )),
        Err(FlowError::TermsNotAccepted) => Ok(terms::before(PATH)),
        Err(error) => Err(problems::from_flow(error)),
    }
}

/// What is to be said of what was typed.
#[derive(Default)]
struct Shown {
    repaired: Option<String>,
    wrong: Option<&'static str>,
    refused: bool,
}

fn show(doors: &Doors, words: &Words, signed_in: &SignedIn, typed: Typed, shown: Shown) -> Response {
    let is_wrong = shown.wrong.is_some() || shown.refused || shown.repaired.is_some();
    let status = if is_wrong {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let channels = &doors.ctx().settings.phone.channels;
    let chosen = typed.channel.or(channels.first().copied());
    let choices = channels.iter().map(|channel| Choice {
        word: channel.as_str(),
        name: channel_key(*channel),
        is_chosen: chosen == Some(*channel),
    });
    page::render(
        status,
        &TelephonePage {
            frame: signed_in.frame(doors, words),
            offer: Offer::Telephone,
            choices: choices.collect(),
            countries: country_choices(doors, &signed_in.words(words), &typed.country),
            typed,
            repaired: shown.repaired,
            wrong: shown.wrong,
            refused: shown.refused,
        },
    )
}

/// `POST`: begins, and sends the first code. Whoever logged in too long ago does so again and finds the same page.
pub(crate) async fn add_telephone(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    if !is_offered(doors.ctx()) {
        return Err(problems::NOT_FOUND.into());
    }
    let label = Some(typed.label.trim()).filter(|label| !label.is_empty());
    let label = label.map(|label| DisplayText::parse(label, Authenticator::LABEL_GRAPHEMES));
    let Ok(label) = label.transpose() else {
        let refused = Shown {
            refused: true,
            ..Shown::default()
        };
        return Ok(show(&doors, &words, &signed_in, typed, refused));
    };
    let (number, channel) = match read(&doors, &typed) {
        Ok(read) => read,
        Err(shown) => return Ok(show(&doors, &words, &signed_in, typed, shown)),
    };
    let what = New {
        kind: EnrollmentKind::Phone,
        protocol: PhoneProtocol::default(),
        telephone: Some(NewTelephone {
            number,
            channel,
            sender: Sender::of_enrollment(&ClientId::own_pages(), Some(signed_in.from.0)),
        }),
    };
    match own_authenticators::add(doors.ctx(), &signed_in.user, &signed_in.session, what, label).await {
        Ok(started) => {
            let browser = take_link(doors.ctx(), &started.link)
                .await
                .map_err(problems::from_enrollment)?;
            Ok(enroll::to_code_page(&doors, &started.enrollment, &browser))
        }
        Err(FlowError::FreshApprovalRequired) => Ok(Redirect::to(&Next::after_login(PATH)).into_response()),
        Err(FlowError::TermsNotAccepted) => Ok(terms::before(PATH)),
        Err(FlowError::TooManyAuthenticators) => Ok(add::full(&doors, &words)),
        Err(FlowError::TooMany { .. }) => {
            let wrong = Shown {
                wrong: Some("telephone-wait"),
                ..Shown::default()
            };
            Ok(show(&doors, &words, &signed_in, typed, wrong))
        }
        Err(error) => Err(problems::from_flow(error)),
    }
}

/// The number and the way to it, or what its person is to be told first.
fn read(doors: &Doors, typed: &Typed) -> Result<(PhoneNumber, Channel), Shown> {
    let wrong = |key| Shown {
        wrong: Some(key),
        ..Shown::default()
    };
    let TypedNumber { number, is_repaired } = typed.read().map_err(|error| wrong(error_key(error)))?;
    if is_repaired {
        return Err(Shown {
            repaired: Some(number.expose_spaced().to_owned()),
            ..Shown::default()
        });
    }
    let settings = &doors.ctx().settings.phone;
    let possible = settings.channels_to(number.line(), number.country());
    let channel = typed.channel.or(possible.first().copied());
    match channel.filter(|channel| possible.contains(channel)) {
        Some(channel) => Ok((number, channel)),
        None if possible.contains(&Channel::Voice) => Err(wrong("telephone-landline")),
        None => Err(wrong("telephone-not-served")),
    }
}

const fn error_key(error: PhoneNumberError) -> &'static str {
    match error {
        PhoneNumberError::Unreadable => "telephone-unreadable",
        PhoneNumberError::NoCountry => "telephone-no-country",
        PhoneNumberError::NotAssigned => "telephone-not-assigned",
        PhoneNumberError::WrongKind => "telephone-wrong-kind",
    }
}

/// The text that names a way to a telephone.
const fn channel_key(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "telephone-by-sms",
        Channel::Voice => "telephone-by-voice",
    }
}
