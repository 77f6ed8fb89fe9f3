//! Pictures of elements: rendered when first asked for, then kept.

mod camera;
mod canvas;
mod render;

use crate::models::part::Part;
use crate::models::space::Transform;
use crate::models::{Fineness, Model};
use crate::world::element::{Content, Element};
use crate::world::instance;
use axum::body::Bytes;
use render::Style;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

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

/// What is on a picture: elements with the same subject share it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Subject {
    Studio(Model, u8),
    Assembly(Vec<Model>),
    Drawing(Model),
}

/// The pictures made so far.
#[derive(Debug, Default)]
pub struct Pictures(Mutex<HashMap<(Subject, Size), Bytes>>);

impl Pictures {
    /// The picture of an element as PNG; nothing where there is none.
    pub fn of_element(&self, tabs: &[Element], element: &Element, size: Size) -> Option<Bytes> {
        let subject = subject(tabs, element)?;
        let key = (subject, size);
        if let Some(kept) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(kept.clone());
        }
        let png = Bytes::from(draw(&key.0, tabs, element, size)?);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, png.clone());
        Some(png)
    }
}

fn models(tabs: &[Element]) -> impl Iterator<Item = Model> + '_ {
    tabs.iter().filter_map(|element| element.content.model())
}

fn subject(tabs: &[Element], element: &Element) -> Option<Subject> {
    match element.content {
        Content::Studio(model) => {
            let tint = u8::try_from(element.id.number() % 6).unwrap_or(0);
            Some(Subject::Studio(model, tint))
        }
        Content::Assembly(_) => {
            Some(models(tabs).collect::<Vec<_>>()).filter(|all| !all.is_empty()).map(Subject::Assembly)
        }
        Content::Drawing(_) => models(tabs).next().map(Subject::Drawing),
        _ => None,
    }
}

fn draw(subject: &Subject, tabs: &[Element], element: &Element, size: Size) -> Option<Vec<u8>> {
    let placed = |part: Part| (part, Transform::moved([0.0; 3]));
    let (parts, style): (Vec<_>, _) = match subject {
        Subject::Studio(model, tint) => {
            let mut parts: Vec<_> = model.parts(Fineness::PICTURE).into_iter().map(placed).collect();
            if let (Some(color), Some((first, _))) = (render::tint(*tint), parts.first_mut()) {
                first.color = color;
            }
            (parts, Style::Shaded)
        }
        Subject::Assembly(_) => {
            let all = instance::placed(tabs, element);
            let parts = all.iter().filter_map(|placed| {
                let studio = tabs.iter().find(|tab| tab.id == placed.element)?;
                let mut parts = studio.content.model()?.parts(Fineness::PICTURE).into_iter();
                Some((parts.find(|part| Some(&*part.id) == placed.part.as_deref())?, placed.transform))
            });
            (parts.collect(), Style::Shaded)
        }
        Subject::Drawing(model) => {
            (model.parts(Fineness::PICTURE).into_iter().map(placed).collect(), Style::Drawing)
        }
    };
    render::png(&parts, style, size.width, size.height)
}
