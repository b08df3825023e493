//! The locale files themselves: every language says everything, with the same values, in all the forms that it has.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use countersign_core::model::MailKind;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

use super::Locales;

const FILES: [&str; 18] = [
    "account.ftl",
    "certificate.ftl",
    "delegation.ftl",
    "mail.ftl",
    "main.ftl",
    "methods.ftl",
    "operators.ftl",
    "notices.ftl",
    "phone.ftl",
    "telephone.ftl",
    "terms.ftl",
    "ways.ftl",
    "passkey.ftl",
    "recovery.ftl",
    "support.ftl",
    "authenticator.ftl",
    "countries.ftl",
    "services.ftl",
];

/// The plural categories of each language (CLDR 47, cardinal).
const CATEGORIES: [(&str, &[&str]); 10] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("de", &["one", "other"]),
    ("en", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("fr", &["one", "many", "other"]),
    ("ja", &["other"]),
    ("ko", &["other"]),
    ("pt", &["one", "many", "other"]),
    ("ru", &["one", "few", "many", "other"]),
    ("zh", &["other"]),
];

/// Languages whose wording a native reader has gone through.
const READ: [&str; 1] = ["en"];

/// How the names of texts are put together where no source has them whole: how these begin.
const FAMILIES: [&str; 25] = [
    "role-",
    "admin-",
    "cert-refused-",
    "delegation-refused-",
    "delegation-ended-",
    "add-",
    "mail-",
    "acr-",
    "method-",
    "problem-",
    "login-",
    "enroll-",
    "not-found-",
    "ended-",
    "too-many-",
    "refused-",
    "unavailable-",
    "phone-",
    "state-",
    "push-",
    "weekday-",
    "country-",
    "sms-authenticator-",
    "sms-recovery-",
    "sms-temporary-",
];

/// Words that say nothing of where a link leads.
const HERE: [&str; 10] = [
    "here",
    "hier",
    "ici",
    "aquí",
    "aqui",
    "здесь",
    "هنا",
    "这里",
    "ここ",
    "여기",
];

/// Whether a text is one of a link that says nothing without the words around it: `here`, or `click here`.
fn points_at_itself(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let [.., last] = words[..] else {
        return false;
    };
    // Some scripts do not part their words.
    let is_here = |here: &&str| last == *here || (!here.is_ascii() && last.ends_with(*here));
    words.len() <= 2 && HERE.iter().any(is_here)
}

/// Apps and stores that only settings may name.
const VENDORS: [&str; 8] = [
    "forgerock",
    "google",
    "microsoft",
    "winauth",
    "authy",
    "ping ",
    "play store",
    "app store",
];

fn root(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn source(language: &str, file: &str) -> String {
    fs::read_to_string(root("locales").join(language).join(file)).unwrap()
}

/// One text: what it is made of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Text {
    variables: BTreeSet<String>,
    /// The forms that it has, by the variable that decides.
    forms: BTreeMap<String, BTreeSet<String>>,
    /// All that people can read in it.
    said: String,
}

impl Text {
    fn read(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.said.push_str(value),
                PatternElement::Placeable { expression } => self.read_expression(expression),
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<String>) {
        match expression {
            Expression::Inline(inline) => {
                if let Some(name) = variable(inline) {
                    self.variables.insert(name);
                }
            }
            Expression::Select { selector, variants } => {
                let name = variable(selector).expect("a variable selects");
                self.variables.insert(name.clone());
                let keys = variants.iter().map(|variant| match &variant.key {
                    VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key } => {
                        key.clone()
                    }
                });
                self.forms.insert(name, keys.collect());
                variants.iter().for_each(|variant| self.read(&variant.value));
            }
        }
    }
}

fn variable(inline: &InlineExpression<String>) -> Option<String> {
    match inline {
        InlineExpression::VariableReference { id } => Some(id.name.clone()),
        InlineExpression::StringLiteral { .. } => None,
        other => panic!("the files need nothing like {other:?}"),
    }
}

/// All texts of a language, in the order of its files.
fn texts(language: &str) -> Vec<(String, Text)> {
    let mut texts = Vec::new();
    for file in FILES {
        let resource = parser::parse(source(language, file)).expect("it is Fluent");
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut text = Text::default();
            text.read(&message.value.expect("a message says something"));
            texts.push((message.id.name, text));
        }
    }
    texts
}

#[test]
fn the_ten_languages_are_there() {
    let expected: Vec<&str> = CATEGORIES.iter().map(|(language, _)| *language).collect();
    assert_eq!(Locales::tags(), expected);
}

#[test]
fn every_language_says_everything_once_in_the_same_order_with_the_same_values() {
    let english = texts("en");
    let names: BTreeSet<&String> = english.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), english.len(), "a text is there twice");
    for language in Locales::tags() {
        let texts = texts(&language);
        assert_eq!(texts.len(), english.len(), "{language}");
        for ((name, text), (expected, of_english)) in texts.iter().zip(&english) {
            assert_eq!(name, expected, "{language}");
            assert_eq!(text.variables, of_english.variables, "{language}: {name}");
            assert!(
                !text.said.contains(['<', '>', '&']),
                "{language}: {name} is text, not markup"
            );
        }
    }
}

#[test]
fn a_number_has_all_the_forms_that_its_language_has() {
    for (language, categories) in CATEGORIES {
        for (name, text) in texts(language) {
            for keys in text.forms.values() {
                let words: BTreeSet<&str> = keys
                    .iter()
                    .map(String::as_str)
                    .filter(|key| key.parse::<u32>().is_err())
                    .collect();
                assert_eq!(words, categories.iter().copied().collect(), "{language}: {name}");
            }
        }
    }
}

#[test]
fn a_mail_says_that_its_link_shuts_something_out_where_it_does() {
    for language in Locales::tags() {
        let texts: BTreeMap<String, Text> = texts(&language).into_iter().collect();
        let said = |kind: MailKind| texts[&format!("mail-{}-text", kind.as_str())].said.as_str();
        // What is before the link.
        let mut added = said(MailKind::AuthenticatorAdded).rsplit("\n\n");
        let shuts_out = added.nth(2).unwrap().trim();
        assert!(shuts_out.ends_with([':', '：', '。']), "{language}: {shuts_out}");
        for kind in MailKind::ALL {
            let is_said = said(*kind).contains(shuts_out);
            assert_eq!(is_said, kind.gives(), "{language}: {}", kind.as_str());
        }
    }
}

#[test]
fn a_file_says_whether_it_awaits_a_native_reader() {
    for language in Locales::tags() {
        for file in FILES {
            let is_marked = source(&language, file).starts_with("# Awaits a native reader.");
            assert_eq!(is_marked, !READ.contains(&language.as_str()), "{language}/{file}");
        }
        if language != "en" {
            assert!(
                source(&language, "main.ftl").contains("# Words: authenticator = "),
                "{language}"
            );
        }
    }
}

#[test]
fn what_is_said_says_something_by_itself() {
    for language in Locales::tags() {
        for (name, Text { said, .. }) in texts(&language) {
            assert!(!points_at_itself(&said), "{language}: {name}");
            // A language with its own script that has none of it in a sentence was not translated.
            let sentence = said.split_whitespace().count() > 3 || said.chars().count() > 24;
            if sentence && ["ar", "ja", "ko", "ru", "zh"].contains(&language.as_str()) {
                assert!(said.chars().any(|c| c as u32 > 0x2ff), "{language}: {name}");
            }
        }
        let help = fs::read_to_string(root("help").join(format!("{language}.md"))).unwrap();
        let links = help.split('[').skip(1).filter_map(|rest| rest.split_once("]("));
        for (text, _) in links {
            assert!(!points_at_itself(text), "{language}: {text}");
        }
    }
}

/// The sources of all crates that have words for people, tests left out.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            sources(&path, found);
        } else if name.ends_with(".html") || (name.ends_with(".rs") && name != "files.rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            found.push(code.to_owned());
        }
    }
}

/// The names of texts between these marks.
fn between<'a>(text: &'a str, start: &str) -> impl Iterator<Item = &'a str> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .filter(|name| !name.contains('{'))
        .collect::<Vec<_>>()
        .into_iter()
}

#[test]
fn what_pages_and_flows_name_is_there_and_what_is_there_is_named() {
    let mut all = Vec::new();
    for folder in ["src", "templates", "../core/src"] {
        sources(&root(folder), &mut all);
    }
    let texts: BTreeMap<String, Text> = texts("en").into_iter().collect();
    for code in &all {
        let calls = [
            "words.get(",
            ".around(",
            ".counted(",
            "words.with(",
            "texts.text(language,",
        ];
        for name in calls.into_iter().flat_map(|call| between(code, call)) {
            assert!(texts.contains_key(name), "there is no text {name}");
        }
    }
    let all = all.join("\n");
    for name in texts.keys() {
        let is_named = all.contains(&format!("\"{name}\""));
        let is_of_family = FAMILIES.iter().any(|family| name.starts_with(family));
        assert!(is_named || is_of_family, "nothing says {name}");
        let is_of_page =
            name.starts_with("phone-") || name.starts_with("wait-") || name.starts_with("confirm-");
        assert!(is_named || !is_of_page, "nothing says {name}");
    }
}

#[test]
fn no_app_of_any_vendor_is_named() {
    for place in ["locales", "templates", "help"] {
        for (path, text) in files_under(&root(place)) {
            let text = text.to_lowercase();
            for vendor in VENDORS {
                assert!(!text.contains(vendor), "{} names {vendor}", path.display());
            }
        }
    }
}

/// All files under a folder.
fn files_under(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files_under(&path)
            } else {
                let text = fs::read_to_string(&path).unwrap();
                vec![(path, text)]
            }
        })
        .collect()
}

#[test]
fn values_are_filled_in_by_their_names() {
    let mut all = Vec::new();
    sources(&root("templates"), &mut all);
    let texts: BTreeMap<String, Text> = texts("en").into_iter().collect();
    for code in &all {
        for call in [".with(", ".around("] {
            for rest in code.split(call).skip(1) {
                let mut parts = rest.split('"');
                let (name, value) = (parts.nth(1).unwrap(), parts.nth(1).unwrap());
                let variables = &texts[name].variables;
                assert_eq!(variables, &BTreeSet::from([value.to_owned()]), "{name}");
            }
        }
        for name in between(code, "words.get(") {
            assert_eq!(texts[name].variables, BTreeSet::new(), "{name}");
        }
    }
}
