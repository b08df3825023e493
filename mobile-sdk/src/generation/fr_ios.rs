//! FR-iOS.

use std::collections::BTreeMap;

use countersign_proto::{keys::SharedSecret, signed};
use data_encoding::{BASE32_NOPAD, BASE64, BASE64URL_NOPAD, HEXUPPER};
use serde_json::{Value, json};

use super::reading::{Cut, Fields, Parsed, cut, opened, pairs, standard_text, unescape, url_text};

/// The hash functions it knows.
const ALGORITHMS: [&str; 6] = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"];

/// Apple's decoder: the standard alphabet with its padding, or nothing.
pub fn standard(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text.as_bytes()).ok()
}

/// Reads the push part of a code.
pub fn scan_push(uri: &str) -> Parsed {
    let parts = cut(uri)?;
    match (parts.scheme, parts.host) {
        ("pushauth", "push") | ("mfauth", "totp" | "hotp") => {}
        ("pushauth", _) => return Err("invalidType".to_owned()),
        _ => return Err("invalidQRCode".to_owned()),
    }
    let query = pairs(parts.query);
    let mut fields = common(&parts, &query, true);
    for key in ["s", "r", "a", "m", "c"] {
        if !query.contains_key(key) {
            return Err("missingInformation".to_owned());
        }
    }
    // The key is kept as it was scanned, and converted whenever it is used.
    fields.insert("secret".to_owned(), json!(query["s"]));
    fields.insert(
        "c".to_owned(),
        json!(query["c"].replace('-', "+").replace('_', "/")),
    );
    for key in ["r", "a"] {
        let decoded = standard_text(&query[key]).or_else(|| url_text(&query[key]));
        fields.insert(key.to_owned(), json!(decoded.ok_or("missingInformation")?));
    }
    if let Some(cookie) = query.get("l") {
        fields.insert("l".to_owned(), json!(standard_text(cookie)));
    }
    Ok(fields)
}

/// Reads the one-time password part of a code.
pub fn scan_oath(uri: &str) -> Parsed {
    let parts = cut(uri)?;
    if !matches!(parts.scheme, "otpauth" | "mfauth") {
        return Err("invalidQRCode".to_owned());
    }
    let query = pairs(parts.query);
    if query.get("secret").is_none_or(|secret| base32(secret).is_none()) {
        return Err("missingInformation".to_owned());
    }
    let mut fields = common(&parts, &query, parts.scheme == "mfauth");
    let number = |key: &str| query.get(key).and_then(|text| text.parse::<i64>().ok());
    if number("period").is_some_and(|period| period <= 0) {
        return Err("invalidInformation".to_owned());
    }
    if number("digits").is_some_and(|digits| !matches!(digits, 6 | 8)) {
        return Err("invalidInformation".to_owned());
    }
    if fields["label"] == "" {
        fields.insert("label".to_owned(), json!("Untitled"));
    }
    for key in ["counter", "period", "digits"] {
        if let Some(number) = number(key) {
            fields.insert(key.to_owned(), json!(number));
        }
    }
    let algorithm = query
        .get("algorithm")
        .map_or("sha1".to_owned(), |word| word.to_lowercase());
    if !ALGORITHMS.contains(&algorithm.as_str()) {
        return Err("invalidInformation".to_owned());
    }
    fields.insert("algorithm".to_owned(), json!(algorithm));
    Ok(fields)
}

fn common(parts: &Cut<'_>, query: &BTreeMap<String, String>, encoded_issuer: bool) -> Fields {
    let label = unescape(parts.path);
    let pieces: Vec<&str> = label.split(':').collect();
    let (mut issuer, account) = match pieces[..] {
        [account] => (account.to_owned(), account.to_owned()),
        [issuer, account, ..] => (issuer.to_owned(), account.to_owned()),
        [] => (String::new(), String::new()),
    };
    if let Some(parameter) = query.get("issuer") {
        // What does not decode leaves the label's word standing.
        let decoded = if encoded_issuer {
            standard_text(parameter)
        } else {
            Some(parameter.clone())
        };
        if let Some(decoded) = decoded {
            issuer = decoded;
        }
    }
    let mut fields: Fields = query
        .iter()
        .map(|(key, value)| (key.clone(), json!(value)))
        .collect();
    fields.insert("scheme".to_owned(), json!(parts.scheme));
    fields.insert("type".to_owned(), json!(parts.host));
    fields.insert("issuer".to_owned(), json!(issuer));
    fields.insert("label".to_owned(), json!(account));
    for key in ["uid", "pid", "oid", "policies"] {
        if let Some(decoded) = query.get(key).and_then(|value| standard_text(value)) {
            fields.insert(key.to_owned(), json!(decoded));
        }
    }
    if let Some(image) = query.get("image") {
        let decoded = standard_text(image)
            .or_else(|| url_text(image))
            .unwrap_or_else(|| image.clone());
        fields.insert("image".to_owned(), json!(decoded));
    }
    fields
}

/// Seeds: separators are dropped, three look-alikes are corrected.
pub fn base32(text: &str) -> Option<Vec<u8>> {
    let kept: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '='))
        .map(|c| match c.to_ascii_uppercase() {
            '0' => 'O',
            '1' => 'L',
            '8' => 'B',
            other => other,
        })
        .collect();
    let mut spec = BASE32_NOPAD.specification();
    spec.check_trailing_bits = false;
    spec.encoding().ok()?.decode(kept.as_bytes()).ok()
}

/// Takes a notification in: both parts are looked for inside `aps`.
pub fn receive(payload: &Value, key: &SharedSecret, known: &str) -> Parsed {
    let text = |name: &str| payload["aps"][name].as_str().ok_or("ignored");
    let compact = text("data")?;
    let fields = push(text("messageId")?, compact)?;
    if fields["mechanismUid"] != known {
        return Err("unknown mechanism".to_owned());
    }
    jwt(|text| signed::keyed_hash(key, text).to_vec(), compact)?;
    Ok(fields)
}

/// Takes a push in.
pub fn push(message_id: &str, compact: &str) -> Parsed {
    let (_, claims) = opened(compact).ok_or("invalidJWT")?;
    let mut fields = push_claims(&json!(claims))?;
    fields.insert("messageId".to_owned(), json!(message_id));
    Ok(fields)
}

/// Takes the claims of a push in: all four are required, and all are text.
pub fn push_claims(claims: &Value) -> Parsed {
    let text = |key: &str| claims[key].as_str();
    let challenge = text("c").ok_or("missing challenge")?;
    let cookie = text("l").ok_or("missing load balance key")?;
    let ttl: f64 = text("t")
        .and_then(|t| t.parse().ok())
        .ok_or("missing or invalid ttl")?;
    let uid = text("u").ok_or("missing mechanism")?;
    // Case matters here, unlike on the other platform.
    let kind = text("k").filter(|kind| matches!(*kind, "challenge" | "biometric"));
    let mut fields = Fields::from([
        ("challenge".to_owned(), json!(challenge)),
        ("l".to_owned(), json!(cookie)),
        ("ttl".to_owned(), json!(ttl)),
        ("mechanismUid".to_owned(), json!(uid)),
        ("pushType".to_owned(), json!(kind.unwrap_or("default"))),
    ]);
    for (claim, name) in [("m", "message"), ("n", "numbersChallenge")] {
        if let Some(text) = text(claim) {
            fields.insert(name.to_owned(), json!(text));
        }
    }
    Ok(fields)
}

/// Verifies a JWT with the key that `mac` signs with. The header is padded before it is hashed, so that only one whose length is a multiple of four passes.
pub fn jwt(mac: impl Fn(&str) -> Vec<u8>, compact: &str) -> Parsed {
    let parts: Vec<&str> = compact.split('.').collect();
    let [header, claims, signature] = parts[..] else {
        return Err("invalidJWT".to_owned());
    };
    let decoded = BASE64URL_NOPAD.decode(header.as_bytes()).ok();
    let is_text =
        decoded.is_some_and(|bytes| serde_json::from_slice::<BTreeMap<String, String>>(&bytes).is_ok());
    if !is_text {
        return Err("failToConvertData".to_owned());
    }
    let padded = format!("{header:=<0$}", header.len().div_ceil(4) * 4);
    let expected = BASE64URL_NOPAD.encode(&mac(&format!("{padded}.{claims}")));
    if expected == signature {
        Ok(Fields::new())
    } else {
        Err("signature".to_owned())
    }
}

/// The vendor's address, as the app sends it.
pub fn device_id(token: &[u8]) -> String {
    HEXUPPER.encode(token)
}
