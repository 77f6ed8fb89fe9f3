//! What an element, or what is selected of it, weighs and measures. What several questions need is asked for once: the
//! client keeps the masses of each part of a part studio.

mod solid;

use std::collections::{HashMap, HashSet};

use onshape::{
    AssemblyDefinition, BoundingBox, Client, DefinitionOptions, ElementAt, Error, MassPropertiesByBody,
    Occurrence,
};

use super::{
    units,
    used::{Instances, Used},
};
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
    let mut placed: Vec<(ElementAt, Used<'_>, &Occurrence)> = Vec::new();
    for (used, occurrence) in parts(&definition, selected) {
        placed.extend(used.place(assembly).map(|studio| (studio, used, occurrence)));
    }
    let studios: HashSet<&ElementAt> = placed.iter().map(|(studio, ..)| studio).collect();
    if studios.len() > MOST_STUDIOS {
        return Ok(None);
    }
    let studios: Vec<&ElementAt> = studios.into_iter().collect();
    let mut asked = Vec::with_capacity(studios.len());
    for studio in &studios {
        asked.push(onshape.part_studio_mass_properties(studio, true));
    }
    let masses = futures::future::try_join_all(asked).await?;
    let masses: HashMap<&ElementAt, MassPropertiesByBody> = studios.into_iter().zip(masses).collect();
    let solids = placed.iter().filter_map(|(studio, used, occurrence)| {
        let bodies = &masses.get(studio)?.bodies;
        let solid = Solid::from(bodies.get(used.instance.part_id.as_ref()?.as_str())?);
        Some(solid.moved(&Frame::of(&occurrence.transform)?))
    });
    Ok(Some(solids.sum::<Solid>().told()))
}

/// The parts among the occurrences that are selected, or below one that is, each once. What is suppressed is listed by
/// Onshape, but is not there: neither it nor anything below it.
fn parts<'a>(
    definition: &'a AssemblyDefinition,
    selected: &[Vec<String>],
) -> Vec<(Used<'a>, &'a Occurrence)> {
    let wanted: HashSet<&[String]> = selected.iter().map(Vec::as_slice).collect();
    let instances = Instances::of(definition);
    let chosen = definition.root_assembly.occurrences.iter().filter(|occurrence| {
        (1..=occurrence.path.len())
            .any(|end| occurrence.path.get(..end).is_some_and(|path| wanted.contains(path)))
    });
    let parts = chosen.filter_map(|occurrence| {
        let way = instances.way(&occurrence.path)?;
        let is_there = way.iter().all(|used| used.instance.suppressed != Some(true));
        let used = *way.last()?;
        (is_there && used.instance.part_id.is_some()).then_some((used, occurrence))
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_value, json};

    use super::*;

    #[test]
    fn what_is_selected_is_looked_for_in_the_assembly_that_it_is_in() {
        let group = |id: &str, configuration: &str| json!({ "id": id, "configuration": configuration });
        let inside = |configuration: &str, part: &str| {
            let bolt = json!({ "id": "bolt", "partId": part });
            json!({ "configuration": configuration, "instances": [bolt] })
        };
        let definition: AssemblyDefinition = from_value(json!({
            "rootAssembly": {
                "instances": [group("small", "Size=S"), group("large", "Size=L")],
                "occurrences": [{ "path": ["small", "bolt"] }, { "path": ["large", "bolt"] }],
            },
            "subAssemblies": [inside("Size=S", "short"), inside("Size=L", "long")],
        }))
        .unwrap();
        for (selected, expected) in [("small", "short"), ("large", "long")] {
            let parts = parts(&definition, &[vec![selected.to_owned()]]);
            let parts: Vec<_> = parts.iter().filter_map(|(used, _)| used.instance.part_id.as_ref()).collect();
            assert_eq!(parts.iter().map(|part| part.as_str()).collect::<Vec<_>>(), [expected]);
        }
    }

    #[test]
    fn what_is_suppressed_and_what_is_below_it_is_no_part_of_a_selection() {
        let group = |id: &str, suppressed: bool| json!({ "id": id, "suppressed": suppressed });
        let part =
            |id: &str, suppressed: bool| json!({ "id": id, "partId": "JHD", "suppressed": suppressed });
        let at = |path: &[&str]| json!({ "path": path });
        let definition: AssemblyDefinition = from_value(json!({
            "rootAssembly": {
                "instances": [
                    group("axis", false),
                    group("spare", true),
                    part("spring", true),
                    part("strap", false),
                ],
                "occurrences": [
                    at(&["axis"]),
                    at(&["axis", "bolt"]),
                    at(&["axis", "nut"]),
                    at(&["spare"]),
                    at(&["spare", "bolt"]),
                    at(&["spring"]),
                    at(&["strap"]),
                ],
            },
            "subAssemblies": [{ "instances": [part("bolt", false), part("nut", true)] }],
        }))
        .unwrap();
        let chosen = |selected: &[&str]| -> Vec<String> {
            let selected: Vec<Vec<String>> = selected.iter().map(|id| vec![(*id).to_owned()]).collect();
            parts(&definition, &selected).iter().map(|(_, occurrence)| occurrence.path.join("/")).collect()
        };
        assert_eq!(chosen(&["axis", "spare", "spring", "strap"]), ["axis/bolt", "strap"]);
        assert!(chosen(&["spare", "spring"]).is_empty());
    }
}
