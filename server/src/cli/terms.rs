//! `countersign terms`.

use anyhow::ensure;
use serde_json::json;

use super::{Common, terminal};

/// The terms of use in force, to the byte: `sha256sum` gives the hash that acceptances name
#[derive(clap::Args)]
pub(super) struct Terms {
    /// The tag of the language, such as en; all languages with the hashes of their texts if absent
    #[arg(long)]
    language: Option<String>,
}

impl Terms {
    pub(super) fn run(self, common: &Common) -> anyhow::Result<()> {
        let settings = common.settings([])?;
        let terms = settings.terms.read(&settings.branding.language)?;
        if let Some(language) = self.language {
            let text = terms.text_in(&language);
            ensure!(
                text.language == language,
                "there is no text in {language:?}: its readers see the one in {:?}",
                text.language
            );
            terminal::put(&text.markdown);
            return Ok(());
        }
        let texts = terms.texts().iter();
        let texts = texts.map(|text| json!({"language": text.language, "sha256": text.hash}));
        let texts: Vec<_> = texts.collect();
        let said = json!({"version": terms.version, "required": terms.required, "texts": texts});
        terminal::show(&said, common.json);
        Ok(())
    }
}
