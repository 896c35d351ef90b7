//! Topics of a broker, through librdkafka's polling consumer.
//!
//! A rebalance calls back inside `poll`: the partitions are taken over in the warehouse there, and the consumer begins
//! at the warehouse's offsets. The topic of registers is read to its end first, with the others paused, so that an
//! event is never met before the registration of its school that was sent before it.

use super::Polled;
use crate::blocking::BlockingIntake;
use crate::error::Error;
use crate::event::Family;
use crate::message::{Assignment, Message};
use rdkafka::bindings::rd_kafka_resp_err_t as ResponseError;
use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer as _, ConsumerContext};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::{ClientConfig, ClientContext, Message as _, Offset, TopicPartitionList};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant as Clock};
use warehouse::model::TopicPartition;

/// How long a question to the broker may take.
const BROKER_PATIENCE: Duration = Duration::from_secs(10);
/// How long nothing must come before the ends of the topics are looked at.
const QUIET: Duration = Duration::from_millis(200);

/// How to reach the broker.
#[derive(Debug, Clone)]
pub struct KafkaSettings {
    /// The brokers: `host:port`, joined by commas.
    pub brokers: String,
    /// The consumer group.
    pub group: String,
    /// A name for this process in the group that survives its restart, so that the broker gives the partitions back at
    /// once; two processes must not share one.
    pub member: Option<String>,
}

struct Rebalancing {
    intake: BlockingIntake,
    outcome: Mutex<Option<Result<Vec<Assignment>, Error>>>,
}

impl ClientContext for Rebalancing {}

impl ConsumerContext for Rebalancing {
    fn rebalance(&self, consumer: &BaseConsumer<Self>, code: ResponseError, partitions: &mut TopicPartitionList) {
        let outcome = if code == ResponseError::RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
            self.take_over(consumer, partitions)
        } else {
            consumer.unassign().map(|()| Vec::new()).map_err(Error::from)
        };
        // A later rebalance replaces an earlier one that nobody has looked at yet.
        *self.outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(outcome);
    }
}

impl Rebalancing {
    fn take_over(
        &self,
        consumer: &BaseConsumer<Self>,
        partitions: &TopicPartitionList,
    ) -> Result<Vec<Assignment>, Error> {
        let ends = bounds(consumer, partitions, Offset::End)?;
        let begins: Vec<(TopicPartition, i64)> = bounds(consumer, partitions, Offset::Beginning)?.into_iter().collect();
        let (fence, offsets) = self.intake.take_over("kafka", &begins)?;
        let mut positions = TopicPartitionList::new();
        let mut assigned = Vec::new();
        for (((topic_partition, first), next_offset), end) in begins.into_iter().zip(offsets).zip(ends.into_values()) {
            if next_offset < first || next_offset > end {
                return Err(Error::OffsetGone { topic_partition, next_offset, first, end });
            }
            let TopicPartition { topic, partition } = &topic_partition;
            positions.add_partition_offset(topic, *partition, Offset::Offset(next_offset))?;
            assigned.push(Assignment { topic_partition, fence, next_offset });
        }
        consumer.assign(&positions)?;
        Ok(assigned)
    }
}

/// The topics of the contract, as a member of a consumer group.
pub struct KafkaSource {
    consumer: BaseConsumer<Rebalancing>,
    /// The next offset of every partition that is ours.
    positions: BTreeMap<TopicPartition, i64>,
    registers_are_first: bool,
    quiet_since: Clock,
}

impl KafkaSource {
    /// Joins the group. Partitions come with a later poll.
    pub fn join(settings: &KafkaSettings, intake: BlockingIntake) -> Result<Self, Error> {
        let mut config = ClientConfig::new();
        config
            .set("bootstrap.servers", &settings.brokers)
            .set("group.id", &settings.group)
            .set("client.id", "svodka-ingest")
            .set("enable.auto.commit", "false")
            // Positions come from the warehouse; a position that the broker no longer has must stop us, not move us.
            .set("auto.offset.reset", "error")
            .set("partition.assignment.strategy", "range")
            .set("isolation.level", "read_committed")
            .set("session.timeout.ms", "10000")
            // Bounds what waits in memory, in kilobytes, over all partitions.
            .set("queued.max.messages.kbytes", "65536")
            .set("fetch.queue.backoff.ms", "20")
            .set("fetch.wait.max.ms", "100")
            .set("topic.metadata.refresh.interval.ms", "5000");
        if let Some(member) = &settings.member {
            config.set("group.instance.id", member);
        }
        let context = Rebalancing { intake, outcome: Mutex::new(None) };
        let consumer: BaseConsumer<Rebalancing> = config.create_with_context(context)?;
        let source =
            Self { consumer, positions: BTreeMap::new(), registers_are_first: false, quiet_since: Clock::now() };
        source.subscribe()?;
        Ok(source)
    }

    fn subscribe(&self) -> Result<(), Error> {
        let topics: Vec<String> = Family::ALL.iter().map(|family| family.topic()).collect();
        let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
        Ok(self.consumer.subscribe(&topics)?)
    }

    pub(super) fn rejoin(&mut self) -> Result<(), Error> {
        self.consumer.unsubscribe();
        self.positions.clear();
        self.subscribe()
    }

    pub(super) fn poll(&mut self, patience: Duration) -> Result<Polled, Error> {
        let message = match self.consumer.poll(patience) {
            None => None,
            Some(Ok(message)) => Some(Message {
                topic_partition: TopicPartition::new(message.topic(), message.partition()),
                offset: message.offset(),
                key: message.key().unwrap_or_default().to_vec(),
                payload: message.payload().unwrap_or_default().to_vec(),
            }),
            Some(Err(error)) => {
                check(error)?;
                None
            }
        };
        let outcome = self.consumer.context().outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        if let Some(outcome) = outcome {
            // A message that came with the rebalance belongs to the old assignment or will be given again.
            return self.assigned(outcome?);
        }
        match message {
            Some(message) => {
                self.quiet_since = Clock::now();
                match self.positions.get_mut(&message.topic_partition) {
                    // A message from before a rebalance, or one that lies behind our position, is not ours to take.
                    Some(position) if message.offset >= *position => {
                        *position = message.offset + 1;
                        Ok(Polled::Message(message))
                    }
                    _ => Ok(Polled::Idle),
                }
            }
            None if self.quiet_since.elapsed() > QUIET => self.look_at_ends(),
            None => Ok(Polled::Idle),
        }
    }

    fn assigned(&mut self, assigned: Vec<Assignment>) -> Result<Polled, Error> {
        self.positions = assigned.iter().map(|it| (it.topic_partition.clone(), it.next_offset)).collect();
        self.quiet_since = Clock::now();
        self.registers_are_first = self.positions.keys().any(|it| is_registers(&it.topic));
        if self.registers_are_first {
            self.consumer.pause(&self.list(|topic| !is_registers(topic)))?;
        }
        Ok(Polled::Assigned(assigned))
    }

    fn list(&self, wanted: impl Fn(&str) -> bool) -> TopicPartitionList {
        let mut list = TopicPartitionList::new();
        for TopicPartition { topic, partition } in self.positions.keys().filter(|it| wanted(&it.topic)) {
            list.add_partition(topic, *partition);
        }
        list
    }

    /// Looks whether all that there is has been given: of the registers while they are read first, then of all topics.
    fn look_at_ends(&mut self) -> Result<Polled, Error> {
        self.quiet_since = Clock::now();
        let awaited = self.list(|topic| !self.registers_are_first || is_registers(topic));
        // The broker is away: it will be asked again.
        let Ok(ends) = bounds(&self.consumer, &awaited, Offset::End) else { return Ok(Polled::Idle) };
        // Past the offsets that hold no message the broker's client knows better than the last message tells.
        let client_positions = self.consumer.position()?;
        for (it, end) in ends {
            let client = client_positions.find_partition(&it.topic, it.partition).map(|element| element.offset());
            let taken = self.positions.get(&it).copied();
            let reached = match client {
                Some(Offset::Offset(offset)) => taken.max(Some(offset)),
                _ => taken,
            };
            if reached < Some(end) {
                return Ok(Polled::Idle);
            }
        }
        if self.registers_are_first {
            self.registers_are_first = false;
            self.consumer.resume(&self.list(|topic| !is_registers(topic)))?;
            return Ok(Polled::Idle);
        }
        Ok(if self.positions.is_empty() { Polled::Idle } else { Polled::CaughtUp })
    }

    pub(super) fn wait(&mut self, pause: Duration) -> Result<(), Error> {
        let all = self.list(|_| true);
        self.consumer.pause(&all)?;
        let until = Clock::now() + pause;
        while let Some(rest) = until.checked_duration_since(Clock::now()).filter(|rest| !rest.is_zero()) {
            // Paused partitions give no messages; polling keeps the membership.
            if let Some(Err(error)) = self.consumer.poll(rest) {
                check(error)?;
            }
        }
        // A rebalance meanwhile has replaced the assignment and is reported by the next poll.
        let resumed = self.list(|topic| !self.registers_are_first || is_registers(topic));
        if let Err(error) = self.consumer.resume(&resumed) {
            tracing::debug!(error = %error, "some partitions were taken away while waiting");
        }
        Ok(())
    }

    pub(super) fn hint(&self, partition: &TopicPartition, next_offset: i64) {
        let mut list = TopicPartitionList::new();
        if list.add_partition_offset(&partition.topic, partition.partition, Offset::Offset(next_offset)).is_ok()
            && let Err(error) = self.consumer.commit(&list, CommitMode::Async)
        {
            tracing::debug!(error = %error, "the broker did not take the position; only lag tools miss it");
        }
    }
}

/// Returns the first or the next offset of every partition. One question for all: while a consumer waits for messages,
/// each question waits with it.
fn bounds<C: ConsumerContext>(
    consumer: &BaseConsumer<C>,
    partitions: &TopicPartitionList,
    bound: Offset,
) -> Result<BTreeMap<TopicPartition, i64>, KafkaError> {
    let mut asked = TopicPartitionList::new();
    for element in partitions.elements() {
        asked.add_partition_offset(element.topic(), element.partition(), bound)?;
    }
    let answered = consumer.offsets_for_times(asked, BROKER_PATIENCE)?;
    let mut bounds = BTreeMap::new();
    for element in answered.elements() {
        element.error()?;
        let Offset::Offset(offset) = element.offset() else {
            return Err(KafkaError::OffsetFetch(RDKafkaErrorCode::InvalidTimestamp));
        };
        bounds.insert(TopicPartition::new(element.topic(), element.partition()), offset);
    }
    Ok(bounds)
}

fn is_registers(topic: &str) -> bool {
    Family::of_topic(topic) == Some(Family::Registers)
}

/// Lets pass what the client repairs by itself, and stops at the rest.
fn check(error: KafkaError) -> Result<(), Error> {
    match error.rdkafka_error_code() {
        Some(
            RDKafkaErrorCode::BrokerTransportFailure
            | RDKafkaErrorCode::AllBrokersDown
            | RDKafkaErrorCode::OperationTimedOut
            | RDKafkaErrorCode::RequestTimedOut
            | RDKafkaErrorCode::Resolve
            | RDKafkaErrorCode::NetworkException
            | RDKafkaErrorCode::CoordinatorNotAvailable
            | RDKafkaErrorCode::CoordinatorLoadInProgress
            | RDKafkaErrorCode::NotCoordinator
            | RDKafkaErrorCode::RebalanceInProgress
            | RDKafkaErrorCode::UnknownTopic
            | RDKafkaErrorCode::UnknownTopicOrPartition
            | RDKafkaErrorCode::LeaderNotAvailable
            | RDKafkaErrorCode::NotLeaderForPartition,
        ) => {
            tracing::warn!(error = %error, "the broker does not answer as it should; the client tries again");
            Ok(())
        }
        _ => Err(error.into()),
    }
}

/// Returns the contract's topics that the broker has, with their partitions' number: for `svodka doctor`.
pub fn topics(brokers: &str) -> Result<Vec<(String, usize)>, Error> {
    let consumer: BaseConsumer = ClientConfig::new().set("bootstrap.servers", brokers).create()?;
    let metadata = consumer.fetch_metadata(None, BROKER_PATIENCE)?;
    Ok(metadata
        .topics()
        .iter()
        .filter(|topic| Family::of_topic(topic.name()).is_some())
        .map(|topic| (topic.name().to_owned(), topic.partitions().len()))
        .collect())
}
