//! The words of closed lists: what the warehouse keeps as symbols. Each is a key of the texts.

use warehouse::model::{
    Direction, DutyReason, DutyState, Level, MaturityBasis, PeriodKind, RejectionReason, ReleaseState, SettlementType,
    SummaryMethod, ValueState,
};

/// A word of a closed list: what programs read, and the key of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The symbol, the same in every language. Example: `no_data`.
    pub symbol: &'static str,
    pub(crate) key: &'static str,
}

impl Word {
    /// What is known, and counts too few persons to be shown.
    pub(crate) const HIDDEN: Self = Self { symbol: "hidden", key: "hidden" };
    /// A school that was never heard.
    pub(crate) const NEVER: Self = Self { symbol: "never", key: "silent-never" };

    /// Returns the word of several things of a level, for headings.
    pub(crate) fn levels(level: Level) -> Self {
        let key = match level {
            Level::School => "levels-school",
            Level::Municipality => "levels-municipality",
            Level::Region => "levels-region",
        };
        Self { symbol: level.as_str(), key }
    }
}

/// Declares the keys of a list's words.
macro_rules! words {
    ($($list:ident { $($variant:ident => $key:literal),+ $(,)? })+) => {$(
        impl From<$list> for Word {
            fn from(symbol: $list) -> Self {
                Self { symbol: symbol.as_str(), key: match symbol { $($list::$variant => $key),+ } }
            }
        }
    )+};
}

words! {
    ValueState {
        Ok => "state-ok",
        LowCount => "state-low-count",
        LowCoverage => "state-low-coverage",
        NotMeasurable => "state-not-measurable",
        NotApplicable => "state-not-applicable",
        NoData => "state-no-data",
    }
    Level {
        School => "level-school",
        Municipality => "level-municipality",
        Region => "level-region",
    }
    PeriodKind {
        Week => "period-kind-week",
        Month => "period-kind-month",
        Term => "period-kind-term",
    }
    Direction {
        Up => "direction-up",
        Down => "direction-down",
    }
    ReleaseState {
        Preliminary => "release-preliminary",
        Frozen => "release-frozen",
    }
    SettlementType {
        Urban => "settlement-urban",
        Rural => "settlement-rural",
    }
    MaturityBasis {
        OwnLine => "maturity-own-line",
        Schools => "maturity-sum-of-schools",
    }
    SummaryMethod {
        MeanOfValues => "summary-mean-of-values",
        MeanOfCappedAttainment => "summary-mean-of-capped-attainment",
        MeanOfAttainment => "summary-mean-of-attainment",
        TargetsReached => "summary-targets-reached",
    }
    DutyState {
        OnTime => "duty-on-time",
        Late => "duty-late",
        Missing => "duty-missing",
        Excused => "duty-excused",
        NotMeasurable => "duty-not-measurable",
        Unknown => "duty-unknown",
        Pending => "duty-pending",
    }
    DutyReason {
        Cancelled => "excuse-cancelled",
        CancelledLate => "excuse-cancelled-late",
        CountedInOther => "excuse-counted-in-other",
        UnknownGroup => "excuse-unknown-group",
        UnknownCalendar => "excuse-unknown-calendar",
        UnknownEnrollment => "excuse-unknown-enrollment",
        NotDeclared => "excuse-not-declared",
        TimeTooCoarse => "excuse-time-too-coarse",
        NotAuthoritative => "excuse-not-authoritative",
        NonInstructional => "excuse-non-instructional",
        Outage => "excuse-outage",
        NotEnrolled => "excuse-not-enrolled",
        GradeWithoutHomework => "excuse-grade-without-homework",
        SubjectWithoutHomework => "excuse-subject-without-homework",
        BeforeVacation => "excuse-before-vacation",
        NoEntryTime => "excuse-no-entry-time",
    }
    RejectionReason {
        Oversized => "reason-oversized",
        Unframed => "reason-unframed",
        UnknownSchema => "reason-unknown-schema",
        Malformed => "reason-malformed",
        TrailingBytes => "reason-trailing-bytes",
        WrongTopic => "reason-wrong-topic",
        KeyMismatch => "reason-key-mismatch",
        UnknownSchool => "reason-unknown-school",
        ImplausibleTime => "reason-implausible-time",
        InvalidContent => "reason-invalid-content",
    }
}
