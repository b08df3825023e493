//! `/account/delegations`: whom the person lets act for them, and for whom they act.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::delegate::{
        Delegations, Held, Invitation, Refused, accept, confirm, decline, delegations, end, invite,
    },
    model::{Delegation, DelegationEnd, DelegationState, Resource, Timestamp, UserName},
};
use countersign_proto::ids::DelegationId;
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

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
const PATH: &str = "/account/delegations";
/// How many that have ended are shown.
const ENDED: usize = 10;

#[derive(Template)]
#[template(path = "delegations.html")]
struct DelegationsPage {
    frame: Frame,
    /// What is open of what the person has given.
    given: Vec<Shown>,
    /// What they hold, or are invited to.
    held: Vec<Shown>,
    ended: Vec<Ended>,
    /// The first and the last day that may be the last.
    first_day: String,
    last_day: String,
    typed: Typed,
    /// What is wrong with it, and in which field.
    wrong: Option<(&'static str, String)>,
}

impl DelegationsPage {
    /// Whether what is wrong is in this field.
    fn is_wrong(&self, field: &str) -> bool {
        self.wrong.as_ref().is_some_and(|(wrong, _)| *wrong == field)
    }
}

/// An open delegation, as one of the two sees it.
struct Shown {
    id: DelegationId,
    /// The other one's name.
    who: UserName,
    resource: Resource,
    /// The name of the text that says where it stands.
    standing: &'static str,
    /// Whether somebody acts, or would if its owner confirmed it.
    acts: bool,
    /// Whether they may not at the moment.
    is_stopped: bool,
    /// Before which day it is to be confirmed, unless it ends first.
    review: Option<String>,
    /// Its last day.
    until: String,
}

impl Shown {
    /// …where `standings` say that it is an invitation, that it gives leave, and that it does not.
    fn new(one: &Delegation, who: &UserName, is_allowed: bool, standings: [&'static str; 3]) -> Self {
        let acts = one.review_at().is_some();
        let [invited, allowed, stopped] = standings;
        let review = one.review_at().filter(|at| *at < one.expires_at);
        Self {
            id: one.id,
            who: who.clone(),
            resource: one.resource.clone(),
            standing: match (acts, is_allowed) {
                (false, _) => invited,
                (true, true) => allowed,
                (true, false) => stopped,
            },
            acts,
            is_stopped: acts && !is_allowed,
            review: review.map(|at| page::day(&at)),
            until: page::last_day(&one.expires_at),
        }
    }

    fn given(one: &Delegation, now: Timestamp) -> Self {
        let standings = ["delegation-invited", "delegation-acts", "delegation-overdue"];
        Self::new(one, &one.invited, one.allows(now), standings)
    }

    fn held(
        Held {
            delegation,
            owner,
            is_allowed,
        }: &Held,
    ) -> Self {
        let standings = ["delegation-asked", "delegation-you-act", "delegation-paused"];
        Self::new(delegation, &owner.name, *is_allowed, standings)
    }
}

/// A delegation that has ended, as its owner sees it.
struct Ended {
    invited: UserName,
    resource: Resource,
    day: String,
    why: String,
}

impl Ended {
    fn of(delegation: &Delegation, words: &Words) -> Option<Self> {
        let DelegationState::Ended { at, end } = &delegation.state else {
            return None;
        };
        let key = format!("delegation-ended-{}", end.as_str());
        let reason = match end {
            DelegationEnd::Operator { reason } => reason,
            _ => "",
        };
        Some(Self {
            invited: delegation.invited.clone(),
            resource: delegation.resource.clone(),
            day: page::day(at),
            why: words.with(&key, "reason", reason),
        })
    }
}

/// What was typed.
#[derive(Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    resource: String,
    #[serde(default)]
    until: String,
}

/// What is wrong with that.
struct Wrong {
    /// The field that is to be mended, if it is one of the invitation.
    field: &'static str,
    /// The name of the text that says so.
    key: String,
}

impl Wrong {
    fn new(field: &'static str, key: &str) -> Self {
        let key = key.to_owned();
        Self { field, key }
    }

    fn of(refused: Refused) -> Self {
        let field = match refused {
            Refused::Oneself | Refused::Exists | Refused::Full => "name",
            Refused::Until => "until",
        };
        Self {
            field,
            key: format!("delegation-refused-{refused}"),
        }
    }
}

/// `GET`: changes nothing.
pub(crate) async fn show(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
) -> Result<Response, Problem> {
    page_of(&doors, &words, &person, Typed::default(), None).await
}

async fn page_of(
    doors: &Doors,
    words: &Words,
    person: &SignedIn,
    typed: Typed,
    wrong: Option<Wrong>,
) -> Result<Response, Problem> {
    let ctx = doors.ctx();
    let Delegations { given, held } = delegations(ctx, person.user.id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    let (now, words) = (ctx.clock.now(), person.words(words));
    let last_day = latest(doors, now);
    let open = given.iter().filter(|one| one.is_open());
    let ended = given.iter().filter_map(|one| Ended::of(one, &words)).take(ENDED);
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = DelegationsPage {
        frame: person.frame(doors, &words),
        given: open.map(|one| Shown::given(one, now)).collect(),
        held: held.iter().map(Shown::held).collect(),
        ended: ended.collect(),
        first_day: page::day(&now),
        wrong: wrong.map(|wrong| (wrong.field, words.with(&wrong.key, "day", &last_day))),
        last_day,
        typed,
    };
    Ok(page::render(status, &page))
}

/// The latest day that may be the last: it ends within the longest time.
fn latest(doors: &Doors, now: Timestamp) -> String {
    let day = std::time::Duration::from_secs(24 * 3600);
    page::day(&(now + doors.ctx().settings.delegations.longest() - day))
}

/// `POST`: invites somebody.
pub(crate) async fn ask(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    let invitation = match read(&typed) {
        Ok(invitation) => invitation,
        Err(wrong) => return page_of(&doors, &words, &person, typed, Some(wrong)).await,
    };
    match invite(doors.ctx(), &person.session, &invitation).await {
        Ok(Ok(_)) => done(Ok(())),
        Ok(Err(refused)) => page_of(&doors, &words, &person, typed, Some(Wrong::of(refused))).await,
        Err(error) => done(Err(error)),
    }
}

fn read(typed: &Typed) -> Result<Invitation, Wrong> {
    let name = UserName::parse(&typed.name).map_err(|_| Wrong::new("name", "username-invalid"))?;
    let resource = Resource::parse(typed.resource.trim())
        .map_err(|_| Wrong::new("resource", "delegation-resource-invalid"))?;
    let until = Timestamp::end_of_day(&typed.until).ok_or_else(|| Wrong::of(Refused::Until))?;
    Ok(Invitation {
        name,
        resource,
        until,
    })
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    /// The last day, where it is confirmed.
    #[serde(default)]
    until: String,
}

/// `POST …/{id}/{act}`: answers, confirms or ends one.
pub(crate) async fn change(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    InPath((id, act)): InPath<(DelegationId, String)>,
    PostedForm(chosen): PostedForm<Chosen>,
) -> Result<Response, Problem> {
    let (ctx, session) = (doors.ctx(), &person.session);
    let refused = match act.as_str() {
        "accept" => return done(accept(ctx, session, id).await.map(drop)),
        "decline" => return done(decline(ctx, session, id).await),
        "end" => return done(end(ctx, session, id).await),
        "confirm" => match Timestamp::end_of_day(&chosen.until) {
            Some(until) => match confirm(ctx, session, id, until).await {
                Ok(Ok(_)) => return done(Ok(())),
                Ok(Err(refused)) => refused,
                Err(error) => return done(Err(error)),
            },
            None => Refused::Until,
        },
        _ => return Err(problems::NOT_FOUND.into()),
    };
    let wrong = Wrong {
        field: "",
        ..Wrong::of(refused)
    };
    page_of(&doors, &words, &person, Typed::default(), Some(wrong)).await
}

/// What an action on this page ends in. Whoever logged in too long ago does so again and finds the same page.
fn done(result: Result<(), FlowError>) -> Result<Response, Problem> {
    match result {
        // Another tab, or the other side, was quicker: the page says how it stands.
        Ok(()) | Err(FlowError::NotPending) => Ok(Redirect::to(PATH).into_response()),
        Err(FlowError::FreshLoginRequired) => Ok(Redirect::to(&Next::after_login(PATH)).into_response()),
        Err(FlowError::TermsNotAccepted) => Ok(terms::before(PATH)),
        Err(error) => Err(problems::from_flow(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_and_every_end_has_its_words() {
        let refused = Refused::ALL.map(|refused| (Wrong::of(refused).key, "day"));
        let operator = DelegationEnd::Operator {
            reason: "left".to_owned(),
        };
        let ends = [
            DelegationEnd::Owner,
            DelegationEnd::Delegate,
            operator,
            DelegationEnd::Unanswered,
            DelegationEnd::Expired,
        ];
        let ends = ends.map(|end| (format!("delegation-ended-{}", end.as_str()), "reason"));
        for (key, value) in refused.into_iter().chain(ends) {
            assert_ne!(Words::english().with(&key, value, "1"), key);
        }
    }
}
