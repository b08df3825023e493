//! Mails are in the language of the account that they are about, whatever whoever causes them reads.

use countersign::admin::Command;
use countersign_tests::{Mail, Provider, World};

const MAILBOX: &str = "alice@example.org";
/// What a mail about a new password is called in each language.
const SUBJECTS: [(&str, &str); 10] = [
    ("ar", "Countersign: اختر كلمة مرور جديدة"),
    ("de", "Countersign: Wählen Sie ein neues Passwort"),
    ("en", "Countersign: choose a new password"),
    ("es", "Countersign: elija una contraseña nueva"),
    ("fr", "Countersign : choisissez un nouveau mot de passe"),
    ("ja", "Countersign: 新しいパスワードを決めてください"),
    ("ko", "Countersign: 새 비밀번호를 정해 주십시오"),
    ("pt", "Countersign: escolha uma nova senha"),
    ("ru", "Countersign: выберите новый пароль"),
    ("zh", "Countersign：请选择新密码"),
];

/// A world with alice, whose account is in this language.
async fn world_in(language: &str) -> World {
    let world = World::start().await;
    world.user_with_mail("alice", MAILBOX).await;
    let (name, language) = ("alice".to_owned(), language.to_owned());
    world.operate(Command::UserLanguage { name, language }).await;
    world
}

/// The mail that comes when somebody who reads `reading` asks for a new password for alice.
async fn reset_mail(world: &World, reading: &str) -> Mail {
    let mut browser = world.browser().reading(reading);
    browser.post("/forgot/password", &[("username", "alice")]).await;
    world.mail_to(MAILBOX).await
}

/// What a mail says, line by line, without its link and time.
fn lines(mail: &Mail) -> Vec<String> {
    let lines = mail.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.filter(|line| !line.starts_with("http"));
    lines.map(str::to_owned).collect()
}

#[tokio::test]
async fn every_language_has_its_subject_whatever_the_browser_reads() {
    let world = world_in("en").await;
    for (tag, subject) in SUBJECTS {
        let (name, language) = ("alice".to_owned(), tag.to_owned());
        world.operate(Command::UserLanguage { name, language }).await;
        let reading = if tag == "de" { "ko" } else { "de" };
        let mail = reset_mail(&world, reading).await;
        assert_eq!(mail.subject, subject, "{tag}");
        assert!(
            mail.link().starts_with(&world.url("/reset/")),
            "{tag}: {}",
            mail.text
        );
        world.clock.advance(std::time::Duration::from_secs(3600));
    }
}

#[tokio::test]
async fn a_mail_in_japanese_arrives_as_it_was_written() {
    let world = world_in("ja").await;
    let mail = reset_mail(&world, "de").await;
    assert_eq!(mail.subject, "Countersign: 新しいパスワードを決めてください");
    let [asked, open, once, otherwise, _, service, sender] = &lines(&mail)[..] else {
        panic!("{}", mail.text)
    };
    assert!(
        asked.ends_with("に、Countersign のアカウント alice について、新しいパスワードの依頼がありました。"),
        "{asked}"
    );
    assert_eq!(open, "ご本人による場合は、このリンクを開いてください：");
    assert!(once.starts_with("30分以内に1回だけ使えます。"), "{once}");
    assert!(
        otherwise.ends_with("このリンクは誰にも渡さないでください。"),
        "{otherwise}"
    );
    assert_eq!(service, "Countersign");
    assert!(
        sender.contains("のログインサーバーから送信されました。"),
        "{sender}"
    );
}

#[tokio::test]
async fn a_mail_in_arabic_arrives_as_it_was_written() {
    let world = world_in("ar").await;
    let mail = reset_mail(&world, "de").await;
    assert_eq!(mail.subject, "Countersign: اختر كلمة مرور جديدة");
    let [asked, open, once, otherwise, _, service, sender] = &lines(&mail)[..] else {
        panic!("{}", mail.text)
    };
    assert!(
        asked.ends_with("طلب شخص ما كلمة مرور جديدة لحسابك alice لدى Countersign."),
        "{asked}"
    );
    assert_eq!(open, "إذا كنت أنت من طلب ذلك، فافتح هذا الرابط:");
    assert!(
        once.starts_with("يعمل الرابط مرة واحدة، لمدة 30 دقيقة."),
        "{once}"
    );
    assert!(otherwise.ends_with("لا تعطِ هذا الرابط لأحد."), "{otherwise}");
    assert_eq!(service, "Countersign");
    assert!(sender.ends_with("لا يقرأ أحد الردود عليها."), "{sender}");
}

#[tokio::test]
async fn a_notice_names_the_method_in_the_language_of_the_account() {
    for (tag, subject, what) in [
        (
            "ja",
            "Countersign: 認証手段が追加されました",
            "Pixel 8 (スマートフォン)",
        ),
        ("ar", "Countersign: أُضيفت وسيلة مصادقة", "Pixel 8 (الهاتف)"),
    ] {
        let world = world_in(tag).await;
        let shop = world.shop().await;
        world.phone(&shop, "alice", Provider::Fcm).await;
        let mail = world.mail_to(MAILBOX).await;
        assert_eq!(mail.subject, subject);
        assert!(mail.text.contains(what), "{}", mail.text);
    }
}
