//! From sums to figures: each territory, period and indicator gets a state and, where it can be compared, a place.

use crate::Error;
use crate::methodology::Rules;
use crate::state::{Sums, value_state};
use crate::territories::TermsOfTerritories;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::{
    DatedPeriod, IndicatorValue, Level, MunicipalityId, Period, PeriodKind, PublishedTerritory, PublishedValue,
    SchoolId, SchoolMeasure, Territory, ValueState, places,
};
use warehouse::row;

row! {
    /// The sums of a territory (`75_territory_values.sql`).
    pub struct TerritorySums {
        /// The level.
        level: Level,
        /// The territory.
        territory_id: String,
        /// The period's kind.
        period_kind: PeriodKind,
        /// The period.
        period_id: String,
        /// The indicator's code.
        indicator: String,
        /// The numerator.
        numerator: i64,
        /// The denominator.
        denominator: i64,
        /// Duties that were excused.
        excused_count: i64,
        /// Duties that the journal cannot prove.
        not_measurable_count: i64,
        /// Duties of which it is not known whether they are owed.
        unknown_count: i64,
        /// Duties whose deadline has not come.
        pending_count: i64,
        /// Duties not seen through no fault of the school.
        unobserved_count: i64,
    }
}

impl TerritorySums {
    fn sums(&self) -> Sums {
        Sums {
            numerator: self.numerator,
            denominator: self.denominator,
            excused_count: self.excused_count,
            not_measurable_count: self.not_measurable_count,
            unknown_count: self.unknown_count,
            pending_count: self.pending_count,
            unobserved_count: self.unobserved_count,
        }
    }

    fn column(&self) -> Column<'_> {
        Column { period_kind: self.period_kind, period_id: &self.period_id, indicator: &self.indicator }
    }
}

/// A period and an indicator: what the figures of territories are compared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Column<'a> {
    period_kind: PeriodKind,
    period_id: &'a str,
    indicator: &'a str,
}

/// What the figures are made from.
pub struct Summed<'a> {
    /// The sums of every territory that has any.
    pub sums: &'a [TerritorySums],
    /// Which schools count to which municipalities.
    pub school_measures: &'a [SchoolMeasure],
    /// The territories.
    pub territories: &'a [PublishedTerritory],
    /// The periods.
    pub periods: &'a [DatedPeriod],
    /// Which terms mean anything to which territories.
    pub terms: &'a TermsOfTerritories,
}

/// Stops when a parent's numbers are not the sum of its children's, in any measure, or when more was done than was due.
pub fn check_sums(sums: &[TerritorySums]) -> Result<(), Error> {
    let mut levels: BTreeMap<Column<'_>, BTreeMap<Level, Sums>> = BTreeMap::new();
    for row in sums {
        if row.numerator > row.denominator || row.numerator < 0 {
            let message = format!(
                "{} of {} in {}: {} of {}",
                row.indicator, row.territory_id, row.period_id, row.numerator, row.denominator
            );
            return Err(Error::NotConserved(message));
        }
        let level = levels.entry(row.column()).or_default().entry(row.level).or_default();
        *level = level.plus(row.sums());
    }
    for (column, by_level) in levels {
        let all: Vec<Option<&Sums>> = Level::ALL.iter().map(|level| by_level.get(level)).collect();
        if all.windows(2).any(|pair| pair[0] != pair[1]) {
            let message = format!(
                "{} in {}: schools, municipalities and region have {all:?}",
                column.indicator, column.period_id
            );
            return Err(Error::NotConserved(message));
        }
    }
    Ok(())
}

/// Returns the figures of every territory, also of those that have nothing due: they are shown as such.
pub fn figures(rules: &Rules, summed: &Summed<'_>) -> Vec<PublishedValue> {
    let mut values: Vec<PublishedValue> = Vec::new();
    let by_territory: BTreeMap<(Territory, Column<'_>), Sums> = summed
        .sums
        .iter()
        .map(|row| ((Territory::new(row.level, &row.territory_id), row.column()), row.sums()))
        .collect();
    // Schools come first: how many of them are compared decides whether their municipality is.
    let mut compared: BTreeSet<(&SchoolId, Column<'_>)> = BTreeSet::new();
    let mut compared_schools: BTreeMap<(&MunicipalityId, Column<'_>), i64> = BTreeMap::new();
    for level in Level::ALL.iter().copied() {
        for territory in summed.territories.iter().map(|it| &it.territory).filter(|it| it.level() == level) {
            for (period, indicator) in
                summed.periods.iter().flat_map(|dated| rules.indicators.iter().map(move |it| (&dated.period, it)))
            {
                let column = Column { period_kind: period.kind, period_id: &period.id, indicator: &indicator.code };
                let found = by_territory.get(&(territory.clone(), column)).copied();
                if found.is_none() && !summed.terms.has(territory, period) {
                    continue;
                }
                let sums = found.unwrap_or_default();
                let schools = match territory {
                    Territory::Municipality(id) => compared_schools.get(&(id, column)).copied().unwrap_or(0),
                    Territory::School(_) | Territory::Region(_) => 0,
                };
                let state = value_state(level, sums, indicator, rules.thresholds, schools);
                if let (Territory::School(id), ValueState::Ok) = (territory, state) {
                    compared.insert((id, column));
                }
                values.push(value(territory, period, &indicator.code, sums, state));
            }
        }
        if level == Level::School {
            compared_schools = count_compared(summed.school_measures, &compared);
        }
    }
    give_places(rules, &mut values);
    values
}

fn count_compared<'a>(
    measures: &'a [SchoolMeasure],
    compared: &BTreeSet<(&SchoolId, Column<'_>)>,
) -> BTreeMap<(&'a MunicipalityId, Column<'a>), i64> {
    let mut counts = BTreeMap::new();
    for row in measures {
        let column = Column { period_kind: row.period_kind, period_id: &row.period_id, indicator: &row.indicator };
        if compared.contains(&(&row.school_id, column)) {
            *counts.entry((&row.municipality_id, column)).or_default() += 1;
        }
    }
    counts
}

fn value(territory: &Territory, period: &Period, indicator: &str, sums: Sums, state: ValueState) -> PublishedValue {
    PublishedValue {
        territory: territory.clone(),
        period: period.clone(),
        indicator: indicator.to_owned(),
        numerator: sums.numerator,
        denominator: sums.denominator,
        excused_count: sums.excused_count,
        not_measurable_count: sums.not_measurable_count,
        unknown_count: sums.unknown_count,
        pending_count: sums.pending_count,
        unobserved_count: sums.unobserved_count,
        state,
        place: None,
        places_count: None,
    }
}

/// Gives places among the compared territories of a level, for each period and indicator.
fn give_places(rules: &Rules, values: &mut [PublishedValue]) {
    let mut groups: BTreeMap<(Level, Period, String), Vec<usize>> = BTreeMap::new();
    for (index, value) in values.iter().enumerate() {
        if matches!(value.value(), IndicatorValue::Measured(..)) {
            let key = (value.territory.level(), value.period.clone(), value.indicator.clone());
            groups.entry(key).or_default().push(index);
        }
    }
    for ((.., code), indices) in groups {
        let Some(indicator) = rules.indicators.iter().find(|indicator| indicator.code == code) else { continue };
        let ratios: Vec<_> = indices.iter().filter_map(|index| values[*index].value().ratio()).collect();
        let count = i32::try_from(ratios.len()).ok();
        for (index, place) in indices.into_iter().zip(places(&ratios, indicator.direction)) {
            values[index].place = Some(place);
            values[index].places_count = count;
        }
    }
}
