//! The documents, companies and users that the sandbox pretends to have: the same at every start with the same seed.

pub mod assemblies;
pub mod blob;
pub mod company;
pub mod derived;
pub mod document;
pub mod draw;
pub mod element;
pub mod enterprise;
pub mod explored;
pub mod folder;
pub mod id;
pub mod instance;
pub mod names;
pub mod past;
pub mod permission;
pub mod placed;
pub mod rack;
pub mod saved;
pub mod scenario;
pub mod seeded;
pub mod special;
pub mod structure;
pub mod timeline;
pub mod user;

use company::Company;
use document::{Document, Owner};
use folder::Folder;
use id::Id;
use scenario::Scenario;
use special::Special;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use user::User;

/// Everything there is.
#[derive(Debug)]
pub struct World {
    scenario: Scenario,
    seed: u64,
    documents: HashMap<Id, Arc<Document>>,
    specials: Vec<Special>,
    companies: Vec<Company>,
    folders: Vec<Folder>,
    /// Documents that are not as they were seeded: changed, made, or gone.
    touched: HashSet<Id>,
    made: u64,
}

impl World {
    /// Makes the world of a scenario. Another seed gives other names, ids and dates to the ordinary documents.
    pub fn seeded(scenario: Scenario, seed: u64) -> Self {
        let seeds = seeded::of(scenario, seed);
        Self {
            scenario,
            seed,
            documents: seeds
                .documents
                .into_iter()
                .map(|document| (document.id, Arc::new(document)))
                .collect(),
            specials: seeds.specials,
            companies: seeds.companies,
            folders: seeds.folders,
            touched: HashSet::new(),
            made: 0,
        }
    }

    /// Another world, or the same as it was. What it makes has ids of its own: somebody may have kept what this one made.
    #[must_use]
    pub fn seeded_anew(&self, scenario: Scenario, seed: u64) -> Self {
        Self { made: self.made, ..Self::seeded(scenario, seed) }
    }

    /// What it was seeded as.
    pub fn scenario(&self) -> (Scenario, u64) {
        (self.scenario, self.seed)
    }

    /// The document of this id, whoever asks.
    pub fn document(&self, id: Id) -> Option<Arc<Document>> {
        self.documents.get(&id).cloned()
    }

    /// The document of this id, if `user` may open it.
    pub fn document_for(&self, user: User, id: Id) -> Option<Arc<Document>> {
        self.document(id).filter(|document| document.access(user).is_some())
    }

    /// Every document, in no order.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.documents.values()
    }

    /// The demo and the awkward documents, with their keys.
    pub fn specials(&self) -> impl Iterator<Item = (&Special, Arc<Document>)> {
        self.specials.iter().filter_map(|special| Some((special, self.document(special.document)?)))
    }

    /// The companies.
    pub fn companies(&self) -> &[Company] {
        &self.companies
    }

    /// The company of this id.
    pub fn company(&self, id: Id) -> Option<&Company> {
        self.companies.iter().find(|company| company.id == id)
    }

    /// Where `user` works.
    pub fn companies_of(&self, user: User) -> impl Iterator<Item = &Company> {
        self.companies.iter().filter(move |company| company.employs(user))
    }

    /// The company that owns the document, if one does.
    pub fn owner_company(&self, document: &Document) -> Option<&Company> {
        match document.owner {
            Owner::Company(id) => self.company(id),
            Owner::User(_) => None,
        }
    }

    /// The folders.
    pub fn folders(&self) -> &[Folder] {
        &self.folders
    }

    /// Changes a document; nothing when there is none of this id.
    pub fn change<T>(&mut self, id: Id, change: impl FnOnce(&mut Document) -> T) -> Option<T> {
        let document = self.documents.get_mut(&id)?;
        self.touched.insert(id);
        Some(change(Arc::make_mut(document)))
    }

    /// Adds a document.
    pub fn add(&mut self, document: Document) {
        self.touched.insert(document.id);
        self.documents.insert(document.id, Arc::new(document));
    }

    /// Takes a document away for good.
    pub fn remove(&mut self, id: Id) {
        self.touched.insert(id);
        self.documents.remove(&id);
    }

    /// An id that nothing has.
    pub fn fresh(&mut self, kind: &str) -> Id {
        self.made += 1;
        Id::of(kind, format_args!("made/{}/{}", self.seed, self.made))
    }
}
