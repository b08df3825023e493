//! Phones whose provider gives them another address.

use countersign::admin::Command;
use countersign_fakes::Reply;
use countersign_mobile_sdk::{PushKind, RefreshError};
use countersign_proto::{
    forgerock::{jwt, refresh::RefreshClaims, register::CommunicationType},
    push::PushToken,
    signed,
};
use countersign_tests::{Phone, Provider, World, by_tap};
use serde_json::{Value, json};

/// The request that tells `token`, as a phone of another make would send it.
fn request(phone: &Phone, token: &str, user: (&str, &str)) -> Value {
    let account = phone.account();
    let claims = RefreshClaims {
        device_id: PushToken::new(token),
        device_name: None,
        communication_type: CommunicationType::Gcm,
        mechanism_uid: None,
    };
    json!({
        "mechanismUid": account.mechanism_uid,
        user.0: user.1,
        "jwt": jwt::sign(&account.secret, &claims.to_claims()),
    })
}

async fn send(world: &World, body: &Value) -> u16 {
    let url = world.url("/json/push/sns/message?_action=refresh");
    let response = countersign_tests::http()
        .post(url)
        .json(body)
        .send()
        .await
        .unwrap();
    response.status().as_u16()
}

#[tokio::test]
async fn pushes_follow_the_phone_to_its_new_address() {
    for (provider, token) in [(Provider::Apns, "00FACE00FACE"), (Provider::Fcm, "fcm-new")] {
        let (world, shop, mut phone) = World::enrolled_through(provider).await;
        phone.move_to(&world.fakes, token).await.unwrap();
        shop.login(by_tap("alice")).await;
        assert_eq!(phone.question().await.claims.kind, PushKind::Default);
    }
}

#[tokio::test]
async fn a_phone_that_its_provider_called_gone_comes_back() {
    let (world, shop, mut phone) = World::enrolled().await;
    let gone = [Reply::fcm(404, Some("UNREGISTERED"))];
    world.fakes.fcm.script(&phone.push_token, gone);
    shop.login(by_tap("alice")).await;
    world.settle().await;
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
    phone.move_to(&world.fakes, "fcm-new").await.unwrap();
    shop.login(by_tap("alice")).await;
    phone.question().await;
}

#[tokio::test]
async fn every_generation_may_name_the_user_or_not_and_must_name_the_right_one() {
    let (world, _, phone) = World::enrolled().await;
    let named = [
        ("username", "alice", 200),
        ("userId", "ALICE", 200),
        ("nobody", "", 200),
        ("username", "bob", 400),
        ("userId", "u99", 400),
    ];
    for (at, (member, name, status)) in named.into_iter().enumerate() {
        let body = request(&phone, &format!("fcm-{at}"), (member, name));
        assert_eq!(send(&world, &body).await, status, "{member} {name}");
    }
}

#[tokio::test]
async fn mitigation_9_an_old_address_does_not_come_back() {
    let (world, shop, mut phone) = World::enrolled().await;
    let old = request(&phone, "fcm-old", ("username", "alice"));
    assert_eq!(send(&world, &old).await, 200);
    assert_eq!(send(&world, &old).await, 200, "a lost reply costs nothing");
    phone.move_to(&world.fakes, "fcm-new").await.unwrap();
    assert_eq!(send(&world, &old).await, 400, "but it does not undo the next one");
    shop.login(by_tap("alice")).await;
    phone.question().await;
}

#[tokio::test]
async fn a_captured_registration_is_no_refresh() {
    let (world, _, phone) = World::enrolled().await;
    let account = phone.account();
    let challenge = countersign_proto::keys::ChallengeNonce::from_bytes([7; 32]);
    let mut claims = RefreshClaims {
        device_id: PushToken::new("fcm-old"),
        device_name: None,
        communication_type: CommunicationType::Gcm,
        mechanism_uid: Some(account.mechanism_uid.clone()),
    }
    .to_claims();
    let response = signed::challenge_response(&account.secret, &challenge);
    claims.insert(
        "response".to_owned(),
        data_encoding::BASE64.encode(&response).into(),
    );
    let body = json!({"mechanismUid": account.mechanism_uid, "jwt": jwt::sign(&account.secret, &claims)});
    assert_eq!(send(&world, &body).await, 400);
}

#[tokio::test]
async fn r4_nobody_who_is_suspended_tells_a_new_address() {
    let (world, shop, mut phone) = World::enrolled().await;
    let refused = async |phone: &mut Phone, token| {
        let told = phone.move_to(&world.fakes, token).await;
        assert!(matches!(told, Err(RefreshError::Refused(400))), "{told:?}");
    };
    let name = || "alice".to_owned();
    world.operate(Command::UserSuspend { name: name() }).await;
    refused(&mut phone, "fcm-1").await;
    world.operate(Command::UserResume { name: name() }).await;
    let path = shop.authenticator("alice").await;
    let suspended = shop.patch(&path, &json!({"state": "suspended"})).await;
    assert_eq!(suspended.status, 200);
    refused(&mut phone, "fcm-2").await;
    assert_eq!(shop.delete(&path).await.status, 204);
    refused(&mut phone, "fcm-3").await;
    let forged = request(&phone, "fcm-4", ("username", "alice"));
    let mut others = forged.clone();
    others["mechanismUid"] = json!("11111111-2222-4333-8444-555555555555");
    for body in [forged, others, json!({"jwt": "a.b.c"}), json!([])] {
        assert_eq!(send(&world, &body).await, 400, "{body}");
    }
}
