-- When each thing that a teacher owes for a lesson was first entered.
--
-- Reads `entry_versions` and `same_lessons`. Of an entity's versions the highest says whether the entry is there, and the
-- lowest with content says since when: an edit never changes it, a version with an earlier time makes it no earlier, and
-- to delete and enter again starts anew. A version that came with two times counts by the later.
--
-- A time of entry is a span: from `entered_from_at`, absent when the journal keeps no time, to `entered_at`.
WITH
entities AS (
    SELECT source_system, source_instance, source_school_id, entry, entity_key, MAX(entity_version) AS highest_version,
           MAX(CASE WHEN has_content = 1 THEN entity_version END) AS last_version,
           MIN(CASE WHEN has_content = 1 AND is_early = 0 THEN entity_version END) AS first_version
    FROM entry_versions
    GROUP BY source_system, source_instance, source_school_id, entry, entity_key
),
firsts AS (
    SELECT v.source_system, v.source_instance, v.source_school_id, v.lesson_id, v.entry, v.entity_key,
           MAX(v.entered_at) AS entered_at, MAX(v.entered_from_at) AS entered_from_at
    FROM entry_versions AS v
    INNER JOIN entities AS e
        ON v.source_system = e.source_system AND v.source_instance = e.source_instance
        AND v.source_school_id = e.source_school_id AND v.entry = e.entry AND v.entity_key = e.entity_key
        AND v.entity_version = e.first_version
    WHERE e.last_version = e.highest_version
    GROUP BY v.source_system, v.source_instance, v.source_school_id, v.lesson_id, v.entry, v.entity_key
),
-- Of a lesson that two journals have, what is entered in either counts for the one that is counted.
counted_entries AS (
    SELECT COALESCE(s.counted_system, e.source_system) AS source_system,
           COALESCE(s.counted_instance, e.source_instance) AS source_instance,
           COALESCE(s.counted_school_id, e.source_school_id) AS source_school_id,
           COALESCE(s.counted_lesson_id, e.lesson_id) AS lesson_id,
           CASE WHEN e.entry = 'held' OR e.entry = 'attendance' THEN 'presence' ELSE e.entry END AS entry, e.entered_at,
           e.entered_from_at
    FROM firsts AS e
    LEFT JOIN same_lessons AS s
        ON e.source_system = s.source_system AND e.source_instance = s.source_instance
        AND e.source_school_id = s.source_school_id AND e.lesson_id = s.lesson_id
    -- A journal of which nothing is declared proves nothing for another one.
    WHERE s.lesson_id IS NULL OR s.is_declared
        OR (e.source_system = s.counted_system AND e.source_instance = s.counted_instance
            AND e.source_school_id = s.counted_school_id AND e.lesson_id = s.counted_lesson_id)
)
-- An entry with a time tells more than one without: where there is any, it decides.
SELECT source_system, source_instance, source_school_id, lesson_id,
       COALESCE(MIN(CASE WHEN entry = 'topic' AND entered_from_at IS NOT NULL THEN entered_at END),
                MIN(CASE WHEN entry = 'topic' THEN entered_at END)) AS topic_at,
       MIN(CASE WHEN entry = 'topic' THEN entered_from_at END) AS topic_from_at,
       COALESCE(MIN(CASE WHEN entry = 'presence' AND entered_from_at IS NOT NULL THEN entered_at END),
                MIN(CASE WHEN entry = 'presence' THEN entered_at END)) AS presence_at,
       MIN(CASE WHEN entry = 'presence' THEN entered_from_at END) AS presence_from_at,
       COALESCE(MIN(CASE WHEN entry = 'homework' AND entered_from_at IS NOT NULL THEN entered_at END),
                MIN(CASE WHEN entry = 'homework' THEN entered_at END)) AS homework_at,
       MIN(CASE WHEN entry = 'homework' THEN entered_from_at END) AS homework_from_at,
       COALESCE(MIN(CASE WHEN entry = 'real_homework' AND entered_from_at IS NOT NULL THEN entered_at END),
                MIN(CASE WHEN entry = 'real_homework' THEN entered_at END)) AS real_homework_at,
       MIN(CASE WHEN entry = 'real_homework' THEN entered_from_at END) AS real_homework_from_at
FROM counted_entries
GROUP BY source_system, source_instance, source_school_id, lesson_id
