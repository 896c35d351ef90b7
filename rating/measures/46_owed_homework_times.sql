-- What is owed of lessons that have real homework: that it is posted in time.
--
-- Reads `due_lessons` and `lesson_entries`.
SELECT l.release_key, l.school_id, l.municipality_id, l.grade, l.class_group_id, l.class_label, l.subject_id,
       l.source_system, l.source_instance, l.lesson_id, l.lesson_on, l.lesson_number, l.week_id, l.month_id, l.term_id,
       l.is_declared, l.has_entry_time, l.time_zone, l.day_ends_at, l.is_day_over, l.last_ends_minute, l.is_unknown,
       'homework_time' AS duty, 1 AS has_deadline, e.real_homework_at AS entered_at,
       e.real_homework_from_at AS entered_from_at, l.excuse
FROM due_lessons AS l
LEFT JOIN lesson_entries AS e
    ON l.source_system = e.source_system AND l.source_instance = e.source_instance
    AND l.source_school_id = e.source_school_id AND l.lesson_id = e.lesson_id
WHERE e.real_homework_at IS NOT NULL
