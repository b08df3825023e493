//! Which HTTP a client speaks: told by TLS, or by the first bytes without it.

use std::{io, time::Duration};

use tokio::{net::TcpStream, time::sleep};

/// How HTTP/2 begins (RFC 9113 section 3.4), as far as no method of HTTP/1.1 does.
const PREFACE: &[u8] = b"PRI ";
/// Pause before looking for more, when what is there so far could become either.
const PAUSE: Duration = Duration::from_millis(20);

/// A version of HTTP that is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    Http1,
    Http2,
}

impl Version {
    /// As TLS settled it (RFC 7301).
    pub(super) fn agreed(protocol: Option<&[u8]>) -> Self {
        if protocol == Some(b"h2") {
            Self::Http2
        } else {
            Self::Http1
        }
    }

    /// As the first bytes tell, which are left to be read: hyper's own look at them takes a buffer of 16 KiB for as long as
    /// the connection lives. It waits for ever if the client does.
    pub(super) async fn seen(stream: &TcpStream) -> io::Result<Self> {
        let mut first = [0; PREFACE.len()];
        loop {
            let seen = stream.peek(&mut first).await?;
            match &first[..seen] {
                [] => return Err(io::ErrorKind::UnexpectedEof.into()),
                PREFACE => return Ok(Self::Http2),
                start if PREFACE.starts_with(start) => sleep(PAUSE).await,
                _ => return Ok(Self::Http1),
            }
        }
    }
}
