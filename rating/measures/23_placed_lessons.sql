-- Every lesson as it is judged: the state that stood when its record was due.
--
-- Reads `placed_states`, `contested_states` and `standing_states`. Of most lessons there is only one.
WITH
contested AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, 1 AS is_contested
    FROM contested_states
    GROUP BY source_system, source_instance, source_school_id, lesson_id
)
SELECT s.release_key, s.school_id, s.journal_number, s.source_system, s.source_instance, s.source_school_id,
       s.lesson_id, s.lesson_on, s.lesson_number, s.class_group_id, s.subject_id, s.lesson_kind, s.is_cancelled,
       s.cancelled_at, s.cancelled_from_at, s.has_overruled_change, s.time_zone, s.municipality_id, s.school_year,
       s.is_other_journals, s.is_declared, s.has_entry_time, s.has_all_present_flag, s.is_late_cancellation_excused,
       s.day_ends_at, s.is_day_over, s.week_id, s.month_id, s.ends_minute, s.class_label, s.grade, s.is_in_scope,
       s.term_id, s.day_type, s.has_calendar, s.is_instructional, s.has_homework, s.authority, s.vacation_from_on,
       s.presence_from_at, s.record_due_at, s.is_ended, s.is_scoped, s.place_in_time, s.is_entered_late,
       COALESCE(j.is_changed_late, 0) AS is_changed_late,
       -- Whether the timetable had no such lesson at all before its record was due.
       CASE WHEN s.is_entered_late = 1 AND COALESCE(j.is_first, 1) = 1 THEN 1 ELSE 0 END AS is_put_in_late
FROM placed_states AS s
LEFT JOIN contested AS c
    ON s.source_system = c.source_system AND s.source_instance = c.source_instance
    AND s.source_school_id = c.source_school_id AND s.lesson_id = c.lesson_id
LEFT JOIN standing_states AS j
    ON s.source_system = j.source_system AND s.source_instance = j.source_instance
    AND s.source_school_id = j.source_school_id AND s.lesson_id = j.lesson_id AND s.state_id = j.state_id
WHERE c.is_contested IS NULL OR j.is_changed_late IS NOT NULL
