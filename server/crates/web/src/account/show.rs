//! `GET /account`.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{flow::own_authenticators::Backup, model::User};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};

use super::{advice, methods::backup_key, recovery, signed_in::SignedIn};
use crate::{
    launcher::{Shown, shown},
    locales::Words,
    page::{self, Frame},
    problems,
    state::Doors,
};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    user: User,
    assurance: String,
    /// Where to go from here.
    launcher: Vec<Shown>,
    /// What is to be said of the person's authenticators, if anything is.
    advice: Option<&'static str>,
    /// When a recovery that is under way ends, if one is.
    recovery: Option<String>,
}

/// The text that says what a session's `acr` stands for.
pub(super) fn acr_key(acr: &str) -> String {
    let word = acr.rsplit(':').next().unwrap_or_default();
    format!("acr-{}", word.replace('+', "-"))
}

pub(crate) async fn show(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let words = signed_in.words(&words);
    let holdings = doors.ctx().store.holdings(signed_in.user.id).await;
    let holdings = holdings.map_err(|error| problems::from_store(&error))?;
    let is_read = advice::is_dismissed(&doors, &headers, &signed_in.session);
    Ok(page::render(
        StatusCode::OK,
        &AccountPage {
            frame: signed_in.frame(&doors, &words),
            assurance: words.get(&acr_key(&signed_in.session.acr)),
            launcher: shown(&doors, &words),
            recovery: recovery::ready_at(&doors, &holdings),
            advice: backup_key(Backup::of(doors.ctx(), &holdings)).filter(|_| !is_read),
            user: signed_in.user,
        },
    ))
}

#[cfg(test)]
mod tests {
    use countersign_core::{
        assurance,
        model::{FirstFactor, KeyStorage, Method, Presence},
    };

    use super::*;

    #[test]
    fn every_assurance_has_its_words() {
        for presence in [Presence::Unshown, Presence::Picked, Presence::Typed] {
            for factor in [FirstFactor::None, FirstFactor::Verified] {
                for method in Method::ALL {
                    let storage = KeyStorage::Unknown;
                    let key = acr_key(&assurance::of(*method, presence, storage, factor).acr);
                    assert_ne!(Words::english().get(&key), key);
                }
            }
        }
    }
}
