-- What is owed for a lesson's record: topic and presence in journals with a mark «all present» (`record`), the topic alone in
-- the others (`record_topic`), a variant that is never mixed with the other.
--
-- Reads `due_lessons` and `lesson_entries`. The record is complete with the later of its two parts.
SELECT l.release_key, l.school_id, l.municipality_id, l.grade, l.class_group_id, l.class_label, l.subject_id,
       l.source_system, l.source_instance, l.lesson_id, l.lesson_on, l.lesson_number, l.week_id, l.month_id, l.term_id,
       l.is_declared, l.has_entry_time, l.time_zone, l.day_ends_at, l.is_day_over, l.last_ends_minute, l.is_unknown,
       CASE WHEN l.has_all_present_flag THEN 'record' ELSE 'record_topic' END AS duty, 1 AS has_deadline,
       CASE WHEN NOT l.has_all_present_flag THEN e.topic_at
            WHEN e.presence_at > e.topic_at THEN e.presence_at
            WHEN e.presence_at IS NOT NULL THEN e.topic_at END AS entered_at,
       CASE WHEN NOT l.has_all_present_flag THEN e.topic_from_at
            WHEN e.presence_from_at > e.topic_from_at THEN e.presence_from_at
            WHEN e.presence_from_at IS NOT NULL THEN e.topic_from_at END AS entered_from_at,
       l.excuse
FROM due_lessons AS l
LEFT JOIN lesson_entries AS e
    ON l.source_system = e.source_system AND l.source_instance = e.source_instance
    AND l.source_school_id = e.source_school_id AND l.lesson_id = e.lesson_id
