//! `/account/methods/add/certificate`: asking for a digital certificate, waiting for it, picking it up.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::{
        own_certificate::{
            FilePassword, OwnCertificate, own_certificate, pick_up, pick_up_file, request_certificate,
            withdraw_request,
        },
        terms::demand,
    },
    model::{CertificateRequest, RequestState, Timestamp},
};
use countersign_proto::ids::AuthenticatorId;
use countersign_service::problem::Problem;
use data_encoding::BASE64;
use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::signed_in::SignedIn;
use crate::{
    locales::Words,
    login::Next,
    page::{self, Frame},
    problems,
    request::{InPath, PostedForm},
    state::Doors,
    terms,
};

/// The page's address.
pub(super) const PATH: &str = "/account/methods/add/certificate";

#[derive(Template)]
#[template(path = "certificate.html")]
struct CertificatePage {
    frame: Frame,
    /// The certificate in use: its authenticator, and until when it holds.
    active: Option<(AuthenticatorId, String)>,
    standing: Standing,
    /// When an answer is expected, if one is asked for now.
    expected: Option<String>,
    /// What was pasted, if it was refused.
    refused: Option<String>,
    /// Whether the password for a file was refused.
    password_refused: bool,
}

/// Where the latest request stands, with times as people read them.
enum Standing {
    /// There is nothing to say of it.
    None,
    Requested {
        at: String,
        by: Option<String>,
    },
    Approved {
        until: String,
    },
    Rejected {
        reason: String,
    },
    Lapsed,
}

impl Standing {
    const fn is_open(&self) -> bool {
        matches!(self, Self::Requested { .. } | Self::Approved { .. })
    }

    fn of(request: Option<&CertificateRequest>, minute: impl Fn(Timestamp) -> String) -> Self {
        let Some(request) = request else {
            return Self::None;
        };
        match &request.state {
            RequestState::Requested { expected_by, .. } => Self::Requested {
                at: minute(request.created_at),
                by: expected_by.map(minute),
            },
            RequestState::Approved { until, .. } => Self::Approved {
                until: minute(*until),
            },
            RequestState::Rejected { reason, .. } => Self::Rejected {
                reason: reason.clone(),
            },
            RequestState::Lapsed { .. } => Self::Lapsed,
            RequestState::Withdrawn { .. } | RequestState::Issued { .. } => Self::None,
        }
    }
}

/// What of a form was refused.
enum Refused {
    Nothing,
    /// The certification request, as it was pasted.
    Request(String),
    /// The password for a file.
    Password,
}

/// `GET`: changes nothing.
pub(crate) async fn certificate(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
) -> Result<Response, Problem> {
    if !doors.ctx().settings.certificates.is_offered() {
        return Err(problems::NOT_FOUND.into());
    }
    let page = match demand(doors.ctx(), person.user.id).await {
        Ok(()) => show(&doors, &words, &person, Refused::Nothing).await,
        Err(error) => Err(error),
    };
    match page {
        Err(FlowError::TermsNotAccepted) => Ok(terms::before(PATH)),
        page => page.map_err(problems::from_flow),
    }
}

async fn show(
    doors: &Doors,
    words: &Words,
    person: &SignedIn,
    refused: Refused,
) -> Result<Response, FlowError> {
    let own: OwnCertificate = own_certificate(doors.ctx(), &person.user).await?;
    let now = doors.ctx().clock.now();
    let settings = &doors.ctx().settings.certificates;
    let calendar = settings.calendar().map_err(FlowError::Invalid)?;
    let minute = |at| calendar.minute(at);
    let expected = own.can_request(now).then(|| calendar.expected_by(now)).flatten();
    let active = own.certificate().map(|certificate| minute(certificate.not_after));
    let status = match refused {
        Refused::Nothing => StatusCode::OK,
        Refused::Request(_) | Refused::Password => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let password_refused = matches!(refused, Refused::Password);
    Ok(page::render(
        status,
        &CertificatePage {
            frame: person.frame(doors, words),
            active: own.active.as_ref().map(|one| one.id).zip(active),
            standing: Standing::of(own.request.as_ref(), minute),
            expected: expected.map(minute),
            refused: match refused {
                Refused::Request(pasted) => Some(pasted),
                Refused::Nothing | Refused::Password => None,
            },
            password_refused,
        },
    ))
}

/// What an action on this page ends in. Whoever logged in too long ago does so again and finds the same page.
fn done<T>(result: Result<T, FlowError>) -> Result<Response, Problem> {
    match result {
        // Another tab was quicker: the page says how it stands.
        Ok(_) | Err(FlowError::NotPending | FlowError::AlreadyExists) => {
            Ok(Redirect::to(PATH).into_response())
        }
        Err(FlowError::FreshLoginRequired) => Ok(Redirect::to(&Next::after_login(PATH)).into_response()),
        Err(FlowError::TermsNotAccepted) => Ok(terms::before(PATH)),
        Err(error) => Err(problems::from_flow(error)),
    }
}

/// `POST`: asks for one.
pub(crate) async fn request(State(doors): State<Doors>, person: SignedIn) -> Result<Response, Problem> {
    done(request_certificate(doors.ctx(), &person.session).await)
}

/// `POST …/withdraw`.
pub(crate) async fn withdraw(State(doors): State<Doors>, person: SignedIn) -> Result<Response, Problem> {
    done(withdraw_request(doors.ctx(), &person.user, &person.session).await)
}

#[derive(Deserialize)]
pub(crate) struct Pasted {
    request: String,
}

/// `POST …/pick-up`: for a key of one's own.
pub(crate) async fn pick_up_own(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    PostedForm(pasted): PostedForm<Pasted>,
) -> Result<Response, Problem> {
    let picked = pick_up(doors.ctx(), &person.session, pasted.request.as_bytes()).await;
    match picked {
        Err(FlowError::Invalid(_)) => show(&doors, &words, &person, Refused::Request(pasted.request))
            .await
            .map_err(problems::from_flow),
        other => done(other),
    }
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    password: String,
    again: String,
}

/// `POST …/file`: with a key that is made here. The file is handed out once.
pub(crate) async fn pick_up_made(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    PostedForm(chosen): PostedForm<Chosen>,
) -> Result<Response, Problem> {
    let (typed, again) = (Zeroizing::new(chosen.password), Zeroizing::new(chosen.again));
    let Ok(password) = FilePassword::parse(typed, &again) else {
        let page = show(&doors, &words, &person, Refused::Password).await;
        return page.map_err(problems::from_flow);
    };
    match pick_up_file(doors.ctx(), &person.session, &password).await {
        Ok(file) => {
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("application/x-pkcs12")),
                (
                    CONTENT_DISPOSITION,
                    HeaderValue::from_static("attachment; filename=\"certificate.p12\""),
                ),
            ];
            Ok((headers, file.to_vec()).into_response())
        }
        other => done(other),
    }
}

/// `GET /account/methods/{id}/certificate`: the certificate itself, which is no secret.
pub(crate) async fn download(
    State(doors): State<Doors>,
    person: SignedIn,
    InPath(id): InPath<AuthenticatorId>,
) -> Result<Response, Problem> {
    let found = countersign_core::flow::own_authenticators::find(doors.ctx(), &person.session, id).await;
    let holding = found.map_err(problems::from_flow)?;
    let own = holding.authenticator.credential.certificate();
    let own = own.ok_or(problems::NOT_FOUND)?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/x-pem-file")),
        (
            CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"certificate.pem\""),
        ),
    ];
    Ok((headers, pem(&own.der.0)).into_response())
}

/// RFC 7468.
fn pem(der: &[u8]) -> String {
    let text = BASE64.encode(der);
    let lines: Vec<&str> = (0..text.len())
        .step_by(64)
        .map(|at| &text[at..text.len().min(at + 64)])
        .collect();
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        lines.join("\n")
    )
}
