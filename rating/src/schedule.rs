//! Releases by the clock. A tick is a moment of the cron expression; the release of a tick is as of that moment.
//!
//! An activation takes no input: it compares the last tick with the last release. Ticks missed while nothing ran become
//! one release, of the last of them, and a restart needs no memory.

use crate::rulebook::Rulebook;
use crate::run::{OnStep, rate};
use crate::{Doors, Error};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use cron::Schedule;
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

/// What a schedule runs.
pub struct Scheduled<'a> {
    /// When.
    pub ticks: Ticks,
    /// By what rules, measures and sources.
    pub rulebook: &'a Rulebook,
    /// For which region.
    pub region_code: &'a RegionCode,
    /// The clock.
    pub clock: &'a (dyn Fn() -> Instant + Send + Sync),
    /// Is told how far a run is.
    pub progress: OnStep<'a>,
    /// Is told what was published.
    pub published: &'a (dyn Fn(&Release) + Send + Sync),
}

/// Makes releases until `stop` ends. A store that is away is waited for; any other error ends the schedule.
pub async fn run_on_schedule(
    doors: &Doors,
    scheduled: &Scheduled<'_>,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let started = (scheduled.clock)();
    tokio::pin!(stop);
    loop {
        // A run is not begun after the stop, and is cut off by it: nothing of it is published then.
        let pause = tokio::select! {
            biased;
            () = &mut stop => return Ok(()),
            activation = activate(doors, scheduled, started) => match activation {
                Ok(()) => until_next_tick(scheduled),
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

/// Brings the releases to the state that the schedule intends.
async fn activate(doors: &Doors, scheduled: &Scheduled<'_>, started: Instant) -> Result<(), Error> {
    let now = (scheduled.clock)();
    let last_release = doors.releases.latest_moment(scheduled.region_code).await?;
    if let Some(as_of) = scheduled.ticks.due(now, last_release, started) {
        let Scheduled { rulebook, region_code, progress, .. } = scheduled;
        let release = rate(doors, rulebook, as_of, region_code, now, *progress).await?;
        (scheduled.published)(&release);
    }
    Ok(())
}

fn until_next_tick(scheduled: &Scheduled<'_>) -> Duration {
    let now = (scheduled.clock)();
    let wait = scheduled.ticks.next(now).map(|tick| tick.micros() - now.micros());
    wait.and_then(|micros| u64::try_from(micros).ok()).map_or(SLEEP_MAX, Duration::from_micros).min(SLEEP_MAX)
}
