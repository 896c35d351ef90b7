//! Facts of people: who learns where, who works where, and who is to be forgotten.

use crate::model::LocalDate;
use crate::{row, symbols};

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
        from_on: LocalDate where days_ahead(800),
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
        from_on: LocalDate where days_ahead(800),
        /// The last day, local; absent while the person stays. Example: `2025-08-31`.
        to_on: Option<LocalDate>,
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
