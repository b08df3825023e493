//! The organisation's mail server, as the flows' way to mailboxes.

use std::{
    fs,
    sync::Arc,
    time::{Duration, SystemTime},
};

use anyhow::{Context, anyhow, ensure};
use async_trait::async_trait;
use countersign_core::port::{Letter, Mailer, Posted};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, SinglePart,
        header::{Header, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use url::{Host, Url};

use crate::settings::MailSettings;

/// Speaks SMTP (RFC 5321), over TLS unless the mail server is on this machine. Each letter has a connection of its own: there
/// are few, and one that was broken off leaves nothing behind.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// The right half of each letter's name.
    host: String,
    timeout: Duration,
}

impl SmtpMailer {
    /// The mailer of these settings, if they name a mail server. `public_url` is where its letters lead.
    ///
    /// # Errors
    /// The setting that is wrong, or the file that cannot be read.
    pub fn open(settings: &MailSettings, public_url: &Url) -> anyhow::Result<Option<Self>> {
        let Some(server) = &settings.smtp_url else {
            return Ok(None);
        };
        let host = server.host_str().context("setting mail.smtp_url has no host")?;
        // Addresses of IPv6 stand in brackets in a URL only.
        let host = host.trim_matches(['[', ']']);
        let (tls, port) = security(settings, server, host)?;
        let timeout = Duration::from_secs(settings.timeout_secs);
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(server.port().unwrap_or(port))
            .tls(tls)
            .timeout(Some(timeout));
        let builder = match credentials(settings)? {
            Some(credentials) => builder.credentials(credentials),
            None => builder,
        };
        Ok(Some(Self {
            transport: builder.build(),
            from: settings.sender()?,
            host: public_url.host_str().unwrap_or("localhost").to_owned(),
            timeout,
        }))
    }

    /// Whether the mail server greets us, and takes our credentials.
    ///
    /// # Errors
    /// What went wrong.
    pub async fn check(&self) -> anyhow::Result<()> {
        let answered = tokio::time::timeout(self.timeout, self.transport.test_connection()).await;
        let greeted = answered.context("the mail server does not answer in time")??;
        ensure!(greeted, "the mail server does not answer as one");
        Ok(())
    }

    fn message(&self, letter: &Letter) -> anyhow::Result<Message> {
        let to: Address = letter
            .to
            .as_str()
            .parse()
            .map_err(|_| anyhow!("the address is none that SMTP takes"))?;
        let since_epoch = u64::try_from(letter.at.as_millis()).unwrap_or(0);
        Ok(Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&letter.subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_millis(since_epoch))
            .message_id(Some(format!("<{}@{}>", letter.id, self.host)))
            .header(AutoSubmitted)
            .singlepart(SinglePart::plain(letter.text.clone()))?)
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, letter: &Letter) -> Posted {
        let message = match self.message(letter) {
            Ok(message) => message,
            Err(error) => {
                return Posted::Rejected {
                    reason: error.to_string(),
                };
            }
        };
        match tokio::time::timeout(self.timeout, self.transport.send(message)).await {
            Ok(Ok(_)) => Posted::Accepted,
            Ok(Err(error)) => refusal(&error),
            Err(_) => Posted::Later {
                reason: "time-out".to_owned(),
            },
        }
    }
}

/// What an error of SMTP means for the letter. The server's own words may name the mailbox, so only its code is kept.
fn refusal(error: &lettre::transport::smtp::Error) -> Posted {
    let Some(code) = error.status().map(|code| code.to_string()) else {
        let reason = if error.is_tls() {
            "TLS"
        } else if error.is_timeout() {
            "time-out"
        } else {
            "connection"
        };
        return Posted::Later {
            reason: reason.to_owned(),
        };
    };
    // Those of 55x are about this letter (RFC 5321, 4.2.3; RFC 7504); other refusals are for an operator to mend, such as 535
    // for credentials.
    if code.starts_with("55") {
        Posted::Rejected { reason: code }
    } else {
        Posted::Later { reason: code }
    }
}

/// No machine should answer (RFC 3834, section 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// How the connection is secured, and the port where that is usual.
fn security(settings: &MailSettings, server: &Url, host: &str) -> anyhow::Result<(Tls, u16)> {
    let mut tls = TlsParameters::builder(host.to_owned());
    if let Some(file) = &settings.ca_file {
        let pem = fs::read(file).with_context(|| format!("mail.ca_file {}", file.display()))?;
        let authority = Certificate::from_pem(&pem)
            .map_err(|_| anyhow!("mail.ca_file {} has no certificate", file.display()))?;
        tls = tls.add_root_certificate(authority);
    }
    let tls = tls.build_rustls().context("TLS to the mail server")?;
    Ok(match server.scheme() {
        "smtps" => (Tls::Wrapper(tls), 465),
        _ if is_loopback(server) => (Tls::Opportunistic(tls), 25),
        _ => (Tls::Required(tls), 587),
    })
}

/// Whether a server is on this machine, where nobody is in between.
fn is_loopback(server: &Url) -> bool {
    // The schemes of mail are not special, so that addresses are plain names to the parser.
    let host = server.host_str().unwrap_or_default();
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Err(_) => false,
    }
}

fn credentials(settings: &MailSettings) -> anyhow::Result<Option<Credentials>> {
    let (Some(username), Some(file)) = (&settings.username, &settings.password_file) else {
        return Ok(None);
    };
    let password =
        fs::read_to_string(file).with_context(|| format!("mail.password_file {}", file.display()))?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    Ok(Some(Credentials::new(username.clone(), password)))
}

impl MailSettings {
    /// Whom mails are from.
    ///
    /// # Errors
    /// If `mail.from` is no mailbox.
    pub(crate) fn sender(&self) -> anyhow::Result<Mailbox> {
        let from = self.from.as_deref().context("setting mail.from is missing")?;
        from.parse().map_err(|_| {
            anyhow!("setting mail.from is not a mailbox such as \"Example <no-reply@example.org>\"")
        })
    }
}

/// The mailer of these settings, for the job runner.
///
/// # Errors
/// See [`SmtpMailer::open`].
pub(crate) fn open(settings: &MailSettings, public_url: &Url) -> anyhow::Result<Option<Arc<dyn Mailer>>> {
    let mailer = SmtpMailer::open(settings, public_url)?;
    Ok(mailer.map(|mailer| Arc::new(mailer) as Arc<dyn Mailer>))
}

#[cfg(test)]
mod tests {
    use countersign_core::model::{MailAddress, Timestamp};
    use countersign_proto::ids::JobId;
    use uuid::Uuid;

    use super::*;

    fn settings(url: &str) -> MailSettings {
        MailSettings {
            smtp_url: Some(url.parse().unwrap()),
            from: Some("Example <no-reply@example.org>".to_owned()),
            ..MailSettings::default()
        }
    }

    fn security_of(url: &str) -> (&'static str, u16) {
        countersign_service::telemetry::install_tls_provider();
        let settings = settings(url);
        let server = settings.smtp_url.clone().unwrap();
        let (tls, port) = security(&settings, &server, server.host_str().unwrap()).unwrap();
        let tls = match tls {
            Tls::None => "none",
            Tls::Opportunistic(_) => "if offered",
            Tls::Required(_) => "required",
            Tls::Wrapper(_) => "from the start",
        };
        (tls, port)
    }

    #[test]
    fn mail_leaves_this_machine_over_tls_alone() {
        assert_eq!(security_of("smtps://mail.example.org"), ("from the start", 465));
        assert_eq!(security_of("smtp://mail.example.org"), ("required", 587));
        assert_eq!(security_of("smtp://192.0.2.1"), ("required", 587));
        assert_eq!(security_of("smtp://localhost.example.org"), ("required", 587));
        for local in ["smtp://localhost", "smtp://127.0.0.1", "smtp://[::1]"] {
            assert_eq!(security_of(local), ("if offered", 25), "{local}");
        }
        assert_eq!(security_of("smtps://localhost"), ("from the start", 465));
    }

    #[test]
    fn what_we_take_for_an_address_smtp_takes_too() {
        let longest = format!("{}@{}.example", "a".repeat(64), "b".repeat(63));
        for typed in [
            "alice@example.org",
            "Alice.B+shop@mail.example.org",
            "o'brien@example.org",
            "!#$%&'*+-/=?^_`{|}~@example.org",
            "a@bücher.example",
            "x_y-z=1@a-b.example",
            &longest,
        ] {
            let address = MailAddress::parse(typed).unwrap();
            assert!(address.as_str().parse::<Address>().is_ok(), "{typed}");
        }
    }

    #[test]
    fn r15_nothing_in_a_letter_becomes_a_header() {
        countersign_service::telemetry::install_tls_provider();
        let url = "https://id.example.org".parse().unwrap();
        let mailer = SmtpMailer::open(&settings("smtp://localhost"), &url)
            .unwrap()
            .unwrap();
        let hostile = "x\r\nBcc: eve@example.net\r\n\r\nbody";
        let letter = Letter {
            id: JobId::new(Uuid::from_u128(1)),
            to: MailAddress::parse("alice@example.org").unwrap(),
            subject: hostile.to_owned(),
            text: format!("first\r\n.\r\n{hostile}"),
            at: Timestamp::from_millis(1_700_000_000_000),
        };
        let message = mailer.message(&letter).unwrap();
        let receivers: Vec<String> = message.envelope().to().iter().map(ToString::to_string).collect();
        assert_eq!(receivers, ["alice@example.org"]);
        let formatted = String::from_utf8(message.formatted()).unwrap();
        let (head, _) = formatted.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split_once(':').map(|(name, _)| name))
            .collect();
        for name in ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"] {
            assert_eq!(
                names.iter().filter(|found| **found == name).count(),
                1,
                "{name}: {head}"
            );
        }
        assert!(!names.contains(&"Bcc"), "{head}");
        assert!(
            head.contains("<00000000-0000-0000-0000-000000000001@id.example.org>"),
            "{head}"
        );
        // An address that somebody put into the database by hand.
        let to = MailAddress::from_stored("alice@example.org>\r\nRCPT TO:<eve@example.net".to_owned());
        assert!(mailer.message(&Letter { to, ..letter }).is_err());
    }
}
