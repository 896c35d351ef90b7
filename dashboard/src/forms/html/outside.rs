//! The page of a school's lessons that stand outside.

use super::account::{AccountSection, back_address, lessons_address};
use super::choices::{Choices, filter_options};
use super::opened::{Filter, Pager};
use super::period::{self, PeriodControls};
use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::views::account;
use crate::views::outside::{OutsideLesson, OutsideLessons};
use crate::web::address::Address;
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use crate::words::Speaker;
use askama::Template;
use axum::response::Response;
use warehouse::model::Disposition;

struct LessonLine {
    on: String,
    number: i32,
    class: String,
    subject: String,
    disposition: String,
    why: String,
    journal: String,
    lesson_id: String,
}

#[derive(Template)]
#[template(path = "outside.html")]
struct OutsidePage<'a> {
    around: Surroundings<'a>,
    school: String,
    period: String,
    periods: PeriodControls,
    period_form: Choices,
    filter: Filter,
    account: AccountSection,
    lessons: Vec<LessonLine>,
    pager: Pager,
}

/// Shows the lessons.
pub(crate) fn page(reader: &Reader, view: &OutsideLessons) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let school = &view.account.territory;
    let address =
        lessons_address(reader, &view.account).with("disposition", view.choice.map_or("", Disposition::as_str));
    let offered = account::outside().chain([Disposition::Counted]);
    let choices = offered.map(|disposition| (disposition, speaker.word(disposition)));
    let options = filter_options(speaker.say("outside-lessons-all"), choices, view.choice);
    let total = speaker.say_count("count-of-lessons", view.stretch.total_count);
    let title = speaker.say_with("outside-lessons-title", &[("school", &school.name)]);
    let school_csv = back_address(reader, &view.account);
    let account_csv = Address::new(format!("{}.csv", school_csv.path())).with_all(&school_csv).with("table", "account");
    super::answer(
        &OutsidePage {
            school: school.name.clone(),
            period: period::name(speaker, &view.periods.shown),
            periods: PeriodControls::new(speaker, &view.periods, &address),
            period_form: Choices::new(&address, &["period_id"]),
            filter: Filter::new(&address, "disposition", options),
            account: AccountSection::new(reader, &view.account, account_csv),
            lessons: view.lessons.iter().map(|lesson| line(speaker, lesson)).collect(),
            pager: Pager::new(speaker, &address, view.stretch, &total),
            around: Surroundings::new(reader, Section::Rating, title).below(&view.trail),
        },
        CachePolicy::Published,
    )
}

fn line(speaker: &Speaker, lesson: &OutsideLesson) -> LessonLine {
    LessonLine {
        on: speaker.date(lesson.lesson_on),
        number: lesson.number,
        class: lesson.class.clone(),
        subject: lesson.subject.clone(),
        disposition: speaker.word(lesson.disposition),
        why: speaker.why_disposed(lesson.disposition),
        journal: lesson.source_instance.clone(),
        lesson_id: lesson.lesson_id.clone(),
    }
}
