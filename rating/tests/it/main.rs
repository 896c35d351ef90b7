//! The integration tests of `rating`, in one binary: small worlds of facts and registers, rated end to end over a real
//! lake and a real PostgreSQL. `t01_…` to `t19_…` are the traps of the field, each with its own numbers.

mod accounted;
mod attempts;
mod capabilities;
mod entries;
mod late_changes;
mod late_registers;
mod local_time;
mod maturity;
mod maturity_coverage;
mod maturity_months;
mod measures;
mod methodology;
mod mutated_maturity;
mod mutated_world;
mod mutations;
mod properties;
mod random_world;
mod ranks;
mod rated;
mod regions;
mod releases;
mod revisions;
mod rule_versions;
mod schedule;
mod school_days;
mod sources;
mod timetable;
mod verification;
mod world;
mod world_facts;
mod years;
