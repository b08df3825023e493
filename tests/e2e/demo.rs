//! The demo's script, as `countersign demo --script` runs it.

use tokio::process::Command;

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
