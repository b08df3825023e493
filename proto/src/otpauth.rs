//! One-time passwords: RFC 4226 (HOTP) and RFC 6238 (TOTP).

use std::fmt;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::signed;

/// The hash function under a one-time password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Algorithm {
    /// The default, and all that many apps know.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Algorithm {
    /// The word used in enrolment codes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }

    /// The function of a word, whatever its case.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Sha1, Self::Sha256, Self::Sha512]
            .into_iter()
            .find(|a| a.as_str().eq_ignore_ascii_case(word))
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The HOTP code for `counter`, `digits` (6 to 9) long.
pub fn hotp(algorithm: Algorithm, secret: &[u8], counter: u64, digits: u32) -> String {
    let mac = signed::otp_mac(algorithm, secret, counter);
    // RFC 4226, section 5.3: the low nibble of the last byte says where the four bytes start.
    let offset = usize::from(mac[mac.len() - 1] & 0x0f);
    let word =
        u32::from_be_bytes([mac[offset], mac[offset + 1], mac[offset + 2], mac[offset + 3]]) & 0x7fff_ffff;
    format!("{:0width$}", word % 10_u32.pow(digits), width = digits as usize)
}

/// Whether `code` is the HOTP code for `counter`, in constant time. One of another length is not.
#[must_use]
pub fn verify_hotp(algorithm: Algorithm, secret: &[u8], counter: u64, digits: u32, code: &str) -> bool {
    hotp(algorithm, secret, counter, digits)
        .as_bytes()
        .ct_eq(code.as_bytes())
        .into()
}

/// The time step that `unix_secs` falls into.
pub const fn totp_step(unix_secs: u64, period_secs: u64) -> u64 {
    unix_secs / period_secs
}

/// The TOTP code at `unix_secs`.
pub fn totp(algorithm: Algorithm, secret: &[u8], unix_secs: u64, period_secs: u64, digits: u32) -> String {
    hotp(algorithm, secret, totp_step(unix_secs, period_secs), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_4226_appendix_d() {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
            "520489",
        ];
        for (counter, code) in (0..).zip(expected) {
            assert_eq!(hotp(Algorithm::Sha1, b"12345678901234567890", counter, 6), code);
        }
    }

    #[test]
    fn codes_are_those_of_rfc_6238_appendix_b() {
        let seeds: [(Algorithm, &[u8], &str); 3] = [
            (Algorithm::Sha1, b"12345678901234567890", "94287082"),
            (Algorithm::Sha256, b"12345678901234567890123456789012", "46119246"),
            (
                Algorithm::Sha512,
                b"1234567890123456789012345678901234567890123456789012345678901234",
                "90693936",
            ),
        ];
        for (algorithm, seed, code) in seeds {
            assert_eq!(totp(algorithm, seed, 59, 30, 8), code);
        }
    }
}
