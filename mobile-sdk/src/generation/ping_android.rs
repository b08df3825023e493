//! Ping-Android.

use std::collections::BTreeMap;

use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL_NOPAD, Encoding};
use serde_json::{Value, json};

use super::reading::{Cut, Fields, Parsed, cut, opened, pairs, skipping, skipping_text, unescape};

/// Reads the push part of a code.
pub fn scan_push(uri: &str) -> Parsed {
    let parts = cut(uri)?;
    let query = spaced(parts.query);
    for key in ["a", "r", "s"] {
        if !query.contains_key(key) {
            return Err(format!("Missing required parameter: {key}"));
        }
    }
    let decoded = |key: &str, alphabet: &Encoding| -> Result<Option<String>, String> {
        query
            .get(key)
            .map(|value| skipping_text(value, alphabet))
            .transpose()
    };
    let key = |key: &str| -> Result<Option<String>, String> {
        let bytes = query.get(key).map(|value| skipping(value, &BASE64URL_NOPAD));
        Ok(bytes.transpose()?.map(|bytes| BASE64.encode(&bytes)))
    };
    let mut fields = labelled(&parts, decoded("issuer", &BASE64URL_NOPAD)?)?;
    let endpoint = decoded("r", &BASE64URL_NOPAD)?.unwrap_or_default();
    let image = if parts.scheme == "pushauth" {
        decoded("image", &BASE64_NOPAD)?
    } else {
        query.get("image").cloned()
    };
    let values = [
        ("serverEndpoint", endpoint.split('?').next().map(str::to_owned)),
        ("sharedSecret", key("s")?),
        ("challenge", key("c")?),
        ("amlbCookie", decoded("l", &BASE64URL_NOPAD)?),
        ("messageId", query.get("m").cloned()),
        ("userId", decoded("d", &BASE64_NOPAD)?),
        ("resourceId", decoded("pid", &BASE64_NOPAD)?),
        ("imageURL", image),
        ("backgroundColor", query.get("b").map(|colour| hashed(colour))),
    ];
    let given = values
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    fields.extend(given.map(|(name, value)| (name.to_owned(), json!(value))));
    Ok(fields)
}

/// A colour with exactly one `#` before it.
fn hashed(colour: &str) -> String {
    format!("#{}", colour.trim_start_matches('#'))
}

/// Reads the one-time password part of a code.
pub fn scan_oath(uri: &str) -> Parsed {
    let parts = cut(uri)?;
    let query = spaced(parts.query);
    let issuer = query.get("issuer").filter(|issuer| !issuer.is_empty());
    let issuer = match issuer {
        Some(encoded) if parts.scheme == "mfauth" => Some(skipping_text(encoded, &BASE64_NOPAD)?),
        issuer => issuer.cloned(),
    };
    let mut fields = labelled(&parts, issuer)?;
    let number = |key: &str, default: i64| {
        query
            .get(key)
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let (digits, period, counter) = (number("digits", 6), number("period", 30), number("counter", 0));
    if !matches!(digits, 6 | 8) {
        return Err("Invalid digits value".to_owned());
    }
    if period < 1 {
        return Err("Invalid period value".to_owned());
    }
    if counter < 0 {
        return Err("Invalid counter value".to_owned());
    }
    let algorithm = query
        .get("algorithm")
        .map_or("SHA1", String::as_str)
        .to_uppercase();
    if !matches!(algorithm.as_str(), "SHA1" | "SHA256" | "SHA512") {
        return Err("Invalid algorithm value".to_owned());
    }
    // The seed is not looked at before the first code.
    fields.insert("secret".to_owned(), json!(query.get("secret")));
    fields.insert("algorithm".to_owned(), json!(algorithm));
    fields.insert("digits".to_owned(), json!(digits));
    fields.insert("period".to_owned(), json!(period));
    fields.insert("counter".to_owned(), json!(counter));
    if let Some(image) = query.get("image") {
        fields.insert("imageURL".to_owned(), json!(image));
    }
    for (key, name) in [("uid", "userId"), ("oid", "resourceId")] {
        if let Some(value) = query.get(key) {
            fields.insert(name.to_owned(), json!(skipping_text(value, &BASE64_NOPAD)?));
        }
    }
    Ok(fields)
}

/// A plus in a value is a space.
fn spaced(query: &str) -> BTreeMap<String, String> {
    pairs(&query.replace('+', "%20"))
}

fn labelled(parts: &Cut<'_>, parameter: Option<String>) -> Parsed {
    let label = unescape(parts.path);
    let (issuer, account) = match label.split_once(':') {
        Some((issuer, account)) => (Some(issuer.to_owned()), account.to_owned()),
        None => (None, label.clone()),
    };
    let issuer = match (issuer, parameter) {
        (Some(label), Some(parameter)) if label.to_lowercase() != parameter.to_lowercase() => {
            return Err(format!(
                "Issuer parameter {parameter} doesn't match label issuer {label}"
            ));
        }
        (_, Some(parameter)) => parameter,
        (label, None) => label.unwrap_or_default(),
    };
    Ok(Fields::from([
        ("issuer".to_owned(), json!(issuer)),
        ("accountName".to_owned(), json!(account)),
    ]))
}

/// A claim whose text looks like a number or a truth value becomes one; escapes stay visible.
pub fn claim(text: &str) -> Value {
    if let Ok(number) = text.parse::<i64>() {
        return json!(number);
    }
    if let Ok(number) = text.parse::<f64>() {
        return json!(number);
    }
    match text {
        "true" => json!(true),
        "false" => json!(false),
        _ => {
            let quoted = json!(text).to_string();
            json!(quoted[1..quoted.len() - 1])
        }
    }
}

/// Takes a data message in. The signature is not looked at, and a question of unknown kind is dropped.
pub fn receive(message: &Value) -> Parsed {
    let data = |name: &str| message["data"][name].as_str().ok_or("ignored");
    let (_, claims) = opened(data("message")?).ok_or("invalid JWT")?;
    let coerced: Fields = claims
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().map_or(value.clone(), claim)))
        .collect();
    let text = |name: &str| coerced.get(name).and_then(Value::as_str);
    let mut fields = Fields::from([
        ("messageId".to_owned(), json!(data("messageId")?)),
        ("mechanismUid".to_owned(), json!(text("u").ok_or("missing u")?)),
        ("challenge".to_owned(), json!(text("c").ok_or("missing c")?)),
        ("ttl".to_owned(), coerced.get("t").cloned().unwrap_or(json!(120))),
    ]);
    let kind = text("k").unwrap_or("default");
    if !matches!(kind, "default" | "challenge" | "biometric") {
        return Err(format!("unknown push type {kind}"));
    }
    fields.insert("pushType".to_owned(), json!(kind));
    for (claim, name) in [("m", "message"), ("n", "numbersChallenge")] {
        if let Some(text) = text(claim) {
            fields.insert(name.to_owned(), json!(text));
        }
    }
    Ok(fields)
}
