//! What a rating by a term compares, and the schools that it does not.

use super::territory_address;
use crate::forms::plain::term_words;
use crate::views::other_terms::OtherTerms;
use crate::views::period::ReleasedPeriod;
use crate::views::ranking::Ranking;
use crate::web::address::Address;
use crate::web::reader::Reader;
use crate::words::Speaker;

/// The schools that a rating by a term does not compare.
pub(super) struct OtherTermsSection {
    /// What is compared; nothing when the period is no term.
    pub(super) compared: Option<String>,
    /// How many schools are not.
    pub(super) count: String,
    /// These schools.
    pub(super) schools: Vec<OtherSchool>,
}

/// A school with other terms.
pub(super) struct OtherSchool {
    pub(super) name: String,
    pub(super) within: String,
    pub(super) address: Option<Address>,
    pub(super) kinds: String,
}

impl OtherTermsSection {
    /// Returns the section of a ranking by a period.
    pub(super) fn new(reader: &Reader, released: &ReleasedPeriod, ranking: &Ranking) -> Self {
        let speaker = &reader.speaker;
        let count = i64::try_from(ranking.other_terms.len()).unwrap_or(i64::MAX);
        Self {
            compared: compared(speaker, released),
            count: speaker.say_count("count-schools", count),
            schools: ranking.other_terms.iter().map(|other| school(reader, other)).collect(),
        }
    }
}

/// Says what a term compares; nothing of a period that is no term.
pub(super) fn compared(speaker: &Speaker, released: &ReleasedPeriod) -> Option<String> {
    let kinds = speaker.word(released.period().term_kind()?);
    Some(speaker.say_with("terms-compared", &[("kinds", &kinds)]))
}

fn school(reader: &Reader, other: &OtherTerms) -> OtherSchool {
    let words = term_words(other).into_iter().map(|word| reader.speaker.word(word));
    OtherSchool {
        name: other.school.name.clone(),
        within: other.within.clone().unwrap_or_default(),
        address: territory_address(reader, &other.school.territory),
        kinds: words.collect::<Vec<_>>().join(", "),
    }
}
