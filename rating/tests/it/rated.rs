//! What a release says, read back from the warehouse.

use crate::world::REGION;
use warehouse::Warehouse;
use warehouse::lake::{Rows, Session};
use warehouse::model::{
    Disposition, Duty, DutyReason, DutyState, Finding, FindingKind, LessonDisposition, MaturitySummary, MaturityValue,
    PeriodKind, PublishedValue, Release, ReportingPeriod, SummaryMethod,
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
    let session = warehouse::testing::release_session(warehouse, &release).await.expect("the kept rows can be read");
    let lessons = query(session, "SELECT * FROM dispositions").await.read().expect("dispositions are dispositions");
    let session = warehouse::testing::release_session(warehouse, &release).await.expect("the kept rows can be read");
    let findings = query(session, "SELECT * FROM findings").await.read().expect("findings are findings");
    Rated { release, figures, duties, lessons, findings }
}

/// A release with all its figures and duties.
pub struct Rated {
    pub release: Release,
    pub figures: Figures,
    pub duties: Vec<Duty>,
    pub lessons: Vec<LessonDisposition>,
    pub findings: Vec<Finding>,
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
    pub fn duties_in(&self, duty: &str, state: DutyState, reason: Option<DutyReason>) -> usize {
        self.duties.iter().filter(|it| it.duty == duty && it.state == state && it.reason == reason).count()
    }

    /// Returns how many lessons ended in a disposition.
    pub fn dispositions(&self, disposition: Disposition) -> usize {
        self.lessons.iter().filter(|it| it.disposition == disposition).count()
    }

    /// Returns how often something was found, with the example, by school and week.
    pub fn findings_of(&self, finding: FindingKind) -> Vec<(i64, &str)> {
        let found = self.findings.iter().filter(|it| it.finding == finding);
        found.map(|it| (it.findings_count, it.example.as_str())).collect()
    }

    /// Returns the state and the reason of a lesson's duty.
    pub fn duty(&self, lesson: &str, duty: &str) -> (DutyState, Option<DutyReason>) {
        let found = self.duties.iter().find(|it| it.lesson_id == lesson && it.duty == duty);
        found.map(|it| (it.state, it.reason)).unwrap_or_else(|| panic!("{lesson} has no duty {duty}"))
    }

    /// Returns a value of digital maturity on the release's day.
    pub fn maturity(&self, territory: &str, indicator: &str) -> &MaturityValue {
        let is_wanted = |it: &&MaturityValue| it.territory.id() == territory && it.indicator == indicator;
        let values = self.figures.maturity_values.iter().filter(is_wanted);
        values.max_by_key(|it| it.month).expect("a value of maturity")
    }

    /// Returns a value of digital maturity in a reporting period: that of the last of its months that the release tells.
    pub fn maturity_in(&self, territory: &str, indicator: &str, period: &str) -> Option<&MaturityValue> {
        let period: ReportingPeriod = period.parse().expect("a reporting period");
        let is_wanted = |it: &&MaturityValue| {
            it.territory.id() == territory
                && it.indicator == indicator
                && it.month.is_some_and(|known| period.has(known.month))
        };
        self.figures.maturity_values.iter().filter(is_wanted).max_by_key(|it| it.month)
    }

    /// Returns the region's summary by a method on the release's day.
    pub fn summary(&self, method: SummaryMethod) -> i64 {
        let is_wanted = |it: &&MaturitySummary| it.territory.id() == REGION && it.method == method;
        let summaries = self.figures.maturity_summaries.iter().filter(is_wanted);
        summaries.max_by_key(|it| it.month).expect("a summary").value_hundredths
    }
}
