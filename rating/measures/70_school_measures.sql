-- What duties and timetable weeks add up to, for each school, municipality, indicator and period: whole numbers only.
--
-- Reads `duties`, `timetable_weeks` and `indicator_states`, which says for each indicator what counts in its numerator
-- and denominator: a new indicator over these duties is a row there.
WITH
counted AS (
    SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, duty, state, reason,
           COUNT(*) AS duties_count
    FROM duties
    GROUP BY release_key, school_id, municipality_id, week_id, month_id, term_id, duty, state, reason
),
of_duties AS (
    SELECT c.release_key, c.school_id, c.municipality_id, c.week_id, c.month_id, c.term_id, s.indicator,
           c.duties_count * s.in_numerator AS numerator,
           c.duties_count * s.in_denominator AS denominator,
           CASE WHEN c.state = 'excused' THEN c.duties_count ELSE 0 END AS excused_count,
           CASE WHEN c.state = 'not_measurable' THEN c.duties_count ELSE 0 END AS not_measurable_count,
           CASE WHEN c.state = 'pending' THEN c.duties_count ELSE 0 END AS pending_count,
           CASE WHEN c.state = 'not_measurable' OR c.reason = 'outage' THEN c.duties_count ELSE 0 END AS unobserved_count
    FROM counted AS c
    INNER JOIN indicator_states AS s
        ON c.release_key = s.release_key AND c.duty = s.duty AND c.state = s.state
),
of_timetables AS (
    SELECT t.release_key, t.school_id, t.municipality_id, t.week_id, t.month_id, t.term_id, s.indicator,
           t.filled_thirtieths * s.in_numerator AS numerator,
           t.planned_thirtieths * s.in_denominator AS denominator,
           0 AS excused_count, 0 AS not_measurable_count, 0 AS pending_count, 0 AS unobserved_count
    FROM timetable_weeks AS t
    INNER JOIN indicator_states AS s
        ON t.release_key = s.release_key
    WHERE s.duty = 'timetable'
),
measured AS (
    SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, indicator, numerator, denominator,
           excused_count, not_measurable_count, pending_count, unobserved_count
    FROM of_duties
    UNION ALL
    SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, indicator, numerator, denominator,
           excused_count, not_measurable_count, pending_count, unobserved_count
    FROM of_timetables
),
-- Summed once over all that is finer than a week within a month and term; what remains is small.
summed AS (
    SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, indicator,
           SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(excused_count) AS excused_count,
           SUM(not_measurable_count) AS not_measurable_count, SUM(pending_count) AS pending_count,
           SUM(unobserved_count) AS unobserved_count
    FROM measured
    GROUP BY release_key, school_id, municipality_id, week_id, month_id, term_id, indicator
),
-- A day outside every term counts in its week and month only.
by_period AS (
    SELECT release_key, school_id, municipality_id, 'week' AS period_kind, week_id AS period_id, indicator, numerator,
           denominator, excused_count, not_measurable_count, pending_count, unobserved_count
    FROM summed
    UNION ALL
    SELECT release_key, school_id, municipality_id, 'month' AS period_kind, month_id AS period_id, indicator, numerator,
           denominator, excused_count, not_measurable_count, pending_count, unobserved_count
    FROM summed
    UNION ALL
    SELECT release_key, school_id, municipality_id, 'term' AS period_kind, term_id AS period_id, indicator, numerator,
           denominator, excused_count, not_measurable_count, pending_count, unobserved_count
    FROM summed
    WHERE term_id IS NOT NULL
)
SELECT release_key, school_id, municipality_id, period_kind, period_id, indicator,
       CAST(SUM(numerator) AS BIGINT) AS numerator,
       CAST(SUM(denominator) AS BIGINT) AS denominator,
       CAST(SUM(excused_count) AS BIGINT) AS excused_count,
       CAST(SUM(not_measurable_count) AS BIGINT) AS not_measurable_count,
       CAST(SUM(pending_count) AS BIGINT) AS pending_count,
       CAST(SUM(unobserved_count) AS BIGINT) AS unobserved_count
FROM by_period
GROUP BY release_key, school_id, municipality_id, period_kind, period_id, indicator
