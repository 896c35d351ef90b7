//! What a message must keep to: each rule of the contract is broken, a field at a time, and refused with words that name
//! the field, what stands there, and the rule.

use crate::contract::{from_value, sample, to_json};
use crate::support::{KPP, event, school, topic};
use ingest::admit::{Refusal, admit};
use ingest::codec::Codec;
use ingest::event::{EVENTS, Envelope, Event, EventDescription, EventType};
use ingest::message::Message;
use serde_json::{Value, json};
use warehouse::model::{Bound, Field, Instant, Kind, LocalDate, Record as _, RejectionReason, TopicPartition};

/// A minute after the samples were sent.
const NOW: Instant = Instant::from_micros(1_728_981_064_000_000);

fn message(event: &Event) -> Message {
    let topic = event.content.event_type().description().family.topic();
    let key = event.envelope.message_key().into_bytes();
    Message { topic_partition: TopicPartition::new(topic, 0), offset: 0, key, payload: Codec::get().encode(event) }
}

fn judge(event: &Event) -> Result<Event, Refusal> {
    admit(&message(event), NOW)
}

/// Returns an event's sample with a field of it changed; one of a record in a list, where there is no such field above.
fn changed(event: &EventDescription, record: &str, path: &[&str], value: &Value) -> Event {
    let mut json: Value = serde_json::from_str(&to_json(&sample(event))).expect("a sample is JSON");
    let place = path.iter().fold(&mut json[record], |place, step| match step.parse::<usize>() {
        Ok(index) => &mut place[index],
        Err(_) => &mut place[*step],
    });
    *place = value.clone();
    from_value(event.event_type, json).unwrap_or_else(|error| panic!("{} {path:?} = {value}: {error}", event.code))
}

fn assert_refused(event: &Event, reason: RejectionReason, words: &[&str]) {
    let refusal = judge(event).expect_err(&format!("{words:?} is refused"));
    assert_eq!(refusal.reason, reason, "{}", refusal.detail);
    for word in words {
        assert!(refusal.detail.contains(word), "«{}» names {word}", refusal.detail);
    }
    assert!(refusal.detail.len() < 500, "{} bytes of detail", refusal.detail.len());
}

/// Every field of an event, those of records in lists included: where it stands, and what it is.
fn fields_of(event: &EventDescription) -> Vec<(&'static str, Vec<&'static str>, &'static Field)> {
    let mut out = Vec::new();
    for (record, fields) in [("envelope", Envelope::FIELDS), ("content", event.fields)] {
        for field in fields {
            out.push((record, vec![field.name], field));
            if let Kind::List(Kind::Record { fields, .. }) = field.kind {
                out.extend(fields.iter().map(|inner| (record, vec![field.name, "0", inner.name], inner)));
            }
        }
    }
    out
}

fn whole(kind: Kind) -> Kind {
    match kind {
        Kind::Optional(inner) => whole(*inner),
        other => other,
    }
}

/// Returns values that lie just outside what a field keeps to, where its type can hold them.
fn beyond(field: &Field) -> Vec<Value> {
    let fits = |number: &i64| whole(field.kind) == Kind::Long || i32::try_from(*number).is_ok();
    match (whole(field.kind), field.bound, field.bound_of_values()) {
        (Kind::Integer | Kind::Long, Bound::Number { least, greatest }, _) => {
            let outside = [least.checked_sub(1), greatest.checked_add(1), Some(i64::from(i32::MIN)), Some(i64::MIN)];
            outside.into_iter().flatten().filter(fits).map(Value::from).collect()
        }
        (Kind::Text, _, Bound::Bytes { least, most }) => {
            let (least, most) = (usize::try_from(least).expect("small"), usize::try_from(most).expect("small"));
            let shorter = least.checked_sub(1).map(|length| Value::from("x".repeat(length)));
            // Two bytes each: the length is that of UTF-8.
            [Value::from("ж".repeat(most / 2 + 1)), Value::from("a\0b")].into_iter().chain(shorter).collect()
        }
        (Kind::Text, Bound::Digits { count }, _) => {
            let count = usize::try_from(count).expect("small");
            vec![Value::from("1".repeat(count - 1)), Value::from("1".repeat(count + 1)), Value::from("x".repeat(count))]
        }
        (Kind::List(Kind::Text), Bound::Items { most }, _) => {
            vec![json!(vec!["x"; usize::try_from(most).expect("small") + 1]), json!(["x".repeat(256)])]
        }
        _ => Vec::new(),
    }
}

#[test]
fn r17_every_number_text_and_list_keeps_to_what_its_field_declares() {
    let mut tried = 0;
    for event in EVENTS {
        for (record, path, field) in fields_of(event) {
            for value in beyond(field) {
                let event = changed(event, record, &path, &value);
                assert_refused(&event, RejectionReason::InvalidContent, &[&format!("`{}`", field.name)]);
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

#[test]
fn r17_what_lies_just_within_is_admitted() {
    for event in EVENTS {
        for (record, path, field) in fields_of(event) {
            let (Kind::Integer | Kind::Long, Bound::Number { least, greatest }) = (whole(field.kind), field.bound)
            else {
                continue;
            };
            for number in [least, greatest] {
                let event = changed(event, record, &path, &json!(number));
                // Another rule may refuse the number: a lesson must end after its beginning.
                let detail = judge(&event).err().map(|refusal| refusal.detail).unwrap_or_default();
                assert!(!detail.contains("the contract has"), "{detail}");
            }
        }
    }
}

#[test]
fn r17_the_years_and_counts_that_stopped_a_region_are_refused_with_their_range() {
    let group = EventType::ClassGroupUpserted.description();
    let year = changed(group, "content", &["school_year"], &json!(i32::MAX));
    assert_refused(&year, RejectionReason::InvalidContent, &["`school_year` is 2147483647", "2000…2099"]);
    let count = EventType::OfficialCount.description();
    for value in [i64::MAX, -5] {
        let count = changed(count, "content", &["value"], &json!(value));
        assert_refused(&count, RejectionReason::InvalidContent, &[&format!("`value` is {value}"), "0…1000000000"]);
    }
    // What a country's schools may say at most, a hundred thousand of them and in hundredths, is less than 2^63.
    let Bound::Number { greatest, .. } = count_bound() else { panic!("the value has a range") };
    assert!(greatest.checked_mul(100_000).and_then(|sum| sum.checked_mul(10_000)).is_some());
}

fn count_bound() -> Bound {
    let fields = EventType::OfficialCount.description().fields;
    fields.iter().find(|field| field.name == "value").expect("E26 has a value").bound
}

#[test]
fn r17_a_name_too_long_for_an_index_is_not_kept_as_a_rejections_origin() {
    let mut long = event("1", "lesson-1", 1, 0, topic(1));
    long.envelope.source_school_id = "7".repeat(3000);
    let refusal = judge(&long).expect_err("it is too long");
    assert_eq!((refusal.reason, &refusal.origin), (RejectionReason::InvalidContent, &None));
    assert!(refusal.detail.starts_with("`source_school_id` has 3000 bytes"), "{}", refusal.detail);
    // The key is judged before the envelope's fields.
    let key = Message { key: vec![b'k'; 5000], ..message(&long) };
    let refusal = admit(&key, NOW).expect_err("the key differs");
    assert_eq!((refusal.reason, &refusal.origin), (RejectionReason::KeyMismatch, &None));
    assert!(refusal.detail.len() < 500, "{}", refusal.detail);
}

#[test]
fn r18_an_event_may_be_emitted_at_most_an_hour_ahead() {
    let mut ahead = event("1", "lesson-1", 1, 0, topic(1));
    let at = |seconds: i64| NOW.plus_seconds(3600 + seconds);
    ahead.envelope.emitted_at = at(0);
    judge(&ahead).expect("an hour is within the tolerance");
    ahead.envelope.emitted_at = at(1);
    let words = ["`emitted_at` is 2024-10-15T09:31:05Z", "2024-10-15T08:31:04Z"];
    assert_refused(&ahead, RejectionReason::ImplausibleTime, &words);
    admit(&message(&ahead), at(0)).expect("the same event later");
}

#[test]
fn r19_a_day_far_ahead_of_the_sending_is_refused() {
    for event in EVENTS {
        for (record, path, field) in fields_of(event) {
            let (Bound::DaysAhead { most }, kind) = (field.bound, whole(field.kind)) else { continue };
            let sent_on = LocalDate::from_days(20_011).expect("2024-10-15");
            let day = sent_on.plus_days(most + 1);
            let value = if kind == Kind::Date { json!(day) } else { json!(format!("{day}T08:30:05Z")) };
            let far = changed(event, record, &path, &value);
            assert_refused(&far, RejectionReason::ImplausibleTime, &[&format!("`{}` is {day}", field.name), "after"]);
        }
    }
    let lesson = EventType::LessonScheduled.description();
    let far = changed(lesson, "content", &["lesson_on"], &json!("2099-10-15"));
    assert_refused(
        &far,
        RejectionReason::ImplausibleTime,
        &["`lesson_on` is 2099-10-15; the contract has at most 400 days"],
    );
    judge(&changed(lesson, "content", &["lesson_on"], &json!("2025-11-19"))).expect("400 days ahead");
    judge(&changed(lesson, "content", &["lesson_on"], &json!("2001-09-03"))).expect("late events are always accepted");
}

#[test]
fn what_ends_before_it_begins_is_refused() {
    let cases = [
        (EventType::MembershipChanged, "to_on", json!("2025-01-31")),
        (EventType::AuthorityChanged, "to_on", json!("2025-01-12")),
        (EventType::AuthorityChanged, "grade_from", json!(12)),
        (EventType::PeriodDefined, "to_on", json!("2024-11-04")),
        (EventType::ClassGroupUpserted, "grade_to", json!(6)),
        (EventType::EnrollmentChanged, "to_on", json!("2024-08-31")),
        (EventType::StaffAssigned, "to_on", json!("2024-08-31")),
        (EventType::OutageDeclared, "to_at", json!("2024-10-14T00:59:59Z")),
        (EventType::JournalLocked, "unlocked_at", json!("2024-10-15T08:29:59Z")),
        (EventType::LessonScheduled, "ends_minute", json!(610)),
        (EventType::LessonChanged, "moved_to_ends_minute", json!(609)),
    ];
    for (event, field, value) in cases {
        let wrong = changed(event.description(), "content", &[field], &value);
        assert_refused(&wrong, RejectionReason::InvalidContent, &[]);
    }
    let bell = changed(EventType::BellsPublished.description(), "content", &["bells", "0", "ends_minute"], &json!(600));
    assert_refused(&bell, RejectionReason::InvalidContent, &["a bell cannot last from minute 610 to minute 600"]);
}

#[test]
fn a_sample_of_every_event_is_admitted() {
    for event in EVENTS {
        judge(&sample(event)).unwrap_or_else(|refusal| panic!("{}: {}", event.code, refusal.detail));
    }
    judge(&event("1", "1", 1, 0, school(KPP))).expect("the tests' school is one");
}
