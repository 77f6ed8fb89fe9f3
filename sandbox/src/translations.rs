//! Translations: exports that take their time on the sandbox's clock.

use crate::clock::later;
use crate::files::{drawing, obj, stl};
use crate::models::Fineness;
use crate::models::gltf::Asset;
use crate::state::State;
use crate::switches::GltfFile;
use crate::webhooks::event::Kind;
use crate::world::blob::{Blob, MediaType};
use crate::world::document::Step;
use crate::world::element::{Content, Element};
use crate::world::id::Id;
use crate::world::structure::{Found, Resolver};
use crate::world::timeline::Wvm;
use crate::world::user::User;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A translation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Translation {
    /// Translation id.
    pub id: Id,
    /// Who asked for it.
    pub user: User,
    /// The document.
    pub document: Id,
    /// The workspace or version that was named.
    pub wvm: Wvm,
    /// The state that it was in then.
    pub microversion: Id,
    /// The tab.
    pub element: Id,
    /// The tab's name.
    pub name: String,
    /// What is to be made.
    pub format: Format,
    /// How.
    pub options: Options,
    /// The result becomes a tab of this workspace.
    pub store_in: Option<Id>,
    /// When it was asked for.
    pub started_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Why it fails, if it does.
    pub failure: Option<String>,
    /// Its end has been seen to: the tab is made, the webhooks are told.
    pub settled: bool,
    /// The tab that was made.
    pub result: Option<Id>,
}

/// What can be made, and what Onshape offers and the sandbox cannot make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// glTF, as the switch `gltf_file` says.
    Gltf,
    /// STL, binary.
    Stl,
    /// OBJ.
    Obj,
    /// PDF, of drawings.
    Pdf,
    /// STEP: fails.
    Step,
    /// Parasolid: fails.
    Parasolid,
}

/// All formats: name, translator, file ending, media type, made of drawings.
pub const FORMATS: [(Format, &str, &str, &str); 6] = [
    (Format::Gltf, "GLTF", "gltf", "model/gltf+json"),
    (Format::Stl, "STL", "stl", "application/sla"),
    (Format::Obj, "OBJ", "obj", "text/plain"),
    (Format::Pdf, "PDF", "pdf", "application/pdf"),
    (Format::Step, "STEP", "step", "application/step"),
    (Format::Parasolid, "PARASOLID", "x_t", "application/parasolid"),
];

impl Format {
    /// The format of this name, in any case of letters.
    pub fn named(name: &str) -> Option<Self> {
        FORMATS.into_iter().find(|(_, known, ..)| known.eq_ignore_ascii_case(name)).map(|(format, ..)| format)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        FORMATS.into_iter().find(|(format, ..)| *format == self).map_or("", |(_, name, ..)| name)
    }

    /// Whether it is made of triangles.
    pub fn is_mesh(self) -> bool {
        matches!(self, Self::Gltf | Self::Stl | Self::Obj)
    }

    /// Whether the sandbox can make it.
    pub fn is_made(self) -> bool {
        self.is_mesh() || self == Self::Pdf
    }
}

/// How a file is made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Options {
    /// Radians between facets.
    pub angle: Option<f64>,
    /// Metres between facet and arc.
    pub chord: Option<f64>,
    /// Y is up instead of Z.
    pub y_up: bool,
    /// Only these parts.
    pub parts: Vec<String>,
    /// The configuration.
    pub configuration: String,
}

/// All translations.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Translations(Vec<Translation>);

impl Translations {
    /// Adds one.
    pub fn add(&mut self, translation: Translation) {
        self.0.push(translation);
    }

    /// The one of this id.
    pub fn of(&self, id: Id) -> Option<&Translation> {
        self.0.iter().find(|translation| translation.id == id)
    }

    /// Those of a document, newest first.
    pub fn of_document(&self, document: Id) -> Vec<Translation> {
        self.0.iter().rev().filter(|translation| translation.document == document).cloned().collect()
    }

    /// The one whose file has this id.
    pub fn of_file(&self, file: Id) -> Option<&Translation> {
        self.0.iter().find(|translation| translation.file() == file)
    }

    /// Forgets one.
    pub fn remove(&mut self, id: Id) {
        self.0.retain(|translation| translation.id != id);
    }

    /// Whether one has still to end.
    pub fn is_waiting(&self) -> bool {
        self.0.iter().any(|translation| !translation.settled)
    }
}

impl Translation {
    /// When a translation ends that is asked for now.
    pub fn end(state: &State) -> Timestamp {
        later(state.now(), i64::from(state.switches().translation_seconds))
    }

    /// The id of its file (external data).
    pub fn file(&self) -> Id {
        Id::of("external-data", self.id)
    }

    /// Its file: bytes, media type, name. Nothing when what it was made of is gone.
    pub fn bytes(&self, state: &State) -> Option<(Vec<u8>, &'static str, String)> {
        let document = state.world().document(self.document)?;
        let at = document.at(Wvm::Microversion(self.microversion))?;
        let element = at.elements.iter().find(|element| element.id == self.element)?.clone();
        let found = Found { document: self.document, microversion: at.id, tabs: at.elements, element };
        let fineness = Fineness::of(self.options.angle, self.options.chord);
        let mut scene = Resolver::new(state, fineness).scene(&found, &self.options.configuration).ok()?;
        let wanted = &self.options.parts;
        scene.0.retain(|node| wanted.is_empty() || node.path.last().is_some_and(|id| wanted.contains(id)));
        let named = |ending: &str| format!("{}.{ending}", self.name);
        Some(match self.format {
            Format::Gltf => {
                let asset = Asset::of(&scene, self.document, self.element, self.options.y_up);
                match state.switches().gltf_file {
                    GltfFile::Zip => (
                        asset.to_zip(&file_name(&self.name)).ok()?,
                        "application/zip;charset=utf-8",
                        named("zip"),
                    ),
                    GltfFile::Json => (asset.to_json().into_bytes(), OCTETS, named("gltf")),
                    GltfFile::Glb => (asset.to_glb(), OCTETS, named("glb")),
                }
            }
            Format::Stl => (stl::binary(&scene.uses()), OCTETS, named("stl")),
            Format::Obj => (obj::text(&scene.uses()).into_bytes(), OCTETS, named("obj")),
            Format::Pdf => {
                let (low, high) = scene.bounds().unwrap_or_default();
                let size = crate::models::space::between(high, low);
                (drawing::pdf(&self.name, &scene.uses(), size), OCTETS, named("pdf"))
            }
            Format::Step | Format::Parasolid => return None,
        })
    }
}

const OCTETS: &str = "application/octet-stream;charset=utf-8";

/// A name that is safe in an archive.
fn file_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|letter| if letter.is_alphanumeric() || " -_.".contains(letter) { letter } else { '_' })
        .collect();
    kept.trim_matches('.').chars().take(80).collect()
}

/// Sees to the end of what has ended: makes the tab, tells webhooks.
pub fn settle(state: &State) {
    let now = state.now();
    let ended: Vec<_> = {
        let mut all = state.translations();
        let due = all.0.iter_mut().filter(|translation| !translation.settled && translation.ends_at <= now);
        due.map(|translation| {
            translation.settled = true;
            translation.clone()
        })
        .collect()
    };
    for translation in ended {
        if translation.failure.is_none()
            && let Some(workspace) = translation.store_in
        {
            let made = store(state, &translation, workspace, now);
            if let Some(kept) = state.translations().0.iter_mut().find(|other| other.id == translation.id) {
                kept.result = made;
            }
        }
        state.emit(Kind::TranslationComplete, translation.user, |event| {
            event.document = Some(translation.document);
            event.element = Some(translation.element);
            event.translation = Some(translation.id);
        });
    }
}

/// The result as a tab of a workspace; its id.
fn store(state: &State, translation: &Translation, workspace: Id, now: Timestamp) -> Option<Id> {
    let (_, _, name) = translation.bytes(state)?;
    let mut world = state.world_mut();
    let (id, microversion) = (world.fresh("element"), world.fresh("microversion"));
    let media_type = match translation.format {
        Format::Pdf => MediaType::Pdf,
        Format::Gltf if state.switches().gltf_file == GltfFile::Zip => MediaType::Zip,
        _ => MediaType::Binary,
    };
    let element = Element {
        id,
        name: name.clone(),
        content: Content::Blob(Blob::Stored { translation: translation.id, media_type }),
        microversion: Id::of("element-microversion", id),
        changed_at: now,
        folder: None,
        properties: BTreeMap::new(),
    };
    let step = Step {
        microversion,
        author: translation.user,
        date: now,
        description: format!("Insert tab : {name}"),
    };
    world.change(translation.document, |document| {
        document.advance(workspace, step, |elements| elements.push(element));
    });
    Some(id)
}
