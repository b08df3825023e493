//! `[[support.offices]]`: whom people can ask, and when.

use std::collections::BTreeSet;

use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use super::certificates::weekday;
use crate::model::{Hours, MailAddress, Office};

/// Most offices that one page shows.
const MOST: usize = 20;
/// How many digits a number with its country has (E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// `[support]`: whom people can ask.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SupportSettings {
    /// The offices, in the order in which they are shown; those that speak the reader's language come first.
    pub offices: Vec<OfficeSettings>,
}

/// One of `[[support.offices]]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeSettings {
    /// What it is called.
    pub name: String,
    /// BCP 47 tags of the languages that are spoken there.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Its telephone number with `+` and country.
    pub phone: Option<String>,
    /// Its e-mail address.
    pub mail: Option<String>,
    /// A form or page of its own; https.
    pub form: Option<Url>,
    /// Its time zone, such as `Europe/Zurich`.
    pub time_zone: String,
    /// When somebody is there; several for a break at noon.
    #[serde(default)]
    pub hours: Vec<HoursSettings>,
    /// Days on which nobody is, `YYYY-MM-DD`.
    #[serde(default)]
    pub holidays: Vec<String>,
}

/// The same hours on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursSettings {
    /// On which: `mon` to `sun`.
    pub weekdays: Vec<String>,
    /// From when on, `HH:MM`.
    pub opens: String,
    /// Until when, `HH:MM`; `24:00` is the end of the day.
    pub closes: String,
}

impl SupportSettings {
    /// The offices.
    ///
    /// # Errors
    /// Which setting cannot be read, and why.
    pub fn offices(&self) -> Result<Vec<Office>, String> {
        if self.offices.len() > MOST {
            return Err(format!("support.offices has more than {MOST}"));
        }
        self.offices.iter().map(office).collect()
    }
}

fn office(settings: &OfficeSettings) -> Result<Office, String> {
    let name = settings.name.trim();
    if name.is_empty() {
        return Err("support.offices.name is empty".to_owned());
    }
    let wrong = |what: &str, value: &str, why: &str| {
        format!("support.offices.{what}: {value:?} of {name:?} is {why}")
    };
    if settings.phone.is_none() && settings.mail.is_none() && settings.form.is_none() {
        return Err(format!(
            "support.offices: {name:?} has none of phone, mail and form: nobody could ask there"
        ));
    }
    if let Some(phone) = settings.phone.as_ref().filter(|phone| !is_number(phone)) {
        return Err(wrong("phone", phone, "no number with + and country"));
    }
    if let Some(form) = settings.form.as_ref().filter(|form| form.scheme() != "https") {
        return Err(wrong("form", form.as_str(), "not https"));
    }
    let mail = settings
        .mail
        .as_deref()
        .map(|mail| MailAddress::parse(mail).map_err(|_| wrong("mail", mail, "no e-mail address")));
    let holidays = settings.holidays.iter().map(|day| {
        day.parse::<Date>()
            .map_err(|_| wrong("holidays", day, "not YYYY-MM-DD"))
    });
    Ok(Office {
        name: name.to_owned(),
        languages: settings.languages.clone(),
        phone: settings.phone.clone(),
        mail: mail.transpose()?,
        form: settings.form.clone(),
        zone: TimeZone::get(&settings.time_zone)
            .map_err(|_| wrong("time_zone", &settings.time_zone, "no time zone"))?,
        hours: settings.hours.iter().map(hours).collect::<Result<_, _>>()?,
        holidays: holidays.collect::<Result<BTreeSet<_>, _>>()?,
    })
}

fn hours(settings: &HoursSettings) -> Result<Hours, String> {
    let read = |name: &str, text: &str| {
        Time::strptime("%H:%M", text)
            .map_err(|_| format!("support.offices.hours.{name}: {text:?} is not HH:MM"))
    };
    let weekdays = settings.weekdays.iter().map(|day| {
        weekday(day).ok_or_else(|| {
            format!("support.offices.hours.weekdays: {day:?} is none of mon, tue, wed, thu, fri, sat, sun")
        })
    });
    let opens = read("opens", &settings.opens)?;
    let closes = match settings.closes.as_str() {
        "24:00" => None,
        text => Some(read("closes", text)?),
    };
    if closes.is_some_and(|closes| closes <= opens) {
        return Err(format!(
            "support.offices.hours.closes: {:?} is not after {:?}; hours past midnight are those of two days",
            settings.closes, settings.opens
        ));
    }
    Ok(Hours {
        weekdays: weekdays.collect::<Result<_, _>>()?,
        opens,
        closes,
    })
}

/// Whether a text is a telephone number that can be dialled from everywhere, with what people write between its digits.
fn is_number(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('+') else {
        return false;
    };
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    DIGITS.contains(&digits) && rest.chars().all(|c| c.is_ascii_digit() || " -()./".contains(c))
}
