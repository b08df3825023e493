//! FR-Android.

use countersign_proto::{forgerock::jwt, keys::SharedSecret};
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL_NOPAD};
use serde_json::{Value, json};

use super::reading::{Fields, Parsed, cut, opened, skipping, skipping_text, unescape};

/// What its URI reader takes for no URI at all.
const FORBIDDEN: [char; 11] = [' ', '"', '<', '>', '\\', '^', '{', '}', '|', '`', '\u{7f}'];

/// Reads any of the three kinds of codes.
pub fn scan(uri: &str) -> Parsed {
    if uri.contains(FORBIDDEN) {
        return Err("Failed to parse URI".to_owned());
    }
    let parts = cut(uri)?;
    // The whole query is unescaped before it is split.
    let query = unescape(parts.query);
    let pairs: Vec<(String, String)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect();
    let mut fields: Fields = pairs
        .iter()
        .map(|(key, value)| (key.clone(), json!(value)))
        .collect();
    // The pairs go into one map, so that the last of a name stands; an empty one counts as none.
    let get = |key: &str| {
        let last = pairs.iter().rfind(|(name, _)| name == key);
        last.map(|(_, value)| value.clone())
            .filter(|value| !value.is_empty())
    };
    let is_push = matches!(parts.scheme, "pushauth" | "mfauth");
    let label = unescape(parts.path);
    let (mut issuer, mut account) = match label.split_once(':') {
        Some((issuer, account)) => (issuer.to_owned(), account.to_owned()),
        None => (label.clone(), label.clone()),
    };
    if let Some(parameter) = get("issuer") {
        issuer = if is_push {
            skipping_text(&parameter, &BASE64URL_NOPAD)?
        } else {
            parameter
        };
    }
    if account.is_empty() {
        if issuer.is_empty() {
            return Err("No issuer or account".to_owned());
        }
        account = "Untitled".to_owned();
    }
    fields.insert("authority".to_owned(), json!(parts.host));
    fields.insert("issuer".to_owned(), json!(issuer));
    fields.insert("accountname".to_owned(), json!(account));
    for key in ["uid", "pid", "oid", "policies"] {
        if let Some(value) = get(key) {
            fields.insert(key.to_owned(), json!(skipping_text(&value, &BASE64URL_NOPAD)?));
        }
    }
    if is_push {
        push_fields(parts.scheme, &get, &mut fields)?;
    }
    if matches!(parts.scheme, "otpauth" | "mfauth") {
        oath_fields(parts.host, &get, &mut fields)?;
    }
    Ok(fields)
}

fn push_fields(
    scheme: &str,
    get: &impl Fn(&str) -> Option<String>,
    fields: &mut Fields,
) -> Result<(), String> {
    for key in ["r", "a", "l"] {
        let value = get(key).ok_or_else(|| format!("{key} is required"))?;
        fields.insert(key.to_owned(), json!(skipping_text(&value, &BASE64URL_NOPAD)?));
    }
    for key in ["s", "c"] {
        let value = get(key).ok_or_else(|| format!("{key} is required"))?;
        let bytes = skipping(&value, &BASE64URL_NOPAD)?;
        fields.insert(key.to_owned(), json!(BASE64.encode(&bytes)));
    }
    if let (Some(image), "pushauth") = (get("image"), scheme) {
        fields.insert("image".to_owned(), json!(skipping_text(&image, &BASE64_NOPAD)?));
    }
    Ok(())
}

fn oath_fields(host: &str, get: &impl Fn(&str) -> Option<String>, fields: &mut Fields) -> Result<(), String> {
    let number = |text: String, what: &str| text.parse::<i64>().map_err(|_| what.to_owned());
    let secret = get("secret").ok_or("Secret is required")?.to_uppercase();
    let symbols = secret.trim_end_matches('=').replace([' ', '-'], "");
    if !symbols.chars().all(|c| matches!(c, 'A'..='Z' | '2'..='7')) {
        return Err("Illegal character in secret".to_owned());
    }
    if !["totp", "hotp"]
        .iter()
        .any(|kind| kind.eq_ignore_ascii_case(host))
    {
        return Err("Type was not valid".to_owned());
    }
    if let Some(version) = get("version")
        && number(version, "Expected valid integer")? != 1
    {
        return Err("Unknown version".to_owned());
    }
    for key in ["digits", "period", "counter"] {
        if let Some(value) = get(key) {
            fields.insert(key.to_owned(), json!(number(value, "NumberFormatException")?));
        }
    }
    if !matches!(fields.get("digits").and_then(Value::as_i64), None | Some(6 | 8)) {
        return Err("Digits must be 6 or 8".to_owned());
    }
    Ok(())
}

/// Takes a data message in.
pub fn receive(message: &Value, key: &SharedSecret, known: &str) -> Parsed {
    let compact = message["data"]["message"].as_str().ok_or("no message")?;
    let (header, claims) = opened(compact).ok_or("did not contain required fields")?;
    // What its library cannot verify at all is only logged, and the push is taken.
    let verifiable = header.get("alg").is_some_and(|alg| alg == "HS256");
    push(&json!({
        "messageId": message["data"]["messageId"],
        "claims": claims,
        "known_mechanisms": [known],
        "signature_ok": !verifiable || jwt::verify(key, compact).is_ok(),
    }))
}

/// Takes a push in. Claims are cast to text: a number brings the app down.
pub fn push(input: &Value) -> Parsed {
    let claims = &input["claims"];
    let text = |key: &str| match &claims[key] {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        _ => Err(format!("ClassCastException on {key}")),
    };
    let required = "did not contain required fields";
    let (Some(_), Some(uid), Some(challenge)) = (input["messageId"].as_str(), text("u")?, text("c")?) else {
        return Err(required.to_owned());
    };
    let mut known = input["known_mechanisms"].as_array().into_iter().flatten();
    if !known.any(|known| *known == uid) {
        return Err("Could not retrieve the PUSH mechanism".to_owned());
    }
    let ttl: i64 = text("t")?.map_or(Ok(120), |t| t.parse().map_err(|_| "ttl".to_owned()))?;
    if input["signature_ok"] != true {
        return Err("Failed to validate jwt".to_owned());
    }
    let mut fields = Fields::new();
    fields.insert("challenge".to_owned(), json!(challenge));
    fields.insert("mechanismUid".to_owned(), json!(uid));
    fields.insert("ttl".to_owned(), json!(ttl));
    let kind = text("k")?
        .map(|k| k.to_lowercase())
        .filter(|k| matches!(k.as_str(), "challenge" | "biometric"));
    fields.insert(
        "pushType".to_owned(),
        json!(kind.unwrap_or_else(|| "default".to_owned())),
    );
    if let Some(cookie) = text("l")? {
        fields.insert(
            "amlbCookie".to_owned(),
            json!(skipping_text(&cookie, &BASE64_NOPAD)?),
        );
    }
    if let Some(numbers) = text("n")? {
        fields.insert("numbersChallenge".to_owned(), json!(numbers));
    }
    if let Some(message) = text("m")? {
        fields.insert("message".to_owned(), json!(message));
    }
    if let Some(added) = text("i")?.and_then(|i| i.parse::<i64>().ok()) {
        fields.insert("timeAdded".to_owned(), json!(added));
        fields.insert("timeExpired".to_owned(), json!(added + ttl * 1000));
    }
    Ok(fields)
}
