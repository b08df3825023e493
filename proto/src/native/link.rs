//! Links that phones follow. What is behind `#` never reaches a server by itself.

use std::{fmt, str::FromStr};

use data_encoding::BASE64URL_NOPAD;
use url::Url;

use crate::ids::{EnrollmentId, LoginId};

/// Where phones are, below a server's public URL.
const PATH: &str = "/phone";

/// Bytes of the secret behind a scanned link.
pub const SCAN_SECRET_LEN: usize = 16;

/// A link of a server to its phones.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    /// The server's public URL, without a slash at its end.
    pub server: String,
    /// What to do.
    pub action: Action,
}

/// What a link asks a phone to do.
#[derive(Clone, PartialEq, Eq)]
pub enum Action {
    /// Enrol.
    Enroll {
        /// Which enrolment.
        enrollment: EnrollmentId,
        /// What shows that the phone has seen its link.
        code: [u8; 32],
    },
    /// Answer a login whose page was scanned.
    Scan {
        /// Which login.
        login: LoginId,
        /// What shows that the page was scanned.
        secret: [u8; SCAN_SECRET_LEN],
    },
    /// Answer a login whose page is open on the same device.
    Here {
        /// Which login.
        login: LoginId,
    },
}

/// A text that is no link to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no link to a phone")]
pub struct NoLink;

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{PATH}#", self.server)?;
        match &self.action {
            Action::Enroll { enrollment, code } => {
                write!(f, "enroll={enrollment}.{}", BASE64URL_NOPAD.encode(code))
            }
            Action::Scan { login, secret } => write!(f, "scan={login}.{}", BASE64URL_NOPAD.encode(secret)),
            Action::Here { login } => write!(f, "here={login}"),
        }
    }
}

/// Codes and secrets stay out of logs.
impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

impl FromStr for Link {
    type Err = NoLink;

    /// Reads a link of an https server, or of one on this machine.
    fn from_str(text: &str) -> Result<Self, NoLink> {
        let (address, fragment) = text.trim().split_once('#').ok_or(NoLink)?;
        let server = address.strip_suffix(PATH).ok_or(NoLink)?;
        let url = Url::parse(server).map_err(|_| NoLink)?;
        let reachable = match url.scheme() {
            "https" => url.has_host(),
            "http" => matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")),
            _ => false,
        };
        // What is written otherwise than we write it would be another audience.
        let plain = url.as_str().trim_end_matches('/') == server && url.username().is_empty();
        if !reachable || !plain {
            return Err(NoLink);
        }
        let link = Self {
            server: server.to_owned(),
            action: action(fragment)?,
        };
        // Ids have other spellings too; a link has one.
        if link.to_string() == text.trim() {
            Ok(link)
        } else {
            Err(NoLink)
        }
    }
}

fn action(fragment: &str) -> Result<Action, NoLink> {
    let (word, value) = fragment.split_once('=').ok_or(NoLink)?;
    match word {
        "enroll" => {
            let (enrollment, code) = with_secret(value)?;
            Ok(Action::Enroll { enrollment, code })
        }
        "scan" => {
            let (login, secret) = with_secret(value)?;
            Ok(Action::Scan { login, secret })
        }
        "here" => Ok(Action::Here {
            login: value.parse().map_err(|_| NoLink)?,
        }),
        _ => Err(NoLink),
    }
}

fn with_secret<I: FromStr, const N: usize>(value: &str) -> Result<(I, [u8; N]), NoLink> {
    let (id, secret) = value.split_once('.').ok_or(NoLink)?;
    let secret = BASE64URL_NOPAD.decode(secret.as_bytes()).map_err(|_| NoLink)?;
    Ok((
        id.parse().map_err(|_| NoLink)?,
        secret.try_into().map_err(|_| NoLink)?,
    ))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_link_reads_as_it_was_written() {
        let login = LoginId::new(Uuid::from_u128(7));
        let actions = [
            Action::Enroll {
                enrollment: EnrollmentId::new(Uuid::from_u128(6)),
                code: [5; 32],
            },
            Action::Scan {
                login,
                secret: [4; 16],
            },
            Action::Here { login },
        ];
        for action in actions {
            for server in [
                "https://id.example.org",
                "http://127.0.0.1:8080",
                "https://id.example.org:8443",
            ] {
                let link = Link {
                    server: server.to_owned(),
                    action: action.clone(),
                };
                assert_eq!(link.to_string().parse(), Ok(link));
            }
        }
    }

    #[test]
    fn other_texts_are_no_links() {
        let id = Uuid::from_u128(7);
        for text in [
            format!("http://id.example.org/phone#here={id}"),
            format!("https://id.example.org/other#here={id}"),
            format!("https://id.example.org/phone#there={id}"),
            format!("https://eve@id.example.org/phone#here={id}"),
            format!("https://ID.example.org/phone#here={id}"),
            format!("https://id.example.org/phone#scan={id}.AAAA"),
            "https://id.example.org/phone#here=7".to_owned(),
            format!("https://id.example.org/phone#here={}", id.simple()),
            "pushauth://push/Example:alice?s=1".to_owned(),
        ] {
            assert_eq!(text.parse::<Link>(), Err(NoLink), "{text}");
        }
    }
}
