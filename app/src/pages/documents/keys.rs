//! What the keyboard does in the list.

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::layout::Layout;
use crate::listing::View;

/// What a key wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    Next,
    Previous,
    Down,
    Up,
    PageDown,
    PageUp,
    First,
    Last,
    /// From the name to the star beside it.
    ToStar,
    /// Back.
    ToName,
    /// A quick look.
    Look,
    /// To mark it, or not.
    Favourite,
}

impl Move {
    /// What a key wants that is pressed in the list; nothing where it is not the list's.
    pub(super) fn read(event: &KeyboardEvent, view: View) -> Option<Self> {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
            return None;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let on_button = target.is_some_and(|target| target.tag_name().eq_ignore_ascii_case("button"));
        Some(match (event.key().as_str(), view) {
            ("ArrowRight", View::List) => Self::ToStar,
            ("ArrowLeft", View::List) => Self::ToName,
            ("ArrowRight", View::Grid) => Self::Next,
            ("ArrowLeft", View::Grid) => Self::Previous,
            ("ArrowDown", _) => Self::Down,
            ("ArrowUp", _) => Self::Up,
            ("PageDown", _) => Self::PageDown,
            ("PageUp", _) => Self::PageUp,
            ("Home", _) => Self::First,
            ("End", _) => Self::Last,
            (" ", _) if !on_button && !event.repeat() => Self::Look,
            ("f" | "F", _) if !event.repeat() => Self::Favourite,
            _ => return None,
        })
    }

    /// The document that the keyboard is on after it.
    pub(super) fn leads_to(self, index: usize, layout: &Layout, count: usize) -> usize {
        let last = count.saturating_sub(1);
        let wanted = match self {
            Self::Next => index.saturating_add(1),
            Self::Previous => index.saturating_sub(1),
            // Not off the first line, nor off the last.
            Self::Down if index / layout.columns == last / layout.columns => index,
            Self::Down => index.saturating_add(layout.columns),
            Self::Up => index.checked_sub(layout.columns).unwrap_or(index),
            Self::PageDown => index.saturating_add(layout.screen()),
            Self::PageUp => index.saturating_sub(layout.screen()),
            Self::First => 0,
            Self::Last => last,
            Self::ToStar | Self::ToName | Self::Look | Self::Favourite => index,
        };
        wanted.min(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_stay_in_the_list_and_in_their_column() {
        let grid = Layout::new(View::Grid, 600.0, 400.0);
        assert_eq!(Move::Down.leads_to(1, &grid, 8), 4);
        assert_eq!(Move::Up.leads_to(1, &grid, 8), 1);
        assert_eq!(Move::Down.leads_to(5, &grid, 8), 7);
        assert_eq!(Move::Down.leads_to(6, &grid, 8), 6);
        assert_eq!(Move::Last.leads_to(0, &grid, 8), 7);
        assert_eq!(Move::PageUp.leads_to(2, &grid, 8), 0);
        assert_eq!(Move::Down.leads_to(0, &grid, 0), 0);
    }
}
