//! What is in a part studio or an assembly, down to the parts, through sub-assemblies and linked documents.

use super::element::{Content, Element};
use super::id::Id;
use super::instance;
use super::placed::Placed;
use super::timeline::Wvm;
use crate::models::configuration::{BadConfiguration, Configuration};
use crate::models::part::Part;
use crate::models::scene::{Node, Scene, What};
use crate::models::space::Transform;
use crate::models::{Fineness, Model};
use crate::state::State;
use std::collections::HashMap;
use std::sync::Arc;

/// Sub-assemblies in each other deeper than this are left out.
const DEEPEST: u8 = 64;

/// The parts of a studio in a configuration, under names and materials as they were edited.
pub fn parts(
    element: &Element,
    fineness: Fineness,
    configuration: &str,
) -> Result<Vec<Part>, BadConfiguration> {
    let Some(model) = element.content.model() else { return Ok(Vec::new()) };
    let configuration = Configuration::parse(configuration, model.parameters())?;
    Ok(model.configured(fineness, &configuration))
}

/// Whether the features of a studio succeed in a configuration; other elements have none that could fail.
pub fn regenerates(element: &Element, configuration: &str) -> bool {
    element.content.model().is_none_or(|model| {
        let configuration = Configuration::parse(configuration, model.parameters());
        configuration.is_ok_and(|configuration| model.regenerates(&configuration))
    })
}

/// Looks into elements. Parts that are met again are the same.
pub struct Resolver<'a> {
    state: &'a State,
    fineness: Fineness,
    made: HashMap<(Model, String), Vec<Arc<Part>>>,
}

/// Where a use leads: the tabs of the state that it is in, and the element.
#[derive(Clone, Debug)]
pub struct Found {
    /// The document.
    pub document: Id,
    /// The microversion.
    pub microversion: Id,
    /// All tabs.
    pub tabs: Arc<Vec<Element>>,
    /// The one.
    pub element: Element,
}

impl<'a> Resolver<'a> {
    /// A resolver that makes parts of this fineness.
    pub fn new(state: &'a State, fineness: Fineness) -> Self {
        Self { state, fineness, made: HashMap::new() }
    }

    /// The element that a use in `from` leads to.
    pub fn follow(&self, from: &Found, placed: &Placed) -> Option<Found> {
        let Some((document, version)) = placed.linked else {
            let element = from.tabs.iter().find(|tab| tab.id == placed.element)?.clone();
            return Some(Found { element, ..from.clone() });
        };
        let state = self.state.world().document(document)?.at(Wvm::Version(version))?;
        let element = state.elements.iter().find(|tab| tab.id == placed.element)?.clone();
        Some(Found { document, microversion: state.id, tabs: state.elements, element })
    }

    /// The parts of a studio, each in an `Arc` that all uses share.
    pub fn shared_parts(
        &mut self,
        element: &Element,
        configuration: &str,
    ) -> Result<Vec<Arc<Part>>, BadConfiguration> {
        let Some(model) = element.content.model() else { return Ok(Vec::new()) };
        let key = (model, configuration.to_owned());
        if let Some(known) = self.made.get(&key) {
            return Ok(known.clone());
        }
        let made: Vec<_> = parts(element, self.fineness, configuration)?.into_iter().map(Arc::new).collect();
        self.made.insert(key, made.clone());
        Ok(made)
    }

    /// Everything in a studio or an assembly. Suppressed instances and what leads nowhere are left out.
    pub fn scene(&mut self, found: &Found, configuration: &str) -> Result<Scene, BadConfiguration> {
        match &found.element.content {
            Content::Assembly(_) => Ok(Scene(self.instances(found, &[], DEEPEST))),
            Content::Drawing(of) => {
                let drawn = drawn(&found.tabs, *of).cloned();
                let of = drawn.map(|element| Found { element, ..found.clone() });
                of.map_or_else(|| Ok(Scene::default()), |of| self.scene(&of, configuration))
            }
            _ => {
                let parts = self.shared_parts(&found.element, configuration)?;
                let node = |part: Arc<Part>| Node {
                    name: part.name.to_string(),
                    path: vec![part.id.to_string()],
                    transform: Transform::IDENTITY,
                    hidden: part.hidden,
                    what: What::Part(part),
                };
                Ok(Scene(parts.into_iter().map(node).collect()))
            }
        }
    }

    fn instances(&mut self, found: &Found, above: &[String], depth: u8) -> Vec<Node> {
        let all = instance::placed(&found.tabs, &found.element);
        let shown = all.iter().filter(|placed| !placed.suppressed);
        shown.filter_map(|placed| self.instance(found, placed, above, depth)).collect()
    }

    fn instance(&mut self, from: &Found, placed: &Placed, above: &[String], depth: u8) -> Option<Node> {
        let found = self.follow(from, placed)?;
        let mut path = above.to_vec();
        path.push(placed.id.to_string());
        let what = match &placed.part {
            Some(wanted) => {
                let parts = self.shared_parts(&found.element, &placed.configuration).ok()?;
                What::Part(parts.into_iter().find(|part| part.id == *wanted)?)
            }
            None if depth == 0 => return None,
            None => What::Group(self.instances(&found, &path, depth - 1)),
        };
        let (name, transform, hidden) = (placed.name.clone(), placed.transform, placed.hidden);
        Some(Node { name, path, transform, hidden, what })
    }
}

/// What a drawing shows: the element that it names, or the first assembly or studio there is.
pub fn drawn(tabs: &[Element], of: Option<Id>) -> Option<&Element> {
    let shown = |element: &&Element| element.content.is_assembly() || element.content.model().is_some();
    match of {
        Some(id) => tabs.iter().find(|tab| tab.id == id),
        None => tabs.iter().find(shown),
    }
}
