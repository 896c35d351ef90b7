-- Everything that is entered for lessons: every version after the last deletion of its entity.
--
-- Reads `placed_lessons` and the facts `lesson_topics`, `lessons_held`, `attendance` and `homework`. A version has content
-- when it says what is owed: that there is a topic, that the lesson was held, how a pupil attended, that there is homework.
-- Presence that was entered before the lesson began is early: it says nothing. What is entered again after a deletion was
-- not entered before it. A lesson has one topic and is held once, whatever keys its entries have.
WITH
topic_deletions AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS deleted_version,
           MAX(entered_at) AS deleted_at
    FROM lesson_topics
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
held_deletions AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS deleted_version,
           MAX(entered_at) AS deleted_at
    FROM lessons_held
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
attendance_deletions AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS deleted_version,
           MAX(entered_at) AS deleted_at
    FROM attendance
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
homework_deletions AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS deleted_version,
           MAX(entered_at) AS deleted_at
    FROM homework
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
)
SELECT t.source_system, t.source_instance, t.source_school_id, 'topic' AS entry, t.lesson_id AS entity_key, t.entity_version,
       t.lesson_id,
       CASE WHEN d.deleted_at > t.entered_at THEN d.deleted_at ELSE t.entered_at END AS entered_at,
       CASE WHEN d.deleted_at > t.entered_from_at THEN d.deleted_at ELSE t.entered_from_at END AS entered_from_at,
       CASE WHEN d.deleted_at > t.entered_at THEN 1 ELSE 0 END AS is_back_dated,
       CASE WHEN t.has_topic THEN 1 ELSE 0 END AS has_content, 0 AS is_early
FROM lesson_topics AS t
LEFT JOIN topic_deletions AS d
    ON t.source_system = d.source_system AND t.source_instance = d.source_instance
    AND t.source_school_id = d.source_school_id AND t.entity_key = d.entity_key
WHERE d.deleted_version IS NULL OR t.entity_version > d.deleted_version
UNION ALL
SELECT h.source_system, h.source_instance, h.source_school_id, 'held' AS entry, h.lesson_id AS entity_key, h.entity_version,
       h.lesson_id,
       CASE WHEN d.deleted_at > h.entered_at THEN d.deleted_at ELSE h.entered_at END AS entered_at,
       CASE WHEN d.deleted_at > h.entered_from_at THEN d.deleted_at ELSE h.entered_from_at END AS entered_from_at,
       CASE WHEN d.deleted_at > h.entered_at THEN 1 ELSE 0 END AS is_back_dated,
       CASE WHEN h.is_held THEN 1 ELSE 0 END AS has_content,
       CASE WHEN h.entered_at < l.presence_from_at THEN 1 ELSE 0 END AS is_early
FROM lessons_held AS h
INNER JOIN placed_lessons AS l
    ON h.source_system = l.source_system AND h.source_instance = l.source_instance
    AND h.source_school_id = l.source_school_id AND h.lesson_id = l.lesson_id
LEFT JOIN held_deletions AS d
    ON h.source_system = d.source_system AND h.source_instance = d.source_instance
    AND h.source_school_id = d.source_school_id AND h.entity_key = d.entity_key
WHERE d.deleted_version IS NULL OR h.entity_version > d.deleted_version
UNION ALL
SELECT a.source_system, a.source_instance, a.source_school_id, 'attendance' AS entry, a.entity_key, a.entity_version,
       a.lesson_id,
       CASE WHEN d.deleted_at > a.entered_at THEN d.deleted_at ELSE a.entered_at END AS entered_at,
       CASE WHEN d.deleted_at > a.entered_from_at THEN d.deleted_at ELSE a.entered_from_at END AS entered_from_at,
       CASE WHEN d.deleted_at > a.entered_at THEN 1 ELSE 0 END AS is_back_dated, 1 AS has_content,
       CASE WHEN a.entered_at < l.presence_from_at THEN 1 ELSE 0 END AS is_early
FROM attendance AS a
INNER JOIN placed_lessons AS l
    ON a.source_system = l.source_system AND a.source_instance = l.source_instance
    AND a.source_school_id = l.source_school_id AND a.lesson_id = l.lesson_id
LEFT JOIN attendance_deletions AS d
    ON a.source_system = d.source_system AND a.source_instance = d.source_instance
    AND a.source_school_id = d.source_school_id AND a.entity_key = d.entity_key
WHERE d.deleted_version IS NULL OR a.entity_version > d.deleted_version
UNION ALL
SELECT h.source_system, h.source_instance, h.source_school_id, 'homework' AS entry, h.entity_key, h.entity_version,
       h.lesson_id,
       CASE WHEN d.deleted_at > h.entered_at THEN d.deleted_at ELSE h.entered_at END AS entered_at,
       CASE WHEN d.deleted_at > h.entered_from_at THEN d.deleted_at ELSE h.entered_from_at END AS entered_from_at,
       CASE WHEN d.deleted_at > h.entered_at THEN 1 ELSE 0 END AS is_back_dated, 1 AS has_content, 0 AS is_early
FROM homework AS h
LEFT JOIN homework_deletions AS d
    ON h.source_system = d.source_system AND h.source_instance = d.source_instance
    AND h.source_school_id = d.source_school_id AND h.entity_key = d.entity_key
WHERE d.deleted_version IS NULL OR h.entity_version > d.deleted_version
UNION ALL
-- A later version may declare that there is none after all.
SELECT h.source_system, h.source_instance, h.source_school_id, 'real_homework' AS entry, h.entity_key, h.entity_version,
       h.lesson_id,
       CASE WHEN d.deleted_at > h.entered_at THEN d.deleted_at ELSE h.entered_at END AS entered_at,
       CASE WHEN d.deleted_at > h.entered_from_at THEN d.deleted_at ELSE h.entered_from_at END AS entered_from_at,
       CASE WHEN d.deleted_at > h.entered_at THEN 1 ELSE 0 END AS is_back_dated, CASE WHEN h.homework = 'real' THEN 1 ELSE 0 END AS has_content,
       0 AS is_early
FROM homework AS h
LEFT JOIN homework_deletions AS d
    ON h.source_system = d.source_system AND h.source_instance = d.source_instance
    AND h.source_school_id = d.source_school_id AND h.entity_key = d.entity_key
WHERE d.deleted_version IS NULL OR h.entity_version > d.deleted_version
