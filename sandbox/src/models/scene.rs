//! What is to be exported, drawn or weighed: parts in their places, grouped as the assembly groups them.

use super::mass::Mass;
use super::part::Part;
use super::space::{Transform, Vector};
use std::sync::Arc;

/// A part or a group of them.
#[derive(Clone, Debug)]
pub struct Node {
    /// The part's or the instance's name.
    pub name: String,
    /// The part's id, or the occurrence path.
    pub path: Vec<String>,
    /// Its place in the group that it is in.
    pub transform: Transform,
    /// There, but not shown.
    pub hidden: bool,
    /// What is there.
    pub what: What,
}

/// What is at a node.
#[derive(Clone, Debug)]
pub enum What {
    /// A part; uses of the same part share it.
    Part(Arc<Part>),
    /// A sub-assembly.
    Group(Vec<Node>),
}

/// Everything.
#[derive(Clone, Debug, Default)]
pub struct Scene(pub Vec<Node>);

/// A use of a part, seen from outside.
#[derive(Clone, Debug)]
pub struct Use {
    /// The part.
    pub part: Arc<Part>,
    /// Where it is.
    pub at: Transform,
    /// Itself or a group that it is in is hidden.
    pub hidden: bool,
}

impl Scene {
    /// Every use of a part.
    pub fn uses(&self) -> Vec<Use> {
        let mut found = Vec::new();
        gather(&self.0, &Transform::IDENTITY, false, &mut found);
        found
    }

    /// The least and the greatest coordinates of what is there, in metres; nothing of nothing.
    pub fn bounds(&self) -> Option<(Vector, Vector)> {
        let uses = self.uses();
        let points = uses.iter().flat_map(|used| used.part.points().map(|point| used.at.point(point)));
        points.fold(None, |box_, point| {
            let (low, high) = box_.unwrap_or((point, point));
            let pair = |[ax, ay, az]: Vector, [bx, by, bz]: Vector, pick: fn(f64, f64) -> f64| {
                [pick(ax, bx), pick(ay, by), pick(az, bz)]
            };
            Some((pair(low, point, f64::min), pair(high, point, f64::max)))
        })
    }

    /// Its mass properties.
    pub fn mass(&self) -> Mass {
        Mass::sum(self.uses().iter().map(|used| Mass::of(&used.part, &used.at)))
    }
}

fn gather(nodes: &[Node], at: &Transform, hidden: bool, found: &mut Vec<Use>) {
    for node in nodes {
        let (at, hidden) = (at.then(&node.transform), hidden || node.hidden);
        match &node.what {
            What::Part(part) => found.push(Use { part: part.clone(), at, hidden: hidden || part.hidden }),
            What::Group(nodes) => gather(nodes, &at, hidden, found),
        }
    }
}

impl Part {
    /// Every point of its surface or its curves.
    pub fn points(&self) -> impl Iterator<Item = Vector> + '_ {
        let curves = self.mesh.edges.iter().flatten().filter(|_| self.mesh.positions.is_empty());
        self.mesh.positions.iter().chain(curves).copied()
    }
}
