//! The inputs of a configured element, as the screens need them.

use leptos::serde_json::Value as Json;
use onshape::{
    Client, ConfigurationParameter, ConfigurationParameterType as Type, ConfigurationValue, ElementAt, Error,
    QuantityRange,
};

use super::units;
use crate::{
    configuration::{Encoded, Input, InputKind, Value},
    documents::title,
    units::{Measure, Unit},
};

/// The inputs of an element in Onshape's order: one call, and none for what is known of it. Lengths and angles are in the
/// units of the element. What no input can be made of keeps its value.
pub async fn inputs(onshape: &Client, element: &ElementAt) -> Result<Vec<Input>, Error> {
    let configuration = onshape.configuration(element).await?;
    if configuration.configuration_parameters.is_empty() {
        return Ok(Vec::new());
    }
    let units = units::of(onshape, element).await;
    let shown = |measure: Measure| match measure {
        Measure::Length => units.length,
        Measure::Angle => units.angle,
        Measure::Mass => units.mass,
    };
    Ok(configuration.configuration_parameters.into_iter().filter_map(|one| input(one, shown)).collect())
}

fn input(parameter: ConfigurationParameter, shown: impl Fn(Measure) -> Unit) -> Option<Input> {
    let kind = match parameter.parameter_type? {
        Type::Enum => {
            let options: Vec<_> = parameter
                .options
                .into_iter()
                .map(|option| {
                    let name = title(option.option_name.as_deref().or(Some(option.option.as_str())));
                    (option.option, name)
                })
                .collect();
            let first = text(parameter.default_value.as_ref());
            let first = first.or_else(|| options.first().map(|(value, _)| value.clone()))?;
            InputKind::List { options, first }
        }
        Type::Boolean => InputKind::Checkbox { first: flag(parameter.default_value.as_ref()) },
        Type::String => InputKind::Text { first: text(parameter.default_value.as_ref()).unwrap_or_default() },
        Type::Quantity => {
            let whole = parameter.quantity_type == Some(onshape::QuantityType::Integer);
            quantity(&parameter.range_and_default?, whole, shown)?
        }
        Type::Other(_) => return None,
    };
    let name = title(parameter.parameter_name.as_deref().or(Some(parameter.parameter_id.as_str())));
    Some(Input { id: parameter.parameter_id, name, kind })
}

fn quantity(range: &QuantityRange, whole: bool, shown: impl Fn(Measure) -> Unit) -> Option<InputKind> {
    let told = range.units.as_ref().map(onshape::Unit::as_str).filter(|name| !name.is_empty());
    // A unit that is not known here must not be taken for another one.
    let told = told.map(|name| Unit::named(name).ok_or(())).transpose().ok()?;
    let unit = told.map(|told| shown(told.measure()));
    let figure = |figure: f64| match (told, unit) {
        (Some(told), Some(unit)) if told != unit => unit.of_si(told.to_si(figure), 1),
        _ => figure,
    };
    let limit = |limit: Option<f64>| limit.filter(|limit| limit.is_finite()).map(figure);
    let first = figure(range.default_value.filter(|first| first.is_finite())?);
    let (least, greatest) = (limit(range.min_value), limit(range.max_value));
    Some(InputKind::Quantity { unit, least, greatest, first, whole })
}

fn text(value: Option<&Json>) -> Option<String> {
    match value? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn flag(value: Option<&Json>) -> bool {
    value.is_some_and(|value| value.as_bool().unwrap_or_else(|| value.as_str() == Some("true")))
}

/// One call, kept for minutes: what Onshape writes for these values.
pub async fn encode(onshape: &Client, element: &ElementAt, values: Vec<Value>) -> Result<Encoded, Error> {
    let values: Vec<_> = values
        .into_iter()
        .map(|(parameter_id, parameter_value)| ConfigurationValue { parameter_id, parameter_value })
        .collect();
    match onshape.encode_configuration(&element.at.document, &element.element, &values).await {
        Ok(encoded) => Ok(Encoded::Here(encoded.encoded_id)),
        Err(Error::Refused { status: 400, message }) => Ok(Encoded::Refused(message)),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_value, json};

    use super::*;

    fn read(parameter: Json) -> Option<Input> {
        let shown = |measure| match measure {
            Measure::Length => Unit::named("mm").unwrap(),
            Measure::Angle => Unit::named("deg").unwrap(),
            Measure::Mass => Unit::KILOGRAM,
        };
        input(from_value(parameter).unwrap(), shown)
    }

    #[test]
    fn a_length_comes_in_the_units_of_the_element() {
        let length = read(json!({
            "parameterId": "L", "parameterName": "Length", "parameterType": "QUANTITY",
            "rangeAndDefault": { "minValue": 0.05, "defaultValue": 0.12, "maxValue": null, "units": "meter" },
        }));
        let unit = Unit::named("mm");
        let expected =
            InputKind::Quantity { unit, least: Some(50.0), greatest: None, first: 120.0, whole: false };
        assert_eq!(length.map(|input| input.kind), Some(expected));
    }

    #[test]
    fn what_cannot_be_shown_is_left_out_and_the_rest_is_shown() {
        let unknown = json!({ "parameterId": "X", "parameterType": "HOLOGRAM" });
        let parsecs = json!({
            "parameterId": "P", "parameterType": "QUANTITY",
            "rangeAndDefault": { "defaultValue": 1.0, "units": "parsec" },
        });
        assert_eq!((read(unknown), read(parsecs)), (None, None));
        let bare = read(json!({ "parameterId": "B", "parameterName": null, "parameterType": "BOOLEAN" }));
        let expected = Input { id: "B".into(), name: "B".into(), kind: InputKind::Checkbox { first: false } };
        assert_eq!(bare, Some(expected));
    }
}
