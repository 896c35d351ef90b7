//! The seeded region's figures: sums of its schools' weeks, judged and ranked by the rules of the methodology.

use crate::seed::{MUNICIPALITIES, OF_TRIMESTERS, REGION, SCHOOLS, School, periods};
use std::collections::BTreeMap;
use warehouse::model::{Level, Period, PeriodKind, PublishedValue, Ratio, Territory, ValueState};

/// The indicators of the journals.
pub const INDICATORS: [&str; 5] = ["I01", "I01b", "I08", "I09", "I12"];

/// What a school's week adds up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub numerator: i64,
    pub denominator: i64,
    pub not_measurable: i64,
    pub outage: i64,
    pub unknown: i64,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            numerator: self.numerator + other.numerator,
            denominator: self.denominator + other.denominator,
            not_measurable: self.not_measurable + other.not_measurable,
            outage: self.outage + other.outage,
            unknown: self.unknown + other.unknown,
        }
    }

    fn state(self) -> ValueState {
        let unobserved = self.not_measurable + self.outage + self.unknown;
        match self.denominator {
            0 if self.not_measurable > 0 => ValueState::NotMeasurable,
            0 if unobserved > 0 => ValueState::NoData,
            0 => ValueState::NotApplicable,
            seen if seen * 100 < 60 * (seen + unobserved) => ValueState::LowCoverage,
            seen if seen < 20 => ValueState::LowCount,
            _ => ValueState::Ok,
        }
    }
}

/// Returns every figure of the region.
pub fn values(weeks: usize) -> Vec<PublishedValue> {
    let mut all = Vec::new();
    let study_weeks = i64::try_from(weeks.min(8)).expect("few weeks");
    for period in periods(weeks).into_iter().map(|dated| dated.period) {
        let times = match (period.kind, period.id.as_str()) {
            (PeriodKind::Week, "2024-W44") => 0,
            (PeriodKind::Week, _) => 1,
            (PeriodKind::Month, "2024-09") => 4,
            (PeriodKind::Month, _) => study_weeks - 4,
            (PeriodKind::Term | PeriodKind::Year, _) => study_weeks,
        };
        for (index, indicator) in INDICATORS.iter().enumerate() {
            let mut figures: BTreeMap<(Level, &str), (Count, ValueState)> = BTreeMap::new();
            for school in SCHOOLS.iter().filter(|school| has(school, &period)) {
                let count = match (period.kind, times) {
                    (PeriodKind::Week, 1) => week(school, index, week_index(&period.id)),
                    _ => (0..times).fold(Count::default(), |sum, _| sum.plus(school.weekly[index])),
                };
                figures.insert((Level::School, school.id), (count, count.state()));
            }
            add_parents(&mut figures);
            all.extend(published(&figures, &period, indicator));
        }
    }
    all
}

/// Returns whether a school has a period: all have quarters, and one has trimesters, too.
fn has(school: &School, period: &Period) -> bool {
    period.id != "2024-trimester-1" || school.id == OF_TRIMESTERS
}

fn week_index(period_id: &str) -> usize {
    period_id.rsplit_once('W').and_then(|(_, number)| number.parse::<usize>().ok()).map_or(0, |number| number - 36)
}

/// Returns a school's week: the usual one, up and down a little, so that four weeks in a row add up to four usual ones.
/// The gymnasium's weeks are all alike, for its lessons are kept one by one.
fn week(school: &School, indicator: usize, week: usize) -> Count {
    let usual = school.weekly[indicator];
    let waves = [[2, -1, -2, 1], [-2, 3, 1, -2], [1, -3, 0, 2]];
    let wave: i64 = waves[(usize::try_from(school.pupils).unwrap_or(0) + indicator) % 3][week % 4];
    let room = usual.numerator.min(usual.denominator - usual.numerator) / 4;
    let numerator =
        if school.id == crate::seed::GYMNASIUM { usual.numerator } else { usual.numerator + wave * room.max(0) };
    Count { numerator, ..usual }
}

fn add_parents(figures: &mut BTreeMap<(Level, &str), (Count, ValueState)>) {
    for (id, _) in MUNICIPALITIES {
        let schools: Vec<(Count, ValueState)> = SCHOOLS
            .iter()
            .filter(|school| school.municipality == id)
            .filter_map(|school| figures.get(&(Level::School, school.id)).copied())
            .collect();
        if schools.is_empty() {
            continue;
        }
        let count = schools.iter().fold(Count::default(), |sum, (count, _)| sum.plus(*count));
        let comparable = schools.iter().filter(|(_, state)| *state == ValueState::Ok).count();
        let state = match count.state() {
            ValueState::Ok if comparable < 3 => ValueState::LowCount,
            state => state,
        };
        figures.insert((Level::Municipality, id), (count, state));
    }
    let of_municipalities = figures.iter().filter(|((level, _), _)| *level == Level::Municipality);
    let region = of_municipalities.fold(Count::default(), |sum, (_, (count, _))| sum.plus(*count));
    figures.insert((Level::Region, REGION), (region, region.state()));
}

fn published(
    figures: &BTreeMap<(Level, &str), (Count, ValueState)>,
    period: &Period,
    indicator: &str,
) -> Vec<PublishedValue> {
    let ratio = |count: &Count| Ratio::new(count.numerator, count.denominator);
    figures
        .iter()
        .map(|((level, id), (count, state))| {
            let rivals: Vec<Ratio> = figures
                .iter()
                .filter(|((other, _), (_, state))| other == level && *state == ValueState::Ok)
                .filter_map(|(_, (count, _))| ratio(count))
                .collect();
            let own = ratio(count).filter(|_| *state == ValueState::Ok && *level != Level::Region);
            let place = own.map(|own| 1 + rivals.iter().filter(|rival| rival.compare(own).is_gt()).count());
            PublishedValue {
                territory: Territory::new(*level, id),
                period: period.clone(),
                indicator: indicator.to_owned(),
                numerator: count.numerator,
                denominator: count.denominator,
                excused_count: count.outage + if *level == Level::School && count.denominator > 0 { 1 } else { 0 },
                not_measurable_count: count.not_measurable,
                unknown_count: count.unknown,
                pending_count: 0,
                unobserved_count: count.not_measurable + count.outage + count.unknown,
                state: *state,
                place: place.and_then(|place| i32::try_from(place).ok()),
                places_count: place.and_then(|_| i32::try_from(rivals.len()).ok()),
            }
        })
        .collect()
}
