//! Every parser of answers, fed with what Onshape's `OpenAPI` document allows, and with what it does not.
//!
//! Answers are made at random from the document's schemas. As they are, they must be read; with nulls, other types,
//! missing and unknown fields in them, or cut anywhere, they may be refused, and nothing else. `PARSER_ROUNDS` says how
//! many of each, `PARSER_SEED` with which one begins.

use ::onshape::parsers;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Map, Value, json};

use crate::specification::{find, specification};

/// How deep answers nest: schemas refer to themselves.
const DEPTH: usize = 7;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap())
}

/// The schema of an operation's JSON answer.
fn schema<'a>(specification: &'a Value, operation: &str) -> Option<&'a Value> {
    let found = find(specification, operation)?;
    let answers = found["responses"].as_object()?;
    let answer = answers.get("200").or_else(|| answers.get("default"))?;
    let (_, media) = answer["content"].as_object()?.iter().find(|(kind, _)| kind.contains("json"))?;
    Some(&media["schema"])
}

struct Maker<'a> {
    specification: &'a Value,
    random: StdRng,
}

impl Maker<'_> {
    fn id(&mut self) -> String {
        (0..24).map(|_| *b"0123456789abcdef".choose(&mut self.random).unwrap() as char).collect()
    }

    /// An answer that the schema allows. Every field is there or not; what this crate cannot do without always is.
    fn make(&mut self, schema: &Value, name: &str, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = reference.rsplit('/').next().unwrap();
            return self.make(&self.specification["components"]["schemas"][target], name, depth);
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut whole = Map::new();
            for part in parts.iter().chain([&json!({ "properties": schema["properties"] })]) {
                if let Value::Object(fields) = self.make(part, name, depth) {
                    whole.extend(fields);
                }
            }
            return whole.into();
        }
        if let Some(values) = schema["enum"].as_array() {
            return values.choose(&mut self.random).unwrap().clone();
        }
        match schema["type"].as_str() {
            Some("array") => {
                let many = if depth == 0 { 0 } else { self.random.random_range(0..3) };
                (0..many).map(|_| self.make(&schema["items"], name, depth.saturating_sub(1))).collect()
            }
            Some("string") => self.text(name, schema["format"].as_str().unwrap_or_default()),
            Some("integer") => json!(self.random.random_range(0..256)),
            Some("number") => json!(self.random.random_range(-1e6..1e6)),
            Some("boolean") => json!(self.random.random_bool(0.5)),
            _ => self.object(schema, depth),
        }
    }

    fn text(&mut self, name: &str, format: &str) -> Value {
        let name = name.to_ascii_lowercase();
        let is_id =
            name == "id" || name.ends_with("id") || name.ends_with("ids") || name.contains("microversion");
        match format {
            "date-time" => json!("2025-08-22T21:20:42.217+00:00"),
            "uri" => json!("https://cad.onshape.com/api/v12/x?offset=20"),
            "byte" => json!("aGVsbG8="),
            _ if is_id => json!(self.id()),
            _ => json!(["", "Gear", "Größe / 大", "<b>", "\u{0}\u{1f4a5}"].choose(&mut self.random).unwrap()),
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let Some(properties) = schema["properties"].as_object() else {
            return match &schema["additionalProperties"] {
                Value::Object(_) if depth > 0 => {
                    let inner = self.make(&schema["additionalProperties"], "", depth - 1);
                    json!({ "57f3fb8efa3416c06701d60d": inner })
                }
                _ => json!({}),
            };
        };
        let mut fields = Map::new();
        for (name, property) in properties {
            let needed = NEEDED.contains(&name.as_str());
            if needed || (depth > 0 && self.random.random_bool(0.7)) {
                fields.insert(name.clone(), self.make(property, name, depth.saturating_sub(1)));
            }
        }
        fields.into()
    }

    /// Makes something wrong somewhere.
    fn spoil(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) if !items.is_empty() && self.random.random_bool(0.8) => {
                let at = self.random.random_range(0..items.len());
                self.spoil(&mut items[at]);
            }
            Value::Object(fields) if !fields.is_empty() && self.random.random_bool(0.85) => {
                let names: Vec<_> = fields.keys().cloned().collect();
                let name = names.choose(&mut self.random).unwrap();
                if self.random.random_bool(0.15) {
                    fields.remove(name);
                } else {
                    self.spoil(fields.get_mut(name).unwrap());
                }
            }
            _ => {
                let others = [
                    json!(null),
                    json!(-1),
                    json!(1e308),
                    json!(18_446_744_073_709_551_615_u64),
                    json!("x"),
                    json!(""),
                    json!([]),
                    json!([null, [], {}]),
                    json!({}),
                    json!({ "id": [] }),
                    json!(true),
                    json!("2025-13-99T99:99:99Z"),
                ];
                *value = others.choose(&mut self.random).unwrap().clone();
            }
        }
    }
}

/// What the types of this crate cannot do without.
const NEEDED: [&str; 12] = [
    "id",
    "microversion",
    "partId",
    "propertyId",
    "parameterId",
    "option",
    "encodedId",
    "name",
    "path",
    "rootAssembly",
    "webhookId",
    "event",
];

#[test]
fn every_answer_that_the_document_allows_is_read_and_no_other_one_does_harm() {
    let Some(specification) = specification() else { return };
    let (rounds, seed) = (number("PARSER_ROUNDS", 200), number("PARSER_SEED", 20_261_121));
    let (mut read, mut refused) = (0_u64, 0_u64);
    for (operation, parse) in parsers::ALL {
        let schema = schema(&specification, operation).unwrap_or_else(|| panic!("{operation} has no schema"));
        for round in 0..rounds {
            let mut maker =
                Maker { specification: &specification, random: StdRng::seed_from_u64(seed + round) };
            let answer = maker.make(schema, "", DEPTH);
            let text = answer.to_string();
            parse(text.as_bytes())
                .unwrap_or_else(|error| panic!("{operation}, seed {}: {error}: {text}", seed + round));
            read += 1;
            for _ in 0..4 {
                let mut spoilt = answer.clone();
                for _ in 0..maker.random.random_range(1..6) {
                    maker.spoil(&mut spoilt);
                }
                refused += u64::from(parse(spoilt.to_string().as_bytes()).is_err());
            }
            let mut bytes = text.into_bytes();
            let cut = maker.random.random_range(0..=bytes.len());
            assert!(
                cut == bytes.len() || parse(&bytes[..cut]).is_err(),
                "{operation}: half of an answer is none"
            );
            if !bytes.is_empty() {
                let at = maker.random.random_range(0..bytes.len());
                bytes[at] = maker.random.random();
                let _ = parse(&bytes);
                let _ = parsers::EVENT(&bytes);
            }
        }
    }
    println!("{read} answers read, {refused} of {} spoilt ones refused", read * 4);
    assert!(read > 0 && refused > 0);
}
