//! Where a person's mail goes: personal data, which no log and no error shows.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};
use url::Host;

/// Longest address, in bytes (RFC 5321, 4.5.3.1.3: a path of 256 with its brackets).
const MAX_BYTES: usize = 254;
/// Longest part before the `@`, in bytes (RFC 5321, 4.5.3.1.1).
const MAX_LOCAL_BYTES: usize = 64;
/// Longest label of a host name, in bytes (RFC 1035, 2.3.4).
const MAX_LABEL_BYTES: usize = 63;

/// An address that every mail server takes: a dot-atom in ASCII, an `@`, and a host name with a dot, in ASCII too (RFC 5321,
/// 4.1.2, without quoted strings and address literals). So it can end no header line and no command.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MailAddress(Arc<str>);

impl MailAddress {
    /// Checks what somebody typed. International host names become ASCII.
    ///
    /// # Errors
    /// [`MailAddressError`] if no mail can be sent there.
    pub fn parse(typed: &str) -> Result<Self, MailAddressError> {
        let typed = typed.trim();
        // International names get shorter or longer in ASCII, but not so much.
        if typed.len() > MAX_BYTES {
            return Err(MailAddressError);
        }
        let (local, host) = typed.rsplit_once('@').ok_or(MailAddressError)?;
        let host = host_name(host).ok_or(MailAddressError)?;
        let address = format!("{local}@{host}");
        if is_dot_atom(local) && address.len() <= MAX_BYTES {
            Ok(Self(address.into()))
        } else {
            Err(MailAddressError)
        }
    }

    /// The address as a store holds it; it was parsed when it was written.
    pub fn from_stored(address: String) -> Self {
        Self(address.into())
    }

    /// The address, for the mail itself and for whoever may see it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is compared: nobody relies on two mailboxes whose names differ in case alone.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Whether it is taken for the same mailbox.
    pub fn is_same(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[address]")
    }
}

/// No mail can be sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the e-mail address is not one that mail can be sent to")]
pub struct MailAddressError;

fn is_dot_atom(local: &str) -> bool {
    let is_atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    (1..=MAX_LOCAL_BYTES).contains(&local.len())
        && local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.chars().all(is_atext))
}

/// The host name in ASCII, if it is one and no address.
fn host_name(host: &str) -> Option<String> {
    // Parsing would decode it.
    if host.contains('%') {
        return None;
    }
    let Ok(Host::Domain(host)) = Host::parse(host) else {
        return None;
    };
    let is_label = |label: &str| {
        (1..=MAX_LABEL_BYTES).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (host.contains('.') && host.split('.').all(is_label)).then_some(host)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_have_is_accepted() {
        for (typed, kept) in [
            ("alice@example.org", "alice@example.org"),
            (" Alice.B+shop@Mail.Example.ORG ", "Alice.B+shop@mail.example.org"),
            ("o'brien@example.org", "o'brien@example.org"),
            ("a@bücher.example", "a@xn--bcher-kva.example"),
            ("x_y-z=1@a-b.example", "x_y-z=1@a-b.example"),
        ] {
            assert_eq!(
                MailAddress::parse(typed).map(|address| address.as_str().to_owned()),
                Ok(kept.to_owned())
            );
        }
        let longest = format!("{}@{}.example", "a".repeat(64), "b".repeat(63));
        assert!(MailAddress::parse(&longest).is_ok());
    }

    #[test]
    fn what_would_go_elsewhere_or_nowhere_is_refused() {
        let long_local = format!("{}@example.org", "a".repeat(65));
        let long_label = format!("a@{}.example", "b".repeat(64));
        let long = format!("a@{}example", "b.".repeat(140));
        for typed in [
            "",
            "@",
            "alice",
            "@example.org",
            "alice@",
            "alice@localhost",
            "alice@192.0.2.1",
            "alice@[192.0.2.1]",
            "alice@example.org\r\nRCPT TO:<eve@example.net>",
            "alice@example.org\nBcc: eve@example.net",
            "alice@exa\nmple.org",
            "alice@example.org,eve@example.net",
            "alice@example.org eve@example.net",
            "alice eve@example.org",
            "Alice <alice@example.org>",
            "\"a b\"@example.org",
            ".a@example.org",
            "a.@example.org",
            "a..b@example.org",
            "a@-b.example",
            "a@b-.example",
            "a@b..example",
            "a@b.example.",
            "a@ex%61mple.org",
            "ал@example.org",
            "a\u{202E}@example.org",
            &long_local,
            &long_label,
            &long,
        ] {
            assert!(MailAddress::parse(typed).is_err(), "{typed:?}");
        }
    }

    #[test]
    fn r7_an_address_never_shows_itself() {
        let address = MailAddress::parse("alice@example.org").unwrap();
        assert_eq!(format!("{address:?}"), "[address]");
        assert!(!MailAddressError.to_string().contains('@'));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_bounded_printable_and_parses_to_itself(
            typed in prop_oneof![".{0,300}", "[ -~]{1,70}@[ -~]{1,70}\\.[a-z]{2,9}", "[a-z.+]{1,70}@[a-zé.-]{1,200}"],
        ) {
            if let Ok(address) = MailAddress::parse(&typed) {
                let text = address.as_str();
                prop_assert!(text.len() <= MAX_BYTES);
                prop_assert!(text.bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(!text.contains(['<', '>', ',', ';', ':', '"', '\\', '(', ')', '[', ']']));
                prop_assert_eq!(text.matches('@').count(), 1);
                prop_assert_eq!(MailAddress::parse(text), Ok(address.clone()));
            }
        }
    }
}
