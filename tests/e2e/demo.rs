//! The demo: its script, and its page with the phone in the browser beside the app.

use std::process::Stdio;

use countersign_tests::{Browser, Tab};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

#[tokio::test]
async fn the_demo_runs_through_its_script() {
    let output = Command::new(countersign_tests::program("countersign"))
        .args(["demo", "--script"])
        .output()
        .await
        .expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for step in ["enrol", "approve", "deny", "wrong number", "expiry"] {
        assert!(
            text.lines().any(|line| line.starts_with(step)),
            "{step} in {text}"
        );
    }
}

/// A running demo and the address of its page.
async fn demo() -> (Child, String) {
    let mut child = Command::new(countersign_tests::program("countersign"))
        .args(["demo", "--listen", "127.0.0.1:0", "--json"])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    (child, told["demo"].as_str().unwrap().to_owned())
}

/// What the shop shows somebody after a login was asked for and answered.
async fn log_in(page: &Tab, person: &str, matching: &str) -> String {
    page.click(&format!("[data-person={person}] [data-login={matching}]"))
        .await;
    page.text(&format!("[data-person={person}] .number")).await
}

#[tokio::test]
async fn both_phones_of_the_demo_log_in() {
    let (_demo, url) = demo().await;
    let browser = Browser::start().await;
    let (page, phone) = (browser.tab().await, browser.tab().await);
    page.resize(960, 800).await;
    page.goto(&url).await;
    page.click("[data-person=alex] [data-do=enroll]").await;
    page.click("#scan").await;
    let number = log_in(&page, "alex", "pick").await;
    page.click(&format!("#questions button:text-is('{number}')"))
        .await;
    page.text("[data-person=alex] .approved").await;
    log_in(&page, "alex", "pick").await;
    page.text("#questions .yes").await;

    page.click("[data-person=sam] [data-do=enroll]").await;
    page.wait_for("Open the code in the phone").await;
    let link = page.attribute("#open", "href").await;
    phone.goto(&url.replace("/demo", &link)).await;
    phone.submit().await;
    phone.wait_for("This phone is connected").await;
    phone.click("[data-do=on]").await;
    let number = log_in(&page, "sam", "type").await;
    page.picture("demo").await;
    phone.fill("#number", &number).await;
    phone.submit().await;
    page.text("[data-person=sam] .approved").await;
    page.wait_for("urn:countersign:acr:oob").await;
    page.assert_quiet().await;
    phone.assert_quiet().await;
}
