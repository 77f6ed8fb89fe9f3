//! Parts as columns and cells.

use crate::{
    components::grid::mass_text,
    parts::{Body, PartItem, State},
    table::{Cell, Column, Kind, Row, Table},
    texts::parts as say,
};

/// Index of the column of names.
pub(super) const NAME: usize = 0;
/// Index of the column of colours.
pub(super) const APPEARANCE: usize = 5;

/// The table.
pub(super) fn of(parts: &[PartItem]) -> Table {
    let columns = [
        ("name", say::name(), Kind::Name),
        ("number", say::number(), Kind::Text),
        ("material", say::material(), Kind::Text),
        ("mass", say::mass(), Kind::Number),
        ("state", say::state(), Kind::Text),
        ("appearance", say::appearance(), Kind::Text),
        ("body", say::body(), Kind::Short),
    ];
    let column = |(key, name, kind): (&str, &str, Kind)| Column {
        key: key.into(),
        name: name.into(),
        kind,
        shown: true,
    };
    Table { columns: columns.map(column).to_vec(), rows: parts.iter().map(row).collect() }
}

fn row(part: &PartItem) -> Row {
    let text = |text: &Option<String>| Cell::text(text.clone().unwrap_or_default());
    let cells = vec![
        Cell::text(crate::documents::title(part.name.as_deref())),
        text(&part.number),
        text(&part.material),
        part.mass.map(|mass| Cell(mass_text(mass), Some(mass))).unwrap_or_default(),
        Cell::text(part.state.as_ref().map(state).unwrap_or_default()),
        Cell::text(part.appearance.map(crate::parts::Colour::hex).unwrap_or_default()),
        Cell::text(part.body.as_ref().map(body).unwrap_or_default()),
    ];
    Row { level: 0, cells }
}

fn state(state: &State) -> &str {
    match state {
        State::InProgress => say::in_progress(),
        State::Pending => say::pending(),
        State::Released => say::released(),
        State::Obsolete => say::obsolete(),
        State::Rejected => say::rejected(),
        State::Discarded => say::discarded(),
        State::Other(name) => name,
    }
}

fn body(body: &Body) -> &str {
    match body {
        Body::Solid => say::solid(),
        Body::Sheet => say::sheet(),
        Body::Wire => say::wire(),
        Body::Composite => say::composite(),
        Body::Point => say::point(),
        Body::Mesh => say::mesh(),
        Body::Other(name) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_a_cell_in_every_column_whatever_is_known() {
        let part = PartItem {
            id: "JHD".into(),
            name: None,
            number: None,
            material: Some("Steel".into()),
            mass: None,
            state: Some(State::Other("FROZEN".into())),
            appearance: None,
            body: Some(Body::Sheet),
            hidden: true,
        };
        let table = of(&[part]);
        assert_eq!(table.columns.len(), table.rows[0].cells.len());
        let texts: Vec<_> = table.rows[0].cells.iter().map(|cell| cell.0.as_str()).collect();
        assert_eq!(texts, ["Untitled", "", "Steel", "", "FROZEN", "", "Surface"]);
        assert_eq!(table.column("appearance"), Some(APPEARANCE));
    }
}
