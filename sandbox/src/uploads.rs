//! Files that were uploaded while the sandbox ran, in memory.

use crate::files::blobs;
use crate::state::State;
use crate::world::blob::Blob;
use crate::world::id::Id;
use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The uploads of a sandbox, by the id that their element names.
#[derive(Debug, Default)]
pub struct Uploads(Mutex<BTreeMap<Id, Bytes>>);

/// All uploads in base64, as they are saved in a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SavedUploads(BTreeMap<Id, String>);

impl Uploads {
    /// Keeps a file under this id.
    pub fn keep(&self, id: Id, bytes: Bytes) {
        self.kept().insert(id, bytes);
    }

    /// Forgets all.
    pub fn reset(&self) {
        self.kept().clear();
    }

    /// All of them, for a file.
    pub fn save(&self) -> SavedUploads {
        SavedUploads(self.kept().iter().map(|(id, bytes)| (*id, STANDARD.encode(bytes))).collect())
    }

    /// Those of a file, instead of what is there. What is not base64 is left out.
    pub fn load(&self, SavedUploads(saved): SavedUploads) {
        let decoded = |(id, text): (Id, String)| Some((id, STANDARD.decode(text).ok()?.into()));
        *self.kept() = saved.into_iter().filter_map(decoded).collect();
    }

    fn find(&self, id: Id) -> Option<Bytes> {
        self.kept().get(&id).cloned()
    }

    fn kept(&self) -> MutexGuard<'_, BTreeMap<Id, Bytes>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The bytes of a blob element, wherever they come from: made by the sandbox, uploaded, or stored by a translation.
pub fn bytes(state: &State, blob: &Blob) -> Option<Vec<u8>> {
    let Blob::Stored { file, .. } = blob else { return blobs::bytes(blob) };
    let uploaded = state.uploads.find(*file).map(|bytes| bytes.to_vec());
    uploaded.or_else(|| state.translations.find(*file)?.file(state))
}
