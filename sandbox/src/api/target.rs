//! What a path names: a document in one of its states, and perhaps an element in it.

use super::call::Call;
use super::error::ApiError;
use crate::state::Shared;
use crate::world::World;
use crate::world::document::Document;
use crate::world::element::{Assembly, Content, Element};
use crate::world::id::Id;
use crate::world::permission::Permission;
use crate::world::structure::Found;
use crate::world::timeline::{Microversion, Wvm};
use std::sync::Arc;

/// An id from a path: 400 unless it is 24 hexadecimal characters.
pub fn id(text: &str) -> Result<Id, ApiError> {
    Id::parse(text).ok_or_else(|| ApiError::BadRequest(format!("Invalid id: {text}")))
}

impl Call<'_> {
    /// The document of this id, if the token may open it.
    pub fn document(&self, did: &str) -> Result<Arc<Document>, ApiError> {
        let document = self.state.world().document_for(self.bearer.user, id(did)?);
        document.filter(|document| self.may_see(document)).ok_or(ApiError::NoAccess)
    }

    /// The document of this id, if the token may do this with it.
    pub fn document_to(&self, permission: Permission, did: &str) -> Result<Arc<Document>, ApiError> {
        let document = self.document(did)?;
        if document.access(self.bearer.user) >= Some(permission) {
            Ok(document)
        } else {
            Err(ApiError::NoAccess)
        }
    }

    /// Whether documents of this owner open with the token at all: an enterprise's only with a token of its own, and
    /// where the user has limited the app to some documents, only those.
    fn may_see(&self, document: &Document) -> bool {
        self.may_see_in(&self.state.world(), document)
    }

    /// As above, for whoever holds the world already.
    pub fn may_see_in(&self, world: &World, document: &Document) -> bool {
        let company = world.owner_company(document).filter(|company| company.is_enterprise());
        let allowed = self.switches.document_access.as_ref();
        company.is_none_or(|company| self.bearer.company == Some(company.id))
            && allowed.is_none_or(|ids| ids.contains(&document.id.to_string()))
    }

    /// The document in the state that a path names. A version of a document that another one uses can be read through
    /// that one (`linkDocumentId`).
    pub fn target(&self, did: &str, letter: &str, wvmid: &str) -> Result<Target, ApiError> {
        self.target_through(did, letter, wvmid, self.query.get("linkDocumentId"))
    }

    /// The same where the request says otherwise through which document.
    pub fn target_through(
        &self,
        did: &str,
        letter: &str,
        wvmid: &str,
        linking: Option<&str>,
    ) -> Result<Target, ApiError> {
        id(wvmid)?;
        let wvm = Wvm::parse(letter, wvmid)
            .ok_or_else(|| ApiError::BadRequest(format!("Neither w, v nor m: {letter}")))?;
        let (document, permission) = match (self.document(did), linking, wvm) {
            (Ok(document), ..) => {
                let permission = document.access(self.bearer.user).unwrap_or(Permission::Read);
                (document, permission)
            }
            (Err(_), Some(linking), Wvm::Version(version)) => {
                let linking = self.document(linking)?;
                let permission = linking.access(self.bearer.user).unwrap_or(Permission::Read);
                (linked(self.state, &linking, id(did)?, version)?, permission.min(Permission::ReadCopyExport))
            }
            (Err(error), ..) => return Err(error),
        };
        let state = document.at(wvm).ok_or(ApiError::NoAccess)?;
        Ok(Target { document, permission, wvm, state })
    }
}

/// The document that `linking` uses in this version.
fn linked(state: &Shared, linking: &Document, did: Id, version: Id) -> Result<Arc<Document>, ApiError> {
    let used = uses_where(linking, |link| link == (did, version));
    let document = used.then(|| state.world().document(did)).flatten();
    document.ok_or(ApiError::NoAccess)
}

/// Whether `linking` uses a version of the document `did`.
pub fn uses(linking: &Document, did: Id) -> bool {
    uses_where(linking, |(document, _)| document == did)
}

fn uses_where(linking: &Document, wanted: impl Fn((Id, Id)) -> bool) -> bool {
    let timeline = linking.timeline();
    let mut elements = timeline.microversions.iter().flat_map(|state| state.elements.iter());
    elements.any(|element| match &element.content {
        Content::Assembly(Assembly::Of(placed)) => {
            placed.iter().any(|placed| placed.linked.is_some_and(&wanted))
        }
        _ => false,
    })
}

/// A document in one of its states.
#[derive(Clone, Debug)]
pub struct Target {
    /// The document.
    pub document: Arc<Document>,
    /// What the token may do with it.
    pub permission: Permission,
    /// Which state of it.
    pub wvm: Wvm,
    /// The state.
    pub state: Microversion,
}

impl Target {
    /// The microversion that the state is.
    pub fn microversion(&self) -> Id {
        self.state.id
    }

    /// The tabs in this state.
    pub fn elements(&self) -> &[Element] {
        &self.state.elements
    }

    /// The element of this id: 404 if the state does not have it.
    pub fn element(&self, eid: &str) -> Result<&Element, ApiError> {
        let id = id(eid)?;
        let found = self.elements().iter().find(|element| element.id == id);
        found.ok_or_else(|| ApiError::NotFound("Element not found.".to_owned()))
    }

    /// The element of this id with the state that it is in, for [`crate::world::structure::Resolver`].
    pub fn found(&self, element: &Element) -> Found {
        Found {
            document: self.document.id,
            microversion: self.state.id,
            tabs: self.state.elements.clone(),
            element: element.clone(),
        }
    }

    /// The part studio of this id: 400 if it is something else.
    pub fn studio(&self, eid: &str) -> Result<&Element, ApiError> {
        let element = self.element(eid)?;
        if element.content.is_studio() {
            Ok(element)
        } else {
            Err(ApiError::BadRequest("The element is not a part studio.".to_owned()))
        }
    }

    /// The assembly of this id: 400 if it is something else.
    pub fn assembly(&self, eid: &str) -> Result<&Element, ApiError> {
        let element = self.element(eid)?;
        if element.content.is_assembly() {
            Ok(element)
        } else {
            Err(ApiError::BadRequest("The element is not an assembly.".to_owned()))
        }
    }

    /// Refuses whoever may open the document but not export from it.
    pub fn may_export(&self) -> Result<(), ApiError> {
        if self.permission >= Permission::ReadCopyExport { Ok(()) } else { Err(ApiError::NoAccess) }
    }
}
