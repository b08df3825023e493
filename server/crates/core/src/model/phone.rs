//! Telephone numbers, as people type them and as they are kept.

mod country;
mod plan;

use std::{collections::BTreeSet, fmt};

pub use country::Country;
use phonenumber::Type;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Method, code::digit};
use crate::secrets::Sealed;

/// Longest text that is looked at, in characters.
const MAX: usize = 64;

/// How a code reaches a telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// As a text message.
    Sms,
    /// Spoken in a call.
    Voice,
}

impl Channel {
    /// The word used in addresses, JSON, metrics and logs.
    pub const fn as_str(self) -> &'static str {
        self.method().as_str()
    }

    /// What a code that came so approves by.
    pub const fn method(self) -> Method {
        match self {
            Self::Sms => Method::Sms,
            Self::Voice => Method::Voice,
        }
    }
}

/// What kind of line a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// A mobile phone.
    Mobile,
    /// A telephone at a place.
    Landline,
    /// One of both: some numbering plans do not tell them apart.
    Either,
}

impl Line {
    /// What can reach it, the first choice first.
    pub const fn channels(self) -> &'static [Channel] {
        match self {
            Self::Mobile | Self::Either => &[Channel::Sms, Channel::Voice],
            Self::Landline => &[Channel::Voice],
        }
    }
}

/// A number that codes can be sent to (ITU-T E.164). It names a person, so it never shows itself whole unless asked to.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    e164: Zeroizing<String>,
    spaced: Zeroizing<String>,
    country: u16,
    line: Line,
}

/// A number as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedNumber {
    /// What was meant.
    pub number: PhoneNumber,
    /// Whether that differs from what was typed in more than signs and spaces: a person must see it first.
    pub is_repaired: bool,
}

/// Why a number cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneNumberError {
    /// It has letters or too many digits.
    #[error("it is no telephone number")]
    Unreadable,
    /// It does not say of which country it is.
    #[error("it must begin with + and the country code")]
    NoCountry,
    /// No such number is given out.
    #[error("there is no such number in the numbering plan of its country")]
    NotAssigned,
    /// It is neither a mobile phone nor a landline. Calls to some of these cost whoever makes them, and numbers of the
    /// internet belong to accounts rather than to telephones (NIST SP 800-63B-4, 3.1.3.1).
    #[error("it is neither a mobile phone nor a landline")]
    WrongKind,
}

impl PhoneNumber {
    /// Reads a number as people write it: with `+` and the country code, digits of any script, and a trunk prefix that
    /// belongs to calls inside the country alone.
    ///
    /// # Errors
    /// [`PhoneNumberError`].
    pub fn read(text: &str) -> Result<TypedNumber, PhoneNumberError> {
        Self::with_country(&plain(text)?)
    }

    /// Reads a number as people of a country write it among themselves, or, if it begins with `+`, as [`Self::read`] does.
    ///
    /// # Errors
    /// [`PhoneNumberError`].
    pub fn read_in(country: Country, text: &str) -> Result<TypedNumber, PhoneNumberError> {
        let typed = plain(text)?;
        if typed.starts_with('+') {
            return Self::with_country(&typed);
        }
        if typed.is_empty() {
            return Err(PhoneNumberError::Unreadable);
        }
        let code = format!("+{}", country.code());
        let number = Self::parse(&Zeroizing::new(format!("{code}{}", &*typed)))?;
        let national = number.e164.strip_prefix(&code).unwrap_or_default();
        Ok(TypedNumber {
            is_repaired: !country.writes(&typed, national),
            number,
        })
    }

    fn with_country(plain: &str) -> Result<TypedNumber, PhoneNumberError> {
        let number = Self::parse(plain)?;
        Ok(TypedNumber {
            is_repaired: *number.e164 != *plain,
            number,
        })
    }

    fn parse(plain: &str) -> Result<Self, PhoneNumberError> {
        let digits = plain.strip_prefix('+').ok_or(PhoneNumberError::NoCountry)?;
        let planned = plan::read(digits).ok_or(PhoneNumberError::NotAssigned)?;
        let line = match planned.kind {
            Type::Mobile => Line::Mobile,
            Type::FixedLine => Line::Landline,
            Type::FixedLineOrMobile => Line::Either,
            _ => return Err(PhoneNumberError::WrongKind),
        };
        let e164 = Zeroizing::new(format!("+{}{}", planned.country, planned.national));
        Ok(Self {
            spaced: Zeroizing::new(plan::spaced(&e164)),
            e164,
            country: planned.country,
            line,
        })
    }

    /// The number that was kept.
    ///
    /// # Errors
    /// [`PhoneNumberError`] if the numbering plan has changed since.
    pub fn from_kept(e164: &str) -> Result<Self, PhoneNumberError> {
        Self::parse(e164)
    }

    /// The number in full, for whoever carries the message, and for sealing.
    pub fn expose(&self) -> &str {
        &self.e164
    }

    /// The number in full, in the groups in which its country writes it, for whoever has just typed it.
    pub fn expose_spaced(&self) -> &str {
        &self.spaced
    }

    /// The number as it is shown: its country and its end.
    pub fn masked(&self) -> String {
        let end = self.e164.len() - 2;
        format!("+{} •••• {}", self.country, &self.e164[end..])
    }

    /// The country's calling code.
    pub const fn country(&self) -> u16 {
        self.country
    }

    /// What kind of line it is.
    pub const fn line(&self) -> Line {
        self.line
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// ASCII digits alone, and a `+` in front of them if there was one. Signs that people put between digits mean nothing, nor does the direction of the writing.
fn plain(text: &str) -> Result<Zeroizing<String>, PhoneNumberError> {
    let mut plain = Zeroizing::new(String::with_capacity(MAX));
    for (at, c) in text.trim().chars().enumerate() {
        if at == MAX {
            return Err(PhoneNumberError::Unreadable);
        }
        match (c, digit(c)) {
            (_, Some(digit)) => plain.push(digit),
            ('+' | '\u{FF0B}', _) if plain.is_empty() => plain.push('+'),
            (c, _) if c.is_whitespace() => {}
            ('-' | '.' | '/' | '(' | ')' | '\u{FF08}' | '\u{FF09}' | '\u{FF0D}' | '\u{30FC}', _) => {}
            ('\u{2010}'..='\u{2015}' | '\u{2212}', _) => {}
            ('\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}', _) => {}
            _ => return Err(PhoneNumberError::Unreadable),
        }
    }
    if *plain == "+" {
        return Err(PhoneNumberError::Unreadable);
    }
    Ok(plain)
}

/// A telephone as an authenticator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telephone {
    /// The number, sealed.
    pub number: Sealed,
    /// What may be shown of it.
    pub masked: String,
    /// The country's calling code.
    pub country: u16,
    /// What kind of line it is.
    pub line: Line,
    /// How its owner wants codes.
    pub channel: Channel,
}

/// How codes are sent to telephones: `[phone]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PhoneSettings {
    /// How codes can be sent: `sms`, `voice`, both or not at all. Each needs its provider: `relay.sms` and `relay.voice` here, or
    /// those of the remote relay.
    pub channels: BTreeSet<Channel>,
    /// Calling codes of the only countries to which codes are sent, such as 41; all if empty.
    pub allow_countries: BTreeSet<u16>,
    /// Calling codes of countries to which no codes are sent.
    pub deny_countries: BTreeSet<u16>,
    /// Codes that may be sent to one number within an hour: by strangers, and as many more by each browser in which its owner
    /// has logged in.
    pub codes_per_number_per_hour: u32,
    /// Codes that may be sent for one account within a day, counted in the same way.
    pub codes_per_account_per_day: u32,
    /// Codes that one address, or one client that does not say for whom, may cause within an hour.
    pub codes_per_initiator_per_hour: u32,
    /// Codes that may be sent to one country within an hour. The last fifth is for browsers in which people have logged in before.
    pub codes_per_country_per_hour: u32,
    /// What all codes of a day may cost, in the units of `costs`. The last fifth is for browsers in which people have logged in
    /// before.
    pub cost_per_day: u32,
    /// What one code costs, by calling code; 1 if absent. A call costs twice as much,
    /// and a text message that the network carries as several costs as many.
    pub costs: std::collections::BTreeMap<String, u32>,
}

impl Default for PhoneSettings {
    fn default() -> Self {
        Self {
            channels: BTreeSet::new(),
            allow_countries: BTreeSet::new(),
            deny_countries: BTreeSet::new(),
            codes_per_number_per_hour: 5,
            codes_per_account_per_day: 20,
            codes_per_initiator_per_hour: 10,
            codes_per_country_per_hour: 200,
            cost_per_day: 1000,
            costs: std::collections::BTreeMap::new(),
        }
    }
}

impl PhoneSettings {
    /// Whether codes are sent to this country.
    pub fn serves(&self, country: u16) -> bool {
        (self.allow_countries.is_empty() || self.allow_countries.contains(&country))
            && !self.deny_countries.contains(&country)
    }

    /// How codes can be sent to such a line in this country now, the first choice first.
    pub fn channels_to(&self, line: Line, country: u16) -> Vec<Channel> {
        let possible = line.channels().iter().copied();
        possible
            .filter(|channel| self.channels.contains(channel) && self.serves(country))
            .collect()
    }

    /// What one code costs.
    pub fn cost(&self, country: u16, channel: Channel) -> u32 {
        let cost = self.costs.get(&country.to_string()).copied().unwrap_or(1);
        match channel {
            Channel::Sms => cost,
            Channel::Voice => cost.saturating_mul(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<(String, bool, Line), PhoneNumberError> {
        let read = PhoneNumber::read(typed)?;
        Ok((
            read.number.expose().to_owned(),
            read.is_repaired,
            read.number.line(),
        ))
    }

    #[test]
    fn a_trunk_zero_goes_and_whoever_typed_it_is_told() {
        for (typed, meant, is_repaired, line) in [
            ("+8109012345678", "+819012345678", true, Line::Mobile),
            ("+81 90-1234-5678", "+819012345678", false, Line::Mobile),
            (
                "＋８１ ０９０ー１２３４ー５６７８",
                "+819012345678",
                true,
                Line::Mobile,
            ),
            ("+٨١ ٩٠ ١٢٣٤ ٥٦٧٨", "+819012345678", false, Line::Mobile),
            ("+44 (0)20 7946 0018", "+442079460018", true, Line::Landline),
            ("+44 (0)7400 123456", "+447400123456", true, Line::Mobile),
            ("+49 (0)30 123456", "+4930123456", true, Line::Landline),
            ("+31 (0)6 12345678", "+31612345678", true, Line::Mobile),
            ("+39 06 1234 5678", "+390612345678", false, Line::Landline),
            ("+39 312 345 6789", "+393123456789", false, Line::Mobile),
            ("+1 (202) 555-0123", "+12025550123", false, Line::Either),
            (
                "\u{202A}+41 78 123 45 67\u{202C}",
                "+41781234567",
                false,
                Line::Mobile,
            ),
        ] {
            assert_eq!(read(typed), Ok((meant.to_owned(), is_repaired, line)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_telephone_is_refused_and_says_why() {
        let long = "+1".repeat(40);
        for (typed, error) in [
            ("", PhoneNumberError::NoCountry),
            ("+", PhoneNumberError::Unreadable),
            ("090 1234 5678", PhoneNumberError::NoCountry),
            ("00819012345678", PhoneNumberError::NoCountry),
            ("+81 CALL ME", PhoneNumberError::Unreadable),
            ("+1 202 555 0123;ext=1", PhoneNumberError::Unreadable),
            ("+81+90", PhoneNumberError::Unreadable),
            (long.as_str(), PhoneNumberError::Unreadable),
            ("+999 123 456", PhoneNumberError::NotAssigned),
            ("+81 1", PhoneNumberError::NotAssigned),
            ("+1 900 234 5678", PhoneNumberError::WrongKind),
            ("+1 800 234 5678", PhoneNumberError::WrongKind),
            ("+44 70 1234 5678", PhoneNumberError::WrongKind),
            ("+44 56 1234 5678", PhoneNumberError::WrongKind),
        ] {
            assert_eq!(read(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn r7_a_number_shows_its_country_and_its_end_alone() {
        let number = PhoneNumber::read("+81 90 1234 5678").unwrap().number;
        assert_eq!(number.masked(), "+81 •••• 78");
        assert_eq!(format!("{number:?}"), "[redacted]");
        assert_eq!(number.expose_spaced(), "+81 90-1234-5678");
    }

    #[test]
    fn codes_go_where_they_are_allowed_to_and_can() {
        let both = PhoneSettings {
            channels: BTreeSet::from([Channel::Sms, Channel::Voice]),
            deny_countries: BTreeSet::from([882]),
            costs: [("44".to_owned(), 7)].into(),
            ..PhoneSettings::default()
        };
        assert_eq!(both.channels_to(Line::Mobile, 81), [Channel::Sms, Channel::Voice]);
        assert_eq!(both.channels_to(Line::Landline, 81), [Channel::Voice]);
        assert_eq!(both.channels_to(Line::Mobile, 882), []);
        assert_eq!(
            (both.cost(81, Channel::Sms), both.cost(44, Channel::Voice)),
            (1, 14)
        );
        let some = PhoneSettings {
            channels: BTreeSet::from([Channel::Sms]),
            allow_countries: BTreeSet::from([41]),
            ..both
        };
        assert_eq!(some.channels_to(Line::Mobile, 81), []);
        assert_eq!(some.channels_to(Line::Mobile, 41), [Channel::Sms]);
        assert_eq!(some.channels_to(Line::Landline, 41), []);
    }
}
