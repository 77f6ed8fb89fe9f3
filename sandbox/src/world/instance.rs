//! What an assembly is made of, whether it is written down or gathered from its document.

use super::element::{Assembly, Content, Element};
use super::id::Id;
use super::placed::Placed;
use crate::models::assembly::placement;
use crate::models::{Fineness, Model};
use std::sync::Arc;

/// The uses of parts and assemblies in an assembly, which is one of `tabs`; nothing for another element.
pub fn placed(tabs: &[Element], assembly: &Element) -> Arc<Vec<Placed>> {
    match &assembly.content {
        Content::Assembly(Assembly::Of(placed)) => placed.clone(),
        Content::Assembly(Assembly::Rack(rack)) => Arc::new(rack.placed(assembly.id)),
        Content::Assembly(Assembly::Gathered) => Arc::new(gathered(tabs, assembly)),
        _ => Arc::default(),
    }
}

/// Every part of every studio, each once and in its place.
fn gathered(tabs: &[Element], assembly: &Element) -> Vec<Placed> {
    let mut used: Vec<Model> = Vec::new();
    let mut all = Vec::new();
    for studio in tabs {
        let Content::Studio(model) = studio.content else { continue };
        let copy = u8::try_from(used.iter().filter(|other| **other == model).count()).unwrap_or(0);
        used.push(model);
        for part in model.parts(Fineness::COARSE) {
            let id = Id::of("instance", format_args!("{}/{}/{}", assembly.id, studio.id, part.id));
            let name = format!("{} <{}>", part.name, copy + 1);
            all.push(Placed::part(id, name, studio.id, &part.id, placement(model, copy)));
        }
    }
    all
}
