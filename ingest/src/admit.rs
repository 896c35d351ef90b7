//! Admission: whether a message is an event that can be kept, and if not, why. The rules are pure; the contract lists
//! them in the order in which they are applied here.

use crate::codec::{Codec, DecodeError};
use crate::event::{Content, Envelope, Event, Family};
use crate::message::Message;
use warehouse::model::bound::TEXT_BYTES;
use warehouse::model::{
    Field, Inspected, Instant, LessonChangeKind, LocalDate, Record as _, RejectionReason, SchoolId,
};

/// The size above which a message is not read.
pub const MESSAGE_LIMIT_BYTES: usize = 1_048_576;
/// How far a human's clock may run ahead of the journal's.
const ENTRY_TOLERANCE_SECONDS: i64 = 24 * 60 * 60;
/// How far a journal's clock may run ahead of ours.
const EMISSION_TOLERANCE_SECONDS: i64 = 60 * 60;
/// 2000-01-01 and 2100-01-01.
const INSTANTS: std::ops::Range<i64> = 946_684_800_000_000..4_102_444_800_000_000;
/// The same, in days since 1970-01-01.
const DAYS: std::ops::Range<i32> = 10_957..47_482;

/// Why a message is rejected, and where it says it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reason.
    pub reason: RejectionReason,
    /// What exactly is wrong.
    pub detail: String,
    /// The installation and the school, where the envelope could be read and they are not too long to be names.
    pub origin: Option<(String, String)>,
}

/// A rule that is broken: the reason, and what exactly is wrong.
type Fault = (RejectionReason, String);

/// Decodes a message that is taken at the moment `now`, and applies every rule that needs nothing but the message itself.
pub fn admit(message: &Message, now: Instant) -> Result<Event, Refusal> {
    let refuse = |reason, detail| Refusal { reason, detail, origin: None };
    if message.payload.len() > MESSAGE_LIMIT_BYTES {
        let detail = format!("the message has {} bytes, at most {MESSAGE_LIMIT_BYTES} are read", message.payload.len());
        return Err(refuse(RejectionReason::Oversized, detail));
    }
    let event = Codec::get().decode(&message.payload).map_err(|error| refuse(reason_of(&error), explain(&error)))?;
    check(message, &event, now).map_err(|(reason, detail)| Refusal {
        reason,
        detail,
        origin: origin(&event.envelope),
    })?;
    Ok(event)
}

/// Returns where an event says it comes from, for the index of rejections: PostgreSQL refuses a row whose index entry
/// is too long.
fn origin(envelope: &Envelope) -> Option<(String, String)> {
    let is_a_name = |text: &str| i64::try_from(text.len()).is_ok_and(|length| length <= TEXT_BYTES);
    let (instance, school) = (&envelope.source_instance, &envelope.source_school_id);
    (is_a_name(instance) && is_a_name(school)).then(|| (instance.clone(), school.clone()))
}

fn reason_of(error: &DecodeError) -> RejectionReason {
    match error {
        DecodeError::Unframed { .. } => RejectionReason::Unframed,
        DecodeError::UnknownSchema { .. } => RejectionReason::UnknownSchema,
        DecodeError::Malformed { .. } => RejectionReason::Malformed,
        DecodeError::TrailingBytes { .. } => RejectionReason::TrailingBytes,
    }
}

/// How much of the Avro library's words a rejection keeps: they repeat the whole schema and end with what is wrong.
const EXPLANATION_CHARACTERS: usize = 200;

fn explain(error: &dyn std::error::Error) -> String {
    let Some(source) = error.source().map(ToString::to_string) else { return error.to_string() };
    let surplus = source.chars().count().saturating_sub(EXPLANATION_CHARACTERS);
    let end: String = source.chars().skip(surplus).collect();
    format!("{error}: {}{end}", if surplus > 0 { "…" } else { "" })
}

fn check(message: &Message, event: &Event, now: Instant) -> Result<(), Fault> {
    let description = event.content.event_type().description();
    let topic = &message.topic_partition.topic;
    if Family::of_topic(topic) != Some(description.family) {
        let detail = format!("{} belongs to {}, not to {topic}", description.name, description.family.topic());
        return Err((RejectionReason::WrongTopic, detail));
    }
    let key = event.envelope.message_key();
    if message.key != key.as_bytes() {
        let (found, expected) = (shortened(&String::from_utf8_lossy(&message.key)), shortened(&key));
        let detail = format!("the key is «{found}», the envelope says «{expected}»");
        return Err((RejectionReason::KeyMismatch, detail));
    }
    check_fields(&event.envelope, &event.content)?;
    check_clocks(&event.envelope, now)?;
    check_content(&event.content)
}

/// How many characters of a text from a message a rejection repeats.
const QUOTED_CHARACTERS: usize = 80;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Checks every field by what its description declares. What is wrong with a time comes before all else.
fn check_fields(envelope: &Envelope, content: &Content) -> Result<(), Fault> {
    let mut times = None;
    let mut others = None;
    let mut visit = |field: &'static Field, inspected: Inspected<'_>| {
        if let Some(fault) = fault_of(field, inspected, envelope.emitted_at) {
            let is_time = fault.0 == RejectionReason::ImplausibleTime;
            (if is_time { &mut times } else { &mut others }).get_or_insert(fault);
        }
    };
    envelope.inspect_fields(&mut visit);
    crate::event::with_content!(content, content => content.inspect_fields(&mut visit));
    times.or(others).map_or(Ok(()), Err)
}

fn fault_of(field: &Field, inspected: Inspected<'_>, emitted_at: Instant) -> Option<Fault> {
    let Field { name, .. } = field;
    let is_beyond = match inspected {
        Inspected::Date(date) => !DAYS.contains(&LocalDate::days(date)),
        Inspected::Instant(moment) => !INSTANTS.contains(&Instant::micros(moment)),
        _ => false,
    };
    let found = match inspected {
        Inspected::Number(number) => format!("is {number}"),
        Inspected::Items(count) => format!("has {count} items"),
        Inspected::Text(text) => format!("has {} bytes: «{}»", text.len(), shortened(text)),
        Inspected::Date(date) => format!("is {date}"),
        Inspected::Instant(moment) => format!("is {moment}"),
    };
    let reason = match inspected {
        Inspected::Date(_) | Inspected::Instant(_) => RejectionReason::ImplausibleTime,
        Inspected::Number(_) | Inspected::Items(_) | Inspected::Text(_) => RejectionReason::InvalidContent,
    };
    let rule = if is_beyond {
        "must lie within 2000-01-01..2100-01-01".to_owned()
    } else if !field.admits(inspected, emitted_at) {
        format!("the contract has {}", field.bound_of(inspected))
    } else if matches!(inspected, Inspected::Text(text) if text.contains('\0')) {
        "a text has no zero byte".to_owned()
    } else {
        return None;
    };
    Some((reason, format!("`{name}` {found}; {rule}")))
}

fn check_clocks(envelope: &Envelope, now: Instant) -> Result<(), Fault> {
    let Envelope { entered_at, emitted_at, .. } = envelope;
    let detail = if *emitted_at > now.plus_seconds(EMISSION_TOLERANCE_SECONDS) {
        format!("`emitted_at` is {emitted_at}, more than an hour after the event was taken at {now}")
    } else if *entered_at > emitted_at.plus_seconds(ENTRY_TOLERANCE_SECONDS) {
        format!("`entered_at` is {entered_at}, more than a day after the event was sent at {emitted_at}")
    } else {
        return Ok(());
    };
    Err((RejectionReason::ImplausibleTime, detail))
}

/// Checks what holds between the fields of a content.
fn check_content(content: &Content) -> Result<(), Fault> {
    let invalid = |detail| Err((RejectionReason::InvalidContent, detail));
    match content {
        Content::SchoolUpserted(school) => {
            if let Err(error) = SchoolId::new(&school.ogrn, &school.kpp) {
                return invalid(error.to_string());
            }
            if school.time_zone.parse::<chrono_tz::Tz>().is_err() {
                return invalid(format!("«{}» is no zone of the IANA database", school.time_zone));
            }
            Ok(())
        }
        Content::MembershipChanged(it) => in_order("to_on", it.from_on, it.to_on),
        Content::AuthorityChanged(it) => {
            in_order("grade_to", it.grade_from, Some(it.grade_to))?;
            in_order("to_on", it.from_on, it.to_on)
        }
        Content::BellsPublished(it) => {
            it.bells.iter().try_for_each(|bell| check_minutes("a bell", bell.starts_minute, bell.ends_minute))
        }
        Content::PeriodDefined(it) => in_order("to_on", it.from_on, Some(it.to_on)),
        Content::ClassGroupUpserted(it) => in_order("grade_to", it.grade, Some(it.grade_to)),
        Content::EnrollmentChanged(it) => in_order("to_on", it.from_on, it.to_on),
        Content::StaffAssigned(it) => in_order("to_on", it.from_on, it.to_on),
        Content::JournalLocked(it) => in_order("unlocked_at", it.locked_at, it.unlocked_at),
        Content::OutageDeclared(it) => in_order("to_at", it.from_at, Some(it.to_at)),
        Content::LessonScheduled(it) => check_minutes("a lesson", it.starts_minute, it.ends_minute),
        Content::LessonChanged(change) if change.change == LessonChangeKind::Moved => {
            match (change.moved_to_on, change.moved_to_starts_minute, change.moved_to_ends_minute) {
                (Some(_), Some(starts), Some(ends)) => check_minutes("a moved lesson", starts, ends),
                _ => invalid("a move needs its new day and hours".to_owned()),
            }
        }
        _ => Ok(()),
    }
}

/// Checks that what ends does not do so before it begins.
fn in_order<T: PartialOrd + std::fmt::Display>(end: &str, from: T, to: Option<T>) -> Result<(), Fault> {
    match to {
        Some(to) if to < from => {
            Err((RejectionReason::InvalidContent, format!("`{end}` is {to}, which lies before the beginning, {from}")))
        }
        _ => Ok(()),
    }
}

fn check_minutes(what: &str, starts: i32, ends: i32) -> Result<(), Fault> {
    if starts < ends {
        return Ok(());
    }
    let detail = format!("{what} cannot last from minute {starts} to minute {ends} of a day");
    Err((RejectionReason::InvalidContent, detail))
}
