//! One-time passwords.

use countersign_tests::World;
use serde_json::json;

use super::{PythonPhone, login};

#[tokio::test]
async fn a_code_by_time_proves_an_enrolment() {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = PythonPhone::new().await;
    let enrollment = shop.enroll_as("alice", json!({"kind": "totp"})).await;
    let read = phone.does("read", &["--code", enrollment.uri()]).await;
    assert_eq!(read, json!({"enroll": null}), "no server is asked");
    assert_eq!(phone.enrolls(&enrollment).await, json!(["oath"]));
    let shown = phone.does("code", &["--kind", "oath"]).await;
    assert_eq!(shown["ends"], true);
    let proven = shop.code(&enrollment, shown["code"].as_str().unwrap()).await;
    assert_eq!((proven.status, &proven.body["state"]), (200, &json!("completed")));
}

#[tokio::test]
async fn each_code_by_count_is_shown_once_whichever_process_shows_it() {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = PythonPhone::new().await;
    let enrollment = shop.enroll_as("alice", json!({"kind": "hotp"})).await;
    phone.enrolls(&enrollment).await;
    let first = phone.does("code", &["--kind", "oath"]).await;
    assert_eq!(first["ends"], false);
    let proven = shop.code(&enrollment, first["code"].as_str().unwrap()).await;
    assert_eq!(proven.body["state"], "completed");
    let login = login(&shop, "none").await;
    let second = phone.does("code", &["--kind", "oath"]).await;
    assert_ne!(first, second);
    let decided = shop.code(&login, second["code"].as_str().unwrap()).await;
    assert_eq!(
        (decided.status, &decided.body["state"]),
        (200, &json!("approved"))
    );
}

#[tokio::test]
async fn codes_come_along_with_a_combined_enrolment() {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = PythonPhone::new().await;
    let combined = json!({"kind": "combined", "protocol": "native"});
    let enrollment = shop.enroll_as("alice", combined).await;
    assert_eq!(phone.enrolls(&enrollment).await, json!(["native", "oath"]));
    let shown = phone.does("code", &["--kind", "oath"]).await;
    let proven = shop.code(&enrollment, shown["code"].as_str().unwrap()).await;
    assert_eq!(proven.status, 200);
    let login = login(&shop, "none").await;
    assert_eq!(phone.answers("approve", &[]).await["outcome"], "approved");
    assert_eq!(shop.ended(&login).await["state"], "approved");
    let none = phone.does("code", &["--kind", "native"]).await;
    assert_eq!(none["error"], "WrongKind");
}
