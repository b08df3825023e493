//! The server's keys: one master key from a file or a command, all others under it.

use std::{process::Stdio, sync::Arc, time::Duration};

use anyhow::{Context, anyhow, bail, ensure};
use countersign_core::{
    model::Timestamp,
    port::{Commit, Entropy, Store, UnitOfWork},
    secrets::{MasterKey, Secrets},
};
use countersign_proto::keys::ServerKey;
use countersign_relay::VapidKey;
use data_encoding::BASE64;
use tokio::{process::Command, time::timeout};
use zeroize::Zeroizing;

use crate::{data_dir::DataDir, settings::SecretsSettings};

/// The file of a generated master key, inside the data directory.
const GENERATED: &str = "master.key";
/// How long the command that prints the master key may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads the master key where the settings say, else from the data directory, where it is generated the first time.
pub(crate) async fn master_key(
    settings: &SecretsSettings,
    data_dir: &DataDir,
    entropy: &dyn Entropy,
) -> anyhow::Result<MasterKey> {
    let text = match (&settings.master_key_file, settings.master_key_command.as_slice()) {
        (Some(file), _) => Zeroizing::new(
            std::fs::read_to_string(file)
                .with_context(|| format!("the master key {} cannot be read", file.display()))?,
        ),
        (None, [program, arguments @ ..]) => printed_by(program, arguments)
            .await
            .context("secrets.master_key_command failed")?,
        (None, []) => Zeroizing::new(data_dir.read_or_make(GENERATED, || generate(entropy))?),
    };
    let bytes = Zeroizing::new(
        BASE64
            .decode(text.trim().as_bytes())
            .context("the master key is not base64")?,
    );
    let bytes: [u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| anyhow!("the master key is not 32 bytes long"))?;
    Ok(MasterKey::from_bytes(bytes))
}

/// The same, where a new key would open nothing: an error if there is none.
pub(crate) async fn existing_master_key(
    settings: &SecretsSettings,
    data_dir: &DataDir,
    entropy: &dyn Entropy,
) -> anyhow::Result<MasterKey> {
    let given = settings.master_key_file.is_some() || !settings.master_key_command.is_empty();
    let generated = data_dir.path().join(GENERATED);
    ensure!(
        given || generated.exists(),
        "there is no master key: put the one that sealed this store at {}, or name it in the settings",
        generated.display()
    );
    master_key(settings, data_dir, entropy).await
}

/// What a program prints. What it complains of goes where our own log goes.
async fn printed_by(program: &str, arguments: &[String]) -> anyhow::Result<Zeroizing<String>> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{program} cannot be run"))?;
    let ended = timeout(PATIENCE, child.wait_with_output())
        .await
        .map_err(|_| anyhow!("{program} did not end within {} s", PATIENCE.as_secs()))??;
    let printed = Zeroizing::new(ended.stdout);
    ensure!(ended.status.success(), "{program} ended with {}", ended.status);
    let text = std::str::from_utf8(&printed).map_err(|_| anyhow!("{program} printed no text"))?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn generate(entropy: &dyn Entropy) -> String {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    entropy.fill(bytes.as_mut());
    BASE64.encode(bytes.as_ref())
}

/// What signs the heads of the audit log.
pub(crate) fn audit_key(master: &MasterKey) -> ServerKey {
    ServerKey::from_seed(&master.derive("countersign audit key 1"))
}

/// What browsers know the server by.
pub(crate) fn vapid_key(master: &MasterKey) -> anyhow::Result<VapidKey> {
    Ok(VapidKey::from_scalar(&master.derive("countersign vapid key 1"))?)
}

/// Opens the data keys; makes the first one in an empty store.
pub(crate) async fn open_secrets(
    store: &dyn Store,
    master: &MasterKey,
    entropy: Arc<dyn Entropy>,
    now: Timestamp,
) -> anyhow::Result<Secrets> {
    if store.data_keys().await?.is_empty() {
        let first = master.new_data_key(1, &*entropy, now);
        // A conflict means that another node was quicker; its key is as good.
        let _ = store.commit(UnitOfWork::new("first_data_key").put(first)).await?;
    }
    let keys = store.data_keys().await?;
    Secrets::open_keys(master, &keys, entropy)
        .map_err(|_| anyhow!("the master key is not the one that sealed this store"))
}

/// Adds a data key, under which everything is sealed from the next start on.
pub(crate) async fn add_data_key(
    store: &dyn Store,
    master: &MasterKey,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> anyhow::Result<u32> {
    let newest = store
        .data_keys()
        .await?
        .iter()
        .map(|key| key.id)
        .max()
        .unwrap_or(0);
    let key = master.new_data_key(newest + 1, entropy, now);
    match store.commit(UnitOfWork::new("add_data_key").put(key)).await? {
        Commit::Committed => Ok(newest + 1),
        Commit::Conflict => bail!("another key was added at the same moment; try again"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ambient::SystemEntropy;

    async fn printed(script: &str) -> Result<MasterKey, String> {
        let dir = tempfile::TempDir::new().unwrap();
        let data_dir = DataDir::open(dir.path()).unwrap();
        let settings = SecretsSettings {
            master_key_command: ["sh", "-c", script].map(str::to_owned).to_vec(),
            ..SecretsSettings::default()
        };
        let key = master_key(&settings, &data_dir, &SystemEntropy).await;
        assert!(
            !dir.path().join(GENERATED).exists(),
            "no key beside the command's"
        );
        key.map_err(|error| format!("{error:#}"))
    }

    #[tokio::test]
    async fn a_command_prints_the_master_key() {
        let key = BASE64.encode(&[7; 32]);
        let derived = |key: &MasterKey| key.derive("test");
        let printed = printed(&format!("echo {key}")).await.unwrap();
        assert_eq!(derived(&printed), derived(&MasterKey::from_bytes([7; 32])));
    }

    #[tokio::test]
    async fn r18_a_command_that_gives_no_key_is_an_error_that_does_not_repeat_it() {
        for (script, said) in [
            ("echo hunter2; exit 3", "ended with exit status: 3"),
            ("echo hunter2", "not base64"),
            ("echo aHVudGVyMg==", "not 32 bytes"),
            ("printf '\\377'", "printed no text"),
            (":", "not 32 bytes"),
        ] {
            let error = printed(script).await.map(|_| ()).unwrap_err();
            assert!(
                error.contains(said) && !error.contains("hunter2"),
                "{script}: {error}"
            );
        }
        let settings = SecretsSettings {
            master_key_command: vec!["/nowhere/program".to_owned()],
            ..SecretsSettings::default()
        };
        let dir = tempfile::TempDir::new().unwrap();
        let data_dir = DataDir::open(dir.path()).unwrap();
        let error = master_key(&settings, &data_dir, &SystemEntropy).await.map(|_| ());
        assert!(error.unwrap_err().to_string().contains("master_key_command"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_command_that_does_not_end_is_not_waited_for() {
        let error = printed("exec sleep 600").await.map(|_| ()).unwrap_err();
        assert!(error.contains("did not end within 30 s"), "{error}");
    }
}
