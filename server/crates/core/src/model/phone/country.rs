//! Countries and territories with telephone numbers of their own.

use super::plan;

/// A country or territory, by whose plan a number that was typed without `+` is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    region: &'static str,
    code: u16,
}

impl Country {
    /// All of them, by their codes.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = plan::regions_with_names()
            .map(|(region, code)| Self { region, code })
            .collect();
        all.sort_unstable_by_key(|country| country.region);
        all
    }

    /// The one with this code of ISO 3166.
    pub fn of(region: &str) -> Option<Self> {
        let (region, code) = plan::regions_with_names().find(|(known, _)| *known == region)?;
        Some(Self { region, code })
    }

    /// Its code of ISO 3166: two capital letters.
    pub const fn region(self) -> &'static str {
        self.region
    }

    /// Its calling code. Several may share one.
    pub const fn code(self) -> u16 {
        self.code
    }

    /// Whether `typed` is how people of the country write the number `national` among themselves: with the prefix of calls inside
    /// the country, or without.
    pub(super) fn writes(self, typed: &str, national: &str) -> bool {
        let prefix = plan::prefix(self.region).unwrap_or_default();
        typed == national || typed.strip_prefix(prefix) == Some(national)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PhoneNumber, PhoneNumberError};

    #[test]
    fn every_country_has_a_code_and_is_found_by_its_own() {
        let all = Country::all();
        assert!(all.len() > 240, "{}", all.len());
        for country in &all {
            assert_eq!(Country::of(country.region()), Some(*country));
            assert!(country.region().len() == 2 && country.code() > 0, "{country:?}");
        }
        for (region, code) in [("JP", 81), ("US", 1), ("CA", 1), ("CH", 41), ("XK", 383)] {
            assert_eq!(Country::of(region).map(Country::code), Some(code), "{region}");
        }
        for other in ["", "001", "jp", "ZZ", "JP ", "日本"] {
            assert_eq!(Country::of(other), None, "{other}");
        }
    }

    #[test]
    fn a_number_is_read_as_it_is_written_inside_its_country() {
        for (region, typed, meant, is_repaired) in [
            ("JP", "090-1234-5678", "+819012345678", false),
            ("JP", "９０１２３４５６７８", "+819012345678", false),
            ("GB", "020 7946 0018", "+442079460018", false),
            ("GB", "(0)7400 123456", "+447400123456", false),
            ("IT", "06 1234 5678", "+390612345678", false),
            ("US", "(202) 555-0123", "+12025550123", false),
            ("RU", "8 912 345-67-89", "+79123456789", false),
            // What begins with + says itself of which country it is.
            ("JP", "+44 7400 123456", "+447400123456", false),
            ("JP", "+44 (0)7400 123456", "+447400123456", true),
        ] {
            let country = Country::of(region).unwrap();
            let read = PhoneNumber::read_in(country, typed).unwrap();
            assert_eq!(
                (read.number.expose(), read.is_repaired),
                (meant, is_repaired),
                "{region} {typed}"
            );
        }
        let japan = Country::of("JP").unwrap();
        for (typed, error) in [
            ("", PhoneNumberError::Unreadable),
            ("+", PhoneNumberError::Unreadable),
            ("CALL ME", PhoneNumberError::Unreadable),
            ("090 1234 567", PhoneNumberError::NotAssigned),
            ("0081 90 1234 5678", PhoneNumberError::NotAssigned),
            ("0120 123 456", PhoneNumberError::WrongKind),
        ] {
            assert_eq!(PhoneNumber::read_in(japan, typed), Err(error), "{typed}");
        }
    }
}
