//! People make accounts for themselves.

use std::time::Duration;

use countersign_core::model::MailedLink;
use countersign_tests::World;

use super::{NEW, ask, open_world};

#[tokio::test]
async fn an_account_is_made_by_whoever_has_the_mailbox_and_knows_the_password() {
    let world = open_world().await;
    let mut browser = world.browser();
    let login = browser.get("/login").await.text;
    for link in ["/signup", "/forgot/username", "/forgot/password"] {
        assert!(login.contains(&format!("href=\"{link}\"")), "{link}");
    }
    assert_eq!(ask(&mut browser, "Zoë", "zoe@example.org").await.status, 200);
    let mail = world.mail_to("zoe@example.org").await;
    assert_eq!(
        (&*mail.from, &*mail.to),
        ("no-reply@example.org", &["zoe@example.org".to_owned()][..])
    );
    assert_eq!(mail.subject, "Countersign: finish your account");
    for said in ["zoë", "If it was not you, do nothing", " UTC", "127.0.0.1"] {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
    }
    let nobody = [("username", "zoë"), ("password", NEW)];
    assert_eq!(
        browser.post("/login", &nobody).await.status,
        422,
        "there is no account yet"
    );
    // Whoever looks at the mail takes nothing.
    for _ in 0..3 {
        assert_eq!(world.browser().get(mail.link()).await.status, 200);
    }
    let wrong = world.browser().post(mail.link(), &[("password", "wrong")]).await;
    assert_eq!(wrong.status, 422);
    let done = browser.post(mail.link(), &[("password", NEW)]).await;
    assert_eq!(done.status, 200, "{}", done.text);
    assert!(done.text.contains("Your account is ready"));
    assert_eq!(browser.get(mail.link()).await.status, 409);
    let begun = browser.post("/login", &nobody).await;
    assert!(begun.location().starts_with("/enroll/code/"), "{}", begun.text);
}

#[tokio::test]
async fn r7_the_page_is_the_same_for_known_and_unknown_names_and_addresses() {
    let world = open_world().await;
    world.user_with_mail("alice", "alice@example.org").await;
    let mut seen = Vec::new();
    for (name, email) in [
        ("newcomer", "new@example.org"),
        ("alice", "taken@example.org"),
        ("newcomer", "alice@example.org"),
    ] {
        let page = ask(&mut world.browser(), name, email).await;
        seen.push(page.nameless("NOBODY"));
    }
    assert!(seen.iter().all(|page| *page == seen[0]), "{seen:#?}");
    let taken = world.mail_to("taken@example.org").await;
    assert!(taken.text.contains("belongs to somebody else") && taken.link().ends_with("/signup"));
    let known = world.mail_to("alice@example.org").await;
    assert!(
        known.text.contains("There is one already. Its user name: alice"),
        "{}",
        known.text
    );
    world.mail_to("new@example.org").await;
}

#[tokio::test]
async fn what_no_account_can_have_is_said_and_loses_nothing() {
    let world = open_world().await;
    let mut browser = world.browser();
    for (name, email, password, said) in [
        ("a b", "new@example.org", NEW, "This cannot be a user name."),
        ("pаypal", "new@example.org", NEW, "This cannot be a user name."),
        ("newcomer", "new@example", NEW, "This is not an e-mail address"),
        (
            "newcomer",
            "new@example.org\r\nBcc: eve@example.net",
            NEW,
            "This is not an e-mail address",
        ),
        (
            "newcomer",
            "new@example.org",
            "short",
            "This password is too short.",
        ),
        (
            "newcomer",
            "new@example.org",
            "newcomer1",
            "among the first that somebody would try",
        ),
        (
            "newcomer",
            "new@example.org",
            "new@example.org",
            "among the first that somebody would try",
        ),
    ] {
        let form = [("username", name), ("email", email), ("password", password)];
        let page = browser.post("/signup", &form).await;
        assert_eq!(page.status, 422, "{said}");
        assert!(page.text.contains(said), "{said}: {}", page.text);
        assert!(!page.text.contains(NEW), "passwords are not sent back");
    }
    let endless = "x".repeat(513);
    let form = [
        ("username", "newcomer"),
        ("email", "new@example.org"),
        ("password", &endless),
    ];
    assert!(
        browser
            .post("/signup", &form)
            .await
            .text
            .contains("This password is too long.")
    );
    world.settle().await;
    assert!(world.fakes.smtp.taken().is_empty());
}

#[tokio::test]
async fn r15_nobody_writes_into_the_mails_of_others() {
    let world = open_world().await;
    let mut browser = world.browser();
    for name in [
        "a\r\nBcc: eve@example.net",
        "a\nb",
        "https://evil.example/",
        "<b>a</b>",
        "a\u{202E}b",
    ] {
        assert_eq!(
            ask(&mut browser, name, "victim@example.org").await.status,
            422,
            "{name:?}"
        );
    }
    assert_eq!(
        ask(&mut browser, "x'--;${1}", "victim@example.org").await.status,
        200
    );
    let mail = world.mail_to("victim@example.org").await;
    assert!(mail.text.contains("x'--;${1}"), "{}", mail.text);
    assert_eq!(mail.to, ["victim@example.org"]);
    assert!(world.fakes.smtp.taken().is_empty());
}

#[tokio::test]
async fn links_lead_to_the_public_address_whatever_host_a_request_names() {
    let world = open_world().await;
    world.user_with_mail("alice", "alice@example.org").await;
    let mut browser = world.browser();
    let form = [
        ("username", "newcomer"),
        ("email", "new@example.org"),
        ("password", NEW),
    ];
    for header in [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example"),
    ] {
        browser.post_with("/signup", &form, header).await;
        browser
            .post_with("/forgot/password", &[("username", "alice")], header)
            .await;
    }
    for to in ["new@example.org", "alice@example.org"] {
        for _ in 0..3 {
            let mail = world.mail_to(to).await;
            assert!(mail.link().starts_with(&world.url("/")), "{}", mail.link());
            assert!(!mail.text.contains("evil"));
        }
    }
}

#[tokio::test]
async fn forms_that_another_site_sends_do_nothing() {
    let world = open_world().await;
    world.user_with_mail("alice", "alice@example.org").await;
    let mut browser = world.browser();
    for (path, form) in [
        (
            "/signup",
            &[
                ("username", "newcomer"),
                ("email", "new@example.org"),
                ("password", NEW),
            ][..],
        ),
        ("/forgot/username", &[("email", "alice@example.org")]),
        ("/forgot/password", &[("username", "alice")]),
        ("/account/password", &[("old", "x"), ("password", NEW)]),
        ("/account/email", &[("email", "eve@example.net")]),
        ("/account/profile", &[("display_name", "x"), ("language", "en")]),
        ("/account/sessions/end", &[]),
        ("/reset/x", &[("password", NEW)]),
        ("/signup/x", &[("password", NEW)]),
        ("/account/email/x", &[]),
    ] {
        for header in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ] {
            assert_eq!(
                browser.post_with(path, form, header).await.status,
                403,
                "{path} {header:?}"
            );
        }
    }
    world.settle().await;
    assert!(world.fakes.smtp.taken().is_empty());
}

#[tokio::test]
async fn an_account_is_not_made_by_a_link_whose_time_is_up() {
    let world = open_world().await;
    let mut browser = world.browser();
    ask(&mut browser, "newcomer", "new@example.org").await;
    let mail = world.mail_to("new@example.org").await;
    world.clock.advance(MailedLink::TTL);
    assert_eq!(browser.get(mail.link()).await.status, 409);
    assert_eq!(browser.post(mail.link(), &[("password", NEW)]).await.status, 409);
    // …and swept, nobody can tell that there was one.
    world.clock.advance(Duration::from_secs(26 * 3600));
    world
        .server()
        .opened
        .ctx
        .store
        .sweep(countersign_core::port::Clock::now(&world.clock))
        .await
        .unwrap();
    assert_eq!(browser.get(mail.link()).await.status, 404);
}

#[tokio::test]
async fn nobody_signs_up_where_that_is_off() {
    let world = World::start().await;
    let mut browser = world.browser();
    assert!(!browser.get("/login").await.text.contains("/signup"));
    let page = browser.get("/signup").await;
    assert_eq!(page.status, 404);
    assert!(page.text.contains("Accounts are not made here."));
    assert_eq!(ask(&mut browser, "newcomer", "new@example.org").await.status, 404);
    world.settle().await;
    assert!(world.fakes.smtp.taken().is_empty());
}
