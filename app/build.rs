//! Writes the functions of `app::texts` from `locales/*.json`, and stops the build where a language lacks a text, has
//! one too many, forgets a value or a plural form.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};
use serde_json::Value;

/// The language that the others are compared with.
const REFERENCE: &str = "en";

/// The section that is taken as a whole, with its keys: the 3D view's own words, which it wants as JSON.
const LISTED: [&str; 2] = ["viewer_words", "pages_words"];

/// Forms of a text that depends on a number, in the order in which they are written down.
const FORMS: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
    ("other", PluralCategory::Other),
];

type Failure = Box<dyn std::error::Error>;

/// A text, or its forms.
enum Text {
    One(String),
    Forms(BTreeMap<String, String>),
}

/// Texts by section and name.
type Catalogue = BTreeMap<(String, String), Text>;

struct Language {
    code: String,
    name: String,
    texts: Catalogue,
}

fn main() -> Result<(), Failure> {
    let folder = Path::new("../locales");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Failure>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut languages = files.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    languages.sort_by_key(|language| language.code != REFERENCE);
    let Some((reference, others)) = languages.split_first() else {
        return Err("there is no locales/en.json".into());
    };
    let mut wrong = check_forms(reference)?;
    for other in others {
        wrong.extend(compare(reference, other));
        wrong.extend(check_forms(other)?);
    }
    if !wrong.is_empty() {
        return Err(format!("the catalogues in locales/ do not fit:\n  {}", wrong.join("\n  ")).into());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?).join("texts.rs");
    fs::write(out, generate(reference, &languages)?)?;
    Ok(())
}

fn read(file: &Path) -> Result<Language, Failure> {
    println!("cargo::rerun-if-changed={}", file.display());
    let code =
        file.file_stem().and_then(|stem| stem.to_str()).ok_or("a catalogue without a name")?.to_owned();
    let at = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let whole: Value = serde_json::from_str(&fs::read_to_string(file)?).map_err(|error| at(&error))?;
    let whole = whole.as_object().ok_or_else(|| at(&"not an object"))?;
    let name =
        whole.get("language").and_then(Value::as_str).ok_or_else(|| at(&"no \"language\""))?.to_owned();
    let mut texts = Catalogue::new();
    for (section, entries) in whole.iter().filter(|(key, _)| *key != "language") {
        let entries = entries.as_object().ok_or_else(|| at(&format!("{section} is no section")))?;
        for (key, value) in entries {
            let text = match value {
                Value::String(text) => Text::One(text.clone()),
                Value::Object(forms) => Text::Forms(
                    forms
                        .iter()
                        .map(|(form, text)| {
                            let known = FORMS.iter().any(|(name, _)| name == form);
                            let text = text.as_str().filter(|_| known);
                            Ok((
                                form.clone(),
                                text.ok_or_else(|| at(&format!("{section}.{key}.{form}")))?.to_owned(),
                            ))
                        })
                        .collect::<Result<_, String>>()?,
                ),
                _ => return Err(at(&format!("{section}.{key} is no text")).into()),
            };
            texts.insert((section.clone(), key.clone()), text);
        }
    }
    Ok(Language { code, name, texts })
}

/// What `other` has that the reference has not, and the other way round.
fn compare(reference: &Language, other: &Language) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key @ (section, name), text) in &reference.texts {
        let place = format!("{}: {section}.{name}", other.code);
        match (text, other.texts.get(key)) {
            (_, None) => wrong.push(format!("{place} is missing")),
            (Text::One(_), Some(Text::Forms(_))) | (Text::Forms(_), Some(Text::One(_))) => {
                wrong.push(format!("{place} is a plural in one language only"));
            }
            (mine, Some(theirs)) if values(mine) != values(theirs) => {
                wrong.push(format!("{place} names other values than {REFERENCE}"));
            }
            _ => {}
        }
    }
    let extra = other.texts.keys().filter(|key| !reference.texts.contains_key(*key));
    wrong.extend(
        extra.map(|(section, name)| format!("{}: {section}.{name} is in no other language", other.code)),
    );
    wrong
}

/// Plural forms that the language needs and a text lacks.
fn check_forms(language: &Language) -> Result<Vec<String>, Failure> {
    let locale: Locale = language.code.parse().map_err(|_| format!("{} is no language", language.code))?;
    let rules = PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into())?;
    let needed: Vec<&str> = FORMS
        .iter()
        .filter(|(_, form)| rules.categories().any(|category| category == *form))
        .map(|(name, _)| *name)
        .collect();
    let mut wrong = Vec::new();
    for ((section, name), text) in &language.texts {
        let Text::Forms(forms) = text else { continue };
        let missing = needed.iter().filter(|form| !forms.contains_key(**form));
        wrong.extend(
            missing.map(|form| format!("{}: {section}.{name} has no form \"{form}\"", language.code)),
        );
    }
    Ok(wrong)
}

/// Names in braces; `n`, the number of a plural, is given anyway.
fn values(text: &Text) -> BTreeSet<String> {
    let all: Vec<&str> = match text {
        Text::One(text) => vec![text],
        Text::Forms(forms) => forms.values().map(String::as_str).collect(),
    };
    let names = all.iter().flat_map(|text| text.split('{').skip(1)).filter_map(|rest| rest.split_once('}'));
    let plural = matches!(text, Text::Forms(_));
    names.map(|(name, _)| name.to_owned()).filter(|name| !plural || name != "n").collect()
}

fn generate(reference: &Language, languages: &[Language]) -> Result<String, Failure> {
    let mut rows: Vec<Vec<&str>> = vec![Vec::new(); languages.len()];
    let mut functions: BTreeMap<&str, String> = BTreeMap::new();
    let mut at = 0;
    let mut listed: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (key @ (section, name), text) in &reference.texts {
        let is_listed = LISTED.contains(&section.as_str()) && matches!(text, Text::One(_));
        if is_listed {
            listed.entry(section).or_default().push((at, name));
        }
        let code = functions.entry(section).or_default();
        let values = values(text);
        let arguments = values.iter().map(|value| format!("{value}: &str")).collect::<Vec<_>>();
        let pairs =
            values.iter().map(|value| format!("(\"{value}\", {value})")).collect::<Vec<_>>().join(", ");
        match text {
            Text::One(_) if is_listed => {}
            Text::One(text) if values.is_empty() => writeln!(
                code,
                "    /// `{}`\n    pub fn {name}() -> &'static str {{ super::text({at}) }}",
                shown(text)
            )?,
            Text::One(text) => writeln!(
                code,
                "    /// `{}`\n    pub fn {name}({}) -> String {{ super::fill(super::text({at}), &[{pairs}]) }}",
                shown(text),
                arguments.join(", ")
            )?,
            Text::Forms(forms) => {
                let mut arguments = arguments;
                arguments.insert(0, "n: u64".into());
                let example = forms.get("other").map_or("", String::as_str);
                writeln!(
                    code,
                    "    /// `{}`\n    pub fn {name}({}) -> String {{ super::plural({at}, n, &[{pairs}]) }}",
                    shown(example),
                    arguments.join(", ")
                )?;
            }
        }
        let width = if matches!(text, Text::Forms(_)) { FORMS.len() } else { 1 };
        for (row, language) in rows.iter_mut().zip(languages) {
            match language.texts.get(key) {
                Some(Text::One(text)) => row.push(text),
                Some(Text::Forms(forms)) => {
                    row.extend(FORMS.iter().map(|(form, _)| forms.get(*form).map_or("", String::as_str)));
                }
                None => return Err(format!("{section}.{name} is missing").into()),
            }
        }
        at += width;
    }
    for (section, listed) in listed {
        let first = listed.first().map_or(0, |(at, _)| *at);
        let names: Vec<_> = listed.iter().map(|(_, name)| name).collect();
        writeln!(
            functions.entry(section).or_default(),
            "    /// Keys and texts.\n    pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {{\n\
             \x20       const NAMES: [&str; {}] = {names:?};\n\
             \x20       NAMES.into_iter().enumerate().map(|(at, name)| (name, super::text({first} + at)))\n    }}",
            names.len(),
        )?;
    }
    let mut code = String::new();
    for (section, functions) in functions {
        writeln!(code, "/// The section `{section}`.\npub mod {section} {{\n{functions}}}")?;
    }
    let names: Vec<String> =
        languages.iter().map(|language| format!("({:?}, {:?})", language.code, language.name)).collect();
    writeln!(code, "pub(super) const LANGUAGES: [(&str, &str); {}] = [{}];", names.len(), names.join(", "))?;
    let tables: Vec<String> = rows.iter().map(|row| format!("&{row:?}")).collect();
    writeln!(
        code,
        "#[cfg(feature = \"ssr\")]\npub(super) static TEXTS: [&[&str]; {}] = [{}];",
        tables.len(),
        tables.join(", ")
    )?;
    Ok(code)
}

/// For a doc comment, on one line.
fn shown(text: &str) -> String {
    text.replace(['`', '\n'], "'")
}
