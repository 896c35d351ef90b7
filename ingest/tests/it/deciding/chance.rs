//! Many runs whose store fails and whose partitions move by chance: what is kept in the end is always the same.

use super::pretend::{Pretend, Stand, lesson, lessons, message, registers, registration};
use crate::golden::Chance;
use ingest::core::{Ended, Input, Outcome};
use ingest::event::Event;
use std::collections::{BTreeMap, BTreeSet};
use warehouse::model::TopicPartition;

const SCHOOLS: [(&str, &str); 3] = [("1", "701701001"), ("2", "701701002"), ("3", "701701003")];
const LESSONS: i64 = 60;

/// A topic's messages by partition, each at its offset; some offsets hold none.
type Log = BTreeMap<TopicPartition, Vec<(i64, Event)>>;

/// Registrations, and lessons of two partitions in any order, some of them twice, some under a key that another school
/// uses, too, and some of a school that no register names.
fn log(chance: &mut Chance) -> Log {
    let mut log = Log::new();
    let schools = SCHOOLS.iter().enumerate().map(|(offset, (of, kpp))| (offset as i64, registration(of, kpp)));
    log.insert(registers(), schools.collect());
    for partition in 0..2 {
        let mut messages = Vec::new();
        for number in 0..LESSONS {
            for _ in 0..=chance.below(5) / 4 {
                let of = if number % 10 == 9 { "unknown" } else { SCHOOLS[chance.below(3)].0 };
                let place = chance.below(messages.len() + 1);
                messages.insert(place, lesson(of, 1_000 * i64::from(partition) + number));
            }
        }
        // Every eighth offset holds no message.
        let place = |(index, event): (usize, Event)| (index as i64 + index as i64 / 7, event);
        log.insert(lessons(partition), messages.into_iter().enumerate().map(place).collect());
    }
    log
}

/// Lets a commit end: it may be kept, or fail before it is kept or after.
fn end_commit(run: &mut Pretend, chance: &mut Chance) {
    let batch = run.under_way.take().expect("a commit is under way");
    let outcome = match chance.below(6) {
        0 => Outcome::StoreAway,
        1 => {
            // The answer is lost on its way.
            run.kept.commit(&batch);
            Outcome::StoreAway
        }
        _ => run.kept.commit(&batch),
    };
    run.tell(Input::CommitEnded(outcome));
}

/// Takes a log to its end, with whatever happens on the way.
fn take(log: &Log, chance: &mut Chance) -> Pretend {
    let partitions: Vec<TopicPartition> = log.keys().cloned().collect();
    let mut run = Pretend::new(1 + chance.below(20), &partitions);
    let mut positions: BTreeMap<TopicPartition, i64> = BTreeMap::new();
    let mut rejoins = 0;
    loop {
        let stand = run.stand();
        if run.asked().contains(&"rejoin") {
            run.assign(&partitions);
            positions = partitions.iter().map(|it| (it.clone(), run.kept.next_offset(it))).collect();
            rejoins += 1;
            assert!(rejoins < 1_000);
            continue;
        }
        match stand {
            Stand::AwaitCommit => end_commit(&mut run, chance),
            Stand::Pause(_) => run.tell(Input::Paused),
            Stand::End(Ended::CaughtUp) => return run,
            Stand::Poll if run.under_way.is_some() && chance.below(4) == 0 => end_commit(&mut run, chance),
            Stand::Poll if chance.below(100) == 0 => {
                run.assign(&partitions);
                positions = partitions.iter().map(|it| (it.clone(), run.kept.next_offset(it))).collect();
            }
            Stand::Poll => poll(&mut run, log, &mut positions, chance),
            Stand::GiveUp | Stand::End(Ended::Stopped) => panic!("{stand:?}"),
        }
    }
}

fn poll(run: &mut Pretend, log: &Log, positions: &mut BTreeMap<TopicPartition, i64>, chance: &mut Chance) {
    let from = |of: &TopicPartition| positions.get(of).copied().unwrap_or(0);
    let open: Vec<&TopicPartition> =
        log.iter().filter(|(of, messages)| messages.iter().any(|(at, _)| *at >= from(of))).map(|(of, _)| of).collect();
    let Some(of) = open.get(chance.below(open.len().max(1))) else { return run.tell(Input::CaughtUp) };
    let (offset, event) = log[*of].iter().find(|(at, _)| *at >= from(of)).expect("it is open");
    positions.insert((*of).clone(), offset + 1);
    run.tell(Input::Message(message(of, *offset, event)));
}

#[test]
fn every_event_is_kept_once_whatever_fails_and_whoever_owns() {
    for seed in 0..200 {
        let mut chance = Chance(seed);
        let log = log(&mut chance);
        let run = take(&log, &mut chance);
        let mut expected = BTreeSet::new();
        for (of, messages) in &log {
            let counts = run.counts(of);
            let (last, _) = messages.last().expect("it has messages");
            assert_eq!(run.kept.next_offset(of), last + 1, "{of}, seed {seed}");
            assert_eq!(counts[..3].iter().sum::<i64>(), messages.len() as i64, "{of}, seed {seed}");
            let is_lesson = |event: &&Event| *of != registers() && event.envelope.source_school_id != "unknown";
            let lessons = messages.iter().map(|(_, event)| event).filter(is_lesson).map(|event| &event.envelope);
            expected.extend(lessons.map(|it| (it.source_school_id.clone(), it.entity_key.clone())));
        }
        let kept = run.kept.facts.iter().map(|it| (it.source_school_id.clone(), it.entity_key.clone()));
        let kept: BTreeSet<(String, String)> = kept.collect();
        assert_eq!(kept, expected, "seed {seed}");
        assert_eq!(run.kept.facts.len(), expected.len(), "each once, seed {seed}");
        assert_eq!(run.kept.registers.len(), SCHOOLS.len(), "seed {seed}");
        let unknown = |it: &warehouse::intake::WaitingRejection| String::from_utf8_lossy(&it.key).ends_with("unknown");
        assert!(run.kept.waiting.values().all(unknown), "seed {seed}");
    }
}
