//! What became of the seeded region's lessons, and what looks wrong in its data.

use crate::seed::{GYMNASIUM, MUNICIPALITIES, REGION, SCHOOLS, School, TINY, is_school_week, periods};
use std::collections::BTreeMap;
use warehouse::model::{
    DatedPeriod, Disposition, DispositionCount, Finding, FindingKind, LessonDisposition, Level, Period, PeriodKind,
};

/// A school whose grade has no calendar.
pub const WITHOUT_CALENDAR: &str = "1029900000014-990400014";

/// Returns the gymnasium's lessons: those of its duties, and two more outside. A week has eleven that bear duties.
pub fn dispositions(weeks: usize) -> Vec<LessonDisposition> {
    let mut lessons = Vec::new();
    for DatedPeriod { period, starts_on, .. } in periods(weeks).iter().filter(|dated| is_school_week(&dated.period)) {
        for number in 0..15 {
            let lesson_on = starts_on.plus_days(number % 5);
            let disposition = match number {
                11 => Disposition::Cancelled,
                12 | 13 => Disposition::UnknownGroup,
                14 => Disposition::NonInstructional,
                _ => Disposition::Counted,
            };
            let is_known = disposition != Disposition::UnknownGroup;
            lessons.push(LessonDisposition {
                release_key: "key".into(),
                school_id: GYMNASIUM.into(),
                municipality_id: MUNICIPALITIES[0].0.into(),
                grade: is_known.then_some(7),
                class_group_id: if is_known { "group-7b" } else { "group-x" }.to_owned(),
                class_label: if is_known { "7Б" } else { "group-x" }.to_owned(),
                subject_id: "algebra".to_owned(),
                source_system: "dnevnik".to_owned(),
                source_instance: "dnevnik-99".to_owned(),
                lesson_id: format!("lesson-{}-{number}", period.id),
                lesson_on,
                lesson_number: i32::try_from(number % 6 + 1).expect("a small number"),
                week_id: period.id.clone(),
                month_id: lesson_on.to_string()[..7].to_owned(),
                term_id: Some("2024-quarter-1".to_owned()),
                disposition,
            });
        }
    }
    lessons
}

/// Returns how many lessons of every level ended in each disposition.
pub fn disposition_counts(weeks: usize) -> Vec<DispositionCount> {
    let kept = dispositions(weeks);
    let mut counts: BTreeMap<(Level, &str, Period, Disposition), i64> = BTreeMap::new();
    for dated in periods(weeks) {
        for school in &SCHOOLS {
            for (disposition, count) in of_school(&kept, school, &dated.period, weeks) {
                let territories =
                    [(Level::School, school.id), (Level::Municipality, school.municipality), (Level::Region, REGION)];
                for (level, id) in territories.into_iter().filter(|_| count > 0) {
                    *counts.entry((level, id, dated.period.clone(), disposition)).or_default() += count;
                }
            }
        }
    }
    let count = |((level, id, period, disposition), lessons_count): ((Level, &str, Period, Disposition), i64)| {
        DispositionCount {
            level,
            territory_id: id.to_owned(),
            period_kind: period.kind,
            period_id: period.id,
            disposition,
            lessons_count,
        }
    };
    counts.into_iter().map(count).collect()
}

fn of_school(kept: &[LessonDisposition], school: &School, period: &Period, weeks: usize) -> Vec<(Disposition, i64)> {
    if school.id == GYMNASIUM {
        let is_in = |lesson: &&LessonDisposition| match period.kind {
            PeriodKind::Week => lesson.week_id == period.id,
            PeriodKind::Month => lesson.month_id == period.id,
            PeriodKind::Term => lesson.term_id.as_deref() == Some(&period.id),
            PeriodKind::Year => true,
        };
        return kept.iter().filter(is_in).map(|lesson| (lesson.disposition, 1)).collect();
    }
    let study_weeks = i64::try_from(weeks.min(8)).expect("few weeks");
    let times = match (period.kind, period.id.as_str()) {
        (PeriodKind::Week, _) => i64::from(is_school_week(period)),
        (PeriodKind::Month, "2024-09") => 4,
        (PeriodKind::Month, _) => study_weeks - 4,
        (PeriodKind::Term, "2024-quarter-1") | (PeriodKind::Year, _) => study_weeks,
        (PeriodKind::Term, _) => 0,
    };
    let week = &school.weekly[if school.weekly[0].denominator > 0 { 0 } else { 1 }];
    let mut counts = vec![
        (Disposition::Counted, times * (week.denominator + school.weekly[0].not_measurable)),
        (Disposition::Outage, times * school.weekly[0].outage),
    ];
    match school.id {
        TINY => counts.push((Disposition::Individual, times * 3)),
        WITHOUT_CALENDAR => counts.push((Disposition::UnknownCalendar, times * 4)),
        _ => {}
    }
    counts
}

/// Returns what looks wrong: in schools, in one that no register names, and in a form.
pub fn findings(weeks: usize) -> Vec<Finding> {
    let finding = |finding, school: Option<&str>, week_id: Option<&str>, findings_count, example: &str| Finding {
        release_key: "key".into(),
        finding,
        school_id: school.map(Into::into),
        municipality_id: school
            .and_then(|id| SCHOOLS.iter().find(|known| known.id == id))
            .map(|known| known.municipality.into()),
        week_id: week_id.map(str::to_owned),
        findings_count,
        example: example.to_owned(),
    };
    let mut all = vec![
        finding(FindingKind::BackDatedEntry, Some(GYMNASIUM), Some("2024-W36"), 3, "lesson-2024-W36-1"),
        finding(FindingKind::LateCancellation, Some(SCHOOLS[1].id), Some("2024-W37"), 1, "=lesson"),
        finding(FindingKind::UnconfirmedOutage, Some("1029900000010-990300010"), Some("2024-W36"), 1, "mes-99"),
        finding(FindingKind::FormWithHoles, None, None, 2, "oo1 2024"),
        finding(FindingKind::UnknownSchool, Some("1029900000099-990100099"), None, 7, "lesson-0"),
    ];
    for DatedPeriod { period, .. } in periods(weeks).iter().filter(|dated| is_school_week(&dated.period)) {
        let example = format!("lesson-{}-12", period.id);
        all.push(finding(FindingKind::UnknownGroup, Some(GYMNASIUM), Some(&period.id), 2, &example));
        all.push(finding(FindingKind::UnknownCalendar, Some(WITHOUT_CALENDAR), Some(&period.id), 4, "lesson-1"));
    }
    all.sort_by_key(|it| (it.finding, it.school_id.clone(), it.week_id.clone()));
    all
}
