-- The states of lessons that had more than one, or of which none is left: which of them stood is to be found out.
--
-- Reads `placed_states`.
WITH
lessons_of_states AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, COUNT(*) AS states_count,
           MIN(is_last) AS is_each_last, MIN(from_at) AS first_at
    FROM placed_states
    GROUP BY source_system, source_instance, source_school_id, lesson_id
)
SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id, s.state_id, s.is_timed, s.from_at, s.until_at,
       s.is_last, s.lesson_on, s.class_group_id, s.subject_id, s.lesson_kind,
       -- Whether it is the place in which the timetable had the lesson first.
       CASE WHEN s.from_at > l.first_at THEN 0 ELSE 1 END AS is_first,
       -- When it is asked which state stands: when its record is due; of a change that puts the lesson on a day that was
       -- due already, at once, for nothing that comes later is in time.
       CASE WHEN s.is_entered_late = 1 AND s.from_at > l.first_at THEN s.from_at ELSE s.record_due_at END AS judged_at,
       -- Asked only where the journal proves when it was changed. What the timetable had first, and only then, may change.
       CASE WHEN NOT s.has_entry_time OR s.is_late_cancellation_excused OR NOT s.is_record_due THEN 0
            WHEN s.is_entered_late = 1 THEN CASE WHEN s.from_at > l.first_at THEN 1 ELSE 0 END
            WHEN s.until_at IS NULL OR s.until_at > s.record_due_at THEN 1 ELSE 0 END AS is_there_when_due
FROM placed_states AS s
INNER JOIN lessons_of_states AS l
    ON s.source_system = l.source_system AND s.source_instance = l.source_instance
    AND s.source_school_id = l.source_school_id AND s.lesson_id = l.lesson_id
WHERE l.states_count > 1 OR l.is_each_last = 0
