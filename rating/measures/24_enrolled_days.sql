-- Whether a group has pupils on the days of its lessons: a row for every group of which any enrollment is known, and day.
--
-- Reads `placed_lessons` and the facts `enrollments`, folded like every fact: the highest version is the state. Of a
-- group's many pupils only the few distinct spans of time matter.
--
-- A group may be emptied only after the day: then `is_emptied_late`. What had been told by the end of the day is what was
-- sent by then; of what was not sent yet, what was entered by then.
WITH
enrollment_deletions AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS deleted_version
    FROM enrollments
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
enrollment_versions AS (
    SELECT e.source_system, e.source_instance, e.source_school_id, e.entity_key, e.entity_version, e.class_group_id,
           e.from_on, e.to_on
    FROM enrollments AS e
    LEFT JOIN enrollment_deletions AS d
        ON e.source_system = d.source_system AND e.source_instance = d.source_instance
        AND e.source_school_id = d.source_school_id AND e.entity_key = d.entity_key
    WHERE d.deleted_version IS NULL OR e.entity_version > d.deleted_version
),
enrollment_highest AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS entity_version
    FROM enrollment_versions
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
enrollment_spans AS (
    SELECT v.source_system, v.source_instance, v.source_school_id, v.class_group_id, v.from_on, v.to_on
    FROM enrollment_versions AS v
    INNER JOIN enrollment_highest AS h
        ON v.source_system = h.source_system AND v.source_instance = h.source_instance
        AND v.source_school_id = h.source_school_id AND v.entity_key = h.entity_key
        AND v.entity_version = h.entity_version
    GROUP BY v.source_system, v.source_instance, v.source_school_id, v.class_group_id, v.from_on, v.to_on
),
days_of_groups AS (
    SELECT source_system, source_instance, source_school_id, class_group_id, lesson_on, MAX(day_ends_at) AS day_ends_at
    FROM placed_lessons
    WHERE is_scoped = 1
    GROUP BY source_system, source_instance, source_school_id, class_group_id, lesson_on
),
-- Most enrollments have one version, which takes nothing back.
replaced AS (
    SELECT v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
           MIN(n.entity_version) AS next_version
    FROM enrollments AS v
    INNER JOIN enrollments AS n
        ON v.source_system = n.source_system AND v.source_instance = n.source_instance
        AND v.source_school_id = n.source_school_id AND v.entity_key = n.entity_key
    WHERE n.entity_version > v.entity_version
    GROUP BY v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version
),
-- What a version said until the next one took its place.
replaced_spans AS (
    SELECT v.source_system, v.source_instance, v.source_school_id, v.class_group_id, v.from_on, v.to_on, v.entered_at,
           v.emitted_at, n.entered_at AS replaced_at, n.emitted_at AS replacement_emitted_at
    FROM replaced AS r
    INNER JOIN enrollments AS v
        ON r.source_system = v.source_system AND r.source_instance = v.source_instance
        AND r.source_school_id = v.source_school_id AND r.entity_key = v.entity_key
        AND r.entity_version = v.entity_version
    INNER JOIN enrollments AS n
        ON r.source_system = n.source_system AND r.source_instance = n.source_instance
        AND r.source_school_id = n.source_school_id AND r.entity_key = n.entity_key
        AND r.next_version = n.entity_version
    WHERE v.operation <> 'delete'
),
emptied_late AS (
    SELECT g.source_system, g.source_instance, g.source_school_id, g.class_group_id, g.lesson_on, 1 AS is_emptied_late
    FROM days_of_groups AS g
    INNER JOIN replaced_spans AS r
        ON g.source_system = r.source_system AND g.source_instance = r.source_instance
        AND g.source_school_id = r.source_school_id AND g.class_group_id = r.class_group_id
    WHERE r.from_on <= g.lesson_on AND (r.to_on IS NULL OR r.to_on >= g.lesson_on)
        AND (r.emitted_at <= g.day_ends_at AND r.replacement_emitted_at > g.day_ends_at
             OR r.emitted_at > g.day_ends_at AND r.entered_at <= g.day_ends_at AND r.replaced_at > g.day_ends_at)
    GROUP BY g.source_system, g.source_instance, g.source_school_id, g.class_group_id, g.lesson_on
)
SELECT g.source_system, g.source_instance, g.source_school_id, g.class_group_id, g.lesson_on,
       MAX(CASE WHEN s.from_on <= g.lesson_on AND (s.to_on IS NULL OR s.to_on >= g.lesson_on) THEN 1 ELSE 0 END)
           AS is_enrolled,
       COALESCE(MAX(e.is_emptied_late), 0) AS is_emptied_late
FROM days_of_groups AS g
INNER JOIN enrollment_spans AS s
    ON g.source_system = s.source_system AND g.source_instance = s.source_instance
    AND g.source_school_id = s.source_school_id AND g.class_group_id = s.class_group_id
LEFT JOIN emptied_late AS e
    ON g.source_system = e.source_system AND g.source_instance = e.source_instance
    AND g.source_school_id = e.source_school_id AND g.class_group_id = e.class_group_id AND g.lesson_on = e.lesson_on
GROUP BY g.source_system, g.source_instance, g.source_school_id, g.class_group_id, g.lesson_on
