//! The name under which a phone knows a question: `<TYPE>:<uuid><milliseconds>` (protocol page, 0.3).

use std::fmt;

use uuid::Uuid;

/// What a message asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    /// To register a device.
    Register,
    /// To decide a login.
    Authenticate,
}

impl MessageKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Register => "REGISTER",
            Self::Authenticate => "AUTHENTICATE",
        }
    }
}

/// The name of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageId {
    /// What it asks for.
    pub kind: MessageKind,
    /// The enrolment or challenge.
    pub id: Uuid,
    /// When it was made, in milliseconds since the Unix epoch.
    pub created_at_ms: i64,
}

/// A message id that this server never wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is not a message id")]
pub struct NotAMessageId;

/// Length of a hyphenated UUID.
const UUID_LEN: usize = 36;

impl MessageId {
    /// Reads what [`fmt::Display`] writes, and nothing else.
    ///
    /// # Errors
    /// [`NotAMessageId`].
    pub fn parse(text: &str) -> Result<Self, NotAMessageId> {
        let (kind, rest) = text.rsplit_once(':').ok_or(NotAMessageId)?;
        let kind = [MessageKind::Register, MessageKind::Authenticate]
            .into_iter()
            .find(|known| known.as_str() == kind)
            .ok_or(NotAMessageId)?;
        let (id, millis) = rest.split_at_checked(UUID_LEN).ok_or(NotAMessageId)?;
        let id = Uuid::try_parse(id).map_err(|_| NotAMessageId)?;
        let created_at_ms = millis.parse().map_err(|_| NotAMessageId)?;
        let parsed = Self {
            kind,
            id,
            created_at_ms,
        };
        // One text per id: what does not read back the same (signs, leading zeros, capitals) is not ours.
        if parsed.to_string() == text {
            Ok(parsed)
        } else {
            Err(NotAMessageId)
        }
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}{}", self.kind.as_str(), self.id, self.created_at_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_has_one_spelling() {
        let text = "AUTHENTICATE:63ca6f18-7cfb-4198-bcd0-ac5041fbbea01583798229441";
        let id = MessageId::parse(text).unwrap();
        assert_eq!(
            (id.kind, id.created_at_ms),
            (MessageKind::Authenticate, 1_583_798_229_441)
        );
        assert_eq!(id.to_string(), text);
        for bad in [
            "",
            "AUTHENTICATE",
            "AUTHENTICATE:",
            "authenticate:63ca6f18-7cfb-4198-bcd0-ac5041fbbea01583798229441",
            "AUTHENTICATE:63CA6F18-7CFB-4198-BCD0-AC5041FBBEA01583798229441",
            "AUTHENTICATE:63ca6f18-7cfb-4198-bcd0-ac5041fbbea0+1583798229441",
            "AUTHENTICATE:63ca6f18-7cfb-4198-bcd0-ac5041fbbea001583798229441",
            "OTHER:63ca6f18-7cfb-4198-bcd0-ac5041fbbea01583798229441",
            "AUTHENTICATE:63ca6f18-7cfb-4198-bcd0-ac5041fbbea0",
            "AUTHENTICATE:ééééééééééééééééééééé",
        ] {
            assert_eq!(MessageId::parse(bad), Err(NotAMessageId), "{bad}");
        }
    }
}
