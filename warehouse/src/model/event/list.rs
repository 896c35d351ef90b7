//! The one list of events. Everything that knows all events follows from it: the types of the wire, the schemas and
//! the contract, the tables of the lake, the kinds of registers, the samples, the simulator.

/// Gives the list of events to the macro `$then`, an entry each:
///
/// ```text
/// "code" "name" Family Content fact("table of the lake")      key("fields that make the entity key" = "its sample");
/// "code" "name" Family Content register(Variant "kind's word") key("fields that make the entity key" = "its sample");
/// ```
///
/// An entity key joins fields of the envelope or the content by upright bars. A table's number in the catalog is its
/// place here, so an entry is added at the end and none is moved.
#[macro_export]
macro_rules! for_each_event {
    ($then:ident) => {
        $then! {
            "E01" "org.upserted" Registers SchoolUpserted register(School "school")
                key("source_school_id" = "10482");
            "E02" "org.membership_changed" Registers MembershipChanged register(Membership "membership")
                key("source_school_id|from_on" = "10482|2025-02-01");
            "E03" "org.authority_changed" Registers AuthorityChanged register(Authority "authority")
                key("source_school_id|from_on|grade_from" = "10482|2025-01-13|1");
            "E04" "calendar.published" Registers CalendarPublished register(Calendar "calendar")
                key("source_school_id|school_year|grade" = "10482|2024|5");
            "E05" "bells.published" Registers BellsPublished register(Bells "bells")
                key("source_school_id|building_id|shift|from_on" = "10482|building-1|1|2024-09-01");
            "E06" "period.defined" Registers PeriodDefined register(Period "period")
                key("source_school_id|school_year|grade|term_kind|term_number" = "10482|2024|5|quarter|2");
            "E07" "group.upserted" Registers ClassGroupUpserted register(ClassGroup "class_group")
                key("class_group_id" = "group-77012");
            "E08" "enrollment.changed" People EnrollmentChanged fact("enrollments")
                key("pupil_pid|class_group_id|from_on" = "p-5f1c22a9|group-77012|2024-09-01");
            "E09" "staff.assigned" People StaffAssigned fact("staff")
                key("staff_pid|source_school_id|from_on" = "t-09ab31|10482|2024-09-01");
            "E10" "curriculum.published" Registers CurriculumPublished register(Curriculum "curriculum")
                key("class_group_id|subject_id|from_on" = "group-77012|algebra|2024-09-01");
            "E11" "lesson.scheduled" Timetable LessonScheduled fact("lessons_scheduled")
                key("lesson_id" = "lesson-553201");
            "E12" "lesson.changed" Timetable LessonChanged fact("lesson_changes")
                key("lesson_id|change" = "lesson-553201|moved");
            "E13" "lesson.held" Lessons LessonHeld fact("lessons_held")
                key("lesson_id" = "lesson-553201");
            "E14" "lesson.topic_set" Lessons LessonTopicSet fact("lesson_topics")
                key("lesson_id" = "lesson-553201");
            "E15" "homework.assigned" Homework HomeworkAssigned fact("homework")
                key("homework_id" = "hw-90121");
            "E16" "homework.viewed" Homework HomeworkViewed fact("homework_views")
                key("homework_id|viewed_on" = "hw-90121|2024-10-15");
            "E17" "work.created" Marks WorkCreated fact("works")
                key("work_id" = "work-3312");
            "E18" "mark.set" Marks MarkSet fact("marks")
                key("mark_id" = "mark-88120443");
            "E19" "attendance.set" Attendance AttendanceSet fact("attendance")
                key("lesson_id|pupil_pid" = "lesson-553201|p-5f1c22a9");
            "E20" "final_mark.set" Marks FinalMarkSet fact("final_marks")
                key("period_id|class_group_id|subject_id|pupil_pid"
                    = "10482|2024|7|quarter|1|group-77012|algebra|p-5f1c22a9");
            "E21" "journal.locked" Marks JournalLocked fact("journal_locks")
                key("period_id|class_group_id" = "10482|2024|7|quarter|1|group-77012");
            "E22" "activity.daily" Activity ActivityDaily fact("activity")
                key("source_school_id|activity_on|role|channel|login" = "10482|2024-10-15|parent|web|esia");
            "E23" "profile.state" Maturity ProfileState fact("profiles")
                key("pupil_pid" = "p-5f1c22a9");
            "E24" "platform.used" Maturity PlatformUsed fact("platform_uses")
                key("platform|person_pid" = "sferum|t-09ab31");
            "E25" "tasks.counted" Maturity TasksCounted register(Tasks "tasks")
                key("provider|source_school_id|month_on" = "resh||2024-09-01");
            "E26" "official.count" Maturity OfficialCount register(OfficialCount "official_count")
                key("form|line|source_school_id|as_of_on" = "OO-1|pupils|10482|2024-09-20");
            "E27" "feed.heartbeat" Feed FeedHeartbeat fact("heartbeats")
                key("source_school_id|hour_at" = "10482|1728979200000000");
            "E28" "feed.control_totals" Feed FeedControlTotals fact("control_totals")
                key("source_school_id|totals_on|event_code" = "10482|2024-10-15|E14");
            "E29" "feed.outage_declared" Feed OutageDeclared register(Outage "outage")
                key("source_school_id|from_at" = "10482|1728867600000000");
            "E30" "person.erased" People PersonErased fact("erasures")
                key("person_pid" = "p-5f1c22a9");
        }
    };
}
