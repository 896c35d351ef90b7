//! A dashboard that is being served, and a browser without a screen.

use crate::seed;
use axum::Router;
use dashboard::Settings;
use sqlx::PgPool;
use std::collections::BTreeMap;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use warehouse::Warehouse;
use warehouse::access::Reach;
use warehouse::model::{Regions, ReleaseId};
use warehouse::published::Published;
use warehouse::testing::{self, Folder};

/// A dashboard that is being served.
pub struct Dashboard {
    address: std::net::SocketAddr,
    _lake_folder: Folder,
    /// The warehouse under it.
    pub warehouse: Warehouse,
    /// The releases' numbers, when there are any.
    pub releases: Vec<ReleaseId>,
    stop: Option<oneshot::Sender<()>>,
}

/// What came back.
pub struct Response {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Dashboard {
    /// Serves the seeded region.
    pub async fn seeded(pool: PgPool) -> Self {
        Self::seeded_with(pool, dashboard::router).await
    }

    /// Serves a warehouse in which nothing is published.
    pub async fn empty(pool: PgPool) -> Self {
        Self::serve(pool, dashboard::router).await
    }

    /// Serves the seeded region, by a router of the test's own.
    pub async fn seeded_with(pool: PgPool, router: impl FnOnce(Published, Settings) -> Router) -> Self {
        let mut dashboard = Self::serve(pool, router).await;
        dashboard.releases = seed::region(&dashboard.warehouse).await.to_vec();
        dashboard
    }

    /// Serves a warehouse to readers who see as far as that, and in which nothing is published.
    pub async fn reaching(pool: PgPool, reach: Reach) -> Self {
        Self::serve_to(pool, reach, dashboard::router).await
    }

    async fn serve(pool: PgPool, router: impl FnOnce(Published, Settings) -> Router) -> Self {
        Self::serve_to(pool, Reach::Country, router).await
    }

    async fn serve_to(pool: PgPool, reach: Reach, router: impl FnOnce(Published, Settings) -> Router) -> Self {
        let lake_folder = Folder::new(pool.connect_options().get_database().unwrap_or("none"));
        let warehouse = testing::open_and_migrate(pool, lake_folder.path()).await;
        let published = warehouse.published(warehouse.scope_by_configuration(reach).expect("it can be served"));
        let regions = Regions::bundled().expect("the register is sound");
        let settings = Settings::new(&regions, || seed::moment("2024-11-03T19:00:00Z")).expect("its zones are known");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(dashboard::serve(listener, router(published, settings), async {
            let _ = stopped.await;
        }));
        Self { address, _lake_folder: lake_folder, warehouse, releases: Vec::new(), stop: Some(stop) }
    }

    /// Asks for an address.
    pub async fn get(&self, path: &str) -> Response {
        self.get_with(path, "").await
    }

    /// Asks for an address with more headers, each ended by a line break.
    pub async fn get_with(&self, path: &str, headers: &str) -> Response {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        let request = format!("GET {path} HTTP/1.1\r\nHost: dashboard\r\nConnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).await.expect("the request is sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.expect("the response is read");
        let text = String::from_utf8(bytes).expect("the response is UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").expect("a response has headers");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let headers =
            lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Response { status, headers: headers.collect(), body: body.to_owned() }
    }

    /// Asks for a page that must be there.
    pub async fn page(&self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status, 200, "{path}: {}", response.body);
        response.body
    }

    /// Asks for a file that must be there; returns its lines, the headings first.
    pub async fn csv(&self, path: &str) -> Vec<Vec<String>> {
        let text = self.page(path).await;
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let delimiter = if path.starts_with("/ru/") { b';' } else { b',' };
        csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .from_reader(text.as_bytes())
            .records()
            .map(|record| record.expect("a line of CSV").iter().map(str::to_owned).collect())
            .collect()
    }
}

impl Drop for Dashboard {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}
