//! Attempts of a journal to look better than it is, and what becomes of them.

use crate::world::{REGION, World, WorldSchool, at, day, methodology, rulebook, tomsk};
use rating::{Rulebook, Sources};
use sqlx::PgPool;
use warehouse::model::*;

const ON: &str = "2024-10-15";
const IN_TIME: &str = "2024-10-15T08:00:00Z";
const LATE: &str = "2024-10-17T08:00:00Z";
const AS_OF: &str = "2024-10-20T17:00:00Z";
const MISSING: (DutyState, Option<DutyReason>) = (DutyState::Missing, None);

fn lessons(world: &mut World, school: &WorldSchool, lessons: &[&str]) {
    world.school(school);
    world.calendar(school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(school, "5А", 5);
    for lesson in lessons {
        world.lesson(school, lesson, ON, "5А", "algebra");
    }
}

/// What is deleted late and entered again with an early time was not entered before the deletion; a second entity of the
/// same lesson is no earlier entry either.
#[sqlx::test(migrations = false)]
async fn to_delete_and_enter_again_makes_nothing_earlier(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1).in_system("elschool");
    lessons(&mut world, &school, &["again", "twice"]);
    world.topic(&school, "again", 1, Operation::Upsert, ON, LATE);
    world.topic(&school, "again", 2, Operation::Delete, ON, LATE);
    world.topic(&school, "again", 3, Operation::Upsert, ON, IN_TIME);
    world.topic(&school, "twice", 1, Operation::Upsert, ON, LATE);
    let other = LessonTopicSet {
        lesson_id: "twice".to_owned(),
        lesson_on: day(ON),
        has_topic: true,
        topic_hash: None,
        plan_item_id: None,
    };
    world.fact(&school, "another-key", 1, Operation::Upsert, at(IN_TIME), other);
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("again", "record_topic"), (DutyState::Late, None));
    assert_eq!(rated.duty("twice", "record_topic"), (DutyState::Late, None));
    assert_eq!(rated.findings_of(FindingKind::BackDatedEntry), [(1, "again")]);
}

/// A lesson that was not held had no one present, whatever its other mark says.
#[sqlx::test(migrations = false)]
async fn all_present_at_no_lesson_is_no_presence(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    lessons(&mut world, &school, &["lesson-1"]);
    world.topic(&school, "lesson-1", 1, Operation::Upsert, ON, IN_TIME);
    let held =
        LessonHeld { lesson_id: "lesson-1".to_owned(), lesson_on: day(ON), is_held: false, is_all_present: true };
    world.fact(&school, "lesson-1", 1, Operation::Upsert, at(IN_TIME), held);
    assert_eq!(world.rate(AS_OF).await.duty("lesson-1", "record"), MISSING);
}

/// A cancellation without a time, or with one that spans the deadline, cannot prove that it was in time; one that was
/// withdrawn late and entered again is as late as that.
#[sqlx::test(migrations = false)]
async fn a_cancellation_must_prove_its_time(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    lessons(&mut world, &school, &["untimed", "coarse", "in-time"]);
    for (lesson, precision, entered_at) in
        [("untimed", None, IN_TIME), ("coarse", Some(172_800), LATE), ("in-time", Some(3600), IN_TIME)]
    {
        world.precision = precision;
        world.change_at(&school, lesson, LessonChangeKind::Cancelled, ON, None, entered_at);
    }
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("untimed", "record"), MISSING);
    assert_eq!(rated.duty("coarse", "record"), MISSING);
    assert_eq!(rated.duty("in-time", "record"), (DutyState::Excused, Some(DutyReason::Cancelled)));
}

/// An outage is confirmed by those whom the methodology names, not by the journal's own name.
#[sqlx::test(migrations = false)]
async fn a_journal_confirms_no_outage_of_its_own(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    lessons(&mut world, &school, &["lesson-1"]);
    let outage = OutageDeclared {
        from_at: at("2024-10-14T17:00:00Z"),
        to_at: at("2024-10-15T17:00:00Z"),
        scope: OutageScope::School,
        confirmed_by: Some("dnevnik-70".to_owned()),
    };
    world.register(&school, "outage", 1, RegisterContent::Outage(outage));
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("lesson-1", "record"), MISSING);
    assert_eq!(rated.findings_of(FindingKind::UnconfirmedOutage).len(), 1);
}

/// That an operator confirmed an outage is believed of a journal of which the operators declare so, and of no other.
#[sqlx::test(migrations = false)]
async fn a_journal_that_is_not_declared_to_confirm_outages_confirms_none(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    lessons(&mut world, &school, &["lesson-1"]);
    world.outage(&school, "2024-10-14T17:00:00Z", "2024-10-15T17:00:00Z", true);
    let declared = rulebook(methodology());
    let silent = declared.sources.text().replace("confirms_outages = true\n", "");
    let undeclared = Rulebook { sources: Sources::parse(&silent).expect("the sources are right"), ..declared.clone() };
    let rated = world.rate_with(&undeclared, AS_OF).await;
    assert_eq!(rated.duty("lesson-1", "record"), MISSING);
    assert_eq!(rated.findings_of(FindingKind::UnconfirmedOutage).len(), 1);
    let rated = world.rate_with(&declared, AS_OF).await;
    assert_eq!(rated.duty("lesson-1", "record"), (DutyState::Excused, Some(DutyReason::Outage)));
}

/// To withhold the calendar of a bad class makes no good figure: 20/32 becomes 20/20 with 12 unknown, and is not compared.
#[sqlx::test(migrations = false)]
async fn a_withheld_register_takes_the_place_away(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    lessons(&mut world, &school, &[]);
    world.class(&school, "6А", 6);
    for index in 0..32 {
        let (lesson, class) = (format!("lesson-{index}"), if index < 20 { "5А" } else { "6А" });
        world.lesson(&school, &lesson, ON, class, "algebra");
        if index < 20 {
            world.record(&school, &lesson, ON, IN_TIME);
        }
    }
    let rated = world.rate(AS_OF).await;
    let value = rated.value(&school.id(), PeriodKind::Week, "2024-W42", "I01");
    assert_eq!((value.numerator, value.denominator, value.unknown_count), (20, 20, 12));
    assert_eq!((value.state, value.place), (ValueState::LowCoverage, None));
}

/// Two schools of one journal that bear the same numbers are two schools.
#[sqlx::test(migrations = false)]
async fn a_borrowed_number_takes_no_other_schools_lessons(pool: PgPool) {
    let mut world = World::new(pool).await;
    let (victim, thief) = (tomsk(1), tomsk(2));
    for (school, filled) in [(&victim, 2), (&thief, 0)] {
        lessons(&mut world, school, &["lesson-1", "lesson-2"]);
        for lesson in ["lesson-1", "lesson-2"].iter().take(filled) {
            world.record(school, lesson, ON, IN_TIME);
        }
    }
    world.school_with_kpp(&thief, 2, "701701001");
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.week(&victim.id(), "2024-W42", "I01"), (2, 2));
    assert_eq!(rated.week(victim.oktmo, "2024-W42", "I01"), (2, 4));
}

/// A journal of which nothing is declared fills no lesson of another one, though it bears the same identities: 2 of 3.
#[sqlx::test(migrations = false)]
async fn an_undeclared_shadow_fills_nothing(pool: PgPool) {
    let mut world = World::new(pool).await;
    let (journal, shadow) = (tomsk(1), tomsk(1).in_system("shadow"));
    for (place, filled) in [(&journal, 2), (&shadow, 3)] {
        lessons(&mut world, place, &[]);
        for (number, lesson) in ["lesson-1", "lesson-2", "lesson-3"].into_iter().enumerate() {
            world.lesson_numbered(place, lesson, ON, "5А", "algebra", i32::try_from(number).expect("a small number"));
            if number < filled {
                world.record(place, lesson, ON, IN_TIME);
            }
        }
    }
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.week(&journal.id(), "2024-W42", "I01"), (2, 3));
    assert_eq!(rated.dispositions(Disposition::CountedInOther), 3);
}

/// Lessons of a school that no register names are in no figure, and are a finding that has no place.
#[sqlx::test(migrations = false)]
async fn lessons_without_a_school_are_a_finding(pool: PgPool) {
    let mut world = World::new(pool).await;
    let (known, unknown) = (tomsk(1), tomsk(2));
    lessons(&mut world, &known, &["lesson-1"]);
    world.record(&known, "lesson-1", ON, IN_TIME);
    world.lesson(&unknown, "lesson-2", ON, "5А", "algebra");
    world.lesson(&unknown, "lesson-3", ON, "5А", "algebra");
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.week(REGION, "2024-W42", "I01"), (1, 1));
    assert_eq!(rated.findings_of(FindingKind::UnknownSchool), [(2, "lesson-2")]);
    let found = rated.findings.iter().find(|it| it.finding == FindingKind::UnknownSchool).expect("a finding");
    assert_eq!((&found.school_id, &found.municipality_id, &found.week_id), (&None, &None, &None));
}
