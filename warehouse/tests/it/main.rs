//! The integration tests of `warehouse`, in one binary: the lake against DuckDB, and a database that is brought
//! up to date, on a real PostgreSQL.

mod duckdb;
mod lake;
mod upgrade;
