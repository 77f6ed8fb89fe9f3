//! How Onshape exports: a part studio at once, an uploaded file as it is, an assembly and a drawing by a translation
//! that takes its time.

use std::{future::Future, sync::Arc, time::Duration};

use app::{answer::Problem, ssr::Caller};
use models::{Box3, ModelKey, ModelStore, Reporter, Source};
use onshape::{
    BoundingBox, Client, DocumentAt, ElementAt, Error, FileStream, GltfExport, GltfOptions, TranslationId,
    TranslationParams, TranslationState, Wvm,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::{Kind, NoModel, Wanted};

/// How long a translation may take.
const PATIENCE: Duration = Duration::from_mins(15);
/// A part studio that takes longer is announced by a box; a faster one is not worth the call.
const BOX_AFTER: Duration = Duration::from_secs(1);
/// The most bytes of an export.
const LARGEST: u64 = 256 << 20;

/// What is to be exported, and in whose name.
pub(super) struct Export {
    pub(super) caller: Caller,
    pub(super) store: ModelStore,
    pub(super) key: ModelKey,
    pub(super) wanted: Wanted,
    /// Places for files on their way.
    pub(super) downloads: Arc<Semaphore>,
    /// What the workspace was when it was asked for; a version; or a microversion.
    pub(super) state: Wvm,
}

/// What is written down of a translation under way, so that after a restart it is not paid for again.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    translation: TranslationId,
}

impl Export {
    /// What a model is made of.
    pub(super) async fn file(self, reporter: Reporter<NoModel>) -> Result<Source, NoModel> {
        if let Kind::Blob(said) = self.wanted.kind {
            return Ok(Source { file: self.blob().await?, said });
        }
        let is_assembly = self.wanted.kind == Kind::Assembly;
        let announce = async {
            if !is_assembly {
                tokio::time::sleep(BOX_AFTER).await;
            }
            if let Ok(Some(around)) = self.bounding_box().await {
                reporter.boxes(vec![around]);
            }
            std::future::pending::<()>().await;
        };
        let export = async { if is_assembly { self.translated().await } else { self.part_studio().await } };
        tokio::select! {
            file = export => file.map(Source::from),
            () = announce => Err(NoModel::Problem(Problem::Internal)),
        }
    }

    /// The pages of a drawing, as PDF.
    pub(super) async fn drawing(self) -> Result<bytes::Bytes, NoModel> {
        self.translated().await
    }

    /// Onshape gives uploaded files of workspaces only, and as they are now.
    async fn blob(&self) -> Result<bytes::Bytes, NoModel> {
        let ElementAt { at: DocumentAt { document, wvm, .. }, element, .. } = &self.wanted.element;
        let Wvm::Workspace(workspace) = wvm else {
            return Err(NoModel::OnlyInWorkspaces);
        };
        self.download(|onshape| async move { onshape.blob(document, workspace, element).await }).await
    }

    /// The whole of a file, if it is not too large to be held in memory.
    async fn download<F>(&self, open: impl Fn(Client) -> F) -> Result<bytes::Bytes, NoModel>
    where
        F: Future<Output = Result<FileStream, Error>>,
    {
        let _place = self.downloads.acquire().await;
        let open = &open;
        let file = self
            .ask(|onshape| async move {
                match open(onshape).await?.bytes(LARGEST).await {
                    Err(Error::TooLarge(_)) => Ok(None),
                    file => file.map(Some),
                }
            })
            .await?;
        file.ok_or(NoModel::TooLarge { megabytes: LARGEST >> 20 })
    }

    async fn ask<T, F>(&self, call: impl Fn(Client) -> F) -> Result<T, NoModel>
    where
        F: Future<Output = Result<T, Error>>,
    {
        super::ask(&self.caller, call).await
    }

    /// The same where Onshape may refuse the configuration.
    async fn configured<T, F>(&self, call: impl Fn(Client) -> F) -> Result<T, NoModel>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let (call, is_configured) = (&call, self.wanted.element.configuration.is_some());
        let made = self
            .ask(|onshape| async move {
                match call(onshape).await {
                    Err(Error::Refused { .. }) if is_configured => Ok(None),
                    made => made.map(Some),
                }
            })
            .await?;
        made.ok_or(NoModel::Configuration)
    }

    /// The element in the state that the model will be named after.
    fn element(&self) -> ElementAt {
        let DocumentAt { document, link_document, .. } = self.wanted.element.at.clone();
        ElementAt {
            at: DocumentAt { document, link_document, wvm: self.state.clone() },
            ..self.wanted.element.clone()
        }
    }

    async fn part_studio(&self) -> Result<bytes::Bytes, NoModel> {
        let studio = &self.element();
        let options = &GltfOptions::default();
        let _place = self.downloads.acquire().await;
        let model =
            self.configured(|onshape| async move { onshape.part_studio_gltf(studio, options).await }).await?;
        Ok(model.bytes)
    }

    /// Whole boxes only: Onshape says no more without a call for each part.
    async fn bounding_box(&self) -> Result<Option<Box3>, NoModel> {
        let (element, assembly) = (&self.element(), self.wanted.kind == Kind::Assembly);
        let found = self
            .ask(|onshape| async move {
                if assembly {
                    onshape.assembly_bounding_box(element).await
                } else {
                    onshape.part_studio_bounding_box(element).await
                }
            })
            .await?;
        Ok(as_box(&found))
    }

    /// Assemblies and drawings are exported of workspaces and versions only, and by way of a translation.
    async fn translated(&self) -> Result<bytes::Bytes, NoModel> {
        if matches!(self.wanted.element.at.wvm, Wvm::Microversion(_)) {
            return Err(NoModel::NotInHistory);
        }
        let started = match self.noted().await {
            Some(translation) => translation,
            None => self.start().await?,
        };
        let file = self.finished(&started).await;
        // It may still be fetched where only this caller, or this moment, was in the way.
        let is_open = match &file {
            Err(NoModel::SignedOut) => true,
            Err(NoModel::Problem(problem)) => {
                !matches!(problem, Problem::NotAccessible | Problem::BadAddress)
            }
            _ => false,
        };
        if is_open {
            return file;
        }
        if let Err(error) = self.store.drop_note(&self.key).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a note of a translation stays: {error}"
            );
        }
        file
    }

    async fn noted(&self) -> Option<TranslationId> {
        Some(self.store.note::<Note>(&self.key).await.ok()??.translation)
    }

    async fn start(&self) -> Result<TranslationId, NoModel> {
        let (element, is_drawing) = (&self.wanted.element, self.wanted.kind == Kind::Drawing);
        let (pdf, gltf) =
            (&TranslationParams::to("PDF"), &GltfExport { exclude_hidden: false, ..GltfExport::default() });
        let translation = self
            .configured(|onshape| async move {
                if is_drawing {
                    onshape.translate_drawing(element, pdf).await
                } else {
                    onshape.export_assembly_gltf(element, gltf).await
                }
            })
            .await?
            .id;
        let note = Note { translation };
        if let Err(error) = self.store.set_note(&self.key, &note).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a translation is not written down: {error}"
            );
        }
        Ok(note.translation)
    }

    async fn finished(&self, translation: &TranslationId) -> Result<bytes::Bytes, NoModel> {
        let done = self
            .ask(|onshape| async move { onshape.finished_translation(translation, PATIENCE).await })
            .await?;
        let document = done.result_document_id.as_ref().unwrap_or(&self.wanted.element.at.document);
        let is_done = done.request_state == Some(TranslationState::Done);
        let Some(file) = done.result_external_data_ids.first().filter(|_| is_done) else {
            return Err(NoModel::NotExported(done.failure_reason));
        };
        self.download(|onshape| async move { onshape.external_data(document, file).await }).await
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a box to look at")]
fn as_box(found: &BoundingBox) -> Option<Box3> {
    let corners = [found.low_x, found.low_y, found.low_z, found.high_x, found.high_y, found.high_z];
    // Around nothing, Onshape's box is inside out.
    (found.low_x <= found.high_x && corners.iter().all(|c| c.is_finite())).then(|| corners.map(|c| c as f32))
}
