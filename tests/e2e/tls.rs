//! TLS from files, trusted proxies, and the operators' door.

use std::path::Path;

use countersign_tests::World;

#[tokio::test]
async fn the_server_speaks_tls_itself() {
    let world = World::over_tls().await;
    let certificate = std::fs::read(world.settings.server.tls.cert_file.as_ref().unwrap()).unwrap();
    #[expect(clippy::disallowed_methods, reason = "a test's client")]
    let client = reqwest::Client::builder()
        .add_root_certificate(reqwest::Certificate::from_pem(&certificate).unwrap())
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
    world
        .phone(&shop, "alice", countersign_tests::Provider::Fcm)
        .await;
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

#[test]
fn the_metrics_that_the_readme_names_are_counted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let sources = ["server", "relay"].map(|folder| code(&root.join(folder)));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let names: Vec<&str> = readme
        .split('`')
        .filter(|word| word.starts_with("countersign_"))
        .collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let counted = format!("\"{name}\"");
        assert!(sources.iter().any(|code| code.contains(&counted)), "{name}");
    }
}

/// All of the code in a folder.
fn code(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| match path.extension() {
            _ if path.is_dir() => code(&path),
            Some(kind) if kind == "rs" => std::fs::read_to_string(path).unwrap(),
            _ => String::new(),
        })
        .collect()
}

#[tokio::test]
async fn r16_a_header_that_our_proxies_do_not_write_gives_nobody_another_address() {
    let world = World::with(|settings| {
        settings.server.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.limits.requests_per_address_per_minute = 2;
    })
    .await;
    world.send_to_one();
    let http = countersign_tests::http();
    let status = async |headers: &[(&str, &str)]| {
        let mut request = http.post(world.url("/json/push/sns/message?_action=authenticate"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body("{}").send().await.unwrap().status().as_u16()
    };
    let stranger = ("x-forwarded-for", "192.0.2.1");
    let statuses = [
        status(&[stranger]).await,
        status(&[stranger]).await,
        status(&[stranger]).await,
        status(&[stranger, ("forwarded", "for=192.0.2.2")]).await,
        status(&[("x-forwarded-for", "192.0.2.3")]).await,
    ];
    assert_eq!(statuses, [400, 400, 429, 429, 400]);
}
