//! Properties, from Onshape's metadata.

mod value;

use onshape::{
    Client, DefinitionOptions, DocumentAt, DocumentId, ElementAt, Error, InstanceType, Metadata, Source, Wvm,
};

use super::convert::shortened;
use crate::properties::{About, PropertyGroup, PropertyItem};

/// The most properties that are shown of one thing.
const PROPERTIES: usize = 2_000;

/// The most letters of a property's name.
const NAME: usize = 300;

/// The properties of `element`, of its document, or of a part in it.
pub async fn of(onshape: &Client, element: &ElementAt, about: &About) -> Result<Vec<PropertyGroup>, Error> {
    let metadata = match about {
        About::Document => of_document(onshape, &element.at).await?,
        About::Element => onshape.element_metadata(element).await?,
        // All parts at once: the next one that is selected costs nothing.
        About::Part(id) => named(onshape.parts_metadata(element).await?, id)?,
        About::Instance(path) => of_instance(onshape, element, path).await?,
    };
    grouped(onshape, &element.at.document, metadata).await
}

/// A microversion has no properties of its own: Onshape knows those of workspaces and versions.
async fn of_document(onshape: &Client, at: &DocumentAt) -> Result<Metadata, Error> {
    if !matches!(at.wvm, Wvm::Microversion(_)) {
        return onshape.document_metadata(at).await;
    }
    let document = onshape.document(&at.document).await?;
    let workspace = document.default_workspace.ok_or(Error::NotAccessible)?.id;
    onshape.document_metadata(&DocumentAt::new(at.document.clone(), Wvm::Workspace(workspace))).await
}

/// Of the part or the assembly that an instance is of.
async fn of_instance(onshape: &Client, assembly: &ElementAt, path: &[String]) -> Result<Metadata, Error> {
    let options = DefinitionOptions { include_non_solids: true, ..DefinitionOptions::default() };
    let definition = onshape.assembly_definition(assembly, &options).await?;
    let inside = definition.sub_assemblies.iter().flat_map(|assembly| &assembly.instances);
    let mut instances = definition.root_assembly.instances.iter().chain(inside);
    let instance =
        instances.find(|instance| path.last() == Some(&instance.id)).ok_or(Error::NotAccessible)?;
    let source = place(&instance.source, assembly).ok_or(Error::NotAccessible)?;
    match (&instance.kind, &instance.part_id) {
        (Some(InstanceType::Assembly), _) | (_, None) => onshape.element_metadata(&source).await,
        (_, Some(part)) => named(onshape.parts_metadata(&source).await?, part.as_str()),
    }
}

/// Where an instance is from: in the document that is open, the state that is shown.
fn place(source: &Source, assembly: &ElementAt) -> Option<ElementAt> {
    let document = source.document_id.clone().unwrap_or_else(|| assembly.at.document.clone());
    let at = if document == assembly.at.document && source.document_version.is_none() {
        assembly.at.clone()
    } else {
        let wvm = match (&source.document_version, &source.document_microversion) {
            (Some(version), _) => Wvm::Version(version.clone()),
            (None, Some(microversion)) => Wvm::from_parts("m", microversion.as_str()).ok()?,
            (None, None) => return None,
        };
        DocumentAt::new(document, wvm)
    };
    let mut element = at.element(source.element_id.clone()?);
    element.configuration.clone_from(&source.configuration);
    Some(element)
}

fn named(parts: Vec<Metadata>, id: &str) -> Result<Metadata, Error> {
    let mut parts = parts.into_iter();
    parts
        .find(|part| part.part_id.as_ref().is_some_and(|known| known.as_str() == id))
        .ok_or(Error::NotAccessible)
}

/// By category. Which property is of which is asked for only where there are several.
async fn grouped(
    onshape: &Client,
    document: &DocumentId,
    metadata: Metadata,
) -> Result<Vec<PropertyGroup>, Error> {
    let categories = metadata.categories();
    let properties = metadata.properties.into_iter().take(PROPERTIES);
    let properties: Vec<_> =
        properties.map(|property| (property.property_id.clone(), item(&property))).collect();
    let ids: Vec<String> = categories.iter().filter_map(|category| category.id.clone()).collect();
    if ids.len() < 2 {
        let category = categories.into_iter().find_map(|category| category.name);
        let properties = properties.into_iter().map(|(_, item)| item).collect();
        return Ok(vec![PropertyGroup { category, properties }]);
    }
    let known = onshape.category_properties(document, &ids).await?;
    let mut groups: Vec<PropertyGroup> = Vec::new();
    for (id, item) in properties {
        let of = known.iter().find(|property| property.id == id).and_then(|property| {
            let mut of = property.categories.iter();
            of.find(|category| category.id.as_ref().is_some_and(|id| ids.contains(id)))?.name.clone()
        });
        match groups.iter_mut().find(|group| group.category == of) {
            Some(group) => group.properties.push(item),
            None => groups.push(PropertyGroup { category: of, properties: vec![item] }),
        }
    }
    // What every thing has comes first.
    groups.sort_by_key(|group| group.category.is_some());
    Ok(groups)
}

fn item(property: &onshape::Property) -> PropertyItem {
    let name = property.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let name = name.unwrap_or(property.property_id.as_str());
    PropertyItem { name: shortened(name, NAME), value: value::of(property) }
}
