//! JSON of which the value counts: members sorted, no spaces, and numbers as they were written, however large they are.

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};

/// A value, written in the one way that two equal ones share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortedJson(String);

impl SortedJson {
    /// The value that this text is; none if it is no JSON.
    pub fn read_from(text: &str) -> Option<Self> {
        let mut sorted = String::with_capacity(text.len());
        write(serde_json::from_str(text).ok()?, &mut sorted).ok()?;
        Some(Self(sorted))
    }

    /// These facts.
    pub(super) fn of<T: Serialize>(facts: &T) -> Self {
        let text = serde_json::to_string(facts).expect("facts of the model have string keys");
        Self::read_from(&text).expect("what was just written is JSON")
    }

    /// The facts that it is.
    ///
    /// # Errors
    /// If it is none of this type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whoever has read `value` has bounded how deep it goes.
fn write(value: &RawValue, sorted: &mut String) -> Result<(), serde_json::Error> {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b'{') => {
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
            sorted.push('{');
            for (at, (name, value)) in members.into_iter().enumerate() {
                if at > 0 {
                    sorted.push(',');
                }
                sorted.push_str(&Value::from(name).to_string());
                sorted.push(':');
                write(value, sorted)?;
            }
            sorted.push('}');
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            sorted.push('[');
            for (at, item) in items.into_iter().enumerate() {
                if at > 0 {
                    sorted.push(',');
                }
                write(item, sorted)?;
            }
            sorted.push(']');
        }
        Some(b'"') => {
            let text: String = serde_json::from_str(text)?;
            sorted.push_str(&Value::from(text).to_string());
        }
        _ => sorted.push_str(text),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_json_is_written_does_not_count() {
        let one = SortedJson::read_from(r#"{"a":1,"b":{"c":[],"d":"\u00fc"},"e":{}}"#);
        let other = SortedJson::read_from(r#"{ "b": {"d": "ü", "c": [ ]}, "e": {}, "a": 1 }"#);
        assert!(one.is_some() && one == other);
        for text in ["", "{", "[1,]", "{} {}", "nul"] {
            assert_eq!(SortedJson::read_from(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_kept_to_the_last_digit() {
        for number in [
            "340282366920938463463374607431768211455",
            "18446744073709551615",
            "-1",
            "0.1",
        ] {
            assert_eq!(SortedJson::read_from(number).unwrap().as_str(), number);
        }
        assert_eq!(SortedJson::of(&u128::MAX).read::<u128>().unwrap(), u128::MAX);
    }

    #[test]
    fn what_goes_too_deep_is_refused() {
        assert_eq!(SortedJson::read_from(&"[".repeat(100_000)), None);
    }
}
