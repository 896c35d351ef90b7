//! What became of the lessons, as a section of a territory's page.

use super::period::of_period;
use super::territory_address;
use crate::forms::plain::standing_word;
use crate::views::account::{Account, Standing};
use crate::web::address::{Address, encode};
use crate::web::reader::Reader;
use crate::words::Speaker;
use warehouse::model::{Disposition, Ratio, Territory};

/// The section.
pub(super) struct AccountSection {
    /// How many lessons there are, and where they stand; nothing when there are none.
    pub(super) cards: Vec<AccountCard>,
    /// The lessons outside, by group.
    pub(super) groups: Vec<ReasonGroup>,
    /// The same as a file.
    pub(super) csv: Address,
}

/// A number of lessons.
pub(super) struct AccountCard {
    pub(super) name: String,
    pub(super) count: String,
    pub(super) share: Option<String>,
    /// The lessons, where they can be opened.
    pub(super) list: Option<ListLink>,
}

/// Lessons outside for reasons of a group.
pub(super) struct ReasonGroup {
    pub(super) name: String,
    pub(super) note: Option<String>,
    pub(super) class: &'static str,
    pub(super) count: String,
    pub(super) share: String,
    pub(super) rows: Vec<ReasonRow>,
}

/// Lessons outside for a reason.
pub(super) struct ReasonRow {
    pub(super) name: String,
    pub(super) why: String,
    pub(super) count: String,
    pub(super) share: String,
    pub(super) list: ListLink,
}

/// A link to lessons: the list of a school, or the schools of a territory above.
pub(super) struct ListLink {
    pub(super) address: Address,
    pub(super) text: String,
    /// The same for those who hear the link alone.
    pub(super) label: String,
}

impl AccountSection {
    /// Returns the section of an account whose file has that address.
    pub(super) fn new(reader: &Reader, account: &Account, csv: Address) -> Self {
        let speaker = &reader.speaker;
        let all = account.lessons_count();
        let share = |count| share(speaker, count, all);
        let card = |key: &str, count, link: Option<Option<Disposition>>| AccountCard {
            name: speaker.say(key),
            count: speaker.count(count),
            share: (count < all).then(|| share(count)),
            list: link.filter(|_| count > 0).map(|choice| list(reader, account, choice)),
        };
        let cards = vec![
            card("account-lessons", all, None),
            card("account-counted", account.count_in(Standing::Counted), Some(Some(Disposition::Counted))),
            card("account-outside", account.outside_count(), Some(None)),
        ];
        let group = |standing: Standing| ReasonGroup {
            name: speaker.word(standing_word(standing)),
            note: (standing == Standing::Unknown).then(|| speaker.say("account-unknown-note")),
            class: standing_word(standing).symbol,
            count: speaker.count(account.count_in(standing)),
            share: share(account.count_in(standing)),
            rows: account
                .lines_in(standing)
                .map(|(disposition, count)| ReasonRow {
                    name: speaker.word(disposition),
                    why: speaker.why_disposed(disposition),
                    count: speaker.count(count),
                    share: share(count),
                    list: list(reader, account, Some(disposition)),
                })
                .collect(),
        };
        let groups = Standing::OUTSIDE.into_iter().map(group).filter(|group| !group.rows.is_empty());
        Self { cards: if all > 0 { cards } else { Vec::new() }, groups: groups.collect(), csv }
    }
}

/// Returns which percentage of all a number is.
pub(super) fn share(speaker: &Speaker, count: i64, all: i64) -> String {
    Ratio::new(count, all).map(|ratio| speaker.percent(ratio.percent_hundredths())).unwrap_or_default()
}

fn list(reader: &Reader, account: &Account, choice: Option<Disposition>) -> ListLink {
    let speaker = &reader.speaker;
    let reason = choice.map_or_else(|| speaker.say("account-outside"), |disposition| speaker.word(disposition));
    let (text, label) = match account.territory.territory {
        Territory::School(_) => ("account-list", "account-list-label"),
        Territory::Municipality(_) | Territory::Region(_) => ("account-schools", "account-schools-label"),
    };
    let chosen = choice.map_or("", Disposition::as_str);
    ListLink {
        address: lessons_address(reader, account).with("disposition", chosen),
        text: speaker.say(text),
        label: speaker.say_with(label, &[("reason", &reason)]),
    }
}

/// Returns where the lessons of an account are listed, or counted by school.
pub(super) fn lessons_address(reader: &Reader, account: &Account) -> Address {
    let address = match &account.territory.territory {
        Territory::School(id) => reader.to(&format!("schools/{}/outside", encode(id.as_str()))),
        Territory::Municipality(id) => reader.to("outside").with("municipality", id),
        Territory::Region(_) => reader.to("outside"),
    };
    of_period(address, &account.period)
}

/// Returns the address of the account's territory in its period; the region's is the rating.
pub(super) fn back_address(reader: &Reader, account: &Account) -> Address {
    let address = territory_address(reader, &account.territory.territory).unwrap_or_else(|| reader.to(""));
    of_period(address, &account.period)
}
