//! Why a model came back empty: one call, and none where it is known. Of an assembly of curves a few more.

use std::collections::{HashMap, HashSet};

use onshape::{AssemblyDefinition, BodyType, Client, DefinitionOptions, ElementAt, Error, PartId, Source};

use super::used;
use crate::emptiness::Emptiness;

/// The most part studios that are asked what their parts are, at a call each.
const MOST_STUDIOS: usize = 8;

/// A part, and where it is from.
type Used<'a> = (&'a Source, &'a PartId);

/// Of a part studio: what its list of parts says.
pub async fn of_part_studio(onshape: &Client, studio: &ElementAt) -> Result<Emptiness, Error> {
    let parts = onshape.parts_of(studio).await?;
    Ok(of(parts.iter().map(|part| part.body_type.as_ref())))
}

/// Of an assembly: what is used in it. Its definition calls parts solids, surfaces or composites and has no word for
/// curves (`BTAssemblyPartBodyType`): what it does not say, the part studios do.
pub async fn of_assembly(onshape: &Client, assembly: &ElementAt) -> Result<Emptiness, Error> {
    let options = DefinitionOptions { include_non_solids: true, ..DefinitionOptions::default() };
    let definition = onshape.assembly_definition(assembly, &options).await?;
    let said = said(&definition);
    let found = of(said.values().map(|body| Some(*body)));
    let unsaid = unsaid(&definition, &said);
    if unsaid.is_empty() {
        // Instances, but no parts: all is suppressed.
        let is_suppressed = found == Emptiness::Nothing && !definition.root_assembly.instances.is_empty();
        return Ok(if is_suppressed { Emptiness::NothingShown } else { found });
    }
    if found == Emptiness::NothingShown {
        return Ok(found);
    }
    let studios: HashMap<&Source, ElementAt> =
        unsaid.iter().filter_map(|(source, _)| Some((*source, used::studio(source, assembly)?))).collect();
    if studios.len() > MOST_STUDIOS {
        return Ok(Emptiness::NothingShown);
    }
    let told = match told(onshape, studios, &unsaid).await {
        // Parts of an assembly that is linked may be closed to us: nothing more is known of them.
        Err(Error::NotAccessible | Error::Gone | Error::Refused { .. }) => {
            return Ok(Emptiness::NothingShown);
        }
        told => told?,
    };
    Ok(of(said.values().map(|body| Some(*body)).chain(told.iter().map(Option::as_ref))))
}

/// What the definition says that its parts are.
fn said(definition: &AssemblyDefinition) -> HashMap<Used<'_>, &BodyType> {
    let parts = definition.parts.iter().filter_map(|part| {
        let body = part.body_type.as_ref().filter(|body| !matches!(body, BodyType::Other(_)))?;
        Some(((&part.source, part.part_id.as_ref()?), body))
    });
    parts.collect()
}

/// The parts of which it does not.
fn unsaid<'a>(
    definition: &'a AssemblyDefinition,
    said: &HashMap<Used<'a>, &'a BodyType>,
) -> HashSet<Used<'a>> {
    let inside = definition.sub_assemblies.iter().flat_map(|assembly| &assembly.instances);
    let instances = definition.root_assembly.instances.iter().chain(inside);
    let there = instances.filter(|instance| instance.suppressed != Some(true));
    let parts = there.filter_map(|instance| Some((&instance.source, instance.part_id.as_ref()?)));
    parts.filter(|part| !said.contains_key(part)).collect()
}

/// What their part studios say that they are.
async fn told(
    onshape: &Client,
    studios: HashMap<&Source, ElementAt>,
    parts: &HashSet<Used<'_>>,
) -> Result<Vec<Option<BodyType>>, Error> {
    let (sources, studios): (Vec<&Source>, Vec<ElementAt>) = studios.into_iter().unzip();
    let mut asked = Vec::with_capacity(studios.len());
    for studio in &studios {
        asked.push(onshape.parts_of(studio));
    }
    let mut bodies: HashMap<&Source, HashMap<PartId, Option<BodyType>>> = HashMap::new();
    for (source, list) in sources.into_iter().zip(futures::future::try_join_all(asked).await?) {
        bodies.insert(source, list.into_iter().map(|part| (part.part_id, part.body_type)).collect());
    }
    Ok(parts.iter().map(|(source, part)| bodies.get(*source)?.get(*part)?.clone()).collect())
}

fn of<'a>(bodies: impl Iterator<Item = Option<&'a BodyType>>) -> Emptiness {
    let mut found = Emptiness::Nothing;
    for body in bodies {
        found = match (body, found) {
            (Some(BodyType::Sheet), _) | (Some(BodyType::Wire | BodyType::Point), Emptiness::Surfaces) => {
                Emptiness::Surfaces
            }
            (Some(BodyType::Wire | BodyType::Point), _) => Emptiness::Wires,
            _ => return Emptiness::NothingShown,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{Value, from_value, json};

    use super::*;

    #[test]
    fn each_kind_of_emptiness_has_its_name() {
        use BodyType::{Sheet, Solid, Wire};
        for (bodies, expected) in [
            (&[][..], Emptiness::Nothing),
            (&[Sheet, Sheet][..], Emptiness::Surfaces),
            (&[Wire][..], Emptiness::Wires),
            (&[Wire, Sheet, Wire][..], Emptiness::Surfaces),
            (&[Wire, Solid][..], Emptiness::NothingShown),
        ] {
            assert_eq!(of(bodies.iter().map(Some)), expected, "{bodies:?}");
        }
        assert_eq!(of([None].into_iter()), Emptiness::NothingShown);
    }

    #[test]
    fn parts_that_the_definition_leaves_out_or_says_nothing_of_are_unsaid() {
        const STUDIO: &str = "e60c4803eaf2ac8be492c18e";
        let instance = |part: &str, suppressed: bool| {
            let id = format!("use of {part}");
            json!({ "id": id, "elementId": STUDIO, "partId": part, "suppressed": suppressed })
        };
        let part = |part: &str, body: Value| json!({ "elementId": STUDIO, "partId": part, "bodyType": body });
        let definition: AssemblyDefinition = from_value(json!({
            "rootAssembly": { "instances": [
                instance("surface", false),
                instance("curve", false),
                instance("curve", false),
                instance("suppressed", true),
                { "id": "use of an assembly", "elementId": STUDIO },
            ] },
            "subAssemblies": [{ "instances": [instance("left out", false), instance("new", false)] }],
            "parts": [part("surface", json!("sheet")), part("curve", Value::Null), part("new", json!("plasma"))],
        }))
        .unwrap();
        let said = said(&definition);
        assert_eq!(said.values().copied().collect::<Vec<_>>(), [&BodyType::Sheet]);
        let mut names: Vec<_> =
            unsaid(&definition, &said).into_iter().map(|(_, part)| part.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["curve", "left out", "new"]);
    }
}
