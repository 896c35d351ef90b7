-- What is owed of homework: any, or the word that there is none, whenever it is entered.
--
-- Reads `due_lessons` and `lesson_entries`. Whether homework is there can be proved without a time of entry.
SELECT l.release_key, l.school_id, l.municipality_id, l.grade, l.class_group_id, l.class_label, l.subject_id,
       l.source_system, l.source_instance, l.lesson_id, l.lesson_on, l.lesson_number, l.week_id, l.month_id, l.term_id,
       l.is_declared, l.has_entry_time, l.time_zone, l.day_ends_at, l.is_day_over, l.last_ends_minute,
       CASE WHEN l.excuse IS NULL AND l.homework_excuse IS NULL AND l.is_planned = 0 THEN 1
            WHEN l.excuse IS NULL AND l.homework_excuse = 'late_register' THEN 1
            ELSE l.is_unknown END AS is_unknown,
       'homework' AS duty, 0 AS has_deadline, e.homework_at AS entered_at, e.homework_from_at AS entered_from_at,
       COALESCE(l.excuse, l.homework_excuse, CASE WHEN l.is_planned = 0 THEN 'unknown_plan' END) AS excuse
FROM due_lessons AS l
LEFT JOIN lesson_entries AS e
    ON l.source_system = e.source_system AND l.source_instance = e.source_instance
    AND l.source_school_id = e.source_school_id AND l.lesson_id = e.lesson_id
