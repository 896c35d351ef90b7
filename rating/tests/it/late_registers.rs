//! What a register takes back of a day when it is over hides nothing: nobody knows, and the coverage is lower.

use crate::rated::Rated;
use crate::world::{World, WorldSchool, at, day, tomsk};
use sqlx::PgPool;
use warehouse::model::*;

/// A Tuesday, which ends at 16:59:59.999999 UTC.
const TUESDAY: &str = "2024-10-15";
const WEEK: &str = "2024-W42";
const IN_TIME: &str = "2024-10-15T16:59:59Z";
const LATE: &str = "2024-10-15T17:00:00Z";
const AS_OF: &str = "2024-10-21T00:00:00Z";
/// An early and a late word, each of a class of its own.
const WORDS: [(&str, &str); 2] = [("early", IN_TIME), ("late", LATE)];

async fn world_of(pool: PgPool, school: &WorldSchool) -> World {
    let mut world = World::new(pool).await;
    world.school(school);
    world
}

/// Puts a class in that has a lesson on Tuesday, without a record.
fn class(world: &mut World, school: &WorldSchool, class: &str, grade: i32) {
    world.calendar(school, grade, "2024-09-01", "2025-05-31", &[]);
    world.class(school, class, grade);
    world.plan(school, class, "algebra", 3, false);
    world.lesson(school, &format!("lesson-{class}"), TUESDAY, class, "algebra");
}

/// Publishes the calendar of a grade anew, with another kind of day on one of its days.
fn calendar(world: &mut World, school: &WorldSchool, grade: i32, other: (&str, DayType), sent_at: &str) {
    let is_sunday = |on: LocalDate| (on.days() + 4).rem_euclid(7) == 0;
    let day_type = |on: LocalDate| match other {
        (of, day_type) if on == day(of) => day_type,
        _ if is_sunday(on) => DayType::Holiday,
        _ => DayType::Instructional,
    };
    let days = (0..60).map(|number| day("2024-09-02").plus_days(number));
    let days = days.map(|on| CalendarDay { on, day_type: day_type(on), act: None });
    let content = CalendarPublished { school_year: 2024, grade, days: days.collect() };
    let key = format!("calendar-{}-{grade}-2024", school.number);
    send(world, school, &key, 2, RegisterContent::Calendar(content), sent_at);
}

fn send(world: &mut World, school: &WorldSchool, key: &str, version: i64, content: RegisterContent, sent_at: &str) {
    let others = world.emitted_at.replace(at(sent_at));
    world.register(school, key, version, content);
    world.emitted_at = others;
}

fn authority(system: &str, grade: i32, from_on: &str) -> RegisterContent {
    RegisterContent::Authority(AuthorityChanged {
        authoritative_system: system.to_owned(),
        authoritative_instance: format!("{system}-70"),
        grade_from: grade,
        grade_to: grade,
        from_on: day(from_on),
        to_on: None,
    })
}

fn group(class: &str, kind: ClassGroupKind, grade: i32) -> RegisterContent {
    RegisterContent::ClassGroup(ClassGroupUpserted {
        class_group_id: class.to_owned(),
        group_kind: kind,
        label: class.to_owned(),
        parent_class_group_ids: Vec::new(),
        grade,
        grade_to: grade,
        school_year: 2024,
        is_home_based: false,
        is_adapted: false,
        shift: 1,
    })
}

fn plan(class: &str, week_hours: i32, is_without_homework: bool) -> RegisterContent {
    RegisterContent::Curriculum(CurriculumPublished {
        class_group_id: class.to_owned(),
        subject_id: "algebra".to_owned(),
        subject_label: "algebra".to_owned(),
        school_year: 2024,
        week_hours,
        weeks_count: 34,
        is_without_homework,
        control_works_count: 0,
        from_on: day("2024-09-01"),
    })
}

/// Ends the membership of a class's only pupil before Tuesday.
fn leave(world: &mut World, school: &WorldSchool, class: &str, version: i64, entered_at: &str) {
    let content = EnrollmentChanged {
        pupil_pid: format!("p-{class}"),
        class_group_id: class.to_owned(),
        from_on: day("2000-09-01"),
        to_on: Some(day("2024-10-11")),
        reason: EnrollmentReason::Transfer,
    };
    world.fact(school, &format!("p-{class}"), version, Operation::Upsert, at(entered_at), content);
}

fn disposition(rated: &Rated, class: &str) -> Disposition {
    let lesson = format!("lesson-{class}");
    rated.lessons.iter().find(|it| it.lesson_id == lesson).expect("every lesson is accounted for").disposition
}

/// Returns how often registers were changed late in a week, with the examples.
fn found_in<'a>(rated: &'a Rated, week: &str) -> Vec<(i64, &'a str)> {
    let of_week = |it: &&Finding| it.finding == FindingKind::LateRegister && it.week_id.as_deref() == Some(week);
    let found = rated.findings.iter().filter(of_week);
    let mut found: Vec<(i64, &str)> = found.map(|it| (it.findings_count, it.example.as_str())).collect();
    found.sort_unstable_by_key(|(_, example)| *example);
    found
}

/// Lessons that would stand outside by early and by late words.
pub fn fill_lessons(world: &mut World, school: &WorldSchool) {
    for (number, (when, sent_at)) in (0..).zip(WORDS) {
        let grade = |of: i32| of + number;
        class(world, school, &format!("calendar-{when}"), grade(1));
        calendar(world, school, grade(1), (TUESDAY, DayType::CancelledForceMajeure), sent_at);
        class(world, school, &format!("authority-{when}"), grade(3));
        send(world, school, &format!("authority-{when}"), 1, authority("mes", grade(3), "2024-10-01"), sent_at);
        class(world, school, &format!("kind-{when}"), grade(5));
        let kind = format!("kind-{when}");
        send(world, school, &kind, 3000, group(&kind, ClassGroupKind::Individual, grade(5)), sent_at);
        class(world, school, &format!("grade-{when}"), grade(7));
        let moved = format!("grade-{when}");
        send(world, school, &moved, 3000, group(&moved, ClassGroupKind::Class, 11), sent_at);
        class(world, school, &format!("pupils-{when}"), grade(9));
        leave(world, school, &format!("pupils-{when}"), 2, sent_at);
    }
    world.calendar(school, 11, "2024-09-01", "2025-05-31", &[(TUESDAY, TUESDAY, DayType::Holiday)]);
}

/// Homework that would be excused by early and by late words.
pub fn fill_homework(world: &mut World, school: &WorldSchool) {
    world.calendar(school, 1, "2024-09-01", "2025-05-31", &[]);
    for (number, (when, sent_at)) in (0..).zip(WORDS) {
        let grade = |of: i32| of + number;
        let subject = format!("subject-{when}");
        class(world, school, &subject, grade(2));
        send(world, school, &format!("{subject}|algebra|2024"), 2, plan(&subject, 3, true), sent_at);
        class(world, school, &format!("vacation-{when}"), grade(4));
        calendar(world, school, grade(4), ("2024-10-18", DayType::Vacation), sent_at);
        let moved = format!("grade-{when}");
        class(world, school, &moved, grade(6));
        send(world, school, &moved, 3000, group(&moved, ClassGroupKind::Class, 1), sent_at);
    }
}

/// Hours of a week that are taken back early and late.
pub fn fill_hours(world: &mut World, school: &WorldSchool) {
    const BEFORE_THE_WEEK: &str = "2024-10-13T16:59:59Z";
    let ways = [
        ("day-early", IN_TIME),
        ("day-late", LATE),
        ("plan-early", BEFORE_THE_WEEK),
        ("plan-late", "2024-10-20T12:00:00Z"),
        ("nothing", LATE),
    ];
    for (grade, (way, sent_at)) in (1..).zip(ways) {
        world.calendar(school, grade, "2024-09-01", "2025-05-31", &[]);
        world.class(school, way, grade);
        world.plan(school, way, "algebra", 3, false);
        for on in ["2024-10-07", "2024-10-08", "2024-10-09", "2024-10-14", "2024-10-16"] {
            world.lesson(school, &format!("{way}-{on}"), on, way, "algebra");
        }
        match way {
            "day-early" | "day-late" => {
                calendar(world, school, grade, (TUESDAY, DayType::CancelledForceMajeure), sent_at);
            }
            "plan-early" | "plan-late" => {
                send(world, school, &format!("{way}|algebra|2024"), 2, plan(way, 2, false), sent_at);
            }
            _ => {}
        }
    }
}

/// The calendar, the main journal, what a group is, its grade and who is in it, each told once a second before the day ends
/// and once at its end: the first holds, of the second nobody knows what is owed.
#[sqlx::test(migrations = false)]
async fn what_is_taken_back_when_the_day_is_over_is_not_known(pool: PgPool) {
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    fill_lessons(&mut world, &school);
    let rated = world.rate(AS_OF).await;
    let early = [
        ("calendar", Disposition::NonInstructional),
        ("authority", Disposition::NotAuthoritative),
        ("kind", Disposition::Individual),
        ("grade", Disposition::NonInstructional),
        ("pupils", Disposition::NotEnrolled),
    ];
    for (what, expected) in early {
        assert_eq!(disposition(&rated, &format!("{what}-early")), expected, "{what} in time");
        assert_eq!(disposition(&rated, &format!("{what}-late")), Disposition::LateRegister, "{what}, too late");
        let unknown = (DutyState::Unknown, Some(DutyReason::LateRegister));
        assert_eq!(rated.duty(&format!("lesson-{what}-late"), "record"), unknown, "{what}");
    }
    let value = rated.value(&school.id(), PeriodKind::Week, WEEK, "I01");
    assert_eq!((value.numerator, value.denominator, value.unknown_count), (0, 0, 5));
    // Of Monday all of them came too late.
    let week: Vec<(i64, &str)> = found_in(&rated, WEEK);
    let expected = [
        (2, "authority 3 2024-10-14"),
        (1, "calendar 2 2024-10-15"),
        (2, "group grade-early 2024-10-14"),
        (1, "lesson-pupils-late"),
    ];
    assert_eq!(week, expected);
}

/// A subject that has no homework, a vacation that begins soon, the grade of a class, in the same two moments.
#[sqlx::test(migrations = false)]
async fn homework_that_is_excused_when_the_day_is_over_is_not_known(pool: PgPool) {
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    fill_homework(&mut world, &school);
    let rated = world.rate(AS_OF).await;
    let early = [
        ("subject", DutyReason::SubjectWithoutHomework),
        ("vacation", DutyReason::BeforeVacation),
        ("grade", DutyReason::GradeWithoutHomework),
    ];
    for (what, expected) in early {
        assert_eq!(disposition(&rated, &format!("{what}-late")), Disposition::Counted, "{what}");
        let homework = |when: &str| rated.duty(&format!("lesson-{what}-{when}"), "homework");
        assert_eq!(homework("early"), (DutyState::Excused, Some(expected)), "{what} in time");
        assert_eq!(homework("late"), (DutyState::Unknown, Some(DutyReason::LateRegister)), "{what}, too late");
    }
}

/// A correction that claims an early entry, and a main journal that nobody had named before, are late by when they were sent.
/// A journal that is connected later is believed when it knew what.
#[sqlx::test(migrations = false)]
async fn what_had_been_told_is_what_had_been_sent(pool: PgPool) {
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    let cancelled = (TUESDAY, DayType::CancelledForceMajeure);
    class(&mut world, &school, "back-dated", 5);
    class(&mut world, &school, "new", 6);
    world.registers_entered_at = Some(at("2024-10-14T00:00:00Z"));
    calendar(&mut world, &school, 5, cancelled, LATE);
    send(&mut world, &school, "authority", 1, authority("mes", 6, "2024-10-01"), LATE);

    // A first word that a connected school sends afterwards excuses nothing that was unknown until then.
    world.class(&school, "withheld", 7);
    world.lesson(&school, "lesson-withheld", TUESDAY, "withheld", "algebra");
    calendar(&mut world, &school, 7, cancelled, LATE);
    class(&mut world, &school, "class", 8);
    world.lesson(&school, "lesson-individual", TUESDAY, "individual", "algebra");
    send(&mut world, &school, "individual", 1, group("individual", ClassGroupKind::Individual, 8), LATE);

    let connected = tomsk(2);
    world.emitted_at = Some(at("2024-10-19T00:00:00Z"));
    world.registers_entered_at = Some(at("2024-09-01T00:00:00Z"));
    world.school(&connected);
    class(&mut world, &connected, "known", 5);
    class(&mut world, &connected, "corrected", 6);
    world.registers_entered_at = Some(at(IN_TIME));
    calendar(&mut world, &connected, 5, cancelled, "2024-10-19T00:00:00Z");
    world.registers_entered_at = Some(at(LATE));
    calendar(&mut world, &connected, 6, cancelled, "2024-10-19T00:00:00Z");
    let rated = world.rate(AS_OF).await;
    assert_eq!(disposition(&rated, "back-dated"), Disposition::LateRegister);
    assert_eq!(disposition(&rated, "new"), Disposition::LateRegister);
    assert_eq!(disposition(&rated, "withheld"), Disposition::LateRegister);
    assert_eq!(disposition(&rated, "individual"), Disposition::LateRegister);
    assert_eq!(disposition(&rated, "known"), Disposition::NonInstructional);
    assert_eq!(disposition(&rated, "corrected"), Disposition::LateRegister);
}

/// Three hours of algebra a week stand on Monday, Tuesday and Wednesday; in the second week Tuesday's is missing. To take
/// Tuesday back, or to lower the plan, makes 2/3 to 2/2 when it is told in time, and to 2/2 with an hour unknown when it is not.
#[sqlx::test(migrations = false)]
async fn hours_that_are_taken_back_when_the_week_is_over_are_not_known(pool: PgPool) {
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    fill_hours(&mut world, &school);
    let rated = world.rate(AS_OF).await;
    let session =
        warehouse::testing::release_session(&world.warehouse, &rated.release).await.expect("the rows are kept");
    let weeks: Vec<TimetableWeek> =
        crate::rated::query(session, "SELECT * FROM timetable_weeks").await.read().expect("weeks");
    let week = |way: &str| {
        let of_way = weeks.iter().filter(|it| it.week_id == WEEK && it.class_group_id == way);
        of_way
            .fold((0, 0, 0), |sum, it| (sum.0 + it.filled_count, sum.1 + it.planned_count, sum.2 + it.unobserved_count))
    };
    assert_eq!(week("nothing"), (2, 3, 0));
    assert_eq!(week("day-early"), (2, 2, 0));
    assert_eq!(week("day-late"), (2, 2, 1));
    assert_eq!(week("plan-early"), (2, 2, 0));
    assert_eq!(week("plan-late"), (2, 2, 1));
}

/// Twenty of twenty-four lessons of a week are filled. Its worst day, made a holiday when it is over, makes 20/20, and takes the
/// school's place away.
#[sqlx::test(migrations = false)]
async fn a_bad_day_that_is_made_a_holiday_takes_the_place_away(pool: PgPool) {
    let (honest, gaming) = (tomsk(1), tomsk(2));
    let mut world = world_of(pool, &honest).await;
    world.school(&gaming);
    for school in [&honest, &gaming] {
        world.calendar(school, 5, "2024-09-01", "2025-05-31", &[]);
        world.class(school, "5А", 5);
        for (number, on) in
            (0..24).zip(["2024-10-14", TUESDAY, "2024-10-16", "2024-10-17", "2024-10-18", "2024-10-19"].iter().cycle())
        {
            let lesson = format!("{}-{number}", school.number);
            world.lesson(school, &lesson, on, "5А", "algebra");
            if *on != TUESDAY {
                world.record(school, &lesson, on, &format!("{on}T10:00:00Z"));
            }
        }
    }
    calendar(&mut world, &gaming, 5, (TUESDAY, DayType::CancelledForceMajeure), "2024-10-20T12:00:00Z");
    let rated = world.rate(AS_OF).await;
    let value = |school: &WorldSchool| rated.value(&school.id(), PeriodKind::Week, WEEK, "I01");
    assert_eq!((value(&honest).numerator, value(&honest).denominator, value(&honest).state), (20, 24, ValueState::Ok));
    let of_gaming = value(&gaming);
    assert_eq!((of_gaming.numerator, of_gaming.denominator, of_gaming.unknown_count), (20, 20, 4));
    assert_eq!((of_gaming.state, of_gaming.place), (ValueState::LowCoverage, None));
    assert_eq!(found_in(&rated, WEEK), [(1, "calendar 5 2024-10-15")]);
}

/// What brings more to be owed, or changes what the whole school is, is believed, and found.
#[sqlx::test(migrations = false)]
async fn whatever_is_said_otherwise_of_days_that_are_over_is_found(pool: PgPool) {
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    world.calendar(&school, 5, "2024-10-14", "2024-10-20", &[("2024-10-19", "2024-10-19", DayType::Holiday)]);
    world.class(&school, "5А", 5);
    world.lesson(&school, "saturday", "2024-10-19", "5А", "algebra");
    const SUNDAY: &str = "2024-10-20T12:00:00Z";
    calendar(&mut world, &school, 5, ("2024-10-20", DayType::Holiday), SUNDAY);
    let term = |to_on: &str| {
        RegisterContent::Period(PeriodDefined {
            school_year: 2024,
            grade: 5,
            term_kind: TermKind::Quarter,
            term_number: 1,
            from_on: day("2024-09-02"),
            to_on: day(to_on),
        })
    };
    world.register(&school, "term", 1, term("2024-10-25"));
    send(&mut world, &school, "term", 2, term("2024-10-18"), SUNDAY);
    world.emitted_at = Some(at(SUNDAY));
    world.school_version(&WorldSchool { zone: "Asia/Novokuznetsk", ..school.clone() }, 2, "701701001", 5);
    world.member(&school, "69654000", "2024-10-16", None);
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.lessons[0].disposition, Disposition::Counted);
    let expected = [
        (1, "calendar 5 2024-10-19"),
        (4, "municipality 2024-10-16"),
        (1, "term 5 2024-10-19"),
        (6, "time_zone 2024-10-14"),
        (6, "week_length 2024-10-14"),
    ];
    assert_eq!(found_in(&rated, WEEK), expected);
}
