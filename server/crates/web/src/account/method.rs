//! `/account/methods/{id}`: one authenticator in detail; naming it, removing it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError, assurance,
    flow::{
        own_authenticators::{self, Answer, Removal},
        place,
        test_push::unreachable,
        whole_number::whole_number,
    },
    method::push,
    model::{
        Authenticator, AuthenticatorState, ClientId, Credential, Device, DisplayText, FirstFactor,
        KeyStorage, Platform, Purpose, Undelivered,
    },
    port::Holding,
};
use countersign_proto::ids::AuthenticatorId;
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::{methods::method_key, show::acr_key, signed_in::SignedIn};
use crate::{
    locales::Words,
    login::Next,
    page::{self, Frame},
    problems,
    request::{InPath, PostedForm},
    state::Doors,
};

#[derive(Template)]
#[template(path = "method.html")]
struct MethodPage {
    frame: Frame,
    holding: Holding,
    method: String,
    /// Codes on paper that are left.
    codes_left: Option<usize>,
    /// What may be shown of a telephone's number.
    number: Option<String>,
    /// About where it was last used, in words.
    used_near: Option<String>,
    removal: Removal,
    /// What a login with it can be worth: in words, and as services read it.
    worths: Vec<(String, String)>,
    /// Whether a test can be sent to it.
    tests: bool,
    /// What was asked of the page.
    asked: Asked,
}

/// What is asked of the page beside the details.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Asked {
    /// Nothing.
    Nothing,
    /// A name that cannot be shown.
    Refused,
    /// The whole number of a telephone.
    Number(String),
}

impl Asked {
    const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }
}

pub(crate) async fn method(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    InPath(id): InPath<AuthenticatorId>,
) -> Result<Response, Problem> {
    show(&doors, &words, &person, id, Asked::Nothing)
        .await
        .map_err(problems::from_flow)
}

async fn show(
    doors: &Doors,
    words: &Words,
    person: &SignedIn,
    id: AuthenticatorId,
    asked: Asked,
) -> Result<Response, FlowError> {
    let words = &person.words(words);
    let holding = own_authenticators::find(doors.ctx(), &person.session, id).await?;
    let mut left = doors.ctx().store.holdings(person.user.id).await?;
    left.retain(|one| one.authenticator.id != id);
    let removal = Removal::of(doors.ctx(), &person.session, &holding.authenticator, &left);
    let status = match asked {
        Asked::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        Asked::Nothing | Asked::Number(_) => StatusCode::OK,
    };
    Ok(page::render(
        status,
        &MethodPage {
            frame: person.frame(doors, words),
            method: words.get(&method_key(&holding.authenticator)),
            codes_left: codes_left(&holding.authenticator),
            number: masked(&holding.authenticator),
            used_near: used_near(doors, words, &holding),
            worths: worths(words, person, &holding),
            tests: is_asked(&holding),
            removal,
            asked,
            holding,
        },
    ))
}

/// What a login with it can be worth, the least first.
fn worths(words: &Words, person: &SignedIn, holding: &Holding) -> Vec<(String, String)> {
    let first_factor = match person.user.password_hash {
        Some(_) => FirstFactor::Verified,
        None => FirstFactor::None,
    };
    let possible = assurance::possible(holding, first_factor).into_iter();
    possible
        .map(|worth| (words.get(&acr_key(&worth.acr)), worth.acr))
        .collect()
}

/// About where it was last used, in words.
fn used_near(doors: &Doors, words: &Words, holding: &Holding) -> Option<String> {
    let network = holding.last_used_from.as_deref()?;
    place::near(doors.ctx(), network, &words.language())
}

/// The text that names what a device is.
const fn platform_key(device: &Device) -> &'static str {
    match device.platform {
        Platform::Android => "platform-android",
        Platform::Ios => "platform-ios",
        Platform::Web => "platform-web",
        Platform::Desktop => "platform-desktop",
    }
}

/// The text that says which app it runs.
const fn app_key(device: &Device) -> &'static str {
    if device.is_native() {
        "method-app-own"
    } else {
        "method-app-compatible"
    }
}

/// What keeps pushes from it, as far as is known.
fn trouble(device: &Device) -> Option<Undelivered> {
    let noted = device.push_trouble.map(|trouble| trouble.why);
    unreachable(device).or(noted)
}

/// Whether logins of the account ask it.
fn is_asked(holding: &Holding) -> bool {
    let own = ClientId::own_pages();
    !push::askable(std::slice::from_ref(holding), &own, Purpose::Test).is_empty()
}

/// Whether an app keeps an account for it, which its owner has to remove there, too.
fn is_in_app(authenticator: &Authenticator) -> bool {
    matches!(
        authenticator.credential,
        Credential::Push(_) | Credential::Oath(_)
    )
}

fn codes_left(authenticator: &Authenticator) -> Option<usize> {
    match &authenticator.credential {
        Credential::RecoveryCodes(codes) => Some(codes.unused.len()),
        _ => None,
    }
}

/// The text that says where a passkey is kept.
fn storage_key(authenticator: &Authenticator) -> Option<&'static str> {
    match &authenticator.credential {
        Credential::Passkey(passkey) => Some(match passkey.storage() {
            KeyStorage::Device | KeyStorage::SmartCard => "method-kept-device",
            KeyStorage::Unknown => "method-kept-copied",
        }),
        _ => None,
    }
}

/// The text that says what becomes of a certificate that is removed.
fn removal_key(authenticator: &Authenticator) -> &'static str {
    let own = authenticator.credential.certificate();
    if own.is_some_and(|own| own.organisation.is_some()) {
        "cert-removal-organisation"
    } else {
        "cert-removal"
    }
}

/// What may be shown of a telephone's number.
fn masked(authenticator: &Authenticator) -> Option<String> {
    match &authenticator.credential {
        Credential::Telephone(telephone) => Some(telephone.masked.clone()),
        _ => None,
    }
}

/// The page's address.
pub(super) fn path(id: AuthenticatorId) -> String {
    format!("/account/methods/{id}")
}

#[derive(Deserialize)]
pub(crate) struct Named {
    label: String,
}

/// `POST …/rename`.
pub(crate) async fn rename(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    InPath(id): InPath<AuthenticatorId>,
    PostedForm(named): PostedForm<Named>,
) -> Result<Response, Problem> {
    let label = DisplayText::parse(named.label.trim(), Authenticator::LABEL_GRAPHEMES);
    let done = match label {
        Ok(label) => own_authenticators::rename(doors.ctx(), &person.user, &person.session, id, label)
            .await
            .map(|_| Redirect::to("/account/methods").into_response()),
        Err(_) => show(&doors, &words, &person, id, Asked::Refused).await,
    };
    done.map_err(problems::from_flow)
}

/// `POST …/number`: shows the whole number of a telephone. Whoever logged in too long ago, or by a recovery, does so again and finds
/// the same page.
pub(crate) async fn number(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    InPath(id): InPath<AuthenticatorId>,
) -> Result<Response, Problem> {
    let page = match whole_number(doors.ctx(), &person.session, id).await {
        Ok(number) => {
            let number = number.expose_spaced().to_owned();
            show(&doors, &words, &person, id, Asked::Number(number)).await
        }
        Err(FlowError::FreshLoginRequired) => {
            return Ok(Redirect::to(&Next::after_login(&path(id))).into_response());
        }
        Err(error) => Err(error),
    };
    page.map_err(problems::from_flow)
}

/// `POST …/found`: whoever logged in too long ago, or by a recovery, does so again and finds the same page.
pub(crate) async fn found(
    State(doors): State<Doors>,
    person: SignedIn,
    InPath(id): InPath<AuthenticatorId>,
) -> Result<Response, Problem> {
    match own_authenticators::take_back(doors.ctx(), &person.user, &person.session, id).await {
        Ok(_) => Ok(Redirect::to("/account/methods").into_response()),
        Err(FlowError::FreshLoginRequired) => Ok(Redirect::to(&Next::after_login(&path(id))).into_response()),
        Err(error) => Err(problems::from_flow(error)),
    }
}

#[derive(Deserialize)]
pub(crate) struct Sure {
    /// Whether it was asked and answered that recovery codes alone will do.
    #[serde(default)]
    codes_will_do: bool,
}

#[derive(Template)]
#[template(path = "method_sure.html")]
struct SurePage {
    frame: Frame,
    authenticator: Authenticator,
}

/// `POST …/remove`. Whoever logged in too long ago does so again and finds the same page; whoever would be left with recovery codes
/// alone is asked first.
pub(crate) async fn remove(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    InPath(id): InPath<AuthenticatorId>,
    PostedForm(sure): PostedForm<Sure>,
) -> Result<Response, Problem> {
    let answer = if sure.codes_will_do {
        Answer::CodesWillDo
    } else {
        Answer::NotAsked
    };
    match own_authenticators::remove(doors.ctx(), &person.user, &person.session, id, answer).await {
        Ok(_) => Ok(Redirect::to("/account/methods").into_response()),
        Err(FlowError::FreshLoginRequired) => Ok(Redirect::to(&Next::after_login(&path(id))).into_response()),
        Err(FlowError::LastAuthenticator) => show(&doors, &words, &person, id, Asked::Nothing)
            .await
            .map_err(problems::from_flow),
        Err(FlowError::CodesAloneLeft) => {
            let found = own_authenticators::find(doors.ctx(), &person.session, id).await;
            let page = SurePage {
                frame: person.frame(&doors, &words),
                authenticator: found.map_err(problems::from_flow)?.authenticator,
            };
            Ok(page::render(StatusCode::OK, &page))
        }
        Err(error) => Err(problems::from_flow(error)),
    }
}
