//! `GET /support`: whom people can ask, and when somebody is there. A script shows the times by the reader's own clock.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::model::{Office, Opening, Timestamp};
use http::StatusCode;

use crate::{
    locales::{Locales, Words},
    page::{self, Frame},
    state::Doors,
};

/// For how long hours are shown.
const AHEAD: std::time::Duration = std::time::Duration::from_secs(7 * 24 * 3600);

#[derive(Template)]
#[template(path = "support.html")]
struct SupportPage {
    frame: Frame,
    offices: Vec<Shown>,
}

/// An office as the page shows it.
struct Shown {
    office: Office,
    is_open: bool,
    /// When that changes, if it is known.
    changes: Option<Moment>,
    /// The hours of the coming week.
    week: Vec<(Moment, Moment)>,
    /// The languages that are spoken there: their tags and what they call themselves.
    languages: Vec<(String, String)>,
}

/// A time as the clocks of an office show it.
struct Moment {
    at: Timestamp,
    weekday_key: String,
    /// Nothing where the day stands before it.
    date: Option<String>,
    time: String,
}

impl Moment {
    fn new(office: &Office, at: Timestamp) -> Self {
        Self {
            at,
            weekday_key: format!("weekday-{}", office.weekday(at)),
            date: Some(office.date(at)),
            time: office.time(at),
        }
    }

    /// …after another one, whose day need not be said again.
    fn after(office: &Office, at: Timestamp, before: Timestamp) -> Self {
        let moment = Self::new(office, at);
        let date = moment.date.filter(|date| *date != office.date(before));
        Self { date, ..moment }
    }
}

pub(crate) async fn support(State(doors): State<Doors>, words: Words) -> Response {
    let now = doors.ctx().clock.now();
    let language = words.language();
    let offices = nearest_first(&doors.ctx().settings.support, &language);
    let offices = offices.into_iter().map(|office| show(office, now)).collect();
    let frame = Frame::new(&doors, &words);
    page::render(StatusCode::OK, &SupportPage { frame, offices })
}

/// The offices that speak this language, then the others.
fn nearest_first<'a>(offices: &'a [Office], language: &str) -> Vec<&'a Office> {
    let speaks = |office: &Office| {
        let mut spoken = office.languages.iter();
        spoken.any(|tag| Locales::spoken(tag).is_some_and(|spoken| spoken == language))
    };
    let (near, far): (Vec<&Office>, Vec<&Office>) = offices.iter().partition(|office| speaks(office));
    [near, far].concat()
}

fn show(office: &Office, now: Timestamp) -> Shown {
    let openings = office.openings(now);
    let next = openings.first();
    let is_open = next.is_some_and(|next| next.is_now(now));
    let changes = next.map(|next| if is_open { next.until } else { next.from });
    // The end of one that lasts for weeks is the end of what we have looked at.
    let ends = |opening: &&Opening| opening.until < now + Office::HORIZON;
    let week = openings.iter().filter(|opening| opening.from < now + AHEAD);
    let moments = |opening: &Opening| {
        let from = Moment::new(office, opening.from);
        (from, Moment::after(office, opening.until, opening.from))
    };
    let named = |tag: &String| (tag.clone(), Locales::name_of(tag));
    Shown {
        is_open,
        changes: changes
            .filter(|at| *at < now + Office::HORIZON)
            .map(|at| Moment::new(office, at)),
        week: week.filter(ends).map(moments).collect(),
        languages: office.languages.iter().map(named).collect(),
        office: office.clone(),
    }
}
