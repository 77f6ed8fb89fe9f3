//! How Onshape exports: a part studio at once, an assembly by a translation that takes its time.

use std::{future::Future, sync::Arc, time::Duration};

use app::{answer::Problem, ssr::Caller};
use models::{Box3, ModelKey, ModelStore, Reporter};
use onshape::{
    BoundingBox, Client, DocumentAt, ElementAt, Error, GltfExport, GltfOptions, TranslationId,
    TranslationState, Wvm,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::{NoModel, Wanted};

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
    /// What Onshape exports.
    pub(super) async fn file(self, reporter: Reporter<NoModel>) -> Result<bytes::Bytes, NoModel> {
        let announce = async {
            if !self.wanted.assembly {
                tokio::time::sleep(BOX_AFTER).await;
            }
            if let Ok(Some(around)) = self.bounding_box().await {
                reporter.boxes(vec![around]);
            }
            std::future::pending::<()>().await;
        };
        let export =
            async { if self.wanted.assembly { self.assembly().await } else { self.part_studio().await } };
        tokio::select! {
            file = export => file,
            () = announce => Err(NoModel::Problem(Problem::Internal)),
        }
    }

    async fn ask<T, F>(&self, call: impl Fn(Client) -> F) -> Result<T, NoModel>
    where
        F: Future<Output = Result<T, Error>>,
    {
        super::ask(&self.caller, call).await
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
            self.ask(|onshape| async move { onshape.part_studio_gltf(studio, options).await }).await?;
        Ok(model.bytes)
    }

    /// Whole boxes only: Onshape says no more without a call for each part.
    async fn bounding_box(&self) -> Result<Option<Box3>, NoModel> {
        let (element, assembly) = (&self.element(), self.wanted.assembly);
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

    /// Assemblies are exported of workspaces and versions only, and by way of a translation.
    async fn assembly(&self) -> Result<bytes::Bytes, NoModel> {
        if matches!(self.wanted.element.at.wvm, Wvm::Microversion(_)) {
            return Err(NoModel::NotExported(
                "Onshape exports assemblies of workspaces and versions only.".into(),
            ));
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
        let assembly = &self.wanted.element;
        let options = &GltfExport { exclude_hidden: false, ..GltfExport::default() };
        let translation = self
            .ask(|onshape| async move { onshape.export_assembly_gltf(assembly, options).await })
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
            let reason = done.failure_reason.unwrap_or_else(|| "Onshape gave no reason.".into());
            return Err(NoModel::NotExported(reason));
        };
        let _place = self.downloads.acquire().await;
        self.ask(|onshape| async move { onshape.external_data(document, file).await?.bytes(LARGEST).await })
            .await
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a box to look at")]
fn as_box(found: &BoundingBox) -> Option<Box3> {
    let corners = [found.low_x, found.low_y, found.low_z, found.high_x, found.high_y, found.high_z];
    // Around nothing, Onshape's box is inside out.
    (found.low_x <= found.high_x && corners.iter().all(|c| c.is_finite())).then(|| corners.map(|c| c as f32))
}
