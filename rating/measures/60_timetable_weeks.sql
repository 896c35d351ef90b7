-- How much of the plan stood in the timetable: a row for each class, subject and calendar week.
--
-- Reads `curricula`, `school_weeks`, `scoped_lessons`, `class_units` and `school_days`. Hours are counted in thirtieths, so that a plan
-- for a part of a week (of 5 or 6 days) stays a whole number.
WITH
-- The plan in force on the week's first observed day, for the observed part of the week.
planned AS (
    SELECT c.release_key, c.school_id, w.municipality_id, c.grade, c.class_group_id, c.class_label, c.subject_id,
           c.source_system, c.source_instance, w.week_id, w.month_id, w.term_id, w.week_days_count,
           c.week_hours * w.observed_days_count * 30 AS planned_product
    FROM curricula AS c
    INNER JOIN school_weeks AS w
        ON c.school_id = w.school_id AND c.source_system = w.source_system AND c.source_instance = w.source_instance
        AND c.grade = w.grade
    WHERE c.from_on <= w.first_observed_on AND c.until_on >= w.first_observed_on
),
-- Division by the days of a full week, rounded down: what does not divide is taken away first, so that the division
-- leaves no fraction in any engine.
plans AS (
    SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
           source_instance, week_id, month_id, term_id,
           CAST((planned_product - planned_product % week_days_count) / week_days_count AS BIGINT) AS planned_thirtieths
    FROM planned
),
-- Each class once, with its own grade: a metagroup's lessons are observed on the days of each class's grade.
classes AS (
    SELECT source_system, source_instance, school_id, class_group_id, grade
    FROM class_units
    WHERE ordinal = 0 AND is_class AND is_in_scope
),
held AS (
    SELECT c.school_id, u.source_system, u.source_instance, u.class_id, c.grade, l.subject_id, l.class_group_id,
           l.lesson_on
    FROM scoped_lessons AS l
    INNER JOIN class_units AS u
        ON l.source_system = u.source_system AND l.source_instance = u.source_instance
        AND l.class_group_id = u.class_group_id
    INNER JOIN classes AS c
        ON u.source_system = c.source_system AND u.source_instance = c.source_instance AND u.class_id = c.class_group_id
    WHERE l.is_cancelled = 0
),
-- Lessons that stood in the timetable on observed days, for each class that the group is drawn from.
counted AS (
    SELECT h.source_system, h.source_instance, h.class_id, h.subject_id, d.week_id, h.class_group_id,
           COUNT(*) AS lessons_count
    FROM held AS h
    INNER JOIN school_days AS d
        ON h.school_id = d.school_id AND h.source_system = d.source_system AND h.source_instance = d.source_instance
        AND h.grade = d.grade AND h.lesson_on = d.lesson_on
    WHERE d.is_observed
    GROUP BY h.source_system, h.source_instance, h.class_id, h.subject_id, d.week_id, h.class_group_id
),
-- A class's own lessons, and the most lessons of any one of its subgroups: parallel subgroups count once.
scheduled AS (
    SELECT source_system, source_instance, class_id, subject_id, week_id,
           SUM(CASE WHEN class_group_id = class_id THEN lessons_count ELSE 0 END)
               + MAX(CASE WHEN class_group_id = class_id THEN 0 ELSE lessons_count END) AS scheduled_count
    FROM counted
    GROUP BY source_system, source_instance, class_id, subject_id, week_id
),
filled AS (
    SELECT p.release_key, p.school_id, p.municipality_id, p.grade, p.class_group_id, p.class_label, p.subject_id,
           p.source_system, p.source_instance, p.week_id, p.month_id, p.term_id, p.planned_thirtieths,
           COALESCE(s.scheduled_count, 0) AS scheduled_count
    FROM plans AS p
    LEFT JOIN scheduled AS s
        ON p.source_system = s.source_system AND p.source_instance = s.source_instance
        AND p.class_group_id = s.class_id AND p.subject_id = s.subject_id AND p.week_id = s.week_id
    WHERE p.planned_thirtieths > 0
)
SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
       source_instance, week_id, month_id, term_id, scheduled_count, planned_thirtieths,
       -- More lessons than planned fill no other subject's gap.
       CASE WHEN scheduled_count * 30 < planned_thirtieths THEN scheduled_count * 30
            ELSE planned_thirtieths END AS filled_thirtieths
FROM filled
