//! The school year so far: the period in which all schools are compared, whatever terms they have.

use crate::world::{World, WorldSchool, day, tomsk};
use sqlx::PgPool;
use warehouse::model::*;

fn term(world: &mut World, place: &WorldSchool, term_kind: TermKind, from_on: &str, to_on: &str) {
    let content = PeriodDefined {
        school_year: 2024,
        grade: 5,
        term_kind,
        term_number: 1,
        from_on: day(from_on),
        to_on: day(to_on),
    };
    world.register(place, &format!("term-{from_on}"), 1, RegisterContent::Period(content));
}

/// Two schools with quarters, one with trimesters, one with modules: in no term are more than two compared, in the year all
/// four; the year's numbers are its weeks', also those of a day outside every term, and the year before is another one.
#[sqlx::test(migrations = false)]
async fn r13_the_year_compares_schools_of_all_terms(pool: PgPool) {
    let mut world = World::new(pool).await;
    let terms = [
        (TermKind::Quarter, "2024-09-01", "2024-10-26"),
        (TermKind::Quarter, "2024-09-01", "2024-10-26"),
        (TermKind::Trimester, "2024-09-01", "2024-11-17"),
        (TermKind::Module, "2024-09-01", "2024-10-06"),
    ];
    for (number, (kind, from_on, to_on)) in (1..).zip(terms) {
        let school = tomsk(number);
        world.school(&school);
        world.calendar(&school, 5, "2024-05-01", "2025-05-31", &[]);
        world.class(&school, "5А", 5);
        term(&mut world, &school, kind, from_on, to_on);
        // Of the year before; its lesson is in no term.
        world.school_year = 2023;
        world.class(&school, "5А", 5);
        world.school_year = 2024;
        world.lesson(&school, &format!("{number}-may"), "2024-05-15", "5А", "algebra");
        for (index, on) in ["2024-09-10", "2024-10-15", "2024-11-20"].into_iter().enumerate() {
            let lesson = format!("{number}-{index}");
            world.lesson(&school, &lesson, on, "5А", "algebra");
            // The first school fills one of its three lessons, the fourth all of them.
            if index < usize::try_from(number).expect("a number") {
                world.record(&school, &lesson, on, &format!("{on}T08:00:00Z"));
            }
        }
    }
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    let compared = |kind, period: &str| {
        let of_period = rated.figures.values.iter().filter(|it| {
            it.period == Period::new(kind, period) && it.indicator == "I01" && it.territory.level() == Level::School
        });
        of_period.filter(|it| it.place.is_some()).count()
    };
    assert_eq!(compared(PeriodKind::Term, "2024-quarter-1"), 2);
    assert_eq!(compared(PeriodKind::Term, "2024-trimester-1"), 1);
    assert_eq!(compared(PeriodKind::Year, "2024"), 4);
    let year = |school: u32| {
        let value = rated.value(&tomsk(school).id(), PeriodKind::Year, "2024", "I01");
        (value.numerator, value.denominator, value.place)
    };
    assert_eq!([1, 2, 3, 4].map(year), [(1, 3, Some(4)), (2, 3, Some(3)), (3, 3, Some(1)), (3, 3, Some(1))]);
    let before = rated.value("70", PeriodKind::Year, "2023", "I01");
    assert_eq!((before.numerator, before.denominator), (0, 4));
    let releases = world.doors().releases;
    let described = releases.descriptions(rated.release.release_id).await.expect("it can be read");
    let dated = described.periods.into_iter().find(|it| it.period == Period::new(PeriodKind::Year, "2024"));
    let dated = dated.expect("the year is a period");
    assert_eq!((dated.starts_on, dated.ends_on), (day("2024-09-01"), day("2025-08-31")));
    let counts = releases.dispositions(rated.release.release_id).await.expect("they can be read");
    let of_year = counts.iter().filter(|it| it.level == Level::Region && it.period_id == "2024");
    assert_eq!(of_year.map(|it| it.lessons_count).sum::<i64>(), 12);
}
