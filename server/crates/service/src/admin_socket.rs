//! `admin.sock`: one JSON command a connection, one JSON answer. Whoever can open the file is the operator.

use std::{
    io::ErrorKind,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Largest command, in bytes.
const MAX_COMMAND: u64 = 64 * 1024;
/// How long one command may take.
const TIME_OUT: Duration = Duration::from_secs(60);

/// Why a command was not carried out, as a sentence for the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denied(pub String);

/// The bound socket of a running server.
pub struct Socket {
    listener: UnixListener,
    path: PathBuf,
}

impl Socket {
    /// Binds the socket in a directory whose lock the caller holds; one left over from a crash is replaced.
    ///
    /// # Errors
    /// If it cannot be bound.
    pub fn bind(data_dir: &Path) -> anyhow::Result<Self> {
        let path = data_dir.join("admin.sock");
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).context("admin.sock is in the way");
            }
            _ => {}
        }
        let listener = UnixListener::bind(&path).context("admin.sock cannot be bound")?;
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600))?;
        Ok(Self { listener, path })
    }

    /// Has commands carried out until `stop`.
    pub async fn serve<C, E, A>(self, execute: E, stop: CancellationToken)
    where
        C: DeserializeOwned + Send,
        E: Fn(C) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Result<Value, Denied>> + Send,
    {
        let connections = TaskTracker::new();
        while let Some(accepted) = stop.run_until_cancelled(self.listener.accept()).await {
            let Ok((stream, _)) = accepted else { continue };
            let execute = execute.clone();
            connections.spawn(async move {
                let answered = tokio::time::timeout(TIME_OUT, answer(stream, execute)).await;
                if !matches!(answered, Ok(Ok(()))) {
                    tracing::warn!("an operator's command was not answered");
                }
            });
        }
        connections.close();
        connections.wait().await;
        let _ = std::fs::remove_file(&self.path);
    }
}

async fn answer<C, A>(stream: UnixStream, execute: impl Fn(C) -> A) -> anyhow::Result<()>
where
    C: DeserializeOwned + Send,
    A: Future<Output = Result<Value, Denied>>,
{
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    (&mut stream).take(MAX_COMMAND).read_line(&mut line).await?;
    let answer: Result<Value, Denied> = match serde_json::from_str::<C>(&line) {
        Ok(command) => execute(command).await,
        Err(_) => Err(Denied("the running server does not know this command".to_owned())),
    };
    stream.write_all(&serde_json::to_vec(&answer)?).await?;
    stream.shutdown().await?;
    Ok(())
}

/// Asks the server that runs on `data_dir`, if one does.
///
/// # Errors
/// If it is there but does not answer.
pub async fn ask(data_dir: &Path, command: &impl Serialize) -> anyhow::Result<Option<Result<Value, Denied>>> {
    let mut stream = match UnixStream::connect(data_dir.join("admin.sock")).await {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error).context("admin.sock cannot be reached"),
    };
    let mut line = serde_json::to_vec(command)?;
    line.push(b'\n');
    let exchange = async {
        stream.write_all(&line).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        anyhow::Ok(answer)
    };
    let answer = tokio::time::timeout(TIME_OUT, exchange)
        .await
        .context("the running server does not answer")??;
    serde_json::from_slice(&answer)
        .map(Some)
        .context("the running server's answer cannot be read")
}
