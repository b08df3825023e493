//! Codes and signatures as existing programs compute them, whatever the function and the length of the key.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use hmac::{Hmac, KeyInit, Mac};

/// HMAC with a function by its name.
pub(crate) fn mac(algorithm: &str, key: &[u8], message: &[u8]) -> Vec<u8> {
    macro_rules! run {
        ($hash:ty) => {{
            let mut mac = Hmac::<$hash>::new_from_slice(key).unwrap();
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        }};
    }
    match algorithm {
        "md5" => run!(md5::Md5),
        "sha1" => run!(sha1::Sha1),
        "sha224" => run!(sha2::Sha224),
        "sha256" => run!(sha2::Sha256),
        "sha384" => run!(sha2::Sha384),
        "sha512" => run!(sha2::Sha512),
        other => panic!("unknown function {other}"),
    }
}

/// RFC 4226 with dynamic truncation.
pub(crate) fn hotp(algorithm: &str, key: &[u8], counter: u64, digits: u32) -> String {
    let mac = mac(algorithm, key, &counter.to_be_bytes());
    truncated(&mac, usize::from(mac[mac.len() - 1] & 0xf), digits)
}

/// The code that starts at `offset`.
pub(crate) fn truncated(mac: &[u8], offset: usize, digits: u32) -> String {
    let word = u32::from_be_bytes(mac[offset..offset + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:0width$}", word % 10_u32.pow(digits), width = digits as usize)
}

/// A seed, however it is written.
pub(crate) fn base32(text: &str) -> Vec<u8> {
    BASE32_NOPAD
        .decode(text.trim_end_matches('=').to_uppercase().as_bytes())
        .unwrap()
}

/// A compact JWS with this header, to the letter.
pub(crate) fn jwt(key: &[u8], header: &str, payload: &str) -> String {
    let encode = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    let signed = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
    format!("{signed}.{}", encode(&mac("sha256", key, signed.as_bytes())))
}

/// Whether a compact JWS is signed with this key.
pub(crate) fn verify(key: &[u8], compact: &str) -> bool {
    let (signed, signature) = compact.rsplit_once('.').unwrap();
    signature == BASE64URL_NOPAD.encode(&mac("sha256", key, signed.as_bytes()))
}
