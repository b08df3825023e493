//! R14, R15: limits bind who asks, and what is shown is bounded.

use countersign_tests::World;
use serde_json::json;

#[tokio::test]
async fn r14_limits_bind_the_initiator_and_nobody_else() {
    let (_world, shop, _phone) = World::enrolled().await;
    let from = |ip: &str| json!({"username": "alice", "number_matching": "none", "context": {"ip": ip}});
    for _ in 0..5 {
        assert_eq!(shop.attempt(from("192.0.2.1")).await.status, 201);
    }
    let refused = shop.attempt(from("192.0.2.1")).await;
    assert_eq!(refused.refusal(), (429, "too-many-requests"));
    let wait: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait));
    assert_eq!(shop.attempt(from("192.0.2.2")).await.status, 201);
}

#[tokio::test]
async fn r15_what_is_shown_is_bounded_and_escaped() {
    let (world, shop, _phone) = World::enrolled().await;
    for message in ["a\u{202e}b", "a\nb", "", &"x".repeat(121)] {
        let answer = shop
            .attempt(json!({"username": "alice", "message": message}))
            .await;
        assert_eq!(answer.refusal(), (422, "invalid-request"), "{message:?}");
    }
    let form = [("username", "<script>alert(1)</script>"), ("password", "x")];
    let page = world.browser().post("/login", &form).await.text;
    assert!(page.contains("alert(1)") && !page.contains("<script>alert"));
}
