-- What became of every lesson of the timetable: it bears duties, or it stands outside for one reason, the first that
-- applies. Every lesson is here once.
--
-- Reads `placed_lessons`, `enrolled_days`, `same_lessons`, `outage_ends` and `late_registers`. Whether a lesson is owed nothing
-- for is not known where a register says so that had said otherwise when the day ended.
WITH
late_grades AS (
    SELECT school_id, source_system, source_instance, grade, lesson_on,
           MAX(CASE WHEN subject = 'calendar' THEN 1 ELSE 0 END) AS is_calendar_late,
           MAX(CASE WHEN subject = 'authority' THEN 1 ELSE 0 END) AS is_authority_late
    FROM late_registers
    WHERE subject = 'calendar' OR subject = 'authority'
    GROUP BY school_id, source_system, source_instance, grade, lesson_on
),
-- A lesson whose grade nobody knows is another journal's only where all grades are.
late_authorities AS (
    SELECT school_id, source_system, source_instance, lesson_on, 1 AS is_authority_late
    FROM late_registers
    WHERE subject = 'authority'
    GROUP BY school_id, source_system, source_instance, lesson_on
),
late_groups AS (
    SELECT source_system, source_instance, source_school_id, class_group_id, lesson_on, 1 AS is_group_late
    FROM late_registers
    WHERE subject = 'group'
    GROUP BY source_system, source_instance, source_school_id, class_group_id, lesson_on
),
reasoned AS (
    SELECT l.release_key, l.school_id, l.municipality_id, l.grade, l.class_group_id,
           COALESCE(l.class_label, l.class_group_id) AS class_label, l.subject_id, l.source_system, l.source_instance,
           l.source_school_id, l.lesson_id, l.lesson_on, l.lesson_number, l.week_id, l.month_id, l.term_id,
           CASE WHEN NOT l.is_ended THEN 'not_ended'
                WHEN l.lesson_kind <> 'curricular' THEN 'not_curricular'
                WHEN NOT l.is_in_scope AND k.is_group_late = 1 THEN 'late_register'
                WHEN NOT l.is_in_scope THEN 'individual'
                WHEN l.is_other_journals AND (c.is_authority_late = 1 OR l.grade IS NULL AND a.is_authority_late = 1)
                    THEN 'late_register'
                WHEN l.is_other_journals THEN 'not_authoritative'
                -- Entered after the deadline, or at a time that cannot prove that it was not.
                WHEN l.is_cancelled = 1 AND l.has_entry_time
                     AND (l.cancelled_from_at IS NULL OR l.record_due_at < l.cancelled_at)
                    THEN CASE WHEN l.is_late_cancellation_excused THEN 'cancelled_late' END
                WHEN l.is_cancelled = 1 THEN 'cancelled' END AS first_reason,
           CASE WHEN l.grade IS NULL THEN 'unknown_group'
                WHEN l.authority = 'other' AND c.is_authority_late = 1 THEN 'late_register'
                WHEN l.authority = 'other' THEN 'not_authoritative'
                WHEN s.lesson_id IS NOT NULL AND NOT (s.source_system = s.counted_system
                     AND s.source_instance = s.counted_instance AND s.source_school_id = s.counted_school_id
                     AND s.lesson_id = s.counted_lesson_id) THEN 'counted_in_other'
                WHEN NOT l.has_calendar THEN 'unknown_calendar'
                WHEN NOT l.is_instructional AND (c.is_calendar_late = 1 OR k.is_group_late = 1) THEN 'late_register'
                WHEN NOT l.is_instructional THEN 'non_instructional'
                WHEN o.lesson_on IS NOT NULL THEN 'outage'
                WHEN n.is_enrolled IS NULL THEN 'unknown_enrollment'
                WHEN n.is_enrolled = 0 AND n.is_emptied_late = 1 THEN 'late_register'
                WHEN n.is_enrolled = 0 THEN 'not_enrolled' END AS second_reason
    FROM placed_lessons AS l
    LEFT JOIN enrolled_days AS n
        ON l.source_system = n.source_system AND l.source_instance = n.source_instance
        AND l.source_school_id = n.source_school_id AND l.class_group_id = n.class_group_id AND l.lesson_on = n.lesson_on
    LEFT JOIN same_lessons AS s
        ON l.source_system = s.source_system AND l.source_instance = s.source_instance
        AND l.source_school_id = s.source_school_id AND l.lesson_id = s.lesson_id
    LEFT JOIN outage_ends AS o
        ON l.school_id = o.school_id AND l.source_system = o.source_system AND l.source_instance = o.source_instance
        AND l.lesson_on = o.lesson_on AND l.ends_minute = o.ends_minute
    LEFT JOIN late_grades AS c
        ON l.school_id = c.school_id AND l.source_system = c.source_system AND l.source_instance = c.source_instance
        AND l.grade = c.grade AND l.lesson_on = c.lesson_on
    LEFT JOIN late_authorities AS a
        ON l.school_id = a.school_id AND l.source_system = a.source_system AND l.source_instance = a.source_instance
        AND l.lesson_on = a.lesson_on
    LEFT JOIN late_groups AS k
        ON l.source_system = k.source_system AND l.source_instance = k.source_instance
        AND l.source_school_id = k.source_school_id AND l.class_group_id = k.class_group_id AND l.lesson_on = k.lesson_on
)
SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
       source_instance, source_school_id, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id,
       COALESCE(first_reason, second_reason, 'counted') AS disposition
FROM reasoned
