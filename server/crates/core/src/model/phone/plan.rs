//! What a number is in the numbering plan of its country: by the rules of libphonenumber, on its data.
//!
//! The crate that brings the data has a reader of its own. It takes patterns that match the beginning of a number for the whole and
//! loses zeros in front, so it is used for the data and for the spaces between digits alone.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use phonenumber::{
    Mode, Type,
    metadata::{DATABASE, Descriptor, Metadata},
};
use regex::{Regex, RegexBuilder};

/// What kinds there are, in the order in which they are tried; mobile phones and landlines come last.
const SPECIAL: [Type; 8] = [
    Type::PremiumRate,
    Type::TollFree,
    Type::SharedCost,
    Type::Voip,
    Type::PersonalNumber,
    Type::Pager,
    Type::Uan,
    Type::Voicemail,
];
/// The longest number within a country, and the shortest.
const NATIONAL: std::ops::RangeInclusive<usize> = 2..=17;

/// A number that is given out.
pub(super) struct Planned {
    pub(super) country: u16,
    /// The digits after the country's calling code.
    pub(super) national: String,
    pub(super) kind: Type,
}

/// Reads the digits after `+`; nothing if no such number is given out.
pub(super) fn read(digits: &str) -> Option<Planned> {
    if digits.starts_with('0') {
        return None;
    }
    let (country, rest) = (1..=3).find_map(|length| {
        let country: u16 = digits.get(..length)?.parse().ok()?;
        DATABASE.by_code(&country)?;
        Some((country, digits.get(length..)?))
    })?;
    let regions = regions(country);
    let national = without_prefix(regions.first()?, rest);
    if !NATIONAL.contains(&national.len()) {
        return None;
    }
    let kind = kind_among(&regions, &national)?;
    Some(Planned {
        country,
        national,
        kind,
    })
}

/// The number as its country writes it, if the crate's own reader knows what it is.
pub(super) fn spaced(e164: &str) -> String {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let spaced =
        phonenumber::parse(None, e164).map(|number| number.format().mode(Mode::International).to_string());
    match spaced {
        Ok(spaced) if digits(&spaced) == digits(e164) => spaced,
        _ => e164.to_owned(),
    }
}

/// The countries and territories that have a plan, with their calling codes. What belongs to none has a number for a name.
pub(super) fn regions_with_names() -> impl Iterator<Item = (&'static str, u16)> {
    let all = DATABASE.iter().map(|plan| (plan.id(), plan.country_code()));
    all.filter(|(region, _)| region.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// What is dialled in front of a number inside its country.
pub(super) fn prefix(region: &str) -> Option<&'static str> {
    DATABASE.by_id(region)?.national_prefix()
}

/// The plans that share a calling code, the main one first.
fn regions(country: u16) -> Vec<&'static Metadata> {
    DATABASE.by_code(&country).unwrap_or_default()
}

/// What is left of a number without the prefix that belongs to calls inside its country.
fn without_prefix(plan: &Metadata, national: &str) -> String {
    let stripped = strip(plan, national);
    match stripped {
        Some(stripped) if is_long_enough(plan, &stripped) => stripped,
        _ => national.to_owned(),
    }
}

fn strip(plan: &Metadata, national: &str) -> Option<String> {
    let prefix = plan
        .national_prefix_for_parsing()
        .map(|prefix| prefix.as_str().to_owned());
    let prefix = prefix.or_else(|| plan.national_prefix().map(str::to_owned))?;
    let prefix = pattern(&format!("^(?:{prefix})"))?;
    let found = prefix.captures(national)?;
    let last = found.get(found.len() - 1).filter(|_| found.len() > 1);
    let stripped = match (plan.national_prefix_transform_rule(), last) {
        (Some(rule), Some(_)) => {
            let mut replaced = String::new();
            found.expand(&rule.replace("$1", "${1}").replace("$2", "${2}"), &mut replaced);
            replaced + &national[found.get(0)?.end()..]
        }
        _ => national[found.get(0)?.end()..].to_owned(),
    };
    let general = plan.descriptors().general();
    // A number that is good as it is does not lose what makes it so.
    (!matches(general, national) || matches(general, &stripped)).then_some(stripped)
}

/// Whether it has a length that numbers of the plan have when they are called from elsewhere.
fn is_long_enough(plan: &Metadata, national: &str) -> bool {
    let kinds = SPECIAL.iter().chain([&Type::FixedLine, &Type::Mobile]);
    let all = kinds.filter_map(|kind| plan.descriptors().get(*kind));
    let mut lengths: Vec<u16> = all
        .flat_map(|kind| kind.possible_length().iter().copied())
        .collect();
    lengths.sort_unstable();
    let length = u16::try_from(national.len()).unwrap_or(u16::MAX);
    let is_longer = lengths.last().is_some_and(|longest| length > *longest);
    is_longer || lengths.contains(&length)
}

fn kind_among(plans: &[&Metadata], national: &str) -> Option<Type> {
    if let [only] = plans {
        return kind(only, national);
    }
    for plan in plans {
        match plan.leading_digits() {
            Some(leading) => {
                if pattern(&format!("^(?:{})", leading.as_str()))?.is_match(national) {
                    return kind(plan, national);
                }
            }
            None => {
                if let Some(kind) = kind(plan, national) {
                    return Some(kind);
                }
            }
        }
    }
    None
}

fn kind(plan: &Metadata, national: &str) -> Option<Type> {
    let descriptors = plan.descriptors();
    if !matches(descriptors.general(), national) {
        return None;
    }
    let is = |kind: Type| descriptors.get(kind).is_some_and(|kind| matches(kind, national));
    let special = SPECIAL.iter().find(|kind| is(**kind));
    if let Some(special) = special {
        return Some(*special);
    }
    match (is(Type::FixedLine), is(Type::Mobile)) {
        (true, true) => Some(Type::FixedLineOrMobile),
        (true, false) => Some(Type::FixedLine),
        (false, true) => Some(Type::Mobile),
        (false, false) => None,
    }
}

/// Whether the whole number is one of these.
fn matches(kind: &Descriptor, national: &str) -> bool {
    let lengths = kind.possible_length();
    let is_long = lengths.is_empty()
        || lengths
            .iter()
            .any(|length| usize::from(*length) == national.len());
    is_long
        && pattern(&format!("^(?:{})$", kind.national_number().as_str()))
            .is_some_and(|pattern| pattern.is_match(national))
}

/// A pattern of the plans, made once.
fn pattern(text: &str) -> Option<Regex> {
    static MADE: LazyLock<Mutex<HashMap<String, Regex>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = made.get(text) {
        return Some(known.clone());
    }
    let pattern = RegexBuilder::new(text).ignore_whitespace(true).build().ok()?;
    made.insert(text.to_owned(), pattern.clone());
    Some(pattern)
}
