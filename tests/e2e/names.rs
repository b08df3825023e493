//! Names of every script and every sign: an organisation's that some phone would read differently is refused when the
//! server starts, and whatever is not refused all phones read alike.

use std::sync::Arc;

use countersign::admin::Command;
use countersign_core::{
    flow::{
        enrollment_code::enrollment_code,
        start_enrollment::{StartEnrollment, start_enrollment},
    },
    model::{ClientId, Confirmation, EnrollmentKind, PhoneProtocol},
    port::Entropy,
    settings::CoreSettings,
    testing::SeededEntropy,
};
use countersign_mobile_sdk::{
    Generation,
    generation::{Fields, recoded},
};
use countersign_proto::forgerock::uri::{Scanned, scan};
use countersign_tests::World;
use data_encoding::{BASE32_NOPAD, BASE64};

const NAMES: usize = 500;

/// A name of up to sixty characters.
fn name(random: &SeededEntropy) -> String {
    const SCRIPTS: [&str; 5] = [
        "ABCXYZabcxyz019äéøßİ",
        " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        "東京大学認証組合株式会社日本語中文한국어かなカナ",
        "جامعةليلىمصادقةحساب",
        "😀🔐👩🏽\u{200d}💻🇪🇺✅",
    ];
    const LENGTHS: [usize; 7] = [3, 6, 9, 12, 20, 40, 60];
    let below = |bound: usize| usize::from(random.below(u8::try_from(bound).unwrap()));
    // Mostly one script and some punctuation, as names are; now and then everything at once.
    let main = below(SCRIPTS.len() + 1);
    let letter = |_| {
        let script = match below(10) {
            0 => 1,
            _ if main == SCRIPTS.len() => below(SCRIPTS.len()),
            _ => main,
        };
        let letters: Vec<char> = SCRIPTS[script].chars().collect();
        letters[below(letters.len())]
    };
    let name: String = (0..LENGTHS[below(LENGTHS.len())]).map(letter).collect();
    match name.trim() {
        "" => "x".to_owned(),
        name => name.to_owned(),
    }
}

/// Rule 0.2 of the protocol page, computed from base64 itself; a colon and outer slashes would split the label (1.2, rule 2),
/// and 192 bytes are what the longest value holds (1.2, rule 7).
fn is_refused(issuer: &str) -> bool {
    let differs = BASE64.encode(issuer.as_bytes()).contains(['+', '/']);
    let splits = issuer.contains(':') || issuer.starts_with('/') || issuer.ends_with('/');
    differs || splits || issuer.len() > 192
}

#[tokio::test]
async fn five_hundred_names_are_refused_when_the_server_starts_or_read_alike_by_all_phones() {
    let world = World::start().await;
    let random = SeededEntropy::new(2026);
    let (mut refused, mut read) = (0, 0);
    for number in 0..NAMES {
        let (issuer, display_name) = (name(&random), name(&random));
        let mut settings = world.settings.clone();
        settings.branding.issuer.clone_from(&issuer);
        let checked = settings.check();
        assert_eq!(checked.is_err(), is_refused(&issuer), "{issuer:?}: {checked:?}");
        if let Err(error) = checked {
            assert!(error.to_string().contains("branding.issuer"), "{error}");
            refused += 1;
            // The display name is tried all the same, under a name that all phones read.
            settings.branding.issuer = "Example Org".to_owned();
        }
        let user = format!("user{number}");
        let added = Command::UserAdd {
            name: user.clone(),
            email: None,
            display_name: Some(display_name.clone()),
            password: None,
        };
        let added = world.operate(added).await;
        // Colons and slashes have a meaning in labels.
        let account = match display_name.replace([':', '/'], " ").trim() {
            "" => user.clone(),
            account => account.to_owned(),
        };
        // The number tells two people of one name apart.
        let account = format!("{}-{account}", added["number"]);
        let core = settings.core(world.server().address).unwrap();
        for kind in [
            EnrollmentKind::Push,
            EnrollmentKind::Totp,
            EnrollmentKind::Combined,
        ] {
            let uri = code(&world, core.clone(), &user, kind).await;
            all_read(&uri, kind, &settings.branding.issuer, &account);
            read += 1;
        }
    }
    println!("{NAMES} names: {refused} issuers refused, {read} codes read by four generations");
    assert!(
        refused > NAMES / 10 && refused < NAMES * 9 / 10,
        "both happen: {refused}"
    );
}

async fn code(world: &World, settings: CoreSettings, user: &str, kind: EnrollmentKind) -> String {
    let mut ctx = world.server().opened.ctx.clone();
    ctx.settings = Arc::new(settings);
    let request = StartEnrollment {
        client_id: ClientId::own_pages(),
        username: user.to_owned(),
        kind,
        protocol: PhoneProtocol::Compatible,
        digits: 6,
        label: None,
        app: "default".to_owned(),
        confirmation: Confirmation::ByUser,
        approved_login: None,
        telephone: None,
        idempotency: None,
    };
    let started = start_enrollment(&ctx, &request).await.unwrap();
    let code = enrollment_code(&ctx, &started.enrollment).await.unwrap();
    code.uri.unwrap().to_string()
}

/// What each generation makes of a code is what our own phone makes of it, and that is what was meant.
fn all_read(uri: &str, kind: EnrollmentKind, issuer: &str, account: &str) {
    let (push, oath) = match scan(uri).unwrap() {
        Scanned::Push(push) => (Some(push), None),
        Scanned::Oath(oath) => (None, Some(oath)),
        Scanned::Combined(push, oath) => (Some(push), Some(oath)),
    };
    assert_eq!(push.is_some(), kind != EnrollmentKind::Totp);
    assert_eq!(oath.is_some(), kind != EnrollmentKind::Push);
    for generation in Generation::ALL {
        let who = format!("{} {uri}", generation.as_str());
        // Each calls the same things by its own names.
        let (account_key, secret_key) = match generation {
            Generation::FrAndroid => ("accountname", "s"),
            Generation::FrIos => ("label", "secret"),
            Generation::PingAndroid | Generation::PingIos => ("accountName", "sharedSecret"),
        };
        let text = |fields: &Fields, key: &str| fields[key].as_str().expect(&who).to_owned();
        if let Some(push) = &push {
            let fields = generation.scan_push(uri).expect(&who);
            assert_eq!(text(&fields, "issuer"), issuer, "{who}");
            assert_eq!(text(&fields, account_key), account, "{who}");
            let secret = recoded(&text(&fields, secret_key));
            assert_eq!(secret, Some(BASE64.encode(push.secret.expose())), "{who}");
        }
        if let Some(oath) = &oath {
            let fields = generation.scan_oath(uri).expect(&who);
            assert_eq!(text(&fields, "issuer"), issuer, "{who}");
            assert_eq!(text(&fields, account_key), account, "{who}");
            let seed = text(&fields, "secret");
            assert_eq!(seed, BASE32_NOPAD.encode(&oath.secret), "{who}");
            // Some keep what they read as text.
            for (key, value) in [("digits", "6"), ("period", "30")] {
                assert_eq!(fields[key].to_string().replace('"', ""), value, "{who}");
            }
        }
    }
}
