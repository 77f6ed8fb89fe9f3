//! Why a model came back empty: one call, and none where it is known.

use onshape::{BodyType, Client, DefinitionOptions, ElementAt, Error};

use crate::emptiness::Emptiness;

/// Of a part studio: what its list of parts says.
pub async fn of_part_studio(onshape: &Client, studio: &ElementAt) -> Result<Emptiness, Error> {
    let parts = onshape.parts_of(studio).await?;
    Ok(of(parts.iter().map(|part| part.body_type.as_ref())))
}

/// Of an assembly: what is used in it.
pub async fn of_assembly(onshape: &Client, assembly: &ElementAt) -> Result<Emptiness, Error> {
    let options = DefinitionOptions { include_non_solids: true, ..DefinitionOptions::default() };
    let definition = onshape.assembly_definition(assembly, &options).await?;
    if definition.parts.is_empty() && !definition.root_assembly.instances.is_empty() {
        return Ok(Emptiness::NothingShown);
    }
    Ok(of(definition.parts.iter().map(|part| part.body_type.as_ref())))
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
}
