//! How large a file is, before it is fetched.

use ::onshape::{BlobLength, Error};
use onshape_sandbox::{files::blobs, world::blob::Blob};
use serde_json::json;

use crate::onshape::Onshape;

#[tokio::test]
async fn a_file_is_counted_where_onshape_does_not_say_how_long_it_is() {
    let onshape = Onshape::start().await;
    let blob = onshape.element("files", "Photo.png");
    let (document, workspace) = (&blob.at.document, blob.at.wvm.id());
    let length = onshape.alice().blob_length(document, workspace, &blob.element).await.unwrap();
    let bytes = blobs::bytes(&Blob::Png).unwrap().len() as u64;
    assert_eq!(length, BlobLength::Exactly(bytes));
    onshape.fault(json!({ "path": "/blobelements/", "body": "seven b", "times": 1 }));
    let said = onshape.alice().blob_length(document, workspace, &blob.element).await.unwrap();
    assert_eq!(said, BlobLength::Exactly(7));
    onshape.fault(json!({ "path": "/blobelements/", "status": 403 }));
    let refused = onshape.alice().blob_length(document, workspace, &blob.element).await;
    assert!(matches!(refused, Err(Error::NotAccessible)));
}
