-- The timetable: one row for each lesson that stands in it. A fold chooses a row and never mixes columns of two.
--
-- Reads `timetable_states`.
WITH
-- One version has one body. Where two came, the one that was taken first stands.
firsts AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MIN(ingested_at) AS ingested_at
    FROM timetable_states
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
-- One lesson has one entry. Where two entries name it, the one whose event was made last stands.
chosen AS (
    SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id, MAX(s.event_id) AS event_id
    FROM timetable_states AS s
    INNER JOIN firsts AS f
        ON s.source_system = f.source_system AND s.source_instance = f.source_instance
        AND s.source_school_id = f.source_school_id AND s.entity_key = f.entity_key
        AND s.ingested_at = f.ingested_at
    GROUP BY s.source_system, s.source_instance, s.source_school_id, s.lesson_id
),
chosen_firsts AS (
    SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id, s.event_id,
           MIN(s.ingested_at) AS ingested_at
    FROM timetable_states AS s
    INNER JOIN chosen AS c
        ON s.source_system = c.source_system AND s.source_instance = c.source_instance
        AND s.source_school_id = c.source_school_id AND s.lesson_id = c.lesson_id AND s.event_id = c.event_id
    GROUP BY s.source_system, s.source_instance, s.source_school_id, s.lesson_id, s.event_id
)
-- Grouping, rather than selecting, makes one row of a version that came twice.
SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id, s.entered_at, s.lesson_on,
       s.lesson_number, s.starts_minute, s.ends_minute, s.class_group_id, s.subject_id, s.lesson_kind
FROM timetable_states AS s
INNER JOIN chosen_firsts AS c
    ON s.source_system = c.source_system AND s.source_instance = c.source_instance
    AND s.source_school_id = c.source_school_id AND s.lesson_id = c.lesson_id AND s.event_id = c.event_id
    AND s.ingested_at = c.ingested_at
GROUP BY s.source_system, s.source_instance, s.source_school_id, s.lesson_id, s.entered_at, s.lesson_on,
         s.lesson_number, s.starts_minute, s.ends_minute, s.class_group_id, s.subject_id, s.lesson_kind
