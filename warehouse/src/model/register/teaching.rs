//! Registers of teaching: the groups, and what each is to be taught.

use crate::model::LocalDate;
use crate::{record, symbols};

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
        parent_class_group_ids: Vec<String> where items(100),
        /// Its grade, the lowest one where it has several. Example: `7`.
        grade: i32 where between(1, 12),
        /// Its highest grade; equal to `grade` where it has one. Example: `7`.
        grade_to: i32 where between(1, 12),
        /// The school year by its first calendar year. Example: `2024`.
        school_year: i32 where between(2000, 2099),
        /// Whether it is taught at home by an individual plan.
        is_home_based: bool,
        /// Whether it is taught by an adapted programme.
        is_adapted: bool,
        /// The shift, 1 or 2. Example: `1`.
        shift: i32 where between(1, 3),
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
        school_year: i32 where between(2000, 2099),
        /// Hours (lessons) a week. Example: `3`.
        week_hours: i32 where between(0, 60),
        /// How many weeks. Example: `34`.
        weeks_count: i32 where between(0, 60),
        /// Whether the subject has no homework by a local act.
        is_without_homework: bool,
        /// How many control works are planned for the year. Example: `6`.
        control_works_count: i32 where between(0, 1_000),
        /// The first day it is in force, local. Example: `2024-09-01`.
        from_on: LocalDate where days_ahead(800),
    }
}
