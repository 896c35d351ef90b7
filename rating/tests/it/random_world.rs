//! Small worlds by chance: a few schools in two towns, with lessons in two weeks before a vacation.

use crate::world::{World, WorldSchool, at, day, tomsk};
use proptest::collection::vec;
use proptest::option;
use proptest::strategy::Strategy;
use std::collections::BTreeMap;
use warehouse::model::*;

const SYSTEMS: [&str; 4] = ["dnevnik", "mes", "elschool", "sgo"];
const TOWNS: [&str; 2] = ["69701000", "69703000"];
const SUBJECTS: [&str; 3] = ["algebra", "history", "sport"];
/// Homework is never owed in the last subject.
const WITHOUT_HOMEWORK: &str = "sport";

/// A lesson, and what is entered for it.
#[derive(Debug, Clone)]
struct LessonCase {
    /// Days after Monday, 14 October 2024.
    on: i64,
    lesson_number: i32,
    subject: usize,
    /// After how many hours it is recorded.
    recorded_after: Option<i64>,
    /// After how many hours homework is posted.
    homework_after: Option<i64>,
    /// After how many hours, before or after it, it is cancelled.
    cancelled_after: Option<i64>,
}

#[derive(Debug, Clone)]
struct ClassCase {
    grade: i32,
    week_hours: i32,
    lessons: Vec<LessonCase>,
}

#[derive(Debug, Clone)]
struct SchoolCase {
    town: usize,
    system: usize,
    classes: Vec<ClassCase>,
}

/// A world.
#[derive(Debug, Clone)]
pub struct Case {
    schools: Vec<SchoolCase>,
}

/// A register that can be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// What a class is.
    Group(String),
    /// The calendar of a school's grade.
    Calendar(u32, i32),
    /// Who is in a class.
    Enrollment(String),
    /// What a class is taught.
    Plans(String),
}

/// Something that is sent.
#[derive(Debug, Clone)]
pub enum Put {
    School(WorldSchool),
    Calendar(WorldSchool, i32),
    Group(WorldSchool, String, i32),
    Enrollment(WorldSchool, String),
    Plan(WorldSchool, String, &'static str, i32),
    Lesson(WorldSchool, String, String, &'static str, String, i32),
    Topic(WorldSchool, String, String, String),
    Held(WorldSchool, String, String),
    Homework(WorldSchool, String, String, String),
    Cancelled(WorldSchool, String, String, String),
}

impl Put {
    /// Whether it is a fact: of these the same version may come twice.
    pub fn is_fact(&self) -> bool {
        !matches!(self, Self::School(_) | Self::Calendar(..) | Self::Group(..) | Self::Plan(..))
    }

    /// Whether it is what a missing register would say.
    pub fn is_of(&self, missing: &Missing) -> bool {
        match (self, missing) {
            (Self::Group(_, group, _), Missing::Group(of))
            | (Self::Enrollment(_, group), Missing::Enrollment(of))
            | (Self::Plan(_, group, ..), Missing::Plans(of)) => group == of,
            (Self::Calendar(school, grade), Missing::Calendar(of, of_grade)) => {
                school.number == *of && grade == of_grade
            }
            _ => false,
        }
    }
}

fn lesson() -> impl Strategy<Value = LessonCase> {
    let entered = || option::weighted(0.7, 1_i64..40);
    (0_i64..13, 1_i32..5, 0..SUBJECTS.len(), entered(), entered(), option::weighted(0.1, -30_i64..30)).prop_map(
        |(on, lesson_number, subject, recorded_after, homework_after, cancelled_after)| LessonCase {
            on,
            lesson_number,
            subject,
            recorded_after,
            homework_after,
            cancelled_after,
        },
    )
}

fn class() -> impl Strategy<Value = ClassCase> {
    (1_i32..7, 1_i32..4, vec(lesson(), 1..12)).prop_map(|(grade, week_hours, lessons)| ClassCase {
        grade,
        week_hours,
        lessons,
    })
}

/// Invents a world.
pub fn case() -> impl Strategy<Value = Case> {
    let school = (0..TOWNS.len(), 0..SYSTEMS.len(), vec(class(), 1..4))
        .prop_map(|(town, system, classes)| SchoolCase { town, system, classes });
    vec(school, 1..5).prop_map(|schools| Case { schools })
}

impl Case {
    fn places(&self) -> impl Iterator<Item = (WorldSchool, &SchoolCase)> {
        self.schools.iter().zip(1_u32..).map(|(case, number)| {
            let place = WorldSchool { system: SYSTEMS[case.system], oktmo: TOWNS[case.town], ..tomsk(number) };
            (place, case)
        })
    }

    fn classes(&self) -> impl Iterator<Item = (WorldSchool, String, &ClassCase)> {
        self.places().flat_map(|(place, school)| {
            let named = school.classes.iter().enumerate();
            named.map(move |(number, class)| {
                let group = format!("{}-{}{}", place.number, class.grade, char::from(b'a' + number as u8));
                (place.clone(), group, class)
            })
        })
    }

    /// Everything that is sent of it.
    pub fn puts(&self) -> Vec<Put> {
        let mut puts: Vec<Put> = self.places().map(|(place, _)| Put::School(place)).collect();
        let grades: BTreeMap<(u32, i32), WorldSchool> =
            self.classes().map(|(place, _, class)| ((place.number, class.grade), place)).collect();
        puts.extend(grades.into_iter().map(|((_, grade), place)| Put::Calendar(place, grade)));
        for (place, group, class) in self.classes() {
            puts.push(Put::Group(place.clone(), group.clone(), class.grade));
            puts.push(Put::Enrollment(place.clone(), group.clone()));
            for subject in SUBJECTS {
                puts.push(Put::Plan(place.clone(), group.clone(), subject, class.week_hours));
            }
            for (number, lesson) in class.lessons.iter().enumerate() {
                lesson_puts(&place, &group, number, lesson, &mut puts);
            }
        }
        puts
    }

    /// The lessons of the timetable of each school.
    pub fn lessons_of_schools(&self) -> BTreeMap<String, usize> {
        let mut lessons = BTreeMap::new();
        for (place, _, class) in self.classes() {
            *lessons.entry(place.id()).or_default() += class.lessons.len();
        }
        lessons
    }

    /// Every register that can be taken away.
    pub fn registers(&self) -> Vec<Missing> {
        let of_class = |(place, group, class): (WorldSchool, String, &ClassCase)| {
            [
                Missing::Group(group.clone()),
                Missing::Calendar(place.number, class.grade),
                Missing::Enrollment(group.clone()),
                Missing::Plans(group),
            ]
        };
        self.classes().flat_map(of_class).collect()
    }
}

fn lesson_puts(place: &WorldSchool, group: &str, number: usize, it: &LessonCase, puts: &mut Vec<Put>) {
    let lesson = format!("{group}-{number}");
    let on = day("2024-10-14").plus_days(it.on);
    let on_text = on.to_string();
    // 09:15 in Tomsk.
    let ends_at = at(&format!("{on}T02:15:00Z"));
    let after = |hours: i64| ends_at.plus_seconds(hours * 3_600).to_string();
    let subject = SUBJECTS[it.subject];
    puts.push(Put::Lesson(place.clone(), lesson.clone(), group.to_owned(), subject, on_text.clone(), it.lesson_number));
    if let Some(hours) = it.recorded_after {
        puts.push(Put::Topic(place.clone(), lesson.clone(), on_text.clone(), after(hours)));
        puts.push(Put::Held(place.clone(), lesson.clone(), after(hours)));
    }
    if let Some(hours) = it.homework_after {
        puts.push(Put::Homework(place.clone(), lesson.clone(), on_text.clone(), after(hours)));
    }
    if let Some(hours) = it.cancelled_after {
        puts.push(Put::Cancelled(place.clone(), lesson, on_text, after(hours)));
    }
}

/// Puts what is sent into a world.
pub fn put(world: &mut World, it: &Put) {
    match it {
        Put::School(place) => world.school(place),
        Put::Calendar(place, grade) => {
            let vacation = ("2024-10-28", "2024-11-04", DayType::Vacation);
            let holiday = ("2024-10-17", "2024-10-17", DayType::Holiday);
            world.calendar(place, *grade, "2024-09-01", "2025-05-31", &[vacation, holiday]);
        }
        Put::Group(place, group, grade) => world.group_without_pupils(place, group, *grade),
        Put::Enrollment(place, group) => {
            let content = EnrollmentChanged {
                pupil_pid: format!("p-{group}"),
                class_group_id: group.clone(),
                from_on: day("2024-09-01"),
                to_on: None,
                reason: EnrollmentReason::Admission,
            };
            let sent = at("2024-09-01T00:00:00Z");
            world.fact(place, &format!("p-{group}"), 1, Operation::Upsert, sent, content);
        }
        Put::Plan(place, group, subject, hours) => {
            world.plan(place, group, subject, *hours, *subject == WITHOUT_HOMEWORK);
        }
        Put::Lesson(place, lesson, group, subject, on, lesson_number) => {
            world.lesson_numbered(place, lesson, on, group, subject, *lesson_number);
        }
        Put::Topic(place, lesson, on, entered_at) => {
            world.topic(place, lesson, 1, Operation::Upsert, on, entered_at);
        }
        Put::Held(place, lesson, entered_at) => world.held(place, lesson, 1, true, entered_at),
        Put::Homework(place, lesson, on, entered_at) => {
            world.homework(place, lesson, on, HomeworkKind::Real, entered_at);
        }
        Put::Cancelled(place, lesson, on, entered_at) => {
            world.change_at(place, lesson, LessonChangeKind::Cancelled, on, None, entered_at);
        }
    }
}
