//! What the reference server does and this one does not, kept only to show that the difference is known: code checks with
//! a fixed truncation offset and with drift, and bodies wrapped for a notification service in between.

use countersign_mobile_sdk::generation::{Fields, Parsed};
use serde_json::{Value, json};

use crate::codes;

/// A one-time password by count, with a window ahead and a truncation offset that may be fixed.
pub(crate) fn am_hotp_verify(input: &Value) -> Parsed {
    let number = |key: &str| input[key].as_u64().unwrap();
    let (key, otp) = (hex(&input["secret_hex"]), input["otp"].as_str().unwrap());
    let digits = u32::try_from(otp.len()).unwrap();
    let counter = number("counter");
    for candidate in counter..=counter + number("window") {
        let mac = codes::mac("sha1", &key, &candidate.to_be_bytes());
        let offset = usize::try_from(number("truncation_offset")).unwrap();
        if codes::truncated(&mac, offset, digits) == otp {
            return Ok(fields(json!({"counter_after": candidate + 1})));
        }
    }
    Err("no match".to_owned())
}

/// A one-time password by time: this step, then one later, one earlier, and so on; the drift is kept.
pub(crate) fn am_totp_verify(input: &Value) -> Parsed {
    let number = |key: &str| input[key].as_i64().unwrap();
    let (key, otp) = (hex(&input["secret_hex"]), input["otp"].as_str().unwrap());
    let (length, now) = (number("step"), number("now") / number("step"));
    let last = number("last_login") / length;
    if last == now {
        return Err("same time step".to_owned());
    }
    let window = number("steps_window");
    let mut candidates = vec![0];
    candidates.extend((1..=window).flat_map(|away| [away, -away]));
    for away in candidates {
        let step = now + away;
        let counter = u64::try_from(step).unwrap();
        let code = codes::hotp(
            input["algorithm"].as_str().unwrap(),
            &key,
            counter,
            u32::try_from(otp.len()).unwrap(),
        );
        if code != otp {
            continue;
        }
        if away < 0 && last >= now - window {
            return Err("no match".to_owned());
        }
        if away.abs() > number("max_drift_steps") {
            return Err("drift".to_owned());
        }
        return Ok(fields(
            json!({"lastLogin": step * length, "clockDriftSeconds": away * length}),
        ));
    }
    Err("no match".to_owned())
}

/// The three variants that one message takes on its way through a notification service.
pub(crate) fn sns(input: &Value) -> Fields {
    let category = match input["pushType"].as_str().unwrap() {
        "default" => "authentication".to_owned(),
        kind => format!("authentication_{kind}"),
    };
    fields(json!({
        "category": category,
        "default": input["subject"],
        "GCM": {"priority": "high", "data": {"message": input["body"], "messageId": input["messageId"]}},
        "APNS": {"aps": {
            "alert": input["subject"], "sound": "default", "category": category, "interruption-level": "time-sensitive",
            "messageId": input["messageId"], "data": input["body"], "content-available": 1, "mutable-content": 1,
        }},
    }))
}

fn hex(text: &Value) -> Vec<u8> {
    data_encoding::HEXLOWER
        .decode(text.as_str().unwrap().as_bytes())
        .unwrap()
}

fn fields(value: Value) -> Fields {
    serde_json::from_value(value).unwrap()
}
