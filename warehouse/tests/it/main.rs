//! The integration tests of `warehouse`, in one binary: the lake against DuckDB, on a real PostgreSQL.

mod duckdb;
mod lake;
