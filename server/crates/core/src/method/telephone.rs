//! Codes that are sent to telephones: six digits, kept as a keyed hash, and the words around them.

use countersign_proto::{
    ids::{AuthenticatorId, JobId},
    signed,
};
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
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

/// How many messages of the network it goes in; a call is one, however long.
pub fn parts(ctx: &Ctx, message: &Message) -> usize {
    match message.channel {
        Channel::Sms => messages(&words(ctx, message)),
        Channel::Voice => 1,
    }
}

/// A text message: what the code is for, and in its last line, for phones that fill it in, which site may read it.
pub fn written(texts: &dyn Texts, host: &str, message: &Message) -> Zeroizing<String> {
    let key = match message.sent_for {
        SentFor::Login(_) => "sms-login",
        SentFor::Enrollment(_) => "sms-enrollment",
    };
    in_fewest_messages(&message.service, |service| {
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

/// What a text message tells of somebody's account.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The number of the account.
    pub account: AccountNumber,
    /// What has happened.
    pub change: MailKind,
    /// To what, when, and about where, as far as that is known.
    pub what: &'a str,
    /// Where its owner says that it was not them; empty if that is said elsewhere.
    pub link: &'a str,
}

/// A text message about somebody's account. The link in it is its last word, so that no phone takes more for a part of it.
pub fn told(texts: &dyn Texts, service: &str, language: &str, told: &Told<'_>) -> Zeroizing<String> {
    let aside = if told.link.is_empty() && told.change.sets_aside() {
        "-aside"
    } else {
        ""
    };
    let key = format!("sms-{}{aside}", told.change.as_str());
    let account = told.account.to_string();
    in_fewest_messages(service, |service| {
        let args: [TextArg<'_>; 4] = [
            ("service", service),
            ("account", &account),
            ("what", told.what),
            ("link", told.link),
        ];
        let said = Zeroizing::new(texts.text(language, &key, &args));
        let line = Zeroizing::new(said.replace(['\r', '\n'], " "));
        without_marks(line.trim())
    })
}

/// The text around the name of a service, in as few messages as it can be: the name is shortened as far as that saves one.
fn in_fewest_messages(service: &str, whole: impl Fn(&str) -> Zeroizing<String>) -> Zeroizing<String> {
    let name: Vec<&str> = service.graphemes(true).collect();
    let shortened = |length: usize| {
        if length >= name.len() {
            return whole(service);
        }
        // Two points are in the alphabet of every network; the sign for them is not.
        whole(&format!("{}..", name[..length].concat().trim_end()))
    };
    let fewest = messages(&shortened(SHORTEST_NAME));
    let lengths = (SHORTEST_NAME..=name.len()).rev();
    lengths
        .map(shortened)
        .find(|text| messages(text) <= fewest)
        .unwrap_or_else(|| whole(service))
}

/// The text without the marks on its letters, as people write who know what a message costs, if that brings all of it into the networks' own
/// alphabet and saves a message: one letter that is not in it halves what goes into each. Other scripts keep theirs, which make the words.
fn without_marks(text: &str) -> Zeroizing<String> {
    let plain = |c: char| match c {
        c if septets(c).is_some() => c,
        '\u{2019}' => '\'',
        c => c.nfd().next().unwrap_or(c),
    };
    let is_whole = |c: &char| !is_combining_mark(*c);
    let plain: Zeroizing<String> = Zeroizing::new(text.nfc().filter(is_whole).map(plain).collect());
    if plain.chars().all(|c| septets(c).is_some()) && messages(&plain) < messages(text) {
        plain
    } else {
        Zeroizing::new(text.to_owned())
    }
}

/// A call: digit by digit, twice.
pub fn spoken(texts: &dyn Texts, message: &Message) -> Zeroizing<String> {
    let digits: Vec<String> = message.code.chars().map(String::from).collect();
    let digits = Zeroizing::new(digits.join(", "));
    let args: [TextArg<'_>; 2] = [("digits", &digits), ("service", &message.service)];
    Zeroizing::new(texts.text(&message.language, "voice-code", &args))
}

/// How many messages of the network a text is: one of up to 160 characters of GSM 03.38's own alphabet, or of 70 of UTF-16, or several
/// that have less room, because each says which of them it is (3GPP TS 23.038, 6.2; 23.040, 9.2.3.24.1).
pub fn messages(text: &str) -> usize {
    let of_alphabet: Option<Vec<usize>> = text.chars().map(septets).collect();
    match of_alphabet {
        Some(sizes) => filled(&sizes, 160, 153),
        None => filled(&text.chars().map(char::len_utf16).collect::<Vec<_>>(), 70, 67),
    }
}

/// How many messages characters of these sizes fill, if one has this room, and each of several that: no character is parted.
fn filled(sizes: &[usize], one: usize, several: usize) -> usize {
    if sizes.iter().sum::<usize>() <= one {
        return 1;
    }
    let (mut messages, mut room) = (1, several);
    for size in sizes {
        if *size > room {
            messages += 1;
            room = several;
        }
        room -= size;
    }
    messages
}

/// How much of a message a character takes that is in the networks' own alphabet.
fn septets(character: char) -> Option<usize> {
    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const EXTENDED: &str = "^{}\\[~]|€\u{c}";
    match character {
        c if BASIC.contains(c) => Some(1),
        c if EXTENDED.contains(c) => Some(2),
        _ => None,
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
        for (text, count) in [
            (String::new(), 1),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("€".repeat(80), 1),
            ("€".repeat(81), 2),
            // Of 153 septets the last one holds no half of a sign.
            ("€".repeat(152), 2),
            ("€".repeat(153), 3),
            ("字".repeat(70), 1),
            ("字".repeat(71), 2),
            ("字".repeat(134), 2),
            ("字".repeat(135), 3),
            (format!("字{}", "a".repeat(69)), 1),
            (format!("字{}", "a".repeat(70)), 2),
            ("😀".repeat(35), 1),
            ("😀".repeat(36), 2),
            ("😀".repeat(66), 2),
            ("😀".repeat(67), 3),
        ] {
            assert_eq!(messages(&text), count, "{text}");
        }
    }

    #[test]
    fn a_name_is_shortened_as_far_as_that_saves_a_message_and_no_further() {
        let around = |text: String| move |name: &str| Zeroizing::new(format!("{name}{text}"));
        for (letters, name) in [
            (149, "A long name"),
            (150, "A long n.."),
            // Two messages whatever it is called.
            (151, "A long name"),
            (295, "A long name"),
            (296, "A long n.."),
        ] {
            let said = in_fewest_messages("A long name", around("a".repeat(letters)));
            assert_eq!(said.trim_end_matches('a'), name, "{letters}");
        }
        assert_eq!(
            *in_fewest_messages("Short", around("a".repeat(160))),
            format!("Short{}", "a".repeat(160))
        );
    }

    #[test]
    fn marks_fall_where_they_cost_a_message() {
        let long = "a".repeat(80);
        for (text, said) in [
            (
                format!("São Paulo, Japão {long}"),
                format!("Sao Paulo, Japao {long}"),
            ),
            (format!("Clé d’accès {long}"), format!("Clé d'accès {long}")),
            ("São Paulo".to_owned(), "São Paulo".to_owned()),
            (format!("{long} 北京 São Paulo"), format!("{long} 北京 São Paulo")),
            (
                format!("인증 {} e\u{301}", "a".repeat(64)),
                format!("인증 {} e\u{301}", "a".repeat(64)),
            ),
        ] {
            assert_eq!(*without_marks(&text), said);
        }
    }
}
