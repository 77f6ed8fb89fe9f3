//! Configurations of elements.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    configuration::{Encoded, Input, Value},
    documents::ElementKey,
};

/// The most values of a configuration.
#[cfg(feature = "ssr")]
const MOST_VALUES: usize = 500;

/// The inputs of an element; none of one that is not configured.
#[server(client = crate::client::Marked, input = Json)]
pub async fn configuration_inputs(of: ElementKey) -> Result<Answer<Vec<Input>>, CallError> {
    use crate::ssr::{Caller, configuration, convert};
    let caller = Caller::from_request()?;
    let Ok((element, known)) = convert::element_at(&of) else { return Err(CallError::Malformed) };
    let asked = caller.ask(async |onshape| {
        let onshape = match &known {
            Some(known) => onshape.as_of(known.clone()),
            None => onshape,
        };
        configuration::inputs(&onshape, &element).await
    });
    asked.await
}

/// What Onshape writes for these values; inputs that are not among them are as at first.
#[server(client = crate::client::Marked, input = Json)]
pub async fn encode_configuration(of: ElementKey, values: Vec<Value>) -> Result<Answer<Encoded>, CallError> {
    use crate::{
        configuration::LONGEST,
        ssr::{Caller, configuration, convert},
    };
    let caller = Caller::from_request()?;
    let size: usize = values.iter().map(|(id, value)| id.len() + value.len()).sum();
    let Ok((element, _)) = convert::element_at(&of) else { return Err(CallError::Malformed) };
    if values.len() > MOST_VALUES || size > LONGEST {
        return Err(CallError::Malformed);
    }
    caller.ask(async |onshape| configuration::encode(&onshape, &element, values.clone()).await).await
}
