//! The whole server, from outside.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod accounts;
mod admin;
mod answers;
mod api;
mod audit_log;
mod bad_input;
mod bindings;
mod browser;
mod browser_phone;
mod certificates;
mod chaos;
mod codes;
mod copies;
mod demo;
mod deploy;
mod durability;
mod enrollment;
mod flows;
mod foreign;
mod full;
mod generations;
mod languages;
mod methods;
mod mitigations;
mod names;
mod native;
mod nodes;
mod operators;
mod passkeys;
mod phone_command;
mod policies;
mod recovery;
mod refresh;
mod relay;
mod relay_crash;
mod relay_rotation;
mod rules;
mod sabotage;
mod taint;
mod telephones;
mod terms;
mod tls;
mod waiting;
mod ways;
