-- The states of each lesson of the timetable: as its entries had it, and as moves changed what stood when they were entered.
--
-- Reads `timetable_spans`. States of a lesson follow one another by `from_at`, and of one moment by `state_id`, in which a
-- move comes after an entry. A fold chooses a row and never mixes columns of two, but for a move, which has no content of
-- its own.
WITH
entries AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, event_id, lesson_on, starts_minute, ends_minute,
           lesson_number, class_group_id, subject_id, lesson_kind, is_timed, from_at, until_at, is_last
    FROM timetable_spans
    WHERE version_kind = 'entry'
),
moves AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, event_id, lesson_on, starts_minute, ends_minute,
           is_timed, from_at, until_at, is_last
    FROM timetable_spans
    WHERE version_kind = 'move'
),
-- Whether any entry of the lesson is left, and when the last one went. A move ends with the lesson that it moves.
lesson_ends AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, MAX(is_last) AS is_left, MAX(until_at) AS gone_at
    FROM entries
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
moments AS (
    SELECT m.source_system, m.source_instance, m.source_school_id, m.lesson_id, m.event_id, MAX(e.from_at) AS from_at
    FROM moves AS m
    INNER JOIN entries AS e
        ON m.source_system = e.source_system AND m.source_instance = e.source_instance
        AND m.source_school_id = e.source_school_id AND m.lesson_id = e.lesson_id
    WHERE e.from_at <= m.from_at
    GROUP BY m.source_system, m.source_instance, m.source_school_id, m.lesson_id, m.event_id
),
moved AS (
    SELECT m.source_system, m.source_instance, m.source_school_id, m.lesson_id, m.event_id,
           MAX(e.event_id) AS entry_event_id
    FROM moments AS m
    INNER JOIN entries AS e
        ON m.source_system = e.source_system AND m.source_instance = e.source_instance
        AND m.source_school_id = e.source_school_id AND m.lesson_id = e.lesson_id AND m.from_at = e.from_at
    GROUP BY m.source_system, m.source_instance, m.source_school_id, m.lesson_id, m.event_id
)
SELECT source_system, source_instance, source_school_id, lesson_id, CONCAT('0', event_id) AS state_id, lesson_on,
       starts_minute, ends_minute, lesson_number, class_group_id, subject_id, lesson_kind, is_timed, from_at, until_at,
       is_last
FROM entries
UNION ALL
SELECT m.source_system, m.source_instance, m.source_school_id, m.lesson_id, CONCAT('1', m.event_id) AS state_id,
       COALESCE(m.lesson_on, e.lesson_on) AS lesson_on, COALESCE(m.starts_minute, e.starts_minute) AS starts_minute,
       COALESCE(m.ends_minute, e.ends_minute) AS ends_minute, e.lesson_number, e.class_group_id, e.subject_id,
       e.lesson_kind, m.is_timed, m.from_at,
       CASE WHEN l.is_left = 0 AND (m.until_at IS NULL OR m.until_at > l.gone_at) THEN l.gone_at ELSE m.until_at END
           AS until_at,
       CASE WHEN l.is_left = 0 THEN 0 ELSE m.is_last END AS is_last
FROM moves AS m
INNER JOIN lesson_ends AS l
    ON m.source_system = l.source_system AND m.source_instance = l.source_instance
    AND m.source_school_id = l.source_school_id AND m.lesson_id = l.lesson_id
INNER JOIN moved AS b
    ON m.source_system = b.source_system AND m.source_instance = b.source_instance
    AND m.source_school_id = b.source_school_id AND m.lesson_id = b.lesson_id AND m.event_id = b.event_id
INNER JOIN entries AS e
    ON b.source_system = e.source_system AND b.source_instance = e.source_instance
    AND b.source_school_id = e.source_school_id AND b.lesson_id = e.lesson_id AND b.entry_event_id = e.event_id
