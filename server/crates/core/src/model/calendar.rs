//! When people work who handle requests by hand: until the office closes in their time zone, except on holidays.

use jiff::{
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

use super::Timestamp;

/// Days looked at for the next one on which somebody works; with no such day in two years, nobody works.
const HORIZON: usize = 2 * 366;

/// Working days, the end of office hours, and how many working days a request usually takes.
#[derive(Debug, Clone)]
pub struct BusinessCalendar {
    /// Where the office is.
    pub zone: TimeZone,
    /// When it closes.
    pub closes: Time,
    /// On which days of the week.
    pub weekdays: Vec<Weekday>,
    /// Days on which nobody works, whatever day of the week they are.
    pub holidays: Vec<Date>,
    /// Working days that a request usually takes, not counting the one on which it arrives.
    pub working_days: u32,
}

impl BusinessCalendar {
    /// When a request of `asked` is expected to be answered: at the end of office hours, so many working days after the one
    /// on which it arrives. What comes after office hours arrives on the next working day. Nothing if nobody ever works.
    pub fn expected_by(&self, asked: Timestamp) -> Option<Timestamp> {
        let asked = jiff::Timestamp::from_millisecond(asked.as_millis()).ok()?;
        let asked = asked.to_zoned(self.zone.clone());
        let is_late = asked.time() >= self.closes;
        let mut days = asked.date().series(jiff::Span::new().days(1)).take(HORIZON);
        if is_late {
            days.next();
        }
        let day = days
            .filter(|day| self.is_working(*day))
            .nth(usize::try_from(self.working_days).ok()?)?;
        let closing = day.to_datetime(self.closes).to_zoned(self.zone.clone()).ok()?;
        Some(Timestamp::from_millis(closing.timestamp().as_millisecond()))
    }

    /// Date, hour and minute where the office is, with the name of its zone.
    pub fn minute(&self, at: Timestamp) -> String {
        match jiff::Timestamp::from_millisecond(at.as_millis()) {
            Ok(time) => {
                let zoned = time.to_zoned(self.zone.clone());
                let name = self.zone.iana_name().unwrap_or("UTC");
                format!("{} {name}", zoned.strftime("%Y-%m-%d %H:%M"))
            }
            Err(_) => at.to_string(),
        }
    }

    fn is_working(&self, day: Date) -> bool {
        self.weekdays.contains(&day.weekday()) && !self.holidays.contains(&day)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn calendar(working_days: u32) -> BusinessCalendar {
        BusinessCalendar {
            zone: TimeZone::get("Europe/Paris").unwrap(),
            closes: time(17, 0, 0, 0),
            weekdays: vec![
                Weekday::Monday,
                Weekday::Tuesday,
                Weekday::Wednesday,
                Weekday::Thursday,
                Weekday::Friday,
            ],
            holidays: vec![date(2026, 12, 25), date(2027, 1, 1)],
            working_days,
        }
    }

    fn expected(asked: &str, working_days: u32) -> String {
        let asked: jiff::Timestamp = asked.parse().unwrap();
        let asked = Timestamp::from_millis(asked.as_millisecond());
        calendar(working_days).expected_by(asked).unwrap().to_string()
    }

    #[test]
    fn a_request_is_expected_at_the_end_of_the_next_working_day() {
        // A Monday; Paris is one hour ahead in winter.
        assert_eq!(expected("2026-11-30T10:00:00Z", 1), "2026-12-01T16:00:00.000Z");
        assert_eq!(expected("2026-11-30T10:00:00Z", 0), "2026-11-30T16:00:00.000Z");
        // Early in the morning it arrives the same day; once the office has closed, the next.
        assert_eq!(expected("2026-11-30T03:00:00Z", 1), "2026-12-01T16:00:00.000Z");
        assert_eq!(expected("2026-11-30T16:00:00Z", 1), "2026-12-02T16:00:00.000Z");
    }

    #[test]
    fn weekends_and_holidays_do_not_count() {
        // Friday evening: it arrives on Monday.
        assert_eq!(expected("2026-12-04T18:00:00Z", 1), "2026-12-08T16:00:00.000Z");
        // Thursday before Christmas: Friday is a holiday, then the weekend.
        assert_eq!(expected("2026-12-24T10:00:00Z", 1), "2026-12-28T16:00:00.000Z");
        assert_eq!(expected("2026-12-24T10:00:00Z", 5), "2027-01-04T16:00:00.000Z");
    }

    #[test]
    fn the_office_closes_at_the_same_hour_in_summer_and_winter() {
        // Summer time begins on 28 March 2027: five in the afternoon is then three by UTC.
        assert_eq!(expected("2027-03-26T10:00:00Z", 1), "2027-03-29T15:00:00.000Z");
        // It ends on 31 October 2027.
        assert_eq!(expected("2027-10-29T10:00:00Z", 1), "2027-11-01T16:00:00.000Z");
    }

    #[test]
    fn an_hour_that_a_clock_skips_still_closes_the_office() {
        let at_night = BusinessCalendar {
            closes: time(2, 30, 0, 0),
            weekdays: vec![Weekday::Sunday],
            ..calendar(0)
        };
        let asked: jiff::Timestamp = "2027-03-27T12:00:00Z".parse().unwrap();
        let expected = at_night.expected_by(Timestamp::from_millis(asked.as_millisecond()));
        assert_eq!(expected.unwrap().to_string(), "2027-03-28T01:30:00.000Z");
    }

    #[test]
    fn an_office_without_working_days_promises_nothing() {
        let closed = BusinessCalendar {
            weekdays: Vec::new(),
            ..calendar(1)
        };
        assert_eq!(closed.expected_by(Timestamp::from_millis(0)), None);
    }
}
