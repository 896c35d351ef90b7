-- Plans that several journals of a school have of one class and subject in a week while no register says which journal
-- counts: a row for each, with the plan by which it is counted, of the journal that proves most, and of several the one
-- whose name comes first.
--
-- Reads `curricula`, `school_weeks`, `school_dates` and `school_keys`. Identities differ between journals, so a plan is known
-- again by the class's label and grade and the subject's label; what a journal has twice is not compared. Where a register
-- names a journal, no other one has a week that begins on the same day.
WITH
shared_weeks AS (
    SELECT school_id, grade, week_id, first_on, COUNT(*) AS journals_count
    FROM school_weeks
    GROUP BY school_id, grade, week_id, first_on
),
numbers AS (
    SELECT school_id, source_system, source_instance, MIN(journal_number) AS journal_number
    FROM school_keys
    GROUP BY school_id, source_system, source_instance
),
-- What a journal can prove in a week in which it has any lesson; what is declared of it only in part, it does not prove.
proofs AS (
    SELECT school_id, source_system, source_instance, week_id,
           MAX(CASE WHEN is_declared THEN 0 ELSE 2 END) AS proof_number,
           MAX(CASE WHEN has_entry_time THEN 0 ELSE 1000 END) AS untimed_number
    FROM school_dates
    GROUP BY school_id, source_system, source_instance, week_id
),
weeks AS (
    SELECT w.school_id, w.source_system, w.source_instance, w.grade, w.week_id, w.first_on
    FROM school_weeks AS w
    INNER JOIN shared_weeks AS s
        ON w.school_id = s.school_id AND w.grade = s.grade AND w.week_id = s.week_id AND w.first_on = s.first_on
    WHERE s.journals_count > 1
),
-- A journal without lessons comes after those that are declared, for it fills nothing, and before those that are not, for
-- these fill nothing of another's plan.
proving_weeks AS (
    SELECT w.school_id, w.source_system, w.source_instance, w.grade, w.week_id, w.first_on,
           COALESCE(p.proof_number, 1) AS proof_number, COALESCE(p.untimed_number, 0) AS untimed_number
    FROM weeks AS w
    LEFT JOIN proofs AS p
        ON w.school_id = p.school_id AND w.source_system = p.source_system AND w.source_instance = p.source_instance
        AND w.week_id = p.week_id
),
ranked_weeks AS (
    SELECT w.school_id, w.source_system, w.source_instance, w.grade, w.week_id, w.first_on, w.proof_number,
           w.proof_number * 1000000 + w.untimed_number + COALESCE(n.journal_number, 999) AS journal_number
    FROM proving_weeks AS w
    LEFT JOIN numbers AS n
        ON w.school_id = n.school_id AND w.source_system = n.source_system AND w.source_instance = n.source_instance
),
comparable AS (
    SELECT c.school_id, c.class_label, c.grade, c.subject_label, w.week_id, w.first_on, w.proof_number, w.journal_number,
           c.source_system, c.source_instance, c.source_school_id, c.class_group_id, c.subject_id
    FROM curricula AS c
    INNER JOIN ranked_weeks AS w
        ON c.school_id = w.school_id AND c.source_system = w.source_system AND c.source_instance = w.source_instance
        AND c.grade = w.grade
    WHERE c.from_on <= w.first_on AND c.until_on >= w.first_on AND c.week_hours > 0
),
-- Once in each journal.
in_journals AS (
    SELECT school_id, class_label, grade, subject_label, week_id, first_on, journal_number,
           MIN(proof_number) AS proof_number, COUNT(*) AS plans_count
    FROM comparable
    GROUP BY school_id, class_label, grade, subject_label, week_id, first_on, journal_number
),
matched AS (
    SELECT school_id, class_label, grade, subject_label, week_id, first_on, MIN(journal_number) AS journal_number,
           MIN(proof_number) AS proof_number, COUNT(*) AS journals_count
    FROM in_journals
    WHERE plans_count = 1
    GROUP BY school_id, class_label, grade, subject_label, week_id, first_on
),
several AS (
    SELECT school_id, class_label, grade, subject_label, week_id, first_on, journal_number, proof_number
    FROM matched
    WHERE journals_count > 1
),
counted AS (
    SELECT c.school_id, c.class_label, c.grade, c.subject_label, c.week_id, c.first_on, c.journal_number, c.proof_number,
           c.source_system, c.source_instance, c.source_school_id, c.class_group_id, c.subject_id
    FROM comparable AS c
    INNER JOIN several AS s
        ON c.school_id = s.school_id AND c.class_label = s.class_label AND c.grade = s.grade
        AND c.subject_label = s.subject_label AND c.week_id = s.week_id AND c.first_on = s.first_on
        AND c.journal_number = s.journal_number
)
SELECT c.source_system, c.source_instance, c.source_school_id, c.class_group_id, c.subject_id, c.week_id,
       CASE WHEN c.journal_number = s.journal_number THEN 1 ELSE 0 END AS is_counted,
       -- Whether its lessons may stand for those of the plan that is counted.
       CASE WHEN c.proof_number = s.proof_number THEN 1 ELSE 0 END AS is_lending,
       s.source_system AS counted_system, s.source_instance AS counted_instance,
       s.source_school_id AS counted_school_id, s.class_group_id AS counted_class_id,
       s.subject_id AS counted_subject_id
FROM comparable AS c
INNER JOIN in_journals AS j
    ON c.school_id = j.school_id AND c.class_label = j.class_label AND c.grade = j.grade
    AND c.subject_label = j.subject_label AND c.week_id = j.week_id AND c.first_on = j.first_on
    AND c.journal_number = j.journal_number
INNER JOIN counted AS s
    ON c.school_id = s.school_id AND c.class_label = s.class_label AND c.grade = s.grade
    AND c.subject_label = s.subject_label AND c.week_id = s.week_id AND c.first_on = s.first_on
WHERE j.plans_count = 1
