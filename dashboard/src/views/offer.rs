//! What a release has figures of, and what is chosen from it.

use super::earlier::EarlierPeriods;
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
    /// The periods that it can be compared with.
    pub(crate) earlier: EarlierPeriods,
    /// The weeks of a trend.
    pub(crate) weeks: Vec<ReleasedPeriod>,
}

impl Offer {
    /// Reads what a release offers, and chooses a period.
    pub(crate) async fn read(shown: &Shown, query: &PeriodQuery) -> Result<Self, Failure> {
        let indicators = shown.release.indicators().await?;
        let published = shown.release.periods().await?.into_iter();
        let periods: Vec<OfferedPeriod> = published.map(|it| OfferedPeriod::new(it, shown.day())).collect();
        let choice = PeriodChoice::new(&periods, query)?;
        let earlier = EarlierPeriods::new(&periods, &choice.shown);
        Ok(Self { indicators, periods: choice, earlier, weeks: weeks(&periods) })
    }
}
