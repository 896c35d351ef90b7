//! An indicator of digital maturity: its value, target, and the days of its parts.

use super::coverage::Coverage;
use warehouse::model::{
    LocalDate, MaturityBasis, MaturityPart, MaturityValue, PublishedMaturityIndicator, Ratio, Territory, ValueState,
};
use warehouse::published::{DisclosedValue, MaturityTable};

/// A value of digital maturity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MaturityFigure {
    /// The raw ratio, which may exceed one: numerator and denominator have different clocks.
    Shown(Ratio),
    /// There is no number, with the reason.
    Withheld(ValueState),
    /// There is a number, and it or another one counts too few persons.
    Hidden,
}

/// The days of a part, from the earliest to the latest: a sum of different days says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AsOf {
    /// The earliest.
    pub(crate) earliest_on: LocalDate,
    /// The latest.
    pub(crate) latest_on: LocalDate,
}

/// An indicator of a territory, with all that must be known to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MaturityLine {
    /// The indicator.
    pub(crate) indicator: PublishedMaturityIndicator,
    /// The value.
    pub(crate) figure: MaturityFigure,
    /// The target in percent.
    pub(crate) target: Option<i64>,
    /// The value over the target, in hundredths of a percent.
    pub(crate) attainment: Option<i64>,
    /// The days of the numerator.
    pub(crate) numerator_as_of: Option<AsOf>,
    /// The days of the denominator.
    pub(crate) denominator_as_of: Option<AsOf>,
    /// What the denominator is.
    pub(crate) basis: Option<MaturityBasis>,
    /// Which of several sources was taken.
    pub(crate) chosen_source: Option<String>,
    /// On which schools it rests.
    pub(crate) coverage: Coverage,
}

impl MaturityFigure {
    /// Returns what may be shown of a value; none is a territory of which the release says nothing.
    fn new(disclosed: Option<&DisclosedValue>) -> Self {
        match disclosed {
            Some(DisclosedValue { value: None, .. }) => Self::Hidden,
            Some(DisclosedValue { value: Some(value), .. }) => match value.ratio() {
                Some(ratio) if value.state == ValueState::Ok => Self::Shown(ratio),
                _ => Self::Withheld(value.state),
            },
            None => Self::Withheld(ValueState::NotApplicable),
        }
    }

    /// Returns the raw ratio, where there is one to show.
    pub(crate) fn ratio(self) -> Option<Ratio> {
        match self {
            Self::Shown(ratio) => Some(ratio),
            Self::Withheld(_) | Self::Hidden => None,
        }
    }
}

/// Returns the published percentage in hundredths: the raw one, capped at 100 %.
pub(crate) fn capped(ratio: Ratio) -> i64 {
    ratio.percent_hundredths().min(10_000)
}

impl From<MaturityPart> for AsOf {
    fn from(part: MaturityPart) -> Self {
        Self { earliest_on: part.earliest_on, latest_on: part.latest_on }
    }
}

impl MaturityLine {
    /// Returns the line of an indicator; none is a territory of which the release says nothing.
    pub(super) fn new(indicator: PublishedMaturityIndicator, disclosed: Option<&DisclosedValue>) -> Self {
        let value = disclosed.and_then(|it| it.value.as_ref());
        let target = indicator.target_percent.map(i64::from).filter(|target| *target > 0);
        Self {
            figure: MaturityFigure::new(disclosed),
            attainment: value.zip(target).and_then(|(value, target)| attainment(value, target)),
            target,
            numerator_as_of: value.and_then(|value| value.numerator).map(AsOf::from),
            denominator_as_of: value.and_then(|value| value.denominator).map(AsOf::from),
            basis: value.and_then(|value| value.basis),
            coverage: Coverage::of(disclosed),
            chosen_source: value.and_then(|value| value.chosen_source.clone()),
            indicator,
        }
    }

    /// Returns the line of each indicator of a territory.
    pub(super) fn all(
        indicators: &[PublishedMaturityIndicator],
        table: &MaturityTable,
        territory: &Territory,
    ) -> Vec<Self> {
        let line = |known: &PublishedMaturityIndicator| Self::new(known.clone(), table.value(territory, &known.code));
        indicators.iter().map(line).collect()
    }

    /// Returns whether the target is reached.
    pub(crate) fn is_target_reached(&self) -> bool {
        self.attainment.is_some_and(|hundredths| hundredths >= 10_000)
    }
}

/// Returns the published value over its target, in hundredths of a percent: 100 % of 70 % is 142.86 %.
fn attainment(value: &MaturityValue, target_percent: i64) -> Option<i64> {
    let ratio = value.ratio()?;
    let capped = ratio.numerator().min(ratio.denominator());
    Ratio::new(capped.checked_mul(100)?, ratio.denominator().checked_mul(target_percent)?)
        .map(Ratio::percent_hundredths)
}
