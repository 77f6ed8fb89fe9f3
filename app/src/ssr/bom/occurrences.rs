//! Which occurrences a row counts.

use std::collections::{BTreeSet, HashSet};

use onshape::BomRow;

type Path = Vec<String>;

/// The most paths that are told of all rows together.
const MOST: usize = 200_000;

/// Paths of the occurrences of each row, from the root on.
///
/// A row inside of a row that counts several equal assemblies may be told with those of the first of them only: they are
/// completed for the others, since all of them are alike inside.
pub(super) fn of(rows: &[BomRow], levels: &[u16]) -> Vec<Vec<Path>> {
    let mut all: Vec<Vec<Path>> = Vec::with_capacity(rows.len());
    // Indices of the rows that the current one is inside of.
    let mut above: Vec<usize> = Vec::new();
    let mut left = MOST;
    for (index, (row, level)) in rows.iter().zip(levels).enumerate() {
        above.truncate(usize::from(*level));
        let own = row.related_occurrences.iter().map(|text| path(text)).filter(|path| !path.is_empty());
        let outer = above.last().and_then(|outer| all.get(*outer)).map_or(&[][..], Vec::as_slice);
        let paths = completed(own.take(left).collect(), outer, left);
        left = left.saturating_sub(paths.len());
        all.push(paths);
        above.push(index);
    }
    all
}

/// Ids of instances, as Onshape joins them.
fn path(text: &str) -> Path {
    text.split(['.', ',']).map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn completed(own: Vec<Path>, outer: &[Path], most: usize) -> Vec<Path> {
    if outer.is_empty() || own.is_empty() {
        return own;
    }
    let lengths: BTreeSet<usize> = outer.iter().map(Vec::len).collect();
    let outers: HashSet<&[String]> = outer.iter().map(Vec::as_slice).collect();
    let tail = |path: &Path| {
        let length =
            lengths.iter().find(|length| path.get(..**length).is_some_and(|start| outers.contains(start)))?;
        path.get(*length..).map(<[String]>::to_vec)
    };
    let mut tails: Vec<Path> = Vec::new();
    let mut known: HashSet<Path> = HashSet::new();
    let mut rest: Vec<Path> = Vec::new();
    for path in own {
        if outers.contains(path.as_slice()) {
            rest.push(path);
            continue;
        }
        // An id alone is that of an instance in the assembly around it.
        match tail(&path).or_else(|| (path.len() == 1).then(|| path.clone())) {
            Some(tail) => {
                if known.insert(tail.clone()) {
                    tails.push(tail);
                }
            }
            None => rest.push(path),
        }
    }
    let composed =
        outer.iter().flat_map(|outer| tails.iter().map(move |tail| [outer.as_slice(), tail].concat()));
    rest.extend(composed.take(most));
    rest
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_value, json};

    use super::*;

    fn found(rows: &[(u16, &[&str])]) -> Vec<Vec<String>> {
        let levels: Vec<u16> = rows.iter().map(|(level, _)| *level).collect();
        let rows: Vec<BomRow> = rows
            .iter()
            .map(|(_, paths)| from_value(json!({ "relatedOccurrences": paths })).unwrap())
            .collect();
        let joined = |paths: &Vec<Path>| paths.iter().map(|path| path.join(".")).collect();
        of(&rows, &levels).iter().map(joined).collect()
    }

    #[test]
    fn what_is_inside_of_equal_assemblies_is_there_once_for_each() {
        let rows: &[(u16, &[&str])] =
            &[(0, &["a", "b"]), (1, &["a.x"]), (2, &["a.x.1", "a.x.2"]), (0, &["c"])];
        assert_eq!(
            found(rows),
            [vec!["a", "b"], vec!["a.x", "b.x"], vec!["a.x.1", "a.x.2", "b.x.1", "b.x.2"], vec!["c"]]
        );
    }

    #[test]
    fn a_lone_id_inside_of_an_assembly_is_that_of_an_instance_in_it() {
        assert_eq!(found(&[(0, &["a", "b"]), (1, &["x"])]), [vec!["a", "b"], vec!["a.x", "b.x"]]);
        assert_eq!(found(&[(0, &[]), (1, &["x", "", "."])]), [vec![], vec!["x"]]);
    }

    #[test]
    fn equal_assemblies_in_equal_assemblies_stay_within_bounds() {
        let ids: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let own: Vec<&str> = ids.iter().map(String::as_str).collect();
        let rows: Vec<(u16, &[&str])> = (0..40).map(|level| (level, own.as_slice())).collect();
        assert!(found(&rows).iter().map(Vec::len).sum::<usize>() <= MOST);
    }
}
