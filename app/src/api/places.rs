//! Where the user was last.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{answer::CallError, place::Id};

/// Remembers that the user is at `path` in the app's tab `tab`: Onshape resets the frame's address on reload.
#[server(client = crate::client::Marked, input = Json)]
pub async fn remember_place(tab: Id, path: String) -> Result<(), CallError> {
    use crate::{place::Place, ssr::Caller};
    let caller = Caller::from_request()?;
    let (Ok(place), Some(session)) = (Place::parse(&path), caller.live_session().await?) else {
        return Ok(());
    };
    let Ok(tab) = tab.as_str().parse() else { return Ok(()) };
    caller.vault().remember_place(&session.user.id, &tab, &place.to_string()).await.map_err(Caller::failed)
}
