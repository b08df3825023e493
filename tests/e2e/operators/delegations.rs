//! What operators see of delegations, and who ends one.

use countersign_tests::{PlainBrowser, World};

use super::{logged_in, number, on_duty, records, world};
use crate::delegations::{check, day};

const PAGE: &str = "/account/delegations";

/// Bob acts for alice: the id of what she has given.
pub(super) async fn bob_acts(world: &World, alice: &mut PlainBrowser, bob: &mut PlainBrowser) -> String {
    let until = day(world, 30);
    let form = [("name", "bob"), ("resource", "filing"), ("until", &*until)];
    assert_eq!(alice.post(PAGE, &form).await.location(), PAGE);
    let page = bob.get(PAGE).await;
    let id = page
        .between("formaction=\"/account/delegations/", "/accept\"")
        .to_owned();
    let accepted = bob.post(&format!("{PAGE}/{id}/accept"), &[]).await;
    assert_eq!(accepted.location(), PAGE);
    id
}

#[tokio::test]
async fn everybody_on_duty_sees_who_acts_for_whom_and_those_for_security_end_it_for_a_reason() {
    let world = world().await;
    let shop = world.shop().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    let (mut bob, _phone) = logged_in(&world, "bob").await;
    let id = bob_acts(&world, &mut alice, &mut bob).await;
    let (alices, bobs) = (number(&world, "alice").await, number(&world, "bob").await);
    let end = async |browser: &mut PlainBrowser, of: &str, reason: &str| {
        let path = format!("/admin/users/{of}/delegations/{id}/end");
        browser.post(&path, &[("reason", reason)]).await
    };
    for role in ["helpdesk", "registrar", "auditor"] {
        let mut browser = on_duty(&world, role, role).await;
        let given = browser.get(&format!("/admin/users/{alices}")).await;
        assert!(given.text.contains("Lets <bdi>bob</bdi> act"), "{}", given.text);
        let held = browser.get(&format!("/admin/users/{bobs}")).await;
        assert!(held.text.contains("Acts for <bdi>alice</bdi>"), "{}", held.text);
        assert!(!held.text.contains("/delegations/"), "{role}: {}", held.text);
        assert_eq!(
            end(&mut browser, &alices, "Out of spite").await.status,
            403,
            "{role}"
        );
    }
    assert_eq!(check(&shop, "alice", "bob", "filing").await.body["allowed"], true);
    let mut otto = on_duty(&world, "otto", "security").await;
    for reason in ["", "  ", "\u{202e}\u{7}"] {
        let refused = end(&mut otto, &bobs, reason).await;
        assert_eq!(refused.status, 422, "{reason:?}");
        assert!(refused.text.contains("Say why you do this."), "{}", refused.text);
    }
    let done = end(&mut otto, &bobs, "Bob has left the company").await;
    assert_eq!(done.location(), format!("/admin/users/{bobs}?done=true"));
    let answer = check(&shop, "alice", "bob", "filing").await;
    assert_eq!(answer.body, serde_json::json!({"allowed": false}));
    let [first, second] = &records(&world, "delegation_ended").await[..] else {
        panic!("one record for each of the two");
    };
    let appointed = &records(&world, "operator_appointed").await[0];
    for kept in [first, second] {
        assert_eq!(kept["operator_id"], appointed["user_id"], "{kept}");
        let reason = format!("filing {id} Bob has left the company");
        assert_eq!(kept["reason"], reason.as_str());
    }
    assert_ne!(first["user_id"], second["user_id"]);
    let shown = alice.get(PAGE).await;
    assert!(
        shown
            .text
            .contains("ended by an operator: Bob has left the company"),
        "{}",
        shown.text
    );
    assert_eq!(end(&mut otto, &bobs, "Once more").await.status, 303);
    assert_eq!(
        records(&world, "delegation_ended").await.len(),
        2,
        "it has ended once"
    );
}

#[tokio::test]
async fn what_operators_have_given_is_for_owners_alone() {
    let world = world().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    let mut bob = on_duty(&world, "bob", "auditor").await;
    let id = bob_acts(&world, &mut alice, &mut bob).await;
    let alices = number(&world, "alice").await;
    let path = format!("/admin/users/{alices}/delegations/{id}/end");
    let mut otto = on_duty(&world, "otto", "security").await;
    let refused = otto.post(&path, &[("reason", "Bob is an operator")]).await;
    assert_eq!(refused.status, 403, "{}", refused.text);
    assert_eq!(bob.post(&path, &[("reason", "For myself")]).await.status, 403);
    let mut olga = on_duty(&world, "olga", "owner").await;
    let done = olga.post(&path, &[("reason", "Bob watches over alice")]).await;
    assert_eq!(done.status, 303, "{}", done.text);
}
