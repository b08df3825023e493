//! The queue of requests for certificates: who reads it, who answers, and what is kept of it.

use std::time::Duration;

use countersign_tests::{Page, PlainBrowser, World};

use super::{appoint, logged_in, number, on_duty, records, world};
use crate::certificates::{PAGE, with_door};

const QUEUE: &str = "/admin/certificates";
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A server that offers certificates.
pub(super) async fn offering() -> World {
    World::with(|settings| {
        settings.operators.required_acr = "push-number+pwd".to_owned();
        with_door(settings);
    })
    .await
}

/// Somebody who has asked for a certificate, and their account number.
pub(super) async fn asking(world: &World, name: &str) -> (PlainBrowser, String) {
    let (mut browser, _phone) = logged_in(world, name).await;
    assert_eq!(browser.post(PAGE, &[]).await.location(), PAGE);
    (browser, number(world, name).await)
}

async fn answer(browser: &mut PlainBrowser, number: &str, answer: &str, reason: &str) -> Page {
    let path = format!("{QUEUE}/{number}/{answer}");
    browser.post(&path, &[("reason", reason)]).await
}

#[tokio::test]
async fn everybody_on_duty_reads_the_queue_and_registrars_and_owners_answer() {
    let world = offering().await;
    let (mut alice, alices) = asking(&world, "alice").await;
    for role in ["helpdesk", "security", "auditor"] {
        let mut browser = on_duty(&world, role, role).await;
        let page = browser.get(QUEUE).await;
        assert!(
            page.text.contains(&format!("{alices}-alice")),
            "{role}: {}",
            page.text
        );
        assert!(!page.text.contains("name=\"reason\""), "{role}");
        for word in ["approve", "reject"] {
            let refused = answer(&mut browser, &alices, word, "Seen").await;
            assert_eq!(refused.status, 403, "{role}: {word}");
        }
    }
    assert!(
        alice
            .get(PAGE)
            .await
            .text
            .contains("You asked for a certificate on")
    );
    let mut registrar = on_duty(&world, "rita", "registrar").await;
    let page = registrar.get(QUEUE).await;
    assert!(page.text.contains("Answer expected by") && page.text.contains("17:00 UTC"));
    assert!(!page.text.contains(">late<"), "{}", page.text);
    for reason in ["", "  ", "\u{202e}\u{7}"] {
        let refused = answer(&mut registrar, &alices, "approve", reason).await;
        assert_eq!(refused.status, 422, "{reason:?}");
        assert!(refused.text.contains("Say why you do this."), "{}", refused.text);
    }
    for (number, word) in [("999999", "approve"), (alices.as_str(), "revoke")] {
        assert_eq!(
            answer(&mut registrar, number, word, "Seen").await.status,
            404,
            "{word}"
        );
    }
    let path = format!("{QUEUE}/{alices}/approve");
    let forged = ("sec-fetch-site", "cross-site");
    let refused = registrar.post_with(&path, &[("reason", "x")], forged).await;
    assert_eq!(refused.status, 403, "a form of another site");
    let done = answer(&mut registrar, &alices, "approve", "Seen with a passport").await;
    assert_eq!(done.location(), "/admin/certificates?done=true");
    let page = registrar.get(done.location()).await;
    assert!(page.text.contains("To be picked up before") && !page.text.contains("/approve\""));
    assert!(alice.get(PAGE).await.text.contains("Your request was approved."));

    // A second answer comes too late, but a yes can be taken back.
    let mut owner = on_duty(&world, "olga", "owner").await;
    let late = answer(&mut owner, &alices, "approve", "Seen too").await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("Somebody has answered"), "{}", late.text);
    let taken_back = answer(&mut owner, &alices, "reject", "The passport had expired").await;
    assert_eq!(taken_back.status, 303);
    for word in ["approve", "reject"] {
        assert_eq!(
            answer(&mut registrar, &alices, word, "Again").await.status,
            409,
            "{word}"
        );
    }
    let told = alice.get(PAGE).await;
    assert!(told.text.contains("The passport had expired"), "{}", told.text);
    assert!(registrar.get(QUEUE).await.text.contains("No request is open."));

    let (yes, no) = (
        records(&world, "certificate_approved").await,
        records(&world, "certificate_rejected").await,
    );
    assert_eq!((yes.len(), no.len()), (1, 1));
    assert_eq!(yes[0]["reason"], "Seen with a passport");
    assert_eq!(yes[0]["user_id"], no[0]["user_id"]);
    let appointed = records(&world, "operator_appointed").await;
    assert_eq!(no[0]["operator_id"], appointed[0]["user_id"], "olga");
    assert_eq!(yes[0]["operator_id"], appointed[1]["user_id"], "rita");
}

#[tokio::test]
async fn nobody_answers_their_own_request_and_that_of_an_operator_is_for_owners() {
    let world = offering().await;
    let (mut rita, ritas) = asking(&world, "rita").await;
    appoint(&world, "rita", "registrar").await;
    let (mut olga, olgas) = asking(&world, "olga").await;
    appoint(&world, "olga", "owner").await;
    assert_eq!(answer(&mut rita, &ritas, "approve", "It is me").await.status, 403);
    assert_eq!(
        answer(&mut rita, &olgas, "reject", "Out of spite").await.status,
        403
    );
    assert_eq!(answer(&mut olga, &olgas, "approve", "It is me").await.status, 403);
    assert_eq!(
        answer(&mut olga, &ritas, "approve", "I know her").await.status,
        303
    );

    // A role that is taken ends at once, within an open session.
    let (_alice, alices) = asking(&world, "alice").await;
    appoint(&world, "rita", "helpdesk").await;
    assert_eq!(answer(&mut rita, &alices, "approve", "Seen").await.status, 403);
}

#[tokio::test]
async fn a_request_that_waits_past_the_promised_time_is_marked() {
    let world = offering().await;
    let (_alice, _) = asking(&world, "alice").await;
    world.clock.advance(7 * DAY);
    let mut rita = on_duty(&world, "rita", "registrar").await;
    let page = rita.get(QUEUE).await;
    assert!(page.text.contains(">late<"), "{}", page.text);
}

#[tokio::test]
async fn there_is_no_queue_for_strangers_for_users_and_where_there_are_no_certificates() {
    let offers = offering().await;
    let to_login = offers.browser().get(QUEUE).await;
    assert_eq!(to_login.location(), "/login?next=/admin/certificates");
    let (mut alice, alices) = asking(&offers, "alice").await;
    assert_eq!(alice.get(QUEUE).await.status, 404);
    assert_eq!(
        answer(&mut alice, &alices, "approve", "For myself").await.status,
        404
    );
    let world = world().await;
    let mut owner = on_duty(&world, "olga", "owner").await;
    assert_eq!(owner.get(QUEUE).await.status, 404);
    assert!(!owner.get("/admin").await.text.contains(QUEUE));
}
