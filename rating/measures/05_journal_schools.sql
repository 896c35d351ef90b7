-- The schools of journals of which the timetable has lessons.
--
-- Reads the facts `lessons_scheduled`. `rating` makes the table `unknown_schools` of those that no register names.
SELECT source_system, source_instance, source_school_id, MIN(school_id) AS school_id
FROM lessons_scheduled
WHERE operation <> 'delete'
GROUP BY source_system, source_instance, source_school_id
