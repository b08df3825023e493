//! A gateway that is asked as its operator's templates say.

use http::{
    Uri,
    header::{HeaderName, HeaderValue},
};
use serde_json::Value;
use zeroize::Zeroizing;

use super::{
    Call, Judged, Message, push_escaped,
    settings::{MessageSettings, wrong},
};
use crate::{
    retry::{GatewayCode, GatewayMeaning},
    settings::SetupError,
};

/// A gateway's way of being asked.
pub(super) struct Generic {
    uri: Uri,
    template: Vec<Part>,
    is_json: bool,
    from: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    accepted: Option<(String, Vec<String>)>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Said(String),
    Filled(Name),
}

/// What is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    To,
    ToDigits,
    Text,
    Lang,
    From,
    Id,
    TtlSecs,
    ReceiptUrl,
}

const NAMES: [(&str, Name); 8] = [
    ("{to}", Name::To),
    ("{to_digits}", Name::ToDigits),
    ("{text}", Name::Text),
    ("{lang}", Name::Lang),
    ("{from}", Name::From),
    ("{id}", Name::Id),
    ("{ttl_secs}", Name::TtlSecs),
    ("{receipt_url}", Name::ReceiptUrl),
];

impl Generic {
    pub(super) fn new(settings: &MessageSettings) -> Result<Self, SetupError> {
        let url = settings.url.as_ref().ok_or_else(|| wrong("url is missing"))?;
        let uri: Uri = url.parse().map_err(|_| wrong("url is no URL"))?;
        if uri.scheme_str() != Some("https")
            || uri.authority().is_some_and(|host| host.as_str().contains('@'))
        {
            return Err(wrong("url must be https, without a name or password"));
        }
        let body = settings.body.as_ref().ok_or_else(|| wrong("body is missing"))?;
        let generic = Self {
            uri,
            template: parts(body),
            is_json: body.trim_start().starts_with('{'),
            from: settings.from.clone().unwrap_or_default(),
            headers: settings.credentials()?,
            accepted: settings
                .accepted_pointer
                .clone()
                .map(|pointer| (pointer, settings.accepted_values.clone())),
        };
        generic.check()?;
        Ok(generic)
    }

    /// Whether what is posted will be what it looks like, and says what it must.
    fn check(&self) -> Result<(), SetupError> {
        for (name, word) in [(Name::Text, "{text}"), (Name::To, "{to} or {to_digits}")] {
            let says = |part: &Part| match part {
                Part::Filled(Name::ToDigits) => name == Name::To,
                Part::Filled(filled) => *filled == name,
                Part::Said(_) => false,
            };
            if !self.template.iter().any(says) {
                return Err(wrong(&format!("body does not say {word}")));
            }
        }
        let sample = Message {
            to: "+12025550123",
            text: "\"\\\n&",
            lang: "en",
            id: String::new(),
            receipt: None,
            ttl_secs: 60,
        };
        if self.is_json && serde_json::from_str::<Value>(&self.body(&sample)).is_err() {
            return Err(wrong("body is not JSON once it is filled in"));
        }
        match &self.accepted {
            Some((pointer, values)) if !pointer.starts_with('/') || values.is_empty() => {
                Err(wrong("accepted_pointer begins with / and needs accepted_values"))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn call(&self, message: &Message<'_>) -> Call {
        Call {
            uri: self.uri.clone(),
            content_type: if self.is_json {
                "application/json"
            } else {
                "application/x-www-form-urlencoded"
            },
            headers: self.headers.clone(),
            body: self.body(message),
        }
    }

    fn body(&self, message: &Message<'_>) -> Zeroizing<String> {
        let mut body = Zeroizing::new(String::new());
        for part in &self.template {
            let name = match part {
                Part::Said(said) => {
                    body.push_str(said);
                    continue;
                }
                Part::Filled(name) => name,
            };
            let ttl = message.ttl_secs.to_string();
            let value = match name {
                Name::To => message.to,
                Name::ToDigits => message.to.trim_start_matches('+'),
                Name::Text => message.text,
                Name::Lang => message.lang,
                Name::From => &self.from,
                Name::Id => &message.id,
                Name::TtlSecs => &ttl,
                Name::ReceiptUrl => message.receipt.unwrap_or_default(),
            };
            if self.is_json {
                let quoted = Zeroizing::new(Value::from(value).to_string());
                body.push_str(
                    quoted
                        .trim_start_matches('"')
                        .strip_suffix('"')
                        .unwrap_or_default(),
                );
            } else {
                push_escaped(&mut body, value);
            }
        }
        body
    }

    pub(super) fn judge(&self, status: u16, answer: &Value) -> Judged {
        if !(200..300).contains(&status) {
            return Err(None);
        }
        let Some((pointer, values)) = &self.accepted else {
            return Ok(());
        };
        let said = match answer.pointer(pointer) {
            Some(Value::String(said)) => said.clone(),
            Some(said) => said.to_string(),
            None => "nothing".to_owned(),
        };
        if values.contains(&said) {
            return Ok(());
        }
        // Whatever a gateway says there is short and its own; what looks like more may repeat the message.
        let is_word = said.len() <= 40
            && said
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_. ".contains(&byte));
        let has_digits = said.bytes().filter(u8::is_ascii_digit).count() > 5;
        Err(Some(GatewayCode {
            word: if is_word && !has_digits {
                said
            } else {
                "another answer than accepted_values".to_owned()
            },
            meaning: GatewayMeaning::Rejected,
        }))
    }
}

fn parts(template: &str) -> Vec<Part> {
    let (mut parts, mut said, mut rest) = (Vec::new(), String::new(), template);
    while let Some(first) = rest.chars().next() {
        match NAMES.iter().find(|(mark, _)| rest.starts_with(mark)) {
            Some((mark, name)) => {
                parts.push(Part::Said(std::mem::take(&mut said)));
                parts.push(Part::Filled(*name));
                rest = &rest[mark.len()..];
            }
            None => {
                said.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    parts.push(Part::Said(said));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(body: &str) -> MessageSettings {
        MessageSettings {
            url: Some("https://sms.example.org/send".to_owned()),
            body: Some(body.to_owned()),
            from: Some("Example".to_owned()),
            ..MessageSettings::default()
        }
    }

    const MESSAGE: Message<'static> = Message {
        to: "+819012345678",
        text: "123456 is \"your\" code & more\n@id #1",
        lang: "en",
        id: String::new(),
        receipt: None,
        ttl_secs: 90,
    };

    #[test]
    fn values_are_escaped_as_their_place_needs_it() {
        let json =
            settings(r#"{"to":["{to}"],"message":{"body":"{text}","from":"{from}"},"ttl":{ttl_secs}}"#);
        let call = Generic::new(&json).unwrap().call(&MESSAGE);
        let body: Value = serde_json::from_str(&call.body).unwrap();
        assert_eq!(body["to"][0], MESSAGE.to);
        assert_eq!(
            (&body["message"]["body"], &body["ttl"]),
            (&MESSAGE.text.into(), &90.into())
        );
        let form = settings("dest={to_digits}&msg={text}&lang={lang}");
        let call = Generic::new(&form).unwrap().call(&MESSAGE);
        let said =
            "dest=819012345678&msg=123456%20is%20%22your%22%20code%20%26%20more%0A%40id%20%231&lang=en";
        assert_eq!(
            (call.body.as_str(), call.content_type),
            (said, "application/x-www-form-urlencoded")
        );
    }

    #[test]
    fn mistakes_are_named() {
        let wrong = |settings: MessageSettings| Generic::new(&settings).err().unwrap().to_string();
        let good = || settings("to={to}&text={text}");
        for (settings, said) in [
            (settings("to={to}"), "body does not say {text}"),
            (settings("text={text}"), "body does not say {to}"),
            (settings(r#"{"to":{to},"text":"{text}"}"#), "not JSON"),
            (MessageSettings { url: None, ..good() }, "url is missing"),
            (
                MessageSettings {
                    url: Some("http://sms.example.org".to_owned()),
                    ..good()
                },
                "must be https",
            ),
            (
                MessageSettings {
                    url: Some("https://me:secret@sms.example.org".to_owned()),
                    ..good()
                },
                "without a name or password",
            ),
            (
                MessageSettings {
                    accepted_pointer: Some("/status".to_owned()),
                    ..good()
                },
                "needs accepted_values",
            ),
            (
                MessageSettings {
                    header_name: Some("x-api-key".to_owned()),
                    ..good()
                },
                "header_name and header_file",
            ),
        ] {
            let error = wrong(settings);
            assert!(error.contains(said), "{said}: {error}");
        }
    }

    #[test]
    fn a_gateway_may_refuse_with_the_status_200() {
        let generic = Generic::new(&MessageSettings {
            accepted_pointer: Some("/result/state".to_owned()),
            accepted_values: vec!["ok".to_owned(), "0".to_owned()],
            ..settings("to={to}&text={text}")
        })
        .unwrap();
        for (status, answer, is_taken) in [
            (200, r#"{"result":{"state":"ok"}}"#, true),
            (202, r#"{"result":{"state":0}}"#, true),
            (200, r#"{"result":{"state":"no credit"}}"#, false),
            (200, "{}", false),
            (500, r#"{"result":{"state":"ok"}}"#, false),
        ] {
            let answer = serde_json::from_str(answer).unwrap();
            assert_eq!(generic.judge(status, &answer).is_ok(), is_taken, "{answer}");
        }
        let answer = serde_json::json!({"result": {"state": "no such number +819012345678"}});
        let word = generic.judge(200, &answer).unwrap_err().unwrap().word;
        assert_eq!(word, "another answer than accepted_values");
    }
}
