//! The key above all keys of a service: from a file, from a command, or made in the data directory.

use std::{path::PathBuf, process::Stdio, time::Duration};

use anyhow::{Context, anyhow, ensure};
use data_encoding::BASE64;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::{process::Command, time::timeout};
use zeroize::Zeroizing;

use crate::data_dir::DataDir;

/// The file of a generated master key, inside the data directory.
const GENERATED: &str = "master.key";
/// How long the command that prints the master key may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// `[secrets]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SecretsSettings {
    /// 32 bytes in base64; generated in `data_dir` if absent.
    pub master_key_file: Option<PathBuf>,
    /// A program and its arguments that prints those 32 bytes in base64, instead of the file. It is run once at start.
    pub master_key_command: Vec<String>,
}

/// Reads the master key where the settings say, else from the data directory, where it is generated the first time.
///
/// # Errors
/// If no key of 32 bytes is found there.
pub async fn master_key(
    settings: &SecretsSettings,
    data_dir: &DataDir,
    fill: impl FnOnce(&mut [u8]),
) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let text = match given(settings).await? {
        Some(text) => text,
        None => Zeroizing::new(data_dir.read_or_make(GENERATED, || generate(fill))?),
    };
    decode(&text)
}

/// The same, where a new key would open nothing.
///
/// # Errors
/// If there is none, or it is no key of 32 bytes.
pub async fn existing_master_key(
    settings: &SecretsSettings,
    data_dir: &DataDir,
) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let text = match given(settings).await? {
        Some(text) => text,
        None => {
            let generated = data_dir.path().join(GENERATED);
            let read = std::fs::read_to_string(&generated).map(Zeroizing::new);
            read.with_context(|| {
                format!(
                    "there is no master key: put the one that sealed this store at {}, or name it in the settings",
                    generated.display()
                )
            })?
        }
    };
    decode(&text)
}

/// The key that the settings name.
async fn given(settings: &SecretsSettings) -> anyhow::Result<Option<Zeroizing<String>>> {
    match (&settings.master_key_file, settings.master_key_command.as_slice()) {
        (Some(file), _) => {
            let read = std::fs::read_to_string(file).map(Zeroizing::new);
            let read = read.with_context(|| format!("the master key {} cannot be read", file.display()))?;
            Ok(Some(read))
        }
        (None, [program, arguments @ ..]) => {
            let printed = printed_by(program, arguments).await;
            Ok(Some(printed.context("secrets.master_key_command failed")?))
        }
        (None, []) => Ok(None),
    }
}

fn decode(text: &str) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(
        BASE64
            .decode(text.trim().as_bytes())
            .context("the master key is not base64")?,
    );
    let bytes: [u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| anyhow!("the master key is not 32 bytes long"))?;
    Ok(Zeroizing::new(bytes))
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

fn generate(fill: impl FnOnce(&mut [u8])) -> String {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    fill(bytes.as_mut());
    BASE64.encode(bytes.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn printed(script: &str) -> Result<Zeroizing<[u8; 32]>, String> {
        let dir = tempfile::TempDir::new().unwrap();
        let data_dir = DataDir::open(dir.path()).unwrap();
        let settings = SecretsSettings {
            master_key_command: ["sh", "-c", script].map(str::to_owned).to_vec(),
            ..SecretsSettings::default()
        };
        let key = master_key(&settings, &data_dir, |_: &mut [u8]| {
            unreachable!("no key is made")
        })
        .await;
        assert!(
            !dir.path().join(GENERATED).exists(),
            "no key beside the command's"
        );
        key.map_err(|error| format!("{error:#}"))
    }

    #[tokio::test]
    async fn a_command_prints_the_master_key() {
        let key = BASE64.encode(&[7; 32]);
        let printed = printed(&format!("echo {key}")).await.unwrap();
        assert_eq!(*printed, [7; 32]);
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
        let error = master_key(&settings, &data_dir, |_: &mut [u8]| {
            unreachable!("no key is made")
        })
        .await
        .map(|_| ());
        assert!(error.unwrap_err().to_string().contains("master_key_command"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_command_that_does_not_end_is_not_waited_for() {
        let error = printed("exec sleep 600").await.map(|_| ()).unwrap_err();
        assert!(error.contains("did not end within 30 s"), "{error}");
    }
}
