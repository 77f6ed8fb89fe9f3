//! Pictures of elements: rendered when first asked for, then kept.

mod camera;
mod canvas;
mod render;
pub mod view;

use crate::models::Fineness;
use crate::models::scene::Use;
use crate::state::State;
use crate::world::element::{Assembly, Content, Element};
use crate::world::structure::{Found, Resolver};
use axum::body::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use view::View;

/// One of Onshape's four thumbnail sizes, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    width: u16,
    height: u16,
}

impl Size {
    /// 600 by 340.
    pub const LARGE: Self = Self { width: 600, height: 340 };

    /// In the order of Onshape's answers.
    pub const ALL: [Self; 4] = [
        Self { width: 70, height: 40 },
        Self { width: 300, height: 300 },
        Self::LARGE,
        Self { width: 300, height: 170 },
    ];

    /// As in paths, `300x170`.
    pub fn name(self) -> String {
        format!("{}x{}", self.width, self.height)
    }

    /// The size of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }
}

/// More pictures than this are not kept.
const KEPT: usize = 4_000;

/// The pictures made so far, by what is on them: elements with the same content share theirs.
#[derive(Debug, Default)]
pub struct Pictures(Mutex<HashMap<(String, u16, u16), Bytes>>);

impl Pictures {
    /// The picture of an element as PNG; nothing where there is none.
    pub fn of_element(&self, state: &State, found: &Found, configuration: &str, size: Size) -> Option<Bytes> {
        let key = (subject(found, configuration)?, size.width, size.height);
        if let Some(kept) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(kept.clone());
        }
        let png = Bytes::from(draw(state, found, configuration, size)?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, png.clone());
        Some(png)
    }
}

fn subject(found: &Found, configuration: &str) -> Option<String> {
    let element = &found.element;
    match &element.content {
        Content::Studio(model) => Some(format!("{model:?}/{}/{configuration}", tint(element))),
        Content::Assembly(Assembly::Gathered) | Content::Drawing(None) => {
            let models: Vec<_> = found.tabs.iter().filter_map(|tab| tab.content.model()).collect();
            (!models.is_empty()).then(|| format!("{}/{models:?}", element.content.data_type()))
        }
        Content::Assembly(_) | Content::Drawing(_) => Some(format!("{}/{}", element.id, found.microversion)),
        _ => None,
    }
}

/// Part studios of one model differ in the colour of their first part.
fn tint(element: &Element) -> u8 {
    u8::try_from(element.id.number() % 6).unwrap_or(0)
}

fn draw(state: &State, found: &Found, configuration: &str, size: Size) -> Option<Vec<u8>> {
    let scene = Resolver::new(state, Fineness::PICTURE).scene(found, configuration).ok()?;
    let mut uses = scene.uses();
    if uses.is_empty() {
        return None;
    }
    // What is smaller than a few pixels needs no fine circles.
    if uses.len() > 300 {
        uses = Resolver::new(state, Fineness::COARSE).scene(found, configuration).ok()?.uses();
    }
    if let (Content::Studio(_), Some(color), Some(first)) =
        (&found.element.content, render::tint(tint(&found.element)), uses.first_mut())
    {
        Arc::make_mut(&mut first.part).color = color;
    }
    let line_drawing = matches!(found.element.content, Content::Drawing(_));
    render::png(&uses, &View { line_drawing, ..View::thumbnail(size.width, size.height) })
}

/// A picture of parts as PNG.
pub fn of_uses(uses: &[Use], view: &View) -> Option<Vec<u8>> {
    render::png(uses, view)
}

/// A picture of parts on white, a byte of lightness for each pixel.
pub fn gray(uses: &[Use], view: &View) -> Option<Vec<u8>> {
    let pixels = render::pixels(uses, view);
    let gray = pixels.chunks_exact(4).map(|pixel| match pixel {
        [red, green, blue, opacity] => {
            let lightness = (u32::from(*red) + u32::from(*green) + u32::from(*blue)) / 3;
            let opacity = u32::from(*opacity);
            u8::try_from((lightness * opacity + 255 * (255 - opacity)) / 255).unwrap_or(255)
        }
        _ => 255,
    });
    (!pixels.is_empty()).then(|| gray.collect())
}
