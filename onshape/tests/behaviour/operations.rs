//! Every operation of the client, by Onshape's name: each finds what the sandbox has.

use std::collections::BTreeSet;

use ::onshape::*;
use futures::{FutureExt, StreamExt, future::BoxFuture};
use onshape_sandbox::api::operation::Operation as Known;

use crate::onshape::Onshape;

/// What operations are tried on.
#[derive(Clone)]
pub struct Things {
    pub document: DocumentId,
    pub at: DocumentAt,
    pub version: WvmId,
    pub studio: ElementAt,
    pub part: PartId,
    pub configured: ElementAt,
    pub assembly: ElementAt,
    pub drawing: ElementAt,
    pub blob: ElementAt,
    pub translation: TranslationId,
    pub file: ExternalDataId,
    pub comment: CommentId,
    pub company: CompanyId,
    pub webhook: WebhookId,
}

/// What comes of an operation: JSON that was read, or a file whatever it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    Json,
    /// A whole file.
    File,
    /// A picture.
    Picture,
    /// A file as it comes.
    Stream,
    /// Nothing.
    Nothing,
}

type Try = fn(Client, Things) -> BoxFuture<'static, Result<(), Error>>;

pub struct Operation {
    pub name: &'static str,
    pub gives: Gives,
    pub call: Try,
}

/// `op!("name", Json, |onshape, things| onshape.call(&things.document))`
macro_rules! op {
    ($name:literal, $gives:ident, |$client:ident, $things:ident| $call:expr) => {
        Operation {
            name: $name,
            gives: Gives::$gives,
            call: |$client, $things| async move { $call.await.map(drop) }.boxed(),
        }
    };
}

async fn whole(stream: Result<FileStream, Error>) -> Result<(), Error> {
    stream?.bytes(8 << 20).await.map(drop)
}

pub fn all() -> Vec<Operation> {
    vec![
        op!("sessionInfo", Json, |c, _t| c.session_info()),
        op!("getUserSettingsCurrentLoggedInUser", Json, |c, _t| c.user_settings()),
        op!("getDocuments", Json, |c, _t| c
            .documents(&DocumentQuery { text: "gear".into(), ..DocumentQuery::default() })),
        op!("getDocument", Json, |c, t| c.document(&t.document)),
        op!("getDocumentPermissionSet", Json, |c, t| c.permission_set(&t.document)),
        op!("getDocumentWorkspaces", Json, |c, t| c.workspaces(&t.document)),
        op!("getDocumentVersions", Json, |c, t| c.versions(&t.document)),
        op!("getVersion", Json, |c, t| c.version(&t.document, &t.version)),
        op!("createVersion", Json, |c, t| c.create_version(
            &t.document,
            t.at.wvm.id(),
            "V?",
            "a state / a + name"
        )),
        op!("getDocumentHistory", Json, |c, t| c.history(&t.at)),
        op!("getCurrentMicroversion", Json, |c, t| c.current_microversion(&t.at)),
        op!("getElementsInDocument", Json, |c, t| c.elements(&t.at)),
        op!("getDocumentContents", Json, |c, t| c.contents(&t.at)),
        op!("getUnitInfo", Json, |c, t| c.unit_info(&t.at)),
        op!("downloadExternalData", Stream, |c, t| async move {
            whole(c.external_data(&t.document, &t.file).await).await
        }),
        op!("getPartsWMV", Json, |c, t| c.parts(&t.at)),
        op!("getPartsWMVE", Json, |c, t| c.parts_of(&t.studio)),
        op!("exportPartGltf", File, |c, t| c.part_gltf(&t.studio, &t.part, &GltfOptions::default())),
        op!("getMassProperties", Json, |c, t| c.part_mass_properties(&t.studio, &t.part)),
        op!("getBoundingBoxes", Json, |c, t| c.part_bounding_box(&t.studio, &t.part)),
        op!("getPartShadedViews", Json, |c, t| c.part_shaded_view(&t.studio, &t.part, &small())),
        op!("exportPartStudioGltf", File, |c, t| c.part_studio_gltf(&t.studio, &coarse(&t.part))),
        op!("getPartStudioMassProperties", Json, |c, t| c.part_studio_mass_properties(&t.studio, true)),
        op!("getPartStudioBoundingBoxes", Json, |c, t| c.part_studio_bounding_box(&t.studio)),
        op!("getPartStudioShadedViews", Json, |c, t| c.part_studio_shaded_view(&t.studio, &small())),
        op!("createPartStudioExportGltf", Json, |c, t| c
            .export_part_studio_gltf(&t.studio, &GltfExport::default())),
        op!("createPartStudioTranslation", Json, |c, t| c.translate_part_studio(&t.configured, &mesh("STL"))),
        op!("getAssemblyDefinition", Json, |c, t| c
            .assembly_definition(&t.assembly, &DefinitionOptions::default())),
        op!("getBillOfMaterials", Json, |c, t| c.bill_of_materials(&t.assembly, &BomOptions::default())),
        op!("getAssemblyMassProperties", Json, |c, t| c.assembly_mass_properties(&t.assembly)),
        op!("getAssemblyBoundingBoxes", Json, |c, t| c.assembly_bounding_box(&t.assembly)),
        op!("getAssemblyShadedViews", Json, |c, t| c.assembly_shaded_view(&t.assembly, &small())),
        op!("createAssemblyExportGltf", Json, |c, t| c
            .export_assembly_gltf(&t.assembly, &GltfExport::default())),
        op!("translateFormat", Json, |c, t| c.translate_assembly(&t.assembly, &mesh("GLTF"))),
        op!("getElementThumbnailWithSize", Picture, |c, t| c.thumbnail(
            &t.at,
            Some(&t.studio.element),
            ThumbnailSize::Card,
            Some("1")
        )),
        op!("getDocumentThumbnailWithSize", Picture, |c, t| c.thumbnail(
            &t.at,
            None,
            ThumbnailSize::Row,
            None
        )),
        op!("getWVMetadata", Json, |c, t| c.document_metadata(&t.at)),
        op!("getWMVEsMetadata", Json, |c, t| c.elements_metadata(&t.at)),
        op!("getWMVEMetadata", Json, |c, t| c.element_metadata(&t.studio)),
        op!("getWMVEPsMetadata", Json, |c, t| c.parts_metadata(&t.studio)),
        op!("getWMVEPMetadata", Json, |c, t| c.part_metadata(&t.studio, &t.part)),
        op!("getCategoryProperties", Json, |c, t| c
            .category_properties(&t.document, &["5877a03ebe4c21163b49dce5".into()])),
        op!("getConfiguration", Json, |c, t| c.configuration(&t.configured)),
        op!("encodeConfigurationMap", Json, |c, t| c.encode_configuration(
            &t.configured.at.document,
            &t.configured.element,
            &[ConfigurationValue { parameter_id: "Marking".into(), parameter_value: "A+B/ü".into() },]
        )),
        op!("getElementTranslatorFormatsByVersionOrWorkspace", Json, |c, t| c
            .element_translation_formats(&t.studio)),
        op!("getTranslation", Json, |c, t| c.translation(&t.translation)),
        op!("getAllTranslatorFormats", Json, |c, _t| c.translation_formats()),
        op!("getDrawingViews_1", Json, |c, t| c.drawing_views(&t.drawing)),
        op!("createDrawingTranslation", Json, |c, t| c
            .translate_drawing(&t.drawing, &TranslationParams::to("PDF"))),
        op!("getDrawingTranslatorFormats", Json, |c, t| c.drawing_translation_formats(&t.drawing)),
        op!("downloadFileWorkspace", Stream, |c, t| async move {
            whole(c.blob(&t.blob.at.document, t.blob.at.wvm.id(), &t.blob.element).await).await
        }),
        op!("getComments", Json, |c, t| c.comments(&t.document, &CommentQuery::default())),
        op!("createComment", Json, |c, t| c.comment(&t.at, Some(&t.studio.element), None, "Is it + or /?")),
        op!("resolve", Json, |c, t| c.resolve_comment(&t.comment)),
        op!("reopen", Json, |c, t| c.reopen_comment(&t.comment)),
        op!("findCompany", Json, |c, _t| c.companies()),
        op!("getCompany", Json, |c, t| c.company(&t.company)),
        op!("find", Json, |c, _t| c.teams(0)),
        op!("createWebhook", Json, |c, t| c.create_webhook(&webhook(&t.document))),
        op!("getWebhooks", Json, |c, _t| c.webhooks(0)),
        op!("pingWebhook", Nothing, |c, t| c.ping_webhook(&t.webhook)),
        // What takes things away comes last.
        op!("deleteTranslation", Nothing, |c, t| c.delete_translation(&t.translation)),
        op!("deleteComment", Nothing, |c, t| c.delete_comment(&t.comment)),
        op!("unregisterWebhook", Nothing, |c, t| c.delete_webhook(&t.webhook)),
    ]
}

fn small() -> ShadedViewOptions {
    ShadedViewOptions { width: 40, height: 30, ..ShadedViewOptions::default() }
}

fn coarse(part: &PartId) -> GltfOptions {
    GltfOptions { parts: vec![part.clone()], angle_tolerance: Some(0.5), ..GltfOptions::default() }
}

fn mesh(format: &str) -> TranslationParams {
    TranslationParams { resolution: Some(Resolution::Coarse), ..TranslationParams::to(format) }
}

fn webhook(document: &DocumentId) -> NewWebhook {
    NewWebhook {
        events: vec![EventType::TranslationComplete],
        url: "http://127.0.0.1:9/api/event".parse().unwrap(),
        document_id: Some(document.clone()),
        company_id: None,
        filter: None,
        data: Some("ours".into()),
        is_transient: true,
    }
}

/// Where Onshape's events go in these tests: an address that answers 200.
async fn listener() -> url::Url {
    let app = axum::Router::new().route("/api/event", axum::routing::any(|| async {}));
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(socket, app).await });
    format!("http://{address}/api/event").parse().unwrap()
}

impl Onshape {
    /// What there is to try operations on; some of it is made.
    pub async fn things(&self) -> Things {
        let alice = self.alice();
        let studio = self.element("gearbox", "Shaft");
        let at = studio.at.clone();
        let version = alice.versions(&at.document).await.unwrap().pop().unwrap().id;
        let parts = alice.parts_of(&studio).await.unwrap();
        let part = parts.into_iter().find(|part| part.part_id.as_str().contains('/')).unwrap().part_id;
        let translation = alice.export_part_studio_gltf(&studio, &GltfExport::default()).await.unwrap();
        self.clock.advance(60);
        let translation = alice.translation(&translation.id).await.unwrap();
        assert_eq!(
            translation.request_state,
            Some(TranslationState::Done),
            "{:?}",
            translation.failure_reason
        );
        let file = translation.result_external_data_ids[0].clone();
        let comment = alice.comment(&at, None, None, "First").await.unwrap().id;
        // Alice is in no company here.
        let company = CompanyId("a".repeat(24));
        let webhook = NewWebhook { url: listener().await, ..webhook(&at.document) };
        let webhook = alice.create_webhook(&webhook).await.unwrap().id;
        let of_kind = |kind: ElementType, elements: &[Element]| {
            elements.iter().find(|element| element.kind() == kind).map(|element| element.id.clone())
        };
        let (mut assembly, mut drawing, mut blob) = (None, None, None);
        let demo = self.sandbox.demo();
        for key in demo.as_object().unwrap().keys() {
            let at = self.workspace(key);
            let Ok(elements) = alice.elements(&at).await else { continue };
            let find = |kind| of_kind(kind, &elements).map(|id| at.element(id));
            assembly = assembly.or_else(|| find(ElementType::Assembly));
            drawing = drawing.or_else(|| find(ElementType::Drawing));
            blob = blob.or_else(|| find(ElementType::Blob));
        }
        self.calls();
        Things {
            document: at.document.clone(),
            at,
            version,
            studio,
            part,
            configured: self.element("configurable", "Configured strap"),
            assembly: assembly.unwrap(),
            drawing: drawing.unwrap(),
            blob: blob.unwrap(),
            translation: translation.id,
            file,
            comment,
            company,
            webhook,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_finds_what_onshape_has() {
    let onshape = Onshape::start().await;
    let things = onshape.things().await;
    let mut missing = Vec::new();
    for operation in all() {
        let expected = operation.name != "getCompany";
        let client = onshape.alice().fresh().as_of("c".repeat(24).parse().unwrap());
        let result = (operation.call)(client, things.clone()).await;
        if result.is_ok() != expected {
            missing.push(format!("{}: {result:?}", operation.name));
        }
        let asked = onshape.calls();
        assert!(asked.iter().any(|name| name == operation.name), "{} asked {asked:?}", operation.name);
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_table_and_the_parsers_hold_every_operation_by_onshapes_name() {
    let operations = all();
    let names: BTreeSet<_> = operations.iter().map(|operation| operation.name).collect();
    let onshapes: BTreeSet<_> = Known::all().iter().map(|operation| operation.name).collect();
    let unknown: Vec<_> = names.difference(&onshapes).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let json = operations.iter().filter(|operation| operation.gives == Gives::Json);
    let json: BTreeSet<_> = json.map(|operation| operation.name).collect();
    let parsed: BTreeSet<_> = parsers::ALL.iter().map(|(name, _)| *name).collect();
    assert!(json.is_subset(&parsed), "{:?}", json.difference(&parsed));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enterprise_says_where_its_pages_are() {
    let onshape = Onshape::start().await;
    onshape.sandbox.state().reset_to(onshape_sandbox::world::scenario::Scenario::Enterprise, 0);
    let grant = onshape.new_grant();
    let alice = onshape.api.client("alice", Credential::Renewing(grant));
    let companies = alice.companies().await.unwrap().items;
    let company = alice.company(&companies[0].id).await.unwrap();
    assert_eq!((&company.id, &company.name), (&companies[0].id, &companies[0].name));
    assert!(companies.iter().any(|company| company.enterprise_base_url.is_some()), "{companies:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_in_pieces_and_ends_at_its_limit() {
    let onshape = Onshape::start().await;
    let things = onshape.things().await;
    let stream = onshape.alice().external_data(&things.document, &things.file).await.unwrap();
    let whole: Vec<_> = stream.into_stream().collect().await;
    let size: usize = whole.iter().map(|piece| piece.as_ref().unwrap().len()).sum();
    assert!(size > 1_000);
    let stream = onshape.alice().external_data(&things.document, &things.file).await.unwrap();
    assert!(matches!(stream.bytes(100).await, Err(Error::TooLarge(100))));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_list_is_reached_once() {
    let onshape = Onshape::start().await;
    let (alice, mut seen, mut offset) = (onshape.alice(), BTreeSet::new(), Some(0));
    while let Some(at) = offset {
        let page = alice.documents(&DocumentQuery { offset: at, ..DocumentQuery::default() }).await.unwrap();
        for document in page.items {
            assert!(seen.insert(document.id), "listed twice");
        }
        offset = page.next_offset;
    }
    assert!(seen.len() > 2_000, "{}", seen.len());
}
