//! The page of the timetable's weeks behind a figure.

use super::choices::filter_options;
use super::opened::{Filter, OpenedHead, Pager, address};
use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::views::timetable::{ClassWeek, Only, Timetable};
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::Speaker;
use askama::Template;
use axum::response::Response;

struct WeekLine {
    week: String,
    class: String,
    subject: String,
    scheduled: String,
    planned: String,
    filled: String,
    missing: Option<String>,
    pending: Option<String>,
    unobserved: Option<String>,
    reason: Option<String>,
}

#[derive(Template)]
#[template(path = "timetable.html")]
struct TimetablePage<'a> {
    around: Surroundings<'a>,
    head: OpenedHead,
    filter: Filter,
    weeks: Vec<WeekLine>,
    pager: Pager,
}

/// Shows the weeks.
pub(crate) fn page(reader: &Reader, view: &Timetable) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let opened = &view.opened;
    let chosen = view.only.map(|only| only.to_string()).unwrap_or_default();
    let address = address(reader, opened, "timetable").with("only", chosen);
    let title =
        speaker.say_with("timetable-title", &[("code", &opened.indicator.code), ("school", &opened.school.name)]);
    let choices = [(Only::Incomplete, speaker.say("timetable-incomplete"))];
    let options = filter_options(speaker.say("timetable-all"), choices, view.only);
    let total = speaker.say_count("count-of-lines", view.stretch.total_count);
    super::answer(
        &TimetablePage {
            head: OpenedHead::new(reader, opened),
            filter: Filter::new(&address, "only", options),
            weeks: view.weeks.iter().map(|week| line(speaker, week)).collect(),
            pager: Pager::new(speaker, &address, view.stretch, &total),
            around: Surroundings::new(reader, Section::Rating, title).below(&opened.trail),
        },
        CachePolicy::Published,
    )
}

fn line(speaker: &Speaker, week: &ClassWeek) -> WeekLine {
    let hours = |count| speaker.count(count);
    let some = |count: i64| (count > 0).then(|| hours(count));
    WeekLine {
        week: speaker.week_days(&week.week_id),
        class: week.class.clone(),
        subject: week.subject.clone(),
        scheduled: speaker.count(week.scheduled_count),
        planned: hours(week.planned),
        filled: hours(week.filled),
        missing: week.missing().map(hours),
        pending: some(week.pending),
        unobserved: some(week.unobserved),
        reason: week.reason.map(|reason| speaker.word(reason)),
    }
}
