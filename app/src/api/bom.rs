//! Bills of materials.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    bom::Bom,
    documents::ElementKey,
};

/// What an assembly is made of: as a tree, or `flat` with each part once.
#[server(client = crate::client::Marked, input = Json)]
pub async fn read_bill_of_materials(shown: ElementKey, flat: bool) -> Result<Answer<Bom>, CallError> {
    use crate::ssr::{Caller, bom, convert};
    let caller = Caller::from_request()?;
    let Ok((assembly, known)) = convert::element_at(&shown) else { return Err(CallError::Malformed) };
    let asked = caller.ask(async |onshape| bom::ask(onshape, &assembly, known.clone(), flat).await);
    Ok(asked.await?.map(|answer| bom::read(&answer)))
}
