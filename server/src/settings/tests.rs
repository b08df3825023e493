//! Settings: the default file, the schema, and what is refused by name.

use serde_json::Value;

use super::*;

fn check(toml: &str) -> Result<(), String> {
    let dir = tempfile::TempDir::new().unwrap();
    let file = dir.path().join("c.toml");
    std::fs::write(&file, toml).unwrap();
    Settings::read(&Given {
        config: Some(file),
        flags: Vec::new(),
    })
    .map(|_| ())
    .map_err(|error| error.to_string())
}

#[test]
fn the_commented_default_file_says_what_the_defaults_are() {
    let default = include_str!("../../../deploy/config/countersign.toml");
    let uncommented: String = default
        .lines()
        .filter_map(|line| {
            line.strip_prefix("#:")
                .or(Some(line))
                .map(|line| format!("{}\n", line.trim_start()))
        })
        .collect();
    let dir = tempfile::TempDir::new().unwrap();
    for text in [default, &uncommented] {
        let file = dir.path().join("c.toml");
        std::fs::write(&file, text).unwrap();
        let settings = Settings::read(&Given {
            config: Some(file),
            flags: Vec::new(),
        })
        .unwrap();
        assert_eq!(settings, Settings::default());
    }
}

#[test]
fn the_schema_describes_every_setting() {
    fn described(schema: &Value, part: &Value, settings: &Value, path: &str) {
        let part = match part["$ref"].as_str() {
            Some(name) => &schema["$defs"][name.trim_start_matches("#/$defs/")],
            None => part,
        };
        for (key, value) in settings.as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            let property = &part["properties"][key];
            assert!(property.is_object(), "{path} is missing");
            assert!(property["description"].is_string(), "{path} says nothing");
            described(schema, property, value, &path);
        }
        if settings.is_object() && part["properties"].is_object() {
            assert_eq!(part["additionalProperties"], false, "{path} takes unknown keys");
        }
    }
    let schema = Settings::schema().to_value();
    described(
        &schema,
        &schema,
        &serde_json::to_value(Settings::default()).unwrap(),
        "",
    );
}

#[test]
fn values_that_phones_would_refuse_or_misread_are_refused_by_name() {
    let long = "a".repeat(193);
    for (toml, setting) in [
        ("[branding]\nissuer = \"Ac?\"", "branding.issuer"),
        ("[branding]\nissuer = \"A:b\"", "branding.issuer"),
        ("[branding]\nissuer = \" \"", "branding.issuer"),
        (&format!("[branding]\nissuer = \"{long}\""), "branding.issuer"),
        ("[branding]\ncolour = \"#123456\"", "branding.colour"),
        (
            "[branding]\nlogo_url = \"https://x.example/ab?\"",
            "branding.logo_url",
        ),
        (
            "[branding]\nlogo_url = \"https://x.example/a?b&c\"",
            "branding.logo_url",
        ),
        (
            "[branding]\nlogo_url = \"http://x.example/logo\"",
            "branding.logo_url",
        ),
        (
            &format!("[branding]\nlogo_url = \"https://x.example/{long}\""),
            "branding.logo_url",
        ),
        (
            "[enrollment.policies]\ndevice_tampering = 1.5",
            "enrollment.policies.device_tampering",
        ),
        ("[login]\nttl_secs = 5", "login.ttl_secs must be from 15 to 600"),
        (
            "[delegations]\nreview_days = 14",
            "delegations.review_days must be from 15 to 366",
        ),
        (
            "[delegations]\nlongest_days = 367",
            "delegations.longest_days must be from 1 to 366",
        ),
        (
            "[limits]\ndelegations_of_a_user = 0",
            "limits.delegations_of_a_user must be from 1 to 1000",
        ),
        (
            "[enrollment]\nttl_secs = 5",
            "enrollment.ttl_secs must be from 30 to 3600",
        ),
        (
            "[places]\nfastest_kmh = 99",
            "places.fastest_kmh must be from 100 to 30000",
        ),
    ] {
        let error = check(toml).unwrap_err();
        assert!(
            error.starts_with(&format!("setting {setting}")),
            "{toml}: {error}"
        );
    }
    for toml in [
        "[branding]\nissuer = \"東京大学校\"",
        "[branding]\nlogo_url = \"https://x.example/a?b\"",
        "[enrollment.policies]\nbiometric_available = true\ndevice_tampering = 0.8",
    ] {
        assert_eq!(check(toml), Ok(()), "{toml}");
    }
}

#[test]
fn a_public_url_that_phones_or_pages_could_not_use_is_refused() {
    let server = |lines: &str| check(&format!("[server]\n{lines}"));
    let long = format!("public_url = \"https://{}.example\"", "a.".repeat(80));
    for lines in [
        "public_url = \"http://id.example.org\"",
        "public_url = \"https://id.example.org/mfa\"",
        "public_url = \"https://id.example.org/?x\"",
        "public_url = \"https://id.example.org/#x\"",
        "public_url = \"https://user@id.example.org/\"",
        "public_url = \"ftp://id.example.org/\"",
        &long,
        // What phones would be told if nobody chose a URL.
        "listen = \"0.0.0.0:8080\"",
        "listen = \"[::]:8080\"",
        "listen = \"192.0.2.1:8080\"",
        "listen = \"0.0.0.0:8443\"\ntls = { mode = \"files\", cert_file = \"c\", key_file = \"k\" }",
    ] {
        let error = server(lines).unwrap_err();
        assert!(error.starts_with("setting server.public_url"), "{lines}: {error}");
    }
    for lines in [
        "public_url = \"http://127.0.0.1:8080\"",
        "public_url = \"http://localhost:8080/\"",
        "listen = \"[::1]:8080\"",
        "listen = \"0.0.0.0:8080\"\npublic_url = \"https://id.example.org\"",
        "listen = \"192.0.2.1:8443\"\ntls = { mode = \"files\", cert_file = \"c\", key_file = \"k\" }",
    ] {
        assert_eq!(server(lines), Ok(()), "{lines}");
    }
}

#[test]
fn a_mail_server_that_could_not_be_used_is_refused() {
    let mail = |lines: &str| check(&format!("[mail]\nfrom = \"a@example.org\"\n{lines}"));
    for (lines, setting) in [
        ("smtp_url = \"https://mail.example.org\"", "mail.smtp_url"),
        ("smtp_url = \"smtp:mail.example.org\"", "mail.smtp_url"),
        (
            "smtp_url = \"smtps://me:secret@mail.example.org\"",
            "mail.smtp_url",
        ),
        (
            "smtp_url = \"smtps://mail.example.org/?tls=none\"",
            "mail.smtp_url",
        ),
        ("username = \"me\"", "mail.username"),
        ("timeout_secs = 0", "mail.timeout_secs"),
    ] {
        let error = mail(lines).unwrap_err();
        assert!(error.starts_with("setting"), "{lines}: {error}");
        assert!(
            error.contains(setting) && !error.contains("secret"),
            "{lines}: {error}"
        );
    }
    for (toml, setting) in [
        ("[mail]\nsmtp_url = \"smtps://mail.example.org\"", "mail.from"),
        (
            "[mail]\nsmtp_url = \"smtps://mail.example.org\"\nfrom = \"nobody\"",
            "mail.from",
        ),
        ("[accounts]\nsign_up = true", "accounts.sign_up"),
        (
            "[limits]\nmails_per_mailbox_per_hour = 0",
            "limits.mails_per_mailbox_per_hour",
        ),
    ] {
        let error = check(toml).unwrap_err();
        assert!(
            error.starts_with(&format!("setting {setting}")),
            "{toml}: {error}"
        );
    }
    for lines in [
        "smtp_url = \"smtps://mail.example.org\"",
        "smtp_url = \"smtp://[::1]:2525\"",
        "smtp_url = \"smtp://mail.example.org:25\"\nusername = \"me\"\npassword_file = \"f\"\n[accounts]\nsign_up = true",
    ] {
        assert_eq!(mail(lines), Ok(()), "{lines}");
    }
}

#[test]
fn hosts_that_some_apps_take_for_no_link_are_warned_of() {
    let warnings = |url: &str| {
        let mut settings = Settings::default();
        settings.server.public_url = Some(url.parse().unwrap());
        settings.warnings().len()
    };
    for url in ["https://auth", "https://192.0.2.1:8443", "https://[2001:db8::1]"] {
        assert_eq!(warnings(url), 1, "{url}");
    }
    assert_eq!(warnings("http://127.0.0.1:8080"), 1, "plain http");
    assert_eq!(warnings("https://id.example.org"), 0);
}

#[test]
fn other_mistakes_are_named() {
    for (toml, said) in [
        (
            "[limits]\ntrusted_networks = [\"home\"]",
            "limits.trusted_networks",
        ),
        (
            "[limits]\nconnections_per_address = 0",
            "limits.connections_per_address",
        ),
        ("[server.tls]\nmode = \"files\"", "server.tls"),
        ("[server.tls]\nmode = \"acme\"", "acme is not available yet"),
        (
            "[server]\nforwarded_header = \"via\"",
            "expected one of x-forwarded-for, forwarded",
        ),
        (
            "[secrets]\nmaster_key_file = \"f\"\nmaster_key_command = [\"c\"]",
            "secrets.master_key_command",
        ),
        ("[server]\nlisten_on = 1", "server.listen"),
        (
            "[[support.offices]]\nname = \"A\"\ntime_zone = \"UTC\"",
            "none of phone, mail and form",
        ),
        (
            "[[support.offices]]\nname = \"A\"\nphone = \"020 7946 0018\"\ntime_zone = \"UTC\"",
            "support.offices.phone",
        ),
        (
            "[[support.offices]]\nname = \"A\"\nphone = \"+44 CALL 79460018\"\ntime_zone = \"UTC\"",
            "support.offices.phone",
        ),
        (
            "[[support.offices]]\nname = \" \"\nmail = \"a@example.org\"\ntime_zone = \"UTC\"",
            "support.offices.name",
        ),
        (
            "[[support.offices]]\nname = \"A\"\nmail = \"a\"\ntime_zone = \"UTC\"",
            "support.offices.mail",
        ),
        (
            "[[support.offices]]\nname = \"A\"\nform = \"javascript:alert(1)\"\ntime_zone = \"UTC\"",
            "support.offices.form",
        ),
        (
            "[[support.offices]]\nname = \"A\"\nmail = \"a@example.org\"\ntime_zone = \"Mars\"",
            "support.offices.time_zone",
        ),
        (
            "[[support.offices]]\nname = \"A\"\nmail = \"a@example.org\"\ntime_zone = \"UTC\"\nholidays = [\"x\"]",
            "support.offices.holidays",
        ),
        (
            "[[support.offices]]\nname = \"A\"\nmail = \"a@example.org\"\ntime_zone = \"UTC\"\n\
             hours = [{ weekdays = [\"mon\"], opens = \"18:00\", closes = \"09:00\" }]",
            "support.offices.hours.closes",
        ),
        (
            "[[support.offices]]\nname = \"A\"\nmail = \"a@example.org\"\ntime_zone = \"UTC\"\n\
             hours = [{ weekdays = [\"monday\"], opens = \"09:00\", closes = \"18:00\" }]",
            "support.offices.hours.weekdays",
        ),
        (
            "[[enrollment.apps]]\nname = \" \"\nplatform = \"ios\"\nurl = \"https://example.org\"\nuses = [\"codes\"]",
            "enrollment.apps.name",
        ),
        (
            "[[enrollment.apps]]\nname = \"A\"\nplatform = \"ios\"\nurl = \"javascript:alert(1)\"\nuses = [\"codes\"]",
            "enrollment.apps.url of \"A\" is not https",
        ),
        (
            "[[enrollment.apps]]\nname = \"A\"\nplatform = \"ios\"\nurl = \"http://example.org\"\nuses = [\"codes\"]",
            "enrollment.apps.url of \"A\" is not https",
        ),
        (
            "[[enrollment.apps]]\nname = \"A\"\nplatform = \"ios\"\nurl = \"https://me@example.org\"\nuses = [\"codes\"]",
            "must not name a user",
        ),
        (
            "[[enrollment.apps]]\nname = \"A\"\nplatform = \"ios\"\nurl = \"https://example.org\"\nuses = []",
            "enrollment.apps.uses",
        ),
        (
            "[[enrollment.apps]]\nname = \"A\"\nplatform = \"pager\"\nurl = \"https://example.org\"\nuses = [\"codes\"]",
            "expected one of android, ios, desktop",
        ),
        (
            "[enrollment]\noffers = [\"codes\", \"codes\"]",
            "enrollment.offers names \"codes\" twice",
        ),
        (
            "[enrollment]\noffers = [\"pigeon\"]",
            "expected one of phone, app",
        ),
        ("[relay]\nmode = \"remote\"", "set relay.url"),
        (
            "[relay]\nurl = \"https://relay.example.org\"",
            "relay.mode is \"embedded\"",
        ),
        (
            "[relay]\nmode = \"remote\"\nurl = \"http://relay.example.org\"",
            "relay.url must be https",
        ),
        (
            "[relay]\nmode = \"remote\"\nurl = \"https://relay.example.org\"\n\
             [relay.apps.default.fcm]\nservice_account_file = \"f\"",
            "the relay holds the credentials",
        ),
    ] {
        let error = check(toml).unwrap_err();
        assert!(error.contains(said), "{toml}: {error}");
    }
}

#[test]
fn codes_by_telephone_need_what_sends_them() {
    let sms = "[relay.sms]\nurl = \"https://sms.example.org\"\nbody = \"to={to}&text={text}\"\n";
    for (toml, said) in [
        ("[phone]\nchannels = [\"sms\"]".to_owned(), "set relay.sms"),
        (sms.to_owned(), "phone.channels has no \"sms\""),
        (
            format!(
                "[phone]\nchannels = [\"sms\"]\n[relay]\nmode = \"remote\"\nurl = \"https://r.example.org\"\n{sms}"
            ),
            "the relay holds the credentials",
        ),
        ("[phone]\nchannels = [\"pigeon\"]".to_owned(), "phone.channels"),
        ("[phone]\ncosts = {\"+44\" = 2}".to_owned(), "phone.costs.+44"),
        ("[phone]\ncost_per_day = 0".to_owned(), "phone.cost_per_day is 0"),
    ] {
        let error = check(&toml).unwrap_err();
        assert!(error.contains(said), "{toml}: {error}");
    }
    check(&format!("[phone]\nchannels = [\"sms\"]\n{sms}")).unwrap();
    check("[phone]\nchannels = [\"voice\"]\n[relay]\nmode = \"remote\"\nurl = \"https://r.example.org\"")
        .unwrap();
}
