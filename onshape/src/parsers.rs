//! Every parser of answers by the operation's name, for tests that feed them nonsense.

use serde::de::DeserializeOwned;

use crate::{
    Error, answer::read, assembly, comment, company, document, drawing, element, lenient::Items, metadata,
    model, part, team, translation, user, webhook,
};

/// Reads an answer of an operation, and forgets it.
pub type Parser = fn(&[u8]) -> Result<(), Error>;

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<(), Error> {
    read::<T>(bytes).map(drop)
}

/// The parsers, by Onshape's name of the operation.
pub const ALL: &[(&str, Parser)] = &[
    ("sessionInfo", parse::<user::SessionInfo>),
    ("getUserSettingsCurrentLoggedInUser", parse::<user::UserSettings>),
    ("getDocuments", parse::<model::List<document::Document>>),
    ("getDocument", parse::<document::Document>),
    ("getDocumentWorkspaces", parse::<Items<document::Workspace>>),
    ("getDocumentVersions", parse::<Items<document::Version>>),
    ("getVersion", parse::<document::Version>),
    ("createVersion", parse::<document::Version>),
    ("getDocumentHistory", parse::<Items<document::HistoryEntry>>),
    ("getCurrentMicroversion", parse::<document::Microversion>),
    ("getElementsInDocument", parse::<Items<document::Element>>),
    ("getDocumentContents", parse::<document::Contents>),
    ("getUnitInfo", parse::<document::UnitInfo>),
    ("getDocumentPermissionSet", parse::<Items<String>>),
    ("getPartsWMV", parse::<Items<part::Part>>),
    ("getPartsWMVE", parse::<Items<part::Part>>),
    ("getMassProperties", parse::<model::MassPropertiesByBody>),
    ("getBoundingBoxes", parse::<model::BoundingBox>),
    ("getPartShadedViews", parse::<model::ShadedViews>),
    ("getPartStudioMassProperties", parse::<model::MassPropertiesByBody>),
    ("getPartStudioBoundingBoxes", parse::<model::BoundingBox>),
    ("getPartStudioShadedViews", parse::<model::ShadedViews>),
    ("createPartStudioExportGltf", parse::<translation::Translation>),
    ("createPartStudioTranslation", parse::<translation::Translation>),
    ("getAssemblyDefinition", parse::<assembly::AssemblyDefinition>),
    ("getBillOfMaterials", parse::<assembly::BillOfMaterials>),
    ("getAssemblyMassProperties", parse::<model::MassProperties>),
    ("getAssemblyBoundingBoxes", parse::<model::BoundingBox>),
    ("getAssemblyShadedViews", parse::<model::ShadedViews>),
    ("createAssemblyExportGltf", parse::<translation::Translation>),
    ("translateFormat", parse::<translation::Translation>),
    ("getWVMetadata", parse::<metadata::Metadata>),
    ("getWMVEsMetadata", parse::<metadata::MetadataList>),
    ("getWMVEMetadata", parse::<metadata::Metadata>),
    ("getWMVEPsMetadata", parse::<metadata::MetadataList>),
    ("getWMVEPMetadata", parse::<metadata::Metadata>),
    ("getCategoryProperties", parse::<model::List<metadata::CategoryProperty>>),
    ("getConfiguration", parse::<element::Configuration>),
    ("encodeConfigurationMap", parse::<element::EncodedConfiguration>),
    ("getElementTranslatorFormatsByVersionOrWorkspace", parse::<Items<translation::TranslationFormat>>),
    ("getTranslation", parse::<translation::Translation>),
    ("getAllTranslatorFormats", parse::<Items<translation::TranslationFormat>>),
    ("getDrawingViews_1", parse::<drawing::DrawingViews>),
    ("createDrawingTranslation", parse::<translation::Translation>),
    ("getDrawingTranslatorFormats", parse::<Items<translation::TranslationFormat>>),
    ("createBlobTranslation", parse::<translation::Translation>),
    ("getComments", parse::<model::List<comment::Comment>>),
    ("createComment", parse::<comment::Comment>),
    ("resolve", parse::<comment::Comment>),
    ("reopen", parse::<comment::Comment>),
    ("findCompany", parse::<model::List<company::Company>>),
    ("getCompany", parse::<company::Company>),
    ("find", parse::<model::List<team::Team>>),
    ("createWebhook", parse::<webhook::Webhook>),
    ("getWebhooks", parse::<model::List<webhook::Webhook>>),
];

/// The one answer that Onshape sends by itself.
pub const EVENT: Parser = parse::<webhook::Event>;
