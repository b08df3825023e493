//! How the four generations take codes and pushes apart; what each then makes of the parts is in its own file.

use std::collections::BTreeMap;

use data_encoding::{BASE64, BASE64URL_NOPAD, Encoding};
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// What a phone has understood.
pub type Fields = BTreeMap<String, Value>;

/// What a phone has understood, or its words of refusal.
pub type Parsed = Result<Fields, String>;

/// A URI cut into its parts, nothing decoded.
pub(super) struct Cut<'a> {
    pub(super) scheme: &'a str,
    pub(super) host: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
}

pub(super) fn cut(uri: &str) -> Result<Cut<'_>, String> {
    let (scheme, rest) = uri.split_once("://").ok_or("it is not a URI")?;
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Ok(Cut {
        scheme,
        host,
        path,
        query,
    })
}

pub(super) fn unescape(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The pairs of a query, each decoded by itself.
pub(super) fn pairs(query: &str) -> BTreeMap<String, String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(key, value)| (unescape(key), unescape(value)))
        .collect()
}

/// The URL alphabet, padded or not.
pub(super) fn url_base64(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes()).ok()
}

/// The URL alphabet, as text.
pub(super) fn url_text(text: &str) -> Option<String> {
    String::from_utf8(url_base64(text)?).ok()
}

/// The standard alphabet, padded or not.
pub(super) fn standard_text(text: &str) -> Option<String> {
    let padded = format!(
        "{0:=<1$}",
        text.trim_end_matches('='),
        text.trim_end_matches('=').len().div_ceil(4) * 4
    );
    String::from_utf8(BASE64.decode(padded.as_bytes()).ok()?).ok()
}

/// Either alphabet in, the standard alphabet out: how phones of one vendor keep keys.
pub fn recoded(text: &str) -> Option<String> {
    url_base64(&text.replace('+', "-").replace('/', "_")).map(|bytes| BASE64.encode(&bytes))
}

/// The other vendor's decoder: it skips what is not of its alphabet instead of refusing it, and fails only if what is
/// left has no possible length.
pub(super) fn skipping(text: &str, alphabet: &Encoding) -> Result<Vec<u8>, String> {
    let mut lenient = alphabet.specification();
    lenient.check_trailing_bits = false;
    let known: String = text.chars().filter(|c| lenient.symbols.contains(*c)).collect();
    let lenient = lenient.encoding().map_err(|error| error.to_string())?;
    lenient
        .decode(known.as_bytes())
        .map_err(|_| "IllegalArgumentException: bad base-64".to_owned())
}

/// The same, as text; what is no UTF-8 shows as replacement characters.
pub(super) fn skipping_text(text: &str, alphabet: &Encoding) -> Result<String, String> {
    skipping(text, alphabet).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The header and the claims of a JWT, unverified; None if it has not three parts of JSON.
pub(super) fn opened(compact: &str) -> Option<(Fields, Fields)> {
    let parts: Vec<&str> = compact.split('.').collect();
    let [header, claims, _] = parts[..] else {
        return None;
    };
    let read = |part| serde_json::from_slice(&url_base64(part)?).ok();
    Some((read(header)?, read(claims)?))
}
