//! Every page, every push, in the language of whoever reads it.

mod choice;
mod letters;
mod pages;

pub(crate) use pages::frame;
