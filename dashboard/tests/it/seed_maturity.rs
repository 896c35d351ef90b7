//! The seeded region's digital maturity.

use crate::seed::{MUNICIPALITIES, REGION, SCHOOLS, School, day};
use warehouse::model::{
    Level, LocalDate, MaturityBasis, MaturityCoverage, MaturityMonth, MaturityPart, MaturitySummary, MaturityValue,
    PublishedMaturityIndicator, PupilCoverage, SchoolId, SummaryMethod, Territory, ValueState,
};

/// A municipality of whose first school a numerator is not known, and a school that sent no form.
pub const CEDAR: &str = "99620000";
pub const UNKNOWN: &str = "1029900000012-990300012";
/// A school that was that municipality's in September.
pub const MOVED: &str = "1029900000008-990200008";
/// The months that the release tells, their days, and to how many of a hundred pupils recommendations were offered by then.
const MONTHS: [(&str, &str, i64); 3] =
    [("2024-09", "2024-09-30", 20), ("2024-10", "2024-10-31", 22), ("2024-11", "2024-11-03", 25)];

const MATURITY: [(&str, Option<i32>, &str, &str); 8] = [
    (
        "DM1",
        Some(100),
        "Доля учащихся, по которым осуществляется ведение цифрового профиля",
        "Share of pupils for whom a digital profile is kept",
    ),
    (
        "DM2",
        Some(80),
        "Доля учащихся, которым предложены рекомендации по повышению качества обучения и формированию индивидуальных траекторий с использованием данных цифрового портфолио",
        "Share of pupils who were offered recommendations from their digital portfolio",
    ),
    (
        "DM3",
        Some(100),
        "Доля педагогических работников, получивших возможность использования верифицированного цифрового образовательного контента",
        "Share of teachers with access to verified digital content",
    ),
    (
        "DM4",
        Some(100),
        "Доля учащихся, имеющих возможность бесплатного доступа к верифицированному цифровому образовательному контенту",
        "Share of pupils with free access to verified digital content",
    ),
    (
        "DM5",
        Some(70),
        "Доля заданий в электронной форме, проверяемых автоматизированно",
        "Share of electronic tasks that are checked automatically",
    ),
    (
        "COS2_1",
        None,
        "ЦОС 2.1. Доля обучающихся с доступом к ФИСП ЦОС",
        "DEE 2.1. Share of pupils with access to the federal platform",
    ),
    (
        "COS2_2",
        None,
        "ЦОС 2.2. Доля педагогических работников, использующих сервисы ФИСП ЦОС",
        "DEE 2.2. Share of teachers using the federal platform",
    ),
    (
        "COS2_3",
        None,
        "ЦОС 2.3. Доля образовательных организаций, использующих сервисы ФИСП ЦОС",
        "DEE 2.3. Share of schools using the federal platform",
    ),
];

/// Returns the indicators of digital maturity.
pub fn maturity_indicators() -> Vec<PublishedMaturityIndicator> {
    let note = |code: &str| match code {
        "DM4" => (
            "По методике = 100 %: числитель и знаменатель берутся из одной формы ОО-1",
            "100 % by construction: numerator and denominator come from the same form OO-1",
        ),
        _ => ("", ""),
    };
    (1..)
        .zip(MATURITY)
        .map(|(ordinal, (code, target_percent, name_ru, name_en))| PublishedMaturityIndicator {
            code: code.to_owned(),
            ordinal,
            name_ru: name_ru.to_owned(),
            name_en: name_en.to_owned(),
            target_percent,
            target_year: target_percent.map(|_| 2030),
            target_act_ru: target_percent.map(|_| "целевое значение на 2030 год".to_owned()),
            target_act_en: target_percent.map(|_| "target for 2030".to_owned()),
            numerator_source_ru: "журнал: отчёт «Количественный состав учащихся»".to_owned(),
            numerator_source_en: "journals: the report on the number of pupils".to_owned(),
            denominator_source_ru: "форма ОО-1: учащиеся — всего".to_owned(),
            denominator_source_en: "form OO-1: pupils, total".to_owned(),
            note_ru: note(code).0.to_owned(),
            note_en: note(code).1.to_owned(),
        })
        .collect()
}

fn months() -> impl Iterator<Item = (MaturityMonth, i64)> {
    MONTHS.into_iter().map(|(id, as_of_on, offered_percent)| {
        (MaturityMonth { month: id.parse().expect("a month"), as_of_on: day(as_of_on) }, offered_percent)
    })
}

/// Returns the municipality in which a school counts in a month.
fn municipality_in(school: &School, month: &MaturityMonth) -> &'static str {
    if school.id == MOVED && month.month.to_string() == "2024-09" { CEDAR } else { school.municipality }
}

/// Returns the coverage of a value: the form of COS2_2 came from 17 of 24 schools, and of one school of a municipality
/// nothing says its numerator.
fn coverage(month: &MaturityMonth, level: Level, territory_id: &str, indicator: &str) -> MaturityCoverage {
    let is_inside = |school: &&School| match level {
        Level::School => school.id == territory_id,
        Level::Municipality => municipality_in(school, month) == territory_id,
        Level::Region => true,
    };
    let ids: Vec<SchoolId> = SCHOOLS.iter().filter(is_inside).map(|school| school.id.into()).collect();
    let schools_count = i32::try_from(ids.len()).expect("few schools");
    let whole = MaturityCoverage {
        schools_count,
        without_denominator: Vec::new(),
        without_numerator: Vec::new(),
        pupils: Some(PupilCoverage { covered_count: 2_000, pupils_count: 2_000 }).filter(|_| level != Level::School),
    };
    match (level, indicator, territory_id) {
        (_, "DM5", _) => MaturityCoverage::of_no_schools(),
        (Level::Region, "COS2_2", _) => MaturityCoverage {
            schools_count: 24,
            without_denominator: ids[..7].to_vec(),
            pupils: Some(PupilCoverage { covered_count: 3_100, pupils_count: 4_253 }),
            ..whole
        },
        (Level::Municipality, "COS2_2", CEDAR) => MaturityCoverage { without_numerator: ids[..1].to_vec(), ..whole },
        (Level::School, "DM2", UNKNOWN) => MaturityCoverage { without_denominator: ids, ..whole },
        _ => whole,
    }
}

fn maturity_value(
    month: &MaturityMonth,
    parent: Option<Territory>,
    (level, territory_id): (Level, &str),
    indicator: &str,
    numbers: Option<(i64, i64)>,
) -> MaturityValue {
    let regional = indicator == "DM5" && level != Level::Region;
    let is_withheld = indicator == "COS2_2" && (level == Level::Region || territory_id == CEDAR);
    let part = |count: i64, as_of_on: LocalDate| MaturityPart::new(count, as_of_on);
    let numbers = numbers.filter(|_| !regional);
    MaturityValue {
        territory: Territory::new(level, territory_id),
        parent,
        month: Some(*month),
        indicator: indicator.to_owned(),
        numerator: numbers.map(|(numerator, _)| part(numerator, month.as_of_on)),
        denominator: numbers.map(|(_, denominator)| MaturityPart {
            earliest_on: if is_withheld { day("2023-09-20") } else { day("2024-09-20") },
            ..part(denominator, day("2024-09-20"))
        }),
        coverage: coverage(month, level, territory_id, indicator),
        basis: numbers.map(|_| if level == Level::School { MaturityBasis::OwnLine } else { MaturityBasis::Schools }),
        state: match numbers {
            _ if regional => ValueState::NotApplicable,
            Some(_) if is_withheld => ValueState::LowCoverage,
            Some(_) => ValueState::Ok,
            None => ValueState::NoData,
        },
        chosen_source: (indicator == "COS2_1" || indicator == "COS2_2").then(|| "my_school".to_owned()),
    }
}

/// Returns numbers of a territory with so many pupils; DM1 exceeds 100 %, as in T12.
fn maturity_numbers(code: &str, pupils: i64, offered_percent: i64) -> (i64, i64) {
    let teachers = pupils / 12 + 1;
    match code {
        "DM1" => (pupils * 128_900 / 128_145 + 1, pupils),
        "DM2" => (pupils * offered_percent / 100, pupils),
        "DM3" => (teachers, teachers),
        "DM4" => (pupils, pupils),
        "DM5" => (700, 700),
        "COS2_1" => (pupils * 6 / 7, pupils),
        "COS2_2" => (teachers * 55 / 100, teachers),
        _ => (1, 1),
    }
}

/// Returns the values of every level, month by month.
pub fn maturity_values() -> Vec<MaturityValue> {
    months().flat_map(|(month, offered_percent)| values_of(&month, offered_percent)).collect()
}

fn values_of(month: &MaturityMonth, offered_percent: i64) -> Vec<MaturityValue> {
    let pupils = |id: Option<&str>| -> i64 {
        SCHOOLS
            .iter()
            .filter(|school| id.is_none_or(|id| municipality_in(school, month) == id))
            .map(|school| i64::from(school.pupils))
            .sum()
    };
    let region = Territory::Region(REGION.into());
    let mut all = Vec::new();
    for (code, ..) in MATURITY {
        let numbers = |pupils| Some(maturity_numbers(code, pupils, offered_percent));
        all.push(maturity_value(month, None, (Level::Region, REGION), code, numbers(pupils(None))));
        for (id, _) in MUNICIPALITIES {
            let (of, parent) = ((Level::Municipality, id), Some(region.clone()));
            all.push(maturity_value(month, parent, of, code, numbers(pupils(Some(id)))));
        }
        for school in SCHOOLS {
            let parent = Territory::Municipality(municipality_in(&school, month).into());
            // Of one school nobody knows anything of portfolios.
            let is_unknown = code == "DM2" && school.id == UNKNOWN;
            let numbers = numbers(i64::from(school.pupils)).filter(|_| !is_unknown);
            all.push(maturity_value(month, Some(parent), (Level::School, school.id), code, numbers));
        }
    }
    all
}

/// Returns the region's joined figures of the last month: those of T12.
pub fn maturity_summaries() -> Vec<MaturitySummary> {
    let month = months().last().map(|(month, _)| month);
    [
        (SummaryMethod::MeanOfValues, 8_500),
        (SummaryMethod::MeanOfCappedAttainment, 8_625),
        (SummaryMethod::MeanOfAttainment, 9_482),
        (SummaryMethod::TargetsReached, 400),
    ]
    .map(|(method, value_hundredths)| MaturitySummary {
        territory: Territory::Region(REGION.into()),
        month,
        method,
        value_hundredths,
    })
    .to_vec()
}
