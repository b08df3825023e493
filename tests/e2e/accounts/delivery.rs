//! Mails on their way: none is lost, and none is sent in the clear.

use std::time::Duration;

use countersign_fakes::{FakeSmtp, SmtpSecurity};
use countersign_tests::{Mail, World, until};

use super::{ask, open_world};

/// Waits until a mail was tried in vain.
async fn put_off(world: &World) {
    let metric = "countersign_mails_total{kind=\"sign-up\",result=\"later\"}";
    until("it was tried", async || world.metrics().await.contains(metric)).await;
}

#[tokio::test]
async fn r3_a_mail_outlives_an_outage_of_the_mail_server_and_of_our_own() {
    // While time flies like this, other nodes would take one that is only busy for one that has died.
    let mut world = World::of_one_node(|settings| settings.accounts.sign_up = true).await;
    for reply in ["451 4.3.0 later", "421 going down", "535 5.7.8 not you", ""] {
        world.fakes.smtp.answer_next(reply);
    }
    ask(&mut world.browser(), "newcomer", "new@example.org").await;
    put_off(&world).await;
    let smtp = &world.fakes.smtp;
    assert!(smtp.taken().is_empty());
    world.pause().await;
    world.resume().await;
    // Pauses get longer; time flies.
    let mail = world.clock.fly_until(world.mail_to("new@example.org")).await;
    assert_eq!(world.fakes.smtp.connections(), 5);
    assert!(mail.text.contains("newcomer"));
    assert!(world.fakes.smtp.taken().is_empty(), "it is sent once");
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_is_not_sent_again() {
    let world = open_world().await;
    world
        .fakes
        .smtp
        .answer_next("550 5.1.1 <new@example.org> has no mailbox here");
    ask(&mut world.browser(), "newcomer", "new@example.org").await;
    world.settle().await;
    world.clock.advance(Duration::from_secs(600));
    world.settle().await;
    assert_eq!(world.fakes.smtp.connections(), 1);
    assert!(
        world
            .metrics()
            .await
            .contains("countersign_mails_total{kind=\"sign-up\",result=\"rejected\"} 1")
    );
}

#[tokio::test]
async fn a_link_that_came_too_late_is_not_sent_at_all() {
    let world = open_world().await;
    world.fakes.smtp.answer_next("451 4.3.0 later");
    ask(&mut world.browser(), "newcomer", "new@example.org").await;
    put_off(&world).await;
    let smtp = &world.fakes.smtp;
    world.clock.advance(Duration::from_secs(3600));
    world.settle().await;
    assert_eq!((smtp.connections(), smtp.taken().len()), (1, 0));
}

#[tokio::test]
async fn every_mail_has_the_headers_of_one_and_no_more() {
    let world = open_world().await;
    ask(&mut world.browser(), "newcomer", "new@example.org").await;
    let mut headers = world.mail_to("new@example.org").await.headers;
    headers.sort();
    assert_eq!(
        headers,
        [
            "Auto-Submitted",
            "Content-Transfer-Encoding",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To",
        ]
    );
}

#[tokio::test]
async fn a_mail_server_may_ask_who_we_are_and_speak_tls_from_the_start() {
    let plain = World::start().await;
    let smtp = FakeSmtp::secured_by(&plain.fakes.credentials, SmtpSecurity::Implicit)
        .await
        .unwrap();
    smtp.require_login("countersign", "mail secret");
    let world = World::with(|settings| {
        let file = settings.server.data_dir.with_file_name("mail-password");
        std::fs::write(&file, "mail secret\n").unwrap();
        settings.accounts.sign_up = true;
        settings.mail.smtp_url = Some(smtp.url().parse().unwrap());
        settings.mail.username = Some("countersign".to_owned());
        settings.mail.password_file = Some(file);
        settings.mail.ca_file = Some(plain.fakes.credentials.ca_file.clone());
    })
    .await;
    ask(&mut world.browser(), "newcomer", "new@example.org").await;
    let mail = Mail::read(&smtp.next_to("new@example.org").await);
    assert!(mail.link().contains("/signup/"));
}

#[tokio::test]
async fn a_mail_server_with_a_foreign_certificate_gets_nothing() {
    let other = World::start().await;
    let world = World::with(|settings| {
        settings.accounts.sign_up = true;
        settings.mail.smtp_url = Some(other.fakes.smtp.url().parse().unwrap());
    })
    .await;
    ask(&mut world.browser(), "newcomer", "new@example.org").await;
    put_off(&world).await;
    assert!(other.fakes.smtp.connections() > 0 && other.fakes.smtp.taken().is_empty());
}
