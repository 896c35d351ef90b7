-- Lessons that two journals of a school have while no register says which journal counts: a row for each, with the lesson
-- by which it is counted: of the journal that proves most, and of several the one whose name comes first.
--
-- Reads `placed_lessons` and `curricula`. Identities differ between journals, so a lesson is known again by the class's
-- label and grade, the day, its number and the subject's label; what a journal has twice is not compared.
WITH
subjects AS (
    SELECT source_system, source_instance, source_school_id, subject_id, MIN(subject_label) AS subject_label
    FROM curricula
    GROUP BY source_system, source_instance, source_school_id, subject_id
),
comparable AS (
    SELECT l.school_id, l.class_label, l.grade, l.lesson_on, l.lesson_number,
           COALESCE(s.subject_label, l.subject_id) AS subject_label,
           -- A journal that proves more counts before one that proves less.
           l.journal_number + CASE WHEN l.has_entry_time THEN 0 ELSE 1000 END
               + CASE WHEN l.is_declared THEN 0 ELSE 1000000 END AS journal_number, l.is_declared, l.source_system,
           l.source_instance, l.source_school_id, l.lesson_id
    FROM placed_lessons AS l
    LEFT JOIN subjects AS s
        ON l.source_system = s.source_system AND l.source_instance = s.source_instance
        AND l.source_school_id = s.source_school_id AND l.subject_id = s.subject_id
    WHERE l.is_scoped = 1 AND l.is_cancelled = 0 AND l.authority = 'unnamed'
),
-- Once in each journal.
in_journals AS (
    SELECT school_id, class_label, grade, lesson_on, lesson_number, subject_label, journal_number,
           COUNT(*) AS lessons_count
    FROM comparable
    GROUP BY school_id, class_label, grade, lesson_on, lesson_number, subject_label, journal_number
),
matched AS (
    SELECT school_id, class_label, grade, lesson_on, lesson_number, subject_label,
           MIN(journal_number) AS journal_number, COUNT(*) AS journals_count
    FROM in_journals
    WHERE lessons_count = 1
    GROUP BY school_id, class_label, grade, lesson_on, lesson_number, subject_label
),
several AS (
    SELECT school_id, class_label, grade, lesson_on, lesson_number, subject_label, journal_number
    FROM matched
    WHERE journals_count > 1
),
counted AS (
    SELECT c.school_id, c.class_label, c.grade, c.lesson_on, c.lesson_number, c.subject_label, c.source_system,
           c.source_instance, c.source_school_id, c.lesson_id
    FROM comparable AS c
    INNER JOIN several AS s
        ON c.school_id = s.school_id AND c.class_label = s.class_label AND c.grade = s.grade
        AND c.lesson_on = s.lesson_on AND c.lesson_number = s.lesson_number AND c.subject_label = s.subject_label
        AND c.journal_number = s.journal_number
)
SELECT c.source_system, c.source_instance, c.source_school_id, c.lesson_id, c.is_declared,
       s.source_system AS counted_system, s.source_instance AS counted_instance,
       s.source_school_id AS counted_school_id, s.lesson_id AS counted_lesson_id
FROM comparable AS c
INNER JOIN in_journals AS j
    ON c.school_id = j.school_id AND c.class_label = j.class_label AND c.grade = j.grade AND c.lesson_on = j.lesson_on
    AND c.lesson_number = j.lesson_number AND c.subject_label = j.subject_label AND c.journal_number = j.journal_number
INNER JOIN counted AS s
    ON c.school_id = s.school_id AND c.class_label = s.class_label AND c.grade = s.grade AND c.lesson_on = s.lesson_on
    AND c.lesson_number = s.lesson_number AND c.subject_label = s.subject_label
WHERE j.lessons_count = 1
