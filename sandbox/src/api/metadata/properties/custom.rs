//! The long list of a company that documents everything: fifteen properties of every type, and sixty of text.

use super::{Of, Property};

/// The category of what is bought.
pub const GENERAL: &str = "64a2000000000000000000b1";
/// The category of what is inspected.
pub const QUALITY: &str = "64a2000000000000000000b2";
/// The category of what is sold.
pub const LOGISTICS: &str = "64a2000000000000000000b3";

/// The categories that the list adds: id and name.
pub const CATEGORIES: [(&str, &str); 3] =
    [(GENERAL, "Purchased part"), (QUALITY, "Quality <b>& tests</b>"), (LOGISTICS, "Logistics")];

const fn typed(
    id: &'static str,
    name: &'static str,
    member: &'static str,
    kind: &'static str,
    category: &'static str,
) -> Property {
    Property { id, name, member, kind, editable: true, of: Of::Documented, category }
}

const fn text(id: &'static str, name: &'static str) -> Property {
    typed(id, name, "", "STRING", LOGISTICS)
}

/// All of them.
pub static ALL: [Property; 75] = [
    typed("64a300000000000000000001", "Mass limit", "massLimit", "STRING", GENERAL),
    typed("64a300000000000000000002", "Length over all", "overallLength", "DOUBLE", GENERAL),
    typed("64a300000000000000000003", "Data sheet", "dataSheet", "STRING", GENERAL),
    typed("64a300000000000000000004", "Link", "link", "STRING", GENERAL),
    typed("64a300000000000000000005", "Remarks", "remarks", "STRING", GENERAL),
    typed("64a300000000000000000006", "Process", "process", "ENUM", QUALITY),
    typed("64a300000000000000000007", "Approved by", "approvedBy", "USER", QUALITY),
    typed("64a300000000000000000008", "Approved on", "approvedOn", "DATE", QUALITY),
    typed("64a300000000000000000009", "Certificate", "certificate", "BLOB", QUALITY),
    typed("64a30000000000000000000a", "Pieces", "pieces", "INT", QUALITY),
    typed("64a30000000000000000000b", "Certified", "certified", "BOOL", QUALITY),
    typed("64a30000000000000000000c", "Surface area", "surfaceArea", "COMPUTED", QUALITY),
    typed("64a30000000000000000000d", "Price of the material", "materialPrice", "COMPUTED", QUALITY),
    typed("64a30000000000000000000e", "Packaging", "packaging", "OBJECT", QUALITY),
    typed("64a30000000000000000000f", "Nothing said", "nothingSaid", "STRING", QUALITY),
    text("64a300000000000000000100", "Rated voltage"),
    text("64a300000000000000000101", "Rated current"),
    text("64a300000000000000000102", "Protection class"),
    text("64a300000000000000000103", "Operating temperature, least"),
    text("64a300000000000000000104", "Operating temperature, greatest"),
    text("64a300000000000000000105", "Storage temperature"),
    text("64a300000000000000000106", "Humidity"),
    text("64a300000000000000000107", "Altitude"),
    text("64a300000000000000000108", "Noise level"),
    text("64a300000000000000000109", "Ingress protection"),
    text("64a30000000000000000010a", "Torque, nominal"),
    text("64a30000000000000000010b", "Torque, peak"),
    text("64a30000000000000000010c", "Speed, nominal"),
    text("64a30000000000000000010d", "Speed, greatest"),
    text("64a30000000000000000010e", "Backlash"),
    text("64a30000000000000000010f", "Gear ratio"),
    text("64a300000000000000000110", "Service life"),
    text("64a300000000000000000111", "Lubricant"),
    text("64a300000000000000000112", "Lubrication interval"),
    text("64a300000000000000000113", "Maintenance interval"),
    text("64a300000000000000000114", "Spare part"),
    text("64a300000000000000000115", "Spare part kit"),
    text("64a300000000000000000116", "Safety instruction"),
    text("64a300000000000000000117", "Hazard class"),
    text("64a300000000000000000118", "Customs tariff number"),
    text("64a300000000000000000119", "Country of origin"),
    text("64a30000000000000000011a", "Export control number"),
    text("64a30000000000000000011b", "Packaging unit"),
    text("64a30000000000000000011c", "Pallet quantity"),
    text("64a30000000000000000011d", "Gross weight"),
    text("64a30000000000000000011e", "Net weight"),
    text("64a30000000000000000011f", "Package length"),
    text("64a300000000000000000120", "Package width"),
    text("64a300000000000000000121", "Package height"),
    text("64a300000000000000000122", "Shelf life"),
    text("64a300000000000000000123", "Batch size"),
    text("64a300000000000000000124", "Order unit"),
    text("64a300000000000000000125", "Minimum order quantity"),
    text("64a300000000000000000126", "Price group"),
    text("64a300000000000000000127", "Discount group"),
    text("64a300000000000000000128", "Cost centre"),
    text("64a300000000000000000129", "Account"),
    text("64a30000000000000000012a", "Buyer"),
    text("64a30000000000000000012b", "Planner"),
    text("64a30000000000000000012c", "Supplier number"),
    text("64a30000000000000000012d", "Supplier's article number"),
    text("64a30000000000000000012e", "Manufacturer"),
    text("64a30000000000000000012f", "Manufacturer's article number"),
    text("64a300000000000000000130", "Replaces"),
    text("64a300000000000000000131", "Replaced by"),
    text("64a300000000000000000132", "Drawing number"),
    text("64a300000000000000000133", "Drawing size"),
    text("64a300000000000000000134", "Standard"),
    text("64a300000000000000000135", "Tolerance class"),
    text("64a300000000000000000136", "Surface roughness"),
    text("64a300000000000000000137", "Hardness"),
    text("64a300000000000000000138", "Heat treatment"),
    text("64a300000000000000000139", "Coating thickness"),
    text("64a30000000000000000013a", "Inspection plan"),
    text("64a30000000000000000013b", "Measuring device"),
];
