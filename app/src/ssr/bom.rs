//! A bill of materials, from Onshape's shape to a table.

mod levels;
mod occurrences;
mod values;

use leptos::serde_json::Value;
use onshape::{
    BillOfMaterials, BomHeader, BomItemSource, BomOptions, BomRow, Client, ElementAt, Error, MicroversionId,
    ValueType,
};

pub use values::{LONGEST_TEXT, shortened};

use crate::{
    bom::{Bom, Item, Source},
    place::{Id, Wvm},
    table::{Cell, Column, Kind, Row, Table},
};

/// The most rows that are shown.
const MOST_ROWS: usize = 50_000;
/// The most columns that are shown.
const MOST_COLUMNS: usize = 200;

/// One call.
pub async fn ask(
    onshape: Client,
    assembly: &ElementAt,
    known: Option<MicroversionId>,
    flat: bool,
) -> Result<BillOfMaterials, Error> {
    let onshape = match known {
        Some(known) => onshape.as_of(known),
        None => onshape,
    };
    onshape.bill_of_materials(assembly, &BomOptions { indented: !flat, ..BomOptions::default() }).await
}

/// As the screens need it. Rows and columns keep their order.
pub fn read(bom: &BillOfMaterials) -> Bom {
    let rows = bom.rows.get(..MOST_ROWS).unwrap_or(&bom.rows);
    let headers = bom.headers.get(..MOST_COLUMNS).unwrap_or(&bom.headers);
    let levels = levels::of(rows);
    let table_rows: Vec<Row> = rows
        .iter()
        .zip(&levels)
        .map(|(row, level)| Row {
            level: *level,
            cells: headers.iter().map(|header| cell(row, header)).collect(),
        })
        .collect();
    let name = name_column(headers);
    let columns = headers
        .iter()
        .enumerate()
        .map(|(index, header)| {
            let kind = match values::kind(&table_rows, index) {
                _ if Some(index) == name => Kind::Name,
                Kind::Number if header.value_type == Some(ValueType::Bool) => Kind::Flag,
                kind => kind,
            };
            column(header, kind)
        })
        .collect();
    let mut paths = occurrences::of(rows, &levels).into_iter();
    let named = |name: &str| headers.iter().find(|header| header.property_name.as_deref() == Some(name));
    let (quantity, mass) = (named("quantity"), named("mass"));
    let items = rows
        .iter()
        .map(|row| Item {
            source: row.item_source.as_ref().and_then(source),
            occurrences: paths.next().unwrap_or_default(),
            quantity: value(row, quantity).and_then(|value| values::read(value).1),
            mass: value(row, mass).and_then(super::facts::kilograms).filter(|mass| mass.is_finite()),
        })
        .collect();
    let left_out = u32::try_from(bom.rows.len() - rows.len()).unwrap_or(u32::MAX);
    let key = |header: Option<&BomHeader>| header.map(|header| header.id.to_string());
    Bom {
        table: Table { columns, rows: table_rows },
        items,
        quantity: key(quantity),
        mass: key(mass),
        left_out,
    }
}

fn value<'a>(row: &'a BomRow, header: Option<&BomHeader>) -> Option<&'a Value> {
    row.header_id_to_value.get(header?.id.as_str())
}

fn cell(row: &BomRow, header: &BomHeader) -> Cell {
    let cell = value(row, Some(header)).map(values::read).unwrap_or_default();
    // `1.10` follows `1.9`: places in the list are no numbers.
    if header.property_name.as_deref() == Some("item") { Cell(values::plain(&cell), None) } else { cell }
}

fn column(header: &BomHeader, kind: Kind) -> Column {
    let said = |text: &Option<String>| {
        text.as_deref().map(|text| shortened(text, 80)).filter(|text| !text.is_empty())
    };
    let name = said(&header.name).or_else(|| said(&header.property_name));
    Column {
        key: header.id.to_string(),
        name: name.unwrap_or_else(|| header.id.to_string()),
        kind,
        shown: header.visible != Some(false),
    }
}

/// The column that says what a row is called.
fn name_column(headers: &[BomHeader]) -> Option<usize> {
    let named = |name: &str| headers.iter().position(|header| header.property_name.as_deref() == Some(name));
    named("name").or_else(|| named("partNumber")).or_else(|| named("description"))
}

fn source(source: &BomItemSource) -> Option<Source> {
    let id = |id: &str| Id::parse(id).ok();
    let state = source.wvm_id.as_ref().and_then(|state| id(state.as_str()));
    let wvm = state.and_then(|state| match source.wvm_type.as_deref() {
        Some("w") => Some(Wvm::Workspace(state)),
        Some("v") => Some(Wvm::Version(state)),
        Some("m") => Some(Wvm::Microversion(state)),
        _ => None,
    });
    Some(Source {
        document: id(source.document_id.as_ref()?.as_str())?,
        wvm,
        element: id(source.element_id.as_ref()?.as_str())?,
        is_part: source.part_id.as_ref().is_some_and(|part| !part.as_str().is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_value, json};

    use super::*;

    fn bom(rows: Value) -> Bom {
        let headers = json!([
            { "id": "5ace8269c046ad612c65a0ba", "name": "Item", "propertyName": "item", "visible": true },
            { "id": "57f3fb8efa3416c06701d60d", "name": "Name", "propertyName": "name", "visible": true },
            { "id": "5ace84d3c046ad611c65a0dd", "name": null, "propertyName": "quantity", "visible": null },
            { "id": "57f3fb8efa3416c06701d626", "name": "Mass", "propertyName": "mass", "visible": false },
        ]);
        read(&from_value(json!({ "headers": headers, "rows": rows })).unwrap())
    }

    #[test]
    fn rows_are_cells_in_the_order_of_the_columns() {
        let bom = bom(json!([{
            "rowId": "r", "indentLevel": 0, "relatedOccurrences": ["a.b"],
            "headerIdToValue": {
                "5ace8269c046ad612c65a0ba": "1.10", "57f3fb8efa3416c06701d60d": "Bolt",
                "5ace84d3c046ad611c65a0dd": 4, "57f3fb8efa3416c06701d626": "12 g",
            },
            "itemSource": {
                "documentId": "e60c4803eaf2ac8be492c18e", "elementId": "e60c4803eaf2ac8be492c18f",
                "wvmType": "v", "wvmId": "e60c4803eaf2ac8be492c190", "partId": "JHD",
            },
        }]));
        let cells = [
            Cell("1.10".into(), None),
            Cell::text("Bolt"),
            Cell(String::new(), Some(4.0)),
            Cell("12 g".into(), Some(0.012)),
        ];
        assert_eq!(bom.table.rows, [Row { level: 0, cells: cells.to_vec() }]);
        let kinds: Vec<_> = bom.table.columns.iter().map(|column| (column.kind, column.shown)).collect();
        assert_eq!(
            kinds,
            [(Kind::Short, true), (Kind::Name, true), (Kind::Number, true), (Kind::Number, false)]
        );
        assert_eq!(bom.table.columns[2].name, "quantity");
        let item = &bom.items[0];
        assert_eq!((item.quantity, item.mass), (Some(4.0), Some(0.012)));
        assert_eq!(item.occurrences, [["a", "b"]]);
        assert!(
            item.source
                .as_ref()
                .is_some_and(|source| source.is_part && matches!(source.wvm, Some(Wvm::Version(_))))
        );
    }

    #[test]
    fn a_bill_of_nothing_but_nulls_is_a_table_of_empty_cells() {
        let row = json!({ "rowId": null, "indentLevel": null, "headerIdToValue": null, "itemSource": null, "relatedOccurrences": null });
        let bom = bom(json!([row, row]));
        assert_eq!(bom.table.rows.len(), 2);
        assert!(bom.table.rows.iter().all(|row| row.level == 0 && row.cells.iter().all(Cell::is_empty)));
        assert!(bom.items.iter().all(|item| *item == Item::default()));
    }
}
