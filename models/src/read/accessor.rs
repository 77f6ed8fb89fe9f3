//! Typed numbers out of buffers (specification, 3.6.2). Nothing that the file says is believed before it is checked:
//! a list is never longer than the bytes behind it.

use std::borrow::Cow;

use super::gltf::{Accessor, Gltf};
use crate::{Feature, ModelError};

const BYTE: u32 = 5120;
const UNSIGNED_BYTE: u32 = 5121;
const SHORT: u32 = 5122;
const UNSIGNED_SHORT: u32 = 5123;
const UNSIGNED_INT: u32 = 5125;
const FLOAT: u32 = 5126;

const OUTSIDE: ModelError = ModelError::Broken("numbers past the end of their buffer");

/// The content of each buffer.
pub(super) struct Buffers<'a>(pub Vec<Cow<'a, [u8]>>);

impl Buffers<'_> {
    /// The three-component vectors of an accessor: floats, or integers as `KHR_mesh_quantization` allows.
    pub(super) fn vectors(&self, gltf: &Gltf, accessor: usize) -> Result<Vec<[f32; 3]>, ModelError> {
        let accessor = get(gltf, accessor)?;
        if accessor.shape != "VEC3" {
            return Err(ModelError::Broken("vectors that have not three components"));
        }
        let read = component(accessor)?;
        let size = width(accessor.component_type)?;
        let rows = self.rows(gltf, accessor, size * 3)?;
        Ok(rows
            .map(|row| {
                let mut components = row.chunks_exact(size).map(read);
                std::array::from_fn(|_| components.next().unwrap_or_default())
            })
            .collect())
    }

    /// The numbers of an accessor of indices.
    pub(super) fn indices(&self, gltf: &Gltf, accessor: usize) -> Result<Vec<u32>, ModelError> {
        let accessor = get(gltf, accessor)?;
        if accessor.shape != "SCALAR" {
            return Err(ModelError::Broken("indices that are not single numbers"));
        }
        let read: fn(&[u8]) -> u32 = match accessor.component_type {
            UNSIGNED_BYTE => |b| u8::from_le_bytes(bytes(b)).into(),
            UNSIGNED_SHORT => |b| u16::from_le_bytes(bytes(b)).into(),
            UNSIGNED_INT => |b| u32::from_le_bytes(bytes(b)),
            _ => return Err(ModelError::Broken("indices that are not whole numbers")),
        };
        Ok(self.rows(gltf, accessor, width(accessor.component_type)?)?.map(read).collect())
    }

    /// The bytes of each entry.
    fn rows<'s>(
        &'s self,
        gltf: &Gltf,
        accessor: &Accessor,
        size: usize,
    ) -> Result<impl Iterator<Item = &'s [u8]> + use<'s>, ModelError> {
        if accessor.sparse.is_some() {
            return Err(ModelError::Unsupported(Feature::SparseAccessors));
        }
        let view = accessor.buffer_view.and_then(|view| gltf.buffer_views.get(view));
        let view = view.ok_or(ModelError::Broken("numbers without a buffer view"))?;
        let buffer =
            self.0.get(view.buffer).ok_or(ModelError::Broken("a view of a buffer that is not there"))?;
        let end = view.byte_offset.checked_add(view.byte_length).ok_or(OUTSIDE)?;
        let bytes = buffer.get(view.byte_offset..end).ok_or(OUTSIDE)?;
        let stride = view.byte_stride.unwrap_or(size);
        if stride < size {
            return Err(ModelError::Broken("entries that overlap"));
        }
        let length = match accessor.count.checked_sub(1) {
            Some(steps) => {
                steps.checked_mul(stride).and_then(|start| start.checked_add(size)).ok_or(OUTSIDE)?
            }
            None => 0,
        };
        let end = accessor.byte_offset.checked_add(length).ok_or(OUTSIDE)?;
        let bytes = bytes.get(accessor.byte_offset..end).ok_or(OUTSIDE)?;
        Ok(bytes.chunks(stride).filter_map(move |row| row.get(..size)))
    }
}

fn get<'g, 'a>(gltf: &'g Gltf<'a>, accessor: usize) -> Result<&'g Accessor<'a>, ModelError> {
    gltf.accessors.get(accessor).ok_or(ModelError::Broken("an accessor that is not there"))
}

/// How many bytes a component has.
fn width(component_type: u32) -> Result<usize, ModelError> {
    match component_type {
        BYTE | UNSIGNED_BYTE => Ok(1),
        SHORT | UNSIGNED_SHORT => Ok(2),
        UNSIGNED_INT | FLOAT => Ok(4),
        _ => Err(ModelError::Broken("numbers of an unknown type")),
    }
}

/// How to read a component of a vector.
fn component(accessor: &Accessor) -> Result<fn(&[u8]) -> f32, ModelError> {
    Ok(match (accessor.component_type, accessor.normalized) {
        (FLOAT, _) => |b| f32::from_le_bytes(bytes(b)),
        (BYTE, false) => |b| i8::from_le_bytes(bytes(b)).into(),
        (BYTE, true) => |b| (f32::from(i8::from_le_bytes(bytes(b))) / 127.0).max(-1.0),
        (UNSIGNED_BYTE, false) => |b| u8::from_le_bytes(bytes(b)).into(),
        (UNSIGNED_BYTE, true) => |b| f32::from(u8::from_le_bytes(bytes(b))) / 255.0,
        (SHORT, false) => |b| i16::from_le_bytes(bytes(b)).into(),
        (SHORT, true) => |b| (f32::from(i16::from_le_bytes(bytes(b))) / 32767.0).max(-1.0),
        (UNSIGNED_SHORT, false) => |b| u16::from_le_bytes(bytes(b)).into(),
        (UNSIGNED_SHORT, true) => |b| f32::from(u16::from_le_bytes(bytes(b))) / 65535.0,
        _ => return Err(ModelError::Broken("vectors of whole numbers of 32 bits")),
    })
}

/// The first bytes of a row that has them.
fn bytes<const N: usize>(row: &[u8]) -> [u8; N] {
    row.first_chunk().copied().unwrap_or([0; N])
}
