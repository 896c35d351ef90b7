//! Registers of schools: what a school is, where it belongs, and which journal speaks for it.

use crate::model::LocalDate;
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
        ogrn: String where digits(13),
        /// ИНН of the legal entity, 10 digits. Example: `7017012345`.
        inn: String where digits(10),
        /// КПП, 9 digits; a branch has its own. Example: `701701001`.
        kpp: String where digits(9),
        /// The short name. Example: `МАОУ СОШ № 12`.
        name: String where bytes(1, 1000),
        /// What the organization is.
        school_type: SchoolType,
        /// For a branch: the head organization's id in the source. Example: `10482`.
        parent_source_school_id: Option<String>,
        /// Whether it is a branch.
        is_branch: bool,
        /// The address in ФИАС (ГАР). Example: `5f290be7-14ff-4ccd-8bc8-2871a9ca9d5f`.
        address_fias_id: Option<String>,
        /// ОКТМО of the municipality, 8 digits. Example: `69701000`.
        oktmo: String where digits(8),
        /// The school's zone in the IANA database. Example: `Asia/Tomsk`.
        time_zone: String where bytes(1, 64),
        /// Where it stands.
        settlement: SettlementType,
        /// In how many shifts it works. Example: `2`.
        shifts_count: i32 where between(1, 3),
        /// How many days its week has, 5 or 6. Example: `6`.
        week_days_count: i32 where between(1, 7),
        /// How many pupils it has, as the journal counts. Example: `640`.
        pupils_count: i32 where between(0, 100_000),
        /// For how many days after a lesson the journal lets a teacher edit; absent is no limit. Example: `7`.
        edit_window_days: Option<i32> where between(0, 3_660),
        /// How journals are kept.
        journal_form: JournalForm,
        /// Since when they are kept so, local. Example: `2014-09-01`.
        journal_form_from_on: LocalDate where days_ahead(800),
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
        oktmo: String where digits(8),
        /// The municipality's name. Example: `Город Томск`.
        municipality_name: String where bytes(1, 1000),
        /// The founder, in the source's words. Example: `Администрация города Томска`.
        founder: Option<String> where bytes(0, 1000),
        /// The first day, local. Example: `2025-02-01`.
        from_on: LocalDate where days_ahead(800),
        /// The last day, local; absent while it lasts. Example: `2026-08-31`.
        to_on: Option<LocalDate>,
        /// The act. Example: `Закон Томской области № 1-ОЗ`.
        act: Option<String> where bytes(0, 1000),
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
        grade_from: i32 where between(1, 12),
        /// The highest grade it holds for. Example: `11`.
        grade_to: i32 where between(1, 12),
        /// The first day, local. Example: `2025-01-13`.
        from_on: LocalDate where days_ahead(800),
        /// The last day, local; absent while it lasts. Example: `2026-08-31`.
        to_on: Option<LocalDate>,
    }
}
