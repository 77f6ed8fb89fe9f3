//! Each operation on each of Onshape's bad days: the right error, never a panic.

use std::time::Duration;

use ::onshape::{Error, parsers};
use futures::future::join_all;
use serde_json::{Value, json};

use crate::{
    onshape::Onshape,
    operations::{Gives, Operation, all},
};

/// What an operation may end with.
type Expected = fn(Gives, &Result<(), Error>) -> bool;

/// What it is called, how it is made, what comes of it, and how often a call that may be repeated is made.
type Day = (&'static str, fn() -> Value, Expected, u32);

const DAYS: [Day; 28] = [
    ("400", || json!({ "kind": "bad_request" }), |_, r| refused(r, 400), 1),
    ("401", || json!({ "kind": "unauthorized" }), |_, r| matches!(r, Err(Error::GrantEnded)), 2),
    ("402", || json!({ "kind": "quota" }), |_, r| matches!(r, Err(Error::QuotaUsedUp)), 1),
    ("403", || json!({ "kind": "forbidden" }), |_, r| matches!(r, Err(Error::NotAccessible)), 1),
    (
        "403 in German",
        || json!({ "kind": "forbidden", "language": "de" }),
        |_, r| matches!(r, Err(Error::NotAccessible)),
        1,
    ),
    ("404", || json!({ "kind": "not_found" }), |_, r| matches!(r, Err(Error::NotAccessible)), 1),
    ("406", || json!({ "kind": "not_acceptable" }), |_, r| refused(r, 406), 1),
    ("409", || json!({ "kind": "conflict" }), |_, r| refused(r, 409), 1),
    ("410", || json!({ "status": 410 }), |_, r| matches!(r, Err(Error::Gone)), 1),
    ("429", || json!({ "kind": "busy" }), |_, r| matches!(r, Err(Error::Busy { retry_after: None })), 1),
    ("429 and seconds", || json!({ "kind": "busy", "retry_after_seconds": 450 }), |_, r| waits(r), 1),
    (
        "429 and a date",
        || json!({ "kind": "busy", "retry_after_seconds": 450, "retry_after_date": true }),
        |_, r| waits(r),
        1,
    ),
    ("499", || json!({ "kind": "timeout" }), |_, r| matches!(r, Err(Error::TimedOut)), 1),
    ("500", || json!({ "kind": "server_error" }), |_, r| unreachable(r), 3),
    ("502 and HTML", || json!({ "kind": "bad_gateway" }), |_, r| unreachable(r), 3),
    ("503", || json!({ "kind": "unavailable" }), |_, r| unreachable(r), 3),
    ("503 and seconds", || json!({ "kind": "unavailable", "retry_after_seconds": 450 }), |_, r| waits(r), 1),
    (
        "204",
        || json!({ "kind": "no_content" }),
        |gives, r| match gives {
            Gives::Nothing => r.is_ok(),
            Gives::Picture => matches!(r, Err(Error::NotAccessible)),
            _ => matches!(r, Err(Error::Unreadable(_))),
        },
        1,
    ),
    ("broken JSON", || json!({ "kind": "broken_json" }), of_content, 1),
    ("half of the answer", || json!({ "kind": "truncated" }), of_content, 1),
    (
        "HTML called a success",
        || json!({ "status": 200, "content_type": "text/html", "body": "<h1>Maintenance</h1>" }),
        of_content,
        1,
    ),
    ("another content type", || json!({ "kind": "wrong_type" }), of_content, 1),
    (
        "JSON of another shape",
        || json!({ "status": 200, "body": "[[[7]]]" }),
        // A list of which no item can be read is empty.
        |gives, r| r.is_ok() || of_content(gives, r),
        1,
    ),
    ("null", || json!({ "status": 200, "body": "null" }), |gives, r| r.is_ok() || of_content(gives, r), 1),
    ("cut before", || json!({ "kind": "cut_before" }), |_, r| unreachable(r), 3),
    (
        "cut in the middle",
        || json!({ "kind": "cut_middle" }),
        // A redirect has no middle, and neither has an answer without a body.
        |gives, r| unreachable(r) || (gives == Gives::Nothing && r.is_ok()),
        0,
    ),
    (
        "a foreign redirect",
        || json!({ "kind": "redirect_foreign" }),
        |_, r| matches!(r, Err(Error::ForeignRedirect)),
        1,
    ),
    (
        "redirects in a circle",
        || json!({ "kind": "redirect_loop" }),
        |_, r| matches!(r, Err(Error::ForeignRedirect)),
        0,
    ),
];

fn takes_away(name: &str) -> bool {
    ["deleteTranslation", "deleteComment", "unregisterWebhook"].contains(&name)
}

fn refused(result: &Result<(), Error>, expected: u16) -> bool {
    matches!(result, Err(Error::Refused { status, .. }) if *status == expected)
}

fn unreachable(result: &Result<(), Error>) -> bool {
    matches!(result, Err(Error::Unreachable(_)))
}

fn waits(result: &Result<(), Error>) -> bool {
    let wait = |wait: Duration| (448..=450).contains(&wait.as_secs());
    matches!(result, Err(Error::Busy { retry_after: Some(left) }) if wait(*left))
}

/// An answer that is not what it should be: files are what they are, and whoever uses them looks.
fn of_content(gives: Gives, result: &Result<(), Error>) -> bool {
    match gives {
        Gives::Json | Gives::Picture => {
            matches!(result, Err(Error::Unreadable(_))) || gives == Gives::Picture
        }
        Gives::File | Gives::Stream => {
            matches!(result, Ok(()) | Err(Error::Unreadable(_) | Error::Unreachable(_)))
        }
        Gives::Nothing => result.is_ok(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_operation_ends_with_the_right_error_on_each_bad_day() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (day, fault, expected, times) in DAYS {
        // Each day has a client of its own: nothing is kept from the day before.
        let onshape = Onshape::with(|settings| settings.calls_at_once = 100).await;
        let things = onshape.things().await;
        let api = Onshape::api(&onshape.sandbox, &onshape.clock, |settings| settings.calls_at_once = 100);
        onshape.fault(fault());
        let microversion = "a".repeat(24);
        let results_of = |operations: &[Operation]| {
            join_all(operations.iter().map(|operation| {
                let credential = ::onshape::Credential::Renewing(onshape.grant.clone());
                // What a workspace holds is asked at once, without asking first where it is.
                let client = api.client("alice", credential).as_of(microversion.parse().unwrap());
                (operation.call)(client, things.clone())
            }))
        };
        // Those that take away what others ask for come last.
        let (taking, asking): (Vec<_>, Vec<_>) =
            all().into_iter().partition(|operation| takes_away(operation.name));
        let results: Vec<_> =
            results_of(&asking).await.into_iter().chain(results_of(&taking).await).collect();
        let operations: Vec<_> = asking.into_iter().chain(taking).collect();
        let calls = onshape.calls();
        for (operation, result) in operations.iter().zip(results) {
            tried += 1;
            // Where the real answer is spoilt, a refusal is what it was.
            let refusal = day.contains("answer") || day.contains("content type") || day.contains("middle");
            let refused =
                operation.name == "getCompany" && refusal && matches!(result, Err(Error::NotAccessible));
            if !refused && !expected(operation.gives, &result) {
                wrong.push(format!("{day}: {} ended with {result:?}", operation.name));
            }
            let made = calls.iter().filter(|name| *name == operation.name).count();
            let get = onshape_sandbox::api::operation::Operation::all()
                .iter()
                .any(|known| known.name == operation.name && known.method == "GET");
            let repeatable = get || operation.name == "encodeConfigurationMap";
            let due = if repeatable || times == 2 { times } else { times.min(1) };
            if times > 0 && made != usize::try_from(due).unwrap() {
                wrong.push(format!("{day}: {} was called {made} times, not {due}", operation.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}: {wrong:#?}", wrong.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_ends_at_the_deadline_of_each_operation() {
    let onshape = Onshape::start().await;
    let things = onshape.things().await;
    let api = Onshape::api(&onshape.sandbox, &onshape.clock, |settings| {
        settings.calls_at_once = 100;
        settings.deadline = Duration::from_millis(300);
        settings.large_deadline = Duration::from_millis(300);
    });
    onshape.fault(json!({ "kind": "silence" }));
    let operations = all();
    let results = join_all(operations.iter().map(|operation| {
        let credential = ::onshape::Credential::Renewing(onshape.grant.clone());
        (operation.call)(api.client("alice", credential), things.clone())
    }));
    for (operation, result) in operations.iter().zip(results.await) {
        assert!(matches!(result, Err(Error::TimedOut)), "{}: {result:?}", operation.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_does_not_end_is_given_up_at_its_limit() {
    let onshape = Onshape::start().await;
    let things = onshape.things().await;
    onshape.fault(json!({ "kind": "huge", "bytes": 200_000_000 }));
    for operation in all().iter().filter(|operation| {
        ["getDocument", "getElementThumbnailWithSize", "getAssemblyDefinition"].contains(&operation.name)
    }) {
        let result =
            (operation.call)(onshape.alice().as_of("a".repeat(24).parse().unwrap()), things.clone()).await;
        assert!(matches!(result, Err(Error::TooLarge(_))), "{}: {result:?}", operation.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_token_is_replaced_once_and_nobody_notices() {
    let onshape = Onshape::start().await;
    let things = onshape.things().await;
    for operation in all() {
        onshape.sandbox.state().grants().expire(onshape_sandbox::world::user::User::Alice);
        let before = *onshape.grant.replaced.lock().unwrap();
        let result = (operation.call)(onshape.alice().fresh(), things.clone()).await;
        let refused = operation.name == "getCompany" && matches!(result, Err(Error::NotAccessible));
        assert!(result.is_ok() || refused, "{}: {result:?}", operation.name);
        assert!(*onshape.grant.replaced.lock().unwrap() <= before + 1, "{}", operation.name);
    }
    onshape.sandbox.state().grants().revoke(onshape_sandbox::world::user::User::Alice);
    assert!(matches!(onshape.alice().session_info().await, Err(Error::GrantEnded)));
}

#[tokio::test(flavor = "multi_thread")]
async fn onshapes_message_is_passed_on_and_bounded() {
    let onshape = Onshape::start().await;
    let long = "x".repeat(9_000);
    for (body, message) in [
        (
            json!({ "message": "Ungültige Anfrage", "status": 400 }).to_string(),
            Some("Ungültige Anfrage".to_owned()),
        ),
        (json!({ "message": long }).to_string(), Some("x".repeat(500))),
        (json!({ "message": 7 }).to_string(), None),
        ("<html>".into(), None),
    ] {
        onshape.sandbox.state().faults.clear();
        onshape.fault(json!({ "status": 400, "body": body }));
        match onshape.alice().session_info().await {
            Err(Error::Refused { status: 400, message: said }) => assert_eq!(said, message),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_told_to_wait_does_not_ask_before_the_time_is_over() {
    let onshape = Onshape::start().await;
    let document = onshape.workspace("gearbox").document;
    onshape.fault(json!({ "kind": "busy", "retry_after_seconds": 450, "operation": "getDocument" }));
    assert!(waits(&onshape.alice().document(&document).await.map(drop)));
    onshape.sandbox.state().faults.clear();
    onshape.calls();
    assert!(waits(&onshape.alice().document(&document).await.map(drop)), "not asked, but told how long");
    assert!(onshape.calls().is_empty());
    assert!(onshape.alice().workspaces(&document).await.is_ok(), "another operation is not concerned");
    onshape.clock.advance(449);
    assert!(onshape.alice().document(&document).await.is_err());
    onshape.clock.advance(1);
    assert!(onshape.alice().document(&document).await.is_ok());
}

/// Every list, every map and every number that an answer may say `null` of.
const NULL: &str = "bodies categorySummaryInfoList centroid configurationParameters customProperties defaultUnits \
    elements enumValues events fileExtensions folders groups headerIdToValue headers highX highY highZ images inertia \
    lowX lowY lowZ mass options parts periphery permissionSet principalInertia properties relatedOccurrences \
    resultElementIds resultExternalDataIds rows sizes subAssemblies tags transform unitsDisplayPrecision viewMatrix \
    volume";

#[test]
fn everything_but_ids_may_be_null() {
    let id = "e60c4803eaf2ac8be492c18e";
    let mut known = json!({ "id": id, "microversion": id, "partId": "JHD", "propertyId": "x", "parameterId": "p",
        "encodedId": "default", "name": null, "path": [], "rootAssembly": { "instances": null, "occurrences": null },
        "event": "x" });
    for field in NULL.split_whitespace() {
        known[field] = Value::Null;
    }
    // Of the shapes one is the operation's.
    let shapes = [known.clone(), json!([known]), json!({ "items": [known] })];
    for (name, parse) in parsers::ALL {
        let fits = shapes.iter().any(|shape| parse(shape.to_string().as_bytes()).is_ok());
        assert!(fits, "{name} takes none of the shapes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_leaves_everything_around_it_however_often_it_comes() {
    let onshape = Onshape::start().await;
    let assembly = onshape.element("gearbox", "Gearbox");
    let alice = onshape.alice();
    let item =
        json!({ "id": "a".repeat(24), "name": "Gear", "thumbnailInfo": { "sizes": null }, "lengthUnits": 7 });
    let elements: Vec<Value> =
        (0..500).flat_map(|_| [item.clone(), Value::Null, json!({ "id": "" })]).collect();
    let body = json!(elements).to_string();
    onshape.fault(json!({ "operation": "getElementsInDocument", "status": 200, "body": body }));
    let found = alice.elements(&assembly.at).await.unwrap();
    assert_eq!(found.iter().filter(|element| element.name.as_deref() == Some("Gear")).count(), 500);

    let row = json!({ "itemSource": { "documentId": "", "elementId": "", "wvmId": "" }, "relatedOccurrences": null });
    let rows: Vec<Value> = (0..20_000).map(|at| if at % 2 == 0 { row.clone() } else { json!(7) }).collect();
    let body = json!({ "headers": [{ "id": null }], "rows": rows }).to_string();
    onshape.fault(json!({ "operation": "getBillOfMaterials", "status": 200, "body": body }));
    let bom = alice.bill_of_materials(&assembly, &::onshape::BomOptions::default()).await.unwrap();
    assert_eq!((bom.headers.len(), bom.rows.len()), (0, 10_000));

    let body = json!({ "lowX": null, "highX": 1 }).to_string();
    onshape.fault(json!({ "operation": "getAssemblyBoundingBoxes", "status": 200, "body": body }));
    assert!(alice.assembly_bounding_box(&assembly).await.unwrap().low_x.is_nan());
}
