//! Programs that nobody here wrote, so that what we have understood of a standard is what others have.

use std::{path::Path, process::Stdio};

use countersign_fakes::{Fakes, Subscription};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

/// What a script in `foreign` prints; it trusts the fakes.
async fn printed(script: &str, arguments: &[String], fakes: &Fakes) -> Value {
    let output = Command::new("node")
        .arg(script)
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign"))
        .env("NODE_EXTRA_CA_CERTS", &fakes.credentials.ca_file)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn the_library_web_push_and_our_push_service_understand_each_other() {
    let dir = TempDir::new().unwrap();
    let fakes = Fakes::start(dir.path()).await.unwrap();
    let keys = printed("web-push.mjs", &[], &fakes).await;
    let send = async |to: &Subscription| {
        let request = json!({
            "subscription": {"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}},
            "keys": keys,
            "message": "Is this you? – Yes.",
        });
        printed("web-push.mjs", &[request.to_string()], &fakes).await
    };
    let browser = fakes
        .webpush
        .subscribe(keys["publicKey"].as_str().unwrap())
        .unwrap();
    let mut inbox = fakes.webpush.inbox().of(browser.token());
    assert_eq!(send(&browser).await, 200);
    assert_eq!(inbox.recv().await.unwrap().payload, "Is this you? – Yes.");
    let other = fakes.webpush.subscribe("another key").unwrap();
    assert_eq!(send(&other).await, 403);
}
