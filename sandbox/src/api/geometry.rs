//! What is measured and drawn from the models: mass properties, bounding boxes, shaded views. SI units.

use super::answer;
use super::call::Call;
use super::error::ApiError;
use crate::models::Fineness;
use crate::models::mass::Mass;
use crate::models::part::Body;
use crate::models::scene::Scene;
use crate::picture;
use crate::picture::view::View;
use crate::world::structure::{Found, Resolver};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// Onshape gives each figure with the least and the greatest that it may be.
const TOLERANCE: f64 = 0.000_1;
/// Pixels of a shaded view's side, at the most.
const LARGEST: usize = 2_000;
/// Metres of a pixel, at the least and at the most.
const LEAST: f64 = 1e-9;
const MOST: f64 = 1e6;

/// Everything in the element, or one of its parts; 404 when there is no such part.
fn scene(call: &Call<'_>, found: &Found, part: Option<&str>, fineness: Fineness) -> Result<Scene, ApiError> {
    let configuration = call.query.get("configuration").unwrap_or("default");
    let mut scene = Resolver::new(call.state, fineness).scene(found, configuration)?;
    if let Some(wanted) = part {
        scene.0.retain(|node| node.path.last().is_some_and(|id| id == wanted));
        if scene.0.is_empty() {
            return Err(ApiError::NotFound("Part not found.".to_owned()));
        }
    }
    Ok(scene)
}

/// `…/boundingboxes` (`BTBoundingBoxInfo`): zeros where there is nothing.
pub fn bounding_box(call: &Call<'_>, found: &Found, part: Option<&str>) -> Result<Response, ApiError> {
    let bounds = scene(call, found, part, Fineness::NORMAL)?.bounds();
    let ([lx, ly, lz], [hx, hy, hz]) = bounds.unwrap_or_default();
    Ok(answer::json(&json!({ "lowX": lx, "lowY": ly, "lowZ": lz, "highX": hx, "highY": hy, "highZ": hz })))
}

/// `/assemblies/…/massproperties` (`BTMassPropertiesInfo`)
pub fn assembly_mass(call: &Call<'_>, found: &Found) -> Result<Response, ApiError> {
    Ok(answer::json(&info(&scene(call, found, None, Fineness::NORMAL)?.mass())))
}

/// `/partstudios/…/massproperties` and `/parts/…/massproperties` (`BTMassPropertiesBulkInfo`): one sum under `-all-`, or
/// each part under its id. A part by itself stands under its id.
pub fn studio_mass(call: &Call<'_>, found: &Found, part: Option<&str>) -> Result<Response, ApiError> {
    let mut scene = scene(call, found, part, Fineness::NORMAL)?;
    let asked: Vec<&str> =
        call.query.all("partId").flat_map(|ids| ids.split(',')).filter(|id| !id.is_empty()).collect();
    let id = |path: &[String]| path.last().cloned().unwrap_or_default();
    scene.0.retain(|node| asked.is_empty() || asked.contains(&&*id(&node.path)));
    let mut bodies = Map::new();
    if part.is_none() && call.query.flag_or("massAsGroup", true) {
        bodies.insert("-all-".to_owned(), info(&scene.mass()));
    } else {
        for node in scene.0 {
            bodies.insert(id(&node.path), info(&Scene(vec![node]).mass()));
        }
    }
    Ok(answer::json(&json!({ "microversionId": found.element.microversion, "bodies": bodies })))
}

fn info(mass: &Mass) -> Value {
    let triple = |value: f64| [value, value * (1.0 - TOLERANCE), value * (1.0 + TOLERANCE)];
    let three = |values: &[f64]| -> Vec<f64> {
        [1.0, 1.0 - TOLERANCE, 1.0 + TOLERANCE]
            .iter()
            .flat_map(|factor| values.iter().map(move |value| value * factor))
            .collect()
    };
    let principal = mass.principal();
    let axes = principal.map(|(_, [x, y, z])| json!({ "btType": "BTVector3d-389", "x": x, "y": y, "z": z }));
    json!({
        "hasMass": mass.mass > 0.0,
        "massMissingCount": mass.missing,
        "mass": triple(mass.mass),
        "volume": triple(mass.volume),
        "periphery": triple(mass.area),
        "centroid": three(&mass.centroid()),
        "inertia": three(&mass.inertia()),
        "principalInertia": principal.map(|(moment, _)| moment),
        "principalAxes": axes,
    })
}

/// `…/shadedviews` (`BTShadedViewsInfo`): one PNG in base64.
pub fn shaded_views(call: &Call<'_>, found: &Found, part: Option<&str>) -> Result<Response, ApiError> {
    let side = |name| -> Result<u16, ApiError> {
        let pixels = call.query.number(name)?.unwrap_or(500).clamp(1, LARGEST);
        Ok(u16::try_from(pixels).unwrap_or(500))
    };
    let (width, height) = (side("outputWidth")?, side("outputHeight")?);
    let matrix = call.query.get("viewMatrix").unwrap_or("front");
    let view = View::parse(matrix, width, height).ok_or_else(|| {
        ApiError::BadRequest("viewMatrix is neither a view's name nor 12 numbers".to_owned())
    })?;
    let pixel_size: f64 = match call.query.get("pixelSize").map(str::parse) {
        None => 0.003,
        Some(Ok(metres)) if metres == 0.0 || (LEAST..=MOST).contains(&metres) => metres,
        Some(_) => return Err(ApiError::BadRequest("Not a number of metres: pixelSize".to_owned())),
    };
    let edges = call.query.get("edges") != Some("hide");
    let mut uses = scene(call, found, part, Fineness::PICTURE)?.uses();
    let (all, surfaces, wires) = (
        call.query.flag("showAllParts"),
        call.query.flag("includeSurfaces"),
        call.query.flag("includeWires"),
    );
    uses.retain(|used| match used.part.body {
        Body::Sheet => surfaces,
        Body::Wire => wires,
        Body::Solid | Body::Composite => true,
    });
    if all {
        for used in &mut uses {
            used.hidden = false;
        }
    }
    let png = picture::of_uses(&uses, &View { pixel_size, edges, ..view });
    let png = png.ok_or_else(|| ApiError::Broken("the picture could not be encoded".to_owned()))?;
    Ok(answer::json(&json!({ "images": [STANDARD.encode(png)] })))
}
