//! Of which months a release tells digital maturity.

use crate::registers::RegistersInForce;
use warehouse::model::{CalendarMonth, LocalDate, MaturityMonth};

/// No release tells more months than two years have.
const MONTHS_MAX: i32 = 24;

/// Returns the months from the first of which the region's registers have a line of an official form, or tasks, to the
/// release's own. Before that one nothing stands below a line, so that there is no value. Of each month the day is its last
/// one, of the release's own the release's.
pub fn maturity_months(registers: &RegistersInForce, day: LocalDate) -> Vec<MaturityMonth> {
    let own = CalendarMonth::of(day);
    let told = registers.counts.first_day().into_iter().chain(registers.tasks.iter().map(|tasks| tasks.month_on));
    let first = told.filter(|told| *told <= day).min().map_or(own, CalendarMonth::of);
    let count = (own.since(first) + 1).min(MONTHS_MAX);
    let months = (0..count).rev().map(|earlier| own.plus(-earlier));
    months.map(|month| MaturityMonth { month, as_of_on: month.ends_on().min(day) }).collect()
}
