-- When each thing that a teacher owes for a lesson was first entered.
--
-- Reads the facts `lesson_topics`, `lessons_held`, `attendance` and `homework`. The first entry is the earliest version
-- after the last deletion which carries the wanted content: a later edit never changes it, and to delete and enter again
-- starts anew. What is deleted and not entered again has no versions left, and no row.
WITH
topic_deletions AS (
    SELECT source_system, source_instance, entity_key, MAX(entity_version) AS deleted_version
    FROM lesson_topics
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, entity_key
),
topics AS (
    SELECT t.source_system, t.source_instance, t.lesson_id, MIN(t.entered_at) AS entered_at
    FROM lesson_topics AS t
    LEFT JOIN topic_deletions AS d
        ON t.source_system = d.source_system AND t.source_instance = d.source_instance AND t.entity_key = d.entity_key
    WHERE t.has_topic AND (d.deleted_version IS NULL OR t.entity_version > d.deleted_version)
    GROUP BY t.source_system, t.source_instance, t.lesson_id
),
held_deletions AS (
    SELECT source_system, source_instance, entity_key, MAX(entity_version) AS deleted_version
    FROM lessons_held
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, entity_key
),
-- The lesson was held, or all were present.
held AS (
    SELECT h.source_system, h.source_instance, h.lesson_id, MIN(h.entered_at) AS entered_at
    FROM lessons_held AS h
    LEFT JOIN held_deletions AS d
        ON h.source_system = d.source_system AND h.source_instance = d.source_instance AND h.entity_key = d.entity_key
    WHERE (h.is_held OR h.is_all_present) AND (d.deleted_version IS NULL OR h.entity_version > d.deleted_version)
    GROUP BY h.source_system, h.source_instance, h.lesson_id
),
attendance_deletions AS (
    SELECT source_system, source_instance, entity_key, MAX(entity_version) AS deleted_version
    FROM attendance
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, entity_key
),
-- Anyone's attendance was noted.
attended AS (
    SELECT a.source_system, a.source_instance, a.lesson_id, MIN(a.entered_at) AS entered_at
    FROM attendance AS a
    LEFT JOIN attendance_deletions AS d
        ON a.source_system = d.source_system AND a.source_instance = d.source_instance AND a.entity_key = d.entity_key
    WHERE d.deleted_version IS NULL OR a.entity_version > d.deleted_version
    GROUP BY a.source_system, a.source_instance, a.lesson_id
),
homework_deletions AS (
    SELECT source_system, source_instance, entity_key, MAX(entity_version) AS deleted_version
    FROM homework
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, entity_key
),
homework_versions AS (
    SELECT h.source_system, h.source_instance, h.entity_key, h.entity_version, h.lesson_id, h.homework, h.entered_at
    FROM homework AS h
    LEFT JOIN homework_deletions AS d
        ON h.source_system = d.source_system AND h.source_instance = d.source_instance AND h.entity_key = d.entity_key
    WHERE d.deleted_version IS NULL OR h.entity_version > d.deleted_version
),
homework_entities AS (
    SELECT source_system, source_instance, entity_key, MAX(entity_version) AS entity_version,
           MIN(entered_at) AS entered_at,
           MIN(CASE WHEN homework = 'real' THEN entered_at END) AS real_entered_at
    FROM homework_versions
    GROUP BY source_system, source_instance, entity_key
),
-- What each homework is now: a later version may declare that there is none after all.
homework_now AS (
    SELECT v.source_system, v.source_instance, v.lesson_id, v.homework, e.entered_at, e.real_entered_at
    FROM homework_versions AS v
    INNER JOIN homework_entities AS e
        ON v.source_system = e.source_system AND v.source_instance = e.source_instance
        AND v.entity_key = e.entity_key AND v.entity_version = e.entity_version
),
entries AS (
    SELECT source_system, source_instance, lesson_id, 'topic' AS entry, entered_at FROM topics
    UNION ALL
    SELECT source_system, source_instance, lesson_id, 'presence' AS entry, entered_at FROM held
    UNION ALL
    SELECT source_system, source_instance, lesson_id, 'presence' AS entry, entered_at FROM attended
    UNION ALL
    SELECT source_system, source_instance, lesson_id, 'homework' AS entry, entered_at FROM homework_now
    UNION ALL
    SELECT source_system, source_instance, lesson_id, 'real_homework' AS entry, real_entered_at AS entered_at
    FROM homework_now
    WHERE homework = 'real'
)
SELECT source_system, source_instance, lesson_id,
       MIN(CASE WHEN entry = 'topic' THEN entered_at END) AS topic_at,
       MIN(CASE WHEN entry = 'presence' THEN entered_at END) AS presence_at,
       MIN(CASE WHEN entry = 'homework' THEN entered_at END) AS homework_at,
       MIN(CASE WHEN entry = 'real_homework' THEN entered_at END) AS real_homework_at
FROM entries
GROUP BY source_system, source_instance, lesson_id
