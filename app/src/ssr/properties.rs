//! Properties, from Onshape's metadata.

mod value;

use onshape::{
    Client, DefinitionOptions, DocumentAt, DocumentId, ElementAt, Error, InstanceType, Metadata, Wvm,
};

use super::{convert::shortened, used::Instances};
use crate::properties::{About, PropertyGroup, PropertyItem};

/// The most properties that are shown of one thing.
const PROPERTIES: usize = 2_000;

/// The most letters of a property's name.
const NAME: usize = 300;

/// The properties of `element`, of its document, or of a part in it; no groups of a part that Onshape does not list.
pub async fn of(onshape: &Client, element: &ElementAt, about: &About) -> Result<Vec<PropertyGroup>, Error> {
    let metadata = match about {
        About::Document => Some(of_document(onshape, &element.at).await?),
        About::Element => Some(onshape.element_metadata(element).await?),
        // All parts at once: the next one that is selected costs nothing.
        About::Part(id) => named(onshape.parts_metadata(element).await?, id),
        About::Instance(path) => of_instance(onshape, element, path).await?,
    };
    match metadata {
        Some(metadata) => grouped(onshape, &element.at.document, metadata).await,
        None => Ok(Vec::new()),
    }
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
async fn of_instance(
    onshape: &Client,
    assembly: &ElementAt,
    path: &[String],
) -> Result<Option<Metadata>, Error> {
    let options = DefinitionOptions { include_non_solids: true, ..DefinitionOptions::default() };
    let definition = onshape.assembly_definition(assembly, &options).await?;
    let Some(used) = Instances::of(&definition).at(path) else { return Ok(None) };
    let Some(place) = used.place(assembly) else { return Ok(None) };
    match (&used.instance.kind, &used.instance.part_id) {
        (Some(InstanceType::Assembly), _) | (_, None) => onshape.element_metadata(&place).await.map(Some),
        (_, Some(part)) => Ok(named(onshape.parts_metadata(&place).await?, part.as_str())),
    }
}

fn named(parts: Vec<Metadata>, id: &str) -> Option<Metadata> {
    parts.into_iter().find(|part| part.part_id.as_ref().is_some_and(|known| known.as_str() == id))
}

/// By category. Which property is of which is asked for only where there are several; where Onshape does not say it, all
/// are one group.
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
    let known = match onshape.category_properties(document, &ids).await {
        Ok(known) => known,
        Err(error @ (Error::Busy { .. } | Error::QuotaUsedUp | Error::GrantEnded | Error::NotSignedIn)) => {
            return Err(error);
        }
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "properties are shown without their categories: {error}"
            );
            let properties = properties.into_iter().map(|(_, item)| item).collect();
            return Ok(vec![PropertyGroup { category: None, properties }]);
        }
    };
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
