//! Text messages as Vonage takes them.

use countersign_proto::push::Provider;
use http::Uri;
use serde_json::Value;
use zeroize::Zeroizing;

use super::{
    Call, Judged, Message, form,
    settings::{MessageSettings, wrong},
};
use crate::{
    retry::{GatewayCode, GatewayMeaning},
    settings::SetupError,
};

/// Where the vendor is.
const HOST: &str = "https://rest.nexmo.com";

/// An account.
pub(super) struct Vonage {
    uri: Uri,
    from: String,
    key: String,
    secret: Zeroizing<String>,
}

impl Vonage {
    pub(super) fn new(provider: Provider, settings: &MessageSettings) -> Result<Self, SetupError> {
        if provider == Provider::Voice {
            return Err(wrong(
                "provider \"vonage\" is for text messages; use another one for calls",
            ));
        }
        let host = settings.url.as_deref().unwrap_or(HOST).trim_end_matches('/');
        if !host.starts_with("https://") {
            return Err(wrong("url must be https"));
        }
        let (key, secret) = settings.account()?;
        Ok(Self {
            uri: format!("{host}/sms/json")
                .parse()
                .map_err(|_| wrong("url is no URL"))?,
            from: settings.from()?,
            key,
            secret,
        })
    }

    pub(super) fn call(&self, message: &Message<'_>) -> Call {
        let kind = if message.text.is_ascii() {
            "text"
        } else {
            "unicode"
        };
        let ttl_ms = (message.ttl_secs.clamp(20, 604_800) * 1000).to_string();
        let mut fields = vec![
            ("api_key", self.key.as_str()),
            ("api_secret", &self.secret),
            ("to", message.to.trim_start_matches('+')),
            ("from", &self.from),
            ("text", message.text),
            ("type", kind),
            ("ttl", &ttl_ms),
            ("client-ref", &message.id),
        ];
        fields.extend(message.receipt.map(|url| ("callback", url)));
        Call {
            uri: self.uri.clone(),
            content_type: "application/x-www-form-urlencoded",
            headers: Vec::new(),
            body: form(&fields),
        }
    }

    /// The status of the answer is 200 whatever it says; a message that is too long for one is several, of which any may be refused. One
    /// that was taken in part is paid for and under way: sent again, it would come twice.
    pub(super) fn judge(&self, status: u16, answer: &Value) -> Judged {
        if status == 200 { judged(answer) } else { Err(None) }
    }
}

/// What is said of a message's parts.
fn judged(answer: &Value) -> Judged {
    let parts = answer["messages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let mut said = parts.iter().map(|part| part["status"].as_str());
    if said.clone().any(|status| status == Some("0")) {
        return Ok(());
    }
    match said.next() {
        None => Err(Some(GatewayCode {
            word: "no messages".to_owned(),
            meaning: GatewayMeaning::Rejected,
        })),
        Some(word) => {
            let code = word.and_then(|word| word.parse().ok());
            Err(Some(GatewayCode {
                word: code.map_or_else(|| "no status".to_owned(), |code: u16| code.to_string()),
                meaning: meaning(code),
            }))
        }
    }
}

/// What the vendor's codes mean.
const fn meaning(code: Option<u16>) -> GatewayMeaning {
    match code {
        // Too fast, its own trouble, too many connections.
        Some(1 | 5 | 10) => GatewayMeaning::Later,
        // Wrong key, account barred, no credit, not signed as it should be. A sender or a number that is not allowed for this destination
        // is a matter of that number alone: whoever has one there must not stop the others.
        Some(4 | 8 | 9 | 14 | 32) => GatewayMeaning::Misconfigured,
        _ => GatewayMeaning::Rejected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_vendors_table() {
        for (code, expected) in [
            (1, GatewayMeaning::Later),
            (2, GatewayMeaning::Rejected),
            (3, GatewayMeaning::Rejected),
            (4, GatewayMeaning::Misconfigured),
            (5, GatewayMeaning::Later),
            (6, GatewayMeaning::Rejected),
            (7, GatewayMeaning::Rejected),
            (8, GatewayMeaning::Misconfigured),
            (9, GatewayMeaning::Misconfigured),
            (10, GatewayMeaning::Later),
            (11, GatewayMeaning::Rejected),
            (14, GatewayMeaning::Misconfigured),
            (15, GatewayMeaning::Rejected),
            (22, GatewayMeaning::Rejected),
            (29, GatewayMeaning::Rejected),
            (33, GatewayMeaning::Rejected),
        ] {
            assert_eq!(meaning(Some(code)), expected, "{code}");
        }
        assert_eq!(meaning(None), GatewayMeaning::Rejected);
    }

    #[test]
    fn what_was_taken_in_part_was_taken() {
        let vonage = |statuses: &[&str]| {
            let parts = statuses
                .iter()
                .map(|status| serde_json::json!({"status": status}));
            judged(&serde_json::json!({"messages": parts.collect::<Vec<_>>()}))
        };
        for (statuses, is_taken) in [
            (&["0"][..], true),
            (&["0", "0"], true),
            (&["0", "1"], true),
            (&["1", "0"], true),
            (&["1", "1"], false),
            (&[], false),
        ] {
            assert_eq!(vonage(statuses).is_ok(), is_taken, "{statuses:?}");
        }
    }
}
