-- Every version of every entry of the timetable (`entry`) and of every move of a lesson (`move`), deletions too, once.
--
-- Reads the facts `lessons_scheduled` and `lesson_changes`. Facts are versions of entities, and an entity belongs to a
-- school of an installation. One version has one body: where two came, a deletion stands, otherwise the one that was taken
-- first.
WITH
versions AS (
    SELECT 'entry' AS version_kind, source_system, source_instance, source_school_id, entity_key, entity_version,
           CASE WHEN operation = 'delete' THEN 1 ELSE 0 END AS is_deleted, event_id, ingested_at, entered_at,
           entered_from_at, lesson_id, lesson_on, starts_minute, ends_minute, lesson_number, class_group_id, subject_id,
           lesson_kind
    FROM lessons_scheduled
    UNION ALL
    SELECT 'move' AS version_kind, source_system, source_instance, source_school_id, entity_key, entity_version,
           CASE WHEN operation = 'delete' THEN 1 ELSE 0 END AS is_deleted, event_id, ingested_at, entered_at,
           entered_from_at, lesson_id, moved_to_on AS lesson_on, moved_to_starts_minute AS starts_minute,
           moved_to_ends_minute AS ends_minute, NULL AS lesson_number, NULL AS class_group_id, NULL AS subject_id,
           NULL AS lesson_kind
    FROM lesson_changes
    WHERE change = 'moved' OR operation = 'delete'
),
kinds AS (
    SELECT version_kind, source_system, source_instance, source_school_id, entity_key, entity_version,
           MAX(is_deleted) AS is_deleted
    FROM versions
    GROUP BY version_kind, source_system, source_instance, source_school_id, entity_key, entity_version
),
firsts AS (
    SELECT v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
           v.is_deleted, MIN(v.ingested_at) AS ingested_at
    FROM versions AS v
    INNER JOIN kinds AS k
        ON v.version_kind = k.version_kind AND v.source_system = k.source_system AND v.source_instance = k.source_instance
        AND v.source_school_id = k.source_school_id AND v.entity_key = k.entity_key
        AND v.entity_version = k.entity_version AND v.is_deleted = k.is_deleted
    GROUP BY v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
             v.is_deleted
),
chosen AS (
    SELECT v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
           v.is_deleted, v.ingested_at, MIN(v.event_id) AS event_id
    FROM versions AS v
    INNER JOIN firsts AS f
        ON v.version_kind = f.version_kind AND v.source_system = f.source_system AND v.source_instance = f.source_instance
        AND v.source_school_id = f.source_school_id AND v.entity_key = f.entity_key
        AND v.entity_version = f.entity_version AND v.is_deleted = f.is_deleted AND v.ingested_at = f.ingested_at
    GROUP BY v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
             v.is_deleted, v.ingested_at
)
-- Grouping, rather than selecting, makes one row of a version that came twice.
SELECT v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
       v.is_deleted, v.event_id, v.entered_at, v.entered_from_at, v.lesson_id, v.lesson_on, v.starts_minute,
       v.ends_minute, v.lesson_number, v.class_group_id, v.subject_id, v.lesson_kind
FROM versions AS v
INNER JOIN chosen AS c
    ON v.version_kind = c.version_kind AND v.source_system = c.source_system AND v.source_instance = c.source_instance
    AND v.source_school_id = c.source_school_id AND v.entity_key = c.entity_key AND v.entity_version = c.entity_version
    AND v.is_deleted = c.is_deleted AND v.ingested_at = c.ingested_at AND v.event_id = c.event_id
GROUP BY v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
         v.is_deleted, v.event_id, v.entered_at, v.entered_from_at, v.lesson_id, v.lesson_on, v.starts_minute,
         v.ends_minute, v.lesson_number, v.class_group_id, v.subject_id, v.lesson_kind
