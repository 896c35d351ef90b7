//! When an entry counts as made: no later version, no early click, no inexact time makes a teacher look better.

use crate::world::{World, WorldSchool, at, day, tomsk};
use sqlx::PgPool;
use warehouse::model::*;

const ON: &str = "2024-10-15";
const IN_TIME: &str = "2024-10-15T08:00:00Z";
const LATE: &str = "2024-10-17T08:00:00Z";
const AS_OF: &str = "2024-10-20T17:00:00Z";
const JUDGED: (DutyState, Option<DutyReason>) = (DutyState::OnTime, None);

/// A class with lessons on 15 October 2024 that end at 09:15 in Tomsk (02:15 by Greenwich).
fn lessons(world: &mut World, school: &WorldSchool, lessons: &[&str]) {
    world.school(school);
    world.calendar(school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(school, "5А", 5);
    for lesson in lessons {
        world.lesson(school, lesson, ON, "5А", "algebra");
    }
}

fn topic(lesson: &str, has_topic: bool) -> LessonTopicSet {
    LessonTopicSet { lesson_id: lesson.to_owned(), lesson_on: day(ON), has_topic, topic_hash: None, plan_item_id: None }
}

/// A topic entered on 17 October stays late when a second version claims that it was entered on the 15th; the claim is a
/// finding. A topic that a later version takes away is no topic; set again it counts since its first version.
#[sqlx::test(migrations = false)]
async fn r02_a_later_version_makes_nothing_earlier(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1).in_system("elschool");
    lessons(&mut world, &school, &["back-dated", "cleared", "set-again"]);
    world.fact(&school, "back-dated", 1, Operation::Upsert, at(LATE), topic("back-dated", true));
    world.fact(&school, "back-dated", 2, Operation::Upsert, at(IN_TIME), topic("back-dated", true));
    for lesson in ["cleared", "set-again"] {
        world.fact(&school, lesson, 1, Operation::Upsert, at(IN_TIME), topic(lesson, true));
        world.fact(&school, lesson, 2, Operation::Upsert, at("2024-10-16T08:00:00Z"), topic(lesson, false));
    }
    world.fact(&school, "set-again", 3, Operation::Upsert, at(LATE), topic("set-again", true));
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("back-dated", "record_topic"), (DutyState::Late, None));
    assert_eq!(rated.duty("cleared", "record_topic"), (DutyState::Missing, None));
    assert_eq!(rated.duty("set-again", "record_topic"), JUDGED);
    assert_eq!(rated.findings_of(FindingKind::BackDatedEntry), [(1, "back-dated")]);
    assert_eq!(rated.week(&school.id(), "2024-W42", "I01b"), (1, 3));
}

/// Presence that a later version takes away is none.
#[sqlx::test(migrations = false)]
async fn r02_presence_that_is_taken_back_is_none(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    lessons(&mut world, &school, &["kept", "taken-back"]);
    for lesson in ["kept", "taken-back"] {
        world.topic(&school, lesson, 1, Operation::Upsert, ON, IN_TIME);
        world.held(&school, lesson, 1, true, IN_TIME);
    }
    world.held(&school, "taken-back", 2, false, "2024-10-16T08:00:00Z");
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("kept", "record"), JUDGED);
    assert_eq!(rated.duty("taken-back", "record"), (DutyState::Missing, None));
}

/// «Held» in August for a lesson in October says nothing; ten minutes before the lesson it counts. A topic may be entered
/// ahead.
#[sqlx::test(migrations = false)]
async fn r06_presence_is_not_entered_before_the_lesson(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    lessons(&mut world, &school, &["august", "august-and-then", "just-before"]);
    for lesson in ["august", "august-and-then", "just-before"] {
        world.topic(&school, lesson, 1, Operation::Upsert, ON, "2024-08-28T08:00:00Z");
    }
    // The lesson begins at 08:30 in Tomsk, 01:30 by Greenwich.
    world.held(&school, "august", 1, true, "2024-08-28T08:00:00Z");
    world.held(&school, "august-and-then", 1, true, "2024-08-28T08:00:00Z");
    world.held(&school, "august-and-then", 2, true, LATE);
    world.held(&school, "just-before", 1, true, "2024-10-15T01:20:00Z");
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("august", "record"), (DutyState::Missing, None));
    assert_eq!(rated.duty("august-and-then", "record"), (DutyState::Late, None));
    assert_eq!(rated.duty("just-before", "record"), JUDGED);
    assert_eq!(rated.findings_of(FindingKind::EarlyPresence), [(2, "august")]);
}

/// An entry seen by polling every six hours was made in the six hours before. At 20:00 by Greenwich (three hours after the
/// end of the day in Tomsk) nobody can tell; at 23:30 it was late; at 16:00 it was in time. Without a precision there is no
/// time.
#[sqlx::test(migrations = false)]
async fn r05_a_time_that_spans_the_deadline_is_not_measurable(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1).in_system("elschool");
    lessons(&mut world, &school, &["before", "across", "after", "untimed"]);
    world.precision = Some(6 * 3600);
    world.topic(&school, "before", 1, Operation::Upsert, ON, "2024-10-15T16:00:00Z");
    world.topic(&school, "across", 1, Operation::Upsert, ON, "2024-10-15T20:00:00Z");
    world.topic(&school, "after", 1, Operation::Upsert, ON, "2024-10-15T23:30:00Z");
    world.precision = None;
    world.topic(&school, "untimed", 1, Operation::Upsert, ON, "2024-10-15T16:00:00Z");
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("before", "record_topic"), JUDGED);
    assert_eq!(rated.duty("across", "record_topic"), (DutyState::NotMeasurable, Some(DutyReason::TimeTooCoarse)));
    assert_eq!(rated.duty("after", "record_topic"), (DutyState::Late, None));
    assert_eq!(rated.duty("untimed", "record_topic"), (DutyState::NotMeasurable, Some(DutyReason::NoEntryTime)));
    let value = rated.value(&school.id(), PeriodKind::Week, "2024-W42", "I01b");
    assert_eq!((value.numerator, value.denominator, value.unobserved_count), (1, 2, 2));
    assert_eq!((value.state, value.place), (ValueState::LowCoverage, None));
    assert_eq!(rated.findings_of(FindingKind::UntimedEntry), [(1, "untimed")]);
}

/// A journal of which nothing is declared proves nothing.
#[sqlx::test(migrations = false)]
async fn r05_an_undeclared_journal_proves_nothing(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1).in_system("unheard-of");
    lessons(&mut world, &school, &["lesson-1"]);
    world.record(&school, "lesson-1", ON, IN_TIME);
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("lesson-1", "record"), (DutyState::NotMeasurable, Some(DutyReason::NotDeclared)));
    let value = rated.value(&school.id(), PeriodKind::Week, "2024-W42", "I01");
    assert_eq!(value.value(), IndicatorValue::Withheld(ValueState::NotMeasurable));
    assert_eq!(rated.findings_of(FindingKind::NotDeclared), [(1, "lesson-1")]);
}

/// A lesson that ends at 09:15 can be entered until midnight. An outage of half an hour excuses nothing, one of two hours
/// does, an unconfirmed one of all day does not, and neither does one in the night before.
#[sqlx::test(migrations = false)]
async fn r06_an_outage_excuses_when_it_is_confirmed_and_long(pool: PgPool) {
    let mut world = World::new(pool).await;
    let outages = [
        ("2024-10-15T05:00:00Z", "2024-10-15T05:30:00Z", true),
        ("2024-10-15T05:00:00Z", "2024-10-15T07:00:00Z", true),
        ("2024-10-14T17:00:00Z", "2024-10-15T17:00:00Z", false),
        ("2024-10-14T17:00:00Z", "2024-10-15T02:15:00Z", true),
    ];
    for (number, (from, to, is_confirmed)) in (1..).zip(outages) {
        let school = tomsk(number);
        lessons(&mut world, &school, &[&format!("lesson-{number}")]);
        world.outage(&school, from, to, is_confirmed);
    }
    let rated = world.rate(AS_OF).await;
    for number in [1, 3, 4] {
        assert_eq!(rated.duty(&format!("lesson-{number}"), "record"), (DutyState::Missing, None));
    }
    assert_eq!(rated.duty("lesson-2", "record"), (DutyState::Excused, Some(DutyReason::Outage)));
    assert_eq!(rated.findings_of(FindingKind::UnconfirmedOutage).len(), 1);
}

/// A cancellation that is entered two days after the lesson does not excuse a missing record, and is counted apart; a
/// methodology may say otherwise.
#[sqlx::test(migrations = false)]
async fn r06_a_late_cancellation_excuses_as_the_methodology_says(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    lessons(&mut world, &school, &["in-time", "too-late"]);
    world.change_at(&school, "in-time", LessonChangeKind::Cancelled, ON, None, IN_TIME);
    world.change_at(&school, "too-late", LessonChangeKind::Cancelled, ON, None, LATE);
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("in-time", "record"), (DutyState::Excused, Some(DutyReason::Cancelled)));
    assert_eq!(rated.duty("too-late", "record"), (DutyState::Missing, None));
    assert_eq!(rated.findings_of(FindingKind::LateCancellation), [(1, "too-late")]);
    let lenient = crate::world::methodology()
        .text()
        .replace("is_late_cancellation_excused = false", "is_late_cancellation_excused = true");
    let lenient = rating::Methodology::parse(&lenient).expect("a methodology");
    let rated = world.rate_by(&lenient, AS_OF).await;
    assert_eq!(rated.duty("too-late", "record"), (DutyState::Excused, Some(DutyReason::CancelledLate)));
    assert_eq!(rated.dispositions(Disposition::CancelledLate), 1);
}
