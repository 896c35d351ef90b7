//! Facts of digital maturity: profiles of pupils, and accounts of platforms.

use crate::model::LocalDate;
use crate::{row, symbols};

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
        recommendation_offered_on: Option<LocalDate> where days_ahead(1),
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
        registered_on: LocalDate where days_ahead(1),
        /// The day of the last use, local; absent when it was never used. Example: `2024-10-14`.
        last_used_on: Option<LocalDate> where days_ahead(1),
    }
}
