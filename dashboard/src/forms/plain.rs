//! What is written alike in every form and language.

use crate::views::account::Standing;
use crate::views::comparable::Apart;
use crate::views::other_terms::OtherTerms;
use crate::words::Word;
use warehouse::published::RejectionExample;

/// Returns where a message was read: `journal.lessons/0 @1045`.
pub(crate) fn place(example: &RejectionExample) -> String {
    format!("{} @{}", example.topic_partition, example.offset)
}

/// Returns a message's first bytes: `c3 01 a2 …`.
pub(crate) fn hexadecimal(example: &RejectionExample) -> String {
    let bytes: Vec<String> = example.first_bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let is_cut = i32::try_from(example.first_bytes.len()).is_ok_and(|shown| shown < example.size_bytes);
    format!("{}{}", bytes.join(" "), if is_cut { " …" } else { "" })
}

/// Returns the word for where a lesson stands.
pub(crate) fn standing_word(standing: Standing) -> Word {
    match standing {
        Standing::Counted => Word::COUNTED,
        Standing::NothingOwed => Word::NOTHING_OWED,
        Standing::Unknown => Word::NOT_KNOWN,
    }
}

/// Returns the word for why a region stands apart.
pub(crate) fn apart_word(apart: Apart) -> Word {
    match apart {
        Apart::Unregistered => Word::UNREGISTERED,
        Apart::OtherRules => Word::OTHER_RULES,
        Apart::LacksPeriod => Word::LACKS_PERIOD,
        Apart::Older => Word::OLDER,
        Apart::Preliminary => Word::PRELIMINARY,
    }
}

/// Returns the words for the kinds of terms that a school has.
pub(crate) fn term_words(other: &OtherTerms) -> Vec<Word> {
    if other.kinds.is_empty() { vec![Word::NO_TERMS] } else { other.kinds.iter().copied().map(Word::from).collect() }
}

/// Returns how a version of a methodology is called: `region v1`.
pub(crate) fn versioned(code: &str, version: i32) -> String {
    format!("{code} v{version}")
}
