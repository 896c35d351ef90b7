//! A run: what is kept, looked at from one moment, becomes figures.
//!
//! A run takes no hint of what has changed. It reads the whole state and computes the whole release, so that missed
//! ticks, restarts, late events and corrections need no path of their own.

use crate::canonical::{Contents, canonical_lines, digest_of};
use crate::context::{Context, Given, JournalSchool, LessonDay, day_of, release_day, school_keys};
use crate::engine::ENGINE_VERSION;
use crate::figures::{Summed, TerritorySums, check_sums, figures};
use crate::findings::findings;
use crate::maturity::{Counted, MaturityFigures};
use crate::measures::{JOURNAL_SCHOOLS, KEPT, LATE_REGISTERS, LESSON_DAYS, MATURITY_MONTHS, Measure, MeasureSet};
use crate::methodology::Rules;
use crate::registers::{LateRegisters, RegistersInForce, in_force, municipalities};
use crate::release::{published_indicators, published_maturity_indicators};
use crate::rulebook::{Rulebook, sha256_of_texts};
use crate::territories::{TermsOfTerritories, periods, territories};
use crate::{Doors, Error};
use std::collections::{BTreeMap, BTreeSet};
use warehouse::lake::{Rows, Session};
use warehouse::model::{DispositionCount, Instant, PeriodKind, Region, RegionCode, Release, RunInputs, SchoolMeasure};
use warehouse::releases::{Descriptions, Figures, NewRelease, kept_digests};
use warehouse::row;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunStep<'a> {
    /// What begins now: a table of the measures, or a word.
    pub step: &'a str,
    /// How many steps are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// Is told how far a run is.
pub type OnStep<'a> = &'a (dyn Fn(RunStep<'_>) + Send + Sync);

/// Steps besides the measures' files: reading the registers, working the context out, figures, publishing.
const OTHER_STEPS: usize = 4;

row! {
    /// An equation that must hold (`90_conservation.sql`).
    pub struct Equation {
        /// What is counted twice.
        equation: String,
        /// Of which school or municipality.
        unit: String,
        /// Counted one way.
        expected: i64,
        /// Counted the other way.
        found: i64,
    }
}

/// Computes a release as of a moment and publishes it. Where the same release is published already, returns that one.
/// Another run of the region, of any process, is waited for.
pub async fn rate(
    doors: &Doors,
    rulebook: &Rulebook,
    as_of: Instant,
    region_code: &RegionCode,
    now: Instant,
    progress: OnStep<'_>,
) -> Result<Release, Error> {
    if as_of > now {
        return Err(Error::InFuture { as_of, now });
    }
    rulebook.check_region(region_code)?;
    let day = day_of(rulebook.region(region_code)?, as_of);
    let methodology = rulebook.methodology_on(day)?;
    for version in rulebook.methodologies.until(day) {
        let contradictions = rulebook.measures.contradictions(version.rules());
        if !contradictions.is_empty() {
            return Err(Error::Unmeasured(contradictions));
        }
    }
    let _lock = doors.releases.lock(region_code).await?;
    let inputs = RunInputs {
        region_code: region_code.clone(),
        as_of,
        // The registers are read after the facts: a fact's school is then always known.
        lake_snapshot: doors.releases.latest_facts_snapshot().await?,
        register_version: doors.registers.version().await?,
        methodology_code: methodology.rules().code.clone(),
        methodology_version: methodology.rules().version,
        methodology_sha256: methodology.sha256(),
        methodology_text: methodology.text().to_owned(),
        texts_sha256: sha256_of_texts(&rulebook.texts_on(day)),
        engine_version: ENGINE_VERSION,
    };
    let total = steps(&rulebook.measures);
    let release_id = match doors.releases.of_inputs(&inputs).await? {
        Some(existing) => existing,
        None => {
            let release = compute(doors, rulebook, inputs, now, progress).await?;
            progress(RunStep { step: "publish", done: total - 1, total });
            doors.releases.publish(&release).await?
        }
    };
    progress(RunStep { step: "done", done: total, total });
    doors.releases.release(release_id).await?.ok_or(Error::NoSuchRelease(release_id))
}

/// Returns the regions that have schools by the registers of a moment, in the order of their codes.
///
/// # Errors
/// When the registers cannot be read.
pub async fn regions_with_schools(
    doors: &Doors,
    rulebook: &Rulebook,
    as_of: Instant,
) -> Result<Vec<RegionCode>, Error> {
    let Some(regions) = &rulebook.regions else { return Ok(Vec::new()) };
    let version = doors.registers.version().await?;
    let schools = doors.registers.schools_as_of(version, as_of).await?;
    let versions = doors.registers.versions_as_of(version, as_of).await?;
    let municipalities = municipalities(&schools, &in_force(&versions, |_| true));
    let found: BTreeSet<RegionCode> = municipalities
        .iter()
        .filter_map(|municipality_id| regions.of_municipality(municipality_id))
        .map(|region| region.code.clone())
        .collect();
    Ok(found.into_iter().collect())
}

fn steps(measures: &MeasureSet) -> usize {
    measures.all().len() + OTHER_STEPS
}

/// Counts the steps of a run.
struct Steps<'a> {
    done: usize,
    total: usize,
    progress: OnStep<'a>,
}

impl Steps<'_> {
    fn begin(&mut self, step: &str) {
        (self.progress)(RunStep { step, done: self.done, total: self.total });
        self.done += 1;
    }
}

/// Computes a release from its inputs, and from nothing else.
pub(crate) async fn compute(
    doors: &Doors,
    rulebook: &Rulebook,
    inputs: RunInputs,
    now: Instant,
    progress: OnStep<'_>,
) -> Result<NewRelease, Error> {
    let measures = &rulebook.measures;
    let (before_context, after_context) = measures.around_context();
    let mut steps = Steps { done: 0, total: steps(measures), progress };
    steps.begin("registers");
    let schools = doors.registers.schools_as_of(inputs.register_version, inputs.as_of).await?;
    let versions = doors.registers.versions_as_of(inputs.register_version, inputs.as_of).await?;
    let region = rulebook.region(&inputs.region_code)?;
    let bounds = rulebook.bounds(&inputs.region_code);
    let registers = RegistersInForce::new(&schools, in_force(&versions, |_| true), bounds)?;
    let day = release_day(region, &registers, inputs.as_of);
    let rules = rulebook.methodology_on(day)?.rules();
    let mut measured = Measured::new(doors.lake.session(inputs.lake_snapshot, inputs.as_of).await?);
    let key = inputs.release_key();
    let late = if measures.reads(LATE_REGISTERS) {
        let rules_on = |day| rulebook.methodologies.of_lesson(day).unwrap_or(rules);
        let vacation_days = |day| rules_on(day).homework.before_vacation_days;
        LateRegisters::new(&schools, &versions, &registers, bounds, &vacation_days, inputs.as_of)?
    } else {
        LateRegisters::default()
    };
    let given =
        Given { release_key: &key, as_of: inputs.as_of, day, rules, rulebook, registers: &registers, late: &late };
    let school_keys = Rows::from_rows(&school_keys(given));
    measured.add("school_keys", school_keys.clone());
    measured.run(before_context, &mut steps).await?;

    steps.begin("context");
    let lesson_days: Vec<LessonDay> = measured.rows(LESSON_DAYS)?;
    // Measures of engine version 1 did not ask for it.
    let journal_schools: Vec<JournalSchool> =
        if measured.tables.contains_key(JOURNAL_SCHOOLS) { measured.rows(JOURNAL_SCHOOLS)? } else { Vec::new() };
    let context = Context::new(given, &inputs, &lesson_days, &journal_schools);
    let mut kept = context.tables();
    kept.push(("school_keys", school_keys));
    for (table, rows) in &kept {
        measured.add(table, rows.clone());
    }
    measured.run(after_context, &mut steps).await?;

    steps.begin("figures");
    check_equations(&measured.rows("conservation")?)?;
    let region_name = region_name(rules, region, &inputs.region_code);
    let release = assemble(given, &region_name, &context, measured, kept, inputs, now)?;
    with_digest(NewRelease { texts: rulebook.texts_on(day), ..release }).await
}

/// Returns the release with the digest of everything that it shows.
async fn with_digest(release: NewRelease) -> Result<NewRelease, Error> {
    let digest = digest_of(&lines_of(&release).await?);
    Ok(NewRelease { digest, ..release })
}

/// Returns the lines of a computed release, over which its digest is taken.
pub async fn lines_of(release: &NewRelease) -> Result<Vec<String>, Error> {
    // Cloning rows shares their columns.
    let kept = kept_digests(release.kept.clone()).await?;
    let NewRelease { inputs, texts, descriptions, dispositions, findings, figures, .. } = release;
    Ok(canonical_lines(Contents { inputs, texts, descriptions, dispositions, findings, figures, kept: &kept }))
}

/// The measures' session, and the tables that it has made.
struct Measured {
    session: Option<Session>,
    tables: BTreeMap<String, Rows>,
}

impl Measured {
    fn new(session: Session) -> Self {
        Self { session: Some(session), tables: BTreeMap::new() }
    }

    fn add(&mut self, table: &str, rows: Rows) {
        if let Some(session) = &mut self.session {
            session.add(table, rows);
        }
    }

    /// Runs statements one after another, where blocking is allowed.
    async fn run(&mut self, measures: &[Measure], steps: &mut Steps<'_>) -> Result<(), Error> {
        for measure in measures.iter().cloned() {
            steps.begin(&measure.file);
            let table = measure.table.clone();
            let defect = Error::Defect("a measure");
            let Some(mut session) = self.session.take() else { return Err(defect) };
            let span = tracing::info_span!("measure", table);
            let ran = tokio::task::spawn_blocking(move || {
                let _entered = span.entered();
                let began = std::time::Instant::now();
                let rows = session.run(&measure.table, &measure.sql)?;
                let (rows_count, duration_ms) = (rows.len(), began.elapsed().as_millis());
                tracing::debug!(rows_count, duration_ms, "a measure has run");
                Ok::<_, warehouse::Error>((session, rows))
            });
            let (mut session, rows) = ran.await.map_err(|_| defect)??;
            let rows = match self.tables.remove(&table) {
                // Several files may make one table.
                Some(earlier) => {
                    let all = earlier.and(rows)?;
                    session.add(&table, all.clone());
                    all
                }
                None => rows,
            };
            self.session = Some(session);
            self.tables.insert(table, rows);
        }
        Ok(())
    }

    fn table(&self, table: &'static str) -> Result<Rows, Error> {
        // Cloning rows shares their columns.
        self.tables.get(table).cloned().ok_or(Error::Defect("a measure"))
    }

    fn rows<R: warehouse::model::Row>(&self, table: &'static str) -> Result<Vec<R>, Error> {
        Ok(self.table(table)?.read()?)
    }
}

fn check_equations(equations: &[Equation]) -> Result<(), Error> {
    match equations.iter().find(|equation| equation.expected != equation.found) {
        None => Ok(()),
        Some(Equation { equation, unit, expected, found }) => Err(Error::NotConserved(format!(
            "{equation} of {unit}: {expected} by one way of counting, {found} by the other"
        ))),
    }
}

/// Returns what a region is called: by the register, or by the methodology where there was no register yet.
fn region_name(rules: &Rules, region: Option<&Region>, region_code: &RegionCode) -> String {
    let of_rules = || rules.region_names.get(region_code).cloned();
    region.map(|region| region.name.ru.clone()).or_else(of_rules).unwrap_or_else(|| region_code.to_string())
}

fn assemble(
    given: Given<'_>,
    region_name: &str,
    context: &Context,
    mut measured: Measured,
    mut kept: Vec<(&'static str, Rows)>,
    inputs: RunInputs,
    now: Instant,
) -> Result<NewRelease, Error> {
    let Given { registers, day, rules, .. } = given;
    let sums: Vec<TerritorySums> = measured.rows("territory_values")?;
    check_sums(&sums)?;
    let school_measures: Vec<SchoolMeasure> = measured.rows("school_measures")?;
    let measures = &given.rulebook.measures;
    let counted =
        Counted::read(measures.maturity_counts(), measures.reads(MATURITY_MONTHS), |table| measured.table(table))?;

    let region = &inputs.region_code;
    let territories = territories(registers, region, region_name, day);
    let dispositions: Vec<DispositionCount> = measured.rows("disposition_counts")?;
    let lesson_weeks = dispositions
        .iter()
        .filter(|count| count.period_kind == PeriodKind::Week)
        .map(|count| count.period_id.as_str())
        .collect();
    let periods = periods(registers, context, &lesson_weeks, day);
    let terms = TermsOfTerritories::new(registers, region, day);
    let values = figures(
        rules,
        &Summed {
            sums: &sums,
            school_measures: &school_measures,
            territories: &territories,
            periods: &periods,
            terms: &terms,
        },
    );
    let maturity = MaturityFigures::new(rules, registers, &territories, (&context.maturity.months, day), &counted);
    let findings = findings(
        measured.rows("lesson_findings")?,
        registers,
        given.late,
        |day| given.rules_on(day),
        maturity.of_the_day(),
        day,
        &inputs.release_key(),
    );
    let figures = Figures { values, maturity_values: maturity.values, maturity_summaries: maturity.summaries };
    kept.push(("findings", Rows::from_rows(&findings)));
    for table in KEPT {
        kept.extend(measured.tables.remove(table).map(|rows| (table, rows)));
    }
    let descriptions = Descriptions {
        indicators: published_indicators(rules),
        maturity_indicators: published_maturity_indicators(rules),
        territories,
        periods,
    };
    // The texts and the digest are the caller's to add.
    let (texts, digest) = (Vec::new(), String::new());
    Ok(NewRelease { digest, inputs, texts, kept, created_at: now, descriptions, dispositions, findings, figures })
}
