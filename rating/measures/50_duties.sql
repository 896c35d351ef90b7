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
           l.term_id, l.is_declared, l.has_entry_time, l.has_all_present_flag, l.record_due_at, l.is_record_due_passed,
           l.homework_due_at, l.is_homework_due_passed, l.excuse, l.is_unknown, l.homework_excuse, e.homework_at,
           e.homework_from_at, e.real_homework_at, e.real_homework_from_at,
           -- The record is complete with the later of its two parts.
           CASE WHEN NOT l.has_all_present_flag THEN e.topic_at
                WHEN e.presence_at > e.topic_at THEN e.presence_at
                WHEN e.presence_at IS NOT NULL THEN e.topic_at END AS record_at,
           CASE WHEN NOT l.has_all_present_flag THEN e.topic_from_at
                WHEN e.presence_from_at > e.topic_from_at THEN e.presence_from_at
                WHEN e.presence_from_at IS NOT NULL THEN e.topic_from_at END AS record_from_at
    FROM due_lessons AS l
    LEFT JOIN lesson_entries AS e
        ON l.source_system = e.source_system AND l.source_instance = e.source_instance
        AND l.source_school_id = e.source_school_id AND l.lesson_id = e.lesson_id
),
owed AS (
    SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
           source_instance, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id, is_declared, has_entry_time,
           CASE WHEN has_all_present_flag THEN 'record' ELSE 'record_topic' END AS duty, 1 AS has_deadline,
           record_due_at AS due_at, is_record_due_passed AS is_due_passed, record_at AS entered_at,
           record_from_at AS entered_from_at, excuse, is_unknown
    FROM judged
    UNION ALL
    -- Whether homework is there can be proved without a time of entry.
    SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
           source_instance, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id, is_declared, has_entry_time,
           'homework' AS duty, 0 AS has_deadline, homework_due_at AS due_at,
           is_homework_due_passed AS is_due_passed, homework_at AS entered_at, homework_from_at AS entered_from_at,
           COALESCE(excuse, homework_excuse) AS excuse, is_unknown
    FROM judged
    UNION ALL
    SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
           source_instance, lesson_id, lesson_on, lesson_number, week_id, month_id, term_id, is_declared, has_entry_time,
           'homework_time' AS duty, 1 AS has_deadline, homework_due_at AS due_at,
           is_homework_due_passed AS is_due_passed, real_homework_at AS entered_at,
           real_homework_from_at AS entered_from_at, excuse, is_unknown
    FROM judged
    WHERE real_homework_at IS NOT NULL
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
                WHEN entered_at > due_at AND entered_from_at <= due_at THEN 'time_too_coarse' END AS obstacle
    FROM owed
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
