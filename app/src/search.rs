//! A search that forgives: case, accents, the order of words, and a slip of the finger.

mod fold;
mod slips;

pub(crate) use fold::fold;

/// How well a name fits what was typed; the less the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It is just that.
    Whole,
    /// It begins like that.
    Start,
    /// Its words begin like what was typed.
    Words,
    /// All of it is somewhere in the name.
    Inside,
    /// It would be, but for a letter or two.
    Slip,
}

/// What is looked for: folded, and as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    whole: String,
    words: Vec<Vec<char>>,
}

impl Wanted {
    /// Takes what was typed; nothing where that is nothing.
    pub(crate) fn new(typed: &str) -> Option<Self> {
        let whole = fold(typed.trim());
        let words: Vec<Vec<char>> = words(&whole).map(|word| word.chars().collect()).collect();
        (!whole.is_empty()).then_some(Self { whole, words })
    }

    /// How well a name fits, which has been [folded](fold); nothing where it does not.
    pub(crate) fn fit(&self, name: &str) -> Option<Fit> {
        if name == self.whole {
            return Some(Fit::Whole);
        }
        if name.starts_with(&self.whole) {
            return Some(Fit::Start);
        }
        // Marks alone, such as `<>`: to be found as they stand.
        if self.words.is_empty() {
            return name.contains(&self.whole).then_some(Fit::Inside);
        }
        let fits = self.words.iter().map(|word| fit_of(word, name));
        // The word that fits worst decides.
        fits.reduce(|worst, fit| Some(worst?.max(fit?))).flatten()
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn fit_of(wanted: &[char], name: &str) -> Option<Fit> {
    let text: String = wanted.iter().collect();
    if words(name).any(|word| word.starts_with(&text)) {
        return Some(Fit::Words);
    }
    if name.contains(&text) {
        return Some(Fit::Inside);
    }
    let forgiven = slips::forgiven(wanted.len());
    let close = |word: &str| slips::begins_like(wanted, word, forgiven);
    (forgiven > 0 && words(name).any(close)).then_some(Fit::Slip)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, name: &str) -> Option<Fit> {
        Wanted::new(typed)?.fit(&fold(name))
    }

    #[test]
    fn case_accents_and_the_order_of_words_do_not_matter() {
        assert_eq!(fit("BOITE", "Boi\u{302}te"), Some(Fit::Whole));
        assert_eq!(fit("demo gear", "Gearbox demo"), Some(Fit::Words));
        assert_eq!(fit("box", "Gearbox demo"), Some(Fit::Inside));
        assert_eq!(fit("gearbox pump", "Gearbox demo"), None);
    }

    #[test]
    fn a_slip_of_the_finger_is_forgiven_in_longer_words() {
        for typed in ["gaerbox", "gearbix", "geabox", "gearrbox", "garb"] {
            assert_eq!(fit(typed, "Gearbox demo"), Some(Fit::Slip), "{typed}");
        }
        assert_eq!(fit("geo", "Gearbox demo"), None);
        assert_eq!(fit("no document has this name", "Gearbox demo"), None);
    }

    #[test]
    fn better_fits_come_first() {
        assert!(Fit::Whole < Fit::Start && Fit::Start < Fit::Words && Fit::Inside < Fit::Slip);
    }

    #[test]
    fn marks_are_found_as_they_stand_and_nothing_is_no_search() {
        assert_eq!(fit("<script>", "<script>alert(1)</script>"), Some(Fit::Start));
        assert_eq!(fit("\"&", "a \"& b"), Some(Fit::Inside));
        assert_eq!(Wanted::new("  "), None);
        assert_eq!(fit("齿轮", "大齿轮箱"), Some(Fit::Inside));
    }
}
