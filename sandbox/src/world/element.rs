//! What a document's tabs are.

use super::id::Id;
use crate::models::Model;

/// One tab of a document.
#[derive(Clone, Debug)]
pub struct Element {
    /// Element id.
    pub id: Id,
    /// The tab's name.
    pub name: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A part studio with one of the models.
    Studio(Model),
    /// A part studio without parts.
    EmptyStudio,
    /// A part studio whose glTF is not JSON.
    BrokenStudio,
    /// An assembly of the part studios of the same document.
    Assembly,
    /// A drawing: an application element by Onshape itself.
    Drawing,
    /// An uploaded PDF.
    Pdf,
    /// Custom feature code.
    FeatureStudio,
    /// The app under test.
    App,
    /// A kind of element that nobody has heard of.
    Unheard,
}

impl Content {
    /// `elementType`: one of Onshape's, or one that is not in its list.
    pub fn element_type(self) -> &'static str {
        match self {
            Self::Studio(_) | Self::EmptyStudio | Self::BrokenStudio => "PARTSTUDIO",
            Self::Assembly => "ASSEMBLY",
            Self::Drawing | Self::App => "APPLICATION",
            Self::Pdf => "BLOB",
            Self::FeatureStudio => "FEATURESTUDIO",
            Self::Unheard => "HOLOGRAM",
        }
    }

    /// `type`: the readable form.
    pub fn type_name(self) -> &'static str {
        match self {
            Self::Studio(_) | Self::EmptyStudio | Self::BrokenStudio => "Part Studio",
            Self::Assembly => "Assembly",
            Self::Drawing | Self::App => "Application",
            Self::Pdf => "Blob",
            Self::FeatureStudio => "Feature Studio",
            Self::Unheard => "Hologram",
        }
    }

    /// `dataType`.
    pub fn data_type(self) -> &'static str {
        match self {
            Self::Studio(_) | Self::EmptyStudio | Self::BrokenStudio => "onshape/partstudio",
            Self::Assembly => "onshape/assembly",
            Self::Drawing => "onshape-app/drawing",
            Self::Pdf => "application/pdf",
            Self::FeatureStudio => "onshape/featurestudio",
            Self::App => "onshape-app/vitrine",
            Self::Unheard => "onshape/hologram",
        }
    }

    /// Whether it is a part studio of any kind.
    pub fn is_studio(self) -> bool {
        self.element_type() == "PARTSTUDIO"
    }

    /// Whether there is a picture of it.
    pub fn has_picture(self) -> bool {
        matches!(self, Self::Studio(_) | Self::Assembly | Self::Drawing)
    }
}
