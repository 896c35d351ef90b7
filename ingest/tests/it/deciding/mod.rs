//! What decides in a run, step by step, without a database: see [`pretend`].

mod chance;
mod pretend;

use crate::support::KPP;
use ingest::core::{Ended, Input, Outcome, Progress};
use pretend::{Pretend, Stand, lesson, lessons, message, registers, registration};
use std::sync::Arc;
use std::time::Duration;

/// A run in batches of ten over the registers and one partition of lessons, whose first batch is school 1 with nine
/// lessons: it has replayed what waited, and polls.
fn begun() -> Pretend {
    let mut run = Pretend::new(10, &[registers(), lessons(0)]);
    run.give(&registers(), 0, &registration("1", KPP));
    for number in 0..9 {
        run.give(&lessons(0), number, &lesson("1", number));
    }
    assert_eq!(run.stand(), Stand::AwaitCommit, "what waits is replayed after the first commit, alone");
    assert_eq!(run.commit(), Stand::Poll);
    run.asked();
    run
}

/// Gives lessons of school 1, each at the offset of its number, and returns where the run stands.
fn give(run: &mut Pretend, numbers: std::ops::Range<i64>) -> Stand {
    numbers.fold(Stand::Poll, |_, number| run.give(&lessons(0), number, &lesson("1", number)))
}

fn admitted(admitted_count: u64, commits_count: u64) -> Progress {
    Progress { admitted_count, commits_count, ..Progress::default() }
}

#[test]
fn partitions_are_assigned_messages_gathered_and_committed_when_the_batch_is_full() {
    let mut run = Pretend::new(10, &[registers(), lessons(0)]);
    assert_eq!(run.stand(), Stand::Poll);
    assert_eq!(run.asked(), ["files", "directory"]);
    assert_eq!(run.give(&registers(), 0, &registration("1", KPP)), Stand::Poll);
    assert_eq!(run.asked(), ["register changes"]);
    assert_eq!(give(&mut run, 0..8), Stand::Poll);
    assert!(run.asked().is_empty(), "the lake has no file");
    assert_eq!(give(&mut run, 8..9), Stand::AwaitCommit);
    assert_eq!(run.core.committed(), Progress::default());
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.asked(), ["commit", "waiting"]);
    assert_eq!(run.core.committed(), admitted(10, 1));
    assert_eq!((run.hints[&registers()], run.hints[&lessons(0)]), (1, 9));
    assert_eq!((run.counts(&registers()), run.counts(&lessons(0))), ([1, 0, 0, 0], [9, 0, 0, 0]));

    // From now on the next batch is gathered beside the commit, and the one after waits for it.
    assert_eq!(give(&mut run, 9..19), Stand::Poll);
    assert_eq!(run.asked(), ["commit"]);
    assert_eq!(give(&mut run, 19..29), Stand::AwaitCommit);
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.core.committed(), admitted(30, 3));
    assert_eq!(run.counts(&lessons(0)), [29, 0, 0, 0]);
}

#[test]
fn a_second_delivery_within_a_batch_is_a_duplicate() {
    let mut run = begun();
    for offset in 9..19 {
        run.give(&lessons(0), offset, &lesson("1", 9 + offset % 2));
    }
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.counts(&lessons(0)), [11, 8, 0, 0]);
    assert_eq!(run.kept.facts.len(), 11);
}

#[test]
fn an_event_waits_until_what_is_kept_of_its_day_is_read_and_once_for_a_day() {
    let mut run = begun();
    run.assign(&[registers(), lessons(0)]);
    run.stand();
    run.asked();
    // The same events again from another place: the file tells that they are kept.
    assert_eq!(run.give(&lessons(0), 9, &lesson("1", 3)), Stand::Poll);
    assert_eq!(run.asked(), ["file"]);
    for offset in 10..18 {
        run.give(&lessons(0), offset, &lesson("1", offset));
    }
    run.give(&registers(), 1, &registration("1", KPP));
    assert_eq!(run.asked(), ["register changes", "commit"]);
    run.commit();
    assert_eq!((run.counts(&lessons(0)), run.counts(&registers())), ([17, 1, 0, 0], [1, 1, 0, 0]));
}

#[test]
fn an_event_of_an_unknown_school_is_rejected_and_replayed_when_the_school_comes() {
    let mut run = begun();
    for offset in 9..19 {
        run.give(&lessons(0), offset, &lesson("2", 100 + offset % 5));
    }
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!((run.counts(&lessons(0)), run.kept.waiting.len()), ([9, 0, 10, 0], 10));
    assert!(!run.asked().contains(&"waiting"), "no school came");

    run.give(&registers(), 1, &registration("2", "701701002"));
    give(&mut run, 19..28);
    assert_eq!(run.stand(), Stand::AwaitCommit);
    assert_eq!(run.commit(), Stand::AwaitCommit, "the replay has a commit of its own");
    assert_eq!(run.asked(), ["commit", "waiting", "commit"]);
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.asked(), ["waiting"], "until none is left that can be taken");
    assert!(run.kept.waiting.is_empty());
    assert_eq!(run.kept.facts.len(), 9 + 9 + 5, "each once, though it was rejected twice");
    let expected = Progress { rejected_count: 10, replayed_count: 10, ..admitted(20, 4) };
    assert_eq!(run.core.committed(), expected);
    assert_eq!(run.counts(&lessons(0)), [18, 0, 10, 0]);
}

#[test]
fn what_was_gathered_is_dropped_when_another_owner_has_the_partitions() {
    let mut run = begun();
    give(&mut run, 9..19);
    give(&mut run, 19..23);
    run.kept.take_over(&[lessons(0)]);
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.asked(), ["commit", "rejoin", "files", "directory"]);
    assert_eq!(run.core.committed(), admitted(10, 1));
    assert_eq!(run.counts(&lessons(0)), [9, 0, 0, 0]);

    // The partitions come back, and everything is taken once.
    run.assign(&[registers(), lessons(0)]);
    give(&mut run, 9..19);
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.core.committed(), admitted(20, 2));
    assert_eq!(run.counts(&lessons(0)), [19, 0, 0, 0]);
}

#[test]
fn a_store_that_is_away_gets_the_same_batch_again_after_growing_pauses() {
    let mut run = begun();
    give(&mut run, 9..19);
    let batch = run.under_way.clone().expect("it is full");
    let mut pauses = Vec::new();
    for _ in 0..9 {
        let Stand::Pause(pause) = run.fail(Outcome::StoreAway) else { panic!("it waits") };
        assert_eq!(run.stand(), Stand::Pause(pause), "until the pause is over");
        pauses.push(pause.as_millis());
        run.tell(Input::Paused);
        assert_eq!(run.stand(), Stand::AwaitCommit, "nothing more is gathered");
        assert!(Arc::ptr_eq(run.under_way.as_ref().expect("it is tried again"), &batch));
    }
    assert_eq!(pauses, [200, 400, 800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000]);
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.core.committed(), admitted(20, 2));
    assert_eq!(run.counts(&lessons(0)), [19, 0, 0, 0]);
}

#[test]
fn what_is_gathered_beside_a_commit_that_fails_comes_after_it() {
    let mut run = begun();
    give(&mut run, 9..19);
    assert_eq!(give(&mut run, 19..23), Stand::Poll);
    assert_eq!(run.fail(Outcome::StoreAway), Stand::Pause(Duration::from_millis(200)));
    run.tell(Input::Paused);
    assert_eq!(run.stand(), Stand::AwaitCommit);
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.counts(&lessons(0)), [19, 0, 0, 0]);
    assert_eq!(give(&mut run, 23..29), Stand::Poll);
    assert_eq!(run.commit(), Stand::Poll);
    assert_eq!(run.counts(&lessons(0)), [29, 0, 0, 0]);
    assert_eq!(run.core.committed(), admitted(30, 3));
}

#[test]
fn an_assignment_in_the_middle_of_a_commit_waits_for_its_end_whatever_it_is() {
    for outcome in [Outcome::Kept, Outcome::OwnershipLost, Outcome::StoreAway, Outcome::Failed] {
        let mut run = begun();
        give(&mut run, 9..19);
        give(&mut run, 19..23);
        run.asked();
        if outcome == Outcome::Kept {
            let batch = run.under_way.clone().expect("it is full");
            assert_eq!(run.kept.commit(&batch), Outcome::Kept);
        }
        run.assign(&[registers(), lessons(0)]);
        assert_eq!(run.stand(), Stand::AwaitCommit);
        assert_eq!(run.fail(outcome), Stand::Poll, "{outcome:?}");
        assert_eq!(run.asked(), ["files", "directory"], "{outcome:?}");
        let first = run.kept.next_offset(&lessons(0));
        let committed = if outcome == Outcome::Kept { admitted(20, 2) } else { admitted(10, 1) };
        assert_eq!(run.core.committed(), committed, "{outcome:?}");

        // What was gathered beside the commit is given again, and taken once.
        give(&mut run, first..first + 10);
        run.stand();
        run.commit();
        assert_eq!(run.counts(&lessons(0)), [first + 10, 0, 0, 0], "{outcome:?}");
        assert_eq!(run.kept.facts.len() as i64, first + 10, "{outcome:?}");
    }
}

#[test]
fn a_revocation_of_all_partitions_leaves_nothing_to_commit() {
    let mut run = begun();
    give(&mut run, 9..13);
    run.assign(&[]);
    assert_eq!(run.stand(), Stand::Poll);
    run.tell(Input::Stop);
    assert_eq!(run.stand(), Stand::End(Ended::Stopped));
    assert_eq!(run.counts(&lessons(0)), [9, 0, 0, 0]);
}

#[test]
fn a_stop_in_the_middle_commits_what_is_gathered() {
    let mut run = begun();
    give(&mut run, 9..19);
    give(&mut run, 19..23);
    run.tell(Input::Stop);
    assert_eq!(run.stand(), Stand::AwaitCommit);
    assert_eq!(run.commit(), Stand::AwaitCommit);
    assert_eq!(run.commit(), Stand::End(Ended::Stopped));
    assert_eq!(run.stand(), Stand::End(Ended::Stopped));
    assert_eq!(run.core.committed(), admitted(24, 3));
    assert_eq!(run.counts(&lessons(0)), [23, 0, 0, 0]);
}

#[test]
fn a_stop_does_not_wait_for_a_store_that_is_away_nor_for_partitions_that_are_lost() {
    for (outcome, stand) in [
        (Outcome::StoreAway, Stand::GiveUp),
        (Outcome::Failed, Stand::GiveUp),
        (Outcome::OwnershipLost, Stand::End(Ended::Stopped)),
    ] {
        let mut run = begun();
        give(&mut run, 9..19);
        run.tell(Input::Stop);
        assert_eq!(run.fail(outcome), stand);
        assert_eq!(run.core.committed(), admitted(10, 1));
        assert_eq!(run.counts(&lessons(0)), [9, 0, 0, 0]);
    }
}

#[test]
fn a_store_that_refuses_ends_the_run() {
    let mut run = begun();
    give(&mut run, 9..19);
    assert_eq!(run.fail(Outcome::Failed), Stand::GiveUp);
    assert_eq!(run.stand(), Stand::GiveUp);
}

#[test]
fn offsets_without_a_message_count_as_control_records() {
    let mut run = begun();
    for offset in [9, 10, 14, 15, 16, 17, 18, 19, 20, 30] {
        run.give(&lessons(0), offset, &lesson("1", offset));
    }
    run.commit();
    assert_eq!(run.counts(&lessons(0)), [19, 0, 0, 12]);
    assert_eq!(run.kept.next_offset(&lessons(0)), 31);
}

#[test]
fn a_batch_is_committed_when_it_is_old_or_heavy() {
    let mut run = begun();
    run.moment.since_start = Duration::from_secs(60);
    give(&mut run, 9..11);
    run.moment.since_start += Duration::from_millis(4_999);
    assert_eq!(run.stand(), Stand::Poll);
    assert!(run.under_way.is_none());
    run.moment.since_start += Duration::from_millis(1);
    assert_eq!(run.stand(), Stand::Poll);
    assert!(run.under_way.is_some(), "its first event came five seconds ago");
    run.commit();
    assert_eq!(run.counts(&lessons(0)), [11, 0, 0, 0]);

    // A message of sixteen megabytes is rejected, and its bytes are committed without waiting for others.
    let mut heavy = message(&lessons(0), 11, &lesson("1", 11));
    heavy.payload = vec![0; 16 << 20];
    run.tell(Input::Message(heavy));
    assert_eq!(run.stand(), Stand::Poll);
    assert!(run.under_way.is_some());
    run.commit();
    assert_eq!(run.counts(&lessons(0)), [11, 0, 1, 0]);
}

#[test]
fn a_run_that_has_caught_up_commits_the_rest_and_ends() {
    let mut run = begun();
    give(&mut run, 9..13);
    run.tell(Input::CaughtUp);
    assert_eq!(run.stand(), Stand::AwaitCommit);
    assert_eq!(run.commit(), Stand::End(Ended::CaughtUp));
    assert_eq!(run.core.committed(), admitted(14, 2));
    assert_eq!(run.counts(&lessons(0)), [13, 0, 0, 0]);

    // One that loses its partitions at the end goes on.
    let mut run = begun();
    give(&mut run, 9..13);
    run.tell(Input::CaughtUp);
    run.stand();
    assert_eq!(run.fail(Outcome::OwnershipLost), Stand::Poll);
    assert_eq!(run.asked(), ["commit", "rejoin", "files", "directory"]);
}

#[test]
fn progress_is_reported_now_and_then_and_at_every_commit() {
    let mut run = Pretend::new(1_000_000, &[registers(), lessons(0)]);
    run.give(&registers(), 0, &registration("1", KPP));
    give(&mut run, 0..9_998);
    assert_eq!(run.reported, Progress::default());
    give(&mut run, 9_998..9_999);
    assert_eq!(run.reported, admitted(10_000, 0));
    give(&mut run, 9_999..10_004);
    run.tell(Input::CaughtUp);
    run.stand();
    run.commit();
    assert_eq!(run.reported, admitted(10_005, 1));
}
