//! Somebody who looks at page after page in one language, and what every page must be.

use std::{collections::BTreeSet, time::Duration};

use countersign::admin::Command;
use countersign_tests::{Browser, Mail, PASSWORD, Tab, World};

use super::person::Person;
use crate::{certificates::with_door, launcher::with_launcher, support::with_office};

/// What a page and all that it needs may take on a first visit, in bytes.
const FIRST_VISIT: u64 = 60_000;

/// A walk through one chapter.
pub(super) struct Tour {
    pub(super) world: World,
    pub(super) tab: Tab,
    pub(super) name: &'static str,
    _browser: Browser,
    language: String,
    seen: BTreeSet<String>,
}

/// User name and display name of somebody who reads this language.
fn reader(language: &str) -> (&'static str, &'static str) {
    match language {
        "ja" => ("hanako", "見本 花子"),
        "ar" => ("layla", "ليلى مثال"),
        _ => ("alice", "Alice Example"),
    }
}

impl Tour {
    /// A server that offers everything, and somebody with an account at it who reads this language.
    pub(super) async fn begin(language: &str) -> Self {
        let world = World::with_telephones(|settings, _| {
            settings.accounts.sign_up = true;
            settings.operators.required_acr = "push-number+pwd".to_owned();
            with_door(settings);
            with_office(settings);
            with_launcher(settings);
        });
        let world = world.await.under_a_name().await;
        let browser = Browser::start().await;
        let (name, display_name) = reader(language);
        let command = Command::UserAdd {
            name: name.to_owned(),
            email: Some(mailbox(name)),
            display_name: Some(display_name.to_owned()),
            password: Some(PASSWORD.to_owned()),
        };
        world.operate(command).await;
        Self {
            tab: browser.tab_in(language).await,
            world,
            name,
            _browser: browser,
            language: language.to_owned(),
            seen: BTreeSet::new(),
        }
    }

    /// Goes to a page and looks at it.
    pub(super) async fn go(&mut self, path: &str, called: &str) {
        self.open(path).await;
        self.look(called).await;
    }

    /// Goes to a page.
    pub(super) async fn open(&self, path: &str) {
        let path = path.strip_prefix(&self.world.url("")).unwrap_or(path);
        self.tab.goto(&self.world.url(path)).await;
    }

    /// Asserts of the page what must be true of all: it is in the reader's language, light, and can be read by everybody, in
    /// light and in dark, on the narrowest screen, with larger letters, and with the menu open.
    pub(super) async fn look(&mut self, called: &str) {
        let (tab, language) = (&self.tab, &self.language);
        self.seen.insert(tab.path().await);
        assert_eq!(tab.attribute("html", "lang").await, *language, "{called}");
        let weight = tab.weight().await;
        assert!(weight <= FIRST_VISIT, "{called} takes {weight} bytes");
        for scheme in ["dark", "light"] {
            tab.colours(scheme).await;
            assert_eq!(tab.barriers().await, [""; 0], "{called}, {language}, {scheme}");
        }
        tab.resize(320, 640).await;
        for percent in [100, 140] {
            tab.letters(percent).await;
            assert_eq!(
                tab.cut_off().await,
                [""; 0],
                "{called}, {language}, letters of {percent} %"
            );
        }
        tab.click(".menu summary").await;
        assert_eq!(
            tab.cut_off().await,
            [""; 0],
            "{called}, {language}, with the menu open"
        );
        tab.click(".menu summary").await;
        tab.letters(100).await;
        tab.resize(480, 800).await;
    }

    /// Looks at the page, and keeps a picture of it for the book.
    pub(super) async fn keep(&mut self, called: &str) {
        self.look(called).await;
        self.tab.picture(&format!("{called}-{}", self.language)).await;
    }

    /// Keeps a picture of the page in dark; once, since all languages look alike.
    pub(super) async fn keep_dark(&self, called: &str) {
        if self.language == "en" {
            self.tab.colours("dark").await;
            self.tab.picture(&format!("{called}-dark")).await;
            self.tab.colours("light").await;
        }
    }

    /// Keeps a picture of the page on the narrowest screen; once.
    pub(super) async fn keep_narrow(&self, called: &str) {
        if self.language == "en" {
            self.tab.resize(320, 640).await;
            self.tab.picture(&format!("{called}-narrow")).await;
            self.tab.resize(480, 800).await;
        }
    }

    /// Types name and password on the login page.
    pub(super) async fn type_password(&self) {
        self.world.clock.advance(Duration::from_secs(61));
        self.open("/login").await;
        self.tab.fill("#username", self.name).await;
        self.tab.fill("#password", PASSWORD).await;
        self.tab.submit().await;
    }

    /// Logs in with the phone.
    pub(super) async fn log_in(&self, person: &mut Person) {
        self.type_password().await;
        self.tab.text("#wait").await;
        if self.tab.path().await.ends_with("/ways") {
            self.tab.click("input[value=push]").await;
            self.tab.submit().await;
        }
        let number = self.tab.number().await;
        assert_eq!(person.phone.approve(number).await, 200);
        self.tab.text("form[action='/account/logout']").await;
    }

    /// The next mail to the reader.
    pub(super) async fn mail(&self) -> Mail {
        self.world.mail_to(&mailbox(self.name)).await
    }

    /// Ends the chapter: these are the addresses of its pages, as the router has them.
    pub(super) async fn end(self, pages: &[&str]) {
        self.tab.assert_quiet().await;
        let mut missing: BTreeSet<&str> = pages.iter().copied().collect();
        for path in &self.seen {
            let fitting = pages.iter().filter(|page| fits(page, path));
            let page = fitting.min_by_key(|page| page.matches('{').count());
            missing.remove(page.unwrap_or_else(|| panic!("{path} is not in the list of the chapter")));
        }
        assert!(missing.is_empty(), "never looked at: {missing:?}");
    }
}

/// The mailbox of somebody.
pub(super) fn mailbox(name: &str) -> String {
    format!("{name}@example.org")
}

/// Whether an address is one of a page of the router.
fn fits(page: &str, path: &str) -> bool {
    let (page, path): (Vec<&str>, Vec<&str>) = (page.split('/').collect(), path.split('/').collect());
    let same = |(page, path): (&&str, &&str)| page.starts_with('{') || page == path;
    page.len() == path.len() && page.iter().zip(&path).all(same)
}
