//! HTML: each view's page, as the typed context of a template. What templates share stands in `templates/parts.html`, and
//! its contexts in the modules that are named after no page.

mod account;
pub(crate) mod beginning;
mod change;
mod chart;
mod choices;
pub(crate) mod country;
pub(crate) mod country_maturity;
pub(crate) mod data;
pub(crate) mod failure;
mod figure;
pub(crate) mod findings;
mod found;
pub(crate) mod lessons;
pub(crate) mod maturity;
mod maturity_line;
pub(crate) mod methodology;
pub(crate) mod municipality;
mod opened;
mod other_terms;
pub(crate) mod outside;
pub(crate) mod outside_schools;
mod period;
pub(crate) mod rating;
mod rating_table;
mod reporting;
pub(crate) mod school;
mod surroundings;
pub(crate) mod timetable;
mod trend;
mod way;

use crate::failure::Failure;
use crate::web::address::{Address, encode};
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use warehouse::model::Territory;

/// Answers with a page.
fn answer(template: &impl Template, cache: CachePolicy) -> Result<Response, Failure> {
    let headers =
        [(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")), (CACHE_CONTROL, cache.header())];
    Ok((headers, template.render()?).into_response())
}

/// Returns the address of a territory's page; the region's is the rating.
fn territory_address(reader: &Reader, territory: &Territory) -> Option<Address> {
    let id = encode(territory.id());
    match territory {
        Territory::School(_) => Some(reader.to(&format!("schools/{id}"))),
        Territory::Municipality(_) => Some(reader.to(&format!("municipalities/{id}"))),
        Territory::Region(_) => None,
    }
}
