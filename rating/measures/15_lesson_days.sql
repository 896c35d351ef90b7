-- The days and minutes for which local time must be worked out before the next file: `rating` reads these rows, makes the
-- tables `class_units`, `school_days`, `local_instants`, `curricula`, `school_weeks`, `indicator_states`,
-- `maturity_schools` and `release_inputs` from the registers, and keeps them in the lake. Whoever repeats the measures
-- reads them there and may leave this file out.
SELECT school_id, source_system, source_instance, lesson_on, ends_minute
FROM lessons
GROUP BY school_id, source_system, source_instance, lesson_on, ends_minute
