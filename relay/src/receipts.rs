//! What gateways say later of messages that they took. They are told an address for it that nobody else can make up: each message has
//! its own, and it opens nothing but that message's outcome.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use countersign_proto::{keys::SharedSecret, signed::keyed_hash};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Bytes of the code that shows that an address is ours.
const MAC_LEN: usize = 16;
/// Longest token, in characters.
const MAX_TOKEN: usize = 200;
/// Longest word of a gateway that is repeated, in bytes.
const MAX_WORD: usize = 32;

/// Makes and reads the addresses.
#[derive(Clone)]
pub struct Receipts {
    /// What comes before the token.
    base: String,
    key: Zeroizing<[u8; 32]>,
}

/// Which message an address is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Whose it is; empty where there is one sender alone.
    pub sender: String,
    /// The notification.
    pub id: Uuid,
    /// What its sender says that it is about.
    pub reference: Option<Uuid>,
}

/// What a gateway says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receipt {
    /// The message has arrived.
    Delivered,
    /// It will not.
    Failed(String),
    /// Nothing that is final.
    UnderWay,
}

impl Receipts {
    /// Receipts at addresses that begin with `base`.
    pub fn new(base: String, key: Zeroizing<[u8; 32]>) -> Self {
        Self { base, key }
    }

    /// The address for one message.
    pub(crate) fn url(&self, about: &About) -> String {
        let reference = about.reference.unwrap_or(Uuid::nil());
        let mut said = Vec::with_capacity(32 + about.sender.len());
        said.extend_from_slice(about.id.as_bytes());
        said.extend_from_slice(reference.as_bytes());
        said.extend_from_slice(about.sender.as_bytes());
        let token = [&self.mac(&said)[..], &said].concat();
        format!("{}{}", self.base, BASE64URL_NOPAD.encode(&token))
    }

    /// Which message a token is about, if it is one of ours.
    pub fn read(&self, token: &str) -> Option<About> {
        if token.len() > MAX_TOKEN {
            return None;
        }
        let token = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        let (mac, said) = token.split_first_chunk::<MAC_LEN>()?;
        verify_slices_are_equal(mac, &self.mac(said)).ok()?;
        let (id, rest) = said.split_first_chunk::<16>()?;
        let (reference, sender) = rest.split_first_chunk::<16>()?;
        Some(About {
            sender: std::str::from_utf8(sender).ok()?.to_owned(),
            id: Uuid::from_bytes(*id),
            reference: Some(Uuid::from_bytes(*reference)).filter(|reference| !reference.is_nil()),
        })
    }

    fn mac(&self, said: &[u8]) -> [u8; MAC_LEN] {
        let text = format!("receipt {}", BASE64URL_NOPAD.encode(said));
        let whole = keyed_hash(&SharedSecret::from_bytes(*self.key), &text);
        let mut half = [0; MAC_LEN];
        half.copy_from_slice(&whole[..MAC_LEN]);
        half
    }
}

/// Reads what a gateway says, in JSON, a form or a query: the word under one of the names that gateways give it. Words of which
/// nobody knows the meaning are not final.
pub fn read_receipt(query: &str, body: &[u8]) -> Receipt {
    const NAMES: [&str; 4] = ["MessageStatus", "CallStatus", "SmsStatus", "status"];
    let json: Option<Value> = serde_json::from_slice(body).ok().filter(Value::is_object);
    let pairs: Vec<(String, String)> = [query.as_bytes(), body]
        .iter()
        .flat_map(|text| form(text))
        .collect();
    let said = NAMES.iter().find_map(|name| {
        let of_json = json
            .as_ref()
            .and_then(|json| json[*name].as_str())
            .map(str::to_owned);
        of_json.or_else(|| {
            let found = pairs.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone())
        })
    });
    let word = said.unwrap_or_default().to_ascii_lowercase();
    match word.as_str() {
        "delivered" | "read" | "completed" => Receipt::Delivered,
        "undelivered" | "failed" | "rejected" | "expired" | "busy" | "no-answer" | "canceled"
        | "cancelled" | "unanswered" | "timeout" => Receipt::Failed(word),
        _ => Receipt::UnderWay,
    }
}

/// The pairs of a form whose names and values are short words; others say nothing here.
fn form(text: &[u8]) -> Vec<(String, String)> {
    let Ok(text) = std::str::from_utf8(text) else {
        return Vec::new();
    };
    let is_word = |part: &str| {
        part.len() <= MAX_WORD
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(name, value)| is_word(name) && is_word(value))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipts(key: u8) -> Receipts {
        Receipts::new(
            "https://id.example.org/receipts/".to_owned(),
            Zeroizing::new([key; 32]),
        )
    }

    #[test]
    fn an_address_is_about_one_message_and_nobody_else_can_make_one() {
        let about = About {
            sender: "server".to_owned(),
            id: Uuid::from_u128(7),
            reference: Some(Uuid::from_u128(8)),
        };
        let url = receipts(1).url(&about);
        let token = url.strip_prefix("https://id.example.org/receipts/").unwrap();
        assert_eq!(receipts(1).read(token), Some(about.clone()));
        assert_eq!(receipts(2).read(token), None);
        for place in 0..token.len() {
            let mut changed = token.as_bytes().to_vec();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            assert_eq!(
                receipts(1).read(std::str::from_utf8(&changed).unwrap()),
                None,
                "{place}"
            );
        }
        for nothing in ["", "A", &token[..20], &"A".repeat(5000)] {
            assert_eq!(receipts(1).read(nothing), None);
        }
        let bare = About {
            sender: String::new(),
            reference: None,
            ..about
        };
        let url = receipts(1).url(&bare);
        assert_eq!(receipts(1).read(url.rsplit('/').next().unwrap()), Some(bare));
    }

    #[test]
    fn words_of_gateways_are_read_wherever_they_stand() {
        let failed = |word: &str| Receipt::Failed(word.to_owned());
        for (query, body, receipt) in [
            (
                "",
                "MessageSid=SM1&MessageStatus=delivered&To=%2B12025550123",
                Receipt::Delivered,
            ),
            (
                "",
                "MessageStatus=undelivered&ErrorCode=30005",
                failed("undelivered"),
            ),
            ("", "MessageStatus=sent", Receipt::UnderWay),
            ("", "CallSid=CA1&CallStatus=completed", Receipt::Delivered),
            ("", "CallStatus=no-answer", failed("no-answer")),
            (
                "msisdn=12025550123&status=expired&err-code=1",
                "",
                failed("expired"),
            ),
            (
                "",
                r#"{"messageId":"1","status":"delivered"}"#,
                Receipt::Delivered,
            ),
            ("", r#"{"status":"rejected"}"#, failed("rejected")),
            ("", r#"{"status":7}"#, Receipt::UnderWay),
            ("", "status=<b>", Receipt::UnderWay),
            ("", "", Receipt::UnderWay),
        ] {
            assert_eq!(read_receipt(query, body.as_bytes()), receipt, "{query} {body}");
        }
    }
}
