//! STL: triangles and nothing else. "`StereoLithography` Interface Specification", 3D Systems, 1988.

use super::{
    Scene,
    parts::{self, Parts, coordinate, words},
};
use crate::{Limits, ModelError};

/// Bytes of the binary header, which may say anything.
const HEADER: usize = 80;
/// The header, and the number of facets.
const START: usize = HEADER + 4;
/// A normal and three corners of three floats each, and two bytes that programs use as they like.
const FACET: usize = 50;
/// How far into an ASCII file the first facet is looked for: a name may come before it.
const NAME: usize = 1024;

const CUT_OFF: ModelError = ModelError::Broken("a truncated STL");

/// Whether it looks like STL. A binary file may begin with `solid` too: its length tells.
pub(super) fn is_stl(file: &[u8]) -> bool {
    is_binary(file) || is_ascii(file)
}

fn is_binary(file: &[u8]) -> bool {
    facets(file).and_then(|facets| facets.checked_mul(FACET)?.checked_add(START)) == Some(file.len())
}

fn is_ascii(file: &[u8]) -> bool {
    let text = file.trim_ascii_start();
    let start = text.get(..NAME).unwrap_or(text).to_ascii_lowercase();
    let has = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
    start.starts_with(b"solid") && (has(b"facet") || has(b"endsolid"))
}

/// How many facets a binary file says that it has.
fn facets(file: &[u8]) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(*file.get(HEADER..)?.first_chunk()?)).ok()
}

pub(super) fn read(file: &[u8], limits: &Limits) -> Result<Scene, ModelError> {
    let parts = Parts::new(limits);
    if !is_binary(file) && is_ascii(file) { ascii(file, parts) } else { binary(file, parts) }
}

/// One part without a name: what stands in the header is the program's that wrote it. Normals are made of the corners.
fn binary(file: &[u8], mut parts: Parts) -> Result<Scene, ModelError> {
    let length = facets(file).and_then(|facets| facets.checked_mul(FACET)).ok_or(CUT_OFF)?;
    // Some programs write something after the last facet.
    let facets = file.get(START..).and_then(|rest| rest.get(..length)).ok_or(CUT_OFF)?;
    let mut soup = Soup::default();
    for facet in facets.as_chunks::<FACET>().0 {
        let mut coordinates = facet
            .as_chunks::<4>()
            .0
            .iter()
            .skip(3)
            .map(|bytes| parts::metres(f32::from_le_bytes(*bytes).into()));
        let mut corner = || std::array::from_fn(|_| coordinates.next().unwrap_or_default());
        soup.push([corner(), corner(), corner()], &mut parts)?;
    }
    soup.end(String::new(), &mut parts)?;
    parts.into_scene()
}

/// A part for each `solid`.
fn ascii(file: &[u8], mut parts: Parts) -> Result<Scene, ModelError> {
    let (mut soup, mut name) = (Soup::default(), String::new());
    let mut corners: Vec<[f32; 3]> = Vec::with_capacity(3);
    for line in file.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let mut rest = words(line);
        let Some(word) = rest.next() else { continue };
        let is = |keyword: &[u8]| word.eq_ignore_ascii_case(keyword);
        if is(b"vertex") {
            if corners.len() == 3 {
                return Err(ModelError::Broken("a facet that is no triangle"));
            }
            corners.push([coordinate(rest.next())?, coordinate(rest.next())?, coordinate(rest.next())?]);
        } else if is(b"endloop") {
            let triangle = corners.as_slice().try_into();
            soup.push(triangle.map_err(|_| ModelError::Broken("a facet that is no triangle"))?, &mut parts)?;
            corners.clear();
        } else if is(b"solid") {
            soup.end(std::mem::take(&mut name), &mut parts)?;
            name =
                String::from_utf8_lossy(line.trim_ascii().get(word.len()..).unwrap_or_default().trim_ascii())
                    .into_owned();
        }
    }
    if !corners.is_empty() {
        return Err(CUT_OFF);
    }
    soup.end(name, &mut parts)?;
    parts.into_scene()
}

/// Triangles that have nothing in common.
#[derive(Default)]
struct Soup {
    positions: Vec<[f32; 3]>,
    triangles: Vec<[u32; 3]>,
}

impl Soup {
    fn push(&mut self, triangle: [[f32; 3]; 3], parts: &mut Parts) -> Result<(), ModelError> {
        parts.count_triangle()?;
        let first = u32::try_from(self.positions.len())
            .ok()
            .filter(|first| first.checked_add(2).is_some())
            .ok_or(ModelError::Broken("more corners than can be counted"))?;
        self.positions.extend(triangle);
        self.triangles.push([first, first + 1, first + 2]);
        Ok(())
    }

    fn end(&mut self, name: String, parts: &mut Parts) -> Result<(), ModelError> {
        let Self { positions, triangles } = std::mem::take(self);
        parts.push(name, positions, triangles)
    }
}
