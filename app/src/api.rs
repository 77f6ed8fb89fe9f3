//! The server functions: what the browser may ask. Each is a POST below `/api/`, marked by [`crate::client::Marked`].

#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
#[allow(clippy::unused_async, reason = "the macro wants it")]
mod cookies;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod devices;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod documents;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod files;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod parts;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod places;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod session;
#[allow(missing_docs, reason = "the macro makes undocumented structs of the arguments")]
mod spending;

pub use cookies::{JudgeProbe, Probe, ProbeVerdict, SetProbe, judge_probe, set_probe};
pub use devices::{EndDevices, ListDevices, end_devices, list_devices};
pub use documents::{ListDocuments, OpenADocument, list_documents, open_a_document};
pub use files::{FilesPass, files_pass};
pub use parts::{FactsOfParts, facts_of_parts};
pub use places::{RememberPlace, remember_place};
pub use session::{
    Handle, HandoverStatus, MintHandle, PollSignIn, Progress, RedeemSignIn, SignOut, WhoAmI, mint_handle,
    poll_sign_in, redeem_sign_in, sign_out, who_am_i,
};
pub use spending::{SpentCalls, spent_calls};
