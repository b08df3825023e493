//! Services of tests in which nobody is told of logouts.

use async_trait::async_trait;

use crate::port::{Services, Told};

/// Answers nothing.
#[derive(Debug, Clone, Copy)]
pub struct NoServices;

#[async_trait]
impl Services for NoServices {
    async fn tell(&self, _: &str, _: &str) -> Told {
        Told::Later {
            reason: "there are no services here".to_owned(),
        }
    }
}
