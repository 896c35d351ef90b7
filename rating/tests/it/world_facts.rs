//! What is put into a world of facts: the timetable, and what is entered for its lessons.

use crate::world::{World, WorldSchool, at, day, scheduled};
use warehouse::lake::RowsBuilder;
use warehouse::model::*;
use warehouse::testing::fact_header;

impl World {
    /// Puts a version of a fact in.
    pub fn fact<F: Fact>(
        &mut self,
        place: &WorldSchool,
        key: &str,
        version: i64,
        operation: Operation,
        entered_at: Instant,
        content: F,
    ) {
        let emitted_at = self.emitted_at.unwrap_or(entered_at);
        let header = FactHeader {
            event_id: format!("event-{}", self.facts_count),
            source_system: place.system.to_owned(),
            source_instance: place.instance(),
            source_school_id: place.number.to_string(),
            school_id: place.id().into(),
            entity_key: key.to_owned(),
            entity_version: version,
            operation,
            entered_precision_seconds: self.precision,
            emitted_at,
            ingested_at: emitted_at,
            topic: "test".to_owned(),
            topic_offset: self.facts_count,
            ..fact_header(entered_at)
        };
        self.facts_count += 1;
        let fields = FactHeader::FIELDS.iter().chain(F::FIELDS);
        let builder = self.facts.entry(F::TABLE).or_insert_with(|| RowsBuilder::new(fields));
        let (of_header, of_content) = builder.builders().split_at_mut(FactHeader::FIELDS.len());
        header.push(of_header);
        content.push(of_content);
    }

    /// Puts a lesson of the timetable in; it ends at 09:15.
    pub fn lesson(&mut self, place: &WorldSchool, lesson: &str, on: &str, group: &str, subject: &str) {
        self.lesson_at(place, lesson, on, group, subject, 555);
    }

    /// Puts a lesson in that ends at a minute of the day.
    pub fn lesson_at(&mut self, place: &WorldSchool, lesson: &str, on: &str, group: &str, subject: &str, ends: i32) {
        let content = scheduled(lesson, on, group, subject);
        let content = LessonScheduled { starts_minute: ends - 45, ends_minute: ends, ..content };
        self.scheduled(place, 1, "2000-01-01T00:00:00Z", content);
    }

    /// Puts a lesson in that has a number in its day.
    pub fn lesson_numbered(
        &mut self,
        place: &WorldSchool,
        lesson: &str,
        on: &str,
        group: &str,
        subject: &str,
        lesson_number: i32,
    ) {
        let content = LessonScheduled { lesson_number, ..scheduled(lesson, on, group, subject) };
        self.scheduled(place, 1, "2000-01-01T00:00:00Z", content);
    }

    /// Puts a version of a lesson of the timetable in; it is sent at once.
    pub fn scheduled(&mut self, place: &WorldSchool, version: i64, entered_at: &str, content: LessonScheduled) {
        let sent = self.emitted_at.take();
        let lesson = content.lesson_id.clone();
        self.fact(place, &lesson, version, Operation::Upsert, at(entered_at), content);
        self.emitted_at = sent;
    }

    /// Puts a lesson's record in: its topic, and that it was held.
    pub fn record(&mut self, place: &WorldSchool, lesson: &str, on: &str, entered_at: &str) {
        self.topic(place, lesson, 1, Operation::Upsert, on, entered_at);
        let held =
            LessonHeld { lesson_id: lesson.to_owned(), lesson_on: day(on), is_held: true, is_all_present: false };
        self.fact(place, lesson, 1, Operation::Upsert, at(entered_at), held);
    }

    /// Puts a version of «held» in.
    pub fn held(&mut self, place: &WorldSchool, lesson: &str, version: i64, is_held: bool, entered_at: &str) {
        let content =
            LessonHeld { lesson_id: lesson.to_owned(), lesson_on: day("2024-10-15"), is_held, is_all_present: false };
        self.fact(place, lesson, version, Operation::Upsert, at(entered_at), content);
    }

    /// Puts a version of a lesson's topic in.
    pub fn topic(
        &mut self,
        place: &WorldSchool,
        lesson: &str,
        version: i64,
        operation: Operation,
        on: &str,
        entered_at: &str,
    ) {
        let content = LessonTopicSet {
            lesson_id: lesson.to_owned(),
            lesson_on: day(on),
            has_topic: true,
            topic_hash: None,
            plan_item_id: None,
        };
        self.fact(place, lesson, version, operation, at(entered_at), content);
    }

    /// Puts homework of a lesson in.
    pub fn homework(&mut self, place: &WorldSchool, lesson: &str, on: &str, kind: HomeworkKind, entered_at: &str) {
        let content = HomeworkAssigned {
            homework_id: format!("hw-{lesson}"),
            lesson_id: lesson.to_owned(),
            lesson_on: day(on),
            homework: kind,
            assigned_for_on: None,
            due_lesson_id: None,
            estimated_minutes: None,
            targeted_pupils_count: None,
            is_digital: false,
            attachments_count: 0,
        };
        self.fact(place, &format!("hw-{lesson}"), 1, Operation::Upsert, at(entered_at), content);
    }

    /// Puts a change of a lesson in, entered long before the lesson; a moved one keeps its hour.
    pub fn change(&mut self, place: &WorldSchool, lesson: &str, change: LessonChangeKind, on: &str, to: Option<&str>) {
        self.change_at(place, lesson, change, on, to, "2000-01-01T00:00:00Z");
    }

    /// Puts a change of a lesson in that was entered at a moment.
    pub fn change_at(
        &mut self,
        place: &WorldSchool,
        lesson: &str,
        change: LessonChangeKind,
        on: &str,
        to: Option<&str>,
        entered_at: &str,
    ) {
        let content = LessonChanged {
            lesson_id: lesson.to_owned(),
            change,
            lesson_on: day(on),
            moved_to_on: to.map(day),
            moved_to_starts_minute: to.map(|_| 510),
            moved_to_ends_minute: to.map(|_| 555),
            teacher_from_pid: None,
            teacher_to_pid: None,
            subject_to_id: None,
            reason: None,
        };
        self.fact(place, &format!("{lesson}|{change}"), 1, Operation::Upsert, at(entered_at), content);
    }
}
