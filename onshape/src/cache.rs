//! What is kept of Onshape's answers, and for whom.
//!
//! Answers are kept for each user by themselves. What a version or a microversion names never changes: it is kept on
//! disk, bounded, and what was used last stays longest. What a workspace names is kept under the microversion that the
//! workspace was at. Lists are kept for a short time, and so is the answer that there is nothing.
//!
//! A user gets what is kept about a document only after a call of their own on that document succeeded within
//! [`ACCESS`]; a refusal drops all that is kept about it for that user. For a model, a definition and whatever else is
//! large, that call must be newer than the last time that it was given away: opening a document asks where it is, which
//! will do, and where nobody asked, a small call is made first.

mod access;
mod disk;
mod flights;
mod key;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use moka::sync::Cache as Memory;

pub(crate) use access::Access;
pub(crate) use flights::Flights;
pub(crate) use key::Key;

use crate::{
    ApiSettings, DocumentId, Error, Now,
    answer::Answer,
    api::Lasts,
    request::{Keep, Kind, Request},
};

/// For how long a call that succeeded shows that the user may see a document.
pub const ACCESS: Duration = Duration::from_mins(10);

/// For how long the answer is kept that there is nothing, or nothing for this user.
const NOTHING: Duration = Duration::from_secs(5);

/// The same of pictures, which Onshape makes after the fact.
const NO_PICTURE: Duration = Duration::from_secs(30);

/// How many tabs may open a document at once before the first of them asks for what is in it.
const SAVED_LOOKS: u64 = 20;

/// Bytes that take about a millisecond to look through.
const LARGE: usize = 1 << 20;

/// What an entry takes beside its bytes.
const OVERHEAD: usize = 256;

pub(crate) struct Cache {
    pub access: Access,
    now: Now,
    memory: Memory<Key, Entry>,
    disk: Option<disk::Disk>,
}

#[derive(Clone)]
struct Entry {
    answer: Result<Arc<Answer>, Error>,
    until: Option<Timestamp>,
    /// How many of the user's looks at the document it was given away for.
    given: Arc<AtomicU64>,
    /// Of which user about which document.
    about: Option<(Arc<str>, DocumentId)>,
}

/// Looks through large answers where nobody else waits.
async fn is_whole(answer: &Arc<Answer>, kind: Kind) -> bool {
    if answer.bytes.len() < LARGE {
        return answer.is_whole(kind);
    }
    let answer = answer.clone();
    tokio::task::spawn_blocking(move || answer.is_whole(kind)).await.unwrap_or(false)
}

impl Cache {
    pub fn new(settings: &ApiSettings) -> Self {
        let weigh = |_: &Key, entry: &Entry| {
            let bytes = entry.answer.as_ref().map_or(0, |answer| answer.bytes.len());
            u32::try_from(bytes + OVERHEAD).unwrap_or(u32::MAX)
        };
        let memory = Memory::builder()
            .max_capacity(settings.memory_bytes)
            .weigher(weigh)
            .support_invalidation_closures()
            .build();
        let disk = settings.cache_folder.clone().map(|folder| disk::Disk::new(folder, settings.disk_bytes));
        let now = settings.now.clone();
        Self { access: Access::new(now.clone()), now, memory, disk }
    }

    /// What is kept, whether or not the user may have it (see [`Access::is_recent`]).
    pub async fn get(&self, key: &Key) -> Option<Result<Arc<Answer>, Error>> {
        if let Some(entry) = self.memory.get(key) {
            if entry.until.is_none_or(|until| until > (self.now)()) {
                return Some(entry.answer);
            }
            self.memory.invalidate(key);
            return None;
        }
        let answer = Arc::new(self.disk.as_ref()?.read(key).await?);
        let given = Arc::new(AtomicU64::new(0));
        let entry = Entry { answer: Ok(answer.clone()), until: None, given, about: key.about() };
        self.memory.insert(key.clone(), entry);
        Some(Ok(answer))
    }

    /// Keeps an answer. Of the errors only [`Error::NotAccessible`] is kept, for a moment.
    pub async fn put(&self, key: Key, answer: &Result<Arc<Answer>, Error>, lasts: Lasts, request: &Request) {
        let time = match (answer, lasts) {
            (Ok(_), Lasts::ForGood) => None,
            (Ok(_), Lasts::For(time)) => Some(time),
            (Err(Error::NotAccessible), _) if request.kind == Kind::Picture => Some(NO_PICTURE),
            (Err(Error::NotAccessible), _) => Some(NOTHING),
            (Err(_), _) => return,
        };
        let until = time.and_then(|time| (self.now)().checked_add(time).ok());
        if let Ok(answer) = answer
            && !is_whole(answer, request.kind).await
        {
            return;
        }
        // Where a workspace is must be asked anew, also after a refusal.
        if answer.is_err() && matches!(request.keep, Keep::Briefly(_)) {
            return;
        }
        if let (Ok(answer), None, Some(disk)) = (answer, until, &self.disk) {
            disk.write(&key, answer).await;
        }
        // One look led to this; others that came at the same time may still ask for it.
        let looks = self.looks(&key);
        let given = Arc::new(AtomicU64::new(looks.saturating_sub(SAVED_LOOKS).max(looks.min(1))));
        let entry = Entry { answer: answer.clone(), until, given, about: key.about() };
        self.memory.insert(key, entry);
    }

    /// Whether the user looked at the document since the answer was given away last; then it is given away now.
    pub fn may_give(&self, key: &Key) -> bool {
        let (looks, Some(entry)) = (self.looks(key), self.memory.get(key)) else { return false };
        let given = entry.given.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |given| {
            // Looks that were not followed by anything are not saved up for long.
            (given < looks).then(|| (given + 1).max(looks.saturating_sub(SAVED_LOOKS)))
        });
        given.is_ok()
    }

    fn looks(&self, key: &Key) -> u64 {
        key.about().map_or(0, |(user, document)| self.access.looks(&user, &document))
    }

    /// The user may not see the document, or not any more.
    pub fn refused(&self, user: &Arc<str>, document: &DocumentId) {
        self.access.refused(user, document);
        let (user, document) = (user.clone(), document.clone());
        if let Some(disk) = &self.disk {
            disk.forget(&user, &document);
        }
        let about = Some((user, document));
        // An error says only that closures are not supported, which they are.
        let _ =
            self.memory.invalidate_entries_if(move |_, entry| entry.answer.is_ok() && entry.about == about);
    }
}
