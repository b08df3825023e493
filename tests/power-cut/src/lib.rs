#![doc = include_str!("../README.md")]
#![cfg(target_os = "linux")]

use std::{
    collections::HashMap,
    env,
    ffi::{CString, OsStr},
    os::{
        raw::{c_int, c_void},
        unix::ffi::{OsStrExt, OsStringExt},
    },
    path::{Path, PathBuf},
    ptr,
    sync::{LazyLock, Mutex, PoisonError},
};

use libc::{off_t, size_t, ssize_t};

/// What was done to a file since it was last synced, in order.
enum Change {
    Write(off_t, Vec<u8>),
    Truncate(off_t),
}

/// The watched folder, the image's folder, and what a power cut would undo.
struct Watched {
    files: PathBuf,
    image: PathBuf,
    unsynced: Mutex<HashMap<PathBuf, Vec<Change>>>,
}

static WATCHED: LazyLock<Option<Watched>> = LazyLock::new(|| {
    Some(Watched {
        files: env::var_os("POWER_CUT_FILES")?.into(),
        image: env::var_os("POWER_CUT_IMAGE")?.into(),
        unsynced: Mutex::default(),
    })
});

impl Watched {
    fn remember(&self, file: &Path, change: Change) {
        let mut unsynced = self.unsynced.lock().unwrap_or_else(PoisonError::into_inner);
        unsynced.entry(file.to_owned()).or_default().push(change);
    }

    /// Brings what was remembered of a file to the image. Nobody writes to it meanwhile without being remembered.
    fn synced(&self, file: &Path) {
        let mut unsynced = self.unsynced.lock().unwrap_or_else(PoisonError::into_inner);
        let changes = unsynced.remove(file).unwrap_or_default();
        let Ok(path) = CString::new(self.image.join(file).as_os_str().as_bytes()) else {
            return;
        };
        // SAFETY: the path ends with a zero; the descriptor is used and closed here alone. System calls go around the
        // functions below, which stand in for those of the C library.
        unsafe {
            let image = libc::syscall(
                libc::SYS_openat,
                libc::AT_FDCWD,
                path.as_ptr(),
                libc::O_WRONLY | libc::O_CREAT | libc::O_CLOEXEC,
                0o600,
            );
            for change in changes {
                match change {
                    Change::Write(at, bytes) => {
                        libc::syscall(libc::SYS_pwrite64, image, bytes.as_ptr(), bytes.len(), at);
                    }
                    Change::Truncate(length) => {
                        libc::syscall(libc::SYS_ftruncate, image, length);
                    }
                }
            }
            libc::syscall(libc::SYS_close, image);
        }
    }
}

/// The watched folder and the name in it of the file behind a descriptor, if it is there.
fn watched(fd: c_int) -> Option<(&'static Watched, PathBuf)> {
    let watched = WATCHED.as_ref()?;
    let link = CString::new(format!("/proc/self/fd/{fd}")).ok()?;
    let mut path = vec![0_u8; 4096];
    // SAFETY: the buffer is as long as is said.
    let length = unsafe {
        libc::syscall(
            libc::SYS_readlinkat,
            libc::AT_FDCWD,
            link.as_ptr(),
            path.as_mut_ptr(),
            path.len(),
        )
    };
    path.truncate(usize::try_from(length).ok()?);
    let path = PathBuf::from(std::ffi::OsString::from_vec(path));
    let name = path.strip_prefix(&watched.files).ok()?;
    // Shared memory of the database: no disk ever sees it as it is.
    let shared = name.as_os_str().as_bytes().ends_with(b"-shm");
    (!shared).then(|| (watched, name.to_owned()))
}

fn remember_write(fd: c_int, from: *const c_void, written: ssize_t, at: off_t) {
    let Ok(length) = usize::try_from(written) else {
        return;
    };
    if let Some((watched, file)) = watched(fd) {
        // SAFETY: the system has just read as many bytes from there.
        let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), length) };
        watched.remember(&file, Change::Write(at, bytes.to_vec()));
    }
}

/// Stands in for `pwrite(2)`.
///
/// # Safety
/// As for `pwrite(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite(fd: c_int, from: *const c_void, length: size_t, at: off_t) -> ssize_t {
    // SAFETY: passed on as it came.
    let written = unsafe { libc::syscall(libc::SYS_pwrite64, fd, from, length, at) };
    let written = written as ssize_t;
    remember_write(fd, from, written, at);
    written
}

/// Stands in for `pwrite64(2)`.
///
/// # Safety
/// As for `pwrite64(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite64(fd: c_int, from: *const c_void, length: size_t, at: off_t) -> ssize_t {
    // SAFETY: passed on as it came.
    unsafe { pwrite(fd, from, length, at) }
}

/// Stands in for `write(2)`.
///
/// # Safety
/// As for `write(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(fd: c_int, from: *const c_void, length: size_t) -> ssize_t {
    // SAFETY: passed on as it came.
    let written = unsafe { libc::syscall(libc::SYS_write, fd, from, length) } as ssize_t;
    // SAFETY: asks only where the descriptor stands; that of a socket stands nowhere.
    let end = unsafe { libc::syscall(libc::SYS_lseek, fd, 0, libc::SEEK_CUR) };
    if written > 0 && end >= 0 {
        remember_write(fd, from, written, end - written as off_t);
    }
    written
}

/// Stands in for `ftruncate(2)`.
///
/// # Safety
/// As for `ftruncate(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate(fd: c_int, length: off_t) -> c_int {
    // SAFETY: passed on as it came.
    let done = unsafe { libc::syscall(libc::SYS_ftruncate, fd, length) } as c_int;
    if let (0, Some((watched, file))) = (done, watched(fd)) {
        watched.remember(&file, Change::Truncate(length));
    }
    done
}

/// Stands in for `ftruncate64(2)`.
///
/// # Safety
/// As for `ftruncate64(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate64(fd: c_int, length: off_t) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { ftruncate(fd, length) }
}

/// Stands in for `fsync(2)`.
///
/// # Safety
/// As for `fsync(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fsync(fd: c_int) -> c_int {
    sync(fd, libc::SYS_fsync)
}

/// Stands in for `fdatasync(2)`.
///
/// # Safety
/// As for `fdatasync(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fdatasync(fd: c_int) -> c_int {
    sync(fd, libc::SYS_fdatasync)
}

fn sync(fd: c_int, call: libc::c_long) -> c_int {
    // SAFETY: a descriptor that is none makes the system say so.
    let done = unsafe { libc::syscall(call, fd) } as c_int;
    if let (0, Some((watched, file))) = (done, watched(fd)) {
        watched.synced(&file);
    }
    done
}

/// Stands in for `unlink(2)`. Names are thought to be gone at once: file systems keep the order of such changes.
///
/// # Safety
/// As for `unlink(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unlink(path: *const libc::c_char) -> c_int {
    // SAFETY: passed on as it came.
    let done = unsafe { libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, path, 0) } as c_int;
    if let (0, Some(watched), false) = (done, WATCHED.as_ref(), ptr::eq(path, ptr::null())) {
        // SAFETY: the system has just read it as a path.
        let path = unsafe { std::ffi::CStr::from_ptr(path) };
        if let Ok(name) = Path::new(OsStr::from_bytes(path.to_bytes())).strip_prefix(&watched.files) {
            let mut unsynced = watched.unsynced.lock().unwrap_or_else(PoisonError::into_inner);
            unsynced.remove(name);
            if let Ok(image) = CString::new(watched.image.join(name).as_os_str().as_bytes()) {
                // SAFETY: the path ends with a zero.
                unsafe { libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, image.as_ptr(), 0) };
            }
        }
    }
    done
}
