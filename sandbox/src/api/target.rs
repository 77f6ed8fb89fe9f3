//! What a path names: a document in one of its states, and perhaps an element in it.

use super::error::ApiError;
use crate::state::State;
use crate::world::document::{Document, Share, Wvm};
use crate::world::element::Element;
use crate::world::id::Id;
use crate::world::user::User;

/// An id from a path: 400 unless it is 24 hexadecimal characters.
pub fn id(text: &str) -> Result<Id, ApiError> {
    Id::parse(text).ok_or_else(|| ApiError::BadRequest(format!("Invalid id: {text}")))
}

/// The document, if `user` may open it.
pub fn document<'a>(state: &'a State, user: User, did: &str) -> Result<&'a Document, ApiError> {
    state.world.document_for(user, id(did)?).ok_or(ApiError::NoAccess)
}

/// A document in one of its states.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// Who asks.
    pub user: User,
    /// The document.
    pub document: &'a Document,
    /// Which state of it.
    pub wvm: Wvm,
    /// The microversion that the state is.
    pub microversion: Id,
}

impl<'a> Target<'a> {
    /// Reads the path's parts.
    pub fn of(state: &'a State, user: User, did: &str, letter: &str, wvmid: &str) -> Result<Self, ApiError> {
        id(wvmid)?;
        let wvm = Wvm::parse(letter, wvmid)
            .ok_or_else(|| ApiError::BadRequest(format!("Neither w, v nor m: {letter}")))?;
        let document = document(state, user, did)?;
        let microversion = document.microversion_of(wvm).ok_or(ApiError::NoAccess)?;
        Ok(Self { user, document, wvm, microversion })
    }

    /// The element of this id: 404 if the document does not have it.
    pub fn element(&self, eid: &str) -> Result<Element, ApiError> {
        self.document.element(id(eid)?).ok_or_else(|| ApiError::NotFound("Element not found.".to_owned()))
    }

    /// Refuses whoever may open the document but not export from it.
    pub fn may_export(&self) -> Result<(), ApiError> {
        match self.document.access(self.user) {
            Some(Share::ReadAndExport) => Ok(()),
            _ => Err(ApiError::NoAccess),
        }
    }

    /// The microversion of an element in this state: the same in two states only if they are the same.
    pub fn element_microversion(&self, element: &Element) -> Id {
        Id::of("element-microversion", format_args!("{}/{}", element.id, self.microversion))
    }
}
