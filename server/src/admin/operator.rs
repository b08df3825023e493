//! The commands about operators.

use anyhow::anyhow;
use countersign_core::{
    Ctx, FlowError,
    flow::manage_operators::{appoint, dismiss, list_operators},
    model::{MailAddress, Operator, Role, User},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A command about operators.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each says what `countersign operator --help` says")]
pub enum OperatorCommand {
    Add {
        name: String,
        role: String,
        email: Option<String>,
    },
    List,
    Remove {
        name: String,
    },
}

/// Carries it out.
pub(super) async fn run(ctx: &Ctx, command: OperatorCommand) -> anyhow::Result<Value> {
    match command {
        OperatorCommand::Add { name, role, email } => {
            let role = self::role(&role)?;
            let email = email.map(|text| MailAddress::parse(&text)).transpose()?;
            let appointed = appoint(ctx, &name, email, role).await.map_err(said)?;
            let mut shown = operator_json(&appointed.user, &appointed.operator);
            shown["link"] = json!(appointed.link);
            Ok(shown)
        }
        OperatorCommand::List => {
            let operators = list_operators(ctx).await.map_err(said)?;
            Ok(operators
                .iter()
                .map(|(user, operator)| operator_json(user, operator))
                .collect())
        }
        OperatorCommand::Remove { name } => {
            let (user, operator) = dismiss(ctx, &name).await.map_err(said)?;
            Ok(operator_json(&user, &operator))
        }
    }
}

/// The role of a word.
pub(super) fn role(word: &str) -> anyhow::Result<Role> {
    Role::from_word(word).ok_or_else(|| anyhow!("there is no such role"))
}

fn said(error: FlowError) -> anyhow::Error {
    match error {
        FlowError::NotFound => anyhow!("there is no operator of this name"),
        FlowError::AlreadyExists => anyhow!("this name is taken, or looks like one that is"),
        other => other.into(),
    }
}

fn operator_json(user: &User, operator: &Operator) -> Value {
    json!({
        "name": user.name,
        "number": user.number,
        "role": operator.role.as_str(),
        "since": operator.created_at.to_string(),
    })
}
