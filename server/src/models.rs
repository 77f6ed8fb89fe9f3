//! Models and drawings: found in the store, or made of what Onshape exports or has been given.

mod export;

use std::{sync::Arc, time::Duration};

use app::{
    answer::{Answer, Problem},
    ssr::Caller,
};
use models::{Failure, Form, Kept, Limits, ModelError, ModelKey, ModelStore, News, Stored, Workshop};
use onshape::{Client, Document, DocumentAt, ElementAt, Error, MicroversionId, Wvm};
use tokio::sync::{Semaphore, watch};

use export::Export;

/// What the folder of models may hold.
const MOST_BYTES: u64 = 8 << 30;

/// What kind of element it is: each comes out of Onshape in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Exported at once.
    PartStudio,
    /// Exported by a translation.
    Assembly,
    /// An uploaded file, and the form that its name promises.
    Blob(Option<Form>),
    /// Translated to PDF.
    Drawing,
}

/// Which model, or which drawing.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    /// Where the element is, and in which configuration.
    pub(crate) element: ElementAt,
    /// What the element is.
    pub(crate) kind: Kind,
    /// The state in which the caller knows a workspace, so that nobody has to be asked.
    pub(crate) known: Option<MicroversionId>,
}

/// Why there is no model to see.
#[derive(Debug, Clone)]
pub(crate) enum NoModel {
    /// Whoever asks is signed out.
    SignedOut,
    /// Onshape, or this server, has a trouble that users know from elsewhere.
    Problem(Problem),
    /// It is closed to this user, in this form.
    MayNotExport,
    /// Onshape hands out uploaded files of workspaces only.
    OnlyInWorkspaces,
    /// Onshape translates in workspaces and versions only.
    NotInHistory,
    /// Onshape does not take the configuration.
    Configuration,
    /// Onshape tried, and gave up, for this reason, where it says one.
    NotExported(Option<String>),
    /// What Onshape exported has more than so many megabytes.
    TooLarge { megabytes: u64 },
    /// What Onshape exported is nothing to show.
    Unshowable(ModelError),
}

impl From<&Failure<NoModel>> for NoModel {
    fn from(failure: &Failure<NoModel>) -> Self {
        match failure {
            Failure::Source(no_model) => no_model.clone(),
            Failure::Lost(_) | Failure::Crashed => Self::Problem(Problem::Internal),
            Failure::Model(error) => Self::Unshowable(*error),
        }
    }
}

/// Whether files may be taken out of a document by who was given it. One that says nothing of permissions counts as
/// open: Onshape itself refuses an export, but nobody what is stored.
pub(crate) fn may_export(document: &Document) -> bool {
    document.permission_set.is_empty() || document.permission_set.iter().any(|may| may == "EXPORT")
}

/// Asks Onshape in this caller's name.
async fn ask<T, F>(caller: &Caller, call: impl Fn(Client) -> F) -> Result<T, NoModel>
where
    F: Future<Output = Result<T, Error>>,
{
    match caller.ask(call).await {
        Ok(Answer::Here(answer)) => Ok(answer),
        Ok(Answer::NotYou) => Err(NoModel::SignedOut),
        Ok(Answer::Problem(problem)) => Err(NoModel::Problem(problem)),
        Err(error) => Err(NoModel::Problem(error.into())),
    }
}

/// A model that is there, or is on its way.
pub(crate) enum Found {
    Here(Stored, ModelKey),
    Making(watch::Receiver<News<NoModel>>, ModelKey),
}

/// The models of this installation. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Models {
    workshop: Workshop<NoModel>,
    /// Files that may be on their way from Onshape at a time: each is held in memory.
    downloads: Arc<Semaphore>,
}

/// How many that are.
const DOWNLOADS: usize = 16;

impl Models {
    pub(crate) fn new(store: ModelStore) -> Self {
        Self {
            workshop: Workshop::new(store, Limits::default()),
            downloads: Arc::new(Semaphore::new(DOWNLOADS)),
        }
    }

    /// What is wanted, for a user who may see and export it at this moment; if it is not there, it is being made from
    /// now on.
    pub(crate) async fn find(&self, caller: &Caller, wanted: Wanted, kept: Kept) -> Result<Found, NoModel> {
        let at = &wanted.element.at;
        let document = ask(caller, |onshape| async move { onshape.document(&at.document).await }).await?;
        // Where a model was made for somebody else, Onshape is not asked whether this user may have it.
        if !may_export(&document) {
            return Err(NoModel::MayNotExport);
        }
        // What the address says of the state is believed for looking only: nobody puts a model under a wrong name.
        let named = match &at.wvm {
            Wvm::Workspace(_) => wanted.known.as_ref().map(|known| key(&wanted, known.as_str())),
            fixed => Some(key(&wanted, fixed.id().as_str())),
        };
        if let Some(found) = self.look(caller, at, named, kept).await? {
            return Ok(found);
        }
        let state = match &at.wvm {
            Wvm::Workspace(_) => {
                let now = ask(caller, |onshape| async move { onshape.microversion(at).await }).await?;
                Wvm::from_parts("m", now.as_str()).map_err(|_| NoModel::Problem(Problem::Unreadable))?
            }
            fixed => fixed.clone(),
        };
        let key = key(&wanted, state.id().as_str());
        if let Some(found) = self.look(caller, at, Some(key.clone()), kept).await? {
            return Ok(found);
        }
        let store = self.workshop.store().clone();
        let (caller, downloads) = (caller.clone(), self.downloads.clone());
        let is_drawing = wanted.kind == Kind::Drawing;
        let export = Export { caller, store, key: key.clone(), wanted, downloads, state };
        let news = if is_drawing {
            self.workshop.fetch_pdf(&key, || export.drawing())
        } else {
            self.workshop.make(&key, |reporter| export.file(reporter))
        };
        Ok(Found::Making(news, key))
    }

    /// The model of this key, if it is there, or is being made already.
    async fn look(
        &self,
        caller: &Caller,
        at: &DocumentAt,
        key: Option<ModelKey>,
        kept: Kept,
    ) -> Result<Option<Found>, NoModel> {
        let Some(key) = key else { return Ok(None) };
        if let Some(stored) = self.made(&key, kept).await? {
            let what = key.tag();
            ask(caller, |onshape| async move { onshape.may_read(at, what).await }).await?;
            return Ok(Some(Found::Here(stored, key)));
        }
        Ok(self.workshop.news(&key).map(|news| Found::Making(news, key)))
    }

    /// The model of this key, if it is there, for a user who was seen to be allowed to have it.
    pub(crate) async fn made(&self, key: &ModelKey, kept: Kept) -> Result<Option<Stored>, NoModel> {
        self.workshop.store().find(key, kept).await.map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "the store of models failed: {error}");
            NoModel::Problem(Problem::Internal)
        })
    }

    /// Deletes what is too much.
    pub(crate) async fn sweep(&self) {
        match self.workshop.store().sweep(MOST_BYTES).await {
            Ok(0) => {}
            Ok(deleted) => {
                tracing::info!(deleted, "deleted {deleted} files of models, the oldest, for space");
            }
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "could not look through the models: {error}"
                );
            }
        }
    }
}

/// One name for one content.
fn key(wanted: &Wanted, state: &str) -> ModelKey {
    let ElementAt { at: DocumentAt { document, link_document, .. }, element, configuration, .. } =
        &wanted.element;
    let kind = match wanted.kind {
        Kind::PartStudio => "part studio",
        Kind::Assembly => "assembly",
        Kind::Drawing => "drawing",
        // The name is the address's word only: a wrong one puts the file under a name of its own.
        Kind::Blob(None) => "blob",
        Kind::Blob(Some(Form::Gltf)) => "blob, glTF",
        Kind::Blob(Some(Form::Stl)) => "blob, STL",
        Kind::Blob(Some(Form::Obj)) => "blob, OBJ",
    };
    ModelKey::of(&format!("{kind}\n{document}\n{state}\n{element}\n{configuration:?}\n{link_document:?}"))
}

/// How long a request waits for a model that is being made, if it may be told that it is not there yet.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(25);
