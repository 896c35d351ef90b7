//! What is said of a word besides its name: why it matters, and what to do.

use super::speaker::Speaker;
use warehouse::model::{Disposition, FindingKind};

impl Speaker {
    /// Says what a disposition means.
    pub(crate) fn why_disposed(&self, disposition: Disposition) -> String {
        self.say(match disposition {
            Disposition::Counted => "disposition-counted-why",
            Disposition::NotEnded => "disposition-not-ended-why",
            Disposition::NotCurricular => "disposition-not-curricular-why",
            Disposition::Cancelled => "disposition-cancelled-why",
            Disposition::CancelledLate => "disposition-cancelled-late-why",
            Disposition::NotAuthoritative => "disposition-not-authoritative-why",
            Disposition::CountedInOther => "disposition-counted-in-other-why",
            Disposition::Individual => "disposition-individual-why",
            Disposition::NonInstructional => "disposition-non-instructional-why",
            Disposition::Outage => "disposition-outage-why",
            Disposition::NotEnrolled => "disposition-not-enrolled-why",
            Disposition::UnknownGroup => "disposition-unknown-group-why",
            Disposition::UnknownCalendar => "disposition-unknown-calendar-why",
            Disposition::UnknownEnrollment => "disposition-unknown-enrollment-why",
            Disposition::LateRegister => "disposition-late-register-why",
        })
    }

    /// Says why a finding matters.
    pub(crate) fn why_found(&self, finding: FindingKind) -> String {
        self.say(match finding {
            FindingKind::BackDatedEntry => "finding-back-dated-entry-why",
            FindingKind::EarlyPresence => "finding-early-presence-why",
            FindingKind::EntryOnFreeDay => "finding-entry-on-free-day-why",
            FindingKind::LateCancellation => "finding-late-cancellation-why",
            FindingKind::LateChange => "finding-late-change-why",
            FindingKind::LateLesson => "finding-late-lesson-why",
            FindingKind::OverruledChange => "finding-overruled-change-why",
            FindingKind::TwoJournals => "finding-two-journals-why",
            FindingKind::NotDeclared => "finding-not-declared-why",
            FindingKind::UntimedEntry => "finding-untimed-entry-why",
            FindingKind::UnknownGroup => "finding-unknown-group-why",
            FindingKind::UnknownCalendar => "finding-unknown-calendar-why",
            FindingKind::UnknownEnrollment => "finding-unknown-enrollment-why",
            FindingKind::LateRegister => "finding-late-register-why",
            FindingKind::UnknownPlan => "finding-unknown-plan-why",
            FindingKind::UnconfirmedOutage => "finding-unconfirmed-outage-why",
            FindingKind::FormWithHoles => "finding-form-with-holes-why",
            FindingKind::NumeratorAboveDenominator => "finding-numerator-above-denominator-why",
            FindingKind::SilentFamily => "finding-silent-family-why",
            FindingKind::UnknownSchool => "finding-unknown-school-why",
            FindingKind::UnknownRegion => "finding-unknown-region-why",
        })
    }

    /// Says what to do about a finding.
    pub(crate) fn what_to_do(&self, finding: FindingKind) -> String {
        self.say(match finding {
            FindingKind::BackDatedEntry => "finding-back-dated-entry-do",
            FindingKind::EarlyPresence => "finding-early-presence-do",
            FindingKind::EntryOnFreeDay => "finding-entry-on-free-day-do",
            FindingKind::LateCancellation => "finding-late-cancellation-do",
            FindingKind::LateChange => "finding-late-change-do",
            FindingKind::LateLesson => "finding-late-lesson-do",
            FindingKind::OverruledChange => "finding-overruled-change-do",
            FindingKind::TwoJournals => "finding-two-journals-do",
            FindingKind::NotDeclared => "finding-not-declared-do",
            FindingKind::UntimedEntry => "finding-untimed-entry-do",
            FindingKind::UnknownGroup => "finding-unknown-group-do",
            FindingKind::UnknownCalendar => "finding-unknown-calendar-do",
            FindingKind::UnknownEnrollment => "finding-unknown-enrollment-do",
            FindingKind::LateRegister => "finding-late-register-do",
            FindingKind::UnknownPlan => "finding-unknown-plan-do",
            FindingKind::UnconfirmedOutage => "finding-unconfirmed-outage-do",
            FindingKind::FormWithHoles => "finding-form-with-holes-do",
            FindingKind::NumeratorAboveDenominator => "finding-numerator-above-denominator-do",
            FindingKind::SilentFamily => "finding-silent-family-do",
            FindingKind::UnknownSchool => "finding-unknown-school-do",
            FindingKind::UnknownRegion => "finding-unknown-region-do",
        })
    }
}
