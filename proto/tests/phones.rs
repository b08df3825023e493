//! Models of the four generations of compatible phones, as far as they read codes and pushes (protocol page, tables 1.3 and
//! 3.4). Each does what its generation does, faults included.

pub(crate) mod fr_android;
pub(crate) mod fr_ios;
pub(crate) mod ping_android;
pub(crate) mod ping_ios;

use std::collections::BTreeMap;

use data_encoding::{BASE64, BASE64URL_NOPAD};
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// What a phone has understood.
pub(crate) type Fields = BTreeMap<String, Value>;

/// What a phone has understood, or its words of refusal.
pub(crate) type Parsed = Result<Fields, String>;

/// A URI cut into its parts, nothing decoded.
pub(crate) struct Cut<'a> {
    pub(crate) scheme: &'a str,
    pub(crate) host: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
}

pub(crate) fn cut(uri: &str) -> Cut<'_> {
    let (scheme, rest) = uri.split_once("://").unwrap();
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Cut {
        scheme,
        host,
        path,
        query,
    }
}

pub(crate) fn unescape(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

/// The pairs of a query, each decoded by itself.
pub(crate) fn pairs(query: &str) -> BTreeMap<String, String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(key, value)| (unescape(key), unescape(value)))
        .collect()
}

/// The URL alphabet, padded or not.
pub(crate) fn url_base64(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes()).ok()
}

/// The URL alphabet, as text.
pub(crate) fn url_text(text: &str) -> Option<String> {
    String::from_utf8(url_base64(text)?).ok()
}

/// The standard alphabet, padded or not.
pub(crate) fn standard_text(text: &str) -> Option<String> {
    let padded = format!(
        "{0:=<1$}",
        text.trim_end_matches('='),
        text.trim_end_matches('=').len().div_ceil(4) * 4
    );
    String::from_utf8(BASE64.decode(padded.as_bytes()).ok()?).ok()
}

/// The URL alphabet in, the standard alphabet out: how phones keep keys.
pub(crate) fn recoded(text: &str) -> Option<String> {
    url_base64(&text.replace('+', "-").replace('/', "_")).map(|bytes| BASE64.encode(&bytes))
}
