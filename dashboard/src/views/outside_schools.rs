//! How many lessons stand outside in each school of a municipality or region.

use super::account::{Account, Standing};
use super::extent::{Extent, Stretch};
use super::offer::Offer;
use super::opened::LINES_PER_PAGE;
use super::period::{PeriodChoice, PeriodQuery};
use super::query::filled;
use super::shown::Shown;
use super::territory::{Named, find};
use crate::failure::Failure;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use warehouse::model::{Disposition, Level, MunicipalityId, PublishedTerritory, SchoolId, Territory};

/// No region has as many pages of schools.
const PAGE_MAX: usize = 10_000;

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct OutsideSchoolsQuery {
    #[serde(default, deserialize_with = "filled")]
    municipality: Option<MunicipalityId>,
    #[serde(flatten)]
    period: PeriodQuery,
    #[serde(default, deserialize_with = "filled")]
    disposition: Option<Disposition>,
    page: Option<usize>,
}

impl OutsideSchoolsQuery {
    /// Returns the page that an address names.
    pub(crate) fn extent(&self) -> Extent {
        Extent::Page(self.page.unwrap_or(1).clamp(1, PAGE_MAX))
    }
}

/// The schools that have lessons outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutsideSchools {
    /// What became of all lessons of the municipality or region.
    pub(crate) account: Account,
    /// The period, and the others.
    pub(crate) periods: PeriodChoice,
    /// The disposition whose lessons are counted; none is all that stand outside.
    pub(crate) choice: Option<Disposition>,
    /// The municipalities to choose from.
    pub(crate) municipalities: Vec<Named>,
    /// The chosen one.
    pub(crate) municipality: Option<Named>,
    /// Which lines of how many these are.
    pub(crate) stretch: Stretch,
    /// The schools that have such lessons, those with the most of them first.
    pub(crate) schools: Vec<SchoolAccount>,
    /// What the schools lack of the territory's own number, below zero what they have beyond it: a school is listed where
    /// it belongs now, and a lesson counts where the school was on its day.
    pub(crate) moved_count: i64,
}

/// What became of a school's lessons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SchoolAccount {
    /// The school.
    pub(crate) school: Named,
    /// Its municipality's name, where schools of several stand together.
    pub(crate) within: Option<String>,
    /// Lessons of its timetable.
    pub(crate) lessons_count: i64,
    /// Of these, lessons that bear duties.
    pub(crate) counted_count: i64,
    /// Lessons for which nothing is owed.
    pub(crate) nothing_owed_count: i64,
    /// Lessons of which nobody knows.
    pub(crate) unknown_count: i64,
    /// Lessons of the chosen disposition; without one, all that stand outside.
    pub(crate) chosen_count: i64,
}

impl OutsideSchools {
    /// Reads the schools that an address names: a page of them, or all.
    pub(crate) async fn read(shown: &Shown, query: &OutsideSchoolsQuery, extent: Extent) -> Result<Self, Failure> {
        let municipalities = shown.municipalities().await?;
        let municipality = query.municipality.as_ref().map(|id| find(&municipalities, id)).transpose()?;
        let region = shown.region().cloned().map(Named::from);
        let above = municipality.clone().or(region).ok_or(Failure::NothingPublished)?;
        let periods = Offer::read(shown, &query.period).await?.periods;
        let account = Account::read(shown, &above, &periods.shown).await?;
        let parent = municipality.as_ref().map(|it| &it.territory);
        let names = if parent.is_some() { &[] } else { municipalities.as_slice() };
        let mut schools = accounts(shown, parent, names, &account, query.disposition).await?;
        let moved_count =
            account.chosen_count(query.disposition) - schools.iter().map(|it| it.chosen_count).sum::<i64>();
        schools.retain(|it| it.chosen_count > 0);
        // Schools with as many of them stay in the order of their names.
        schools.sort_by_key(|it| std::cmp::Reverse(it.chosen_count));
        let total_count = i64::try_from(schools.len()).unwrap_or(i64::MAX);
        let (offset, limit) = extent.bounds(LINES_PER_PAGE, usize::MAX);
        let schools: Vec<SchoolAccount> = schools.into_iter().skip(offset).take(limit).collect();
        let stretch = extent.stretch(offset, schools.len(), total_count);
        let choice = query.disposition;
        Ok(Self { account, periods, choice, municipalities, municipality, stretch, schools, moved_count })
    }
}

/// Reads what became of each school's lessons; the schools by name, those that the release does not name last.
async fn accounts(
    shown: &Shown,
    parent: Option<&Territory>,
    municipalities: &[Named],
    above: &Account,
    choice: Option<Disposition>,
) -> Result<Vec<SchoolAccount>, Failure> {
    let mut lines: BTreeMap<SchoolId, Vec<(Disposition, i64)>> = BTreeMap::new();
    for row in shown.release.dispositions_of_schools(parent, above.period.period()).await? {
        lines.entry(row.school_id).or_default().push((row.disposition, row.lessons_count));
    }
    let names: HashMap<&Territory, &str> =
        municipalities.iter().map(|named| (&named.territory, named.name.as_str())).collect();
    let within = |it: &PublishedTerritory| Some((*names.get(it.parent.as_ref()?)?).to_owned());
    let account = |school: Named, within, lines| {
        let account = Account { territory: school.clone(), period: above.period.clone(), lines };
        SchoolAccount {
            school,
            within,
            lessons_count: account.lessons_count(),
            counted_count: account.count_in(Standing::Counted),
            nothing_owed_count: account.count_in(Standing::NothingOwed),
            unknown_count: account.count_in(Standing::Unknown),
            chosen_count: account.chosen_count(choice),
        }
    };
    let mut accounts = Vec::new();
    for published in shown.release.territories(Level::School, parent).await? {
        if let Some(lines) = lines.remove(&SchoolId::from(published.id())) {
            let within = within(&published);
            accounts.push(account(Named::from(published), within, lines));
        }
    }
    let unnamed = lines.into_iter().map(|(id, lines)| {
        let name = id.to_string();
        account(Named { territory: Territory::School(id), name }, None, lines)
    });
    accounts.extend(unnamed);
    Ok(accounts)
}
