-- Lessons of the curriculum that have ended, with what excuses them and with what deadlines are counted from.
--
-- Reads `placed_lessons`, `dispositions`, `class_units`, `curricula` and `late_registers`. What a register says only since the
-- day is over excuses no homework: nobody knows.
WITH
scoped AS (
    SELECT source_system, source_instance, source_school_id, school_year, lesson_id, lesson_on, ends_minute,
           class_group_id, subject_id, vacation_from_on, place_in_time
    FROM placed_lessons
    WHERE is_scoped = 1
),
held AS (
    SELECT source_system, source_instance, source_school_id, school_year, lesson_id, lesson_on, ends_minute,
           class_group_id, subject_id, vacation_from_on, place_in_time
    FROM placed_lessons
    WHERE is_scoped = 1 AND is_cancelled = 0
),
-- When the last lesson of a class ends on a day. The lessons of a class are its own and those of its sub- and metagroups.
class_days AS (
    SELECT u.source_system, u.source_instance, u.source_school_id, u.school_year, u.class_id, l.lesson_on,
           MAX(l.ends_minute) AS last_ends_minute
    FROM held AS l
    INNER JOIN class_units AS u
        ON l.source_system = u.source_system AND l.source_instance = u.source_instance
        AND l.source_school_id = u.source_school_id AND l.school_year = u.school_year
        AND l.class_group_id = u.class_group_id
    GROUP BY u.source_system, u.source_instance, u.source_school_id, u.school_year, u.class_id, l.lesson_on
),
-- The same for a group: the latest over its classes.
group_days AS (
    SELECT u.source_system, u.source_instance, u.source_school_id, u.class_group_id, d.lesson_on,
           MAX(d.last_ends_minute) AS last_ends_minute
    FROM class_days AS d
    INNER JOIN class_units AS u
        ON d.source_system = u.source_system AND d.source_instance = u.source_instance
        AND d.source_school_id = u.source_school_id AND d.school_year = u.school_year AND d.class_id = u.class_id
    GROUP BY u.source_system, u.source_instance, u.source_school_id, u.class_group_id, d.lesson_on
),
-- The last lesson of a group and subject before a vacation that begins soon.
before_vacations AS (
    SELECT source_system, source_instance, source_school_id, class_group_id, subject_id, vacation_from_on,
           MAX(place_in_time) AS last_place_in_time
    FROM held
    WHERE vacation_from_on IS NOT NULL
    GROUP BY source_system, source_instance, source_school_id, class_group_id, subject_id, vacation_from_on
),
-- Groups and subjects without homework, by the plans of the group's classes.
plans_without_homework AS (
    SELECT u.source_system, u.source_instance, u.source_school_id, u.class_group_id, c.subject_id, c.from_on, c.until_on
    FROM curricula AS c
    INNER JOIN class_units AS u
        ON c.source_system = u.source_system AND c.source_instance = u.source_instance
        AND c.source_school_id = u.source_school_id AND c.school_year = u.school_year AND c.class_group_id = u.class_id
    WHERE c.is_without_homework
),
-- Lessons of which a plan of the group's classes says whether the subject has homework.
planned_subjects AS (
    SELECT u.source_system, u.source_instance, u.source_school_id, u.class_group_id, c.subject_id, c.from_on, c.until_on
    FROM curricula AS c
    INNER JOIN class_units AS u
        ON c.source_system = u.source_system AND c.source_instance = u.source_instance
        AND c.source_school_id = u.source_school_id AND c.school_year = u.school_year AND c.class_group_id = u.class_id
),
planned_lessons AS (
    SELECT l.source_system, l.source_instance, l.source_school_id, l.lesson_id, 1 AS is_planned
    FROM scoped AS l
    INNER JOIN planned_subjects AS p
        ON l.source_system = p.source_system AND l.source_instance = p.source_instance
        AND l.source_school_id = p.source_school_id AND l.class_group_id = p.class_group_id
        AND l.subject_id = p.subject_id
    WHERE l.lesson_on >= p.from_on AND l.lesson_on <= p.until_on
    GROUP BY l.source_system, l.source_instance, l.source_school_id, l.lesson_id
),
lessons_without_homework AS (
    SELECT l.source_system, l.source_instance, l.source_school_id, l.lesson_id, 1 AS is_without_homework
    FROM scoped AS l
    INNER JOIN plans_without_homework AS p
        ON l.source_system = p.source_system AND l.source_instance = p.source_instance
        AND l.source_school_id = p.source_school_id AND l.class_group_id = p.class_group_id
        AND l.subject_id = p.subject_id
    WHERE l.lesson_on >= p.from_on AND l.lesson_on <= p.until_on
    GROUP BY l.source_system, l.source_instance, l.source_school_id, l.lesson_id
),
late_vacations AS (
    SELECT source_system, source_instance, source_school_id, grade, lesson_on, 1 AS is_late
    FROM late_registers
    WHERE subject = 'vacation'
    GROUP BY source_system, source_instance, source_school_id, grade, lesson_on
),
late_groups AS (
    SELECT source_system, source_instance, source_school_id, class_group_id, lesson_on, 1 AS is_late
    FROM late_registers
    WHERE subject = 'group'
    GROUP BY source_system, source_instance, source_school_id, class_group_id, lesson_on
),
late_subjects AS (
    SELECT u.source_system, u.source_instance, u.source_school_id, u.class_group_id, r.subject_id, r.lesson_on,
           1 AS is_late
    FROM late_registers AS r
    INNER JOIN class_units AS u
        ON r.source_system = u.source_system AND r.source_instance = u.source_instance
        AND r.source_school_id = u.source_school_id AND r.school_year = u.school_year AND r.class_group_id = u.class_id
    WHERE r.subject = 'homework'
    GROUP BY u.source_system, u.source_instance, u.source_school_id, u.class_group_id, r.subject_id, r.lesson_on
),
-- A cancelled lesson may be the only one of its day; its own end then stands for the day's.
with_last_lesson AS (
    SELECT d.release_key, d.school_id, d.municipality_id, d.source_system, d.source_instance, d.source_school_id,
           d.lesson_id, d.lesson_on, d.lesson_number, d.class_group_id, d.class_label, d.grade, d.subject_id, d.week_id,
           d.month_id, d.term_id, d.disposition, l.is_declared, l.has_entry_time, l.has_all_present_flag, l.has_homework,
           l.time_zone, l.day_ends_at, l.is_day_over, l.vacation_from_on, l.place_in_time,
           COALESCE(g.last_ends_minute, l.ends_minute) AS last_ends_minute
    FROM dispositions AS d
    INNER JOIN placed_lessons AS l
        ON d.source_system = l.source_system AND d.source_instance = l.source_instance
        AND d.source_school_id = l.source_school_id AND d.lesson_id = l.lesson_id
    LEFT JOIN group_days AS g
        ON d.source_system = g.source_system AND d.source_instance = g.source_instance
        AND d.source_school_id = g.source_school_id AND d.class_group_id = g.class_group_id AND d.lesson_on = g.lesson_on
    WHERE d.disposition <> 'not_ended' AND d.disposition <> 'not_curricular' AND d.disposition <> 'individual'
)
SELECT l.release_key, l.school_id, l.municipality_id, l.grade, l.class_group_id, l.class_label, l.subject_id,
       l.source_system, l.source_instance, l.source_school_id, l.lesson_id, l.lesson_on, l.lesson_number, l.week_id,
       l.month_id, l.term_id, l.is_declared, l.has_entry_time, l.has_all_present_flag, l.time_zone, l.day_ends_at,
       l.is_day_over, l.last_ends_minute,
       -- Why nothing is owed, or why nobody knows; none for lessons that bear duties.
       CASE WHEN l.disposition <> 'counted' THEN l.disposition END AS excuse,
       CASE WHEN l.disposition = 'unknown_group' OR l.disposition = 'unknown_calendar'
                 OR l.disposition = 'unknown_enrollment' OR l.disposition = 'late_register' THEN 1
            ELSE 0 END AS is_unknown,
       -- Why no homework is owed, or why nobody knows, when something is.
       CASE WHEN NOT l.has_homework AND g.is_late = 1 THEN 'late_register'
            WHEN NOT l.has_homework THEN 'grade_without_homework'
            WHEN w.is_without_homework = 1 AND s.is_late = 1 THEN 'late_register'
            WHEN w.is_without_homework = 1 THEN 'subject_without_homework'
            WHEN l.vacation_from_on IS NOT NULL AND COALESCE(v.last_place_in_time, 0) <= l.place_in_time
                THEN CASE WHEN f.is_late = 1 THEN 'late_register' ELSE 'before_vacation' END END AS homework_excuse,
       -- Without a plan nobody knows whether the subject has homework.
       COALESCE(p.is_planned, 0) AS is_planned
FROM with_last_lesson AS l
LEFT JOIN planned_lessons AS p
    ON l.source_system = p.source_system AND l.source_instance = p.source_instance
    AND l.source_school_id = p.source_school_id AND l.lesson_id = p.lesson_id
LEFT JOIN lessons_without_homework AS w
    ON l.source_system = w.source_system AND l.source_instance = w.source_instance
    AND l.source_school_id = w.source_school_id AND l.lesson_id = w.lesson_id
LEFT JOIN before_vacations AS v
    ON l.source_system = v.source_system AND l.source_instance = v.source_instance
    AND l.source_school_id = v.source_school_id AND l.class_group_id = v.class_group_id
    AND l.subject_id = v.subject_id AND l.vacation_from_on = v.vacation_from_on
LEFT JOIN late_vacations AS f
    ON l.source_system = f.source_system AND l.source_instance = f.source_instance
    AND l.source_school_id = f.source_school_id AND l.grade = f.grade AND l.lesson_on = f.lesson_on
LEFT JOIN late_groups AS g
    ON l.source_system = g.source_system AND l.source_instance = g.source_instance
    AND l.source_school_id = g.source_school_id AND l.class_group_id = g.class_group_id AND l.lesson_on = g.lesson_on
LEFT JOIN late_subjects AS s
    ON l.source_system = s.source_system AND l.source_instance = s.source_instance
    AND l.source_school_id = s.source_school_id AND l.class_group_id = s.class_group_id
    AND l.subject_id = s.subject_id AND l.lesson_on = s.lesson_on
