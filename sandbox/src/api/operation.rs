//! The names of Onshape's operations, for the ones that the sandbox does not have.

const OPERATIONS: &str = include_str!("operations.txt");

/// The operation id that Onshape's `OpenAPI` gives to this method and path (split at slashes, without `/api` and version).
pub fn named(method: &str, segments: &[&str]) -> Option<&'static str> {
    OPERATIONS.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut words = line.split(' ');
        let (verb, path, name) = (words.next()?, words.next()?, words.next()?);
        let template: Vec<_> = path.trim_start_matches('/').split('/').collect();
        let fits = verb == method && template.len() == segments.len();
        (fits
            && template.iter().zip(segments).all(|(part, segment)| part.starts_with('{') || part == segment))
        .then_some(name)
    })
}
