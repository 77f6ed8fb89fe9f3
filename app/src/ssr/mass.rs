//! What an element, or what is selected of it, weighs and measures. What several questions need is asked for once: the
//! client keeps the masses of each part of a part studio.

mod solid;

use std::collections::HashMap;

use onshape::{
    AssemblyDefinition, BoundingBox, Client, DefinitionOptions, DocumentAt, ElementAt, Error, Instance,
    MassPropertiesByBody, Occurrence, Source, Wvm,
};

use super::units;
use crate::mass::{Mass, Measured, Triple};
use solid::{Frame, Solid};

/// The most part studios that are asked about a selection, at a call each.
const MOST_STUDIOS: usize = 24;

/// All of it: two calls.
pub async fn of_everything(onshape: &Client, element: &ElementAt, assembly: bool) -> Result<Measured, Error> {
    let (mass, bounds) = if assembly {
        let asked = (onshape.assembly_mass_properties(element), onshape.assembly_bounding_box(element));
        let (mass, bounds) = futures::future::try_join(asked.0, asked.1).await?;
        (Solid::from(&mass).told(), bounds)
    } else {
        let asked =
            (onshape.part_studio_mass_properties(element, true), onshape.part_studio_bounding_box(element));
        let (masses, bounds) = futures::future::try_join(asked.0, asked.1).await?;
        (masses.bodies.values().map(Solid::from).sum::<Solid>().told(), bounds)
    };
    let units = units::of(onshape, element).await;
    Ok(Measured { mass, bounds: corners(&bounds), length: units.length, unit_of_mass: units.mass })
}

/// Around nothing, Onshape's box is inside out, or of no size.
fn corners(found: &BoundingBox) -> Option<[Triple; 2]> {
    let least = [found.low_x, found.low_y, found.low_z];
    let greatest = [found.high_x, found.high_y, found.high_z];
    let sizes = || least.iter().zip(&greatest).map(|(least, greatest)| greatest - least);
    let is_box = sizes().all(|size| size.is_finite() && size >= 0.0) && sizes().any(|size| size > 0.0);
    is_box.then_some([least, greatest])
}

/// These parts of a part studio, by their ids: one call, which the question about everything makes as well.
pub async fn of_parts(
    onshape: &Client,
    studio: &ElementAt,
    selected: &[Vec<String>],
) -> Result<Option<Mass>, Error> {
    let masses = onshape.part_studio_mass_properties(studio, true).await?;
    let solids = selected.iter().filter_map(|id| masses.bodies.get(id.last()?));
    Ok(Some(solids.map(Solid::from).sum::<Solid>().told()))
}

/// These occurrences in an assembly and everything below them: a call for the assembly, one for each part studio that
/// their parts are from. Nothing, if those are too many to be asked.
pub async fn of_occurrences(
    onshape: &Client,
    assembly: &ElementAt,
    selected: &[Vec<String>],
) -> Result<Option<Mass>, Error> {
    let options = DefinitionOptions { include_non_solids: true, ..DefinitionOptions::default() };
    let definition = onshape.assembly_definition(assembly, &options).await?;
    let chosen = parts(&definition, selected);
    let mut studios: HashMap<&Source, ElementAt> = HashMap::new();
    for (instance, _) in &chosen {
        if let Some(studio) = studio(&instance.source, assembly) {
            studios.insert(&instance.source, studio);
        }
    }
    if studios.len() > MOST_STUDIOS {
        return Ok(None);
    }
    let (sources, studios): (Vec<&Source>, Vec<ElementAt>) = studios.into_iter().unzip();
    let mut asked = Vec::with_capacity(studios.len());
    for studio in &studios {
        asked.push(onshape.part_studio_mass_properties(studio, true));
    }
    let masses = futures::future::try_join_all(asked).await?;
    let masses: HashMap<&Source, MassPropertiesByBody> = sources.into_iter().zip(masses).collect();
    let solids = chosen.iter().filter_map(|(instance, occurrence)| {
        let bodies = &masses.get(&instance.source)?.bodies;
        let solid = Solid::from(bodies.get(instance.part_id.as_ref()?.as_str())?);
        Some(solid.moved(&Frame::of(&occurrence.transform)?))
    });
    Ok(Some(solids.sum::<Solid>().told()))
}

/// The parts among the occurrences that are selected, or below one that is, each once.
fn parts<'a>(
    definition: &'a AssemblyDefinition,
    selected: &[Vec<String>],
) -> Vec<(&'a Instance, &'a Occurrence)> {
    let wanted: std::collections::HashSet<&[String]> = selected.iter().map(Vec::as_slice).collect();
    let inside = definition.sub_assemblies.iter().flat_map(|assembly| &assembly.instances);
    let instances: HashMap<&str, &Instance> = definition
        .root_assembly
        .instances
        .iter()
        .chain(inside)
        .map(|instance| (instance.id.as_str(), instance))
        .collect();
    let chosen = definition.root_assembly.occurrences.iter().filter(|occurrence| {
        (1..=occurrence.path.len())
            .any(|end| occurrence.path.get(..end).is_some_and(|path| wanted.contains(path)))
    });
    let parts = chosen.filter_map(|occurrence| {
        let instance = instances.get(occurrence.path.last()?.as_str())?;
        instance.part_id.is_some().then_some((*instance, occurrence))
    });
    parts.collect()
}

/// The part studio in the state and configuration in which the assembly uses it.
fn studio(source: &Source, assembly: &ElementAt) -> Option<ElementAt> {
    let document = source.document_id.clone()?;
    let own = document == assembly.at.document;
    let wvm = match (&source.document_version, &source.document_microversion) {
        (Some(version), _) => Wvm::Version(version.clone()),
        (None, Some(microversion)) => Wvm::from_parts("m", microversion.as_str()).ok()?,
        (None, None) if own => assembly.at.wvm.clone(),
        (None, None) => return None,
    };
    let link_document = (!own).then(|| assembly.at.document.clone());
    let configuration = source.full_configuration.clone().or_else(|| source.configuration.clone());
    let configuration = configuration.filter(|text| !text.is_empty());
    let at = DocumentAt { document, wvm, link_document };
    Some(ElementAt { at, element: source.element_id.clone()?, configuration })
}
