//! How far a word is from another: letters left out, put in, mistaken, or two that changed places.

/// Longer words are no words: they are compared as they stand.
const LONGEST: usize = 32;

/// How many slips a word of so many letters may hold.
pub(super) fn forgiven(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Whether `word` begins like `wanted`, but for so many slips at the most (optimal string alignment distance to the
/// beginning of `word` that is nearest).
pub(super) fn begins_like(wanted: &[char], word: &str, forgiven: usize) -> bool {
    if wanted.len() > LONGEST {
        return false;
    }
    // More letters than that make it no nearer.
    let word: Vec<char> = word.chars().take(wanted.len() + forgiven).collect();
    if word.len() + forgiven < wanted.len() {
        return false;
    }
    // Rows of the table of distances: of the letters before the last, before this one, and this one.
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (i, letter) in wanted.iter().enumerate() {
        let mut row = Vec::with_capacity(word.len() + 1);
        row.push(i + 1);
        for (j, other) in word.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let mistaken = at(&last, j) + usize::from(letter != other);
            let mut fewest = mistaken.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let crossed =
                i > 0 && j > 0 && wanted.get(i - 1) == Some(other) && word.get(j - 1) == Some(letter);
            if crossed {
                fewest = fewest.min(at(&before_last, j - 1) + 1);
            }
            row.push(fewest);
        }
        if row.iter().min().is_some_and(|least| *least > forgiven) {
            return false;
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.iter().min().is_some_and(|least| *least <= forgiven)
}

#[cfg(test)]
mod tests {
    use super::begins_like;

    fn like(wanted: &str, word: &str, forgiven: usize) -> bool {
        begins_like(&wanted.chars().collect::<Vec<_>>(), word, forgiven)
    }

    #[test]
    fn each_kind_of_slip_is_one() {
        for wanted in ["flange", "flnge", "fllange", "flonge", "lfange"] {
            assert!(like(wanted, "flanges", 1), "{wanted}");
        }
        assert!(!like("flngs", "flange", 1));
        assert!(like("flngs", "flange", 2));
        assert!(!like("bracket", "plate", 2));
    }
}
