//! Codes that are sent to telephones: six digits, kept as a keyed hash, and the words around them.

use countersign_proto::{
    ids::{AuthenticatorId, JobId},
    signed,
};
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    Ctx,
    model::{
        AccountNumber, Authenticator, Channel, Credential, MailKind, PhoneNumber, SentCode, SentFor,
        Telephone, Timestamp, TokenHash, TypedCode, User,
    },
    port::{Entropy, TextArg, Texts},
    secrets::{Place, Sealed, Unsealable},
};

/// How long a code is: six decimal digits (NIST SP 800-63B-4, 3.1.3.2).
const DIGITS: usize = 6;
/// A service's name is not shortened to less than this, in user-perceived characters.
const SHORTEST_NAME: usize = 8;

/// What is to be said to a telephone. It is sealed while it waits: it holds a number and a code.
#[derive(Serialize, Deserialize)]
pub struct Message {
    /// The number, E.164.
    #[serde(with = "secret_text")]
    pub number: Zeroizing<String>,
    /// How.
    pub channel: Channel,
    /// In which language.
    pub language: String,
    /// What for.
    pub sent_for: SentFor,
    /// The code.
    #[serde(with = "secret_text")]
    pub code: Zeroizing<String>,
    /// The service that is logged in to; the server's own where a telephone is set up.
    pub service: String,
    /// The number of the account. A name would be somebody's own words, sent to whatever number they type (R15).
    #[serde(default)]
    pub account: String,
}

/// Secrets do not write themselves; in a message that is sealed they must.
mod secret_text {
    use serde::{Deserialize, Deserializer, Serializer};
    use zeroize::Zeroizing;

    pub(super) fn serialize<S: Serializer>(
        text: &Zeroizing<String>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Zeroizing<String>, D::Error> {
        String::deserialize(deserializer).map(Zeroizing::new)
    }
}

/// A telephone as its authenticator keeps it.
pub fn keep(ctx: &Ctx, id: AuthenticatorId, number: &PhoneNumber, channel: Channel) -> Telephone {
    let sealed = ctx
        .secrets
        .seal(number_place(id.as_uuid().as_bytes()), number.expose().as_bytes());
    Telephone {
        number: sealed,
        masked: number.masked(),
        country: number.country(),
        line: number.line(),
        channel,
    }
}

/// The number that was kept.
///
/// # Errors
/// [`Unsealable`] if it does not open, or is none any more.
pub fn number(ctx: &Ctx, id: AuthenticatorId, telephone: &Telephone) -> Result<PhoneNumber, Unsealable> {
    let opened = ctx
        .secrets
        .open(number_place(id.as_uuid().as_bytes()), &telephone.number)?;
    let text = std::str::from_utf8(&opened).map_err(|_| Unsealable)?;
    PhoneNumber::from_kept(text).map_err(|_| Unsealable)
}

/// How codes can be sent to it now, its owner's choice first.
pub fn channels(ctx: &Ctx, telephone: &Telephone) -> Vec<Channel> {
    let mut channels = ctx.settings.phone.channels_to(telephone.line, telephone.country);
    channels.sort_by_key(|channel| *channel != telephone.channel);
    channels
}

/// Whether codes can reach this authenticator now; one that needs none sent is always in reach.
pub fn is_in_reach(ctx: &Ctx, authenticator: &Authenticator) -> bool {
    match &authenticator.credential {
        Credential::Telephone(telephone) => !channels(ctx, telephone).is_empty(),
        _ => true,
    }
}

/// The language of a message: that of the service for whoever has not said which. Gateways must be told one.
pub fn language<'a>(ctx: &'a Ctx, user: &'a User) -> &'a str {
    if user.language.is_empty() {
        &ctx.settings.branding.language
    } else {
        &user.language
    }
}

/// Draws a code.
pub fn draw(entropy: &dyn Entropy) -> Zeroizing<String> {
    let digits = (0..DIGITS).map(|_| char::from(b'0' + entropy.below(10)));
    Zeroizing::new(digits.collect())
}

/// What is kept of a code: worth nothing without the installation's key, and for nothing else than what it was sent for.
pub fn hash(ctx: &Ctx, sent_for: SentFor, message: JobId, code: &str) -> TokenHash {
    let about: Uuid = match sent_for {
        SentFor::Login(id) => id.as_uuid(),
        SentFor::Enrollment(id) => id.as_uuid(),
    };
    let text = Zeroizing::new(format!("code {about} {message} {code}"));
    TokenHash::from_bytes(signed::keyed_hash(&ctx.telephone_key, &text))
}

/// Whether `typed` is the code that was sent.
pub fn is_right(ctx: &Ctx, sent: &SentCode, sent_for: SentFor, typed: &TypedCode, now: Timestamp) -> bool {
    let is_hash = hash(ctx, sent_for, sent.message, typed.expose()) == sent.hash;
    is_hash && now < sent.expires_at
}

/// Names a number for counters, without revealing it.
pub fn count_name(ctx: &Ctx, number: &PhoneNumber) -> [u8; 32] {
    let text = Zeroizing::new(format!("number {}", number.expose()));
    signed::keyed_hash(&ctx.telephone_key, &text)
}

/// The words of a message.
pub fn words(ctx: &Ctx, message: &Message) -> Zeroizing<String> {
    match message.channel {
        Channel::Sms => {
            let host = ctx.settings.public_url.host_str().unwrap_or_default();
            written(&*ctx.texts, host, message)
        }
        Channel::Voice => spoken(&*ctx.texts, message),
    }
}

/// A text message: what the code is for, and in its last line, for phones that fill it in, which site may read it.
pub fn written(texts: &dyn Texts, host: &str, message: &Message) -> Zeroizing<String> {
    let key = match message.sent_for {
        SentFor::Login(_) => "sms-login",
        SentFor::Enrollment(_) => "sms-enrollment",
    };
    in_one_message(&message.service, |service| {
        let args: [TextArg<'_>; 3] = [
            ("code", &message.code),
            ("service", service),
            ("account", &message.account),
        ];
        let said = Zeroizing::new(texts.text(&message.language, key, &args));
        // A name may not add lines of its own.
        let said = Zeroizing::new(said.replace(['\r', '\n'], " "));
        Zeroizing::new(format!("{}\n@{host} #{}", said.trim(), &*message.code))
    })
}

/// A text message about a change of somebody's authenticators, with nothing to follow in it.
pub fn told(
    texts: &dyn Texts,
    service: &str,
    language: &str,
    account: AccountNumber,
    change: MailKind,
) -> String {
    let (key, account) = (format!("sms-{}", change.as_str()), account.to_string());
    let text = in_one_message(service, |service| {
        let args: [TextArg<'_>; 2] = [("service", service), ("account", &account)];
        let said = texts.text(language, &key, &args);
        Zeroizing::new(said.replace(['\r', '\n'], " ").trim().to_owned())
    });
    text.to_string()
}

/// The text around the name of a service, which is shortened where the whole would not be one message.
fn in_one_message(service: &str, whole: impl Fn(&str) -> Zeroizing<String>) -> Zeroizing<String> {
    let name: Vec<&str> = service.graphemes(true).collect();
    let mut text = whole(service);
    let mut length = name.len();
    while !is_one_message(&text) && length > SHORTEST_NAME {
        length -= 1;
        // Two points are in the alphabet of every network; the sign for them is not.
        text = whole(&format!("{}..", name[..length].concat().trim_end()));
    }
    text
}

/// A call: digit by digit, twice.
pub fn spoken(texts: &dyn Texts, message: &Message) -> Zeroizing<String> {
    let digits: Vec<String> = message.code.chars().map(String::from).collect();
    let digits = Zeroizing::new(digits.join(", "));
    let args: [TextArg<'_>; 2] = [("digits", &digits), ("service", &message.service)];
    Zeroizing::new(texts.text(&message.language, "voice-code", &args))
}

/// Whether a text crosses the network as one message: 160 characters of GSM 03.38's own alphabet, or 70 of UTF-16
/// (3GPP TS 23.038).
pub fn is_one_message(text: &str) -> bool {
    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const EXTENDED: &str = "^{}\\[~]|€\u{c}";
    let septets = text.chars().map(|c| match c {
        c if BASIC.contains(c) => Some(1),
        c if EXTENDED.contains(c) => Some(2),
        _ => None,
    });
    match septets.sum::<Option<usize>>() {
        Some(septets) => septets <= 160,
        None => text.encode_utf16().count() <= 70,
    }
}

/// Seals a message, or what is to become one, for the job that sends it.
pub(crate) fn seal(ctx: &Ctx, id: JobId, message: &impl Serialize) -> Sealed {
    let json = Zeroizing::new(serde_json::to_vec(message).expect("a message has string keys"));
    ctx.secrets
        .seal(crate::model::Job::message_place(id.as_uuid().as_bytes()), &json)
}

const fn number_place(id: &[u8; 16]) -> Place<'_> {
    Place {
        column: "authenticator.number",
        row: id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededEntropy;

    #[test]
    fn codes_are_six_digits_of_all_kinds() {
        let entropy = SeededEntropy::new(1);
        let mut seen = [0_u32; 10];
        for _ in 0..1000 {
            let code = draw(&entropy);
            assert_eq!(code.len(), DIGITS);
            for digit in code.bytes() {
                seen[usize::from(digit - b'0')] += 1;
            }
        }
        assert!(seen.iter().all(|count| (400..800).contains(count)), "{seen:?}");
    }

    #[test]
    fn a_message_is_counted_as_the_network_counts() {
        for (text, is_one) in [
            ("a".repeat(160), true),
            ("a".repeat(161), false),
            ("€".repeat(80), true),
            ("€".repeat(81), false),
            ("字".repeat(70), true),
            ("字".repeat(71), false),
            (format!("字{}", "a".repeat(69)), true),
            (format!("字{}", "a".repeat(70)), false),
            ("😀".repeat(35), true),
            ("😀".repeat(36), false),
        ] {
            assert_eq!(is_one_message(&text), is_one, "{text}");
        }
    }
}
