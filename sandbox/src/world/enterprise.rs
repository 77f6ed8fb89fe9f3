//! The documents of the scenario *enterprise*.

use super::document::{Document, Owner, Share};
use super::folder::Folder;
use super::id::Id;
use super::permission::Permission;
use super::seeded::{Seeds, ordinary};
use super::special;
use super::user::User;

/// Adds what the companies own, in folders, and what Alice has for herself.
pub fn plant(seeds: &mut Seeds, seed: u64) {
    let companies: Vec<_> = seeds.companies.iter().map(|company| company.id).collect();
    let [enterprise, studio] = companies.as_slice() else { return };
    let folder = |key: &str, name: &str, parent: Option<&Folder>| Folder {
        id: Id::of("folder", key),
        name: name.to_owned(),
        owner: Owner::Company(*enterprise),
        parent: parent.map(|folder| folder.id),
    };
    let products = folder("products", "Products", None);
    let arm = folder("arm", "Robot arm", Some(&products));
    let archive = folder("archive", "Archive 2019 - 2023", None);
    // Every fourth is the designers', every tenth the buyers'.
    let teams: Vec<(u64, Id)> = [4, 10].into_iter().zip(team_ids(seeds)).collect();
    let homes = [Some(arm.id), Some(products.id), None, Some(archive.id), None];
    for (number, home) in (0_u64..60).zip(homes.into_iter().cycle()) {
        let mut document = ordinary(User::Bob, number, 60, seed);
        document.folder = home;
        owned_by(&mut document, *enterprise, number);
        document.teams =
            teams.iter().filter(|(every, _)| number.is_multiple_of(*every)).map(|(_, id)| *id).collect();
        seeds.documents.push(document);
    }
    for number in 0..12 {
        let mut document = ordinary(User::Alice, number, 40, seed);
        if number % 2 == 0 {
            document.owner = Owner::Company(*studio);
            document.shares.push(Share { user: User::Alice, permission: Permission::Full });
        }
        seeds.documents.push(document);
    }
    let (key, mut document) = special::enterprise();
    owned_by(&mut document, *enterprise, 0);
    seeds.plant(vec![(key, document)]);
    seeds.folders.extend([products, arm, archive]);
}

/// The teams of all companies.
fn team_ids(seeds: &Seeds) -> Vec<Id> {
    seeds.companies.iter().flat_map(|company| &company.teams).map(|team| team.id).collect()
}

/// The company's people may open it: Alice manages, Bob works, Lena looks at every third.
fn owned_by(document: &mut Document, company: Id, number: u64) {
    document.owner = Owner::Company(company);
    document.shares.push(Share { user: User::Alice, permission: Permission::Full });
    document.shares.push(Share { user: User::Bob, permission: Permission::Write });
    if number.is_multiple_of(3) {
        document.shares.push(Share { user: User::Lena, permission: Permission::Write });
    }
}
