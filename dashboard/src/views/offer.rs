//! What a release has figures of, and what is chosen from it.

use super::period::{OfferedPeriod, PeriodChoice, PeriodQuery, ReleasedPeriod, weeks};
use super::shown::Shown;
use crate::failure::Failure;
use warehouse::model::PublishedIndicator;

/// What a release has figures of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The indicators in their order.
    pub(crate) indicators: Vec<PublishedIndicator>,
    /// The period that is shown, and the others.
    pub(crate) periods: PeriodChoice,
    /// The weeks of a trend.
    pub(crate) weeks: Vec<ReleasedPeriod>,
}

impl Offer {
    /// Reads what a release offers, and chooses a period.
    pub(crate) async fn read(shown: &Shown, query: &PeriodQuery) -> Result<Self, Failure> {
        let indicators = shown.release.indicators().await?;
        let published = shown.release.periods().await?.into_iter();
        let periods: Vec<OfferedPeriod> = published.map(|it| OfferedPeriod::new(it, shown.day())).collect();
        Ok(Self { indicators, periods: PeriodChoice::new(&periods, query)?, weeks: weeks(&periods) })
    }
}
