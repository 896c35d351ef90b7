//! On which schools a value of digital maturity rests, and which are missing.

use super::disclosed::Disclosed;
use super::shown::Shown;
use super::territory::Named;
use crate::failure::Failure;
use std::collections::BTreeSet;
use warehouse::model::{CalendarMonth, Level, PublishedMaturityIndicator, SchoolId, Territory};
use warehouse::published::DisclosedValue;

/// On how many schools a value rests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Coverage {
    /// Whether it is a single school's.
    pub(crate) is_of_school: bool,
    /// The schools of the territory; none where the value does not speak of schools.
    pub(crate) schools: Option<i64>,
    /// Those that the value rests on.
    pub(crate) covered: i64,
    /// Those that sent the form with the denominator.
    pub(crate) forms: i64,
    /// Those of which the numerator is known.
    pub(crate) numerators: i64,
    /// The pupils of the covered schools, and of all, where the registers tell them.
    pub(crate) pupils: Option<(Disclosed, Disclosed)>,
}

/// A school that a value does not rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MissingSchool {
    /// The school.
    pub(crate) school: Named,
    /// The indicator.
    pub(crate) indicator: PublishedMaturityIndicator,
    /// Whether it sent no form with the denominator.
    pub(crate) is_without_form: bool,
    /// Whether nothing says its numerator.
    pub(crate) is_without_numerator: bool,
}

impl Coverage {
    /// Returns the coverage of a value; none is a territory of which the release says nothing.
    pub(super) fn of(disclosed: Option<&DisclosedValue>) -> Self {
        let Some(disclosed) = disclosed else { return Self::default() };
        let coverage = &disclosed.coverage;
        let pupils = match coverage.pupils {
            Some(pupils) => Some((Disclosed::Shown(pupils.covered_count), Disclosed::Shown(pupils.pupils_count))),
            None if disclosed.are_pupils_hidden => Some((Disclosed::Hidden, Disclosed::Hidden)),
            None => None,
        };
        Self {
            is_of_school: disclosed.territory.level() == Level::School,
            schools: Some(i64::from(coverage.schools_count)).filter(|count| *count > 0),
            covered: coverage.covered_count().into(),
            forms: coverage.forms_count().into(),
            numerators: coverage.numerators_count().into(),
            pupils,
        }
    }
}

/// Returns the schools that values of the region, or of a municipality, do not rest on in a month, by indicator and name.
pub(super) async fn missing(
    shown: &Shown,
    indicators: &[PublishedMaturityIndicator],
    municipality: Option<&Territory>,
    month: Option<CalendarMonth>,
) -> Result<Vec<MissingSchool>, Failure> {
    let region = shown.region().ok_or(Failure::NothingPublished)?;
    let wanted = municipality.unwrap_or(&region.territory);
    let table = shown.release.maturity(wanted.level(), None, month).await?;
    let of = |indicator: &PublishedMaturityIndicator| table.value(wanted, &indicator.code).map(|it| &it.coverage);
    let ids: BTreeSet<&SchoolId> = indicators.iter().filter_map(of).flat_map(|it| it.missing()).collect();
    let ids: Vec<SchoolId> = ids.into_iter().cloned().collect();
    let schools: Vec<Named> = shown.release.schools(&ids).await?.into_iter().map(Named::from).collect();
    let mut missing = Vec::new();
    for (indicator, coverage) in indicators.iter().filter_map(|it| Some((it, of(it)?))) {
        for school in &schools {
            let lacks = |ids: &[SchoolId]| ids.iter().any(|id| id.as_str() == school.id());
            let is_without_form = lacks(&coverage.without_denominator);
            let is_without_numerator = lacks(&coverage.without_numerator);
            if is_without_form || is_without_numerator {
                missing.push(MissingSchool {
                    school: school.clone(),
                    indicator: indicator.clone(),
                    is_without_form,
                    is_without_numerator,
                });
            }
        }
    }
    Ok(missing)
}
