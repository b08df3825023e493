//! Words for the terminal.

use serde_json::Value;

/// One line of output.
#[expect(clippy::print_stdout, reason = "this is what a command prints")]
pub fn say(text: &str) {
    println!("{text}");
}

/// Output to the byte.
#[expect(clippy::print_stdout, reason = "this is what a command prints")]
pub fn put(text: &str) {
    print!("{text}");
}

/// What went wrong in `program`.
#[expect(clippy::print_stderr, reason = "this is what a command prints")]
pub fn complain(program: &str, error: &anyhow::Error) {
    eprintln!("{program}: {error:#}");
}

/// An answer: JSON for programs, lines for people.
pub fn show(answer: &Value, json: bool) {
    if json {
        say(&answer.to_string());
        return;
    }
    match answer {
        Value::Array(rows) if rows.is_empty() => say("none"),
        Value::Array(rows) => rows.iter().for_each(|row| say(&line(row))),
        Value::Object(fields) => {
            let width = fields.keys().map(String::len).max().unwrap_or(0);
            fields
                .iter()
                .for_each(|(name, value)| say(&format!("{name:width$}  {}", word(value))));
        }
        other => say(&word(other)),
    }
}

fn line(row: &Value) -> String {
    match row {
        Value::Object(fields) => {
            let shown = fields.iter().filter(|(_, value)| !value.is_null());
            shown
                .map(|(name, value)| format!("{name}={}", word(value)))
                .collect::<Vec<_>>()
                .join("  ")
        }
        other => word(other),
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    }
}
