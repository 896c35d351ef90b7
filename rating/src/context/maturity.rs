//! Digital maturity: of which months it is told, and which schools stand where in them.

use super::Given;
use crate::calendar::twelve_months_up_to;
use crate::maturity::{maturity_forms, maturity_months};
use crate::measures::MATURITY_MONTHS;
use std::collections::BTreeMap;
use warehouse::lake::Rows;
use warehouse::model::{
    LocalDate, MaturityForm, MaturityMonth, MaturityMonthEnd, MaturityMonthForm, MaturityMonthSchool, MaturitySchool,
    RegionCode, Territory,
};

/// What the measures of digital maturity join.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MaturityTables {
    /// The months; none where the measures are from before there were months.
    pub months: Vec<MaturityMonth>,
    /// Their ends in each zone.
    month_ends: Vec<MaturityMonthEnd>,
    /// The schools of each month's day, in each of their territories.
    month_schools: Vec<MaturityMonthSchool>,
    /// The schools that had sent the denominators by each month's day.
    month_forms: Vec<MaturityMonthForm>,
    /// The schools of the release's day, for measures without months.
    schools: Vec<MaturitySchool>,
    /// The schools that had sent the denominators by that day, for measures without months.
    forms: Vec<MaturityForm>,
}

impl MaturityTables {
    /// Works the tables out that the measures read: by month, or for the release's day alone.
    pub(super) fn new(given: Given<'_>, region_code: &RegionCode) -> Self {
        if !given.rulebook.measures.reads(MATURITY_MONTHS) {
            let schools = schools_on(given, region_code, given.day);
            let forms = maturity_forms(given.release_key, given.rules, given.registers, given.day);
            return Self { schools, forms, ..Self::default() };
        }
        let mut tables = Self { months: maturity_months(given.registers, given.day), ..Self::default() };
        for it in &tables.months {
            let month_id = it.month.to_string();
            let schools = schools_on(given, region_code, it.as_of_on).into_iter();
            tables.month_schools.extend(schools.map(|row| MaturityMonthSchool {
                release_key: row.release_key,
                month_id: month_id.clone(),
                school_id: row.school_id,
                level: row.level,
                territory_id: row.territory_id,
            }));
            let forms = maturity_forms(given.release_key, given.rules, given.registers, it.as_of_on).into_iter();
            tables.month_forms.extend(forms.map(|row| MaturityMonthForm {
                release_key: row.release_key,
                month_id: month_id.clone(),
                indicator: row.indicator,
                line: row.line,
                school_id: row.school_id,
            }));
        }
        tables.month_ends = month_ends(given, &tables.months);
        tables
    }

    /// Returns the tables with their names in the lake.
    pub(super) fn tables(&self) -> Vec<(&'static str, Rows)> {
        vec![
            (MATURITY_MONTHS, Rows::from_rows(&self.month_ends)),
            ("maturity_month_schools", Rows::from_rows(&self.month_schools)),
            ("maturity_month_forms", Rows::from_rows(&self.month_forms)),
            ("maturity_schools", Rows::from_rows(&self.schools)),
            ("maturity_forms", Rows::from_rows(&self.forms)),
        ]
    }
}

/// A month's day ends for each school by its own clocks.
fn month_ends(given: Given<'_>, months: &[MaturityMonth]) -> Vec<MaturityMonthEnd> {
    let zones = given.registers.schools.values().map(|school| (school.zone.name(), school.zone));
    let zones: BTreeMap<_, _> = zones.collect();
    let ends = months.iter().flat_map(|it| {
        zones.iter().map(|(time_zone, zone)| MaturityMonthEnd {
            release_key: given.release_key.clone(),
            month_id: it.month.to_string(),
            time_zone: (*time_zone).to_owned(),
            as_of_on: it.as_of_on,
            window_from_on: twelve_months_up_to(it.as_of_on),
            ends_at: zone.end_of_day(it.as_of_on),
        })
    });
    ends.collect()
}

fn schools_on(given: Given<'_>, region_code: &RegionCode, day: LocalDate) -> Vec<MaturitySchool> {
    let mut rows = Vec::new();
    let schools = given.registers.schools.iter().filter(|(_, school)| school.is_in_region_on(day));
    for (school_id, school) in schools {
        let territories = [
            Territory::School(school_id.clone()),
            Territory::Municipality(school.municipality_on(day)),
            Territory::Region(region_code.clone()),
        ];
        rows.extend(territories.into_iter().map(|territory| MaturitySchool {
            release_key: given.release_key.clone(),
            school_id: school_id.clone(),
            level: territory.level(),
            territory_id: territory.id().to_owned(),
        }));
    }
    rows
}
