//! What a step asks of its program, with the exact JSON types that the SDKs read (protocol page, section 6.2): the one for Android
//! crashes on others.

use serde_json::{Value, json};

/// What whoever presses no button sends back.
const NOT_PRESSED: u32 = 100;
/// A text for people, in a [`Callbacks::text`].
const INFORMATION: &str = "0";
/// A text for programs.
const SCRIPT: &str = "4";

/// The callbacks of one step, in their order.
#[derive(Default)]
pub(super) struct Callbacks(Vec<Value>);

impl Callbacks {
    /// A name, or a code: a line that is shown as it is typed.
    pub(super) fn name(self, prompt: &str) -> Self {
        self.asking("NameCallback", &[("prompt", prompt.into())], "")
    }

    /// A line that is not shown.
    pub(super) fn password(self, prompt: &str) -> Self {
        self.asking("PasswordCallback", &[("prompt", prompt.into())], "")
    }

    /// One of several, by its place.
    pub(super) fn choice(self, prompt: &str, choices: &[String]) -> Self {
        let output = [
            ("prompt", prompt.into()),
            ("choices", json!(choices)),
            ("defaultChoice", 0.into()),
        ];
        self.asking("ChoiceCallback", &output, 0)
    }

    /// Buttons of which one is pressed to go on.
    pub(super) fn buttons(self, options: &[String]) -> Self {
        self.confirmation(options, 0)
    }

    /// Buttons beside something that goes on by itself.
    pub(super) fn buttons_beside(self, options: &[String]) -> Self {
        self.confirmation(options, NOT_PRESSED)
    }

    fn confirmation(self, options: &[String], unless_pressed: u32) -> Self {
        let output = [
            ("prompt", "".into()),
            ("messageType", 0.into()),
            ("options", json!(options)),
            ("optionType", (-1).into()),
            ("defaultOption", 0.into()),
        ];
        self.asking("ConfirmationCallback", &output, unless_pressed)
    }

    /// A text for people.
    pub(super) fn text(self, message: &str) -> Self {
        self.told(message, INFORMATION)
    }

    /// A text that the programs of the reference server run as a script; ours does nothing, whatever it holds.
    pub(super) fn script(self, message: &str) -> Self {
        self.told(message, SCRIPT)
    }

    fn told(self, message: &str, message_type: &str) -> Self {
        let output = [("message", message.into()), ("messageType", message_type.into())];
        self.saying("TextOutputCallback", &output)
    }

    /// To be sent back after so many milliseconds.
    pub(super) fn polling(self, wait_ms: u32, message: &str) -> Self {
        let output = [
            ("waitTime", wait_ms.to_string().into()),
            ("message", message.into()),
        ];
        self.saying("PollingWaitCallback", &output)
    }

    /// A value for the program, under a name that it looks for.
    pub(super) fn hidden(self, id: &str, value: &str) -> Self {
        let output = [("value", value.into()), ("id", id.into())];
        self.asking("HiddenValueCallback", &output, id)
    }

    /// Terms to be accepted. Programs find the text by its name, and some by its place. When a version was written is not known here.
    pub(super) fn terms(self, version: &str, text: &str) -> Self {
        let output = [
            ("version", version.into()),
            ("terms", text.into()),
            ("createDate", "".into()),
        ];
        self.asking("TermsAndConditionsCallback", &output, false)
    }

    fn asking(mut self, kind: &str, output: &[(&str, Value)], unless_said: impl Into<Value>) -> Self {
        // Counted over all callbacks of the step.
        let name = format!("IDToken{}", self.0.len() + 1);
        let input = json!([{"name": name, "value": unless_said.into()}]);
        self.0
            .push(json!({"type": kind, "output": named(output), "input": input}));
        self
    }

    fn saying(mut self, kind: &str, output: &[(&str, Value)]) -> Self {
        self.0.push(json!({"type": kind, "output": named(output)}));
        self
    }

    pub(super) fn into_json(self) -> Value {
        self.0.into()
    }
}

fn named(output: &[(&str, Value)]) -> Value {
    let each = output.iter();
    each.map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_what_the_reference_server_sends() {
        let options = ["Cancel".to_owned()];
        let waiting = Callbacks::default()
            .polling(5000, "Tap the number [34] on the Push Notification to continue.")
            .hidden("pushChallengeNumber", "34")
            .buttons_beside(&options);
        let expected = r#"[
 {"type":"PollingWaitCallback","output":[{"name":"waitTime","value":"5000"},{"name":"message","value":"Tap the number [34] on the Push Notification to continue."}]},
 {"type":"HiddenValueCallback","output":[{"name":"value","value":"34"},{"name":"id","value":"pushChallengeNumber"}],"input":[{"name":"IDToken2","value":"pushChallengeNumber"}]},
 {"type":"ConfirmationCallback","output":[{"name":"prompt","value":""},{"name":"messageType","value":0},{"name":"options","value":["Cancel"]},
  {"name":"optionType","value":-1},{"name":"defaultOption","value":0}],"input":[{"name":"IDToken3","value":100}]}]"#;
        let expected: Value = serde_json::from_str(expected).unwrap();
        assert_eq!(waiting.into_json(), expected);
        let choices = ["push".to_owned(), "oath".to_owned()];
        let choosing = Callbacks::default().choice("Choose a method", &choices);
        let expected = r#"[{"type":"ChoiceCallback","output":[{"name":"prompt","value":"Choose a method"},
 {"name":"choices","value":["push","oath"]},{"name":"defaultChoice","value":0}],"input":[{"name":"IDToken1","value":0}]}]"#;
        let expected: Value = serde_json::from_str(expected).unwrap();
        assert_eq!(choosing.into_json(), expected);
        let told = Callbacks::default().text("Scan").script("x").into_json();
        assert_eq!(told[0]["output"][1], json!({"name": "messageType", "value": "0"}));
        assert_eq!(told[1]["output"][1], json!({"name": "messageType", "value": "4"}));
        assert!(told[0].get("input").is_none());
    }
}
