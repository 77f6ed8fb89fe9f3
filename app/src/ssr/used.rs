//! What an assembly uses, and where that is to be asked about.

use std::collections::HashMap;

use onshape::{
    AssemblyDefinition, DocumentAt, DocumentId, ElementAt, ElementId, Instance, Source, Wvm, WvmId,
};

type ById<'a> = HashMap<&'a str, &'a Instance>;
type Element<'a> = (Option<&'a DocumentId>, Option<&'a ElementId>);

/// The instances of an assembly, found by the paths that lead to them. An id is that of an instance in one assembly only,
/// and one that is used in two configurations has the same ids in both.
pub(super) struct Instances<'a> {
    root: ById<'a>,
    inside: HashMap<Element<'a>, Vec<(&'a Source, ById<'a>)>>,
}

/// An instance that is found.
#[derive(Clone, Copy)]
pub(super) struct Used<'a> {
    /// It.
    pub(super) instance: &'a Instance,
    /// The version of its document that is used: its own, or that of the assembly in the same document that it is in.
    pub(super) version: Option<&'a WvmId>,
}

impl<'a> Instances<'a> {
    pub(super) fn of(definition: &'a AssemblyDefinition) -> Self {
        let mut inside: HashMap<Element<'a>, Vec<(&'a Source, ById<'a>)>> = HashMap::new();
        for assembly in &definition.sub_assemblies {
            let instances = by_id(&assembly.instances);
            inside.entry(element(&assembly.source)).or_default().push((&assembly.source, instances));
        }
        Self { root: by_id(&definition.root_assembly.instances), inside }
    }

    /// What a path leads to.
    pub(super) fn at(&self, path: &[String]) -> Option<Used<'a>> {
        self.way(path)?.pop()
    }

    /// The same, after all that the path leads through.
    pub(super) fn way(&self, path: &[String]) -> Option<Vec<Used<'a>>> {
        let mut way: Vec<Used<'a>> = Vec::with_capacity(path.len());
        for id in path {
            let around = way.last().copied();
            let instances = match around {
                None => &self.root,
                Some(assembly) => self.inside(&assembly.instance.source)?,
            };
            let instance: &'a Instance = instances.get(id.as_str())?;
            way.push(Used { instance, version: version(instance, around) });
        }
        Some(way)
    }

    /// What is directly in the sub-assembly that is from there.
    fn inside(&self, source: &'a Source) -> Option<&ById<'a>> {
        let known = self.inside.get(&element(source))?;
        let same = known.iter().find(|(of, _)| is_same(of, source));
        // Where there is but one, none can be taken for another.
        let only = if let [only] = known.as_slice() { Some(only) } else { None };
        same.or(only).map(|(_, instances)| instances)
    }
}

impl Used<'_> {
    /// The part studio or the assembly that it is from, as the assembly uses it.
    pub(super) fn place(&self, assembly: &ElementAt) -> Option<ElementAt> {
        let mut place = studio(&self.instance.source, assembly)?;
        if let Some(version) = self.version {
            place.at.wvm = Wvm::Version(version.clone());
        }
        Some(place)
    }
}

fn by_id(instances: &[Instance]) -> ById<'_> {
    instances.iter().map(|instance| (instance.id.as_str(), instance)).collect()
}

fn element(source: &Source) -> Element<'_> {
    (source.document_id.as_ref(), source.element_id.as_ref())
}

fn version<'a>(instance: &'a Instance, around: Option<Used<'a>>) -> Option<&'a WvmId> {
    let own = instance.source.document_version.as_ref();
    let around = around.filter(|used| used.instance.source.document_id == instance.source.document_id);
    own.or(around.and_then(|used| used.version))
}

/// Whether both are in one state and configuration; they are of one element.
fn is_same(one: &Source, other: &Source) -> bool {
    let version = one.document_version.is_some() && one.document_version == other.document_version;
    let state = version || one.document_microversion == other.document_microversion;
    state && configuration(one) == configuration(other)
}

fn configuration(source: &Source) -> Option<&str> {
    let full = source.full_configuration.as_deref().or(source.configuration.as_deref());
    full.filter(|text| !text.is_empty())
}

/// The part studio in the state and configuration in which the assembly uses it.
pub(super) fn studio(source: &Source, assembly: &ElementAt) -> Option<ElementAt> {
    let document = source.document_id.clone()?;
    let own = document == assembly.at.document;
    let wvm = match (&source.document_version, &source.document_microversion) {
        (Some(version), _) => Wvm::Version(version.clone()),
        (None, Some(microversion)) => Wvm::from_parts("m", microversion.as_str()).ok()?,
        (None, None) if own => assembly.at.wvm.clone(),
        (None, None) => return None,
    };
    let link_document = (!own).then(|| assembly.at.document.clone());
    let at = DocumentAt { document, wvm, link_document };
    let configuration = configuration(source).map(str::to_owned);
    Some(ElementAt { at, element: source.element_id.clone()?, configuration })
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{Value, from_value, json};

    use super::*;

    fn id(digit: char) -> String {
        digit.to_string().repeat(24)
    }

    /// In document `a`, element `e`.
    fn axis(configuration: &str, more: Value) -> Value {
        let mut axis = json!({
            "documentId": id('a'), "elementId": id('e'), "documentMicroversion": id('1'),
            "configuration": configuration, "fullConfiguration": configuration,
        });
        let more = more.as_object().unwrap().clone();
        axis.as_object_mut().unwrap().extend(more);
        axis
    }

    fn part(name: &str) -> Value {
        json!({ "id": "bolt", "partId": name, "documentId": id('a'), "elementId": id('b'), "documentMicroversion": id('1') })
    }

    fn path(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    fn found(definition: &AssemblyDefinition, ids: &[&str]) -> Option<String> {
        let used = Instances::of(definition).at(&path(ids))?;
        Some(used.instance.part_id.as_ref()?.as_str().to_owned())
    }

    #[test]
    fn an_assembly_in_two_configurations_has_the_same_ids_and_other_parts() {
        let definition: AssemblyDefinition = from_value(json!({
            "rootAssembly": { "instances": [
                axis("Size=S", json!({ "id": "small" })),
                axis("Size=L", json!({ "id": "large" })),
                axis("Size=M", json!({ "id": "unknown" })),
                part("loose"),
            ] },
            "subAssemblies": [
                axis("Size=S", json!({ "instances": [part("short")] })),
                axis("Size=L", json!({ "instances": [part("long")] })),
            ],
        }))
        .unwrap();
        assert_eq!(found(&definition, &["small", "bolt"]).as_deref(), Some("short"));
        assert_eq!(found(&definition, &["large", "bolt"]).as_deref(), Some("long"));
        assert_eq!(found(&definition, &["bolt"]).as_deref(), Some("loose"));
        for nothing in [&["unknown", "bolt"][..], &["small", "nut"], &["bolt", "bolt"], &[]] {
            assert_eq!(found(&definition, nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn what_is_in_a_linked_assembly_is_of_its_version_and_read_through_who_links() {
        let linked = json!({ "documentVersion": id('c') });
        let with = |name: &str, value: Value| {
            let mut linked = linked.clone();
            linked.as_object_mut().unwrap().insert(name.to_owned(), value);
            linked
        };
        let definition: AssemblyDefinition = from_value(json!({
            "rootAssembly": { "instances": [axis("default", with("id", json!("set")))] },
            "subAssemblies": [axis("default", with("instances", json!([part("JHD")])))],
        }))
        .unwrap();
        let here: DocumentId = id('d').parse().unwrap();
        let at = DocumentAt::new(here.clone(), Wvm::Workspace(id('f').parse().unwrap()));
        let assembly = at.element(id('e').parse().unwrap());
        let instances = Instances::of(&definition);
        let place = instances.at(&path(&["set", "bolt"])).unwrap().place(&assembly).unwrap();
        assert_eq!(place.at.wvm.to_string(), format!("v/{}", id('c')));
        assert_eq!((place.at.link_document, place.element.as_str()), (Some(here), id('b').as_str()));
    }
}
