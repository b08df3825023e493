//! Every page, every push, in the language of whoever reads it.

mod accounts;
mod choice;
mod letters;
mod mails;
mod pages;

pub(crate) use pages::frame;
