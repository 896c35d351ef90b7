//! The integration tests of the whole, in one binary: the executable as a user starts it.

mod arrows;
mod command_line;
mod house;
mod measures_folder;
mod past_releases;
mod region;
mod regions;
mod rooms;
mod support;
