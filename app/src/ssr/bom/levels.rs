//! How deep rows are.

use onshape::BomRow;

/// The level of each row. One that lies deeper than directly inside of the row before it is put directly inside.
pub(super) fn of(rows: &[BomRow]) -> Vec<u16> {
    let mut next = 0;
    let level = |row: &BomRow| {
        let said = row.indent_level.and_then(|level| u16::try_from(level).ok()).unwrap_or(0);
        let level = said.min(next);
        next = level.saturating_add(1);
        level
    };
    rows.iter().map(level).collect()
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_value, json};

    use super::*;

    #[test]
    fn no_row_is_deeper_than_inside_of_the_one_before() {
        let said = [json!(0), json!(5), json!(2), json!(-1), json!(null), json!(1), json!(1)];
        let rows: Vec<BomRow> =
            said.iter().map(|level| from_value(json!({ "indentLevel": level })).unwrap()).collect();
        assert_eq!(of(&rows), [0, 1, 2, 0, 0, 1, 1]);
    }
}
