//! Requests for certificates that two operators must approve.

use countersign::admin::{CertificateCommand, Command, execute, operator::OperatorCommand};
use countersign_tests::{Page, PlainBrowser, World};
use serde_json::Value;

use super::{act, appoint, logged_in, number, on_duty, records};
use crate::certificates::{PAGE, with_door};

const QUEUE: &str = "/admin/certificates";

async fn offering() -> World {
    World::with(|settings| {
        settings.operators.required_acr = "push-number+pwd".to_owned();
        with_door(settings);
        settings.certificates.two_person_approval = true;
    })
    .await
}

/// Alice, who has asked for a certificate, and her account number.
async fn asking(world: &World) -> (PlainBrowser, String) {
    let (mut browser, _phone) = logged_in(world, "alice").await;
    assert_eq!(browser.post(PAGE, &[]).await.location(), PAGE);
    (browser, number(world, "alice").await)
}

async fn approve(browser: &mut PlainBrowser, number: &str) -> Page {
    let path = format!("{QUEUE}/{number}/approve");
    browser.post(&path, &[("reason", "Seen with a passport")]).await
}

/// Approves by command, as whoever is named; what is answered, or why it is refused.
async fn command(world: &World, operator: Option<&str>) -> Result<Value, String> {
    let command = CertificateCommand::Approve {
        name: "alice".to_owned(),
        reason: "Seen at the desk".to_owned(),
        operator: operator.map(str::to_owned),
    };
    let done = execute(&world.server().opened, Command::Certificate(command)).await;
    done.map_err(|denied| denied.0)
}

/// Whose approval the command shows as the first of two.
async fn first(world: &World) -> Value {
    let queue = world
        .operate(Command::Certificate(CertificateCommand::List))
        .await;
    let name = "alice".to_owned();
    let own = world
        .operate(Command::Certificate(CertificateCommand::Show { name }))
        .await;
    assert_eq!(queue[0]["first_approval"], own["request"]["first_approval"]);
    queue[0]["first_approval"]["by"].clone()
}

async fn is_ready(alice: &mut PlainBrowser) -> bool {
    alice.get(PAGE).await.text.contains("Your request was approved.")
}

#[tokio::test]
async fn s64_a_request_needs_the_approval_of_two_different_operators() {
    let world = offering().await;
    let (mut alice, alices) = asking(&world).await;
    let mut rita = on_duty(&world, "rita", "registrar").await;
    let mut olga = on_duty(&world, "olga", "owner").await;
    assert!(
        rita.get(QUEUE)
            .await
            .text
            .contains("Two operators approve each request.")
    );
    assert_eq!(approve(&mut rita, &alices).await.status, 303);
    assert!(!is_ready(&mut alice).await);
    let picked = alice
        .post(
            &format!("{PAGE}/file"),
            &[("password", "a long password"), ("again", "a long password")],
        )
        .await;
    assert_eq!(picked.location(), PAGE, "there is nothing to pick up");

    // She sees that she has, and does not count twice, by page or by command.
    let page = rita.get(QUEUE).await;
    assert!(
        page.text.contains("Approved first by") && page.text.contains("-rita"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("/approve\"") && page.text.contains("/reject\""));
    let again = approve(&mut rita, &alices).await;
    assert_eq!(again.status, 409);
    assert!(
        again.text.contains("Another operator has to approve it too."),
        "{}",
        again.text
    );
    let refused = command(&world, Some("rita")).await.unwrap_err();
    assert!(refused.contains("another one has to"), "{refused}");
    assert_eq!(first(&world).await, "rita");
    assert!(!is_ready(&mut alice).await);

    let page = olga.get(QUEUE).await;
    assert!(
        page.text.contains("-rita") && page.text.contains("/approve\""),
        "{}",
        page.text
    );
    assert_eq!(approve(&mut olga, &alices).await.status, 303);
    assert!(is_ready(&mut alice).await);
    let (one, two) = (
        records(&world, "certificate_first_approved").await,
        records(&world, "certificate_approved").await,
    );
    assert_eq!((one.len(), two.len()), (1, 1));
    assert_eq!(one[0]["user_id"], two[0]["user_id"]);
    assert_ne!(one[0]["operator_id"], two[0]["operator_id"]);
    assert_eq!(one[0]["reason"], "Seen with a passport");
}

#[tokio::test]
async fn a_command_names_an_operator_who_may_and_counts_as_their_own() {
    let world = offering().await;
    let (mut alice, alices) = asking(&world).await;
    let mut rita = on_duty(&world, "rita", "registrar").await;
    on_duty(&world, "olga", "owner").await;
    on_duty(&world, "hugo", "helpdesk").await;
    for (operator, said) in [
        (None, "--as"),
        (Some("hugo"), "may answer"),
        (Some("alice"), "may answer"),
        (Some("nobody"), "no user"),
    ] {
        let refused = command(&world, operator).await.unwrap_err();
        assert!(refused.contains(said), "{operator:?}: {refused}");
    }
    assert_eq!(first(&world).await, Value::Null);
    let done = command(&world, Some("rita")).await.unwrap();
    assert_eq!(
        (&done["state"], &done["first_approval"]["by"]),
        (&"requested".into(), &"rita".into())
    );
    assert_eq!(
        approve(&mut rita, &alices).await.status,
        409,
        "it was she already"
    );
    let done = command(&world, Some("olga")).await.unwrap();
    assert_eq!(done["state"], "approved");
    assert!(is_ready(&mut alice).await);
    assert!(records(&world, "certificate_approved").await[0]["operator_id"].is_string());
}

#[tokio::test]
async fn nobody_is_one_of_the_two_for_their_own_request() {
    let world = offering().await;
    let (mut alice, alices) = asking(&world).await;
    appoint(&world, "alice", "owner").await;
    let mut olga = on_duty(&world, "olga", "owner").await;
    assert_eq!(approve(&mut olga, &alices).await.status, 303);
    assert_eq!(approve(&mut alice, &alices).await.status, 403);
    assert!(command(&world, Some("alice")).await.is_err());
    assert!(!is_ready(&mut alice).await);
    // A registrar does not reach an owner.
    on_duty(&world, "rita", "registrar").await;
    assert!(command(&world, Some("rita")).await.is_err());
    on_duty(&world, "otto", "owner").await;
    command(&world, Some("otto")).await.unwrap();
    assert!(is_ready(&mut alice).await);
}

#[tokio::test]
async fn a_rejection_by_either_ends_it() {
    for by_the_first in [true, false] {
        let world = offering().await;
        let (mut alice, alices) = asking(&world).await;
        let mut rita = on_duty(&world, "rita", "registrar").await;
        let mut olga = on_duty(&world, "olga", "owner").await;
        assert_eq!(approve(&mut rita, &alices).await.status, 303);
        let who = if by_the_first { &mut rita } else { &mut olga };
        let path = format!("{QUEUE}/{alices}/reject");
        assert_eq!(who.post(&path, &[("reason", "It had expired")]).await.status, 303);
        assert!(alice.get(PAGE).await.text.contains("It had expired"));
        assert_eq!(approve(&mut olga, &alices).await.status, 409);
        // Another request begins anew.
        assert_eq!(alice.post(PAGE, &[]).await.location(), PAGE);
        assert_eq!(first(&world).await, Value::Null);
    }
}

#[tokio::test]
async fn r4_a_first_approval_lapses_with_the_right_to_give_it() {
    let world = offering().await;
    let (mut alice, alices) = asking(&world).await;
    let mut rita = on_duty(&world, "rita", "registrar").await;
    let mut olga = on_duty(&world, "olga", "owner").await;
    let ritas = number(&world, "rita").await;
    let name = || "rita".to_owned();
    for way in ["removed", "another role", "suspended", "suspended by an owner"] {
        command(&world, Some("rita")).await.unwrap();
        assert_eq!(first(&world).await, "rita", "{way}");
        match way {
            "removed" => {
                let act = OperatorCommand::Remove { name: name() };
                world.operate(Command::Operator { act }).await;
            }
            "another role" => {
                appoint(&world, "rita", "helpdesk").await;
            }
            "suspended" => {
                world.operate(Command::UserSuspend { name: name() }).await;
            }
            _ => {
                let done = act(&mut olga, &ritas, "suspend", "On leave").await;
                assert_eq!(done.status, 303, "{}", done.text);
            }
        }
        assert_eq!(first(&world).await, Value::Null, "{way}");
        assert!(!olga.get(QUEUE).await.text.contains("-rita"), "{way}");
        // That she is back does not bring it back.
        world.operate(Command::UserResume { name: name() }).await;
        appoint(&world, "rita", "registrar").await;
        assert_eq!(first(&world).await, Value::Null, "{way}");
    }
    let lapsed = records(&world, "certificate_approval_lapsed").await;
    assert_eq!(lapsed.len(), 4, "{lapsed:?}");
    assert_eq!(approve(&mut olga, &alices).await.status, 303);
    assert!(!is_ready(&mut alice).await, "that was the first one again");
    assert_eq!(first(&world).await, "olga");
    assert!(!rita.is_logged_in().await);
    // So does that of an operator whose account is gone.
    world
        .operate(Command::UserDelete {
            name: "olga".to_owned(),
        })
        .await;
    command(&world, Some("rita")).await.unwrap();
    assert!(!is_ready(&mut alice).await);
    assert_eq!(first(&world).await, "rita");
}

#[tokio::test]
async fn of_two_approvals_at_once_one_comes_first() {
    let world = offering().await;
    let (mut alice, alices) = asking(&world).await;
    let mut rita = on_duty(&world, "rita", "registrar").await;
    let (mut again, mut olga) = (rita.clone(), on_duty(&world, "olga", "owner").await);
    let (one, two) = tokio::join!(approve(&mut rita, &alices), approve(&mut again, &alices));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409], "one operator's double click");
    assert!(!is_ready(&mut alice).await);
    assert_eq!(approve(&mut olga, &alices).await.status, 303);
    assert!(is_ready(&mut alice).await);
}
