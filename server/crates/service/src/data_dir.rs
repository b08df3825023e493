//! The data directory: one server at a time, and files for nobody else.

use std::{
    fs::{DirBuilder, File, OpenOptions, TryLockError},
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

/// An open data directory.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    /// Locked as long as this lives; the kernel lets go of it when the process ends, however it ends.
    _lock: File,
}

impl DataDir {
    /// Makes the directory if it is missing, and locks it.
    ///
    /// # Errors
    /// If it cannot be used, or another process holds its lock.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let context = || format!("the data directory {} cannot be used", path.display());
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(context)?;
        let lock = lock(&path.join("lock")).with_context(context)?;
        let Some(lock) = lock else {
            bail!(
                "the data directory {} is in use by another server",
                path.display()
            )
        };
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The whole of a file, which `make` writes if it is missing. Nobody but the owner can read it.
    ///
    /// # Errors
    /// If it can be neither read nor written.
    pub fn read_or_make(&self, name: &str, make: impl FnOnce() -> String) -> anyhow::Result<String> {
        let path = self.path.join(name);
        if !path.exists() {
            let context = || format!("{} cannot be written", path.display());
            let new = self.path.join(format!("{name}.new"));
            let mut file = OpenOptions::new()
                .create(true)
                .truncate(true)
                .write(true)
                .mode(0o600)
                .open(&new)?;
            file.write_all(make().as_bytes())
                .and_then(|()| file.sync_all())
                .with_context(context)?;
            // A crash leaves either no file or the whole file.
            std::fs::rename(&new, &path).with_context(context)?;
            File::open(&self.path)
                .and_then(|dir| dir.sync_all())
                .with_context(context)?;
        }
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    }
}

/// Locks the database itself: settings may name one outside the data directory, and what a server has in memory is right
/// only while nobody else writes.
///
/// # Errors
/// If it cannot be locked, or another process holds its lock.
pub fn lock_database(path: &Path) -> anyhow::Result<File> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    let lock = lock(Path::new(&beside))
        .with_context(|| format!("the database {} cannot be locked", path.display()))?;
    lock.with_context(|| format!("the database {} is in use by another server", path.display()))
}

/// The locked file, or nothing if another process holds its lock.
fn lock(path: &Path) -> std::io::Result<Option<File>> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_second_server_is_refused_and_the_first_one_keeps_its_keys() {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("data");
        let first = DataDir::open(&path).unwrap();
        let error = DataDir::open(&path).unwrap_err().to_string();
        assert!(error.contains("in use by another server"), "{error}");
        assert_eq!(first.read_or_make("key", || "one".to_owned()).unwrap(), "one");
        let database = dir.path().join("elsewhere.db");
        let held = lock_database(&database).unwrap();
        let error = lock_database(&database).unwrap_err().to_string();
        assert!(error.contains("in use by another server"), "{error}");
        drop((first, held));
        let again = DataDir::open(&path).unwrap();
        assert_eq!(again.read_or_make("key", || "two".to_owned()).unwrap(), "one");
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&path.join("key"))), (0o700, 0o600));
    }
}
