//! Admission: whether a message is an event that can be kept, and if not, why. The rules are pure; the contract lists
//! them in the order in which they are applied here.

use crate::codec::{Codec, DecodeError};
use crate::event::{Content, Envelope, Event, Family};
use crate::message::Message;
use warehouse::model::{FieldType as _, Inspected, Instant, LessonChangeKind, LocalDate, RejectionReason, SchoolId};

/// The size above which a message is not read.
pub const MESSAGE_LIMIT_BYTES: usize = 1_048_576;
/// How far a human's clock may run ahead of the journal's.
const CLOCK_TOLERANCE_SECONDS: i64 = 24 * 60 * 60;

/// Why a message is rejected, and where it says it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reason.
    pub reason: RejectionReason,
    /// What exactly is wrong.
    pub detail: String,
    /// The installation and the school, where the envelope could be read.
    pub origin: Option<(String, String)>,
}

/// Decodes a message and applies every rule that needs nothing but the message itself.
pub fn admit(message: &Message) -> Result<Event, Refusal> {
    let refuse = |reason, detail| Refusal { reason, detail, origin: None };
    if message.payload.len() > MESSAGE_LIMIT_BYTES {
        let detail = format!("the message has {} bytes, at most {MESSAGE_LIMIT_BYTES} are read", message.payload.len());
        return Err(refuse(RejectionReason::Oversized, detail));
    }
    let event = Codec::get().decode(&message.payload).map_err(|error| refuse(reason_of(&error), explain(&error)))?;
    check(message, &event).map_err(|(reason, detail)| Refusal {
        reason,
        detail,
        origin: Some((event.envelope.source_instance.clone(), event.envelope.source_school_id.clone())),
    })?;
    Ok(event)
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

fn check(message: &Message, event: &Event) -> Result<(), (RejectionReason, String)> {
    let description = event.content.event_type().description();
    let topic = &message.topic_partition.topic;
    if Family::of_topic(topic) != Some(description.family) {
        let detail = format!("{} belongs to {}, not to {topic}", description.name, description.family.topic());
        return Err((RejectionReason::WrongTopic, detail));
    }
    let key = event.envelope.message_key();
    if message.key != key.as_bytes() {
        let detail = format!("the key is «{}», the envelope says «{key}»", String::from_utf8_lossy(&message.key));
        return Err((RejectionReason::KeyMismatch, detail));
    }
    check_times(&event.envelope, &event.content)?;
    check_content(&event.content)
}

fn check_times(envelope: &Envelope, content: &Content) -> Result<(), (RejectionReason, String)> {
    let implausible = |detail| Err((RejectionReason::ImplausibleTime, detail));
    // 2000-01-01 and 2100-01-01.
    const INSTANTS: std::ops::Range<i64> = 946_684_800_000_000..4_102_444_800_000_000;
    const DAYS: std::ops::Range<i32> = 10_957..47_482;
    let mut fault = None;
    let mut zero_byte = false;
    let mut visit = |inspected: Inspected<'_>| match inspected {
        Inspected::Date(date) if !DAYS.contains(&LocalDate::days(date)) => fault = Some(date.to_string()),
        Inspected::Instant(moment) if !INSTANTS.contains(&Instant::micros(moment)) => fault = Some(moment.to_string()),
        Inspected::Text(text) => zero_byte |= text.contains('\0'),
        Inspected::Date(_) | Inspected::Instant(_) => {}
    };
    envelope.inspect(&mut visit);
    crate::event::with_content!(content, content => content.inspect(&mut visit));
    if let Some(fault) = fault {
        return implausible(format!("{fault} lies outside 2000-01-01..2100-01-01"));
    }
    if envelope.entered_at > envelope.emitted_at.plus_seconds(CLOCK_TOLERANCE_SECONDS) {
        let (entered_at, emitted_at) = (envelope.entered_at, envelope.emitted_at);
        return implausible(format!("entered at {entered_at}, more than a day after it was sent at {emitted_at}"));
    }
    if zero_byte {
        return Err((RejectionReason::InvalidContent, "a text holds a zero byte".to_owned()));
    }
    Ok(())
}

fn check_content(content: &Content) -> Result<(), (RejectionReason, String)> {
    let invalid = |detail| Err((RejectionReason::InvalidContent, detail));
    let minutes_fit = |starts: i32, ends: i32| 0 <= starts && starts < ends && ends <= 1440;
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
        Content::LessonScheduled(lesson) if !minutes_fit(lesson.starts_minute, lesson.ends_minute) => invalid(format!(
            "a lesson cannot last from minute {} to minute {} of a day",
            lesson.starts_minute, lesson.ends_minute
        )),
        Content::LessonChanged(change) if change.change == LessonChangeKind::Moved => {
            match (change.moved_to_on, change.moved_to_starts_minute, change.moved_to_ends_minute) {
                (Some(_), Some(starts), Some(ends)) if minutes_fit(starts, ends) => Ok(()),
                _ => invalid("a move needs its new day and hours".to_owned()),
            }
        }
        _ => Ok(()),
    }
}
