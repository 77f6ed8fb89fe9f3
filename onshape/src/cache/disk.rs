//! Answers that never change, as files: a folder for each user, in it one for each document.
//!
//! A file's first line is the content type, the rest is the answer. Whatever fails here costs a call, nothing else.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread::JoinHandle,
    time::SystemTime,
};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::Key;
use crate::{DocumentId, answer::Answer};

/// Clearing goes on until so much is used, in percent.
const CLEARED: u64 = 80;

pub(super) struct Disk(Arc<Folder>);

struct Folder {
    path: PathBuf,
    limit: u64,
    /// Bytes, as far as is known.
    used: AtomicU64,
}

impl Disk {
    /// There may be hundreds of thousands of files: nobody waits for them to be counted.
    pub fn new(path: PathBuf, limit: u64) -> Self {
        Self::counting(path, limit).0
    }

    fn counting(path: PathBuf, limit: u64) -> (Self, JoinHandle<()>) {
        let folder = Arc::new(Folder { path, limit, used: AtomicU64::new(0) });
        let (counted, started) = (folder.clone(), SystemTime::now());
        let counting = std::thread::spawn(move || {
            // What is written meanwhile is counted as it is written.
            let files = counted.files().into_iter().filter(|file| file.used_at < started);
            counted.used.fetch_add(files.map(|file| file.size).sum(), Ordering::Relaxed);
        });
        (Self(folder), counting)
    }

    pub async fn read(&self, key: &Key) -> Option<Answer> {
        let path = self.0.file(key);
        tokio::task::spawn_blocking(move || read(&path)).await.ok()?
    }

    pub async fn write(&self, key: &Key, answer: &Answer) {
        let (folder, path, answer) = (self.0.clone(), self.0.file(key), answer.clone());
        let written = tokio::task::spawn_blocking(move || folder.write(&path, &answer)).await;
        if let Ok(Err(error)) = written {
            tracing::warn!(%error, "an answer could not be kept on disk: {error}");
        }
    }

    /// Deletes what is kept of a document for a user.
    pub fn forget(&self, user: &str, document: &DocumentId) {
        // What is left of it is found out when it is used.
        let _ = fs::remove_dir_all(self.0.place(user, Some(document)));
    }
}

impl Folder {
    fn place(&self, user: &str, document: Option<&DocumentId>) -> PathBuf {
        let user = hex::encode(Sha256::digest(user.as_bytes()));
        let user = self.path.join(user.get(..24).unwrap_or_default());
        user.join(document.map_or("-", DocumentId::as_str))
    }

    fn file(&self, key: &Key) -> PathBuf {
        self.place(key.user(), key.document()).join(key.to_string())
    }

    fn write(&self, path: &Path, answer: &Answer) -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(&self.path);
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        let content_type = answer.content_type.as_deref().unwrap_or_default();
        writeln!(file, "{content_type}")?;
        file.write_all(&answer.bytes)?;
        file.persist(path)?;
        let size = answer.bytes.len() as u64;
        if self.used.fetch_add(size, Ordering::Relaxed) + size > self.limit {
            self.clear();
        }
        Ok(())
    }

    /// Deletes what was not used for longest.
    fn clear(&self) {
        let mut files = self.files();
        files.sort_by_key(|file| file.used_at);
        let mut used: u64 = files.iter().map(|file| file.size).sum();
        for file in files {
            if used <= self.limit / 100 * CLEARED {
                break;
            }
            if fs::remove_file(&file.path).is_ok() {
                used = used.saturating_sub(file.size);
            }
        }
        self.used.store(used, Ordering::Relaxed);
    }

    fn files(&self) -> Vec<Kept> {
        let inside = |path: &Path| fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
        let documents = inside(&self.path).flat_map(|user| inside(&user.path()).collect::<Vec<_>>());
        let files = documents.flat_map(|document| inside(&document.path()).collect::<Vec<_>>());
        files
            .filter_map(|file| {
                let about = file.metadata().ok()?;
                let used_at = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                Some(Kept { path: file.path(), size: about.len(), used_at })
            })
            .collect()
    }
}

struct Kept {
    path: PathBuf,
    size: u64,
    used_at: SystemTime,
}

fn read(path: &Path) -> Option<Answer> {
    let bytes = Bytes::from(fs::read(path).ok()?);
    // When it was used last is when it was written last: most disks do not note down reading.
    if let Ok(file) = File::options().append(true).open(path) {
        let _ = file.set_modified(SystemTime::now());
    }
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let content_type = std::str::from_utf8(bytes.get(..end)?).ok()?.to_owned();
    let content_type = Some(content_type).filter(|text| !text.is_empty());
    Some(Answer { content_type, bytes: bytes.slice(end + 1..) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(document: &str, url: &str) -> Key {
        let request = crate::request::Request::get("getDocument", &[]).about(&document.parse().unwrap());
        Key::of(&Arc::from("alice"), "", &request, &url.parse().unwrap(), "")
    }

    fn answer(bytes: usize) -> Answer {
        Answer { content_type: Some("image/png".into()), bytes: vec![7; bytes].into() }
    }

    const DOCUMENT: &str = "e60c4803eaf2ac8be492c18e";

    #[tokio::test]
    async fn what_was_not_used_for_longest_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        let (disk, counting) = Disk::counting(folder.path().to_owned(), 1_000);
        counting.join().unwrap();
        let keys: Vec<_> = (0..4).map(|n| key(DOCUMENT, &format!("https://x.example/{n}"))).collect();
        for (number, key) in keys.iter().enumerate().take(3) {
            disk.write(key, &answer(300)).await;
            let at = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(number as u64);
            File::options().append(true).open(disk.0.file(key)).unwrap().set_modified(at).unwrap();
        }
        assert!(disk.read(&keys[0]).await.is_some(), "used");
        disk.write(&keys[3], &answer(300)).await;
        let mut kept = Vec::new();
        for key in &keys {
            kept.push(disk.read(key).await.is_some());
        }
        assert_eq!(kept, [true, false, false, true]);
    }

    #[tokio::test]
    async fn what_is_kept_is_there_after_a_restart_and_is_forgotten_by_document() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (key(DOCUMENT, "https://x.example/"), key(&"a".repeat(24), "https://x.example/"));
        let disk = Disk::new(folder.path().to_owned(), 1_000);
        disk.write(&one, &answer(3)).await;
        disk.write(&other, &answer(3)).await;
        let disk = Disk::new(folder.path().to_owned(), 1_000);
        assert_eq!(disk.read(&one).await.unwrap().bytes, answer(3).bytes);
        disk.forget("alice", &DOCUMENT.parse().unwrap());
        assert!(disk.read(&one).await.is_none() && disk.read(&other).await.is_some());
    }
}
