//! The parts of a part studio, with their masses.

use onshape::{
    BodyType, Client, ElementAt, Error, MassProperties, MassPropertiesByBody, MicroversionId, Part,
    ReleaseState,
};

use super::bom::{LONGEST_TEXT, shortened};
use crate::parts::{Body, Colour, PartItem, State};

/// Two calls, which the colours of the 3D view by material and mass share.
pub async fn of_studio(
    onshape: Client,
    studio: &ElementAt,
    known: Option<MicroversionId>,
) -> Result<Vec<PartItem>, Error> {
    let onshape = match known {
        Some(known) => onshape.as_of(known),
        None => onshape,
    };
    let (parts, masses) =
        futures::future::try_join(onshape.parts_of(studio), masses(&onshape, studio)).await?;
    let item = |part: Part| {
        let mass = masses.bodies.get(part.part_id.as_str()).and_then(MassProperties::kilograms);
        item(part, mass)
    };
    Ok(parts.into_iter().map(item).collect())
}

/// The masses of its parts; none where they cannot be read: the parts are there without them.
pub(super) async fn masses(onshape: &Client, studio: &ElementAt) -> Result<MassPropertiesByBody, Error> {
    match onshape.part_studio_mass_properties(studio, true).await {
        Err(Error::Unreadable(answer)) => {
            tracing::warn!(answer, "the masses of a part studio cannot be read");
            Ok(MassPropertiesByBody::default())
        }
        masses => masses,
    }
}

fn item(part: Part, mass: Option<f64>) -> PartItem {
    let body = if part.is_mesh == Some(true) { Some(Body::Mesh) } else { part.body_type.map(body) };
    let appearance = part.appearance.and_then(|appearance| {
        let color = appearance.color?;
        let opacity = appearance.opacity.and_then(|opacity| u8::try_from(opacity).ok()).unwrap_or(u8::MAX);
        Some(Colour { rgb: [color.red, color.green, color.blue], opacity })
    });
    PartItem {
        id: part.part_id.to_string(),
        name: part.name.and_then(said),
        number: part.part_number.and_then(said),
        material: part.material.and_then(|material| material.display_name).and_then(said),
        mass: mass.filter(|mass| mass.is_finite()),
        state: part.state.map(state),
        appearance,
        body,
        hidden: part.is_hidden == Some(true),
    }
}

/// A text in which something is said.
fn said(text: String) -> Option<String> {
    Some(shortened(&text, LONGEST_TEXT)).filter(|text| !text.is_empty())
}

fn state(state: ReleaseState) -> State {
    match state {
        ReleaseState::InProgress => State::InProgress,
        ReleaseState::Pending => State::Pending,
        ReleaseState::Released => State::Released,
        ReleaseState::Obsolete => State::Obsolete,
        ReleaseState::Rejected => State::Rejected,
        ReleaseState::Discarded => State::Discarded,
        ReleaseState::Other(name) => State::Other(shortened(&name, LONGEST_TEXT)),
    }
}

fn body(body: BodyType) -> Body {
    match body {
        BodyType::Solid => Body::Solid,
        BodyType::Sheet => Body::Sheet,
        BodyType::Wire => Body::Wire,
        BodyType::Composite => Body::Composite,
        BodyType::Point => Body::Point,
        BodyType::Other(name) => Body::Other(shortened(&name, LONGEST_TEXT)),
    }
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_value, json};

    use super::*;

    #[test]
    fn a_part_of_which_nothing_is_known_is_a_part() {
        let part: Part = from_value(json!({
            "partId": "JHD", "name": null, "bodyType": null, "material": null, "appearance": null, "isHidden": null,
        }))
        .unwrap();
        let found = item(part, Some(f64::NAN));
        assert_eq!((found.id.as_str(), &found.name, found.mass, &found.body), ("JHD", &None, None, &None));
        assert!(!found.hidden && found.appearance.is_none());
    }

    #[test]
    fn what_onshape_has_added_since_is_kept_by_its_name() {
        let part: Part = from_value(json!({
            "partId": "J/D", "name": " A\u{7}b ", "bodyType": "lattice", "state": "FROZEN",
            "appearance": { "color": { "red": 1, "green": 2, "blue": 3 }, "opacity": 999 }, "isHidden": true,
        }))
        .unwrap();
        let found = item(part, Some(1.5));
        assert_eq!(found.name.as_deref(), Some("A b"));
        assert_eq!(found.body, Some(Body::Other("lattice".into())));
        assert_eq!(found.state, Some(State::Other("FROZEN".into())));
        assert_eq!(found.appearance, Some(Colour { rgb: [1, 2, 3], opacity: 255 }));
        assert!(found.hidden);
    }
}
