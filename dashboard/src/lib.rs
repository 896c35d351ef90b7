//! The dashboard: what was published, as pages, charts and CSV. It reads the warehouse, knows nothing of how figures
//! come about, and works without JavaScript.
//!
//! The way of a request: [`router`] names the page; `visit` finds the language, the release and the region; a module of
//! `pages` reads figures under the visit's [`Scope`], makes a typed page of them and gives
//! it to its template; `respond` adds the headers, or, when something failed, the page that says so.
//!
//! To add a page: a module in `pages` (parameters, page, handler, CSV, in this order), a template of the same name, its
//! texts in both files of `texts/`, a line in [`router`], and a line in the test that opens every page.

mod address;
mod assets;
mod chart;
mod csv_table;
mod failure;
mod figure;
mod format;
mod frame;
mod language;
mod maturity_line;
mod pages;
mod periods;
mod rating_table;
mod respond;
mod texts;
mod trend;
mod visit;
mod words;

use axum::Router;
use axum::extract::State;
use axum::middleware;
use axum::routing::get;
use language::Language;
use std::future::Future;
use std::sync::Arc;
use texts::Texts;
use tokio::net::TcpListener;
use warehouse::Warehouse;
use warehouse::model::Instant;
use warehouse::published::Scope;

/// What the operator decides about the dashboard.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The region whose figures everyone who reaches the dashboard may read, by its code of the constitution's list.
    pub region_code: String,
    /// The zone in which moments are shown.
    pub time_zone: chrono_tz::Tz,
    /// The clock, for the age of the last event.
    pub now: fn() -> Instant,
}

/// What every page shares.
struct Dashboard {
    warehouse: Warehouse,
    settings: Settings,
    scope: Scope,
    russian: Texts,
    english: Texts,
}

impl Dashboard {
    fn texts(&self, language: Language) -> &Texts {
        match language {
            Language::Russian => &self.russian,
            Language::English => &self.english,
        }
    }
}

/// Returns all pages of the dashboard.
pub fn router(warehouse: Warehouse, settings: Settings) -> Router {
    let dashboard = Arc::new(Dashboard {
        warehouse,
        scope: Scope::region_by_configuration(&settings.region_code),
        settings,
        russian: Texts::new(Language::Russian),
        english: Texts::new(Language::English),
    });
    Router::new()
        .route("/", get(pages::welcome))
        .route("/{language}", get(pages::welcome))
        .route("/{language}/", get(pages::rating::page))
        .route("/{language}/rating.csv", get(pages::rating::csv))
        // The name may end in .csv.
        .route("/{language}/municipalities/{municipality}", get(pages::municipality::page_or_csv))
        .route("/{language}/schools/{school}", get(pages::school::page_or_csv))
        .route("/{language}/schools/{school}/lessons", get(pages::lessons::page))
        .route("/{language}/schools/{school}/lessons.csv", get(pages::lessons::csv))
        .route("/{language}/schools/{school}/timetable", get(pages::timetable::page))
        .route("/{language}/schools/{school}/timetable.csv", get(pages::timetable::csv))
        .route("/{language}/maturity", get(pages::maturity::page))
        .route("/{language}/maturity.csv", get(pages::maturity::csv))
        .route("/{language}/data", get(pages::data::page))
        .route("/{language}/data.csv", get(pages::data_csv::csv))
        .route("/{language}/methodology", get(pages::methodology::page))
        .route("/{language}/methodology.csv", get(pages::methodology::csv))
        .route("/healthz", get(health))
        .route("/static/{name}", get(assets::serve))
        .fallback(pages::nowhere)
        .layer(middleware::from_fn_with_state(Arc::clone(&dashboard), respond::finish))
        .with_state(dashboard)
}

/// Serves the pages until `shutdown` is over, and ends the requests that had begun.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router).with_graceful_shutdown(shutdown).await
}

async fn health(State(dashboard): State<Arc<Dashboard>>) -> Result<&'static str, failure::Failure> {
    dashboard.warehouse.answers().await?;
    Ok("ok")
}
