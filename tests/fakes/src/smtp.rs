//! A mail server that takes what a strict one takes (RFC 5321), over TLS from the start or by STARTTLS (RFC 3207), and keeps
//! it in mailboxes.

use std::{
    collections::VecDeque,
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use data_encoding::BASE64;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{credentials::Credentials, front::tls_config};

/// Longest line of a command or text, with its end (RFC 5321, 4.5.3.1.6).
const MAX_LINE: usize = 1000;

/// A fake mail server.
pub struct FakeSmtp {
    address: SocketAddr,
    state: Arc<State>,
    stop: CancellationToken,
}

/// How it speaks TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// After STARTTLS, and takes no mail before.
    StartTls,
    /// From the start.
    Implicit,
}

/// A mail that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenMail {
    /// Who sent it, as the envelope says.
    pub from: String,
    /// Whom it is for, as the envelope says.
    pub to: Vec<String>,
    /// Headers and body, as they came.
    pub message: Vec<u8>,
}

struct State {
    tls: TlsAcceptor,
    security: SmtpSecurity,
    /// What is asked for, if anything: user name and password.
    login: Mutex<Option<(String, String)>>,
    /// Replies in the place of acceptance, for the mails to come.
    scripted: Mutex<VecDeque<String>>,
    taken: Mutex<Vec<TakenMail>>,
    arrived: Notify,
    connections: AtomicU64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for FakeSmtp {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl FakeSmtp {
    pub(crate) async fn start(credentials: &Credentials) -> io::Result<Self> {
        Self::secured_by(credentials, SmtpSecurity::StartTls).await
    }

    /// Starts one. It ends when dropped.
    ///
    /// # Errors
    /// If a socket cannot be bound.
    pub async fn secured_by(credentials: &Credentials, security: SmtpSecurity) -> io::Result<Self> {
        let config = tls_config(credentials, &[]).map_err(io::Error::other)?;
        let state = Arc::new(State {
            tls: TlsAcceptor::from(Arc::new(config)),
            security,
            login: Mutex::default(),
            scripted: Mutex::default(),
            taken: Mutex::default(),
            arrived: Notify::new(),
            connections: AtomicU64::new(0),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let server = Self {
            address: listener.local_addr()?,
            state: Arc::clone(&state),
            stop: CancellationToken::new(),
        };
        let (tasks, stop) = (TaskTracker::new(), server.stop.clone());
        tasks
            .clone()
            .spawn(stop.clone().run_until_cancelled_owned(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    state.connections.fetch_add(1, Ordering::Relaxed);
                    let connection = serve(stream, Arc::clone(&state));
                    tasks.spawn(stop.clone().run_until_cancelled_owned(connection));
                }
            }));
        Ok(server)
    }

    /// Where it is, as a setting says it.
    pub fn url(&self) -> String {
        let scheme = match self.state.security {
            SmtpSecurity::StartTls => "smtp",
            SmtpSecurity::Implicit => "smtps",
        };
        format!("{scheme}://{}", self.address)
    }

    /// From now on it takes mail only from whoever has these credentials.
    pub fn require_login(&self, username: &str, password: &str) {
        *lock(&self.state.login) = Some((username.to_owned(), password.to_owned()));
    }

    /// Answers the next mail like this, such as `451 4.3.0 later`, instead of taking it. An empty answer breaks the connection
    /// off.
    pub fn answer_next(&self, reply: &str) {
        lock(&self.state.scripted).push_back(reply.to_owned());
    }

    /// All that it took so far.
    pub fn taken(&self) -> Vec<TakenMail> {
        lock(&self.state.taken).clone()
    }

    /// How often somebody has connected.
    pub fn connections(&self) -> u64 {
        self.state.connections.load(Ordering::Relaxed)
    }

    /// The next mail to this address, which is then gone from here; waits for it.
    pub async fn next_to(&self, address: &str) -> TakenMail {
        loop {
            let arrived = self.state.arrived.notified();
            let mut arrived = std::pin::pin!(arrived);
            arrived.as_mut().enable();
            {
                let mut taken = lock(&self.state.taken);
                let found = taken
                    .iter()
                    .position(|mail| mail.to.iter().any(|to| to == address));
                if let Some(found) = found {
                    return taken.remove(found);
                }
            }
            arrived.await;
        }
    }
}

/// Whether a connection goes on, and how.
enum Next {
    Secure,
    Over,
}

async fn serve(stream: TcpStream, state: Arc<State>) {
    let _ = stream.set_nodelay(true);
    if state.security == SmtpSecurity::Implicit {
        if let Ok(stream) = state.tls.accept(stream).await {
            let _ = Session::new(stream, &state, true).run(true).await;
        }
        return;
    }
    let mut session = Session::new(stream, &state, false);
    if let Ok(Next::Secure) = session.run(true).await {
        // What was sent before the handshake does not count.
        let stream = session.stream.into_inner();
        if let Ok(stream) = state.tls.accept(stream).await {
            let _ = Session::new(stream, &state, true).run(false).await;
        }
    }
}

/// One connection, before or after its handshake.
struct Session<'s, S> {
    stream: BufReader<S>,
    state: &'s State,
    is_secure: bool,
    is_logged_in: bool,
    from: Option<String>,
    to: Vec<String>,
}

impl<'s, S: AsyncRead + AsyncWrite + Unpin> Session<'s, S> {
    fn new(stream: S, state: &'s State, is_secure: bool) -> Self {
        Self {
            stream: BufReader::new(stream),
            state,
            is_secure,
            is_logged_in: false,
            from: None,
            to: Vec::new(),
        }
    }

    async fn run(&mut self, greets: bool) -> io::Result<Next> {
        if greets {
            self.reply("220 mail.example.org ESMTP").await?;
        }
        loop {
            let Some(line) = self.line().await? else {
                return Ok(Next::Over);
            };
            let line = String::from_utf8_lossy(&line).into_owned();
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => self.hello().await?,
                "STARTTLS" if !self.is_secure => {
                    self.reply("220 go ahead").await?;
                    return Ok(Next::Secure);
                }
                "AUTH" => self.log_in(rest).await?,
                "MAIL" => self.mail(rest).await?,
                "RCPT" => self.receiver(rest).await?,
                "DATA" => {
                    if self.data().await?.is_none() {
                        return Ok(Next::Over);
                    }
                }
                "RSET" | "NOOP" => self.reply("250 fine").await?,
                "QUIT" => {
                    self.reply("221 bye").await?;
                    return Ok(Next::Over);
                }
                _ => self.reply("502 not here").await?,
            }
        }
    }

    async fn hello(&mut self) -> io::Result<()> {
        let mut said = "250-mail.example.org\r\n".to_owned();
        if self.is_secure {
            said.push_str("250-AUTH PLAIN\r\n");
        } else {
            said.push_str("250-STARTTLS\r\n");
        }
        said.push_str("250 SIZE 1000000");
        self.reply(&said).await
    }

    async fn log_in(&mut self, rest: &str) -> io::Result<()> {
        let wanted = lock(&self.state.login).clone();
        let offered = rest.strip_prefix("PLAIN ").unwrap_or_default();
        let offered = BASE64.decode(offered.as_bytes()).unwrap_or_default();
        self.is_logged_in =
            wanted.is_some_and(|(name, password)| offered == format!("\0{name}\0{password}").into_bytes());
        let reply = if self.is_logged_in {
            "235 welcome"
        } else {
            "535 5.7.8 credentials are wrong"
        };
        self.reply(reply).await
    }

    async fn mail(&mut self, rest: &str) -> io::Result<()> {
        if !self.is_secure {
            return self.reply("530 5.7.0 STARTTLS first").await;
        }
        if lock(&self.state.login).is_some() && !self.is_logged_in {
            return self.reply("530 5.7.0 log in first").await;
        }
        match path(rest, "FROM:") {
            Some(from) => {
                (self.from, self.to) = (Some(from), Vec::new());
                self.reply("250 fine").await
            }
            None => self.reply("501 no path").await,
        }
    }

    async fn receiver(&mut self, rest: &str) -> io::Result<()> {
        match path(rest, "TO:") {
            Some(to) if self.from.is_some() => {
                self.to.push(to);
                self.reply("250 fine").await
            }
            _ => self.reply("503 MAIL first").await,
        }
    }

    /// Takes a mail, or answers as scripted; nothing if the connection is to be broken off.
    async fn data(&mut self) -> io::Result<Option<()>> {
        let (Some(from), false) = (self.from.take(), self.to.is_empty()) else {
            return self.reply("503 RCPT first").await.map(Some);
        };
        self.reply("354 go on").await?;
        let mut message = Vec::new();
        loop {
            let Some(line) = self.line().await? else {
                return Ok(None);
            };
            if line == b"." {
                break;
            }
            // RFC 5321, 4.5.2.
            message.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            message.extend_from_slice(b"\r\n");
        }
        let mail = TakenMail {
            from,
            to: std::mem::take(&mut self.to),
            message,
        };
        let scripted = lock(&self.state.scripted).pop_front();
        match scripted {
            Some(reply) if reply.is_empty() => Ok(None),
            Some(reply) => self.reply(&reply).await.map(Some),
            None => {
                lock(&self.state.taken).push(mail);
                self.state.arrived.notify_waiters();
                self.reply("250 2.0.0 taken").await.map(Some)
            }
        }
    }

    /// The next line without its end; nothing at the end of the stream. A bare line feed or an endless line is an error.
    async fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        if self.stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        let is_proper = line.ends_with(b"\r\n") && line.len() <= MAX_LINE;
        let text = &line[..line.len().saturating_sub(2)];
        if !is_proper || text.contains(&b'\r') {
            self.reply("500 not a line").await?;
            return Err(io::Error::other("not a line"));
        }
        Ok(Some(text.to_vec()))
    }

    async fn reply(&mut self, text: &str) -> io::Result<()> {
        let stream = self.stream.get_mut();
        stream.write_all(format!("{text}\r\n").as_bytes()).await?;
        stream.flush().await
    }
}

/// What stands in the brackets of a command.
fn path(rest: &str, before: &str) -> Option<String> {
    let start = rest.get(..before.len())?;
    let rest = rest.get(before.len()..)?.trim_start();
    let (path, _) = rest.strip_prefix('<')?.split_once('>')?;
    start.eq_ignore_ascii_case(before).then(|| path.to_owned())
}
