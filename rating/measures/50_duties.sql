-- Duties: each thing owed for each lesson, in exactly one state.
--
-- Reads `owed`, `placed_lessons`, `day_deadlines` and `minute_deadlines`. A duty's deadline is counted from the lesson's day or from the end
-- of its classes' last lesson, as the methodology says; of a lesson whose group no register explains it is the day's end.
WITH
-- What is entered in time for a lesson that the timetable got only afterwards, was entered before there was such a lesson.
put_in_late AS (
    SELECT school_id, source_system, source_instance, lesson_id, 1 AS is_put_in_late
    FROM placed_lessons
    WHERE is_put_in_late = 1
    GROUP BY school_id, source_system, source_instance, lesson_id
),
dated AS (
    SELECT o.release_key, o.school_id, o.municipality_id, o.grade, o.class_group_id, o.class_label, o.subject_id,
           o.source_system, o.source_instance, o.lesson_id, o.lesson_on, o.lesson_number, o.week_id, o.month_id, o.term_id,
           o.duty, o.has_deadline, o.is_declared, o.has_entry_time, o.entered_at, o.entered_from_at, o.is_unknown, o.excuse,
           COALESCE(p.is_put_in_late, 0) AS is_put_in_late,
           COALESCE(d.due_at, m.due_at, o.day_ends_at) AS due_at,
           COALESCE(d.is_due_passed, m.is_due_passed, o.is_day_over) AS is_due_passed
    FROM owed AS o
    LEFT JOIN day_deadlines AS d
        ON o.duty = d.duty AND o.school_id = d.school_id AND o.grade = d.grade AND o.lesson_on = d.lesson_on
    LEFT JOIN minute_deadlines AS m
        ON o.duty = m.duty AND o.time_zone = m.time_zone AND o.lesson_on = m.lesson_on
        AND o.last_ends_minute = m.minute
    LEFT JOIN put_in_late AS p
        ON o.school_id = p.school_id AND o.source_system = p.source_system AND o.source_instance = p.source_instance
        AND o.lesson_id = p.lesson_id
),
reasoned AS (
    SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
           source_instance, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id, duty, has_deadline, due_at,
           is_due_passed, has_entry_time, entered_at, is_unknown, excuse,
           -- Why it cannot be measured; none when it can.
           CASE WHEN NOT is_declared THEN 'not_declared'
                WHEN has_deadline = 0 THEN NULL
                WHEN NOT has_entry_time THEN 'no_entry_time'
                WHEN entered_at IS NOT NULL AND entered_from_at IS NULL THEN 'no_entry_time'
                WHEN entered_at > due_at AND entered_from_at <= due_at THEN 'time_too_coarse'
                WHEN entered_at <= due_at AND is_put_in_late = 1 THEN 'late_lesson' END AS obstacle
    FROM dated
)
SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
       source_instance, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id, duty, due_at,
       -- A journal without times of entry tells when it exported, which proves nothing.
       CASE WHEN has_entry_time THEN entered_at END AS fulfilled_at,
       CASE WHEN is_unknown = 1 THEN 'unknown'
            WHEN excuse IS NOT NULL THEN 'excused'
            WHEN obstacle IS NOT NULL THEN 'not_measurable'
            WHEN entered_at IS NOT NULL AND has_deadline = 0 THEN 'on_time'
            WHEN entered_at <= due_at THEN 'on_time'
            WHEN entered_at IS NOT NULL THEN 'late'
            WHEN is_due_passed THEN 'missing'
            ELSE 'pending' END AS state,
       COALESCE(excuse, obstacle) AS reason
FROM reasoned
