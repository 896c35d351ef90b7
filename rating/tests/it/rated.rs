//! What a release says, read back from the warehouse.

use crate::world::REGION;
use warehouse::Warehouse;
use warehouse::lake::{Rows, Session};
use warehouse::model::{
    Duty, DutyKind, DutyReason, DutyState, MaturitySummary, MaturityValue, PeriodKind, PublishedValue, Release,
    SummaryMethod,
};
use warehouse::releases::Figures;

/// Runs a query where blocking is allowed.
pub async fn query(mut session: Session, sql: &'static str) -> Rows {
    let ran = tokio::task::spawn_blocking(move || session.run("answer", sql)).await;
    ran.expect("the query ends").expect("the query is right")
}

/// Reads a release back.
pub async fn read(warehouse: &Warehouse, release: Release) -> Rated {
    let figures = warehouse.releases().figures(release.release_id).await.expect("the figures can be read");
    let session = warehouse::testing::release_session(warehouse, &release).await.expect("the kept rows can be read");
    let duties = query(session, "SELECT * FROM duties").await.read().expect("duties are duties");
    Rated { release, figures, duties }
}

/// A release with all its figures and duties.
pub struct Rated {
    pub release: Release,
    pub figures: Figures,
    pub duties: Vec<Duty>,
}

impl Rated {
    /// Returns a figure of a territory.
    pub fn value(&self, territory: &str, kind: PeriodKind, period: &str, indicator: &str) -> &PublishedValue {
        let is_wanted = |it: &&PublishedValue| {
            it.territory.id() == territory
                && it.period.kind == kind
                && it.period.id == period
                && it.indicator == indicator
        };
        self.figures
            .values
            .iter()
            .find(is_wanted)
            .unwrap_or_else(|| panic!("{territory} has no {indicator} in {period}"))
    }

    /// Returns numerator and denominator of a week.
    pub fn week(&self, territory: &str, period: &str, indicator: &str) -> (i64, i64) {
        let value = self.value(territory, PeriodKind::Week, period, indicator);
        (value.numerator, value.denominator)
    }

    /// Returns how many duties are in a state, for a reason.
    pub fn duties_in(&self, duty: DutyKind, state: DutyState, reason: Option<DutyReason>) -> usize {
        self.duties.iter().filter(|it| it.duty == duty && it.state == state && it.reason == reason).count()
    }

    /// Returns a value of digital maturity.
    pub fn maturity(&self, territory: &str, indicator: &str) -> &MaturityValue {
        let is_wanted = |it: &&MaturityValue| it.territory.id() == territory && it.indicator == indicator;
        self.figures.maturity_values.iter().find(is_wanted).expect("a value of maturity")
    }

    /// Returns the region's summary by a method.
    pub fn summary(&self, method: SummaryMethod) -> i64 {
        let is_wanted = |it: &&MaturitySummary| it.territory.id() == REGION && it.method == method;
        self.figures.maturity_summaries.iter().find(is_wanted).expect("a summary").value_hundredths
    }
}
