//! Something that keeps passkeys, in software, with a browser around it; both can be told to misbehave.

use countersign_core::model::Passkey;
use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::{DerSignature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::world::World;

/// A key with one passkey. A clone is what a thief has copied.
#[derive(Clone)]
pub struct SecurityKey {
    key: SigningKey,
    id: [u8; 32],
    /// How often it says that it has signed.
    pub counter: u32,
    /// Whether it says that it may be copied.
    pub copied: bool,
    /// Whether it says that it has been.
    pub backed_up: bool,
    /// Whether it asks for a finger, a face or a PIN.
    pub verifies: bool,
    /// Where the browser says that the page comes from.
    pub origin: String,
    /// Whom the browser has it sign for.
    pub site: String,
    /// Whether the browser says that the page was inside another site's.
    pub embedded: bool,
    /// The handle of the user for whom it has made its passkey.
    pub user: Value,
}

/// Flags of authenticator data (Web Authentication, 6.1).
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const MAY_BE_COPIED: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const ATTESTED: u8 = 1 << 6;

impl SecurityKey {
    /// A key that is bound to its device, in a browser at `world`; another one for each `seed` above 0.
    ///
    /// # Panics
    /// If `seed` is 0.
    pub fn new(world: &World, seed: u8) -> Self {
        Self::at(&world.url(""), seed)
    }

    /// The same in a browser at the pages of `origin`.
    ///
    /// # Panics
    /// If `seed` is 0.
    pub fn at(origin: &str, seed: u8) -> Self {
        Self::with(origin, [seed; 32])
    }

    /// A key that everybody has: its public half is the base point of the curve.
    pub fn of_number_one(origin: &str) -> Self {
        let mut one = [0; 32];
        one[31] = 1;
        Self::with(origin, one)
    }

    fn with(origin: &str, number: [u8; 32]) -> Self {
        Self {
            key: SigningKey::from_slice(&number).expect("it is a scalar"),
            id: number,
            counter: 0,
            copied: false,
            backed_up: false,
            verifies: true,
            origin: origin.to_owned(),
            site: "localhost".to_owned(),
            embedded: false,
            user: Value::Null,
        }
    }

    /// The key with something else about it.
    #[must_use]
    pub fn but(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// What a server keeps of the passkey.
    ///
    /// # Panics
    /// If that cannot be read.
    pub fn passkey(&self) -> Passkey {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        let point =
            json!({"curve": "SECP256R1", "x": BASE64URL_NOPAD.encode(x), "y": BASE64URL_NOPAD.encode(y)});
        let kept = json!({
            "id": BASE64URL_NOPAD.encode(&self.id),
            "key": {"type_": "ES256", "key": {"EC_EC2": point}},
            "counter": self.counter,
            "backup_eligible": self.copied,
            "backed_up": self.backed_up,
        });
        serde_json::from_value(kept).expect("it is a passkey")
    }

    /// Makes the passkey; what the page's script sends.
    pub fn make(&mut self, options: &Value) -> Value {
        self.user = options["user"]["id"].clone();
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        // A COSE key (RFC 9052): kty 2, alg -7, crv 1, x, y.
        let key = [
            &[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20],
            x,
            &[0x22, 0x58, 0x20],
            y,
        ]
        .concat();
        let attested = [&[0; 16][..], &[0, 32], &self.id, &key].concat();
        let data = [self.data(ATTESTED), attested].concat();
        let length = u8::try_from(data.len()).expect("it is short");
        let parts: [&[u8]; 4] = [b"\xa3cfmtdnone", b"gattStmt\xa0", b"hauthData\x58", &[length]];
        let object = [&parts.concat()[..], &data].concat();
        json!({
            "id": BASE64URL_NOPAD.encode(&self.id),
            "rawId": BASE64URL_NOPAD.encode(&self.id),
            "type": "public-key",
            "response": {
                "clientDataJSON": BASE64URL_NOPAD.encode(&self.client_data("webauthn.create", options)),
                "attestationObject": BASE64URL_NOPAD.encode(&object),
                "transports": ["usb", "unheard-of"],
            },
        })
    }

    /// Uses the passkey; what the page's script sends.
    pub fn sign(&mut self, options: &Value) -> Value {
        self.counter += 1;
        let data = self.data(0);
        let client_data = self.client_data("webauthn.get", options);
        let signed = [&data[..], &Sha256::digest(&client_data)].concat();
        let signature: DerSignature = self.key.sign(&signed);
        json!({
            "id": BASE64URL_NOPAD.encode(&self.id),
            "rawId": BASE64URL_NOPAD.encode(&self.id),
            "type": "public-key",
            "response": {
                "clientDataJSON": BASE64URL_NOPAD.encode(&client_data),
                "authenticatorData": BASE64URL_NOPAD.encode(&data),
                "signature": BASE64URL_NOPAD.encode(signature.as_bytes()),
                "userHandle": self.user,
            },
        })
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let flag = |is_set: bool, flag| if is_set { flag } else { 0 };
        let copies = flag(self.copied, MAY_BE_COPIED) | flag(self.backed_up, BACKED_UP);
        let flags = PRESENT | flag(self.verifies, VERIFIED) | copies | more;
        let site = Sha256::digest(self.site.as_bytes());
        [&site[..], &[flags], &self.counter.to_be_bytes()].concat()
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": self.embedded,
        });
        said.to_string().into_bytes()
    }
}
