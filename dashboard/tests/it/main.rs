//! The dashboard as a reader meets it: a region published by the warehouse, pages and files over HTTP.

mod accounts;
mod changes;
mod country;
mod figures;
mod forms;
mod http;
mod maturity;
mod maturity_periods;
mod pages;
mod releases;
mod rooms;
mod seed;
mod seed_accounts;
mod seed_country;
mod seed_figures;
mod seed_kept;
mod seed_maturity;
mod terms;
mod texts;
mod travels;
mod unfinished;
