//! Configurations of elements, and what they can be translated to.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Client, DocumentId, ElementAt, ElementId, Error, TranslationFormat,
    lenient::items,
    open_enum::open_enum,
    request::{Keep, Request},
};

/// The inputs of a configured element (`BTConfigurationResponse-2019`).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Configuration {
    /// In the order of Onshape's panel; none in an element without configurations.
    #[serde(default, deserialize_with = "items")]
    pub configuration_parameters: Vec<ConfigurationParameter>,
    /// The state that it was read from.
    pub source_microversion: Option<String>,
}

/// An input.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationParameter {
    /// What [`Client::encode_configuration`] wants.
    pub parameter_id: String,
    /// As shown.
    pub parameter_name: Option<String>,
    /// What values it takes.
    pub parameter_type: Option<ConfigurationParameterType>,
    /// The option or the text that is chosen at first; `true` or `false` of a checkbox.
    pub default_value: Option<Value>,
    /// Of a list.
    #[serde(default, deserialize_with = "items")]
    pub options: Vec<ConfigurationOption>,
    /// Of a quantity.
    pub range_and_default: Option<QuantityRange>,
    /// Of a quantity: which units it takes.
    pub quantity_type: Option<QuantityType>,
    /// Whether it changes nothing but looks.
    pub is_cosmetic: Option<bool>,
}

open_enum! {
    /// What values an input takes.
    ConfigurationParameterType {
        /// One of a list.
        Enum = "ENUM",
        /// Yes or no.
        Boolean = "BOOLEAN",
        /// Text.
        String = "STRING",
        /// A number with a unit.
        Quantity = "QUANTITY",
    }
}

open_enum! {
    /// What a number is of (`GBTQuantityType`, those that configurations have).
    QuantityType {
        /// A whole number.
        Integer = "INTEGER",
        /// A number.
        Real = "REAL",
        /// A length.
        Length = "LENGTH",
        /// An angle.
        Angle = "ANGLE",
    }
}

/// An item of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationOption {
    /// The value.
    pub option: String,
    /// As shown.
    pub option_name: Option<String>,
}

/// The values that a quantity takes, in its units.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuantityRange {
    /// Least.
    pub min_value: Option<f64>,
    /// Greatest.
    pub max_value: Option<f64>,
    /// At first.
    pub default_value: Option<f64>,
    /// Their unit.
    pub units: Option<crate::Unit>,
}

/// A value for an input.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationValue {
    /// The input.
    pub parameter_id: String,
    /// The option, `true` or `false`, the text, or a number with its unit (`50 mm`).
    pub parameter_value: String,
}

/// A configuration as other calls want it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EncodedConfiguration {
    /// For [`ElementAt::configuration`].
    pub encoded_id: String,
}

#[derive(Serialize)]
struct ConfigurationValues<'a> {
    parameters: &'a [ConfigurationValue],
}

impl Client {
    /// `GET /elements/d/{did}/{w|v|m}/{id}/e/{eid}/configuration`: the inputs.
    /// [getConfiguration](https://cad.onshape.com/glassworks/explorer/#/Element/getConfiguration)
    pub async fn configuration(&self, element: &ElementAt) -> Result<Configuration, Error> {
        let element = ElementAt { configuration: None, ..element.clone() };
        self.json(Request::of_element("getConfiguration", "elements", &element, &["configuration"])).await
    }

    /// `POST /elements/d/{did}/e/{eid}/configurationencodings`: computes only, so that the answer is kept. Values that the
    /// element does not take are [`Error::Refused`] with status 400.
    /// [encodeConfigurationMap](https://cad.onshape.com/glassworks/explorer/#/Element/encodeConfigurationMap)
    pub async fn encode_configuration(
        &self,
        document: &DocumentId,
        element: &ElementId,
        values: &[ConfigurationValue],
    ) -> Result<EncodedConfiguration, Error> {
        let path = ["elements", "d", document.as_str(), "e", element.as_str(), "configurationencodings"];
        let request =
            Request::post("encodeConfigurationMap", &path, &ConfigurationValues { parameters: values });
        let minutes = std::time::Duration::from_mins(10);
        self.json(request.about(document).repeatable().keep(Keep::Briefly(minutes))).await
    }

    /// `GET /elements/translatorFormats/{did}/{w|v}/{id}/{eid}`: what this element can be translated to.
    /// [getElementTranslatorFormatsByVersionOrWorkspace](https://cad.onshape.com/glassworks/explorer/#/Element/getElementTranslatorFormatsByVersionOrWorkspace)
    pub async fn element_translation_formats(
        &self,
        element: &ElementAt,
    ) -> Result<Vec<TranslationFormat>, Error> {
        let at = &element.at;
        let letter = at.wvm.letter().to_string();
        let path = [
            "elements",
            "translatorFormats",
            at.document.as_str(),
            &letter,
            at.wvm.id().as_str(),
            element.element.as_str(),
        ];
        let request = Request::get("getElementTranslatorFormatsByVersionOrWorkspace", &path);
        let hour = std::time::Duration::from_hours(1);
        self.list(request.about(&at.document).keep(Keep::Briefly(hour))).await
    }
}
