//! Ping-iOS.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Cut, Fields, Parsed, cut, pairs, recoded, unescape, url_text};

/// Longest value of a parameter, in characters.
const MAX_VALUE: usize = 256;

/// Reads the push part of a code.
pub(crate) fn scan_push(uri: &str) -> Parsed {
    let parts = cut(uri);
    let query = pairs(parts.query);
    for key in ["a", "r", "s", "l"] {
        if !query.contains_key(key) {
            return Err(format!("Missing required parameter: {key}"));
        }
    }
    let mut fields = labelled(&parts, &query, url_text)?;
    let endpoint = url_text(&query["r"]).ok_or("r")?;
    fields.insert("serverEndpoint".to_owned(), json!(endpoint.split('?').next()));
    fields.insert("sharedSecret".to_owned(), json!(recoded(&query["s"])));
    Ok(fields)
}

/// Reads the one-time password part of a code.
pub(crate) fn scan_oath(uri: &str) -> Parsed {
    let parts = cut(uri);
    let query = pairs(parts.query);
    if let Some((key, _)) = query.iter().find(|(_, value)| value.chars().count() > MAX_VALUE) {
        return Err(format!("parameter {key} exceeds maximum length"));
    }
    let encoded = parts.scheme == "mfauth";
    labelled(&parts, &query, |issuer| {
        if encoded {
            url_text(issuer)
        } else {
            Some(issuer.to_owned())
        }
    })
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
