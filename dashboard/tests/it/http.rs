//! A dashboard that is being served, and a browser without a screen.

use crate::seed;
use sqlx::PgPool;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use warehouse::Warehouse;

/// A dashboard that is being served.
pub struct Dashboard {
    address: std::net::SocketAddr,
    lake_folder: PathBuf,
    /// The warehouse under it.
    pub warehouse: Warehouse,
    /// The releases' numbers, when there are any.
    pub releases: Vec<i64>,
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
        let mut dashboard = Self::empty(pool).await;
        dashboard.releases = seed::region(&dashboard.warehouse).await.to_vec();
        dashboard
    }

    /// Serves a warehouse in which nothing is published.
    pub async fn empty(pool: PgPool) -> Self {
        let database = pool.connect_options().get_database().unwrap_or("none").to_owned();
        let lake_folder = std::env::temp_dir().join(format!("svodka-dashboard-{}-{database}", std::process::id()));
        let warehouse = Warehouse::with_pool(pool, &lake_folder).expect("a folder for the lake");
        warehouse.migrate().await.expect("the migrations apply");
        let settings = dashboard::Settings {
            region_code: seed::REGION.to_owned(),
            time_zone: chrono_tz::Asia::Tomsk,
            now: || seed::moment("2024-11-03T19:00:00Z"),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let router = dashboard::router(warehouse.clone(), settings);
        tokio::spawn(dashboard::serve(listener, router, async {
            let _ = stopped.await;
        }));
        Self { address, lake_folder, warehouse, releases: Vec::new(), stop: Some(stop) }
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
        // A folder that cannot be removed is left to the system's own cleaning.
        let _ = std::fs::remove_dir_all(&self.lake_folder);
    }
}
