//! Documents in the order and of the owner that somebody asks for, and the teams that own some.

use std::fmt::Debug;

use ::onshape::*;
use onshape_sandbox::world::{scenario::Scenario, user::User};

use crate::onshape::Onshape;

async fn listed(client: &Client, query: DocumentQuery) -> Vec<Document> {
    client.documents(&query).await.unwrap().items
}

/// Whether the keys are in this order.
fn in_order<K: PartialOrd + Debug>(keys: &[K], order: SortOrder) -> bool {
    keys.is_sorted_by(|a, b| match order {
        SortOrder::Ascending => a <= b,
        SortOrder::Descending => a >= b,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_come_in_the_order_that_was_asked_for() {
    let onshape = Onshape::start().await;
    let alice = onshape.alice();
    let mut firsts = Vec::new();
    for order in [SortOrder::Ascending, SortOrder::Descending] {
        let sorted =
            async |sort| listed(&alice, DocumentQuery { sort, order, ..DocumentQuery::default() }).await;
        let by_name = sorted(DocumentSort::Name).await;
        let names: Vec<_> = by_name
            .iter()
            .map(|document| document.name.as_deref().unwrap_or_default().to_lowercase())
            .collect();
        assert!(names.len() > 5 && in_order(&names, order), "{order:?}: {names:?}");
        let created: Vec<_> =
            sorted(DocumentSort::Created).await.iter().filter_map(|document| document.created_at).collect();
        assert!(created.len() > 5 && in_order(&created, order), "{order:?}: {created:?}");
        let modified: Vec<_> =
            sorted(DocumentSort::Modified).await.iter().filter_map(|document| document.modified_at).collect();
        assert!(modified.len() > 5 && in_order(&modified, order), "{order:?}: {modified:?}");
        assert!(!sorted(DocumentSort::ModifiedBy).await.is_empty());
        firsts.push(by_name[0].id.clone());
    }
    assert_ne!(firsts[0], firsts[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_change_comes_first_when_nothing_else_is_asked_for() {
    let onshape = Onshape::start().await;
    let items = listed(&onshape.alice(), DocumentQuery::default()).await;
    let modified: Vec<_> = items.iter().filter_map(|document| document.modified_at).collect();
    assert!(modified.len() > 5 && in_order(&modified, SortOrder::Descending), "{modified:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_of_a_user_a_company_and_a_team_are_found() {
    let onshape = Onshape::start().await;
    onshape.sandbox.state().reset_to(Scenario::Enterprise, 0);
    let company = onshape.sandbox.state().world().companies()[0].id;
    let grant = onshape.new_grant_for(Some(company));
    let alice = onshape.api.client("alice", Credential::Renewing(grant));

    let teams = alice.teams(0).await.unwrap().items;
    let team = |name: &str| {
        let found = teams.iter().find(|team| team.name.as_deref() == Some(name));
        found.unwrap_or_else(|| panic!("{name} is not among {teams:?}"))
    };
    assert_eq!((team("Design").member, team("Purchasing").member), (Some(true), Some(false)));
    assert_eq!(team("Design").owner.as_ref().unwrap().id.as_deref(), Some(&*company.to_string()));

    let of = async |filter, owner| {
        listed(&alice, DocumentQuery { filter, owner: Some(owner), ..DocumentQuery::default() }).await
    };
    let owned_by = |documents: &[Document], owner: &str| {
        !documents.is_empty()
            && documents.iter().all(|document| {
                document.owner.as_ref().is_some_and(|found| found.id.as_deref() == Some(owner))
            })
    };
    let company = CompanyId(company.to_string());
    let companys = of(DocumentFilter::ByCompany, DocumentOwner::Company(company.clone())).await;
    assert!(owned_by(&companys, company.as_str()));
    let designs = of(DocumentFilter::ByTeam, DocumentOwner::Team(team("Design").id.clone())).await;
    assert!(owned_by(&designs, company.as_str()));
    let user: UserId = User::Alice.id().to_string().parse().unwrap();
    let own = of(DocumentFilter::ByOwner, DocumentOwner::User(user.clone())).await;
    assert!(owned_by(&own, user.as_str()));
    let nobody: TeamId = "a".repeat(24).parse().unwrap();
    assert!(of(DocumentFilter::ByTeam, DocumentOwner::Team(nobody)).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_no_company_has_no_teams() {
    let onshape = Onshape::start().await;
    assert!(onshape.alice().teams(0).await.unwrap().items.is_empty());
}
