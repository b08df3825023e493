//! The countries among which somebody chooses whose way of writing telephone numbers is theirs, in their own language.

use countersign_core::model::Country;
use unicode_normalization::UnicodeNormalization;

use crate::{locales::Words, state::Doors};

/// A country that codes are sent to.
pub(super) struct CountryChoice {
    /// Its code of ISO 3166.
    pub(super) region: &'static str,
    /// Its name and calling code.
    pub(super) said: String,
    pub(super) is_chosen: bool,
}

/// Those that codes are sent to, by their names.
pub(super) fn country_choices(doors: &Doors, words: &Words, chosen: &str) -> Vec<CountryChoice> {
    let settings = &doors.ctx().settings.phone;
    let served = Country::all()
        .into_iter()
        .filter(|one| settings.serves(one.code()));
    let mut named: Vec<(String, Country)> = served.map(|one| (words.get(&name_key(one)), one)).collect();
    named.sort_by_cached_key(|(name, _)| in_order(name));
    let choices = named.into_iter().map(|(name, country)| CountryChoice {
        region: country.region(),
        // Marks keep the digits in their order beside a name that is written from the right.
        said: format!("{name} \u{2066}+{}\u{2069}", country.code()),
        is_chosen: country.region() == chosen,
    });
    choices.collect()
}

/// The text that names a country.
fn name_key(country: Country) -> String {
    format!("country-{}", country.region().to_ascii_lowercase())
}

/// A name as it is put in order: letters with marks stand among those without.
fn in_order(name: &str) -> String {
    let plain = name.nfd().filter(|c| c.is_alphanumeric() || c.is_whitespace());
    plain.collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name() {
        let words = Words::english();
        for country in Country::all() {
            let key = name_key(country);
            assert_ne!(words.get(&key), key);
        }
    }

    #[test]
    fn letters_with_marks_stand_among_those_without() {
        let mut names = ["Zypern", "Österreich", "Oman", "Åland"];
        names.sort_by_cached_key(|name| in_order(name));
        assert_eq!(names, ["Åland", "Oman", "Österreich", "Zypern"]);
    }
}
