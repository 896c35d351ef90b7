-- The days and minutes for which local time must be worked out before the next file: `rating` reads these rows, makes the
-- tables `class_units`, `school_dates`, `school_days`, `local_instants`, `outage_ends`, `curricula`, `school_weeks`,
-- `reference_days`, `indicator_states`, `maturity_schools` and `release_inputs` from the registers, and keeps them in the
-- lake. Whoever repeats the measures reads them there and may leave this file out.
SELECT school_id, source_system, source_instance, lesson_on, starts_minute, ends_minute
FROM lesson_states
GROUP BY school_id, source_system, source_instance, lesson_on, starts_minute, ends_minute
