//! What a document's tabs are.

use super::blob::Blob;
use super::id::Id;
use super::placed::Placed;
use super::rack::Rack;
use crate::models::Model;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One tab of a document, in one of its states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Element id.
    pub id: Id,
    /// The tab's name.
    pub name: String,
    /// What is in it.
    pub content: Content,
    /// The same in two states of the document only if the element is.
    pub microversion: Id,
    /// When it became what it is.
    pub changed_at: Timestamp,
    /// The tab folders that it is in, by name, the outermost first; none at the top.
    #[serde(default)]
    pub folder: Vec<String>,
    /// What was edited of its properties and its parts': by property id, under the part's id or `""` for its own.
    pub properties: BTreeMap<String, BTreeMap<String, Value>>,
}

/// What is in a tab.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A part studio with one of the models.
    Studio(Model),
    /// A part studio without parts.
    EmptyStudio,
    /// A part studio whose glTF is not JSON.
    BrokenStudio,
    /// An assembly.
    Assembly(Assembly),
    /// A drawing of an element of the same document, or of the first that can be drawn: an application element by
    /// Onshape itself.
    Drawing(Option<Id>),
    /// An uploaded file.
    Blob(Blob),
    /// Custom feature code.
    FeatureStudio,
    /// Variables that other tabs use.
    VariableStudio,
    /// The app under test.
    App,
    /// Somebody else's app.
    OtherApp,
    /// A kind of element that nobody has heard of.
    Unheard,
}

/// What an assembly is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assembly {
    /// Every part of every part studio of its document, each once and in its place.
    Gathered,
    /// Written down.
    Of(Arc<Vec<Placed>>),
    /// A rack of the catalogue's articles, put together when somebody asks.
    Rack(Rack),
}

impl Content {
    /// `elementType`: one of Onshape's (`GBTElementType`), or one that is not in its list.
    pub fn element_type(&self) -> &'static str {
        match self {
            Self::Studio(_) | Self::EmptyStudio | Self::BrokenStudio => "PARTSTUDIO",
            Self::Assembly(_) => "ASSEMBLY",
            Self::Drawing(_) | Self::App | Self::OtherApp => "APPLICATION",
            Self::Blob(_) => "BLOB",
            Self::FeatureStudio => "FEATURESTUDIO",
            Self::VariableStudio => "VARIABLESTUDIO",
            Self::Unheard => "HOLOGRAM",
        }
    }

    /// `type`: the readable form.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Studio(_) | Self::EmptyStudio | Self::BrokenStudio => "Part Studio",
            Self::Assembly(_) => "Assembly",
            Self::Drawing(_) | Self::App | Self::OtherApp => "Application",
            Self::Blob(_) => "Blob",
            Self::FeatureStudio => "Feature Studio",
            Self::VariableStudio => "Variable Studio",
            Self::Unheard => "Hologram",
        }
    }

    /// `dataType`.
    pub fn data_type(&self) -> &str {
        match self {
            Self::Studio(_) | Self::EmptyStudio | Self::BrokenStudio => "onshape/partstudio",
            Self::Assembly(_) => "onshape/assembly",
            Self::Drawing(_) => "onshape-app/drawing",
            Self::Blob(blob) => blob.media_type(),
            Self::FeatureStudio => "onshape/featurestudio",
            Self::VariableStudio => "onshape/variablestudio",
            Self::App => "onshape-app/vitrine",
            Self::OtherApp => "onshape-app/com.example.render",
            Self::Unheard => "onshape/hologram",
        }
    }

    /// Whether it is a part studio of any kind.
    pub fn is_studio(&self) -> bool {
        matches!(self, Self::Studio(_) | Self::EmptyStudio | Self::BrokenStudio)
    }

    /// Whether it is an assembly.
    pub fn is_assembly(&self) -> bool {
        matches!(self, Self::Assembly(_))
    }

    /// The model of a part studio that has one.
    pub fn model(&self) -> Option<Model> {
        match self {
            Self::Studio(model) => Some(*model),
            Self::BrokenStudio => Some(Model::Plate),
            _ => None,
        }
    }

    /// Whether there is a picture of it.
    pub fn has_picture(&self) -> bool {
        matches!(self, Self::Studio(_) | Self::Assembly(_) | Self::Drawing(_))
    }
}
