//! Facts of activity: how many people use a journal.

use crate::model::{ActorRole, LocalDate};
use crate::{row, symbols};

symbols! {
    /// How users came in.
    pub enum ActivityChannel {
        /// A browser.
        Web = "web",
        /// A mobile application.
        App = "app",
    }
}

symbols! {
    /// How users were recognised.
    pub enum LoginType {
        /// Госуслуги (ЕСИА).
        Esia = "esia",
        /// The journal's own account.
        Local = "local",
    }
}

row! {
    /// E22. How many users of a role were active on a day (an aggregate; no person is named).
    pub struct ActivityDaily {
        /// The day, local. Example: `2024-10-15`.
        activity_on: LocalDate where days_ahead(1),
        /// The role.
        role: ActorRole,
        /// How they came in.
        channel: ActivityChannel,
        /// How they were recognised.
        login: LoginType,
        /// Distinct users. Example: `412`.
        users_count: i32 where between(0, 10_000_000),
        /// All users of the role, active or not, on that day. Example: `803`.
        accounts_count: i32 where between(0, 10_000_000),
    }
}
