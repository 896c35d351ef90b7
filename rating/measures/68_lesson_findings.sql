-- What looks wrong in the lessons' data, for each school and week, with an example. A finding changes no figure.
--
-- Reads `placed_lessons`, `entry_versions`, `enrolled_days`, `dispositions`, `lesson_entries`, `same_lessons`, `timetable_weeks`,
-- `timetable_states`, `timetable_versions`, `timetable_edits`, `timetable_changes` and `unknown_schools`.
WITH
-- Most entities have one version, and need no comparison.
edited AS (
    SELECT source_system, source_instance, source_school_id, entry, entity_key, MIN(entity_version) AS first_version,
           MAX(entity_version) AS highest_version
    FROM entry_versions
    GROUP BY source_system, source_instance, source_school_id, entry, entity_key
),
edits AS (
    SELECT t.source_system, t.source_instance, t.source_school_id, t.entry, t.entity_key, t.entity_version, t.lesson_id,
           t.entered_at
    FROM entry_versions AS t
    INNER JOIN edited AS e
        ON t.source_system = e.source_system AND t.source_instance = e.source_instance
        AND t.source_school_id = e.source_school_id AND t.entry = e.entry AND t.entity_key = e.entity_key
    WHERE e.first_version < e.highest_version
),
entered_again AS (
    SELECT source_system, source_instance, source_school_id, lesson_id
    FROM entry_versions
    WHERE is_back_dated = 1
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
back_dated_edits AS (
    SELECT later.source_system, later.source_instance, later.source_school_id, later.lesson_id
    FROM edits AS later
    INNER JOIN edits AS earlier
        ON later.source_system = earlier.source_system AND later.source_instance = earlier.source_instance
        AND later.source_school_id = earlier.source_school_id AND later.entry = earlier.entry
        AND later.entity_key = earlier.entity_key
    WHERE later.entity_version > earlier.entity_version AND later.entered_at < earlier.entered_at
    GROUP BY later.source_system, later.source_instance, later.source_school_id, later.lesson_id
),
-- A later version of the timetable claims an earlier time than one before it.
back_dated_timetable AS (
    SELECT v.source_system, v.source_instance, v.source_school_id, v.lesson_id
    FROM timetable_versions AS v
    INNER JOIN timetable_edits AS e
        ON v.version_kind = e.version_kind AND v.source_system = e.source_system
        AND v.source_instance = e.source_instance AND v.source_school_id = e.source_school_id
        AND v.entity_key = e.entity_key AND v.entity_version = e.entity_version
    WHERE v.entered_at < e.from_at
),
back_dated_all AS (
    SELECT source_system, source_instance, source_school_id, lesson_id FROM back_dated_timetable
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id FROM timetable_changes WHERE is_back_dated = 1
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id FROM back_dated_edits
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id FROM entered_again
),
back_dated AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, 'back_dated_entry' AS finding
    FROM back_dated_all
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
early AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, 'early_presence' AS finding
    FROM entry_versions
    WHERE is_early = 1
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
on_free_days AS (
    SELECT d.source_system, d.source_instance, d.source_school_id, d.lesson_id, 'entry_on_free_day' AS finding
    FROM dispositions AS d
    INNER JOIN lesson_entries AS e
        ON d.source_system = e.source_system AND d.source_instance = e.source_instance
        AND d.source_school_id = e.source_school_id AND d.lesson_id = e.lesson_id
    WHERE d.disposition = 'non_instructional'
),
changed AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, 'late_cancellation' AS finding
    FROM placed_lessons
    WHERE is_cancelled = 1 AND is_scoped = 1 AND has_entry_time AND is_ended
        AND (cancelled_from_at IS NULL OR record_due_at < cancelled_at)
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, 'overruled_change' AS finding
    FROM placed_lessons
    WHERE has_overruled_change = 1
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, 'late_change' AS finding
    FROM placed_lessons
    WHERE is_changed_late = 1 AND is_ended
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, 'late_lesson' AS finding
    FROM placed_lessons
    WHERE is_entered_late = 1 AND is_scoped = 1 AND is_ended
),
in_two_journals AS (
    SELECT counted_system AS source_system, counted_instance AS source_instance, counted_school_id AS source_school_id,
           counted_lesson_id AS lesson_id, 'two_journals' AS finding
    FROM same_lessons
    GROUP BY counted_system, counted_instance, counted_school_id, counted_lesson_id
),
unknown AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, disposition AS finding
    FROM dispositions
    WHERE disposition = 'unknown_group' OR disposition = 'unknown_calendar' OR disposition = 'unknown_enrollment'
),
-- Groups that had pupils when the day ended, and afterwards had none. What else registers took back is known without lessons.
emptied AS (
    SELECT d.source_system, d.source_instance, d.source_school_id, d.lesson_id, 'late_register' AS finding
    FROM dispositions AS d
    INNER JOIN enrolled_days AS n
        ON d.source_system = n.source_system AND d.source_instance = n.source_instance
        AND d.source_school_id = n.source_school_id AND d.class_group_id = n.class_group_id AND d.lesson_on = n.lesson_on
    WHERE d.disposition = 'late_register' AND n.is_enrolled = 0 AND n.is_emptied_late = 1
),
undeclared AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, 'not_declared' AS finding
    FROM placed_lessons
    WHERE NOT is_declared AND is_scoped = 1 AND is_ended
),
untimed AS (
    SELECT l.source_system, l.source_instance, l.source_school_id, l.lesson_id, 'untimed_entry' AS finding
    FROM placed_lessons AS l
    INNER JOIN lesson_entries AS e
        ON l.source_system = e.source_system AND l.source_instance = e.source_instance
        AND l.source_school_id = e.source_school_id AND l.lesson_id = e.lesson_id
    WHERE l.has_entry_time AND l.is_declared AND l.is_scoped = 1
        AND (e.topic_at IS NOT NULL AND e.topic_from_at IS NULL OR e.presence_at IS NOT NULL AND e.presence_from_at IS NULL
             OR e.real_homework_at IS NOT NULL AND e.real_homework_from_at IS NULL)
),
-- Of a week with lessons enough, nothing of a kind came from a journal of a school.
entered AS (
    SELECT d.release_key, d.school_id, d.municipality_id, d.week_id, d.source_system, d.source_instance,
           COUNT(*) AS lessons_count,
           SUM(CASE WHEN e.topic_at IS NULL THEN 0 ELSE 1 END) AS topics_count,
           SUM(CASE WHEN e.presence_at IS NULL THEN 0 ELSE 1 END) AS presences_count,
           SUM(CASE WHEN e.homework_at IS NULL THEN 0 ELSE 1 END) AS homework_count
    FROM dispositions AS d
    LEFT JOIN lesson_entries AS e
        ON d.source_system = e.source_system AND d.source_instance = e.source_instance
        AND d.source_school_id = e.source_school_id AND d.lesson_id = e.lesson_id
    WHERE d.disposition = 'counted'
    GROUP BY d.release_key, d.school_id, d.municipality_id, d.week_id, d.source_system, d.source_instance
),
silent AS (
    SELECT release_key, school_id, municipality_id, week_id, lessons_count, 'topics' AS family FROM entered
    WHERE topics_count = 0
    UNION ALL
    SELECT release_key, school_id, municipality_id, week_id, lessons_count, 'presence' AS family FROM entered
    WHERE presences_count = 0
    UNION ALL
    SELECT release_key, school_id, municipality_id, week_id, lessons_count, 'homework' AS family FROM entered
    WHERE homework_count = 0
),
named_lessons AS (
    SELECT source_system, source_instance, source_school_id, lesson_id
    FROM timetable_states
    WHERE is_last = 1
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
found AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, finding FROM back_dated
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, finding FROM early
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, finding FROM on_free_days
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, finding FROM changed
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, finding FROM in_two_journals
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, finding FROM unknown
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, finding FROM emptied
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, finding FROM undeclared
    UNION ALL
    SELECT source_system, source_instance, source_school_id, lesson_id, finding FROM untimed
)
SELECT l.release_key, f.finding, l.school_id, l.municipality_id, l.week_id, COUNT(*) AS findings_count,
       MIN(f.lesson_id) AS example
FROM found AS f
INNER JOIN placed_lessons AS l
    ON f.source_system = l.source_system AND f.source_instance = l.source_instance
    AND f.source_school_id = l.source_school_id AND f.lesson_id = l.lesson_id
GROUP BY l.release_key, f.finding, l.school_id, l.municipality_id, l.week_id
UNION ALL
SELECT release_key, 'unknown_plan' AS finding, school_id, municipality_id, week_id,
       CAST(SUM(unobserved_count) AS BIGINT) AS findings_count, MIN(class_group_id) AS example
FROM timetable_weeks
WHERE reason = 'unknown_plan'
GROUP BY release_key, school_id, municipality_id, week_id
UNION ALL
SELECT release_key, 'silent_family' AS finding, school_id, municipality_id, week_id,
       CAST(SUM(lessons_count) AS BIGINT) AS findings_count, MIN(family) AS example
FROM silent
WHERE lessons_count >= 20
GROUP BY release_key, school_id, municipality_id, week_id, family
UNION ALL
-- A school that no register names has no place: its columns are absent.
SELECT u.release_key, 'unknown_school' AS finding, NULL AS school_id, NULL AS municipality_id, NULL AS week_id,
       COUNT(*) AS findings_count, MIN(t.lesson_id) AS example
FROM named_lessons AS t
INNER JOIN unknown_schools AS u
    ON t.source_system = u.source_system AND t.source_instance = u.source_instance
    AND t.source_school_id = u.source_school_id
GROUP BY u.release_key
