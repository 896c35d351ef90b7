//! What the seeded region's releases keep in the lake: what indicators count, a timetable, duties.

use crate::seed::{GYMNASIUM, MUNICIPALITIES, is_school_week, periods};
use warehouse::model::{
    DatedPeriod, Duty, DutyReason, DutyState, IndicatorState, Instant, TimetableReason, TimetableWeek,
};

/// Returns what each indicator counts.
pub fn indicator_states() -> Vec<IndicatorState> {
    [
        ("I01", "record", "duties"),
        ("I01b", "record_topic", "duties"),
        ("I08", "homework", "duties"),
        ("I09", "homework_time", "duties"),
        ("I12", "timetable", "timetable_weeks"),
    ]
    .map(|(indicator, duty, kept_in)| IndicatorState {
        release_key: "key".into(),
        indicator: indicator.to_owned(),
        duty: duty.to_owned(),
        kept_in: kept_in.to_owned(),
        state: DutyState::OnTime,
        in_numerator: 1,
        in_denominator: 1,
    })
    .to_vec()
}

/// Returns the gymnasium's timetable: 99 of 100 hours a week, and two subjects that cannot be counted.
pub fn timetable_weeks(weeks: usize) -> Vec<TimetableWeek> {
    let of_week = |week_id: &str, subject_id: &str, filled_count: i64, planned_count: i64| TimetableWeek {
        release_key: "key".into(),
        school_id: GYMNASIUM.into(),
        municipality_id: MUNICIPALITIES[0].0.into(),
        grade: Some(7),
        class_group_id: "group-7b".to_owned(),
        class_label: "7Б".to_owned(),
        subject_id: subject_id.to_owned(),
        source_system: "dnevnik".to_owned(),
        source_instance: "dnevnik-99".to_owned(),
        week_id: week_id.to_owned(),
        month_id: "2024-09".to_owned(),
        term_id: Some("2024-quarter-1".to_owned()),
        scheduled_count: filled_count,
        planned_count,
        filled_count,
        pending_count: 0,
        unobserved_count: 0,
        reason: None,
    };
    periods(weeks)
        .iter()
        .filter(|dated| is_school_week(&dated.period))
        .flat_map(|DatedPeriod { period, .. }| {
            // No register describes the class, so that nobody knows its grade.
            let unplanned = TimetableWeek {
                grade: None,
                scheduled_count: 5,
                unobserved_count: 5,
                reason: Some(TimetableReason::UnknownPlan),
                ..of_week(&period.id, "chess", 0, 0)
            };
            let running = TimetableWeek {
                pending_count: 2,
                reason: Some(TimetableReason::Running),
                ..of_week(&period.id, "music", 0, 0)
            };
            [of_week(&period.id, "algebra", 50, 50), of_week(&period.id, "physics", 49, 50), unplanned, running]
        })
        .collect()
}

/// Returns the gymnasium's records: eleven lessons a week, ten in time, one more that was cancelled, and two of a group that
/// no register names.
pub fn duties(weeks: usize) -> Vec<Duty> {
    let mut duties = Vec::new();
    for DatedPeriod { period, starts_on, .. } in periods(weeks).iter().filter(|dated| is_school_week(&dated.period)) {
        for number in 0..14 {
            let lesson_on = starts_on.plus_days(number % 5);
            let (state, reason) = match number {
                10 => (DutyState::Late, None),
                11 => (DutyState::Excused, Some(DutyReason::Cancelled)),
                12 | 13 => (DutyState::Unknown, Some(DutyReason::UnknownGroup)),
                _ => (DutyState::OnTime, None),
            };
            let due_at = Instant::from_micros(i64::from(lesson_on.days()) * 86_400_000_000 + 61_199_999_999);
            duties.push(Duty {
                release_key: "key".into(),
                school_id: GYMNASIUM.into(),
                municipality_id: MUNICIPALITIES[0].0.into(),
                grade: (reason != Some(DutyReason::UnknownGroup)).then_some(7),
                class_group_id: "group-7b".to_owned(),
                class_label: "7Б".to_owned(),
                subject_id: "algebra".to_owned(),
                source_system: "dnevnik".to_owned(),
                source_instance: "dnevnik-99".to_owned(),
                lesson_id: format!("lesson-{}-{number}", period.id),
                lesson_on,
                lesson_number: i32::try_from(number % 6 + 1).expect("a small number"),
                week_id: period.id.clone(),
                month_id: lesson_on.to_string()[..7].to_owned(),
                term_id: Some("2024-quarter-1".to_owned()),
                duty: "record".to_owned(),
                due_at,
                fulfilled_at: match state {
                    DutyState::OnTime => Some(due_at.plus_seconds(-3_600 * (number + 2))),
                    DutyState::Late => Some(due_at.plus_seconds(9 * 3_600)),
                    _ => None,
                },
                state,
                reason,
            });
        }
    }
    duties
}
