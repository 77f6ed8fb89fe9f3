//! Wavefront OBJ: corners, and polygons of them in named groups. "Object Files (.obj)", Appendix B1 of Wavefront's
//! Advanced Visualizer manual. Materials, normals, curves and texture coordinates are passed over.

use std::{borrow::Cow, collections::HashMap};

use super::{
    Scene,
    parts::{Parts, coordinate, words},
};
use crate::{Limits, ModelError, Quantity};

/// How many bytes of comments may come before the first statement, for it to be found.
const PREAMBLE: usize = 64 << 10;

/// Statements that a file may begin with.
const FIRST: [&[u8]; 8] = [b"mtllib", b"usemtl", b"o", b"g", b"s", b"v", b"vn", b"vt"];

const OUTSIDE: ModelError = ModelError::Broken("an index out of range");

/// Whether the first line that is no comment is a statement of OBJ.
pub(super) fn is_obj(text: &[u8]) -> bool {
    let start = text.get(..PREAMBLE).unwrap_or(text);
    let mut statements = start.split(|byte| *byte == b'\n').map(words);
    statements
        .find_map(|mut words| words.next().filter(|word| !word.starts_with(b"#")))
        .is_some_and(|word| FIRST.contains(&word))
}

pub(super) fn read(file: &[u8], limits: &Limits) -> Result<Scene, ModelError> {
    let file = without_continuations(file);
    let mut parts = Parts::new(limits);
    let mut positions: Vec<[f32; 3]> = Vec::new();
    let mut groups = Groups::new(limits);
    for line in file.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let mut rest = words(line);
        match rest.next() {
            // What follows, a weight or a colour, is no place.
            Some(b"v") => {
                positions.push([
                    coordinate(rest.next())?,
                    coordinate(rest.next())?,
                    coordinate(rest.next())?,
                ]);
            }
            Some(b"f" | b"fo") => {
                let mut corners = rest.map(|word| corner(word, positions.len()));
                let (Some(hub), Some(mut last)) = (corners.next().transpose()?, corners.next().transpose()?)
                else {
                    continue;
                };
                // A fan, which is right for all convex polygons.
                for next in corners {
                    let next = next?;
                    parts.count_triangle()?;
                    groups.triangles()?.push([hub, last, next]);
                    last = next;
                }
            }
            Some(keyword @ (b"o" | b"g")) => {
                groups.name(line.trim_ascii().get(keyword.len()..).unwrap_or_default().trim_ascii());
            }
            _ => {}
        }
    }
    let mut numbers = Numbers::of(&positions);
    for (name, mut triangles) in groups.named {
        let own = numbers.renumber(&positions, &mut triangles);
        parts.push(String::from_utf8_lossy(name).into_owned(), own, triangles)?;
    }
    parts.into_scene()
}

/// A line that ends in a backslash goes on in the next one.
fn without_continuations(file: &[u8]) -> Cow<'_, [u8]> {
    if !file.array_windows().any(|pair: &[u8; 2]| matches!(pair, b"\\\n" | b"\\\r")) {
        return Cow::Borrowed(file);
    }
    let mut joined = Vec::with_capacity(file.len());
    let mut bytes = file.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\\' && bytes.next_if(|next| matches!(next, b'\n' | b'\r')).is_some() {
            let _ = bytes.next_if_eq(&b'\n');
            joined.push(b' ');
        } else {
            joined.push(byte);
        }
    }
    Cow::Owned(joined)
}

/// The number of a corner (`7`, `7/1/3`, `7//3`), counted from 0. Onshape's and others' files count from 1; a negative
/// one counts back from the last position that was told before.
fn corner(word: &[u8], told: usize) -> Result<u32, ModelError> {
    let number = word.split(|byte| *byte == b'/').next().unwrap_or_default();
    let number: i64 = std::str::from_utf8(number).ok().and_then(|text| text.parse().ok()).ok_or(OUTSIDE)?;
    let told = i64::try_from(told).unwrap_or(i64::MAX);
    let index = if number < 0 { told.checked_add(number) } else { number.checked_sub(1) };
    index.filter(|index| (0..told).contains(index)).and_then(|index| u32::try_from(index).ok()).ok_or(OUTSIDE)
}

/// Triangles by the group that they are in; a group that is named again goes on.
struct Groups<'a> {
    limit: usize,
    name: &'a [u8],
    /// The number of the group that is open, if it has triangles.
    open: Option<usize>,
    numbers: HashMap<&'a [u8], usize>,
    named: Vec<(&'a [u8], Vec<[u32; 3]>)>,
}

impl<'a> Groups<'a> {
    fn new(limits: &Limits) -> Self {
        Self { limit: limits.nodes, name: b"", open: None, numbers: HashMap::new(), named: Vec::new() }
    }

    fn name(&mut self, name: &'a [u8]) {
        (self.name, self.open) = (name, None);
    }

    /// Those of the group that is open.
    fn triangles(&mut self) -> Result<&mut Vec<[u32; 3]>, ModelError> {
        let number = match self.open {
            Some(number) => number,
            None => *self.numbers.entry(self.name).or_insert(self.named.len()),
        };
        if number == self.named.len() {
            if number == self.limit {
                return Err(ModelError::too_much(Quantity::Nodes, self.limit));
            }
            self.named.push((self.name, Vec::new()));
        }
        self.open = Some(number);
        self.named.get_mut(number).map(|(_, triangles)| triangles).ok_or(OUTSIDE)
    }
}

/// The numbers that positions have within a part: for each, the part that used it last, and its number there.
struct Numbers {
    part: u32,
    last: Vec<(u32, u32)>,
}

impl Numbers {
    fn of(positions: &[[f32; 3]]) -> Self {
        Self { part: 0, last: vec![(0, 0); positions.len()] }
    }

    /// The positions that a part uses, and its triangles over them.
    fn renumber(&mut self, positions: &[[f32; 3]], triangles: &mut [[u32; 3]]) -> Vec<[f32; 3]> {
        self.part += 1;
        let mut own = Vec::new();
        for corner in triangles.as_flattened_mut() {
            let at = usize::try_from(*corner).unwrap_or(usize::MAX);
            let (Some(entry), Some(position)) = (self.last.get_mut(at), positions.get(at)) else { continue };
            if entry.0 != self.part {
                *entry = (self.part, u32::try_from(own.len()).unwrap_or(u32::MAX));
                own.push(*position);
            }
            *corner = entry.1;
        }
        own
    }
}
