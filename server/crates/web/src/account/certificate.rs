//! `/account/methods/add/certificate`: asking for a digital certificate, waiting for it, picking it up.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::{
        add_certificate::{add_certificate, shown_certificate},
        own_certificate::{
            FilePassword, OwnCertificate, own_certificate, pick_up, pick_up_file, request_certificate,
            withdraw_request,
        },
        show_certificate,
        terms::demand,
    },
    method::certificate::adding_link,
    model::{BearerToken, CertificateRequest, ClientCertificate, RequestState, Timestamp},
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
    request::{InPath, InQuery, PostedForm},
    state::Doors,
    terms,
};

/// The page's address.
pub(crate) const PATH: &str = "/account/methods/add/certificate";

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
    /// Where a certificate of an organisation is shown, if one can be added, and whose are taken.
    adding: Option<(String, String)>,
    /// What was shown there just now, and the token by which it is added.
    shown: Option<(ClientCertificate, String)>,
    /// Why nothing of it is added.
    not_added: Option<String>,
}

/// What the door has to say of a certificate that was shown there to be added.
#[derive(Default, Deserialize)]
pub(crate) struct Returned {
    shown: Option<String>,
    refused: Option<String>,
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
    /// A certificate that was shown.
    Shown(show_certificate::Refused),
    /// Nothing: whether to add it is for its person to say.
    NotYet(Box<ClientCertificate>, BearerToken),
}

/// `GET`: changes nothing.
pub(crate) async fn certificate(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    InQuery(returned): InQuery<Returned>,
) -> Result<Response, Problem> {
    if !doors.ctx().settings.certificates.is_offered() {
        return Err(problems::NOT_FOUND.into());
    }
    let page = match demand(doors.ctx(), person.user.id).await {
        Ok(()) => match returned
            .refused
            .as_deref()
            .and_then(show_certificate::Refused::from_word)
        {
            Some(refused) => show(&doors, &words, &person, Refused::Shown(refused)).await,
            None => {
                ask(
                    &doors,
                    &words,
                    &person,
                    returned.shown.map(BearerToken::presented),
                )
                .await
            }
        },
        Err(error) => Err(error),
    };
    match page {
        Err(FlowError::TermsNotAccepted) => Ok(terms::before(PATH)),
        page => page.map_err(problems::from_flow),
    }
}

/// Asks whether what was shown at the door is to be added, if anything was.
async fn ask(
    doors: &Doors,
    words: &Words,
    person: &SignedIn,
    token: Option<BearerToken>,
) -> Result<Response, FlowError> {
    let Some(token) = token else {
        return show(doors, words, person, Refused::Nothing).await;
    };
    let refused = match shown_certificate(doors.ctx(), &person.session, &token).await {
        Ok(certificate) => Refused::NotYet(Box::new(certificate), token),
        Err(FlowError::NotFound | FlowError::NotPending) => Refused::Shown(show_certificate::Refused::Ended),
        Err(error) => return Err(error),
    };
    show(doors, words, person, refused).await
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
        Refused::Nothing | Refused::NotYet(..) => StatusCode::OK,
        Refused::Request(_) | Refused::Password | Refused::Shown(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let password_refused = matches!(refused, Refused::Password);
    let can_add = own.can_request(now);
    let link = adding_link(doors.ctx(), person.session.login_id).filter(|_| can_add);
    let names = settings.authorities.iter().map(|one| one.name.as_str());
    let names = names.collect::<Vec<_>>().join(", ");
    let (refused, shown, not_added) = match refused {
        Refused::Request(pasted) => (Some(pasted), None, None),
        Refused::NotYet(certificate, token) => {
            let shown = can_add.then(|| (*certificate, token.expose().to_owned()));
            (None, shown, None)
        }
        Refused::Shown(refused) => (None, None, Some(words.get(&format!("cert-refused-{refused}")))),
        Refused::Nothing | Refused::Password => (None, None, None),
    };
    Ok(page::render(
        status,
        &CertificatePage {
            frame: person.frame(doors, words),
            active: own.active.as_ref().map(|one| one.id).zip(active),
            standing: Standing::of(own.request.as_ref(), minute),
            expected: expected.map(minute),
            refused,
            password_refused,
            adding: link.map(|link| (link, names)),
            shown,
            not_added,
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
        Err(FlowError::FreshLoginRequired | FlowError::FreshApprovalRequired) => {
            Ok(Redirect::to(&Next::after_login(PATH)).into_response())
        }
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
pub(crate) struct Wanted {
    shown: String,
}

/// `POST …/add`: adds what was shown at the door.
pub(crate) async fn add_shown(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    PostedForm(wanted): PostedForm<Wanted>,
) -> Result<Response, Problem> {
    let token = BearerToken::presented(wanted.shown);
    let refused = match add_certificate(doors.ctx(), &person.session, &token).await {
        Ok(Ok(_)) => return Ok(Redirect::to(PATH).into_response()),
        Ok(Err(refused)) => refused,
        Err(FlowError::NotFound) => show_certificate::Refused::Ended,
        Err(error) => return done::<()>(Err(error)),
    };
    let page = show(&doors, &words, &person, Refused::Shown(refused)).await;
    page.map_err(problems::from_flow)
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
