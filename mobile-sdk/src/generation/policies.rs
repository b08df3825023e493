//! What each generation reads in the policies of a code (protocol page, 1.3 and 1.4).

use countersign_proto::forgerock::uri::Policies;
use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD};
use serde_json::{Map, Value};

use super::{
    Generation,
    reading::{cut, pairs, skipping_text, standard_text, url_text},
};

/// Half of what a code may be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Pushes.
    Push,
    /// One-time passwords.
    Oath,
}

impl Generation {
    /// What it takes `half` of a code to demand of the phone. The older two look at codes for both halves alone, the newer two at
    /// any. What none of them knows is ignored.
    ///
    /// # Errors
    /// Its words of refusal. How it ends on an iPhone when the policies are none is not known; here it is refused.
    pub fn policies(self, code: &str, half: Half) -> Result<Policies, String> {
        let parts = cut(code)?;
        let looks = parts.scheme == "mfauth" || matches!(self, Self::PingAndroid | Self::PingIos);
        let query = pairs(parts.query);
        let Some(encoded) = query.get("policies").filter(|value| looks && !value.is_empty()) else {
            return Ok(Policies::default());
        };
        let text = match (self, half) {
            (Self::FrAndroid, _) => Some(skipping_text(encoded, &BASE64URL_NOPAD)?),
            (Self::PingAndroid, _) => Some(skipping_text(encoded, &BASE64_NOPAD)?),
            (Self::FrIos, _) => standard_text(encoded).or_else(|| url_text(encoded)),
            (Self::PingIos, Half::Push) => standard_text(encoded),
            (Self::PingIos, Half::Oath) => url_text(encoded),
        };
        let demanded = text.and_then(|text| serde_json::from_str::<Map<String, Value>>(&text).ok());
        match demanded {
            Some(demanded) => Ok(self.known(&demanded)),
            None if self == Self::PingAndroid => Ok(Policies::default()),
            None => Err("the policies are no JSON object".to_owned()),
        }
    }

    fn known(self, demanded: &Map<String, Value>) -> Policies {
        let threshold = |policy: &Value| policy["score"].as_f64().unwrap_or(self.default_threshold());
        Policies {
            biometric_available: demanded.contains_key("biometricAvailable"),
            device_tampering: demanded.get("deviceTampering").map(threshold),
        }
    }

    /// The score from which on a phone counts as tampered with if the code does not say.
    const fn default_threshold(self) -> f64 {
        match self {
            Self::PingAndroid => 0.8,
            Self::FrAndroid | Self::FrIos | Self::PingIos => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Generation; 4] = Generation::ALL;

    fn read(generation: Generation, scheme: &str, half: Half, json: &str) -> Result<Policies, String> {
        let policies = BASE64URL_NOPAD.encode(json.as_bytes());
        generation.policies(&format!("{scheme}://totp/Acme:alice?policies={policies}"), half)
    }

    #[test]
    fn the_older_two_look_at_codes_for_both_alone() {
        let both = r#"{"biometricAvailable":{},"deviceTampering":{"score":0.8}}"#;
        for generation in ALL {
            let newer = matches!(generation, Generation::PingAndroid | Generation::PingIos);
            for (scheme, half, looks) in [
                ("mfauth", Half::Push, true),
                ("mfauth", Half::Oath, true),
                ("pushauth", Half::Push, newer),
                ("otpauth", Half::Oath, newer),
            ] {
                let read = read(generation, scheme, half, both).unwrap();
                let expected = Policies {
                    biometric_available: looks,
                    device_tampering: looks.then_some(0.8),
                };
                assert_eq!(read, expected, "{generation:?} {scheme}");
            }
        }
    }

    #[test]
    fn what_is_not_said_or_not_known_is_read_as_each_does() {
        let thresholds = ALL.map(|generation| {
            let read = read(
                generation,
                "mfauth",
                Half::Push,
                r#"{"deviceTampering":{}, "moonPhase":{}}"#,
            );
            read.unwrap().device_tampering.unwrap()
        });
        assert_eq!(thresholds, [1.0, 1.0, 0.8, 1.0]);
        let none = read(Generation::PingAndroid, "mfauth", Half::Push, "no JSON");
        assert_eq!(none, Ok(Policies::default()), "taken for kept to");
        for generation in [Generation::FrAndroid, Generation::FrIos, Generation::PingIos] {
            assert!(
                read(generation, "mfauth", Half::Push, "no JSON").is_err(),
                "{generation:?}"
            );
        }
        for generation in ALL {
            let code = "mfauth://totp/Acme:alice?secret=AAAA";
            assert_eq!(generation.policies(code, Half::Oath), Ok(Policies::default()));
        }
    }
}
