//! Fields as they come on a bad day: what cannot be read is left out by itself, and nothing around it.

use std::collections::BTreeMap;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error},
};
use serde_json::Value;

use crate::answer::mended;

/// An item of a list. Each is kept aside while it is tried, since there is no going back in an answer: one of them, not
/// the list.
#[derive(Deserialize)]
#[serde(untagged)]
enum Item<T> {
    Good(T),
    Odd(Value),
}

impl<T: DeserializeOwned> Item<T> {
    fn read(self) -> Option<T> {
        match self {
            Self::Good(item) => Some(item),
            Self::Odd(value) => mended(value),
        }
    }
}

/// A list without those of its items that cannot be read.
pub(crate) struct Items<T>(pub Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let all = Vec::<Item<T>>::deserialize(deserializer)?;
        let sent = all.len();
        let read: Vec<T> = all.into_iter().filter_map(Item::read).collect();
        if read.len() < sent {
            let left_out = sent - read.len();
            tracing::warn!(left_out, sent, "{left_out} of {sent} items of Onshape's cannot be read");
        }
        Ok(Self(read))
    }
}

/// [`Items`]; `null` is an empty list.
pub(crate) fn items<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(Option::<Items<T>>::deserialize(deserializer)?.map(|items| items.0).unwrap_or_default())
}

/// The same of a map.
pub(crate) fn by_key<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let all = Option::<BTreeMap<String, Item<T>>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(all.into_iter().filter_map(|(key, item)| Some((key, item.read()?))).collect())
}

/// Something large that an answer can do without: as much of it as can be read.
pub(crate) fn or_mended<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(Option::<Item<T>>::deserialize(deserializer)?.and_then(Item::read))
}

/// Numbers, each of which means something by its place: those before the first that is none. `null` is none at all.
pub(crate) fn figures<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
    let all = Option::<Vec<Value>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(all.iter().map_while(Value::as_f64).collect())
}

/// Texts that mean something together only: all of them, or an error.
pub(crate) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let all = Vec::<Value>::deserialize(deserializer)?;
    let text = |value: Value| match value {
        Value::String(text) => Ok(text),
        _ => Err(D::Error::custom("one of the texts is none")),
    };
    all.into_iter().map(text).collect()
}

/// What is no number is NaN.
pub(crate) fn or_nan<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Value::deserialize(deserializer)?.as_f64().unwrap_or(f64::NAN))
}

/// `null` where a list or a map is due is an empty one.
pub(crate) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// What has another shape counts as absent. For fields of flattened structs, where [`crate::answer::read`] cannot tell
/// which field it was, and for those that often are `""`.
pub(crate) fn or_nothing<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let value = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        AssemblyDefinition, BillOfMaterials, BoundingBox, Configuration, Contents, Document, Element,
        HistoryEntry, MassPropertiesByBody, Metadata, Part, UnitInfo, UserSettings, Version, Workspace,
        answer::read,
        model::{List, ShadedViews},
    };

    const ID: &str = "e60c4803eaf2ac8be492c18e";

    /// More than an answer may have wrong anywhere else.
    const MANY: usize = 300;

    fn of<T: DeserializeOwned>(answer: &Value) -> T {
        read(answer.to_string().as_bytes()).unwrap()
    }

    /// A list with many good items, and many of every bad kind between them.
    fn mixed(good: &Value) -> Value {
        let bad = [json!(null), json!(7), json!("x"), json!([[]]), json!({}), json!({ "id": "" })];
        (0..MANY).flat_map(|at| [good.clone(), bad[at % bad.len()].clone()]).collect()
    }

    #[test]
    fn a_list_at_the_top_of_an_answer_loses_what_cannot_be_read_only() {
        let thing = mixed(&json!({ "id": ID, "name": null, "creator": null, "parent": "", "createdAt": [] }));
        assert_eq!(of::<Items<Workspace>>(&thing).0.len(), MANY);
        assert_eq!(of::<Items<Version>>(&thing).0.len(), MANY);
        assert_eq!(of::<Items<Element>>(&thing).0.len(), MANY);
        let entry = mixed(&json!({ "microversionId": ID, "date": null, "userId": {} }));
        let known = |entry: &&HistoryEntry| entry.microversion_id.is_some();
        assert_eq!(of::<Items<HistoryEntry>>(&entry).0.iter().filter(known).count(), MANY);
        assert_eq!(of::<Items<Part>>(&mixed(&json!({ "partId": "JHD" }))).0.len(), MANY);
        assert_eq!(of::<Items<String>>(&json!(["READ", null, {}, "EXPORT"])).0, ["READ", "EXPORT"]);
        assert!(read::<Items<Element>>(b"null").is_err(), "no answer is no empty document");
    }

    #[test]
    fn pictures_without_sizes_do_not_hide_documents_and_elements() {
        let pictures = json!({ "href": null, "sizes": null });
        let document = json!({ "id": ID, "thumbnail": pictures, "tags": null, "permissionSet": null });
        let page = of::<List<Document>>(&json!({ "items": mixed(&document), "next": null })).page(0);
        assert_eq!(page.items.len(), MANY);
        assert!(page.items.iter().all(|document| document.thumbnail.is_some()));
        assert!(of::<List<Document>>(&json!({ "items": null, "next": null })).page(0).items.is_empty());
        let element = json!({ "id": ID, "thumbnailInfo": pictures, "lengthUnits": null });
        let contents: Contents = of(&json!({ "elements": mixed(&element), "folders": null }));
        assert_eq!(contents.elements.len(), MANY);
        assert!(contents.folders.is_none());
        assert!(of::<Contents>(&json!({ "elements": null })).elements.is_empty());
    }

    #[test]
    fn a_folder_that_is_none_leaves_tabs_and_other_folders() {
        let folders = json!({ "groups": [null, { "elementId": ID, "groupName": 7 }, { "elementId": "" }] });
        let contents: Contents = of(&json!({ "elements": [{ "id": ID }], "folders": folders }));
        let groups = contents.folders.unwrap().groups;
        let named: Vec<_> = groups.iter().map(|group| group.element_id.is_some()).collect();
        assert_eq!(named, [true, false]);
        let folders = json!({ "groups": vec![json!(null); MANY] });
        let contents: Contents = of(&json!({ "elements": [{ "id": ID }], "folders": folders }));
        assert_eq!(contents.elements.len(), 1);
    }

    #[test]
    fn a_bill_of_materials_loses_the_rows_and_columns_that_are_none() {
        let source = json!({ "documentId": "", "elementId": "x", "wvmId": null, "partId": 7,
            "thumbnailInfo": { "sizes": null } });
        let row = json!({ "rowId": "r", "indentLevel": "deep", "itemSource": source, "headerIdToValue": null,
            "relatedOccurrences": ["a", null, "b"] });
        let rows: Vec<Value> = (0..MANY).flat_map(|_| [row.clone(), json!(null)]).collect();
        let header = json!({ "id": "57f3fb8efa3416c06701d60d", "name": null, "visible": null });
        let bom: BillOfMaterials = of(&json!({ "headers": [header, { "id": null }, null], "rows": rows }));
        assert_eq!((bom.headers.len(), bom.rows.len()), (1, MANY));
        for row in bom.rows {
            assert_eq!((row.row_id.as_deref(), row.indent_level), (Some("r"), None));
            assert_eq!(row.related_occurrences, ["a", "b"]);
            let source = row.item_source.unwrap();
            assert!(source.document_id.is_none() && source.element_id.is_none() && source.part_id.is_none());
        }
        assert!(of::<BillOfMaterials>(&json!({ "headers": null, "rows": null })).rows.is_empty());
    }

    #[test]
    fn a_colour_that_is_none_is_no_colour() {
        let part = json!({ "partId": "JHD", "name": "Gear",
            "appearance": { "color": { "red": 256, "green": 0, "blue": null } } });
        let parts = of::<Items<Part>>(&mixed(&part)).0;
        assert_eq!(parts.len(), MANY);
        let plain = |part: &Part| part.appearance.as_ref().is_some_and(|looks| looks.color.is_none());
        assert!(parts.iter().all(|part| part.name.is_some() && plain(part)));
    }

    #[test]
    fn masses_keep_their_places() {
        let odd = json!({ "mass": [null, 1.0, 2.0], "centroid": [1.0, "NaN", 3.0], "inertia": null });
        let good = json!({ "mass": [1.5, null, null], "volume": null, "periphery": {}, "hasMass": null });
        let masses: MassPropertiesByBody =
            of(&json!({ "bodies": { "odd": odd, "good": good, "none": null }, "microversionId": null }));
        let kilograms = |part: &str| masses.bodies.get(part).and_then(crate::MassProperties::kilograms);
        assert_eq!((kilograms("odd"), kilograms("good")), (None, Some(1.5)));
        assert_eq!(masses.bodies["odd"].centroid.len(), 1);
        assert!(!masses.bodies.contains_key("none"));
        assert!(of::<MassPropertiesByBody>(&json!({ "bodies": null })).bodies.is_empty());
    }

    #[test]
    fn a_box_of_which_a_side_is_unknown_is_none() {
        for answer in [json!({ "lowX": null, "lowY": 0, "highX": "NaN" }), json!({})] {
            let found: BoundingBox = of(&answer);
            assert!(found.low_x.is_nan() && found.low_z.is_nan() && found.high_x.is_nan(), "{answer}");
        }
        assert!(of::<ShadedViews>(&json!({ "images": null })).png().is_err());
    }

    #[test]
    fn an_assembly_loses_what_is_nowhere() {
        let instance = json!({ "id": "i", "documentId": "", "elementId": ID, "partId": null });
        let place = json!({ "path": ["i"], "transform": null });
        let lost = json!({ "path": [null, "i"], "transform": [1.0] });
        let root =
            json!({ "instances": [instance, null, { "id": null }], "occurrences": [place, lost, null] });
        let assembly: AssemblyDefinition = of(
            &json!({ "rootAssembly": root, "subAssemblies": [null], "parts": [null, { "bodyType": null }] }),
        );
        assert_eq!(assembly.root_assembly.instances.len(), 1);
        assert!(assembly.root_assembly.instances[0].source.element_id.is_some());
        let paths: Vec<_> = assembly.root_assembly.occurrences.iter().map(|one| &one.path).collect();
        assert_eq!(paths, [&["i"]], "half of a path leads elsewhere");
        assert_eq!((assembly.sub_assemblies.len(), assembly.parts.len()), (0, 1));
    }

    #[test]
    fn properties_and_inputs_go_on_without_those_that_have_no_id() {
        let property = json!({ "propertyId": "p", "value": null, "enumValues": [null, { "value": 7 }] });
        let nameless = json!({ "propertyId": null });
        let metadata: Metadata = of(&json!({ "properties": [nameless, property, null], "elementId": "" }));
        assert_eq!(metadata.properties.len(), 1);
        assert_eq!(metadata.properties[0].enum_values.len(), 1);
        let options = json!([{ "option": null }, { "option": "a", "optionName": {} }]);
        let input = json!({ "parameterId": "s", "defaultValue": null, "options": options });
        let configuration: Configuration =
            of(&json!({ "configurationParameters": [null, { "parameterId": null }, input] }));
        assert_eq!(configuration.configuration_parameters.len(), 1);
        assert_eq!(configuration.configuration_parameters[0].options[0].option, "a");
    }

    #[test]
    fn units_that_are_none_leave_the_others() {
        let units = json!({ "units": [null, { "key": "length", "value": "INCH" }, { "key": 7 }] });
        let digits = json!({ "INCH": 3, "MILLIMETER": null });
        let info: UnitInfo = of(&json!({ "defaultUnits": units, "unitsDisplayPrecision": digits }));
        assert_eq!(info.default_units.of("length"), Some(&crate::Unit::Inch));
        assert_eq!(info.digits(&crate::Unit::Inch), Some(3));
        assert_eq!(info.digits(&crate::Unit::Millimeter), None);
        let settings: UserSettings = of(&json!({ "locale": null, "defaultUnits": { "units": null } }));
        assert!(settings.default_units.unwrap().units.is_empty());
    }
}
