//! A mail, as its reader sees it.

use countersign_fakes::TakenMail;
use mail_parser::MessageParser;

/// A mail that has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Whom it says that it is from.
    pub from: String,
    /// Whom it says that it is for.
    pub to: Vec<String>,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Its name.
    pub id: String,
    /// The names of its headers, in order.
    pub headers: Vec<String>,
}

impl Mail {
    /// Reads what a mail server took.
    ///
    /// # Panics
    /// If it is no mail, or has more than plain text.
    pub fn read(taken: &TakenMail) -> Self {
        let message = MessageParser::default()
            .parse(&taken.message)
            .expect("it is a mail");
        assert_eq!(message.attachment_count(), 0);
        assert_eq!(
            message.html_body_count(),
            message.text_body_count(),
            "it is plain text"
        );
        let address = |address: Option<&mail_parser::Address<'_>>| {
            let all = address.into_iter().flat_map(|address| address.iter());
            let all = all.filter_map(|address| address.address().map(str::to_owned));
            all.collect::<Vec<_>>()
        };
        Self {
            from: address(message.from()).concat(),
            to: address(message.to()),
            subject: message.subject().expect("it has a subject").to_owned(),
            text: message.body_text(0).expect("it has a text").into_owned(),
            id: message.message_id().expect("it has a name").to_owned(),
            headers: message
                .headers()
                .iter()
                .map(|header| header.name().to_owned())
                .collect(),
        }
    }

    /// The one link in it.
    ///
    /// # Panics
    /// If there is none, or more than one.
    pub fn link(&self) -> &str {
        let links: Vec<&str> = self
            .text
            .split_whitespace()
            .filter(|word| word.starts_with("http"))
            .collect();
        let [link] = links[..] else {
            panic!("not one link: {links:?}");
        };
        link
    }
}
