//! What single values cannot tell: bounds, what goes together, and what phones would refuse or misread.

use anyhow::{bail, ensure};
use countersign_core::{
    assurance::Acr,
    model::{Channel, DisplayText},
    settings::{
        AccountSettings, CertificateHeader, DelegationSettings, EnrollmentSettings, LoginSettings,
        PlaceSettings,
    },
};
use countersign_proto::forgerock::uri::is_secure;
use countersign_service::database_url::DatabaseUrl;
use url::{Host, Url};

use super::{RelayMode, Settings, TlsMode};

/// Longest name of an authority of an organisation, in user-perceived characters.
const AUTHORITY_GRAPHEMES: usize = 60;

impl Settings {
    /// Checks what single values cannot tell.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> anyhow::Result<()> {
        self.check_values()?;
        let url = self.public_url(self.server.listen);
        if self.server.public_url.is_none() {
            let listen = self.server.listen;
            ensure!(
                is_secure(&url) && !listen.ip().is_unspecified(),
                "setting server.public_url is missing: with server.listen = {listen:?}, phones and browsers elsewhere must \
                 be told an https URL"
            );
        }
        Ok(())
    }

    /// Everything but whether phones elsewhere would follow a URL that nobody chose: for looking at a demo.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub(crate) fn check_values(&self) -> anyhow::Result<()> {
        within("login.ttl_secs", self.login.ttl_secs, LoginSettings::TTL_SECS)?;
        within(
            "accounts.recovery_delay_hours",
            self.accounts.recovery_delay_hours,
            AccountSettings::RECOVERY_DELAY_HOURS,
        )?;
        within(
            "enrollment.ttl_secs",
            self.enrollment.ttl_secs,
            EnrollmentSettings::TTL_SECS,
        )?;
        within(
            "places.fastest_kmh",
            self.places.fastest_kmh.into(),
            PlaceSettings::FASTEST_KMH,
        )?;
        let limits = &self.limits;
        for (name, zero) in [
            (
                "pushes_per_initiator_per_minute",
                limits.pushes_per_initiator_per_minute == 0,
            ),
            ("connections_per_address", limits.connections_per_address == 0),
            ("connections", limits.connections == 0),
            ("authenticators_of_a_kind", limits.authenticators_of_a_kind == 0),
            (
                "mails_per_mailbox_per_hour",
                limits.mails_per_mailbox_per_hour == 0,
            ),
            (
                "mails_per_initiator_per_hour",
                limits.mails_per_initiator_per_hour == 0,
            ),
        ] {
            ensure!(!zero, "setting limits.{name} is 0");
        }
        if let Some(contact) = &self.relay.webpush.contact {
            ensure!(
                contact.starts_with("mailto:") || contact.starts_with("https://"),
                "setting relay.webpush.contact must start with mailto: or https://"
            );
        }
        self.terms.check()?;
        ensure!(
            Acr::parse(&self.operators.required_acr).is_some(),
            "setting operators.required_acr is none of those that can be demanded; see `countersign policy add --help`"
        );
        self.web()?;
        self.check_relay()?;
        self.check_mail()?;
        self.check_phone()?;
        self.check_certificates()?;
        self.check_delegations()?;
        let offices = self.support.offices();
        offices.map_err(|what| anyhow::anyhow!("setting {what}"))?;
        let pages = self.enrollment.check_pages();
        pages.map_err(|what| anyhow::anyhow!("setting {what}"))?;
        self.check_server()?;
        self.check_codes()
    }

    /// What works, but not everywhere.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let url = self.public_url(self.server.listen);
        let mut warnings = Vec::new();
        if url.scheme() == "http" {
            warnings.push(format!(
                "plain http at {url}: only phones on this machine accept it"
            ));
        } else if !url
            .host()
            .is_some_and(|host| matches!(host, Host::Domain(name) if name.contains('.')))
        {
            warnings.push(format!(
                "the host of {url} is not a domain name with a dot: some apps do not take it for a link"
            ));
        }
        warnings
    }

    fn check_relay(&self) -> anyhow::Result<()> {
        let relay = &self.relay;
        let held = relay
            .apps
            .iter()
            .find(|(_, app)| app.apns.is_some() || app.fcm.is_some() || app.log);
        match (relay.mode, &relay.url) {
            (RelayMode::Embedded, Some(_)) => bail!(
                "setting relay.url is set, but relay.mode is \"embedded\": set it to \"remote\" to send through that relay"
            ),
            (RelayMode::Embedded, None) => {}
            (RelayMode::Remote, None) => bail!("setting relay.mode is \"remote\": set relay.url"),
            (RelayMode::Remote, Some(url)) => {
                ensure!(
                    is_secure(url),
                    "setting relay.url must be https (http is for loopback only): notifications travel inside"
                );
                if let Some((name, _)) = held {
                    bail!(
                        "setting relay.apps.{name}: with relay.mode = \"remote\" the relay holds the credentials"
                    );
                }
            }
        }
        Ok(())
    }

    fn check_phone(&self) -> anyhow::Result<()> {
        let (phone, relay) = (&self.phone, &self.relay);
        for (name, zero) in [
            ("codes_per_number_per_hour", phone.codes_per_number_per_hour == 0),
            ("codes_per_account_per_day", phone.codes_per_account_per_day == 0),
            (
                "codes_per_initiator_per_hour",
                phone.codes_per_initiator_per_hour == 0,
            ),
            (
                "codes_per_country_per_hour",
                phone.codes_per_country_per_hour == 0,
            ),
            ("cost_per_day", phone.cost_per_day == 0),
        ] {
            ensure!(!zero, "setting phone.{name} is 0");
        }
        for country in phone.costs.keys() {
            let is_code = country
                .parse::<u16>()
                .is_ok_and(|code| code.to_string() == *country);
            ensure!(
                is_code,
                "setting phone.costs.{country}: calling codes are digits alone, such as 41"
            );
        }
        for (channel, gateway) in [(Channel::Sms, &relay.sms), (Channel::Voice, &relay.voice)] {
            let (name, is_wanted) = (channel.as_str(), phone.channels.contains(&channel));
            match (relay.mode, gateway) {
                (RelayMode::Remote, Some(_)) => bail!(
                    "setting relay.{name}: with relay.mode = \"remote\" the relay holds the credentials"
                ),
                (RelayMode::Embedded, None) if is_wanted => {
                    bail!("setting phone.channels has {name:?}: set relay.{name} to say how it is sent")
                }
                (RelayMode::Embedded, Some(_)) if !is_wanted => bail!(
                    "setting relay.{name} is set, but phone.channels has no {name:?}: nothing would be sent"
                ),
                _ => {}
            }
        }
        Ok(())
    }

    fn check_mail(&self) -> anyhow::Result<()> {
        let mail = &self.mail;
        within("mail.timeout_secs", mail.timeout_secs, 1..=120)?;
        ensure!(
            mail.username.is_some() == mail.password_file.is_some(),
            "settings mail.username and mail.password_file: set both or none"
        );
        let Some(url) = &mail.smtp_url else {
            ensure!(
                !self.accounts.sign_up,
                "setting accounts.sign_up needs mail.smtp_url: addresses are verified by mail"
            );
            return Ok(());
        };
        ensure!(
            matches!(url.scheme(), "smtp" | "smtps") && url.host_str().is_some_and(|host| !host.is_empty()),
            "setting mail.smtp_url must be smtps://HOST or smtp://HOST, with a port if it is not the usual one"
        );
        ensure!(
            url.username().is_empty() && url.password().is_none(),
            "setting mail.smtp_url has a user name or password: set mail.username and mail.password_file"
        );
        ensure!(
            matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none(),
            "setting mail.smtp_url has a path, query or fragment"
        );
        mail.sender().map(|_| ())
    }

    fn check_delegations(&self) -> anyhow::Result<()> {
        let (delegations, most) = (&self.delegations, self.limits.delegations_of_a_user);
        let (review, longest) = (delegations.review_days.into(), delegations.longest_days.into());
        within("delegations.review_days", review, DelegationSettings::REVIEW_DAYS)?;
        within("delegations.longest_days", longest, DelegationSettings::DAYS)?;
        within("limits.delegations_of_a_user", most.into(), 1..=1000)
    }

    fn check_certificates(&self) -> anyhow::Result<()> {
        let certificates = &self.certificates;
        within(
            "certificates.validity_days",
            certificates.validity_days.into(),
            1..=825,
        )?;
        within(
            "certificates.pick_up_days",
            certificates.pick_up_days.into(),
            1..=30,
        )?;
        within(
            "certificates.working_days",
            certificates.working_days.into(),
            0..=30,
        )?;
        certificates
            .calendar()
            .map_err(|what| anyhow::anyhow!("setting {what}"))?;
        ensure!(
            certificates.cert_file.is_some() == certificates.key_file.is_some(),
            "settings certificates.cert_file and certificates.key_file: set both or none"
        );
        self.check_authorities()?;
        if certificates.listen.is_none() {
            return Ok(());
        }
        let Some(url) = &certificates.public_url else {
            bail!("setting certificates.listen needs certificates.public_url: browsers are sent there");
        };
        ensure!(
            url.scheme() == "https" && url.path() == "/" && url.query().is_none() && url.fragment().is_none(),
            "setting certificates.public_url must be https://HOST, with a port if it is not the usual one"
        );
        if certificates.forwarded_header != CertificateHeader::None {
            ensure!(
                !self.server.trusted_proxies.is_empty(),
                "setting certificates.forwarded_header is taken from server.trusted_proxies alone: set them"
            );
            return Ok(());
        }
        ensure!(
            certificates.cert_file.is_some() || self.server.tls.mode == TlsMode::Files,
            "setting certificates.listen speaks TLS itself: set certificates.cert_file and certificates.key_file"
        );
        Ok(())
    }

    fn check_authorities(&self) -> anyhow::Result<()> {
        let certificates = &self.certificates;
        ensure!(
            certificates.listen.is_some() || certificates.authorities.is_empty(),
            "setting certificates.authorities needs certificates.listen: certificates are shown there"
        );
        let mut names = Vec::new();
        for one in &certificates.authorities {
            let name = &one.name;
            ensure!(
                DisplayText::parse(name, AUTHORITY_GRAPHEMES).is_ok_and(|read| read.as_str() == name),
                "setting certificates.authorities: {name:?} is no name of 1 to {AUTHORITY_GRAPHEMES} characters"
            );
            ensure!(
                !names.contains(&name),
                "setting certificates.authorities: two are called {name:?}"
            );
            names.push(name);
            ensure!(
                one.crl_file.is_some() != one.crl_url.is_some(),
                "setting certificates.authorities, {name:?}: set crl_file or crl_url"
            );
            ensure!(
                one.crl_url
                    .as_ref()
                    .is_none_or(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some()),
                "setting certificates.authorities, {name:?}: crl_url must be http or https"
            );
        }
        Ok(())
    }

    fn check_server(&self) -> anyhow::Result<()> {
        let server = &self.server;
        if matches!(self.database()?, DatabaseUrl::Postgres(_)) {
            let secrets = &self.secrets;
            ensure!(
                secrets.master_key_file.is_some() || !secrets.master_key_command.is_empty(),
                "setting server.database_url is shared by nodes: so must be the master key; set secrets.master_key_file or \
                 secrets.master_key_command"
            );
        }
        match server.tls.mode {
            TlsMode::Off => {}
            TlsMode::Files => ensure!(
                server.tls.cert_file.is_some() && server.tls.key_file.is_some(),
                "setting server.tls.mode is files: set cert_file and key_file"
            ),
            TlsMode::Acme => bail!(
                "setting server.tls.mode: acme is not available yet; use files, which are read again whenever an ACME \
                 client such as certbot renews them, or off behind a proxy"
            ),
        }
        let secrets = &self.secrets;
        ensure!(
            secrets.master_key_file.is_none() || secrets.master_key_command.is_empty(),
            "settings secrets.master_key_file and secrets.master_key_command: set one of them"
        );
        server.public_url.as_ref().map_or(Ok(()), check_public_url)
    }
}

fn within(name: &str, value: u64, range: std::ops::RangeInclusive<u64>) -> anyhow::Result<()> {
    ensure!(
        range.contains(&value),
        "setting {name} must be from {} to {}",
        range.start(),
        range.end()
    );
    Ok(())
}

/// Phones refuse plain http except to the machine itself, and our pages stand at the root of their host.
fn check_public_url(url: &Url) -> anyhow::Result<()> {
    ensure!(
        is_secure(url),
        "setting server.public_url must be https (http is for loopback only)"
    );
    ensure!(
        url.path() == "/" && url.query().is_none() && url.fragment().is_none(),
        "setting server.public_url has a path, query or fragment: the server must have a host name of its own"
    );
    ensure!(
        url.username().is_empty() && url.password().is_none(),
        "setting server.public_url has a user name or password"
    );
    Ok(())
}
