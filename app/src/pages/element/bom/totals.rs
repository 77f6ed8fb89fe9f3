//! The sums below the table: of what is found, where something is looked for.

use crate::{
    bom::{Bom, Item},
    components::grid::{GridState, Totals, mass_text, number_text},
    table::Kind,
    texts::bom as say,
};

/// What the last row says, and what there is to know about it.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Sums {
    pub(super) texts: Totals,
    pub(super) note: String,
}

/// Sums of the rows: flattened, of all; structured, of those directly in the assembly, which count what is inside. Of what
/// is found in a structure there are none: those rows count what was not looked for.
pub(super) fn of(bom: &Bom, grid: GridState, flat: bool) -> Sums {
    if !flat && bom.table.is_deep() && grid.is_searched() {
        return Sums::default();
    }
    let counted = |row: &u32| flat || bom.table.rows.get(*row as usize).is_some_and(|row| row.level == 0);
    let mut rows = grid.found_rows();
    rows.retain(counted);
    let sum = sum(rows.iter().filter_map(|row| bom.items.get(*row as usize)));
    let mut sums = Sums::default();
    if let Some(name) = bom.table.columns.iter().find(|column| column.kind == Kind::Name) {
        sums.texts.insert(name.key.clone(), say::total().to_owned());
    }
    if let (Some(key), Some(quantity)) = (&bom.quantity, sum.quantity) {
        sums.texts.insert(key.clone(), number_text(quantity));
    }
    if let (Some(key), Some(mass)) = (&bom.mass, sum.mass) {
        let text = mass_text(mass);
        sums.texts.insert(key.clone(), if sum.without_mass > 0 { format!("≥ {text}") } else { text });
        if sum.without_mass > 0 {
            sums.note = say::mass_missing(sum.without_mass);
        }
    }
    sums
}

#[derive(Debug, PartialEq, Default)]
struct Sum {
    /// Nothing, if no row says how many.
    quantity: Option<f64>,
    /// Kilograms of those rows that say it; nothing, if none does.
    mass: Option<f64>,
    /// How many rows do not say their mass.
    without_mass: u64,
}

fn sum<'a>(items: impl Iterator<Item = &'a Item>) -> Sum {
    let mut sum = Sum::default();
    for item in items {
        if let Some(quantity) = item.quantity {
            *sum.quantity.get_or_insert(0.0) += quantity;
        }
        match item.quantity.zip(item.mass) {
            Some((quantity, mass)) => *sum.mass.get_or_insert(0.0) += quantity * mass,
            None => sum.without_mass += 1,
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_says_what_it_leaves_out() {
        let item = |quantity, mass| Item { quantity, mass, ..Item::default() };
        let items = [item(Some(2.0), Some(0.5)), item(Some(3.0), None), item(None, Some(1.0))];
        assert_eq!(sum(items.iter()), Sum { quantity: Some(5.0), mass: Some(1.0), without_mass: 2 });
        assert_eq!(sum([].iter()), Sum::default());
    }
}
