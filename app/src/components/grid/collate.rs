//! The order of texts, by the browser's own collation: `M8` before `M10`, `é` beside `e`.

use std::collections::HashMap;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::arrange::Key;
use crate::{
    browser::dates::locales,
    table::{Row, Table},
};

/// By what each row of the table is ordered in a column.
pub(super) fn keys(table: &Table, column: usize) -> Vec<Key> {
    let texts = table.rows.iter().filter_map(|row| row.cell(column)).filter(|cell| cell.1.is_none());
    let ranks = ranks(texts.map(|cell| cell.0.as_str()));
    let key = |row: &Row| match row.cell(column) {
        Some(cell) if cell.1.is_some_and(f64::is_finite) => Key::Number(cell.1.unwrap_or_default()),
        Some(cell) if !cell.0.is_empty() => {
            ranks.get(cell.0.as_str()).map_or(Key::Nothing, |rank| Key::Text(*rank))
        }
        _ => Key::Nothing,
    };
    table.rows.iter().map(key).collect()
}

/// The place of each text among all. Each is handed to the browser once, and sorted there.
fn ranks<'a>(texts: impl Iterator<Item = &'a str>) -> HashMap<&'a str, u32> {
    let mut ranks: HashMap<&str, u32> = HashMap::new();
    let mut distinct: Vec<&str> = Vec::new();
    for text in texts {
        ranks.entry(text).or_insert_with(|| {
            distinct.push(text);
            0
        });
    }
    let texts: Array = distinct.iter().map(|text| JsValue::from_str(text)).collect();
    let order = order(&texts);
    for (rank, index) in (0..).zip(order.iter()) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
        let text = index.as_f64().and_then(|index| distinct.get(index as usize));
        if let Some(known) = text.and_then(|text| ranks.get_mut(text)) {
            *known = rank;
        }
    }
    ranks
}

/// Indices of `texts` in their order.
fn order(texts: &Array) -> Array {
    let options = Object::new();
    // A fresh object takes any property.
    let _ = Reflect::set(&options, &"numeric".into(), &true.into());
    let compare: Function = Intl::Collator::new(&locales(), &options).compare();
    let sorted = texts.slice(0, texts.length());
    if let Some(sort) =
        Reflect::get(&sorted, &"sort".into()).ok().and_then(|sort| sort.dyn_into::<Function>().ok())
    {
        let _ = sort.call1(&sorted, &compare);
    }
    let places: js_sys::Map = js_sys::Map::new();
    for (index, text) in (0_u32..).zip(texts.iter()) {
        places.set(&text, &JsValue::from(index));
    }
    sorted.iter().map(|text| places.get(&text)).collect()
}
