//! GLB, the binary container of glTF 2.0 (specification, chapter 4).

use crate::{ModelError, Quantity};

const MAGIC: &[u8; 4] = b"glTF";
const VERSION: u32 = 2;
const JSON: &[u8; 4] = b"JSON";
const BIN: &[u8; 4] = b"BIN\0";
const HEADER: usize = 12;

/// Whether the file starts as a GLB does.
pub(crate) fn is_glb(file: &[u8]) -> bool {
    file.starts_with(MAGIC)
}

/// The JSON of a GLB and the bytes of its first binary chunk.
pub(crate) fn read(file: &[u8]) -> Result<(&[u8], &[u8]), ModelError> {
    let broken = ModelError::Broken("a truncated GLB");
    if u32_at(file, 4) != Some(VERSION) {
        return Err(ModelError::Broken("a GLB of another version"));
    }
    let length = u32_at(file, 8).and_then(|n| usize::try_from(n).ok()).ok_or(broken)?;
    let file = file.get(..length).ok_or(broken)?;
    let (kind, json, rest) = chunk(file.get(HEADER..).ok_or(broken)?).ok_or(broken)?;
    if kind != JSON {
        return Err(ModelError::Broken("a GLB that does not start with JSON"));
    }
    let binary = match chunk(rest) {
        Some((kind, bytes, _)) if kind == BIN => bytes,
        _ => &[],
    };
    Ok((json, binary))
}

/// One GLB of `json` and its only buffer.
pub(crate) fn write(json: &serde_json::Value, binary: &[u8]) -> Result<Vec<u8>, ModelError> {
    let mut text = serde_json::to_vec(json).map_err(|_| ModelError::Broken("JSON that cannot be written"))?;
    text.resize(text.len().next_multiple_of(4), b' ');
    let padded = binary.len().next_multiple_of(4);
    let total = HEADER + 8 + text.len() + if binary.is_empty() { 0 } else { 8 + padded };
    let mut file = Vec::with_capacity(total);
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&size(total)?.to_le_bytes());
    file.extend_from_slice(&size(text.len())?.to_le_bytes());
    file.extend_from_slice(JSON);
    file.extend_from_slice(&text);
    if !binary.is_empty() {
        file.extend_from_slice(&size(padded)?.to_le_bytes());
        file.extend_from_slice(BIN);
        file.extend_from_slice(binary);
        file.resize(total, 0);
    }
    Ok(file)
}

fn size(bytes: usize) -> Result<u32, ModelError> {
    u32::try_from(bytes).map_err(|_| ModelError::TooMuch { what: Quantity::Bytes, limit: u32::MAX.into() })
}

fn u32_at(file: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*file.get(at..)?.first_chunk()?))
}

/// Type and content of the first chunk, and what follows it.
fn chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let length = usize::try_from(u32_at(bytes, 0)?).ok()?;
    let kind = bytes.get(4..)?.first_chunk()?;
    let content = bytes.get(8..)?;
    Some((kind, content.get(..length)?, content.get(length..)?))
}
