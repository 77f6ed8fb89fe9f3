//! Where finished models and drawings are kept: a folder, or S3 and its kin.

use std::{ops::Range, sync::Arc};

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use object_store::{
    Error, ObjectStore, ObjectStoreExt, PutPayload, aws::AmazonS3Builder, local::LocalFileSystem,
    memory::InMemory, path::Path, prefix::PrefixStore,
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use url::Url;

/// Part of every key: models that an older packer made are made anew.
const FORMAT: u32 = 1;
/// Bytes that are read at a time.
const PIECE: u64 = 1 << 20;

/// The name of a model: what it is made from, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ModelKey(String);

impl ModelKey {
    /// The key of what `source` names. It must name one content for good: a microversion, not a workspace.
    pub fn of(source: &str) -> Self {
        Self(hex::encode(Sha256::digest(format!("{FORMAT}\n{source}"))))
    }

    /// Forty characters, the same for the same content.
    pub fn tag(&self) -> &str {
        self.0.get(..40).unwrap_or_default()
    }

    fn path(&self, ending: &str) -> Path {
        Path::from(format!("{}/{}.{ending}", self.0.get(..2).unwrap_or_default(), self.0))
    }
}

/// What is kept under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A model as it is: parts of it may be read.
    Model,
    /// The same compressed, as `Content-Encoding: gzip` has it.
    GzippedModel,
    /// A drawing.
    Pdf,
}

impl Kept {
    fn ending(self) -> &'static str {
        match self {
            Self::Model => "glb",
            Self::GzippedModel => "glb.gz",
            Self::Pdf => "pdf",
        }
    }
}

/// Why a store does not open, or did not do what it should.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is of no kind that is known.
    #[error("expected file:/PATH or s3://BUCKET/PREFIX")]
    Address,
    /// The folder cannot be made.
    #[error("cannot make the folder")]
    Folder(#[source] std::io::Error),
    /// The store failed.
    #[error("the store of models failed")]
    Store(#[from] Error),
}

/// Models by their keys. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ModelStore {
    objects: Arc<dyn ObjectStore>,
    /// Whether it is up to us that it does not grow for ever; buckets have rules for that.
    is_ours: bool,
}

/// A model that is there.
#[derive(Debug)]
pub struct Stored {
    key: Path,
    objects: Arc<dyn ObjectStore>,
    /// Of the whole, as it is kept, in bytes.
    pub size: u64,
}

impl ModelStore {
    /// Opens `file:/PATH`, making the folder, or `s3://BUCKET/PREFIX`, with what `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL` and their kin say.
    pub fn open(address: &str) -> Result<Self, StoreError> {
        let url = Url::parse(address).map_err(|_| StoreError::Address)?;
        match url.scheme() {
            "file" => {
                let folder = url.to_file_path().map_err(|()| StoreError::Address)?;
                std::fs::create_dir_all(&folder).map_err(StoreError::Folder)?;
                let objects = LocalFileSystem::new_with_prefix(folder)?.with_automatic_cleanup(true);
                Ok(Self { objects: Arc::new(objects), is_ours: true })
            }
            "s3" => {
                let bucket = AmazonS3Builder::from_env().with_url(address).build()?;
                let objects: Arc<dyn ObjectStore> = Arc::new(bucket);
                let objects = match url.path().trim_matches('/') {
                    "" => objects,
                    prefix => Arc::new(PrefixStore::new(objects, prefix)),
                };
                Ok(Self { objects, is_ours: false })
            }
            _ => Err(StoreError::Address),
        }
    }

    /// A store that forgets everything with its last clone.
    pub fn in_memory() -> Self {
        Self { objects: Arc::new(InMemory::new()), is_ours: true }
    }

    /// What is wanted of this key, if it is there.
    pub async fn find(&self, key: &ModelKey, kept: Kept) -> Result<Option<Stored>, StoreError> {
        let path = key.path(kept.ending());
        match self.objects.head(&path).await {
            Ok(found) => Ok(Some(Stored { key: path, objects: self.objects.clone(), size: found.size })),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps a model, and the same compressed.
    pub async fn keep(&self, key: &ModelKey, glb: Bytes, gzip: Bytes) -> Result<(), StoreError> {
        self.objects.put(&key.path(Kept::GzippedModel.ending()), PutPayload::from_bytes(gzip)).await?;
        // Last: who finds it finds the other as well.
        self.objects.put(&key.path(Kept::Model.ending()), PutPayload::from_bytes(glb)).await?;
        Ok(())
    }

    /// Keeps a drawing.
    pub async fn keep_pdf(&self, key: &ModelKey, pdf: Bytes) -> Result<(), StoreError> {
        self.objects.put(&key.path(Kept::Pdf.ending()), PutPayload::from_bytes(pdf)).await?;
        Ok(())
    }

    /// What was written down about work on a model that is under way.
    pub async fn note<T: DeserializeOwned>(&self, key: &ModelKey) -> Result<Option<T>, StoreError> {
        match self.objects.get(&key.path(NOTE)).await {
            Ok(found) => Ok(serde_json::from_slice(&found.bytes().await?).ok()),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes down how far work on a model is, so that it goes on after a restart.
    pub async fn set_note(&self, key: &ModelKey, note: &impl Serialize) -> Result<(), StoreError> {
        let text = serde_json::to_vec(note).unwrap_or_default();
        self.objects.put(&key.path(NOTE), PutPayload::from(text)).await?;
        Ok(())
    }

    /// Forgets what was written down.
    pub async fn drop_note(&self, key: &ModelKey) -> Result<(), StoreError> {
        match self.objects.delete(&key.path(NOTE)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes the oldest models until no more than `most` bytes are left. Gives how many were deleted; a bucket is
    /// left to its own rules.
    pub async fn sweep(&self, most: u64) -> Result<usize, StoreError> {
        if !self.is_ours {
            return Ok(0);
        }
        let mut all: Vec<_> = self.objects.list(None).try_collect().await?;
        all.sort_by_key(|object| std::cmp::Reverse(object.last_modified));
        let mut bytes: u64 = 0;
        let mut deleted = 0;
        for object in all {
            bytes = bytes.saturating_add(object.size);
            if bytes > most {
                self.objects.delete(&object.location).await?;
                deleted += 1;
            }
        }
        Ok(deleted)
    }
}

const NOTE: &str = "json";

impl Stored {
    /// The bytes of a range that lies within [`size`](Self::size), as they are read.
    pub fn read(self, range: Range<u64>) -> impl Stream<Item = Result<Bytes, StoreError>> + Send + 'static {
        let Self { key, objects, .. } = self;
        let ends = move |start: &u64| Some(start + PIECE).filter(|next| *next < range.end);
        let starts = std::iter::successors((range.start < range.end).then_some(range.start), ends);
        stream::iter(starts).then(move |start| {
            let (objects, key) = (objects.clone(), key.clone());
            async move { Ok(objects.get_range(&key, start..(start + PIECE).min(range.end)).await?) }
        })
    }
}
