//! Message encryption for Web Push (RFC 8291): one record of `aes128gcm` (RFC 8188), which only the browser opens.

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    error::Unspecified,
    hkdf::{HKDF_SHA256, KeyType, Prk, Salt},
    rand,
};

/// Bytes of a salt.
const SALT_LEN: usize = 16;
/// Bytes of a browser's authentication secret.
const AUTH_LEN: usize = 16;
/// The record size that is stated; there is one record, which is shorter.
const RECORD_SIZE: u32 = 4096;
/// Most bytes of a message, so that a push service takes what comes of it (RFC 8291, section 4).
const MAX_PLAINTEXT: usize = 3993;
/// Ends the last record (RFC 8188, section 2).
const LAST_RECORD: u8 = 2;

/// A browser's keys.
pub(super) struct Browser {
    /// `p256dh`: an uncompressed point.
    pub(super) public: Vec<u8>,
    /// `auth`.
    pub(super) secret: Vec<u8>,
}

/// What is drawn anew for each message.
struct Drawn {
    private: PrivateKey,
    salt: [u8; SALT_LEN],
}

impl Browser {
    /// Seals a message; nothing if the keys are none, or the message is too long.
    pub(super) fn seal(&self, message: &[u8]) -> Option<Vec<u8>> {
        let mut salt = [0; SALT_LEN];
        rand::fill(&mut salt).ok()?;
        let private = PrivateKey::generate(&ECDH_P256).ok()?;
        self.seal_with(&Drawn { private, salt }, message)
    }

    fn seal_with(&self, Drawn { private, salt }: &Drawn, message: &[u8]) -> Option<Vec<u8>> {
        if self.secret.len() != AUTH_LEN || message.len() > MAX_PLAINTEXT {
            return None;
        }
        let own = private.compute_public_key().ok()?;
        let peer = UnparsedPublicKey::new(&ECDH_P256, &self.public);
        let key = agree(private, peer, Unspecified, |shared| {
            let extracted = Salt::new(HKDF_SHA256, &self.secret).extract(shared);
            expand::<32>(&extracted, &[b"WebPush: info\0", &self.public, own.as_ref()])
        })
        .ok()?;
        let extracted = Salt::new(HKDF_SHA256, salt).extract(&key);
        let content_key: [u8; 16] = expand(&extracted, &[b"Content-Encoding: aes128gcm\0"]).ok()?;
        let nonce: [u8; NONCE_LEN] = expand(&extracted, &[b"Content-Encoding: nonce\0"]).ok()?;

        let mut record = Vec::with_capacity(message.len() + 1 + AES_128_GCM.tag_len());
        record.extend_from_slice(message);
        record.push(LAST_RECORD);
        let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &content_key).ok()?);
        let nonce = Nonce::assume_unique_for_key(nonce);
        cipher
            .seal_in_place_append_tag(nonce, Aad::empty(), &mut record)
            .ok()?;
        let key_len = u8::try_from(own.as_ref().len()).ok()?;
        Some(
            [
                &salt[..],
                &RECORD_SIZE.to_be_bytes(),
                &[key_len],
                own.as_ref(),
                &record,
            ]
            .concat(),
        )
    }
}

/// How many bytes are wanted of a key.
struct Bytes(usize);

impl KeyType for Bytes {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(key: &Prk, info: &[&[u8]]) -> Result<[u8; N], Unspecified> {
    let mut bytes = [0; N];
    key.expand(info, Bytes(N))?.fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;

    use super::*;

    fn decode(text: &str) -> Vec<u8> {
        BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
    }

    #[test]
    fn it_is_encrypted_as_rfc_8291_shows() {
        // Appendix A.
        let browser = Browser {
            public: decode(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            ),
            secret: decode("BTBZMqHH6r4Tts7J_aSIgg"),
        };
        let private = decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        let drawn = Drawn {
            private: PrivateKey::from_private_key(&ECDH_P256, &private).unwrap(),
            salt: decode("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap(),
        };
        let sealed = browser.seal_with(&drawn, b"When I grow up, I want to be a watermelon");
        let expected = concat!(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz",
            "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
        );
        assert_eq!(BASE64URL_NOPAD.encode(&sealed.unwrap()), expected);
    }

    #[test]
    fn what_cannot_be_sealed_is_not() {
        let browser = |public: &[u8], secret: &[u8]| Browser {
            public: public.to_vec(),
            secret: secret.to_vec(),
        };
        let key = PrivateKey::generate(&ECDH_P256).unwrap();
        let public = key.compute_public_key().unwrap();
        let good = browser(public.as_ref(), &[1; 16]);
        assert_eq!(good.seal(&[0; MAX_PLAINTEXT]).unwrap().len(), 4096);
        assert!(good.seal(&[0; MAX_PLAINTEXT + 1]).is_none());
        assert!(browser(public.as_ref(), &[1; 15]).seal(b"x").is_none());
        assert!(
            browser(&[4; 65], &[1; 16]).seal(b"x").is_none(),
            "not on the curve"
        );
    }
}
