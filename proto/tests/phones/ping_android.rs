//! Ping-Android.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Cut, Fields, Parsed, cut, pairs, recoded, standard_text, unescape, url_text};

/// Reads the push part of a code.
pub(crate) fn scan_push(uri: &str) -> Parsed {
    let parts = cut(uri);
    let query = spaced(parts.query);
    for key in ["a", "r", "s"] {
        if !query.contains_key(key) {
            return Err(format!("Missing required parameter: {key}"));
        }
    }
    let issuer = query.get("issuer").and_then(|issuer| url_text(issuer));
    let mut fields = labelled(&parts, issuer)?;
    let endpoint = url_text(&query["r"]).ok_or("r")?;
    fields.insert("serverEndpoint".to_owned(), json!(endpoint.split('?').next()));
    fields.insert("sharedSecret".to_owned(), json!(recoded(&query["s"])));
    if let Some(user) = query.get("d") {
        fields.insert("userId".to_owned(), json!(standard_text(user)));
    }
    if let Some(image) = query.get("image") {
        let image = if parts.scheme == "pushauth" {
            standard_text(image)
        } else {
            Some(image.clone())
        };
        fields.insert("imageURL".to_owned(), json!(image));
    }
    if let Some(colour) = query.get("b") {
        fields.insert(
            "backgroundColor".to_owned(),
            json!(format!("#{}", colour.trim_start_matches('#'))),
        );
    }
    if let Some(message_id) = query.get("m") {
        fields.insert("messageId".to_owned(), json!(message_id));
    }
    if let Some(challenge) = query.get("c") {
        fields.insert("challenge".to_owned(), json!(recoded(challenge)));
    }
    if let Some(cookie) = query.get("l") {
        fields.insert("amlbCookie".to_owned(), json!(url_text(cookie)));
    }
    Ok(fields)
}

/// Reads the one-time password part of a code.
pub(crate) fn scan_oath(uri: &str) -> Parsed {
    let parts = cut(uri);
    let query = spaced(parts.query);
    let issuer = query.get("issuer").filter(|issuer| !issuer.is_empty());
    let issuer = issuer.and_then(|issuer| {
        if parts.scheme == "mfauth" {
            standard_text(issuer)
        } else {
            Some(issuer.clone())
        }
    });
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
    fields.insert("digits".to_owned(), json!(digits));
    fields.insert("period".to_owned(), json!(period));
    fields.insert("counter".to_owned(), json!(counter));
    if let Some(user) = query.get("uid") {
        fields.insert("userId".to_owned(), json!(standard_text(user)));
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
pub(crate) fn claim(text: &str) -> Value {
    if let Ok(number) = text.parse::<i64>() {
        return json!(number);
    }
    if let Ok(number) = text.parse::<f64>() {
        return json!(number);
    }
    match text {
        "true" => json!(true),
        "false" => json!(false),
        _ => json!(serde_json::to_string(text).unwrap().trim_matches('"')),
    }
}
