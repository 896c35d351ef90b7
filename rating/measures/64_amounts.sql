-- How much of each duty is in each state, for each school and week: duties are counted, planned lessons are added up.
--
-- Reads `duties` and `timetable_weeks`. A planned lesson is owed like a duty: it stands in the timetable, it is missing
-- there, its week is running, or nobody knows.
SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, duty, state, reason, COUNT(*) AS amount
FROM duties
GROUP BY release_key, school_id, municipality_id, week_id, month_id, term_id, duty, state, reason
UNION ALL
SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, 'timetable' AS duty, 'on_time' AS state,
       reason, SUM(filled_count) AS amount
FROM timetable_weeks
GROUP BY release_key, school_id, municipality_id, week_id, month_id, term_id, reason
UNION ALL
SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, 'timetable' AS duty, 'missing' AS state,
       reason, SUM(planned_count - filled_count) AS amount
FROM timetable_weeks
GROUP BY release_key, school_id, municipality_id, week_id, month_id, term_id, reason
UNION ALL
SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, 'timetable' AS duty, 'pending' AS state,
       reason, SUM(pending_count) AS amount
FROM timetable_weeks
GROUP BY release_key, school_id, municipality_id, week_id, month_id, term_id, reason
UNION ALL
SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, 'timetable' AS duty, 'unknown' AS state,
       reason, SUM(unobserved_count) AS amount
FROM timetable_weeks
GROUP BY release_key, school_id, municipality_id, week_id, month_id, term_id, reason
