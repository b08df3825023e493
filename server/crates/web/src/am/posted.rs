//! What a program sends back: the step as it was, with what its person has answered. All else in it is ignored.

use serde::Deserialize;
use serde_json::Value;

/// A step that was filled in, or the wish to begin.
#[derive(Default, Deserialize)]
pub(super) struct Posted {
    /// Which step; absent at the beginning.
    #[serde(default, rename = "authId")]
    pub(super) auth_id: Option<String>,
    #[serde(default)]
    callbacks: Vec<Callback>,
}

#[derive(Deserialize)]
struct Callback {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    input: Vec<Input>,
}

#[derive(Deserialize)]
struct Input {
    #[serde(default)]
    value: Value,
}

impl Posted {
    /// What stands in a body. An empty one begins.
    ///
    /// # Errors
    /// If it is not such a step.
    pub(super) fn read(body: &[u8]) -> serde_json::Result<Self> {
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self::default());
        }
        serde_json::from_slice(body)
    }

    /// The answer to the first callback of this kind.
    fn answer(&self, kind: &str) -> Option<&Value> {
        let callback = self.callbacks.iter().find(|callback| callback.kind == kind)?;
        callback.input.first().map(|input| &input.value)
    }

    fn text(&self, kind: &str) -> &str {
        self.answer(kind).and_then(Value::as_str).unwrap_or_default()
    }

    /// The name, or code, that was typed.
    pub(super) fn name(&self) -> &str {
        self.text("NameCallback")
    }

    /// The password that was typed.
    pub(super) fn password(&self) -> &str {
        self.text("PasswordCallback")
    }

    /// The place of what was chosen.
    pub(super) fn choice(&self) -> Option<usize> {
        self.answer("ChoiceCallback").and_then(place)
    }

    /// The place of the button that was pressed.
    pub(super) fn button(&self) -> Option<usize> {
        self.answer("ConfirmationCallback").and_then(place)
    }

    /// Whether terms were accepted. Nothing but a plain yes is one.
    pub(super) fn accepts(&self) -> bool {
        matches!(self.answer("TermsAndConditionsCallback"), Some(Value::Bool(true)))
    }
}

/// A place, as a number or, from some programs, as text.
fn place(value: &Value) -> Option<usize> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_u64().and_then(|place| usize::try_from(place).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_whatever_else_a_program_sends() {
        let body = br#"{"authId": "x", "status": 200, "ok": true, "callbacks": [
            {"type": "TextOutputCallback", "output": []},
            {"type": "NameCallback", "output": [], "input": [{"name": "IDToken2", "value": "alice"}], "_id": 7},
            {"type": "ConfirmationCallback", "input": [{"name": "IDToken3", "value": "1"}]}]}"#;
        let posted = Posted::read(body).unwrap();
        assert_eq!(posted.auth_id.as_deref(), Some("x"));
        assert_eq!((posted.name(), posted.password()), ("alice", ""));
        assert_eq!((posted.button(), posted.choice()), (Some(1), None));
    }

    #[test]
    fn only_yes_is_yes() {
        let accepts = |value: &str| {
            let body = format!(
                r#"{{"callbacks": [{{"type": "TermsAndConditionsCallback", "input": [{{"value": {value}}}]}}]}}"#
            );
            Posted::read(body.as_bytes()).unwrap().accepts()
        };
        assert!(accepts("true"));
        for other in ["false", "\"true\"", "1", "null", "[true]"] {
            assert!(!accepts(other), "{other}");
        }
        assert!(!Posted::read(b"{}").unwrap().accepts());
    }

    #[test]
    fn nothing_begins_and_rubbish_does_not() {
        assert!(Posted::read(b" \n").unwrap().auth_id.is_none());
        for rubbish in [&b"null"[..], b"[", b"{\"callbacks\": 1}", b"{\"authId\": 1}"] {
            assert!(Posted::read(rubbish).is_err());
        }
    }
}
