//! The rules that nothing may break, as far as they show from outside. Each test is named after its rule, and breaking one
//! rule must turn only its own tests red (see CONTRIBUTING.md).

mod approvals;
mod bounds;
mod decisions;
mod guesses;
mod owners;
mod pages;
mod pushes;
mod scopes;
mod suspension;
mod tenants;
mod vendors;
