//! Texts that browsers send back.

use proptest::prelude::*;
use vault::{Secret, SessionId, parse_session_id};

proptest! {
    #[test]
    fn a_session_id_is_read_as_it_was_written(id: i128) {
        let id = SessionId(id);
        prop_assert_eq!(parse_session_id(&id.to_string()), Some(id));
    }

    /// One text for each id: what is read is written again as it was.
    #[test]
    fn only_what_was_written_is_read(text in ".{0,60}|[A-Za-z0-9_-]{20,45}={0,2}") {
        if let Some(id) = parse_session_id(&text) {
            prop_assert_eq!(id.to_string(), text.clone());
        }
        if let Some(secret) = Secret::parse(&text) {
            prop_assert_eq!(secret.expose(), text.as_str());
            prop_assert_eq!(text.len(), 43);
        }
    }
}
