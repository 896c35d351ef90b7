-- How much of the plan stood in the timetable: a row for each class, subject and calendar week.
--
-- Reads `curricula`, `same_plans`, `undescribed_plans`, `school_weeks`, `reference_days`, `placed_lessons`, `class_units`,
-- `school_days`, `dispositions` and `late_registers`.
-- A full week is compared with the plan. A week that is not full is compared with what its weekdays have in the class's
-- own full week, capped by the plan. A week counts when its last school day has ended. What two journals plan while none is
-- named is compared once, with the lessons of the journal that has the most of them. What a register took back of a day
-- that was over, nobody knows.
WITH
late_weeks AS (
    SELECT school_id, source_system, source_instance, grade, week_id, 1 AS is_late
    FROM late_registers
    WHERE subject = 'calendar' OR subject = 'authority'
    GROUP BY school_id, source_system, source_instance, grade, week_id
),
-- The plan in force on the week's first school day.
in_force AS (
    SELECT c.release_key, c.school_id, w.municipality_id, c.grade, c.class_group_id, c.class_label, c.subject_id,
           c.source_system, c.source_instance, c.source_school_id, w.week_id, w.month_id, w.term_id, w.is_over, w.is_full,
           w.unseen_days_count, c.week_hours
    FROM curricula AS c
    INNER JOIN school_weeks AS w
        ON c.school_id = w.school_id AND c.source_system = w.source_system AND c.source_instance = w.source_instance
        AND c.grade = w.grade
    WHERE c.from_on <= w.first_on AND c.until_on >= w.first_on AND c.week_hours > 0
),
-- Of the plans that several journals have of a class and subject, the one that counts.
plans AS (
    SELECT p.release_key, p.school_id, p.municipality_id, p.grade, p.class_group_id, p.class_label, p.subject_id,
           p.source_system, p.source_instance, p.source_school_id, p.week_id, p.month_id, p.term_id, p.is_over, p.is_full,
           p.unseen_days_count, p.week_hours
    FROM in_force AS p
    LEFT JOIN same_plans AS s
        ON p.source_system = s.source_system AND p.source_instance = s.source_instance
        AND p.source_school_id = s.source_school_id AND p.class_group_id = s.class_group_id
        AND p.subject_id = s.subject_id AND p.week_id = s.week_id
    WHERE COALESCE(s.is_counted, 1) = 1
),
-- Of the other ones, those whose lessons may fill it.
lending AS (
    SELECT source_system, source_instance, source_school_id, class_group_id, subject_id, week_id, counted_system,
           counted_instance, counted_school_id, counted_class_id, counted_subject_id
    FROM same_plans
    WHERE is_lending = 1
),
-- Each class once, with its own grade: a metagroup's lessons are observed on the days of each class's grade.
classes AS (
    SELECT source_system, source_instance, source_school_id, school_id, school_year, class_group_id, grade
    FROM class_units
    WHERE ordinal = 0 AND is_class AND is_in_scope
),
-- What stands in the timetable of each class that a group is drawn from, cancelled lessons too.
stood AS (
    SELECT c.school_id, u.source_system, u.source_instance, u.source_school_id, u.class_id, c.grade, l.subject_id,
           l.class_group_id, l.lesson_on, l.week_id, l.is_cancelled
    FROM placed_lessons AS l
    INNER JOIN class_units AS u
        ON l.source_system = u.source_system AND l.source_instance = u.source_instance
        AND l.source_school_id = u.source_school_id AND l.school_year = u.school_year
        AND l.class_group_id = u.class_group_id
    INNER JOIN classes AS c
        ON u.source_system = c.source_system AND u.source_instance = c.source_instance
        AND u.source_school_id = c.source_school_id AND u.school_year = c.school_year AND u.class_id = c.class_group_id
    WHERE l.is_scoped = 1
),
-- Lessons that stood in the timetable on observed days.
counted AS (
    SELECT h.source_system, h.source_instance, h.source_school_id, h.class_id, h.subject_id, h.week_id, h.class_group_id,
           COUNT(*) AS lessons_count
    FROM stood AS h
    INNER JOIN school_days AS d
        ON h.school_id = d.school_id AND h.source_system = d.source_system AND h.source_instance = d.source_instance
        AND h.grade = d.grade AND h.lesson_on = d.lesson_on
    WHERE h.is_cancelled = 0 AND d.is_observed
    GROUP BY h.source_system, h.source_instance, h.source_school_id, h.class_id, h.subject_id, h.week_id,
             h.class_group_id
),
-- A class's own lessons, and the most lessons of any one of its subgroups: parallel subgroups count once.
scheduled_sums AS (
    SELECT source_system, source_instance, source_school_id, class_id, subject_id, week_id,
           SUM(CASE WHEN class_group_id = class_id THEN lessons_count ELSE 0 END)
               + MAX(CASE WHEN class_group_id = class_id THEN 0 ELSE lessons_count END) AS scheduled_count
    FROM counted
    GROUP BY source_system, source_instance, source_school_id, class_id, subject_id, week_id
),
-- The same by the plan that they fill.
scheduled_plans AS (
    SELECT COALESCE(p.counted_system, s.source_system) AS source_system,
           COALESCE(p.counted_instance, s.source_instance) AS source_instance,
           COALESCE(p.counted_school_id, s.source_school_id) AS source_school_id,
           COALESCE(p.counted_class_id, s.class_id) AS class_id,
           COALESCE(p.counted_subject_id, s.subject_id) AS subject_id, s.week_id, s.scheduled_count
    FROM scheduled_sums AS s
    LEFT JOIN lending AS p
        ON s.source_system = p.source_system AND s.source_instance = p.source_instance
        AND s.source_school_id = p.source_school_id AND s.class_id = p.class_group_id AND s.subject_id = p.subject_id
        AND s.week_id = p.week_id
),
-- Of two journals' lessons the most: one that shows fewer of them takes none away.
scheduled AS (
    SELECT source_system, source_instance, source_school_id, class_id, subject_id, week_id,
           MAX(scheduled_count) AS scheduled_count
    FROM scheduled_plans
    GROUP BY source_system, source_instance, source_school_id, class_id, subject_id, week_id
),
-- What the weekdays of a week that is not full have in the reference week, on its seen and on its unseen days.
referred AS (
    SELECT h.source_system, h.source_instance, h.source_school_id, h.class_id, h.subject_id, r.week_id, h.class_group_id,
           r.is_observed, COUNT(*) AS lessons_count
    FROM stood AS h
    INNER JOIN reference_days AS r
        ON h.school_id = r.school_id AND h.source_system = r.source_system AND h.source_instance = r.source_instance
        AND h.grade = r.grade AND h.lesson_on = r.reference_on
    GROUP BY h.source_system, h.source_instance, h.source_school_id, h.class_id, h.subject_id, r.week_id,
             h.class_group_id, r.is_observed
),
referred_sums AS (
    SELECT source_system, source_instance, source_school_id, class_id, subject_id, week_id, is_observed,
           SUM(CASE WHEN class_group_id = class_id THEN lessons_count ELSE 0 END)
               + MAX(CASE WHEN class_group_id = class_id THEN 0 ELSE lessons_count END) AS lessons_count
    FROM referred
    GROUP BY source_system, source_instance, source_school_id, class_id, subject_id, week_id, is_observed
),
referred_journals AS (
    SELECT source_system, source_instance, source_school_id, class_id, subject_id, week_id,
           SUM(CASE WHEN is_observed = 1 THEN lessons_count ELSE 0 END) AS seen_count,
           SUM(CASE WHEN is_observed = 0 THEN lessons_count ELSE 0 END) AS unseen_count
    FROM referred_sums
    GROUP BY source_system, source_instance, source_school_id, class_id, subject_id, week_id
),
referred_plans AS (
    SELECT COALESCE(p.counted_system, r.source_system) AS source_system,
           COALESCE(p.counted_instance, r.source_instance) AS source_instance,
           COALESCE(p.counted_school_id, r.source_school_id) AS source_school_id,
           COALESCE(p.counted_class_id, r.class_id) AS class_id,
           COALESCE(p.counted_subject_id, r.subject_id) AS subject_id, r.week_id, r.seen_count, r.unseen_count
    FROM referred_journals AS r
    LEFT JOIN lending AS p
        ON r.source_system = p.source_system AND r.source_instance = p.source_instance
        AND r.source_school_id = p.source_school_id AND r.class_id = p.class_group_id AND r.subject_id = p.subject_id
        AND r.week_id = p.week_id
),
referred_weeks AS (
    SELECT source_system, source_instance, source_school_id, class_id, subject_id, week_id,
           MAX(seen_count) AS seen_count, MAX(seen_count + unseen_count) AS whole_count
    FROM referred_plans
    GROUP BY source_system, source_instance, source_school_id, class_id, subject_id, week_id
),
-- The class has a full week of its own to compare with when anything of it stands there.
referred_classes AS (
    SELECT source_system, source_instance, source_school_id, class_id, week_id, 1 AS has_reference
    FROM referred_weeks
    GROUP BY source_system, source_instance, source_school_id, class_id, week_id
),
compared AS (
    SELECT p.release_key, p.school_id, p.municipality_id, p.grade, p.class_group_id, p.class_label, p.subject_id,
           p.source_system, p.source_instance, p.week_id, p.month_id, p.term_id, p.is_over, p.is_full,
           p.unseen_days_count, p.week_hours, COALESCE(e.is_late, 0) AS is_late,
           COALESCE(s.scheduled_count, 0) AS scheduled_count,
           COALESCE(c.has_reference, 0) AS has_reference,
           CASE WHEN r.seen_count < p.week_hours THEN r.seen_count
                WHEN r.seen_count IS NOT NULL THEN p.week_hours ELSE 0 END AS seen_count,
           CASE WHEN r.whole_count < p.week_hours THEN r.whole_count
                WHEN r.seen_count IS NOT NULL THEN p.week_hours ELSE 0 END AS whole_count
    FROM plans AS p
    LEFT JOIN scheduled AS s
        ON p.source_system = s.source_system AND p.source_instance = s.source_instance
        AND p.source_school_id = s.source_school_id AND p.class_group_id = s.class_id AND p.subject_id = s.subject_id
        AND p.week_id = s.week_id
    LEFT JOIN referred_weeks AS r
        ON p.source_system = r.source_system AND p.source_instance = r.source_instance
        AND p.source_school_id = r.source_school_id AND p.class_group_id = r.class_id AND p.subject_id = r.subject_id
        AND p.week_id = r.week_id
    LEFT JOIN referred_classes AS c
        ON p.source_system = c.source_system AND p.source_instance = c.source_instance
        AND p.source_school_id = c.source_school_id AND p.class_group_id = c.class_id AND p.week_id = c.week_id
    LEFT JOIN late_weeks AS e
        ON p.school_id = e.school_id AND p.source_system = e.source_system AND p.source_instance = e.source_instance
        AND p.grade = e.grade AND p.week_id = e.week_id
),
planned AS (
    SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
           source_instance, week_id, month_id, term_id, scheduled_count,
           CASE WHEN NOT is_over THEN 0 WHEN is_full THEN week_hours WHEN has_reference = 1 THEN seen_count
                ELSE 0 END AS planned_count,
           CASE WHEN is_over THEN 0 ELSE week_hours END AS pending_count,
           CASE WHEN NOT is_over OR is_full THEN 0 WHEN has_reference = 1 THEN whole_count - seen_count
                WHEN unseen_days_count > 0 THEN week_hours ELSE 0 END AS unobserved_count,
           CASE WHEN NOT is_over THEN 'running' WHEN is_full THEN NULL
                WHEN unseen_days_count > 0 AND is_late = 1 THEN 'late_register' WHEN unseen_days_count > 0 THEN 'outage'
                WHEN has_reference = 0 THEN 'short_week' END AS reason
    FROM compared
),
-- Lessons of the curriculum, counted on their own, of which no plan or calendar can be found.
unexplained AS (
    SELECT d.release_key, d.school_id, d.municipality_id, d.grade, d.class_group_id, d.class_label, d.subject_id,
           d.source_system, d.source_instance, d.source_school_id, d.week_id, d.month_id, d.term_id, d.disposition
    FROM dispositions AS d
    WHERE d.disposition = 'unknown_group' OR d.disposition = 'unknown_calendar' OR d.disposition = 'counted'
),
planned_classes AS (
    SELECT source_system, source_instance, source_school_id, class_group_id, MIN(from_on) AS from_on
    FROM curricula
    GROUP BY source_system, source_instance, source_school_id, class_group_id
),
-- A group has a plan when any of its classes has.
planned_groups AS (
    SELECT u.source_system, u.source_instance, u.source_school_id, u.class_group_id, 1 AS has_plan
    FROM class_units AS u
    INNER JOIN planned_classes AS p
        ON u.source_system = p.source_system AND u.source_instance = p.source_instance
        AND u.source_school_id = p.source_school_id AND u.class_id = p.class_group_id
    GROUP BY u.source_system, u.source_instance, u.source_school_id, u.class_group_id
),
unplanned AS (
    SELECT d.release_key, d.school_id, d.municipality_id, d.grade, d.class_group_id, d.class_label, d.subject_id,
           d.source_system, d.source_instance, d.week_id, d.month_id, d.term_id,
           CASE WHEN d.disposition = 'counted' THEN 'unknown_plan' ELSE d.disposition END AS reason
    FROM unexplained AS d
    LEFT JOIN planned_groups AS p
        ON d.source_system = p.source_system AND d.source_instance = p.source_instance
        AND d.source_school_id = p.source_school_id AND d.class_group_id = p.class_group_id
    WHERE d.disposition <> 'counted' OR p.has_plan IS NULL
),
-- The weeks that any grade of a journal has: what is planned for a class that no register describes is unseen in them.
journal_weeks AS (
    SELECT school_id, source_system, source_instance, week_id, MIN(municipality_id) AS municipality_id,
           MIN(month_id) AS month_id, MIN(first_on) AS first_on
    FROM school_weeks
    GROUP BY school_id, source_system, source_instance, week_id
),
-- The hours by which a plan was lowered when the week was over.
lost AS (
    SELECT r.release_key, r.school_id, w.municipality_id, r.grade, r.class_group_id, u.class_label, r.subject_id,
           r.source_system, r.source_instance, w.week_id, w.month_id, w.term_id, r.lost_hours
    FROM late_registers AS r
    INNER JOIN school_weeks AS w
        ON r.school_id = w.school_id AND r.source_system = w.source_system AND r.source_instance = w.source_instance
        AND r.grade = w.grade AND r.lesson_on = w.first_on
    INNER JOIN class_units AS u
        ON r.source_system = u.source_system AND r.source_instance = u.source_instance
        AND r.source_school_id = u.source_school_id AND r.school_year = u.school_year
        AND r.class_group_id = u.class_group_id
    WHERE r.subject = 'plan' AND r.lost_hours > 0 AND u.ordinal = 0 AND u.is_class AND u.is_in_scope
),
undescribed AS (
    SELECT p.release_key, p.school_id, w.municipality_id, CASE WHEN p.grade > 0 THEN p.grade END AS grade, p.class_group_id,
           p.class_label, p.subject_id, p.source_system, p.source_instance, w.week_id, w.month_id, p.week_hours
    FROM undescribed_plans AS p
    INNER JOIN journal_weeks AS w
        ON p.school_id = w.school_id AND p.source_system = w.source_system AND p.source_instance = w.source_instance
    WHERE p.from_on <= w.first_on AND p.until_on >= w.first_on AND p.week_hours > 0
)
SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
       source_instance, week_id, month_id, term_id, scheduled_count, planned_count,
       -- More lessons than planned fill no other subject's gap.
       CASE WHEN scheduled_count < planned_count THEN scheduled_count ELSE planned_count END AS filled_count,
       pending_count, unobserved_count, reason
FROM planned
UNION ALL
SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
       source_instance, week_id, month_id, term_id, COUNT(*) AS scheduled_count, 0 AS planned_count, 0 AS filled_count,
       0 AS pending_count, COUNT(*) AS unobserved_count, reason
FROM unplanned
GROUP BY release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
         source_instance, week_id, month_id, term_id, reason
UNION ALL
SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
       source_instance, week_id, month_id, NULL AS term_id, 0 AS scheduled_count, 0 AS planned_count, 0 AS filled_count,
       0 AS pending_count, week_hours AS unobserved_count, 'unknown_group' AS reason
FROM undescribed
UNION ALL
SELECT release_key, school_id, municipality_id, grade, class_group_id, class_label, subject_id, source_system,
       source_instance, week_id, month_id, term_id, 0 AS scheduled_count, 0 AS planned_count, 0 AS filled_count,
       0 AS pending_count, lost_hours AS unobserved_count, 'late_plan' AS reason
FROM lost
