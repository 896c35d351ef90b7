//! A small region with every state a figure can have, published as `rating` would publish it.

use chrono::NaiveDate;
use sqlx::PgPool;
use warehouse::Warehouse;
use warehouse::lake::Rows;
use warehouse::model::{
    DatedPeriod, Direction, Instant, LocalDate, Period, PeriodKind, PublishedIndicator, PublishedTerritory,
    RegisterVersion, ReleaseId, ReleaseText, RunInputs, SettlementType, SnapshotId, Territory, TextKind,
};
use warehouse::releases::{Descriptions, Figures, NewRelease};
use warehouse::testing;

use crate::seed_accounts::{disposition_counts, dispositions, findings};
use crate::seed_figures::{Count, INDICATORS, values};
use crate::seed_kept::{duties, indicator_states, timetable_weeks};
use crate::seed_maturity::{maturity_indicators, maturity_summaries, maturity_values};

/// The region's code.
pub const REGION: &str = "99";
/// A school whose lessons are kept: ten of eleven lessons a week in time.
pub const GYMNASIUM: &str = "1029900000001-990100001";
/// The only school that has trimesters, besides its quarters.
pub const OF_TRIMESTERS: &str = "1029900000013-990400013";
/// A school with four pupils.
pub const TINY: &str = "1029900000009-990200009";

/// A school of the region: its figures of a usual week, by indicator.
pub struct School {
    pub id: &'static str,
    pub municipality: &'static str,
    pub name: &'static str,
    pub system: &'static str,
    pub pupils: i32,
    pub weekly: [Count; 5],
}

/// Municipalities: ОКТМО and name.
pub const MUNICIPALITIES: [(&str, &str); 4] = [
    ("99701000", "город Заречный"),
    ("99510000", "Верхнеозёрский муниципальный округ"),
    ("99620000", "Кедровский район"),
    ("99630000", "Район «За <b>рекой</b> & лесом»"),
];

const fn of(numerator: i64, denominator: i64) -> Count {
    Count { numerator, denominator, not_measurable: 0, outage: 0, unknown: 0 }
}

const fn unproved(count: i64) -> Count {
    Count { not_measurable: count, ..nothing() }
}

const fn unseen(count: i64) -> Count {
    Count { outage: count, ..nothing() }
}

const fn nothing() -> Count {
    of(0, 0)
}

const fn school(
    id: &'static str,
    municipality: usize,
    name: &'static str,
    system: &'static str,
    pupils: i32,
    weekly: [Count; 5],
) -> School {
    School { id, municipality: MUNICIPALITIES[municipality].0, name, system, pupils, weekly }
}

/// The region's schools.
pub const SCHOOLS: [School; 14] = [
    // 10/11 and 30/33 are equal and share a place; 9091/10000 prints the same and is before them.
    school(
        GYMNASIUM,
        0,
        "МАОУ «Гимназия № 1»",
        "dnevnik",
        820,
        [Count { unknown: 2, ..of(10, 11) }, nothing(), of(11, 11), of(9, 11), Count { unknown: 5, ..of(99, 100) }],
    ),
    school(
        "1029900000002-990100002",
        0,
        "МАОУ СОШ № 2",
        "dnevnik",
        640,
        [of(30, 33), nothing(), of(25, 33), of(20, 30), of(80, 100)],
    ),
    school(
        "1029900000003-990100003",
        0,
        "МАОУ СОШ № 12 имени Героя Советского Союза с углублённым изучением отдельных предметов",
        "dnevnik",
        910,
        [of(9091, 10_000), nothing(), of(9000, 10_000), of(8000, 9000), of(100, 100)],
    ),
    school(
        "1029900000004-990100004",
        0,
        "=СУММ(1;1) школа",
        "dnevnik",
        120,
        [of(9, 10), nothing(), of(0, 10), of(3, 10), of(50, 100)],
    ),
    // The journal keeps no times of entry.
    school(
        "1029900000005-990200005",
        1,
        "МБОУ «Верхнеозёрская СОШ»",
        "sgo",
        310,
        [unproved(60), nothing(), of(50, 60), unproved(40), of(90, 100)],
    ),
    school(
        "1029900000006-990200006",
        1,
        "МБОУ \"СОШ <b>№ 7</b> & сад\"",
        "sgo",
        205,
        [unproved(44), nothing(), of(44, 44), unproved(30), of(95, 100)],
    ),
    school(
        "1029900000007-990200007",
        1,
        "МБОУ Ивановская ООШ",
        "elschool",
        96,
        [nothing(), of(20, 30), of(18, 30), of(15, 18), of(87, 100)],
    ),
    school(
        "1029900000008-990200008",
        1,
        "МБОУ Петровская ООШ",
        "elschool",
        88,
        [nothing(), of(24, 30), of(30, 30), of(12, 30), of(90, 100)],
    ),
    school(TINY, 1, "МКОУ Дальняя НОШ", "elschool", 4, [nothing(), of(1, 2), of(2, 2), of(1, 1), of(1, 2)]),
    // Its feed is broken: something was due, and nothing of it was seen.
    school(
        "1029900000010-990300010",
        2,
        "МБОУ «Кедровская СОШ»",
        "mes",
        260,
        [unseen(50), nothing(), unseen(50), unseen(30), unseen(0)],
    ),
    // Its feed was broken for half of the time.
    school(
        "1029900000011-990300011",
        2,
        "МБОУ Еловская СОШ",
        "mes",
        180,
        [Count { outage: 30, ..of(26, 30) }, nothing(), of(28, 30), of(20, 28), of(83, 97)],
    ),
    school(
        "1029900000012-990300012",
        2,
        "МБОУ Сосновская СОШ",
        "mes",
        150,
        [of(28, 30), nothing(), of(29, 30), of(27, 30), of(97, 100)],
    ),
    school(
        OF_TRIMESTERS,
        3,
        "МБОУ Зареченская СОШ",
        "mes",
        330,
        [of(55, 60), nothing(), of(50, 60), of(40, 50), of(98, 100)],
    ),
    school(
        "1029900000014-990400014",
        3,
        "МБОУ Лесная СОШ",
        "mes",
        140,
        [of(30, 40), nothing(), of(40, 40), of(22, 40), of(93, 100)],
    ),
];

/// Returns a date.
pub fn day(text: &str) -> LocalDate {
    LocalDate::from(text.parse::<NaiveDate>().expect("a date"))
}

/// Returns a moment.
pub fn moment(text: &str) -> Instant {
    text.parse().expect("a moment")
}

/// Publishes two releases and fills the tables of intake. Returns the releases' numbers.
pub async fn region(warehouse: &Warehouse) -> [ReleaseId; 2] {
    let releases = warehouse.releases();
    let first = releases.publish(&release("2024-10-06T17:00:00Z", 5)).await.expect("the first release");
    let second = releases.publish(&release("2024-11-03T17:00:00Z", 9)).await.expect("the second release");
    intake(testing::pool(warehouse)).await;
    [first, second]
}

pub fn release(as_of: &str, weeks: usize) -> NewRelease {
    let as_of = moment(as_of);
    let text = "# Методика\ncode = \"region\"\nversion = 1\n\n[[indicators]]\ncode = \"I01\"\nname = { ru = \"Своевременность\" }\n\n[thresholds]\ncoverage_minimum_percent = 60\nunknown_maximum_percent = 5\n";
    NewRelease {
        inputs: RunInputs {
            region_code: REGION.into(),
            as_of,
            lake_snapshot: SnapshotId(40 + i64::try_from(weeks).expect("few weeks")),
            register_version: RegisterVersion(1200),
            methodology_code: "region".to_owned(),
            methodology_version: 1,
            methodology_sha256: "5f2b9c0d".repeat(8),
            methodology_text: text.to_owned(),
            texts_sha256: "0a1b2c3d".repeat(8),
            engine_version: 1,
        },
        texts: vec![
            ReleaseText::new(TextKind::Measure, "lessons", "SELECT lesson_id FROM timetable WHERE 1 < 2\n"),
            ReleaseText::new(TextKind::Measure, "duties", "SELECT lesson_id FROM lessons\n"),
        ],
        kept: vec![
            ("dispositions", Rows::from_rows(&dispositions(weeks))),
            ("duties", Rows::from_rows(&duties(weeks))),
            ("indicator_states", Rows::from_rows(&indicator_states())),
            ("timetable_weeks", Rows::from_rows(&timetable_weeks(weeks))),
        ],
        digest: format!("{weeks:x}d41d8cd98f00b204e9800998ecf8427e").repeat(2),
        created_at: as_of.plus_seconds(3_600),
        descriptions: Descriptions {
            indicators: indicators(),
            maturity_indicators: maturity_indicators(),
            territories: territories(),
            periods: periods(weeks),
        },
        dispositions: disposition_counts(weeks),
        findings: findings(weeks),
        figures: Figures {
            values: values(weeks),
            maturity_values: maturity_values(),
            maturity_summaries: maturity_summaries(),
        },
    }
}

/// Returns whether a period is a week, and not that of the vacation.
pub fn is_school_week(period: &Period) -> bool {
    period.kind == PeriodKind::Week && period.id != "2024-W44"
}

/// Returns the periods: weeks from 2 September 2024 on (the ninth is a vacation), two months, a quarter and a trimester.
pub fn periods(weeks: usize) -> Vec<DatedPeriod> {
    let period = |kind, id: String, starts_on, ends_on| DatedPeriod { period: Period { kind, id }, starts_on, ends_on };
    let monday = |week: usize| day("2024-09-02").plus_days(7 * i64::try_from(week).expect("few weeks"));
    let mut all: Vec<DatedPeriod> = (0..weeks)
        .map(|week| period(PeriodKind::Week, format!("2024-W{}", 36 + week), monday(week), monday(week).plus_days(6)))
        .collect();
    all.push(period(PeriodKind::Month, "2024-09".to_owned(), day("2024-09-01"), day("2024-09-30")));
    all.push(period(PeriodKind::Month, "2024-10".to_owned(), day("2024-10-01"), day("2024-10-31")));
    all.push(period(PeriodKind::Term, "2024-quarter-1".to_owned(), day("2024-09-02"), day("2024-10-25")));
    all.push(period(PeriodKind::Term, "2024-trimester-1".to_owned(), day("2024-09-02"), day("2024-11-24")));
    all
}

fn indicators() -> Vec<PublishedIndicator> {
    let names = [
        ("Своевременность заполнения журнала", "Timeliness of the journal"),
        ("Своевременность внесения темы урока", "Timeliness of lesson topics"),
        ("Размещение домашних заданий", "Homework posted"),
        ("Своевременность домашних заданий", "Timeliness of homework"),
        ("Наполняемость расписания", "Timetable completeness"),
    ];
    (1..)
        .zip(INDICATORS)
        .zip(names)
        .map(|((ordinal, code), (name_ru, name_en))| PublishedIndicator {
            code: code.to_owned(),
            ordinal,
            name_ru: name_ru.to_owned(),
            name_en: name_en.to_owned(),
            formula_ru: format!("{code} = выполнено в срок / всё, что полагалось выполнить"),
            formula_en: format!("{code} = done in time / all that had to be done"),
            unit_ru: if code == "I12" { "часов" } else { "уроков" }.to_owned(),
            unit_en: if code == "I12" { "hours" } else { "lessons" }.to_owned(),
            direction: Direction::Up,
            minimum_denominator: 20,
        })
        .collect()
}

fn territories() -> Vec<PublishedTerritory> {
    let region = PublishedTerritory {
        territory: Territory::Region(REGION.into()),
        parent: None,
        name: "Заречная область".to_owned(),
        settlement: None,
        pupils_count: None,
        source_systems: "dnevnik, elschool, mes, sgo".to_owned(),
    };
    let municipalities = MUNICIPALITIES.map(|(id, name)| PublishedTerritory {
        territory: Territory::Municipality(id.into()),
        parent: Some(region.territory.clone()),
        name: name.to_owned(),
        ..region.clone()
    });
    let schools = SCHOOLS.map(|school| PublishedTerritory {
        territory: Territory::School(school.id.into()),
        parent: Some(Territory::Municipality(school.municipality.into())),
        name: school.name.to_owned(),
        settlement: Some(if school.municipality == MUNICIPALITIES[0].0 {
            SettlementType::Urban
        } else {
            SettlementType::Rural
        }),
        pupils_count: Some(school.pupils),
        source_systems: school.system.to_owned(),
    });
    std::iter::once(region.clone()).chain(municipalities).chain(schools).collect()
}

async fn intake(pool: &PgPool) {
    sqlx::raw_sql(include_str!("intake.sql")).execute(pool).await.expect("intake's tables are filled");
}
