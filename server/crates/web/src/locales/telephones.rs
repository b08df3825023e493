//! What telephones are told, in every language: one message where it can be, and each digit by itself in a call.

use countersign_core::{
    method::telephone::{Message, is_one_message, spoken, told, written},
    model::{AccountNumber, Channel, MailKind, SentFor},
};
use countersign_proto::ids::{EnrollmentId, LoginId};

use super::Locales;

const CODE: &str = "123456";
const HOST: &str = "id.example.org";
const ACCOUNT: &str = "100042";

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
                assert!(is_one_message(&text), "{language}: {}", &*text);
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

#[test]
fn a_notice_is_one_message_in_every_language_names_the_account_and_leads_nowhere() {
    let texts = Locales::new("en");
    let long = "The Example Organisation for the Exchange of Examples, Section Two";
    let changes = [
        MailKind::AuthenticatorAdded,
        MailKind::AuthenticatorRemoved,
        MailKind::AuthenticatorSuspended,
        MailKind::AuthenticatorResumed,
        MailKind::RecoveryBegun,
        MailKind::AuthenticatorConfirmed,
        MailKind::AuthenticatorLost,
        MailKind::TemporaryCode,
    ];
    let english = changes.map(|change| told(&texts, "Example", "en", AccountNumber(100_042), change));
    for language in Locales::tags() {
        for (change, english) in changes.into_iter().zip(&english) {
            for service in ["Example", "Example Shop", long] {
                let text = told(&texts, service, &language, AccountNumber(100_042), change);
                assert!(is_one_message(&text), "{language}: {text}");
                assert!(
                    text.contains(ACCOUNT) && text.contains(&service[..7]),
                    "{language}: {text}"
                );
                assert!(
                    !text.contains("://") && text.lines().count() == 1,
                    "{language}: {text}"
                );
                assert!(language == "en" || text != *english, "{language}: {text}");
            }
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
