//! TLS from files, trusted proxies, and the operators' door.

use countersign::settings::TlsMode;
use countersign_tests::World;

#[tokio::test]
async fn the_server_speaks_tls_itself() {
    let dir = tempfile::TempDir::new().unwrap();
    let pair = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    let (certificate, key) = (dir.path().join("cert.pem"), dir.path().join("key.pem"));
    std::fs::write(&certificate, pair.cert.pem()).unwrap();
    std::fs::write(&key, pair.signing_key.serialize_pem()).unwrap();
    let world = World::with(|settings| {
        settings.server.tls.mode = TlsMode::Files;
        settings.server.tls.cert_file = Some(certificate.clone());
        settings.server.tls.key_file = Some(key.clone());
    })
    .await;
    #[expect(clippy::disallowed_methods, reason = "a test's client")]
    let client = reqwest::Client::builder()
        .add_root_certificate(reqwest::Certificate::from_pem(pair.cert.pem().as_bytes()).unwrap())
        .build()
        .unwrap();
    let response = client
        .get(format!("https://{}/login", world.server().address))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (response.status().as_u16(), response.version()),
        (200, reqwest::Version::HTTP_2)
    );
    assert!(response.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn operators_see_health_and_metrics_on_their_own_address() {
    let world = World::start().await;
    let shop = world.shop().await;
    world.phone(&shop, "alice", countersign_tests::Vendor::Fcm).await;
    shop.login(serde_json::json!({"username": "alice"})).await;
    world.settle().await;
    let metrics = world.metrics().await;
    for name in [
        "countersign_challenges_created_total",
        "countersign_push_sent_total",
        "countersign_push_send_seconds",
    ] {
        assert!(metrics.contains(name), "{name}");
    }
    assert!(!metrics.contains("alice"));
    for path in ["livez", "readyz"] {
        let url = format!("http://{}/{path}", world.server().ops_address);
        assert_eq!(
            countersign_tests::http().get(url).send().await.unwrap().status(),
            200,
            "{path}"
        );
    }
    assert_eq!(
        countersign_tests::http()
            .get(world.url("/metrics"))
            .send()
            .await
            .unwrap()
            .status(),
        404,
        "not for the public"
    );
}
