//! `[logos]`: pictures of services, read once, when the server starts.

use std::{collections::BTreeMap, fs::File, io::Read, path::PathBuf};

use anyhow::Context;
use countersign_core::model::ClientId;
use countersign_web::Logo;

/// The pictures in these files, by the clients whose they are.
///
/// # Errors
/// What is wrong with a file.
pub(super) fn read(files: &BTreeMap<String, PathBuf>) -> anyhow::Result<BTreeMap<ClientId, Logo>> {
    let logos = files.iter().map(|(client, path)| {
        let name = || format!("setting logos.{client}: {}", path.display());
        let mut bytes = Vec::new();
        // One byte more than is borne tells that there are too many.
        let most = u64::try_from(Logo::MAX_BYTES)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let file = File::open(path).with_context(|| format!("{} cannot be read", name()))?;
        file.take(most)
            .read_to_end(&mut bytes)
            .with_context(|| format!("{} cannot be read", name()))?;
        let logo = Logo::read(bytes).with_context(name)?;
        Ok((ClientId::new(client.as_str()), logo))
    });
    logos.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_shown_is_named_with_its_setting() {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("shop.svg");
        let files = BTreeMap::from([("shop".to_owned(), path.clone())]);
        let refused = || format!("{:#}", read(&files).unwrap_err());
        assert!(refused().starts_with("setting logos.shop: "), "{}", refused());
        assert!(refused().contains("cannot be read"), "{}", refused());
        std::fs::write(&path, "<svg/>").unwrap();
        assert!(refused().ends_with("is neither PNG nor WebP"), "{}", refused());
        std::fs::write(&path, vec![0; 1_000_000]).unwrap();
        assert!(refused().ends_with("has more than 32768 bytes"), "{}", refused());
        std::fs::write(&path, b"\x89PNG\r\n\x1a\n").unwrap();
        assert_eq!(read(&files).unwrap().len(), 1);
    }
}
