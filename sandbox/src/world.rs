//! The documents and users that the sandbox pretends to have: the same at every start, and never changed.

pub mod document;
pub mod draw;
pub mod element;
pub mod id;
pub mod instance;
pub mod names;
pub mod seeded;
pub mod special;
pub mod user;

use document::Document;
use id::Id;
use special::Special;
use std::collections::HashMap;
use user::User;

/// How many ordinary documents Alice owns.
pub const ALICES_DOCUMENTS: u64 = 2_100;
/// How many ordinary documents Bob owns.
pub const BOBS_DOCUMENTS: u64 = 300;

/// Everything there is.
#[derive(Debug)]
pub struct World {
    documents: HashMap<Id, Document>,
    specials: Vec<Special>,
}

impl World {
    /// Makes the world.
    pub fn seeded() -> Self {
        let (specials, documents): (Vec<_>, Vec<_>) = special::documents().into_iter().unzip();
        let documents = documents
            .into_iter()
            .chain(seeded::documents(User::Alice, ALICES_DOCUMENTS))
            .chain(seeded::documents(User::Bob, BOBS_DOCUMENTS))
            .map(|document| (document.id, document))
            .collect();
        Self { documents, specials }
    }

    /// The document of this id, whoever asks.
    pub fn document(&self, id: Id) -> Option<&Document> {
        self.documents.get(&id)
    }

    /// The document of this id, if `user` may open it.
    pub fn document_for(&self, user: User, id: Id) -> Option<&Document> {
        self.document(id).filter(|document| document.access(user).is_some())
    }

    /// Every document, in no order.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.values()
    }

    /// The demo and the awkward documents, with their keys.
    pub fn specials(&self) -> impl Iterator<Item = (&Special, &Document)> {
        self.specials.iter().filter_map(|special| Some((special, self.document(special.document)?)))
    }
}
