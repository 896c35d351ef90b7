//! Every address of the dashboard.

use crate::failure::Failure;
use crate::forms::FILE_FORMS;
use crate::forms::file::{FileForm, FileForms};
use crate::pages;
use crate::web::dashboard::{Dashboard, Settings};
use crate::web::{assets, respond};
use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Router, middleware};
use std::sync::Arc;
use warehouse::published::Published;

/// Returns all pages of the dashboard, and their files in every form that it knows.
pub fn router(published: Published, settings: Settings) -> Router {
    router_with(published, settings, FILE_FORMS)
}

/// Returns all pages of the dashboard, and their files in the given forms.
pub fn router_with(published: Published, settings: Settings, forms: &'static [&'static dyn FileForm]) -> Router {
    // Where the scope is kept to one region, that region's page is the first one.
    let first = if published.scope().is_country() { get(pages::country::page) } else { get(pages::to_only_region) };
    let dashboard = Arc::new(Dashboard { published, settings });
    let pages = Router::new()
        .route("/", get(pages::welcome))
        .route("/{language}", get(pages::welcome))
        .route("/{language}/", first)
        .route("/{language}/maturity", get(pages::country_maturity::page))
        .route("/{language}/regions/{region}", get(pages::to_region))
        .route(&of_region(""), get(pages::rating::page))
        // Of these two the name may end in a form's extension.
        .route(&of_region("municipalities/{municipality}"), get(pages::municipality::page_or_file))
        .route(&of_region("schools/{school}"), get(pages::school::page_or_file))
        .route(&of_region("schools/{school}/lessons"), get(pages::lessons::page))
        .route(&of_region("schools/{school}/timetable"), get(pages::timetable::page))
        .route(&of_region("schools/{school}/outside"), get(pages::outside::page))
        .route(&of_region("outside"), get(pages::outside_schools::page))
        .route(&of_region("findings"), get(pages::findings::page))
        .route(&of_region("maturity"), get(pages::maturity::page))
        .route(&of_region("data"), get(pages::data::page))
        .route(&of_region("methodology"), get(pages::methodology::page))
        .route(&of_region("methodology/{measure}"), get(pages::methodology::measure))
        .route("/healthz", get(health))
        .route("/static/{name}", get(assets::serve));
    forms
        .iter()
        .fold(pages, |router, form| router.merge(files(*form)))
        .fallback(pages::nowhere)
        .layer(Extension(FileForms(forms)))
        .layer(middleware::from_fn_with_state(Arc::clone(&dashboard), pages::failure::show_failures))
        .layer(middleware::from_fn(respond::protect))
        .layer(middleware::from_fn(respond::trace))
        .with_state(dashboard)
}

/// Returns the address of a region's page or file.
fn of_region(page: &str) -> String {
    format!("/{{language}}/regions/{{region}}/{page}")
}

/// Returns the files in a form.
fn files(form: &'static dyn FileForm) -> Router<Arc<Dashboard>> {
    let of_country = |page: &str| format!("/{{language}}/{page}.{}", form.extension());
    let file = |page: &str| format!("{}.{}", of_region(page), form.extension());
    Router::new()
        .route(&of_country("rating"), get(pages::country::file))
        .route(&of_country("maturity"), get(pages::country_maturity::file))
        .route(&file("rating"), get(pages::rating::file))
        .route(&file("schools/{school}/lessons"), get(pages::lessons::file))
        .route(&file("schools/{school}/timetable"), get(pages::timetable::file))
        .route(&file("schools/{school}/outside"), get(pages::outside::file))
        .route(&file("outside"), get(pages::outside_schools::file))
        .route(&file("findings"), get(pages::findings::file))
        .route(&file("maturity"), get(pages::maturity::file))
        .route(&file("data"), get(pages::data::file))
        .route(&file("methodology"), get(pages::methodology::file))
        .layer(Extension(form))
}

async fn health(State(dashboard): State<Arc<Dashboard>>) -> Result<&'static str, Failure> {
    dashboard.published.answers().await?;
    Ok("ok")
}
