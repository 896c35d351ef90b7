-- Which state each of these lessons is judged by: the first that stood when it was asked; without any, the last
-- one, if it still stands. What is changed, moved or deleted after that deadline changes no duty.
--
-- Reads `contested_states`. A lesson that was deleted in time has no row.
WITH
-- Another state was there by then which had come later.
displaced AS (
    SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id, s.state_id, 1 AS is_displaced
    FROM contested_states AS s
    INNER JOIN contested_states AS u
        ON s.source_system = u.source_system AND s.source_instance = u.source_instance
        AND s.source_school_id = u.source_school_id AND s.lesson_id = u.lesson_id
    WHERE s.is_there_when_due = 1 AND u.is_timed = 1 AND u.from_at <= s.judged_at
        AND (u.until_at IS NULL OR u.until_at > s.judged_at)
        AND (u.from_at > s.from_at OR u.from_at = s.from_at AND u.state_id > s.state_id)
    GROUP BY s.source_system, s.source_instance, s.source_school_id, s.lesson_id, s.state_id
),
stood AS (
    SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id, s.state_id, s.from_at
    FROM contested_states AS s
    LEFT JOIN displaced AS d
        ON s.source_system = d.source_system AND s.source_instance = d.source_instance
        AND s.source_school_id = d.source_school_id AND s.lesson_id = d.lesson_id AND s.state_id = d.state_id
    WHERE s.is_there_when_due = 1 AND d.is_displaced IS NULL
),
first_moments AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, MIN(from_at) AS from_at
    FROM stood
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
firsts AS (
    SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id, MIN(s.state_id) AS state_id
    FROM stood AS s
    INNER JOIN first_moments AS f
        ON s.source_system = f.source_system AND s.source_instance = f.source_instance
        AND s.source_school_id = f.source_school_id AND s.lesson_id = f.lesson_id AND s.from_at = f.from_at
    GROUP BY s.source_system, s.source_instance, s.source_school_id, s.lesson_id
),
last_moments AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, MAX(from_at) AS from_at
    FROM contested_states
    WHERE is_last = 1
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
lasts AS (
    SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id, MAX(s.state_id) AS state_id
    FROM contested_states AS s
    INNER JOIN last_moments AS m
        ON s.source_system = m.source_system AND s.source_instance = m.source_instance
        AND s.source_school_id = m.source_school_id AND s.lesson_id = m.lesson_id AND s.from_at = m.from_at
    WHERE s.is_last = 1
    GROUP BY s.source_system, s.source_instance, s.source_school_id, s.lesson_id
),
judged AS (
    SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id,
           MAX(COALESCE(f.state_id, l.state_id)) AS state_id, MAX(l.state_id) AS last_state_id
    FROM contested_states AS s
    LEFT JOIN firsts AS f
        ON s.source_system = f.source_system AND s.source_instance = f.source_instance
        AND s.source_school_id = f.source_school_id AND s.lesson_id = f.lesson_id
    LEFT JOIN lasts AS l
        ON s.source_system = l.source_system AND s.source_instance = l.source_instance
        AND s.source_school_id = l.source_school_id AND s.lesson_id = l.lesson_id
    GROUP BY s.source_system, s.source_instance, s.source_school_id, s.lesson_id
)
SELECT j.source_system, j.source_instance, j.source_school_id, j.lesson_id, j.state_id, s.is_first,
       -- Changed too late in what decides about duties.
       CASE WHEN l.state_id IS NULL OR l.lesson_on <> s.lesson_on OR l.class_group_id <> s.class_group_id
                 OR l.subject_id <> s.subject_id OR l.lesson_kind <> s.lesson_kind THEN 1 ELSE 0 END AS is_changed_late
FROM judged AS j
INNER JOIN contested_states AS s
    ON j.source_system = s.source_system AND j.source_instance = s.source_instance
    AND j.source_school_id = s.source_school_id AND j.lesson_id = s.lesson_id AND j.state_id = s.state_id
LEFT JOIN contested_states AS l
    ON j.source_system = l.source_system AND j.source_instance = l.source_instance
    AND j.source_school_id = l.source_school_id AND j.lesson_id = l.lesson_id AND j.last_state_id = l.state_id
