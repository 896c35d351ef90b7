//! Facts: what happened in a journal. Each kind of fact is one table of the lake, and facts are only
//! ever added: a correction or a deletion is a later version of the same entity.

use super::{Instant, LocalDate};
use crate::{row, symbols};

symbols! {
    /// What a version does to its entity.
    pub enum Operation {
        /// The entity has this content from now on.
        Upsert = "upsert",
        /// The entity is deleted: a tombstone; the content fields repeat the last known content.
        Delete = "delete",
        /// The entity's content as the source holds it now, sent in a full re-synchronisation.
        Snapshot = "snapshot",
    }
}

symbols! {
    /// Who made an entry, by role and never by name.
    pub enum ActorRole {
        /// A teacher.
        Teacher = "teacher",
        /// A deputy head, secretary or other administrator of the school.
        Administrator = "administrator",
        /// A pupil.
        Pupil = "pupil",
        /// A parent or another legal representative.
        Parent = "parent",
        /// The journal system itself, or an import.
        System = "system",
    }
}

row! {
    /// What every fact carries besides its own content: the four clocks, the source, the version and the way here.
    pub struct FactHeader {
        /// The event's identity. Example: `01928f6e-7c00-7000-8000-0000000004d2`.
        event_id: String,
        /// The journal system. Example: `dnevnik`.
        source_system: String,
        /// The installation of that system. Example: `dnevnik-70`.
        source_instance: String,
        /// The school's identity in that installation. Example: `10482`.
        source_school_id: String,
        /// The school, as the registers resolve it: ОГРН and КПП. Example: `1027000861568-701701001`.
        school_id: String,
        /// The entity's identity in the source. Example: `lesson-553201`.
        entity_key: String,
        /// The entity's version, growing with each change.
        entity_version: i64,
        /// What the version does.
        operation: Operation,
        /// When a human saved the entry.
        entered_at: Instant,
        /// The offset of the clock on which it was saved. Unit: minutes east of UTC. Example: `420`.
        entered_offset_minutes: i32,
        /// How exact `entered_at` is. Unit: seconds; 0 is exact, absent is «the journal keeps no entry time».
        entered_precision_seconds: Option<i32>,
        /// When the journal sent the event.
        emitted_at: Instant,
        /// When ingest took the event.
        ingested_at: Instant,
        /// The pseudonym of the person who made the entry.
        actor_pid: Option<String>,
        /// The role of that person.
        actor_role: ActorRole,
        /// The batch of an import, where the entry came by one.
        batch_id: Option<String>,
        /// Whether the event belongs to a later filling of a gap.
        is_backfill: bool,
        /// The kind of import, where the entry came by one. Example: `paper_scan`.
        import_kind: Option<String>,
        /// Ties the events of one user action together.
        correlation_id: Option<String>,
        /// The topic the event was read from. Example: `journal.lessons`.
        topic: String,
        /// The partition of that topic.
        topic_partition: i32,
        /// The offset in that partition.
        topic_offset: i64,
    }
}

symbols! {
    /// Why a pupil joined or left a class group.
    pub enum EnrollmentReason {
        /// Admission to the school or the first grade.
        Admission = "admission",
        /// Transfer between schools or class groups.
        Transfer = "transfer",
        /// The yearly move to the next grade.
        Promotion = "promotion",
        /// Leaving with a certificate.
        Graduation = "graduation",
        /// An individual curriculum.
        IndividualPlan = "individual_plan",
        /// Any other reason.
        Other = "other",
    }
}

row! {
    /// E08. A pupil belongs to a class group between two dates.
    pub struct EnrollmentChanged {
        /// The pupil's pseudonym. Example: `p-5f1c22a9`.
        pupil_pid: String,
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// The first day in the group, local. Example: `2024-09-01`.
        from_on: LocalDate,
        /// The last day in the group, local; absent while the pupil stays. Example: `2025-05-26`.
        to_on: Option<LocalDate>,
        /// Why.
        reason: EnrollmentReason,
    }
}

row! {
    /// E09. A person works in a school between two dates.
    pub struct StaffAssigned {
        /// The person's pseudonym. Example: `t-09ab31`.
        staff_pid: String,
        /// The position in the source's words, without names. Example: `teacher`.
        position: String,
        /// Whether the position teaches: педагогический работник.
        is_teaching: bool,
        /// The first day, local. Example: `2024-09-01`.
        from_on: LocalDate,
        /// The last day, local; absent while the person stays. Example: `2025-08-31`.
        to_on: Option<LocalDate>,
    }
}

symbols! {
    /// What a timetable entry is.
    pub enum LessonKind {
        /// A lesson of the curriculum.
        Curricular = "curricular",
        /// An extracurricular lesson (внеурочная деятельность).
        Extracurricular = "extracurricular",
        /// A consultation.
        Consultation = "consultation",
        /// An examination.
        Examination = "examination",
    }
}

symbols! {
    /// Where a lesson is held.
    pub enum LessonForm {
        /// In the school.
        Onsite = "onsite",
        /// Remotely, with distance technologies.
        Remote = "remote",
    }
}

row! {
    /// E11. A lesson stands in the timetable.
    pub struct LessonScheduled {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of the lesson, local, as the timetable shows it. Example: `2024-10-15`.
        lesson_on: LocalDate,
        /// The lesson's number in the day, from 0 or 1 as the school counts. Example: `3`.
        lesson_number: i32,
        /// The beginning, local. Unit: minutes after midnight. Example: `610` is 10:10.
        starts_minute: i32,
        /// The end, local. Unit: minutes after midnight. Example: `655` is 10:55.
        ends_minute: i32,
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// The subject in the source. Example: `algebra`.
        subject_id: String,
        /// The teacher's pseudonym. Example: `t-09ab31`.
        teacher_pid: Option<String>,
        /// The room. Example: `214`.
        room: Option<String>,
        /// The building in the source, where the school has several. Example: `building-2`.
        building_id: Option<String>,
        /// What the entry is.
        lesson_kind: LessonKind,
        /// Where it is held.
        lesson_form: LessonForm,
        /// When the timetable with this lesson was shown to families. Unit: microseconds since 1970-01-01T00:00:00Z.
        /// Example: `1728376200000000`.
        published_at: Instant,
    }
}

symbols! {
    /// What happened to a lesson of the timetable.
    pub enum LessonChangeKind {
        /// The lesson will not be held.
        Cancelled = "cancelled",
        /// The lesson has another day or hour.
        Moved = "moved",
        /// The lesson has another teacher.
        Substituted = "substituted",
        /// The lesson has another room.
        Room = "room",
    }
}

row! {
    /// E12. A lesson of the timetable is cancelled, moved, substituted or given another room. The entity is the
    /// lesson with the kind of change, so that a move and a substitution of one lesson stand side by side.
    pub struct LessonChanged {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// What happened.
        change: LessonChangeKind,
        /// The day the timetable showed before the change, local. Example: `2024-10-15`.
        lesson_on: LocalDate,
        /// For a move: the new day, local. Example: `2024-10-17`.
        moved_to_on: Option<LocalDate>,
        /// For a move: the new beginning, local. Unit: minutes after midnight. Example: `610`.
        moved_to_starts_minute: Option<i32>,
        /// For a move: the new end, local. Unit: minutes after midnight. Example: `655`.
        moved_to_ends_minute: Option<i32>,
        /// For a substitution: the pseudonym of the teacher who was to teach. Example: `t-09ab31`.
        teacher_from_pid: Option<String>,
        /// For a substitution: the pseudonym of the teacher who teaches. Example: `t-77c0de`.
        teacher_to_pid: Option<String>,
        /// For a substitution: the subject taught instead, where it is another one. Example: `geometry`.
        subject_to_id: Option<String>,
        /// The reason in the source's code. Example: `illness`.
        reason: Option<String>,
    }
}

row! {
    /// E13. A teacher confirms that a lesson was held.
    pub struct LessonHeld {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of the lesson, local. Example: `2024-10-15`.
        lesson_on: LocalDate,
        /// Whether the lesson was held.
        is_held: bool,
        /// Whether the teacher stated that all pupils were present.
        is_all_present: bool,
    }
}

row! {
    /// E14. A lesson has a topic. The text stays in the journal; only its presence and a hash travel.
    pub struct LessonTopicSet {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of the lesson, local. Example: `2024-10-15`.
        lesson_on: LocalDate,
        /// Whether a topic is entered.
        has_topic: bool,
        /// SHA-256 of the topic's text in UTF-8, without white space at its ends: the first 16 hexadecimal digits, to
        /// notice one text for all lessons. Example: `9f86d081884c7d65`.
        topic_hash: Option<String>,
        /// The entry of the lesson plan (КТП) in the source. Example: `plan-77-12`.
        plan_item_id: Option<String>,
    }
}

symbols! {
    /// What a homework entry says.
    pub enum HomeworkKind {
        /// There is homework.
        Real = "real",
        /// The teacher declares that there is none («без задания»).
        NoneDeclared = "none_declared",
    }
}

row! {
    /// E15. Homework is posted with a lesson, or the teacher declares that there is none.
    pub struct HomeworkAssigned {
        /// The homework in the source. Example: `hw-90121`.
        homework_id: String,
        /// The lesson at which it is given. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of that lesson, local. Example: `2024-10-15`.
        lesson_on: LocalDate,
        /// What the entry says.
        homework: HomeworkKind,
        /// The day for which it is given, local. Example: `2024-10-17`.
        assigned_for_on: Option<LocalDate>,
        /// The lesson at which it is due. Example: `lesson-553377`.
        due_lesson_id: Option<String>,
        /// The teacher's estimate of the work. Unit: minutes. Example: `25`.
        estimated_minutes: Option<i32>,
        /// How many pupils it is given to; absent is the whole group. Example: `4`.
        targeted_pupils_count: Option<i32>,
        /// Whether it is done in electronic form.
        is_digital: bool,
        /// How many files are attached. Example: `1`.
        attachments_count: i32,
    }
}

row! {
    /// E16. How many families opened a homework on a day (an aggregate; no person is named).
    pub struct HomeworkViewed {
        /// The homework in the source. Example: `hw-90121`.
        homework_id: String,
        /// The day of the views, local. Example: `2024-10-15`.
        viewed_on: LocalDate,
        /// Distinct families so far. Example: `18`.
        families_count: i32,
        /// Distinct pupils so far. Example: `21`.
        pupils_count: i32,
    }
}

symbols! {
    /// What a work that is marked is.
    pub enum WorkType {
        /// An oral answer.
        Oral = "oral",
        /// Other work at the lesson.
        Classwork = "classwork",
        /// A written work.
        Written = "written",
        /// A control work (контрольная).
        Control = "control",
        /// A project.
        Project = "project",
        /// A homework check.
        HomeworkCheck = "homework_check",
        /// Any other work.
        Other = "other",
    }
}

row! {
    /// E17. A work that will be marked is planned or set.
    pub struct WorkCreated {
        /// The work in the source. Example: `work-3312`.
        work_id: String,
        /// The lesson at which it is written. Example: `lesson-553201`.
        lesson_id: Option<String>,
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// The subject in the source. Example: `algebra`.
        subject_id: String,
        /// What the work is.
        work_type: WorkType,
        /// The day of the work, local. Example: `2024-10-15`.
        work_on: LocalDate,
        /// Its weight in the average. Unit: hundredths. Example: `150` is 1.5.
        weight_hundredths: i32,
        /// Whether the source calls it important.
        is_important: bool,
    }
}

symbols! {
    /// On what scale a mark is given.
    pub enum MarkScale {
        /// 2 to 5 (1 is possible).
        Five = "five",
        /// 0 to 10.
        Ten = "ten",
        /// 0 to 100.
        Hundred = "hundred",
        /// Зачёт or незачёт.
        Credit = "credit",
        /// Not marked: н/а, a point or a letter without a number.
        Other = "other",
    }
}

row! {
    /// E18. A pupil has a mark for a work.
    pub struct MarkSet {
        /// The mark in the source: work, pupil and slot of the cell. Example: `mark-88120443`.
        mark_id: String,
        /// The work it is for. Example: `work-3312`.
        work_id: String,
        /// The lesson, where the mark belongs to one. Example: `lesson-553201`.
        lesson_id: Option<String>,
        /// The day the mark is for, local. Example: `2024-10-15`.
        mark_on: LocalDate,
        /// The pupil's pseudonym. Example: `p-5f1c22a9`.
        pupil_pid: String,
        /// The value as it is written. Example: `5`.
        value: String,
        /// The scale of the value.
        scale: MarkScale,
        /// Whether it is a «точка»: a deferred mark with a deadline.
        is_point: bool,
        /// For a «точка»: the day by which the mark must be set, local. Example: `2024-10-29`.
        point_due_on: Option<LocalDate>,
        /// Whether it counts in the average.
        counts_in_average: bool,
    }
}

symbols! {
    /// How a pupil attended a lesson, in the words all journals are mapped to.
    pub enum AttendanceStatus {
        /// Present.
        Present = "present",
        /// Absent, reason not yet known (Н, ОТ).
        AbsentUnknown = "absent_unknown",
        /// Absent for a respectable reason (УП).
        AbsentExcused = "absent_excused",
        /// Absent by illness (Б).
        AbsentIll = "absent_ill",
        /// Absent without a respectable reason (НП).
        AbsentUnexcused = "absent_unexcused",
        /// Late (О, ОП).
        Late = "late",
        /// Released from the lesson (ОСВ).
        Released = "released",
        /// Taking part remotely.
        RemotePresent = "remote_present",
    }
}

row! {
    /// E19. A pupil's attendance at a lesson is noted, as a rule by exception.
    pub struct AttendanceSet {
        /// The lesson in the source. Example: `lesson-553201`.
        lesson_id: String,
        /// The day of the lesson, local. Example: `2024-10-15`.
        lesson_on: LocalDate,
        /// The pupil's pseudonym. Example: `p-5f1c22a9`.
        pupil_pid: String,
        /// How the pupil attended.
        status: AttendanceStatus,
        /// The reason in the source's code. Example: `medical_note`.
        reason_code: Option<String>,
        /// The status as the source writes it. Example: `Н`.
        source_code: String,
    }
}

row! {
    /// E20. A pupil has a final mark of a period.
    pub struct FinalMarkSet {
        /// The period: the entity key of its E06. Example: `10482|2024|7|quarter|1`.
        period_id: String,
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// The subject in the source. Example: `algebra`.
        subject_id: String,
        /// The pupil's pseudonym. Example: `p-5f1c22a9`.
        pupil_pid: String,
        /// The value as it is written. Example: `4`.
        value: String,
        /// The scale of the value.
        scale: MarkScale,
    }
}

row! {
    /// E21. A group's journal of a period is locked for changes, or unlocked again.
    pub struct JournalLocked {
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// The period: the entity key of its E06. Example: `10482|2024|7|quarter|1`.
        period_id: String,
        /// When it was locked. Unit: microseconds since 1970-01-01T00:00:00Z. Example: `1728981000000000`.
        locked_at: Instant,
        /// When it was unlocked; absent while it is locked. Unit: microseconds since 1970-01-01T00:00:00Z.
        /// Example: `1729067400000000`.
        unlocked_at: Option<Instant>,
        /// The pseudonym of the person who did it. Example: `t-09ab31`.
        locked_by_pid: Option<String>,
    }
}

symbols! {
    /// How users came in.
    pub enum ActivityChannel {
        /// A browser.
        Web = "web",
        /// A mobile application.
        App = "app",
    }
}

symbols! {
    /// How users were recognised.
    pub enum LoginType {
        /// Госуслуги (ЕСИА).
        Esia = "esia",
        /// The journal's own account.
        Local = "local",
    }
}

row! {
    /// E22. How many users of a role were active on a day (an aggregate; no person is named).
    pub struct ActivityDaily {
        /// The day, local. Example: `2024-10-15`.
        activity_on: LocalDate,
        /// The role.
        role: ActorRole,
        /// How they came in.
        channel: ActivityChannel,
        /// How they were recognised.
        login: LoginType,
        /// Distinct users. Example: `412`.
        users_count: i32,
        /// All users of the role, active or not, on that day. Example: `803`.
        accounts_count: i32,
    }
}

row! {
    /// E23. The state of a pupil's digital profile and portfolio.
    pub struct ProfileState {
        /// The pupil's pseudonym. Example: `p-5f1c22a9`.
        pupil_pid: String,
        /// Whether the digital profile is kept (цифровой профиль ведётся).
        is_profile_maintained: bool,
        /// Whether recommendations from the digital portfolio were offered.
        is_recommendation_offered: bool,
        /// The day they were offered, local; absent when none were. Example: `2024-10-10`.
        recommendation_offered_on: Option<LocalDate>,
    }
}

symbols! {
    /// A platform of the digital educational environment.
    pub enum Platform {
        /// «Сферум».
        Sferum = "sferum",
        /// ФГИС «Моя школа».
        MySchool = "my_school",
        /// The library of verified digital educational content (ЦОК).
        ContentLibrary = "content_library",
    }
}

symbols! {
    /// Whose account of a platform it is.
    pub enum PlatformRole {
        /// A pupil.
        Pupil = "pupil",
        /// A teaching employee.
        Teacher = "teacher",
    }
}

row! {
    /// E24. A person of a school is registered at a platform and used it last on a day. One entity per platform and
    /// person serves both `platform.registered` and `platform.used`.
    pub struct PlatformUsed {
        /// The platform.
        platform: Platform,
        /// The person's pseudonym. Example: `t-09ab31`.
        person_pid: String,
        /// The person's role.
        role: PlatformRole,
        /// The day of registration, local. Example: `2023-09-04`.
        registered_on: LocalDate,
        /// The day of the last use, local; absent when it was never used. Example: `2024-10-14`.
        last_used_on: Option<LocalDate>,
    }
}

row! {
    /// E27. A connector is alive.
    pub struct FeedHeartbeat {
        /// The hour it speaks of, its beginning. Unit: microseconds since 1970-01-01T00:00:00Z.
        /// Example: `1728979200000000`.
        hour_at: Instant,
        /// Whether the journal behind the connector answers.
        is_alive: bool,
        /// How far the connector is behind the journal. Unit: seconds. Example: `40`.
        lag_seconds: i32,
        /// The version of the event contract that it speaks. Example: `1`.
        contract_version: i32,
    }
}

row! {
    /// E28. How many entities of a type a journal holds for a day, to notice losses.
    pub struct FeedControlTotals {
        /// The day, local. Example: `2024-10-15`.
        totals_on: LocalDate,
        /// The type counted, by its code. Example: `E14`.
        event_code: String,
        /// How many entities entered on that day are valid now. Example: `118`.
        entities_count: i64,
        /// A checksum over these entities: the sum of the CRC-32 (IEEE 802.3) of each `entity_key|entity_version`, the
        /// version that is valid now in decimal digits, the text in UTF-8; modulo 2^63. Example: `90121331`.
        checksum: i64,
    }
}

row! {
    /// E30. An order to erase or anonymise a person (152-ФЗ).
    pub struct PersonErased {
        /// The pseudonym to erase. Example: `p-5f1c22a9`.
        person_pid: String,
        /// Whether the facts stay without the pseudonym (true) or go (false).
        is_anonymised: bool,
        /// The order's identity in the source. Example: `order-2024-118`.
        order_id: String,
    }
}

/// A fact's content: it knows the table of the lake that keeps it.
pub trait Fact: super::Row {
    /// The table's name.
    const TABLE: &'static str;
}

/// A table of facts: its name and the fields of its content, which follow those of [`FactHeader`].
#[derive(Debug, Clone, Copy)]
pub struct FactTable {
    /// The name.
    pub name: &'static str,
    /// The content's fields.
    pub content: &'static [super::Field],
}

macro_rules! fact_tables {
    ($($fact:ident => $table:literal),+ $(,)?) => {
        $(impl Fact for $fact { const TABLE: &'static str = $table; })+
        /// Every table of facts.
        pub const FACT_TABLES: &[FactTable] = &[$(FactTable { name: $table, content: <$fact as super::Record>::FIELDS }),+];
    };
}

fact_tables! {
    EnrollmentChanged => "enrollments",
    StaffAssigned => "staff",
    LessonScheduled => "lessons_scheduled",
    LessonChanged => "lesson_changes",
    LessonHeld => "lessons_held",
    LessonTopicSet => "lesson_topics",
    HomeworkAssigned => "homework",
    HomeworkViewed => "homework_views",
    WorkCreated => "works",
    MarkSet => "marks",
    AttendanceSet => "attendance",
    FinalMarkSet => "final_marks",
    JournalLocked => "journal_locks",
    ActivityDaily => "activity",
    ProfileState => "profiles",
    PlatformUsed => "platform_uses",
    FeedHeartbeat => "heartbeats",
    FeedControlTotals => "control_totals",
    PersonErased => "erasures",
}
