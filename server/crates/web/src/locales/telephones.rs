//! What telephones are told, in every language: one message where it can be, and each digit by itself in a call.

use countersign_core::{
    method::telephone::{Message, Told, messages, spoken, told, written},
    model::{AccountNumber, Channel, MailKind, Method, SentFor},
    port::Texts,
};
use countersign_proto::ids::{EnrollmentId, LoginId};

use super::Locales;

const CODE: &str = "123456";
const HOST: &str = "id.example.org";
const ACCOUNT: &str = "100042";
/// What can be added and taken away.
const METHODS: [Method; 7] = [
    Method::Push,
    Method::Totp,
    Method::Hotp,
    Method::Certificate,
    Method::Passkey,
    Method::Sms,
    Method::RecoveryCode,
];

fn message(language: &str, sent_for: SentFor, service: &str) -> Message {
    Message {
        number: "+12025550123".to_owned().into(),
        channel: Channel::Sms,
        language: language.to_owned(),
        sent_for,
        code: CODE.to_owned().into(),
        service: service.to_owned(),
        account: ACCOUNT.to_owned(),
    }
}

#[test]
fn a_text_is_one_message_in_every_language_and_binds_its_code_to_the_site() {
    let id = "00000000-0000-4000-8000-000000000001";
    let login = SentFor::Login(id.parse::<LoginId>().unwrap());
    let enrollment = SentFor::Enrollment(id.parse::<EnrollmentId>().unwrap());
    let texts = Locales::new("en");
    let long = "The Example Organisation for the Exchange of Examples, Section Two";
    for language in Locales::tags() {
        for sent_for in [login, enrollment] {
            for service in ["Example", "Example Shop", long] {
                let text = written(&texts, HOST, &message(&language, sent_for, service));
                assert_eq!(messages(&text), 1, "{language}: {}", &*text);
                let (said, bound) = text.split_once('\n').unwrap();
                assert_eq!(bound, format!("@{HOST} #{CODE}"), "{language}");
                assert!(said.contains(CODE), "{language}: {said}");
                let name: String = service.chars().take(7).collect();
                assert!(said.contains(&name), "{language}: {said}");
                assert!(said.contains(ACCOUNT), "{language}: {said}");
            }
        }
    }
}

/// In how many messages a notice goes at most that names every kind of authenticator and a place, by languages whose letters are in the
/// networks' own alphabet, and by others: the link alone is longer than one of theirs.
const IN_THE_ALPHABET: usize = 2;
const IN_OTHERS: usize = 3;
const OTHERS: [&str; 5] = ["ar", "ja", "ko", "ru", "zh"];
/// Where somebody says that it was not them: with a token of 256 bits.
const LINK: &str = "https://id.example.org/not-me/47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

/// What a message says of an authenticator of this kind.
fn what(texts: &Locales, language: &str, method: Method) -> String {
    let method = format!("method-{}", method.as_str()).replace('_', "-");
    let method = texts.text(language, &method, &[]);
    let country = texts.text(language, "country-fr", &[]);
    let place = texts.text(
        language,
        "place-near",
        &[("town", "Mâcon"), ("country", &country)],
    );
    format!("{method}, 2026-11-29 11:10 UTC, {place}")
}

#[test]
fn s24_a_notice_is_as_short_as_can_be_in_every_language_and_says_all_of_it() {
    let texts = Locales::new("en");
    let long = "The Example Organisation for the Exchange of Examples, Section Two";
    let changes = [
        MailKind::AuthenticatorAdded,
        MailKind::AuthenticatorRemoved,
        MailKind::AuthenticatorSuspended,
        MailKind::AuthenticatorResumed,
        MailKind::AuthenticatorConfirmed,
        MailKind::AuthenticatorLost,
    ];
    let account = AccountNumber(100_042);
    for language in Locales::tags() {
        let others = OTHERS.contains(&language.as_str());
        let most = if others { IN_OTHERS } else { IN_THE_ALPHABET };
        for (change, method) in changes
            .iter()
            .flat_map(|change| METHODS.map(|method| (*change, method)))
        {
            let what = &what(&texts, &language, method);
            let notice = Told {
                account,
                change,
                what,
                link: LINK,
            };
            for service in ["Example", "Example Shop", long] {
                let text = told(&texts, service, &language, &notice);
                assert!(
                    messages(&text) <= most,
                    "{language}: {} of {}",
                    messages(&text),
                    &*text
                );
                for said in [ACCOUNT, &service[..7], "2026-11-29 11:10 UTC"] {
                    assert!(text.contains(said), "{language}: {said}: {}", &*text);
                }
                let has_place = text.contains("Mâcon") || text.contains("Macon");
                assert!(has_place, "{language}: {}", &*text);
                assert!(text.ends_with(&format!(" {LINK}")), "{language}: {}", &*text);
                assert_eq!(text.lines().count(), 1, "{language}: {}", &*text);
                let kept = if others {
                    what.split(',').next().unwrap()
                } else {
                    ""
                };
                assert!(text.contains(kept), "{language}: {kept}: {}", &*text);
                let english = told(&texts, service, "en", &notice);
                assert!(language == "en" || *text != *english, "{language}: {}", &*text);
            }
        }
    }
}

#[test]
fn what_was_set_aside_is_told_without_a_link_in_every_language() {
    let texts = Locales::new("en");
    for language in Locales::tags() {
        for change in [MailKind::AuthenticatorSuspended, MailKind::AuthenticatorLost] {
            let what = &what(&texts, &language, Method::Sms);
            let notice = Told {
                account: AccountNumber(100_042),
                change,
                what,
                link: "",
            };
            let text = told(&texts, "Example Shop", &language, &notice);
            for said in [ACCOUNT, "Example Shop", "2026-11-29 11:10 UTC"] {
                assert!(text.contains(said), "{language}: {said}: {}", &*text);
            }
            assert!(!text.contains("sms-"), "{language}: {}", &*text);
            assert!(messages(&text) <= 2, "{language}: {}", &*text);
            let linked = told(&texts, "Example Shop", &language, &Told { link: LINK, ..notice });
            assert!(
                !linked.starts_with(&*text),
                "it ends in what is to be done: {}",
                &*text
            );
        }
    }
}

#[test]
fn a_notice_of_a_way_in_without_an_authenticator_is_one_message_without_a_link() {
    let texts = Locales::new("en");
    for language in Locales::tags() {
        // Whoever says that all is lost says so of the telephone too; of a code of the support, that alone takes anything back.
        for change in [MailKind::RecoveryBegun, MailKind::TemporaryCode] {
            let notice = Told {
                account: AccountNumber(100_042),
                change,
                what: "2026-11-29 11:10 UTC",
                link: "",
            };
            let text = told(&texts, "Example Shop", &language, &notice);
            let is_said = text.contains(ACCOUNT) && !text.contains("://");
            assert!(is_said, "{language}: {}", &*text);
            assert_eq!(messages(&text), 1, "{language}: {}", &*text);
        }
    }
}

#[test]
fn r15_a_name_adds_no_line_of_its_own_to_a_message() {
    let login = SentFor::Login("00000000-0000-4000-8000-000000000001".parse().unwrap());
    let evil = message("en", login, "Shop\n@evil.example #999999");
    let text = written(&Locales::new("en"), HOST, &evil);
    assert_eq!(text.lines().count(), 2, "{}", &*text);
    assert_eq!(text.lines().last(), Some("@id.example.org #123456"));
}

#[test]
fn a_call_says_each_digit_by_itself_and_all_of_them_twice() {
    let login = SentFor::Login("00000000-0000-4000-8000-000000000001".parse().unwrap());
    let texts = Locales::new("en");
    let english = spoken(&texts, &message("en", login, "Example"));
    for language in Locales::tags() {
        let text = spoken(&texts, &message(&language, login, "Example"));
        assert_eq!(
            text.matches("1, 2, 3, 4, 5, 6").count(),
            2,
            "{language}: {}",
            &*text
        );
        assert!(text.contains("Example"), "{language}");
        assert!(language == "en" || *text != *english, "{language}");
    }
}
