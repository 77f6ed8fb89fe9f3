//! What happens when a translation's time has come.

use super::Translations;
use super::translation::{Outcome, Translation};
use crate::state::State;
use crate::world::blob::Blob;
use crate::world::document::Step;
use crate::world::element::{Content, Element};
use crate::world::id::Id;
use std::collections::BTreeMap;

impl Translations {
    /// Finishes every translation whose time has come, and gives those that it has finished. Called before each answer
    /// of the API, so that no answer is older than the clock.
    pub fn settle(&self, state: &State) -> Vec<Translation> {
        let (now, mut kept) = (state.now(), self.kept());
        let mut finished = Vec::new();
        for translation in &mut kept.all {
            if translation.outcome.is_none() && translation.ready_at <= now {
                translation.outcome = Some(outcome(state, translation));
                finished.push(translation.clone());
            }
        }
        finished
    }
}

fn outcome(state: &State, translation: &Translation) -> Outcome {
    let gone = || Outcome::Failed("The document or the workspace no longer exists".to_owned());
    if let Some(flaw) = &translation.flaw {
        return Outcome::Failed(flaw.clone());
    }
    if state.switches().translations_fail {
        return Outcome::Failed("The translator could not process the model".to_owned());
    }
    if state.world().document(translation.document).is_none() {
        return gone();
    }
    match translation.store_in {
        Some(place) => stored(state, translation, place).map_or_else(gone, Outcome::Element),
        None => Outcome::Data(Id::of("external-data", translation.id)),
    }
}

/// Makes a tab of the file; nothing when the workspace is gone.
fn stored(state: &State, translation: &Translation, (document, workspace): (Id, Id)) -> Option<Id> {
    let mut world = state.world_mut();
    let (id, microversion) = (world.fresh("element"), world.fresh("microversion"));
    let name = translation.file_name();
    let (file, media_type) = (translation.id, translation.media_type().to_owned());
    let step = Step {
        microversion,
        author: translation.by,
        date: translation.ready_at,
        description: format!("Export : {name}"),
    };
    let element = Element {
        id,
        name,
        content: Content::Blob(Blob::Stored { file, media_type }),
        microversion: Id::of("element-microversion", id),
        changed_at: translation.ready_at,
        folder: Vec::new(),
        properties: BTreeMap::new(),
    };
    let moved =
        world.change(document, |document| document.advance(workspace, step, |tabs| tabs.push(element)));
    moved.flatten().map(|_| id)
}
