//! The figures of the table, as people read them.

use crate::{
    browser::numbers::significant,
    mass::{Mass, Measured, Triple},
    texts::mass as texts,
    units::Unit,
};

/// A line of the table; a cell has a line for each figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) everything: Vec<String>,
    pub(super) selected: Option<Vec<String>>,
}

/// All of it. Where there is no figure, it says so.
pub(super) fn rows(measured: &Measured, selected: Option<&Mass>) -> Vec<Row> {
    let (length, unit) = (measured.length, measured.unit_of_mass);
    let row = |name: &'static str, of: &dyn Fn(&Mass) -> Option<Vec<String>>| Row {
        name,
        everything: of(&measured.mass).unwrap_or_else(not_known),
        selected: selected.map(|selected| of(selected).unwrap_or_else(not_known)),
    };
    let mut rows = vec![
        row(texts::mass(), &|mass| Some(vec![figure(unit.of_si(mass.mass?, 1), unit.symbol())])),
        row(texts::volume(), &|mass| Some(vec![power(mass.volume, length, 3)])),
        row(texts::area(), &|mass| Some(vec![power(mass.area, length, 2)])),
        row(texts::centre(), &|mass| Some(point(mass.centre?, length))),
        row(texts::moments(), &|mass| Some(moments(mass.moments?, length, unit))),
    ];
    if let Some([least, greatest]) = measured.bounds {
        let empty = || selected.map(|_| Vec::new());
        let sides = least.iter().zip(&greatest).map(|(least, greatest)| greatest - least);
        let sides: Vec<_> = sides.map(|side| significant(length.of_si(side, 1))).collect();
        let size = vec![format!("{} {}", sides.join(" × "), length.symbol())];
        rows.push(Row { name: texts::size(), everything: size, selected: empty() });
        rows.push(Row { name: texts::corner(), everything: point(least, length), selected: empty() });
    }
    rows
}

fn not_known() -> Vec<String> {
    vec![texts::unknown().to_owned()]
}

fn figure(figure: f64, symbol: &str) -> String {
    format!("{} {symbol}", significant(figure))
}

fn power(si: f64, length: Unit, power: i32) -> String {
    let mark = if power == 2 { '²' } else { '³' };
    figure(length.of_si(si, power), &format!("{}{mark}", length.symbol()))
}

fn point(point: Triple, length: Unit) -> Vec<String> {
    let lines = ["X", "Y", "Z"].into_iter().zip(point);
    lines.map(|(axis, at)| format!("{axis} {}", figure(length.of_si(at, 1), length.symbol()))).collect()
}

fn moments(moments: Triple, length: Unit, mass: Unit) -> Vec<String> {
    let symbol = format!("{}·{}²", mass.symbol(), length.symbol());
    moments.into_iter().map(|si| figure(mass.of_si(length.of_si(si, 2), 1), &symbol)).collect()
}

/// For the clipboard: columns between tabs, as tables take them.
pub(super) fn as_text(rows: &[Row], selected: Option<String>) -> String {
    let head = [texts::quantity().to_owned(), texts::everything().to_owned()];
    let mut lines = vec![head.into_iter().chain(selected).collect::<Vec<_>>().join("\t")];
    lines.extend(rows.iter().map(|row| {
        let cells = [row.name.to_owned(), row.everything.join("; ")];
        cells
            .into_iter()
            .chain(row.selected.as_ref().map(|cell| cell.join("; ")))
            .collect::<Vec<_>>()
            .join("\t")
    }));
    lines.join("\n")
}
