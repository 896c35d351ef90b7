-- Duties: each thing owed for each lesson, in exactly one state.
--
-- Reads `due_lessons` and `lesson_entries`. What is added here and what a reader must know of it:
--   record        topic and presence by the end of the day, in journals with a mark «all present»;
--   record_topic  the topic alone, in the other journals;
--   homework      any homework or «none»; entered at any time before the release's moment is in time;
--   homework_time for lessons with real homework: by an hour after the classes' last lesson.
WITH
judged AS (
    SELECT l.release_key, l.school_id, l.municipality_id, l.grade, l.class_group_id, l.class_label, l.subject_id,
           l.source_system, l.source_instance, l.lesson_id, l.lesson_on, l.lesson_number, l.week_id, l.month_id,
           l.term_id, l.has_entry_time, l.has_all_present_flag, l.record_due_at, l.is_record_due_passed,
           l.homework_due_at, l.is_homework_due_passed, l.excuse, l.homework_excuse, e.homework_at, e.real_homework_at,
           -- The record is complete with the later of its two parts.
           CASE WHEN NOT l.has_all_present_flag THEN e.topic_at
                WHEN e.presence_at > e.topic_at THEN e.presence_at
                WHEN e.presence_at IS NOT NULL THEN e.topic_at END AS record_at
    FROM due_lessons AS l
    LEFT JOIN lesson_entries AS e
        ON l.source_system = e.source_system AND l.source_instance = e.source_instance AND l.lesson_id = e.lesson_id
),
owed AS (
    SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
           source_instance, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id, has_entry_time,
           CASE WHEN has_all_present_flag THEN 'record' ELSE 'record_topic' END AS duty,
           has_entry_time AS is_measurable, 1 AS has_deadline, record_due_at AS due_at,
           is_record_due_passed AS is_due_passed, record_at AS entered_at, excuse
    FROM judged
    UNION ALL
    -- Whether homework is there can be proved without a time of entry.
    SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
           source_instance, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id, has_entry_time,
           'homework' AS duty,
           TRUE AS is_measurable, 0 AS has_deadline, homework_due_at AS due_at,
           is_homework_due_passed AS is_due_passed, homework_at AS entered_at,
           COALESCE(excuse, homework_excuse) AS excuse
    FROM judged
    UNION ALL
    SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
           source_instance, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id, has_entry_time,
           'homework_time' AS duty,
           has_entry_time AS is_measurable, 1 AS has_deadline, homework_due_at AS due_at,
           is_homework_due_passed AS is_due_passed, real_homework_at AS entered_at, excuse
    FROM judged
    WHERE real_homework_at IS NOT NULL
)
SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
       source_instance, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id, duty, due_at,
       -- A journal without times of entry tells when it exported, which proves nothing.
       CASE WHEN has_entry_time THEN entered_at END AS fulfilled_at,
       CASE WHEN excuse IS NOT NULL THEN 'excused'
            WHEN NOT is_measurable THEN 'not_measurable'
            WHEN entered_at IS NOT NULL AND has_deadline = 0 THEN 'on_time'
            WHEN entered_at <= due_at THEN 'on_time'
            WHEN entered_at IS NOT NULL THEN 'late'
            WHEN is_due_passed THEN 'missing'
            ELSE 'pending' END AS state,
       CASE WHEN excuse IS NOT NULL THEN excuse
            WHEN NOT is_measurable THEN 'no_entry_time' END AS reason
FROM owed
