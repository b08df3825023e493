//! What was answered is durable: the program is killed again and again under load, and a ledger kept outside it is
//! compared with what it holds afterwards.

use std::{
    path::{Path, PathBuf},
    process::Command as Build,
    sync::OnceLock,
};

/// Where the workspace's programs are, built with the same profile as these tests.
pub(crate) fn program(name: &str) -> PathBuf {
    static BUILT: OnceLock<()> = OnceLock::new();
    let exe = std::env::current_exe().expect("tests know where they are");
    let folder = exe
        .parent()
        .and_then(Path::parent)
        .expect("target/<profile>/deps")
        .to_owned();
    BUILT.get_or_init(|| {
        if folder.join("countersign").exists() && folder.join("countersign-phone").exists() {
            return;
        }
        let done = Build::new(env!("CARGO"))
            .args(["build", "--workspace", "--bins"])
            .status()
            .expect("cargo runs");
        assert!(done.success());
    });
    folder.join(name)
}
