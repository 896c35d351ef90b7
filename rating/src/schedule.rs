//! Releases by the clock. A tick is a moment of the cron expression; the release of a tick is as of that moment.
//!
//! An activation takes no input: it compares the last tick with the last release. Ticks missed while nothing ran become
//! one release, of the last of them, and a restart needs no memory.

use crate::rulebook::Rulebook;
use crate::run::{OnStep, rate, regions_with_schools};
use crate::{Doors, Error};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use cron::Schedule;
use std::collections::BTreeMap;
use std::future::Future;
use std::str::FromStr as _;
use std::time::Duration;
use warehouse::model::{Instant, RegionCode, Release};

/// The longest sleep: a clock that is set forward, or a machine that was suspended, is noticed after it.
const SLEEP_MAX: Duration = Duration::from_secs(60);

/// How long to wait before trying again when the store is away.
const RETRY: Duration = Duration::from_secs(30);

/// When releases are made.
#[derive(Debug, Clone)]
pub struct Ticks {
    schedule: Schedule,
    time_zone: Tz,
}

impl Ticks {
    /// Reads a cron expression (seconds, minutes, hours, day of month, month, day of week) in a zone.
    pub fn new(expression: &str, time_zone: Tz) -> Result<Self, Error> {
        let schedule = Schedule::from_str(expression)
            .map_err(|source| Error::Schedule { expression: expression.to_owned(), source })?;
        Ok(Self { schedule, time_zone })
    }

    /// Returns the last tick at a moment or before it.
    pub fn last(&self, now: Instant) -> Option<Instant> {
        // Ticks are whole seconds: whatever is before the next second is now or before.
        let next_second = now.plus_seconds(1).utc().with_timezone(&self.time_zone);
        self.schedule.after(&next_second).rev().map(instant).find(|tick| *tick <= now)
    }

    /// Returns the first tick after a moment.
    pub fn next(&self, now: Instant) -> Option<Instant> {
        self.schedule.after(&now.utc().with_timezone(&self.time_zone)).map(instant).find(|tick| *tick > now)
    }

    /// Returns the tick whose release is missing: the last one, when the last release speaks of an earlier moment. Where
    /// there is no release at all, nothing was missed, and the first one is made at the next tick.
    pub fn due(&self, now: Instant, last_release: Option<Instant>, started: Instant) -> Option<Instant> {
        let last_tick = self.last(now)?;
        let rated_until = last_release.unwrap_or(started);
        (last_tick > rated_until).then_some(last_tick)
    }
}

fn instant(moment: DateTime<Tz>) -> Instant {
    Instant::from(moment.with_timezone(&Utc))
}

/// Which regions are rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegionChoice {
    /// This one.
    One(RegionCode),
    /// Every region that has schools.
    All,
}

impl RegionChoice {
    /// Returns the regions that are rated at a moment, in the order of their codes.
    ///
    /// # Errors
    /// When the registers cannot be read.
    pub async fn regions(&self, doors: &Doors, rulebook: &Rulebook, now: Instant) -> Result<Vec<RegionCode>, Error> {
        match self {
            Self::One(region_code) => Ok(vec![region_code.clone()]),
            Self::All => regions_with_schools(doors, rulebook, now).await,
        }
    }
}

/// Returns the zone of a region's capital.
///
/// # Errors
/// When the register of regions has no such region, or a zone of it that the IANA database does not have.
pub fn time_zone(rulebook: &Rulebook, region_code: &RegionCode) -> Result<Tz, Error> {
    let name = rulebook.region(region_code)?.map_or("UTC", |region| region.time_zone.as_str());
    name.parse().map_err(|_| Error::Register(format!("region {region_code} is in no known zone: {name}")))
}

/// What a schedule runs.
pub struct Scheduled<'a> {
    /// When, as a cron expression, in each region's own zone.
    pub expression: &'a str,
    /// By what rules, measures, sources and regions.
    pub rulebook: &'a Rulebook,
    /// For which regions.
    pub regions: &'a RegionChoice,
    /// The clock.
    pub clock: &'a (dyn Fn() -> Instant + Send + Sync),
    /// Is told how far a run is.
    pub progress: OnStep<'a>,
    /// Is told what was published.
    pub published: &'a (dyn Fn(&Release) + Send + Sync),
}

/// What a schedule remembers: when it began, and which ticks of which regions have failed for good.
struct Memory {
    started: Instant,
    failed: BTreeMap<RegionCode, Instant>,
}

/// Makes releases until `stop` ends. A store that is away is waited for. Any other error ends the schedule of one region; of
/// several it is told, and the others go on: that region is rated again at its next tick.
pub async fn run_on_schedule(
    doors: &Doors,
    scheduled: &Scheduled<'_>,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let mut memory = Memory { started: (scheduled.clock)(), failed: BTreeMap::new() };
    tokio::pin!(stop);
    loop {
        // A run is not begun after the stop, and is cut off by it: nothing of it is published then.
        let pause = tokio::select! {
            biased;
            () = &mut stop => return Ok(()),
            activation = activate(doors, scheduled, &mut memory) => match activation {
                Ok(pause) => pause,
                Err(error) if error.is_passing() => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "the rating waits for the warehouse");
                    RETRY
                }
                Err(error) => return Err(error),
            },
        };
        tokio::select! {
            biased;
            () = &mut stop => return Ok(()),
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Brings the releases to the state that the schedule intends, and returns how long there is nothing to do.
async fn activate(doors: &Doors, scheduled: &Scheduled<'_>, memory: &mut Memory) -> Result<Duration, Error> {
    let Scheduled { rulebook, regions, clock, .. } = scheduled;
    let mut pause = SLEEP_MAX;
    for region_code in regions.regions(doors, rulebook, clock()).await? {
        match activate_region(doors, scheduled, &region_code, memory).await {
            Ok(until_next) => pause = pause.min(until_next),
            Err(error) if error.is_passing() || **regions != RegionChoice::All => return Err(error),
            Err(error) => {
                tracing::error!(%region_code, error = &error as &dyn std::error::Error, "a region cannot be rated");
            }
        }
    }
    Ok(pause)
}

/// Makes the release of a region that is due, once, and returns how long until its next tick.
async fn activate_region(
    doors: &Doors,
    scheduled: &Scheduled<'_>,
    region_code: &RegionCode,
    memory: &mut Memory,
) -> Result<Duration, Error> {
    let ticks = Ticks::new(scheduled.expression, time_zone(scheduled.rulebook, region_code)?)?;
    let now = (scheduled.clock)();
    let last_release = doors.releases.latest_moment(region_code).await?;
    let due = ticks.due(now, last_release, memory.started);
    if let Some(as_of) = due.filter(|tick| memory.failed.get(region_code) != Some(tick)) {
        match rate(doors, scheduled.rulebook, as_of, region_code, now, scheduled.progress).await {
            Ok(release) => (scheduled.published)(&release),
            Err(error) => {
                if !error.is_passing() {
                    memory.failed.insert(region_code.clone(), as_of);
                }
                return Err(error);
            }
        }
    }
    Ok(until_next_tick(&ticks, now))
}

fn until_next_tick(ticks: &Ticks, now: Instant) -> Duration {
    let wait = ticks.next(now).map(|tick| tick.micros() - now.micros());
    wait.and_then(|micros| u64::try_from(micros).ok()).map_or(SLEEP_MAX, Duration::from_micros).min(SLEEP_MAX)
}
