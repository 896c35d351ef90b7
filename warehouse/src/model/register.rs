//! Registers: what is in force and since when: schools, calendars, groups, plans, official counts.
//! A register is append-only: each change has a sequence number, and a register's version is that number.

use super::{Instant, LocalDate};
use crate::{record, symbols};

symbols! {
    /// What an educational organization is.
    pub enum SchoolType {
        /// A school of general education.
        School = "school",
        /// A gymnasium or a lyceum.
        Gymnasium = "gymnasium",
        /// An evening, correctional or boarding school.
        Special = "special",
    }
}

symbols! {
    /// Where a school stands.
    pub enum SettlementType {
        /// In a city or an urban settlement.
        Urban = "urban",
        /// In the countryside.
        Rural = "rural",
    }
}

symbols! {
    /// How a school keeps its journals.
    pub enum JournalForm {
        /// On paper.
        Paper = "paper",
        /// Electronically, with a paper copy.
        Both = "both",
        /// Electronically only.
        Electronic = "electronic",
    }
}

record! {
    /// E01. A school as its journal knows it. ОГРН with КПП is the school's identity across journals, for branches
    /// share the ОГРН of their legal entity and differ in КПП.
    pub struct SchoolUpserted {
        /// ОГРН of the legal entity, 13 digits. Example: `1027000861568`.
        ogrn: String,
        /// ИНН of the legal entity, 10 digits. Example: `7017012345`.
        inn: String,
        /// КПП, 9 digits; a branch has its own. Example: `701701001`.
        kpp: String,
        /// The short name. Example: `МАОУ СОШ № 12`.
        name: String,
        /// What the organization is.
        school_type: SchoolType,
        /// For a branch: the head organization's id in the source. Example: `10482`.
        parent_source_school_id: Option<String>,
        /// Whether it is a branch.
        is_branch: bool,
        /// The address in ФИАС (ГАР). Example: `5f290be7-14ff-4ccd-8bc8-2871a9ca9d5f`.
        address_fias_id: Option<String>,
        /// ОКТМО of the municipality, 8 digits. Example: `69701000`.
        oktmo: String,
        /// The school's zone in the IANA database. Example: `Asia/Tomsk`.
        time_zone: String,
        /// Where it stands.
        settlement: SettlementType,
        /// In how many shifts it works. Example: `2`.
        shifts_count: i32,
        /// How many days its week has, 5 or 6. Example: `6`.
        week_days_count: i32,
        /// How many pupils it has, as the journal counts. Example: `640`.
        pupils_count: i32,
        /// For how many days after a lesson the journal lets a teacher edit; absent is no limit. Example: `7`.
        edit_window_days: Option<i32>,
        /// How journals are kept.
        journal_form: JournalForm,
        /// Since when they are kept so, local. Example: `2014-09-01`.
        journal_form_from_on: LocalDate,
    }
}

symbols! {
    /// How a membership came about.
    pub enum MembershipLineage {
        /// The first membership.
        Founded = "founded",
        /// The school moved to another municipality.
        Transferred = "transferred",
        /// The municipality got another code or name on the same territory.
        Renamed = "renamed",
        /// Several organizations became one.
        Merged = "merged",
        /// One organization became several.
        Split = "split",
    }
}

record! {
    /// E02. A school belongs to a municipality between two dates.
    pub struct MembershipChanged {
        /// ОКТМО of the municipality, 8 digits. Example: `69701000`.
        oktmo: String,
        /// The municipality's name. Example: `Город Томск`.
        municipality_name: String,
        /// The founder, in the source's words. Example: `Администрация города Томска`.
        founder: Option<String>,
        /// The first day, local. Example: `2025-02-01`.
        from_on: LocalDate,
        /// The last day, local; absent while it lasts. Example: `2026-08-31`.
        to_on: Option<LocalDate>,
        /// The act. Example: `Закон Томской области № 1-ОЗ`.
        act: Option<String>,
        /// How it came about.
        lineage: MembershipLineage,
    }
}

record! {
    /// E03. Which journal is authoritative for a school, by grade and date.
    pub struct AuthorityChanged {
        /// The authoritative journal system. Example: `sgo`.
        authoritative_system: String,
        /// Its installation. Example: `sgo-70`.
        authoritative_instance: String,
        /// The lowest grade it holds for. Example: `1`.
        grade_from: i32,
        /// The highest grade it holds for. Example: `11`.
        grade_to: i32,
        /// The first day, local. Example: `2025-01-13`.
        from_on: LocalDate,
        /// The last day, local; absent while it lasts. Example: `2026-08-31`.
        to_on: Option<LocalDate>,
    }
}

symbols! {
    /// What kind of day it is for a grade of a school.
    pub enum DayType {
        /// Lessons are held.
        Instructional = "instructional",
        /// Vacation.
        Vacation = "vacation",
        /// A public holiday or a day of rest.
        Holiday = "holiday",
        /// Lessons are held remotely.
        Remote = "remote",
        /// Lessons are held, pupils may stay away (frost).
        FreeAttendance = "free_attendance",
        /// Lessons are cancelled by force majeure.
        CancelledForceMajeure = "cancelled_force_majeure",
    }
}

record! {
    /// A day of a calendar.
    pub struct CalendarDay {
        /// The date, local. Example: `2024-11-04`.
        on: LocalDate,
        /// What kind of day it is.
        day_type: DayType,
        /// The act that made it so. Example: `Приказ № 118`.
        act: Option<String>,
    }
}

record! {
    /// E04. The calendar of a grade of a school for a school year, day by day. A day that it does not name is no
    /// instructional day.
    pub struct CalendarPublished {
        /// The school year by its first calendar year. Example: `2024`.
        school_year: i32,
        /// The grade. Example: `5`.
        grade: i32,
        /// Its days.
        days: Vec<CalendarDay>,
    }
}

record! {
    /// A lesson's hours in a bell timetable.
    pub struct Bell {
        /// The lesson's number. Example: `3`.
        lesson_number: i32,
        /// The beginning, local. Unit: minutes after midnight. Example: `610`.
        starts_minute: i32,
        /// The end, local. Unit: minutes after midnight. Example: `655`.
        ends_minute: i32,
    }
}

record! {
    /// E05. The bells of a shift in a building.
    pub struct BellsPublished {
        /// The building in the source. Example: `building-1`.
        building_id: String,
        /// The shift, 1 or 2. Example: `1`.
        shift: i32,
        /// The first day they ring so, local. Example: `2024-09-01`.
        from_on: LocalDate,
        /// The bells.
        bells: Vec<Bell>,
    }
}

symbols! {
    /// What a reporting period is.
    pub enum TermKind {
        /// A quarter (четверть).
        Quarter = "quarter",
        /// A trimester.
        Trimester = "trimester",
        /// A half-year.
        HalfYear = "half_year",
        /// A module of five or six weeks.
        Module = "module",
        /// A semester.
        Semester = "semester",
        /// The year.
        Year = "year",
    }
}

record! {
    /// E06. A reporting period of a grade of a school.
    pub struct PeriodDefined {
        /// The school year by its first calendar year. Example: `2024`.
        school_year: i32,
        /// The grade. Example: `5`.
        grade: i32,
        /// What the period is.
        term_kind: TermKind,
        /// Its number in the year, from 1. Example: `2`.
        term_number: i32,
        /// The first day, local. Example: `2024-11-05`.
        from_on: LocalDate,
        /// The last day, local. Example: `2024-12-28`.
        to_on: LocalDate,
    }
}

symbols! {
    /// What a class group is.
    pub enum ClassGroupKind {
        /// A class.
        Class = "class",
        /// A part of a class, for one subject.
        Subgroup = "subgroup",
        /// Pupils of several classes, for one subject.
        Metagroup = "metagroup",
        /// Several grades in one room (класс-комплект).
        CombinedClass = "combined_class",
        /// One pupil.
        Individual = "individual",
    }
}

record! {
    /// E07. A group of pupils that is taught together.
    pub struct ClassGroupUpserted {
        /// The class group in the source. Example: `group-77012`.
        class_group_id: String,
        /// What the group is.
        group_kind: ClassGroupKind,
        /// The label. Example: `7Б`.
        label: String,
        /// The classes it is drawn from: none for a class, one for a subgroup, several for a metagroup.
        /// Example: `group-77000`.
        parent_class_group_ids: Vec<String>,
        /// Its grade, the lowest one where it has several. Example: `7`.
        grade: i32,
        /// Its highest grade; equal to `grade` where it has one. Example: `7`.
        grade_to: i32,
        /// The school year by its first calendar year. Example: `2024`.
        school_year: i32,
        /// Whether it is taught at home by an individual plan.
        is_home_based: bool,
        /// Whether it is taught by an adapted programme.
        is_adapted: bool,
        /// The shift, 1 or 2. Example: `1`.
        shift: i32,
    }
}

record! {
    /// E10. What a class is taught in a subject, in hours a week.
    pub struct CurriculumPublished {
        /// The class in the source; a plan is made for classes, never for their subgroups. Example: `group-77012`.
        class_group_id: String,
        /// The subject in the source. Example: `algebra`.
        subject_id: String,
        /// The subject's label, as people read it. Example: `Алгебра`.
        subject_label: String,
        /// The school year by its first calendar year. Example: `2024`.
        school_year: i32,
        /// Hours (lessons) a week. Example: `3`.
        week_hours: i32,
        /// How many weeks. Example: `34`.
        weeks_count: i32,
        /// Whether the subject has no homework by a local act.
        is_without_homework: bool,
        /// How many control works are planned for the year. Example: `6`.
        control_works_count: i32,
        /// The first day it is in force, local. Example: `2024-09-01`.
        from_on: LocalDate,
    }
}

symbols! {
    /// What an official figure is about.
    pub enum CountScope {
        /// One school.
        School = "school",
        /// A whole region.
        Region = "region",
    }
}

record! {
    /// E25. How many electronic tasks a provider offers, and how many are checked automatically.
    pub struct TasksCounted {
        /// The provider. Example: `resh`.
        provider: String,
        /// What the figure is about.
        scope: CountScope,
        /// The month, its first day, local. Example: `2024-09-01`.
        month_on: LocalDate,
        /// Tasks in electronic form for pupils. Example: `480`.
        tasks_count: i64,
        /// Of these, tasks that are checked automatically. Example: `360`.
        auto_checked_count: i64,
    }
}

record! {
    /// E26. A line of an official form, for a school or a region.
    pub struct OfficialCount {
        /// The form. Example: `OO-1`.
        form: String,
        /// The line: `pupils`, `teachers`, `schools`, `pupils_with_content_access`, `pupils_with_profile`,
        /// `pupils_with_recommendation`, `teachers_with_content`. Example: `pupils`.
        line: String,
        /// What the figure is about.
        scope: CountScope,
        /// The day the figure is as of, local. Example: `2024-09-20`.
        as_of_on: LocalDate,
        /// The figure. Example: `640`.
        value: i64,
    }
}

symbols! {
    /// What an outage touches.
    pub enum OutageScope {
        /// One school's feed.
        School = "school",
        /// All schools of the installation.
        Instance = "instance",
    }
}

record! {
    /// E29. A feed was broken: what was not seen then is no one's fault.
    pub struct OutageDeclared {
        /// The beginning. Unit: microseconds since 1970-01-01T00:00:00Z. Example: `1728867600000000`.
        from_at: Instant,
        /// The end. Unit: microseconds since 1970-01-01T00:00:00Z. Example: `1728883800000000`.
        to_at: Instant,
        /// What it touches.
        scope: OutageScope,
        /// Who confirmed it, by role. Example: `regional_operator`.
        confirmed_by: Option<String>,
    }
}

/// The content of a register change, by kind.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "content", rename_all = "snake_case")]
pub enum RegisterContent {
    /// E01.
    School(SchoolUpserted),
    /// E02.
    Membership(MembershipChanged),
    /// E03.
    Authority(AuthorityChanged),
    /// E04.
    Calendar(CalendarPublished),
    /// E05.
    Bells(BellsPublished),
    /// E06.
    Period(PeriodDefined),
    /// E07.
    ClassGroup(ClassGroupUpserted),
    /// E10.
    Curriculum(CurriculumPublished),
    /// E25.
    Tasks(TasksCounted),
    /// E26.
    OfficialCount(OfficialCount),
    /// E29.
    Outage(OutageDeclared),
}

impl RegisterContent {
    /// Returns the kind's word, as the database keeps it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::School(_) => "school",
            Self::Membership(_) => "membership",
            Self::Authority(_) => "authority",
            Self::Calendar(_) => "calendar",
            Self::Bells(_) => "bells",
            Self::Period(_) => "period",
            Self::ClassGroup(_) => "class_group",
            Self::Curriculum(_) => "curriculum",
            Self::Tasks(_) => "tasks",
            Self::OfficialCount(_) => "official_count",
            Self::Outage(_) => "outage",
        }
    }
}
