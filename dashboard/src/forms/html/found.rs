//! The kinds of findings that a territory has, as a section of its page.

use super::territory_address;
use crate::views::findings::FoundKinds;
use crate::web::address::Address;
use crate::web::reader::Reader;
use warehouse::model::{Level, Territory};
use warehouse::published::{FindingCount, PublishedFinding};

/// The section.
pub(super) struct FoundSection {
    /// The kinds.
    pub(super) kinds: Vec<KindRow>,
    /// Whether the findings of several schools stand together.
    pub(super) has_schools: bool,
    /// The page of all of them, unless this is it.
    pub(super) all: Option<Address>,
    /// The kinds as a file.
    pub(super) kinds_csv: Address,
}

/// A kind of finding.
pub(super) struct KindRow {
    pub(super) name: String,
    pub(super) why: String,
    pub(super) what_to_do: String,
    pub(super) count: String,
    pub(super) schools: String,
    pub(super) place: Place,
    pub(super) example: String,
    /// The findings of the kind.
    pub(super) list: Address,
}

/// Where a finding is.
pub(super) struct Place {
    /// The school, or what else is concerned.
    pub(super) name: String,
    /// Whether the name is that of a school or municipality, which is Russian in every language.
    pub(super) is_name: bool,
    pub(super) address: Option<Address>,
    pub(super) week: Option<String>,
}

impl FoundSection {
    /// Returns the section of a territory.
    pub(super) fn new(reader: &Reader, found: &FoundKinds) -> Self {
        let all = findings_address(reader, &found.territory.territory);
        let csv = Address::new(format!("{}.csv", all.path())).with_all(&all);
        Self {
            kinds: found.kinds.iter().map(|count| row(reader, count, &all)).collect(),
            has_schools: found.territory.level() != Level::School,
            kinds_csv: csv.with("table", "kinds"),
            all: Some(all),
        }
    }
}

/// Returns the address of a territory's findings.
pub(super) fn findings_address(reader: &Reader, territory: &Territory) -> Address {
    let address = reader.to("findings");
    match territory {
        Territory::School(id) => address.with("school", id),
        Territory::Municipality(id) => address.with("municipality", id),
        Territory::Region(_) => address,
    }
}

fn row(reader: &Reader, count: &FindingCount, all: &Address) -> KindRow {
    let speaker = &reader.speaker;
    KindRow {
        name: speaker.word(count.finding),
        why: speaker.why_found(count.finding),
        what_to_do: speaker.what_to_do(count.finding),
        count: speaker.count(count.findings_count),
        schools: speaker.count(count.schools_count),
        place: place(reader, &count.example),
        example: count.example.example.clone(),
        list: all.clone().with("kind", count.finding),
    }
}

/// Returns where a finding is.
pub(super) fn place(reader: &Reader, finding: &PublishedFinding) -> Place {
    let week = finding.week_id.as_deref().map(|week| reader.speaker.week_days(week));
    let of_school = finding.school_id.as_ref().map(|id| {
        // A school that the release does not know has no page, and only its identity is known.
        let known = finding.school_name.as_ref();
        let address = known.and_then(|_| territory_address(reader, &Territory::School(id.clone())));
        (known.cloned().unwrap_or_else(|| id.to_string()), address)
    });
    let of_municipality = finding.municipality_id.as_ref().map(|id| {
        let known = finding.municipality_name.as_ref();
        let address = known.and_then(|_| territory_address(reader, &Territory::Municipality(id.clone())));
        (known.cloned().unwrap_or_else(|| id.to_string()), address)
    });
    match of_school.or(of_municipality) {
        Some((name, address)) => Place { name, is_name: true, address, week },
        None => Place { name: reader.speaker.say("findings-region"), is_name: false, address: None, week },
    }
}
