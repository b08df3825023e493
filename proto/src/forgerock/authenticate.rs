//! How a phone answers (protocol page, 4.1 and 4.2).

use serde_json::Value;

use super::{BadClaim, Claims, bytes32, encode};

/// A verified answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The proof of the key.
    pub response: [u8; 32],
    /// What the person said.
    pub verdict: Verdict,
}

/// What the person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No.
    Deny,
    /// Yes.
    Approve {
        /// The number that was picked.
        number: NumberClaim,
    },
}

/// The picked number, as the phone sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberClaim {
    /// None, or null.
    Absent,
    /// This one.
    Given(u32),
    /// Something that is not a number.
    Unreadable,
}

impl Answer {
    /// Reads verified claims. `deny` counts unless it is null or false; the number may be text or a number.
    ///
    /// # Errors
    /// [`BadClaim`] if `response` is missing.
    pub fn from_claims(claims: &Claims) -> Result<Self, BadClaim> {
        let response = bytes32(claims, "response")?;
        let verdict = match claims.get("deny") {
            None | Some(Value::Null | Value::Bool(false)) => Verdict::Approve {
                number: number(claims.get("challengeResponse")),
            },
            Some(_) => Verdict::Deny,
        };
        Ok(Self { response, verdict })
    }

    /// The claims that a phone signs.
    pub fn to_claims(&self) -> Claims {
        let mut claims = Claims::new();
        claims.insert("response".to_owned(), encode(&self.response).into());
        match self.verdict {
            Verdict::Deny => {
                claims.insert("deny".to_owned(), true.into());
            }
            Verdict::Approve {
                number: NumberClaim::Given(number),
            } => {
                claims.insert("challengeResponse".to_owned(), number.to_string().into());
            }
            Verdict::Approve {
                number: NumberClaim::Absent | NumberClaim::Unreadable,
            } => {}
        }
        claims
    }
}

fn number(claim: Option<&Value>) -> NumberClaim {
    let read = |number: Option<u32>| number.map_or(NumberClaim::Unreadable, NumberClaim::Given);
    match claim {
        None | Some(Value::Null) => NumberClaim::Absent,
        Some(Value::String(text)) => match text.trim() {
            "" => NumberClaim::Unreadable,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => read(digits.parse().ok()),
            _ => NumberClaim::Unreadable,
        },
        Some(Value::Number(number)) => read(number.as_u64().and_then(|n| u32::try_from(n).ok())),
        Some(_) => NumberClaim::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn verdict(claims: Value) -> Verdict {
        let Value::Object(mut claims) = claims else {
            panic!("an object")
        };
        claims.insert("response".to_owned(), encode(&[1; 32]).into());
        Answer::from_claims(&claims).unwrap().verdict
    }

    #[test]
    fn r5_every_spelling_of_a_number_reads_as_it_should() {
        let approve = |number| Verdict::Approve { number };
        for (claim, number) in [
            (json!("43"), NumberClaim::Given(43)),
            (json!(" 43 "), NumberClaim::Given(43)),
            (json!(43), NumberClaim::Given(43)),
            (json!(null), NumberClaim::Absent),
            (json!(""), NumberClaim::Unreadable),
            (json!("4 3"), NumberClaim::Unreadable),
            (json!("+43"), NumberClaim::Unreadable),
            (json!(43.5), NumberClaim::Unreadable),
            (json!(-43), NumberClaim::Unreadable),
            (json!("99999999999999"), NumberClaim::Unreadable),
            (json!([43]), NumberClaim::Unreadable),
            (json!(true), NumberClaim::Unreadable),
        ] {
            assert_eq!(verdict(json!({"challengeResponse": claim})), approve(number));
        }
        assert_eq!(verdict(json!({})), approve(NumberClaim::Absent));
    }

    #[test]
    fn a_denial_counts_unless_it_is_null_or_false() {
        for deny in [json!(true), json!("false"), json!(0), json!({}), json!("")] {
            assert_eq!(
                verdict(json!({"deny": deny, "challengeResponse": "43"})),
                Verdict::Deny,
                "{deny}"
            );
        }
        for deny in [json!(null), json!(false)] {
            assert!(
                matches!(verdict(json!({"deny": deny})), Verdict::Approve { .. }),
                "{deny}"
            );
        }
    }

    #[test]
    fn an_answer_without_proof_is_none() {
        for response in [json!(null), json!(1), json!("AA=="), json!("***")] {
            let claims = Claims::from_iter([("response".to_owned(), response)]);
            assert_eq!(Answer::from_claims(&claims), Err(BadClaim("response")));
        }
    }
}
