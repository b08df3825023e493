//! Ping-iOS.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::reading::{
    Cut, Fields, Parsed, cut, opened, pairs, recoded, standard_text, unescape, url_base64, url_text,
};

/// Longest value of a parameter, in characters.
const MAX_VALUE: usize = 256;
/// Longest code, in characters.
const MAX_URI: usize = 4096;
/// Longest seed, in characters.
const MAX_SECRET: usize = 1024;

/// Reads the push part of a code.
pub fn scan_push(uri: &str) -> Parsed {
    let parts = cut(uri)?;
    let query = pairs(parts.query);
    for key in ["a", "r", "s", "l"] {
        if !query.contains_key(key) {
            return Err(format!("Missing required parameter: {key}"));
        }
    }
    let mut fields = labelled(&parts, &query, url_text)?;
    let endpoint = url_text(&query["r"]).ok_or("r")?;
    let get = |key: &str| query.get(key).map(String::as_str);
    let image = if parts.scheme == "pushauth" {
        get("image").and_then(standard_text)
    } else {
        get("image").map(str::to_owned)
    };
    let values = [
        ("serverEndpoint", endpoint.split('?').next().map(str::to_owned)),
        ("sharedSecret", recoded(&query["s"])),
        // Here only the URL alphabet is read, unlike for the key.
        (
            "challenge",
            get("c").and_then(url_base64).map(|bytes| BASE64.encode(&bytes)),
        ),
        ("amlbCookie", get("l").and_then(url_text)),
        ("messageId", get("m").map(str::to_owned)),
        ("userId", get("d").and_then(standard_text)),
        ("resourceId", get("pid").and_then(standard_text)),
        ("imageURL", image),
        ("backgroundColor", get("b").map(|colour| format!("#{colour}"))),
    ];
    let given = values
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    fields.extend(given.map(|(name, value)| (name.to_owned(), json!(value))));
    Ok(fields)
}

/// Reads the one-time password part of a code.
pub fn scan_oath(uri: &str) -> Parsed {
    let parts = cut(uri)?;
    let query = pairs(parts.query);
    if uri.chars().count() > MAX_URI {
        return Err("URI exceeds maximum length".to_owned());
    }
    if let Some((key, _)) = query.iter().find(|(_, value)| value.chars().count() > MAX_VALUE) {
        return Err(format!("parameter {key} exceeds maximum length"));
    }
    if parts.path.is_empty() {
        return Err("Missing label in URI".to_owned());
    }
    let secret = query.get("secret").ok_or("Missing secret")?;
    if secret.len() > MAX_SECRET || secret.chars().any(char::is_control) {
        return Err("Invalid secret".to_owned());
    }
    let encoded = parts.scheme == "mfauth";
    let mut fields = labelled(&parts, &query, |issuer| {
        if encoded {
            url_text(issuer)
        } else {
            Some(issuer.to_owned())
        }
    })?;
    let algorithm = query
        .get("algorithm")
        .map_or("SHA1", String::as_str)
        .to_uppercase();
    if !matches!(algorithm.as_str(), "SHA1" | "SHA256" | "SHA512") {
        return Err("Invalid algorithm".to_owned());
    }
    // Unlike the others it refuses what is not a number, and takes lengths that the others do not know.
    let number = |key: &str, default: i64, range: std::ops::RangeInclusive<i64>| {
        let number = query.get(key).map_or(Some(default), |text| text.parse().ok());
        number
            .filter(|number| range.contains(number))
            .ok_or_else(|| format!("Invalid {key}"))
    };
    fields.insert("digits".to_owned(), json!(number("digits", 6, 4..=8)?));
    fields.insert("period".to_owned(), json!(number("period", 30, 1..=300)?));
    fields.insert("counter".to_owned(), json!(number("counter", 0, 0..=i64::MAX)?));
    fields.insert("algorithm".to_owned(), json!(algorithm));
    fields.insert("secret".to_owned(), json!(secret));
    if let Some(user) = query.get("uid") {
        fields.insert("userId".to_owned(), json!(url_text(user)));
    }
    if let Some(id) = query.get("oid") {
        fields.insert("resourceId".to_owned(), json!(standard_text(id)));
    }
    if let Some(image) = query.get("image") {
        fields.insert("imageURL".to_owned(), json!(image));
    }
    if let Some(colour) = query.get("b") {
        fields.insert(
            "backgroundColor".to_owned(),
            json!(colour.trim_start_matches('#')),
        );
    }
    Ok(fields)
}

fn labelled(
    parts: &Cut<'_>,
    query: &BTreeMap<String, String>,
    read: impl Fn(&str) -> Option<String>,
) -> Parsed {
    let label = unescape(parts.path);
    let pieces: Vec<&str> = label.split(':').collect();
    // Anything but two pieces loses the account.
    let (from_label, account) = match pieces[..] {
        [issuer, account] => (issuer, account),
        _ => (pieces[0], ""),
    };
    let issuer = query
        .get("issuer")
        .and_then(|issuer| read(issuer))
        .unwrap_or_else(|| from_label.to_owned());
    if !from_label.is_empty() && from_label.to_lowercase() != issuer.to_lowercase() {
        return Err("issuer mismatch".to_owned());
    }
    Ok(Fields::from([
        ("issuer".to_owned(), json!(issuer)),
        ("accountName".to_owned(), json!(account)),
    ]))
}

/// Takes a notification in, as its newer builds do: the two parts stand inside `aps`.
pub fn receive(payload: &Value) -> Parsed {
    taken(&payload["aps"]["messageId"], &payload["aps"]["data"])
}

/// The same in early builds, which look beside `aps` only.
pub fn receive_early(payload: &Value) -> Parsed {
    taken(&payload["messageId"], &payload["message"])
}

/// The signature is not looked at.
fn taken(message_id: &Value, compact: &Value) -> Parsed {
    let (Some(message_id), Some(compact)) = (message_id.as_str(), compact.as_str()) else {
        return Err("ignored".to_owned());
    };
    let (_, claims) = opened(compact).ok_or("invalid JWT")?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let kind = text("k").filter(|kind| matches!(*kind, "challenge" | "biometric"));
    let mut fields = Fields::from([
        ("messageId".to_owned(), json!(message_id)),
        ("mechanismUid".to_owned(), json!(text("u").ok_or("missing u")?)),
        ("challenge".to_owned(), json!(text("c").ok_or("missing c")?)),
        (
            "ttl".to_owned(),
            json!(text("t").and_then(|t| t.parse::<i64>().ok()).unwrap_or(120)),
        ),
        ("pushType".to_owned(), json!(kind.unwrap_or("default"))),
    ]);
    for (claim, name) in [("m", "message"), ("n", "numbersChallenge")] {
        if let Some(text) = text(claim) {
            fields.insert(name.to_owned(), json!(text));
        }
    }
    Ok(fields)
}
