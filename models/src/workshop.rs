//! Where models are made, and drawings fetched: off the request threads, each once however many ask, no more models at
//! a time than there are cores and memory for.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use tokio::sync::{Semaphore, watch};

use crate::{Form, Kept, Limits, ModelError, ModelKey, ModelStore, StoreError};

/// How a PDF begins.
const PDF: &[u8] = b"%PDF-";
/// Of memory, as it is given out.
const MEBIBYTE: usize = 1 << 20;
/// What packing takes, as a multiple of the file: measured, see docs/models.md.
const MEMORY_OF_A_JOB: usize = 6;
/// What all jobs together may take, in mebibytes.
const MEMORY: usize = 3 << 10;

/// Six numbers, metres: the least corner and the greatest.
pub type Box3 = [f32; 6];

/// The file that a model is made of.
#[derive(Debug, Clone)]
pub struct Source {
    /// The whole of it.
    pub file: Bytes,
    /// What its name promises, which counts where the content does not tell.
    pub said: Option<Form>,
}

impl From<Bytes> for Source {
    fn from(file: Bytes) -> Self {
        Self { file, said: None }
    }
}

/// How far a model is.
#[derive(Debug, Clone)]
pub enum Stage<E> {
    /// Onshape is at it.
    Exporting,
    /// What Onshape exported is here and is being packed.
    Packing,
    /// It is in the store.
    Ready,
    /// There is none, and why.
    Failed(Failure<E>),
}

/// Why there is no model. `E` is the failure of whoever was to bring the file.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure<E> {
    /// The file did not come.
    #[error("the export did not come")]
    Source(E),
    /// It cannot be shown.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The store failed, or the work ended early.
    #[error("the model could not be kept")]
    Lost(#[source] Arc<StoreError>),
    /// The packer came to a bad end.
    #[error("the packer failed")]
    Crashed,
}

/// What is known of a model on its way.
#[derive(Debug, Clone)]
pub struct News<E> {
    /// Counts up with each piece of news.
    pub number: u64,
    /// How far it is.
    pub stage: Stage<E>,
    /// Where something will be to see: the whole at first, each part later.
    pub boxes: Arc<[Box3]>,
}

impl<E> News<E> {
    /// Whether nothing more will come.
    pub fn is_last(&self) -> bool {
        matches!(self.stage, Stage::Ready | Stage::Failed(_))
    }
}

/// Tells those who wait how far a job is. Cheap to clone.
#[derive(Debug)]
pub struct Reporter<E>(watch::Sender<News<E>>);

impl<E> Clone for Reporter<E> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<E> Reporter<E> {
    /// Says where something will be to see.
    pub fn boxes(&self, boxes: Vec<Box3>) {
        self.tell(|news| news.boxes = boxes.into());
    }

    /// Of the one box around the whole, if that was said, in metres.
    fn diagonal(&self) -> Option<f64> {
        let boxes = self.0.borrow().boxes.clone();
        let [around] = &*boxes else { return None };
        let (low, high) = (around.first_chunk::<3>()?, around.last_chunk::<3>()?);
        let diagonal = f64::from(glam::Vec3::from_array(*low).distance(glam::Vec3::from_array(*high)));
        (diagonal > 0.0).then_some(diagonal)
    }

    fn stage(&self, stage: Stage<E>) {
        self.tell(|news| news.stage = stage);
    }

    fn tell(&self, change: impl FnOnce(&mut News<E>)) {
        self.0.send_modify(|news| {
            news.number += 1;
            change(news);
        });
    }
}

/// The models that are being made. Cheap to clone.
#[derive(Debug)]
pub struct Workshop<E> {
    inner: Arc<Inner<E>>,
}

impl<E> Clone for Workshop<E> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone() }
    }
}

#[derive(Debug)]
struct Inner<E> {
    store: ModelStore,
    limits: Limits,
    jobs: Mutex<HashMap<ModelKey, watch::Receiver<News<E>>>>,
    cores: Arc<Semaphore>,
    memory: Arc<Semaphore>,
}

impl<E: Clone + Send + Sync + 'static> Workshop<E> {
    /// A workshop with a place for each core.
    pub fn new(store: ModelStore, limits: Limits) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let (cores, memory) = (Arc::new(Semaphore::new(cores)), Arc::new(Semaphore::new(MEMORY)));
        Self { inner: Arc::new(Inner { store, limits, jobs: Mutex::default(), cores, memory }) }
    }

    /// Where finished models are.
    pub fn store(&self) -> &ModelStore {
        &self.inner.store
    }

    /// News of the model, if it is being made.
    pub fn news(&self, key: &ModelKey) -> Option<watch::Receiver<News<E>>> {
        self.inner.jobs.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// News of the model that is being made; `source` brings the file, and is asked only if nobody is at
    /// it already. The work goes on when nobody listens any more: what it cost is spent. After a failure the next one
    /// who asks begins anew.
    pub fn make<F>(&self, key: &ModelKey, source: impl FnOnce(Reporter<E>) -> F) -> watch::Receiver<News<E>>
    where
        F: Future<Output = Result<Source, E>> + Send + 'static,
    {
        self.start(key, |inner, key, reporter| {
            let file = source(reporter.clone());
            async move { inner.pack(&key, file, &reporter).await }
        })
    }

    /// The same of a drawing: what `source` brings is a PDF already, and kept as it is.
    pub fn fetch_pdf<F>(&self, key: &ModelKey, source: impl FnOnce() -> F) -> watch::Receiver<News<E>>
    where
        F: Future<Output = Result<Bytes, E>> + Send + 'static,
    {
        self.start(key, |inner, key, _| {
            let file = source();
            async move { inner.keep_pdf(&key, file).await }
        })
    }

    fn start<F>(
        &self,
        key: &ModelKey,
        work: impl FnOnce(Arc<Inner<E>>, ModelKey, Reporter<E>) -> F,
    ) -> watch::Receiver<News<E>>
    where
        F: Future<Output = Result<(), Failure<E>>> + Send + 'static,
    {
        let mut jobs = self.inner.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(news) = jobs.get(key) {
            return news.clone();
        }
        let first = News { number: 0, stage: Stage::Exporting, boxes: Arc::default() };
        let (sender, receiver) = watch::channel(first);
        let reporter = Reporter(sender);
        jobs.insert(key.clone(), receiver.clone());
        let work = work(self.inner.clone(), key.clone(), reporter.clone());
        // However it ends, the next one to ask is not to wait for it.
        let done = Done { inner: self.inner.clone(), key: key.clone() };
        tokio::spawn(async move {
            let stage = match work.await {
                Ok(()) => Stage::Ready,
                Err(failure) => Stage::Failed(failure),
            };
            drop(done);
            reporter.stage(stage);
        });
        receiver
    }
}

impl<E: Clone + Send + Sync + 'static> Inner<E> {
    /// Whether it is there: another job may have ended between the look at the store and the start of this one.
    async fn has(&self, key: &ModelKey, kept: Kept) -> Result<bool, Failure<E>> {
        let found = self.store.find(key, kept).await;
        Ok(found.map_err(|error| Failure::Lost(Arc::new(error)))?.is_some())
    }

    async fn keep_pdf(
        &self,
        key: &ModelKey,
        file: impl Future<Output = Result<Bytes, E>>,
    ) -> Result<(), Failure<E>> {
        if self.has(key, Kept::Pdf).await? {
            return Ok(());
        }
        let pdf = file.await.map_err(Failure::Source)?;
        // ISO 32000, 7.5.2; readers look for it in the first kilobyte.
        let start = pdf.get(..1024).unwrap_or(&pdf);
        if !start.windows(PDF.len()).any(|window| window == PDF) {
            return Err(ModelError::Broken("a drawing that is no PDF").into());
        }
        self.store.keep_pdf(key, pdf).await.map_err(|error| Failure::Lost(Arc::new(error)))
    }

    async fn pack(
        &self,
        key: &ModelKey,
        source: impl Future<Output = Result<Source, E>>,
        reporter: &Reporter<E>,
    ) -> Result<(), Failure<E>> {
        if self.has(key, Kept::Model).await? {
            return Ok(());
        }
        let Source { file, said } = source.await.map_err(Failure::Source)?;
        let share = (file.len() * MEMORY_OF_A_JOB).div_ceil(MEBIBYTE).clamp(1, MEMORY);
        let share = u32::try_from(share).unwrap_or(u32::MAX);
        let (Ok(_memory), Ok(_core)) = (self.memory.acquire_many(share).await, self.cores.acquire().await)
        else {
            return Err(Failure::Crashed);
        };
        reporter.stage(Stage::Packing);
        let (limits, parts) = (self.limits, reporter.clone());
        let diagonal = reporter.diagonal();
        let packed = tokio::task::spawn_blocking(move || {
            let glb = match crate::pack_telling(&file, said, &limits, diagonal, |boxes| parts.boxes(boxes)) {
                // The viewer says that there is nothing to show.
                Err(ModelError::Empty) => crate::empty()?,
                packed => packed?,
            };
            let gzip = crate::gzip(&glb)?;
            Ok::<_, ModelError>((Bytes::from(glb), Bytes::from(gzip)))
        });
        let (glb, gzip) = packed.await.map_err(|_| Failure::Crashed)??;
        self.store.keep(key, glb, gzip).await.map_err(|error| Failure::Lost(Arc::new(error)))
    }
}

/// Takes a job off the list.
struct Done<E> {
    inner: Arc<Inner<E>>,
    key: ModelKey,
}

impl<E> Drop for Done<E> {
    fn drop(&mut self) {
        self.inner.jobs.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
