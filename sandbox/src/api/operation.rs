//! Onshape's operations by name: what a request is called in the log, in faults and in refusals, and the scopes it needs.

use std::sync::LazyLock;

/// One operation of Onshape's `OpenAPI`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The method, upper case.
    pub method: &'static str,
    /// The path template, `/documents/{did}`.
    pub path: &'static str,
    /// The operation id, `getDocument`.
    pub name: &'static str,
    /// The scopes that a token needs, all of them, by their names on the wire.
    scopes: &'static str,
    /// How many segments the path has.
    length: usize,
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    include_str!("operations.txt").lines().filter(|line| !line.starts_with('#')).filter_map(parsed).collect()
});

fn parsed(line: &'static str) -> Option<Operation> {
    let mut words = line.split(' ');
    let (method, path, name, scopes) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let length = segments_of(path).count();
    Some(Operation { method, path, name, scopes, length })
}

impl Operation {
    /// All of them, sorted by path: where two templates fit, the one with the literal segment stands first.
    pub fn all() -> &'static [Self] {
        &OPERATIONS
    }

    /// The operation of this method and path (split at slashes, without `/api` and version).
    pub fn of(method: &str, segments: &[&str]) -> Option<&'static Self> {
        OPERATIONS.iter().find(|operation| operation.method == method && operation.fits(segments))
    }

    /// The operation of a request to `/api/…`, with or without a version.
    pub fn of_request(method: &str, path: &str) -> Option<&'static Self> {
        let path = path.strip_prefix("/api/")?;
        let segments: Vec<_> = path.split('/').skip_while(|part| super::route::is_version(part)).collect();
        Self::of(method, &segments)
    }

    /// The methods that Onshape knows for this path.
    pub fn methods(segments: &[&str]) -> Vec<&'static str> {
        OPERATIONS
            .iter()
            .filter(|operation| operation.fits(segments))
            .map(|operation| operation.method)
            .collect()
    }

    /// The names of the scopes that a token needs.
    pub fn scopes(&self) -> impl Iterator<Item = &'static str> {
        self.scopes.split(',').filter(|scope| *scope != "-")
    }

    fn fits(&self, segments: &[&str]) -> bool {
        self.length == segments.len()
            && segments_of(self.path).zip(segments).all(|(part, segment)| fits_segment(part, segment))
    }
}

fn segments_of(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.trim_start_matches('/').split('/')
}

/// `{wv}` and its like stand for a letter of their own name; any other `{…}` for anything.
fn fits_segment(template: &str, segment: &str) -> bool {
    let Some(name) = template.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
        return template == segment;
    };
    !matches!(name, "wvm" | "wv" | "wm" | "vm") || (segment.len() == 1 && name.contains(segment))
}
