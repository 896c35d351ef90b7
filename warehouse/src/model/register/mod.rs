//! Registers: what is in force and since when: schools, calendars, groups, plans, official counts.
//! A register is append-only: each change has a sequence number, and a register's version is that number.

mod calendar;
mod counts;
mod outage;
mod school;
mod teaching;

pub use calendar::*;
pub use counts::*;
pub use outage::*;
pub use school::*;
pub use teaching::*;

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
