//! Judging a message: whether it is an event that can be kept, and whose. The rules need the message and the directory
//! of schools, and nothing else.

use crate::admit::{Refusal, admit};
use crate::event::Envelope;
use crate::message::Message;
use std::collections::HashMap;
use warehouse::intake::{RegisteredSchool, SourceSchool};
use warehouse::model::{Instant, KeptContent, Operation, RegisterContent, RejectionReason, SchoolId};

/// An event that is admitted and whose school is known. Whether it is new remains to be seen.
#[derive(Debug)]
pub(super) struct SoundEvent {
    pub envelope: Envelope,
    /// The school; none for an event about the whole region.
    pub school_id: Option<SchoolId>,
    pub content: KeptContent,
}

/// A message that is refused.
#[derive(Debug)]
pub(super) struct Refused {
    pub refusal: Refusal,
    /// When it was sent, where it is an event.
    pub emitted_at: Option<Instant>,
}

/// Which school each identity in a source means.
#[derive(Debug, Default)]
pub(super) struct Directory(HashMap<SourceSchool, RegisteredSchool>);

impl Directory {
    pub fn new(schools: HashMap<SourceSchool, RegisteredSchool>) -> Self {
        Self(schools)
    }

    /// Takes the register's entry of a school in: of several versions the highest says which school it is, in whichever
    /// order they come. A deletion says nothing new.
    pub fn register(&mut self, envelope: &Envelope, school_id: SchoolId) {
        let Envelope { entity_version, operation, .. } = *envelope;
        let source = source_school(envelope);
        let is_outdated = self.0.get(&source).is_some_and(|known| known.entity_version > entity_version);
        if operation != Operation::Delete && !is_outdated {
            self.0.insert(source, RegisteredSchool { school_id, entity_version });
        }
    }

    /// Judges a message that is taken at the moment `now`.
    pub fn judge(&self, message: &Message, now: Instant) -> Result<SoundEvent, Refused> {
        let event = admit(message, now).map_err(|refusal| Refused { refusal, emitted_at: None })?;
        let (envelope, content) = (event.envelope, event.content.into_kept());
        match self.school_of(&envelope, &content) {
            Ok(school_id) => Ok(SoundEvent { envelope, school_id, content }),
            Err(refusal) => Err(Refused { refusal, emitted_at: Some(envelope.emitted_at) }),
        }
    }

    /// Returns the school of an event; none for an event about the whole region.
    fn school_of(&self, envelope: &Envelope, content: &KeptContent) -> Result<Option<SchoolId>, Refusal> {
        if let KeptContent::Register(RegisterContent::School(school)) = content {
            // Admission has judged the numbers already.
            return Ok(SchoolId::new(&school.ogrn, &school.kpp).ok());
        }
        if envelope.source_school_id.is_empty() {
            return Ok(None);
        }
        self.0.get(&source_school(envelope)).map(|known| Some(known.school_id.clone())).ok_or_else(|| Refusal {
            reason: RejectionReason::UnknownSchool,
            detail: format!("no register names school «{}» of {}", envelope.source_school_id, envelope.source_instance),
            origin: Some((envelope.source_instance.clone(), envelope.source_school_id.clone())),
        })
    }
}

fn source_school(envelope: &Envelope) -> SourceSchool {
    SourceSchool {
        source_system: envelope.source_system.clone(),
        source_instance: envelope.source_instance.clone(),
        source_school_id: envelope.source_school_id.clone(),
    }
}
