//! A command-line phone.
