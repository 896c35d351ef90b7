//! The words of closed lists: what the warehouse keeps as symbols. Each is a key of the texts.

use warehouse::model::{
    Direction, Disposition, DutyReason, DutyState, FindingKind, Level, MaturityBasis, PeriodKind, RejectionReason,
    ReleaseState, ReportingPeriodKind, SettlementType, SummaryMethod, TermKind, TimetableReason, ValueState,
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
    /// Lessons that bear duties.
    pub(crate) const COUNTED: Self = Self { symbol: "counted", key: "account-counted" };
    /// Lessons outside, for which nothing is owed.
    pub(crate) const NOTHING_OWED: Self = Self { symbol: "nothing_owed", key: "account-owed-nothing" };
    /// Lessons outside, of which nobody knows whether anything is owed.
    pub(crate) const NOT_KNOWN: Self = Self { symbol: "unknown", key: "account-unknown" };
    /// What the regions add up to, as a level.
    pub(crate) const COUNTRY: Self = Self { symbol: "country", key: "level-country" };
    /// The same, as a name.
    pub(crate) const COUNTRY_NAME: Self = Self { symbol: "russia", key: "country" };
    /// A region that the register does not have.
    pub(crate) const UNREGISTERED: Self = Self { symbol: "unregistered", key: "apart-unregistered" };
    /// A region that is rated by other rules than most.
    pub(crate) const OTHER_RULES: Self = Self { symbol: "other_rules", key: "apart-other-rules" };
    /// A region whose release does not have the period.
    pub(crate) const LACKS_PERIOD: Self = Self { symbol: "lacks_period", key: "apart-lacks-period" };
    /// A region whose release is of an earlier day.
    pub(crate) const OLDER: Self = Self { symbol: "older", key: "apart-older" };
    /// A region whose release is not final while the others' are.
    pub(crate) const PRELIMINARY: Self = Self { symbol: "preliminary", key: "apart-preliminary" };
    /// That a school announced no terms.
    pub(crate) const NO_TERMS: Self = Self { symbol: "none", key: "term-kind-none" };
    /// What is so.
    pub(crate) const YES: Self = Self { symbol: "yes", key: "yes" };
    /// What is not so.
    pub(crate) const NO: Self = Self { symbol: "no", key: "no" };
    /// A period that had not ended by the day of which it is told.
    pub(crate) const RUNNING: Self = Self { symbol: "running", key: "reporting-running" };
    /// A period that had.
    pub(crate) const ENDED: Self = Self { symbol: "ended", key: "reporting-ended" };
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
        Year => "period-kind-year",
    }
    TermKind {
        Quarter => "term-kind-quarter",
        Trimester => "term-kind-trimester",
        HalfYear => "term-kind-half-year",
        Module => "term-kind-module",
        Semester => "term-kind-semester",
        Year => "term-kind-year",
    }
    ReportingPeriodKind {
        Month => "reporting-kind-month",
        Quarter => "reporting-kind-quarter",
        CalendarYear => "reporting-kind-calendar-year",
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
        LateRegister => "excuse-late-register",
        UnknownPlan => "excuse-unknown-plan",
        LateLesson => "excuse-late-lesson",
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
    TimetableReason {
        Running => "timetable-running",
        ShortWeek => "timetable-short-week",
        Outage => "timetable-outage",
        LateRegister => "timetable-late-register",
        LatePlan => "timetable-late-plan",
        UnknownPlan => "timetable-unknown-plan",
        UnknownCalendar => "timetable-unknown-calendar",
        UnknownGroup => "timetable-unknown-group",
    }
    Disposition {
        Counted => "disposition-counted",
        NotEnded => "disposition-not-ended",
        NotCurricular => "disposition-not-curricular",
        Cancelled => "disposition-cancelled",
        CancelledLate => "disposition-cancelled-late",
        NotAuthoritative => "disposition-not-authoritative",
        CountedInOther => "disposition-counted-in-other",
        Individual => "disposition-individual",
        NonInstructional => "disposition-non-instructional",
        Outage => "disposition-outage",
        NotEnrolled => "disposition-not-enrolled",
        UnknownGroup => "disposition-unknown-group",
        UnknownCalendar => "disposition-unknown-calendar",
        UnknownEnrollment => "disposition-unknown-enrollment",
        LateRegister => "disposition-late-register",
    }
    FindingKind {
        BackDatedEntry => "finding-back-dated-entry",
        EarlyPresence => "finding-early-presence",
        EntryOnFreeDay => "finding-entry-on-free-day",
        LateCancellation => "finding-late-cancellation",
        LateChange => "finding-late-change",
        LateLesson => "finding-late-lesson",
        OverruledChange => "finding-overruled-change",
        TwoJournals => "finding-two-journals",
        NotDeclared => "finding-not-declared",
        UntimedEntry => "finding-untimed-entry",
        UnknownGroup => "finding-unknown-group",
        UnknownCalendar => "finding-unknown-calendar",
        UnknownEnrollment => "finding-unknown-enrollment",
        LateRegister => "finding-late-register",
        UnknownPlan => "finding-unknown-plan",
        UnconfirmedOutage => "finding-unconfirmed-outage",
        FormWithHoles => "finding-form-with-holes",
        NumeratorAboveDenominator => "finding-numerator-above-denominator",
        SilentFamily => "finding-silent-family",
        UnknownSchool => "finding-unknown-school",
        UnknownRegion => "finding-unknown-region",
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
