//! The dashboard: what was published, as pages, charts and files. It reads the warehouse, knows nothing of how figures
//! come about, and works without JavaScript.
//!
//! The way of a request: [`routes`](router) names the page; `web::visit` finds the region and release that the address names, and
//! for whom the page is; a module of `pages` has a view of `views` read from the release, and gives it to a form of
//! `forms`: a page of HTML, or a table for a file; on the way out `web::respond` adds the headers, and, when something
//! failed, `pages::failure` the page that says so.
//!
//! The rooms, each of which knows only those before it:
//!
//! - `words`: the languages, their texts, how numbers are written;
//! - `views`: what a page shows, without words and without markup; only here the warehouse is read;
//! - `web`: addresses, who visits, headers, assets;
//! - `forms`: `html` for people, `table` and the files made of it for programs;
//! - `pages`: parameters → view → form;
//! - `routes`: every address.
//!
//! To add a page or a form: `CONTRIBUTING.md`.

mod failure;
mod forms;
mod pages;
mod routes;
mod views;
mod web;
mod words;

pub use forms::file::FileForm;
pub use forms::table::{Heading, Table, Value};
pub use routes::{router, router_with};
pub use views::regions::UnknownZone;
pub use web::dashboard::Settings;
pub use words::{Language, Speaker, Word};

use axum::Router;
use std::future::Future;
use tokio::net::TcpListener;

/// Serves the pages until `shutdown` is over, and ends the requests that had begun.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router).with_graceful_shutdown(shutdown).await
}
