//! The server functions: what the browser may ask. Each is a POST below `/api/`, marked by [`crate::client::Marked`].

#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod bom;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod configuration;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
#[allow(clippy::unused_async, reason = "the macro wants it")]
mod cookies;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod devices;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod documents;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod emptiness;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod files;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod language;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod listing;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod mass;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod parts;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod places;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod properties;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod session;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod spending;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod versions;

pub use bom::{ReadBillOfMaterials, read_bill_of_materials};
pub use configuration::{
    ConfigurationInputs, EncodeConfiguration, configuration_inputs, encode_configuration,
};
pub use cookies::{JudgeProbe, Probe, ProbeVerdict, SetProbe, judge_probe, set_probe};
pub use devices::{EndDevices, ListDevices, end_devices, list_devices};
pub use documents::{ListDocuments, OpenADocument, list_documents, open_a_document};
pub use emptiness::{WhyEmpty, why_empty};
pub use files::{FilesPass, LengthOfFile, ReadFile, files_pass, length_of_file, read_file};
pub use language::{ChooseLanguage, choose_language};
pub use listing::{
    ListFavourites, ListOwners, LookInto, SetFavourite, list_favourites, list_owners, look_into,
    set_favourite,
};
pub use mass::{MassOfSelection, MassProperties, mass_of_selection, mass_properties};
pub use parts::{FactsOfParts, ListParts, facts_of_parts, list_parts};
pub use places::{RememberPlace, remember_place};
pub use properties::{PropertiesOf, properties_of};
pub use session::{
    Handle, HandoverStatus, MintHandle, PollSignIn, Progress, RedeemSignIn, SignOut, WhoAmI, mint_handle,
    poll_sign_in, redeem_sign_in, sign_out, who_am_i,
};
pub use spending::{SpentCalls, spent_calls};
pub use versions::{HistoryOfDocument, StatesOfDocument, history_of_document, states_of_document};
