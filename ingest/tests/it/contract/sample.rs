//! A sample of every event, made from the examples in the descriptions of its fields: the contract prints one, and
//! the golden files keep the bytes of all.

use ingest::event::{Content, Envelope, Event, EventDescription, EventType, Family, Wire};
use ingest::schema::text;
use serde_json::{Map, Value, json};
use warehouse::model::{self, Field, Instant, Kind, Record};

/// Returns the sample of an event.
///
/// # Panics
/// When a description has no example or one that does not fit its kind: an error in the text of the contract, which
/// a test of every event finds.
pub fn sample(event: &EventDescription) -> Event {
    let value = json!({"envelope": object(event, Envelope::FIELDS), "content": object(event, event.fields)});
    from_value(event.event_type, value).unwrap_or_else(|error| panic!("the examples of {}: {error}", event.name))
}

macro_rules! as_json {
    ($($code:literal $name:literal $family:ident $content:ident $kind:ident($($kept:tt)+) key($($key:tt)+);)+) => {
        /// Returns an event as indented JSON: dates and instants in ISO 8601, fields in the order of the wire.
        pub fn to_json(event: &Event) -> String {
            let envelope = event.envelope.clone();
            let json = match &event.content {
                $(Content::$content(content) => {
                    serde_json::to_string_pretty(&Wire { envelope, content: content.clone() })
                })+
            };
            json.expect("events have only text keys, and no value that JSON lacks") + "\n"
        }

        /// Reads an event of a known type from the JSON that [`to_json`] writes.
        pub fn from_value(event_type: EventType, value: Value) -> serde_json::Result<Event> {
            match event_type {
                $(EventType::$content => {
                    let Wire { envelope, content } = serde_json::from_value::<Wire<model::$content>>(value)?;
                    Ok(Wire { envelope, content: content.into() })
                })+
            }
        }
    };
}

ingest::event::for_each_event!(as_json);

/// The parts of a field's description, as the tables of the contract print them.
pub struct Description {
    /// What the field means.
    pub meaning: String,
    /// The unit, where the description names one.
    pub unit: String,
    /// The example with what is said of it, where the description gives one.
    pub example: String,
}

/// Splits the description of a field.
pub fn describe(field: &Field) -> Description {
    let doc = text(field.doc);
    let (rest, example) = doc.split_once("Example: ").unwrap_or((&doc, ""));
    let (meaning, unit) = rest.split_once("Unit: ").unwrap_or((rest, ""));
    let trimmed = |part: &str| part.trim().trim_end_matches('.').to_owned();
    Description { meaning: trimmed(meaning), unit: trimmed(unit), example: trimmed(example) }
}

/// Returns the example itself, out of its back-ticks.
pub fn example_literal(field: &Field) -> Option<String> {
    describe(field).example.strip_prefix('`')?.split_once('`').map(|(literal, _)| literal.to_owned())
}

fn object(event: &EventDescription, fields: &[Field]) -> Value {
    Value::Object(fields.iter().map(|field| (field.name.to_owned(), value(event, field))).collect::<Map<_, _>>())
}

fn value(event: &EventDescription, field: &Field) -> Value {
    exception(event, field.name).unwrap_or_else(|| plain(event, field, field.kind))
}

fn plain(event: &EventDescription, field: &Field, kind: Kind) -> Value {
    let literal =
        || example_literal(field).unwrap_or_else(|| panic!("{} of {} has no example", field.name, event.name));
    let number = || literal().parse::<i64>().unwrap_or_else(|error| panic!("the example of {}: {error}", field.name));
    match kind {
        Kind::Text | Kind::Date => Value::String(literal()),
        Kind::Integer | Kind::Long => json!(number()),
        Kind::Instant => json!(Instant::from_micros(number())),
        Kind::Flag => Value::Bool(false),
        Kind::Symbol { symbols, .. } => json!(symbols[0]),
        Kind::Optional(inner) => plain(event, field, *inner),
        Kind::List(inner) => json!([plain(event, field, *inner)]),
        Kind::Record { fields, .. } => object(event, fields),
    }
}

/// What a sample says instead of its fields' examples, so that it makes sense as a whole.
fn exception(event: &EventDescription, field: &str) -> Option<Value> {
    use EventType as E;
    use Family::{Attendance, Homework, Lessons, Marks, Timetable};
    let by_a_person = matches!(event.family, Timetable | Lessons | Homework | Marks | Attendance);
    Some(match (event.event_type, field) {
        (_, "entity_key") => json!(event.key_example),
        (E::TasksCounted, "source_school_id") => json!(""),
        (_, "batch_id" | "import_kind") => Value::Null,
        (_, "actor_pid") if !by_a_person => Value::Null,
        (_, "actor_role") if !by_a_person => json!("system"),
        (E::MembershipChanged, "lineage") => json!("transferred"),
        (E::MembershipChanged | E::AuthorityChanged | E::EnrollmentChanged | E::StaffAssigned, "to_on") => Value::Null,
        (E::SchoolUpserted, "parent_source_school_id") => Value::Null,
        (E::SchoolUpserted, "journal_form") => json!("electronic"),
        (E::CalendarPublished, "day_type") => json!("holiday"),
        (E::ClassGroupUpserted, "parent_class_group_ids") => json!([]),
        (E::LessonChanged, "change") => json!("moved"),
        (E::LessonChanged, "teacher_from_pid" | "teacher_to_pid" | "subject_to_id") => Value::Null,
        (E::HomeworkAssigned, "targeted_pupils_count") => Value::Null,
        (E::WorkCreated, "work_type") => json!("control"),
        (E::MarkSet, "point_due_on") => Value::Null,
        (E::AttendanceSet, "status") => json!("absent_unknown"),
        (E::AttendanceSet, "reason_code") => Value::Null,
        (E::JournalLocked, "unlocked_at") => Value::Null,
        (E::ActivityDaily, "role") => json!("parent"),
        (E::PlatformUsed, "role") => json!("teacher"),
        (E::TasksCounted, "scope") => json!("region"),
        (
            _,
            "is_held"
            | "is_all_present"
            | "has_topic"
            | "is_teaching"
            | "counts_in_average"
            | "is_alive"
            | "is_profile_maintained"
            | "is_recommendation_offered"
            | "is_anonymised",
        ) => json!(true),
        _ => return None,
    })
}
