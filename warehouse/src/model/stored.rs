//! What [`stored_as!`](crate::stored_as) needs of the driver, under one name, so that the macro works in every crate.

pub use sqlx::encode::IsNull;
pub use sqlx::error::BoxDynError;
pub use sqlx::postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo, PgValueRef, Postgres};
pub use sqlx::{Decode, Encode, Type};
