//! Where people find help, and when somebody is there: offices with hours of their own, each by the clocks of its place.

use std::{collections::BTreeSet, time::Duration};

use jiff::{
    Zoned,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};
use url::Url;

use super::{MailAddress, Timestamp};

/// Days for which openings are known: past a fortnight of holidays, from the day before, which may last past midnight.
const DAYS: usize = 23;

/// An office that can be asked.
#[derive(Debug, Clone)]
pub struct Office {
    /// What it is called.
    pub name: String,
    /// BCP 47 tags of the languages that are spoken there.
    pub languages: Vec<String>,
    /// Its number, as people write it: `+`, digits, and what stands between them.
    pub phone: Option<String>,
    /// Its mailbox.
    pub mail: Option<MailAddress>,
    /// A form or page of its own.
    pub form: Option<Url>,
    /// Whose clocks its hours go by.
    pub zone: TimeZone,
    /// When somebody is there; they may overlap.
    pub hours: Vec<Hours>,
    /// Days on which nobody is, whatever day of the week they are.
    pub holidays: BTreeSet<Date>,
}

/// The same hours on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// On which.
    pub weekdays: Vec<Weekday>,
    /// From when on.
    pub opens: Time,
    /// Until when; nothing is the end of the day.
    pub closes: Option<Time>,
}

/// A time without a break in which somebody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
}

impl Opening {
    /// Whether somebody is there.
    pub fn is_now(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }
}

impl Office {
    /// How far ahead [`Self::openings`] surely looks.
    pub const HORIZON: Duration = Duration::from_secs(21 * 24 * 3600);

    /// The openings that are not over, the next one first, for three weeks. Clocks that are put forward or back move with the place:
    /// nine o'clock stays nine o'clock. Empty if the office is closed for so long.
    pub fn openings(&self, now: Timestamp) -> Vec<Opening> {
        let Some(yesterday) = self.wall(now).and_then(|wall| wall.date().yesterday().ok()) else {
            return Vec::new();
        };
        let days = yesterday.series(jiff::Span::new().days(1)).take(DAYS);
        let mut all: Vec<Opening> = days.flat_map(|day| self.on(day)).collect();
        all.sort_unstable();
        let mut joined: Vec<Opening> = Vec::new();
        for next in all {
            match joined.last_mut() {
                Some(last) if next.from <= last.until => last.until = last.until.max(next.until),
                _ => joined.push(next),
            }
        }
        joined.retain(|opening| now < opening.until);
        joined
    }

    /// The openings of one day.
    fn on(&self, day: Date) -> impl Iterator<Item = Opening> {
        let is_free = self.holidays.contains(&day);
        let hours = self
            .hours
            .iter()
            .filter(move |hours| !is_free && hours.weekdays.contains(&day.weekday()));
        hours.filter_map(move |hours| {
            let from = self.moment(day, hours.opens)?;
            let until = match hours.closes {
                Some(time) => self.moment(day, time)?,
                None => self.moment(day.tomorrow().ok()?, Time::midnight())?,
            };
            (from < until).then_some(Opening { from, until })
        })
    }

    /// When clocks there show this. A time that they skip is as much later as they jump.
    fn moment(&self, day: Date, time: Time) -> Option<Timestamp> {
        let zoned = day.to_datetime(time).to_zoned(self.zone.clone()).ok()?;
        Some(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
    }

    /// What clocks and calendars there show.
    fn wall(&self, at: Timestamp) -> Option<Zoned> {
        let at = jiff::Timestamp::from_millisecond(at.as_millis()).ok()?;
        Some(at.to_zoned(self.zone.clone()))
    }

    /// The day of the week there: `mon` to `sun`.
    pub fn weekday(&self, at: Timestamp) -> &'static str {
        match self.wall(at).map(|wall| wall.weekday()) {
            Some(Weekday::Monday) | None => "mon",
            Some(Weekday::Tuesday) => "tue",
            Some(Weekday::Wednesday) => "wed",
            Some(Weekday::Thursday) => "thu",
            Some(Weekday::Friday) => "fri",
            Some(Weekday::Saturday) => "sat",
            Some(Weekday::Sunday) => "sun",
        }
    }

    /// The date there (ISO 8601).
    pub fn date(&self, at: Timestamp) -> String {
        self.wall(at)
            .map_or_else(String::new, |wall| wall.strftime("%Y-%m-%d").to_string())
    }

    /// Hour and minute there.
    pub fn time(&self, at: Timestamp) -> String {
        self.wall(at)
            .map_or_else(String::new, |wall| wall.strftime("%H:%M").to_string())
    }

    /// The name of its time zone.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// Its number for a link (RFC 3966): without what people write between the digits.
    pub fn phone_link(&self) -> Option<String> {
        let digits = self.phone.as_ref()?.chars();
        let digits: String = digits.filter(|c| c.is_ascii_digit() || *c == '+').collect();
        Some(format!("tel:{digits}"))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    const WORKING_DAYS: [Weekday; 5] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
    ];

    fn hours(opens: i8, closes: i8) -> Hours {
        Hours {
            weekdays: WORKING_DAYS.to_vec(),
            opens: time(opens, 0, 0, 0),
            closes: (closes < 24).then(|| time(closes, 0, 0, 0)),
        }
    }

    /// Open on working days, and closed over the first of May.
    fn office(zone: &str, hours: Vec<Hours>) -> Office {
        Office {
            name: "Example".to_owned(),
            languages: Vec::new(),
            phone: Some("+44 (20) 7946-0018".to_owned()),
            mail: None,
            form: None,
            zone: TimeZone::get(zone).unwrap(),
            hours,
            holidays: BTreeSet::from(["2026-05-01".parse().unwrap()]),
        }
    }

    fn at(text: &str) -> Timestamp {
        let time: jiff::Timestamp = text.parse().unwrap();
        Timestamp::from_millis(time.as_millisecond())
    }

    /// The next opening, by UTC.
    fn next(office: &Office, now: &str) -> String {
        let next = office.openings(at(now))[0];
        let text = |at: Timestamp| at.to_string().replace(":00.000Z", "");
        format!("{} {}", text(next.from), text(next.until))
    }

    #[test]
    fn somebody_is_there_in_the_hours_of_the_place() {
        let geneva = office("Europe/Zurich", vec![hours(9, 18)]);
        let tokyo = office("Asia/Tokyo", vec![hours(10, 17)]);
        for (now, in_geneva, in_tokyo) in [
            // A Wednesday in winter: Geneva opens at eight by UTC, Tokyo at one.
            (
                "2026-01-14T07:59:59Z",
                "2026-01-14T08:00 2026-01-14T17:00",
                "2026-01-14T01:00 2026-01-14T08:00",
            ),
            (
                "2026-01-14T17:00:00Z",
                "2026-01-15T08:00 2026-01-15T17:00",
                "2026-01-15T01:00 2026-01-15T08:00",
            ),
            // A Friday evening in summer.
            (
                "2026-07-17T16:00:00Z",
                "2026-07-20T07:00 2026-07-20T16:00",
                "2026-07-20T01:00 2026-07-20T08:00",
            ),
            // A Friday that is a holiday.
            (
                "2026-04-30T16:00:00Z",
                "2026-05-04T07:00 2026-05-04T16:00",
                "2026-05-04T01:00 2026-05-04T08:00",
            ),
        ] {
            assert_eq!(next(&geneva, now), in_geneva, "{now}");
            assert_eq!(next(&tokyo, now), in_tokyo, "{now}");
        }
    }

    /// Each quarter of an hour of the weeks around which clocks are put forward and back, against what the wall clock says.
    #[test]
    fn a_week_in_which_clocks_change_is_a_week_like_others() {
        for (zone, begin) in [
            ("Europe/Zurich", "2026-03-23T00:00:00Z"),
            ("Europe/Zurich", "2026-10-19T00:00:00Z"),
            ("America/New_York", "2026-03-02T00:00:00Z"),
            ("Asia/Tokyo", "2026-03-23T00:00:00Z"),
        ] {
            let office = office(zone, vec![hours(9, 18)]);
            for quarter in 0..14 * 24 * 4 {
                let now = at(begin) + Duration::from_secs(quarter * 15 * 60);
                let wall = office.wall(now).unwrap();
                let is_open = WORKING_DAYS.contains(&wall.weekday()) && (9..18).contains(&wall.hour());
                let next = office.openings(now)[0];
                assert_eq!(next.is_now(now), is_open, "{wall}");
                assert_eq!(office.time(next.from), "09:00", "{wall}");
                assert_eq!(office.time(next.until), "18:00", "{wall}");
            }
        }
    }

    #[test]
    fn hours_that_touch_or_overlap_are_one_opening_and_a_break_is_none() {
        let split = office("Europe/Zurich", vec![hours(14, 18), hours(9, 12)]);
        assert_eq!(
            next(&split, "2026-01-14T08:00:00Z"),
            "2026-01-14T08:00 2026-01-14T11:00"
        );
        assert_eq!(
            next(&split, "2026-01-14T11:00:00Z"),
            "2026-01-14T13:00 2026-01-14T17:00"
        );
        let joined = office("Europe/Zurich", vec![hours(11, 18), hours(9, 12)]);
        assert_eq!(
            next(&joined, "2026-01-14T08:00:00Z"),
            "2026-01-14T08:00 2026-01-14T17:00"
        );
        // All day, from Monday to Friday: one opening that began before today.
        let days = office("Europe/Zurich", vec![hours(0, 24)]);
        assert_eq!(
            next(&days, "2026-01-13T12:00:00Z"),
            "2026-01-11T23:00 2026-01-16T23:00"
        );
    }

    #[test]
    fn a_time_that_clocks_skip_or_show_twice_opens_the_office_once() {
        let night = |opens, closes| Hours {
            weekdays: vec![Weekday::Sunday],
            opens,
            closes: Some(closes),
        };
        let office = office("Europe/Zurich", vec![night(time(2, 30, 0, 0), time(4, 0, 0, 0))]);
        assert_eq!(
            next(&office, "2026-03-28T12:00:00Z"),
            "2026-03-29T01:30 2026-03-29T02:00"
        );
        assert_eq!(
            next(&office, "2026-10-24T12:00:00Z"),
            "2026-10-25T00:30 2026-10-25T03:00"
        );
    }

    #[test]
    fn an_office_without_hours_is_never_open() {
        let closed = office("Europe/Zurich", Vec::new());
        assert_eq!(closed.openings(at("2026-01-14T08:00:00Z")), []);
        let backwards = office("Europe/Zurich", vec![hours(18, 9)]);
        assert_eq!(backwards.openings(at("2026-01-14T08:00:00Z")), []);
    }

    #[test]
    fn a_number_is_linked_to_by_its_digits_alone() {
        let office = office("UTC", Vec::new());
        assert_eq!(office.phone_link().unwrap(), "tel:+442079460018");
    }
}
