//! The page of the lessons behind a figure.

use super::choices::filter_options;
use super::opened::{Filter, OpenedHead, Pager, address};
use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::views::lessons::{Lesson, Lessons, StateChoice};
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::Speaker;
use askama::Template;
use axum::response::Response;

struct LessonLine {
    on: String,
    number: i32,
    class: String,
    subject: String,
    due_at: String,
    fulfilled_at: String,
    state: String,
    state_class: &'static str,
    reason: String,
}

struct StateCount {
    name: String,
    class: &'static str,
    count: String,
}

#[derive(Template)]
#[template(path = "lessons.html")]
struct LessonsPage<'a> {
    around: Surroundings<'a>,
    head: OpenedHead,
    counts: Vec<StateCount>,
    filter: Filter,
    lessons: Vec<LessonLine>,
    pager: Pager,
}

/// Shows the lessons.
pub(crate) fn page(reader: &Reader, view: &Lessons) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let opened = &view.opened;
    let chosen = view.choice.map(|choice| choice.to_string()).unwrap_or_default();
    let address = address(reader, opened, "lessons").with("state", chosen);
    let title = speaker.say_with("lessons-title", &[("code", &opened.indicator.code), ("school", &opened.school.name)]);
    let counts = view.counts.iter().filter(|(_, count)| *count > 0).map(|(state, count)| StateCount {
        name: speaker.word(*state),
        class: state.as_str(),
        count: speaker.count(*count),
    });
    let choices = StateChoice::all().map(|choice| (choice, choice_text(speaker, choice)));
    let options = filter_options(speaker.say("lessons-all"), choices, view.choice);
    let total = speaker.say_count("count-of-lessons", view.stretch.total_count);
    super::answer(
        &LessonsPage {
            head: OpenedHead::new(reader, opened),
            counts: counts.collect(),
            filter: Filter::new(&address, "state", options),
            lessons: view.lessons.iter().map(|lesson| line(speaker, lesson)).collect(),
            pager: Pager::new(speaker, &address, view.stretch, &total),
            around: Surroundings::new(reader, Section::Rating, title).below(&opened.trail),
        },
        CachePolicy::Published,
    )
}

fn choice_text(speaker: &Speaker, choice: StateChoice) -> String {
    match choice {
        StateChoice::NotOnTime => speaker.say("lessons-not-on-time"),
        StateChoice::One(state) => speaker.word(state),
    }
}

fn line(speaker: &Speaker, lesson: &Lesson) -> LessonLine {
    LessonLine {
        on: speaker.date(lesson.lesson_on),
        number: lesson.number,
        class: lesson.class.clone(),
        subject: lesson.subject.clone(),
        due_at: speaker.moment(lesson.due_at),
        fulfilled_at: lesson.fulfilled_at.map(|moment| speaker.moment(moment)).unwrap_or_default(),
        state: speaker.word(lesson.state),
        state_class: lesson.state.as_str(),
        reason: lesson.reason.map(|reason| speaker.word(reason)).unwrap_or_default(),
    }
}
