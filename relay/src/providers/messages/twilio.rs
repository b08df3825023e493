//! Messages and calls as Twilio takes them.

use countersign_proto::push::Provider;
use http::{
    Uri,
    header::{AUTHORIZATION, HeaderValue},
};
use serde_json::Value;
use zeroize::Zeroizing;

use super::{
    Call, Judged, Message, form,
    settings::{MessageSettings, basic, wrong},
};
use crate::{
    retry::{GatewayCode, GatewayMeaning},
    settings::SetupError,
};

/// Where the vendor is.
const HOST: &str = "https://api.twilio.com";

/// An account.
pub(super) struct Twilio {
    uri: Uri,
    from: String,
    authorization: HeaderValue,
    is_call: bool,
}

impl Twilio {
    pub(super) fn new(provider: Provider, settings: &MessageSettings) -> Result<Self, SetupError> {
        let (account, secret) = settings.account()?;
        if account.is_empty() || !account.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(wrong("username is no account of the vendor"));
        }
        let is_call = provider == Provider::Voice;
        let resource = if is_call { "Calls" } else { "Messages" };
        let host = settings.url.as_deref().unwrap_or(HOST).trim_end_matches('/');
        if !host.starts_with("https://") {
            return Err(wrong("url must be https"));
        }
        let uri = format!("{host}/2010-04-01/Accounts/{account}/{resource}.json");
        Ok(Self {
            uri: uri.parse().map_err(|_| wrong("url is no URL"))?,
            from: settings.from()?,
            authorization: basic(&account, &secret)?,
            is_call,
        })
    }

    pub(super) fn call(&self, message: &Message<'_>) -> Call {
        let said;
        let ttl = message.ttl_secs.clamp(1, 14_400).to_string();
        let mut fields = if self.is_call {
            said = speech(message);
            vec![
                ("To", message.to),
                ("From", &self.from),
                ("Twiml", said.as_str()),
                ("Timeout", "45"),
            ]
        } else {
            vec![
                ("To", message.to),
                ("From", &self.from),
                ("Body", message.text),
                ("ValidityPeriod", &ttl),
            ]
        };
        fields.extend(message.receipt.map(|url| ("StatusCallback", url)));
        Call {
            uri: self.uri.clone(),
            content_type: "application/x-www-form-urlencoded",
            headers: vec![(AUTHORIZATION, self.authorization.clone())],
            body: form(&fields),
        }
    }

    pub(super) fn judge(&self, status: u16, answer: &Value) -> Judged {
        if status == 201 {
            return Ok(());
        }
        let code = answer["code"].as_i64();
        Err(code.map(|code| GatewayCode {
            word: code.to_string(),
            meaning: meaning(status, code),
        }))
    }
}

/// What the vendor's codes mean (its error dictionary). The status says nothing more for most of them: it is 400.
fn meaning(status: u16, code: i64) -> GatewayMeaning {
    match code {
        // Unknown or suspended account, wrong secret, no permission, no such sender, no credit. A country that is not switched on is a
        // matter of the number alone: whoever has one there must not stop the others.
        20003 | 20005 | 20006 | 20008 | 21212 | 21606 | 21603 | 21659 | 21660 | 30002 | 30040 => {
            GatewayMeaning::Misconfigured
        }
        // Too many requests, queue full, trouble.
        20429 | 21611 | 14107 | 20500 | 20503 | 30001 => GatewayMeaning::Later,
        _ if matches!(status, 429 | 500..=599) => GatewayMeaning::Later,
        _ => GatewayMeaning::Rejected,
    }
}

/// What is said in a call, in the vendor's markup.
fn speech(message: &Message<'_>) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(message.text.len()));
    for c in message.text.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            c => text.push(c),
        }
    }
    Zeroizing::new(format!(
        "<Response><Say language=\"{}\">{}</Say></Response>",
        spoken_language(message.lang),
        &*text
    ))
}

/// The vendor's names of the languages that it speaks carry a region.
fn spoken_language(tag: &str) -> &str {
    match tag {
        "en" => "en-US",
        "fr" => "fr-FR",
        "es" => "es-ES",
        "ar" => "arb",
        "zh" => "cmn-CN",
        "ru" => "ru-RU",
        "ja" => "ja-JP",
        "ko" => "ko-KR",
        "de" => "de-DE",
        "pt" => "pt-PT",
        tag => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_vendors_table() {
        for (status, code, expected) in [
            (401, 20003, GatewayMeaning::Misconfigured),
            (403, 20005, GatewayMeaning::Misconfigured),
            (400, 21212, GatewayMeaning::Misconfigured),
            (400, 21606, GatewayMeaning::Misconfigured),
            (403, 21408, GatewayMeaning::Rejected),
            (400, 21215, GatewayMeaning::Rejected),
            (400, 30002, GatewayMeaning::Misconfigured),
            (429, 20429, GatewayMeaning::Later),
            (429, 21611, GatewayMeaning::Later),
            (503, 20503, GatewayMeaning::Later),
            (500, 20500, GatewayMeaning::Later),
            (400, 30001, GatewayMeaning::Later),
            (500, 12345, GatewayMeaning::Later),
            (400, 21211, GatewayMeaning::Rejected),
            (400, 21217, GatewayMeaning::Rejected),
            (400, 21610, GatewayMeaning::Rejected),
            (400, 21614, GatewayMeaning::Rejected),
            (400, 21617, GatewayMeaning::Rejected),
            (404, 20404, GatewayMeaning::Rejected),
        ] {
            assert_eq!(meaning(status, code), expected, "{code}");
        }
    }

    #[test]
    fn what_is_spoken_is_markup_and_says_its_language() {
        let message = Message {
            to: "+819012345678",
            text: "コード <&> 1, 2",
            lang: "ja",
            id: String::new(),
            receipt: None,
            ttl_secs: 60,
        };
        assert_eq!(
            speech(&message).as_str(),
            "<Response><Say language=\"ja-JP\">コード &lt;&amp;&gt; 1, 2</Say></Response>"
        );
    }
}
