//! What the pages show: typed content without words and without markup.
//!
//! A view holds numbers, states, dates, identities and what the release itself says in both languages; it formats nothing
//! and never gets a speaker. Every form (a page, a file) is made of it, so that none can show a number that another one
//! lacks, and what counts too few persons is hidden here or below, before any form. Only this room reads the warehouse.
//!
//! Each module begins with what an address may ask for, and ends with how the view is read.

pub(crate) mod account;
pub(crate) mod beginning;
pub(crate) mod comparable;
pub(crate) mod country;
pub(crate) mod country_maturity;
pub(crate) mod coverage;
pub(crate) mod data;
pub(crate) mod disclosed;
pub(crate) mod earlier;
pub(crate) mod extent;
pub(crate) mod figure;
pub(crate) mod findings;
pub(crate) mod lessons;
pub(crate) mod maturity;
pub(crate) mod maturity_line;
pub(crate) mod maturity_periods;
pub(crate) mod methodology;
pub(crate) mod offer;
pub(crate) mod opened;
pub(crate) mod other_terms;
pub(crate) mod outside;
pub(crate) mod outside_schools;
pub(crate) mod period;
pub(crate) mod query;
pub(crate) mod ranking;
pub(crate) mod rating;
pub(crate) mod regions;
pub(crate) mod reporting;
pub(crate) mod school;
pub(crate) mod shown;
mod side_by_side;
mod summed;
pub(crate) mod territory;
pub(crate) mod timetable;
pub(crate) mod trend;
pub(crate) mod way;
