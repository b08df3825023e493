//! The whole way of a person through the product, in Chromium: from no account to every method, and back from a lost phone.

mod keyboard;
mod loss;
mod person;
mod whole;
