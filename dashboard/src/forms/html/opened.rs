//! What the pages share that open a figure: its head, the filter of its lines, and the pager.

use super::choices::{ChoiceOption, Choices};
use super::figure::FigureCell;
use super::period::{self, of_period};
use crate::views::extent::Stretch;
use crate::views::opened::Opened;
use crate::web::address::{Address, encode};
use crate::web::reader::Reader;
use crate::words::Speaker;

/// Whose figure is opened, and of what.
pub(super) struct OpenedHead {
    pub(super) school: String,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) period: String,
    pub(super) cell: FigureCell,
}

/// The filter of the lines, and the same lines as a file.
pub(super) struct Filter {
    pub(super) form: Choices,
    pub(super) name: &'static str,
    pub(super) options: Vec<ChoiceOption>,
    pub(super) csv: Address,
}

/// Which lines of how many stand on a page, and the way to the others.
pub(super) struct Pager {
    pub(super) shown: String,
    pub(super) previous: Option<Address>,
    pub(super) next: Option<Address>,
}

impl OpenedHead {
    /// Returns the head of an opened figure.
    pub(super) fn new(reader: &Reader, opened: &Opened) -> Self {
        let speaker = &reader.speaker;
        Self {
            school: opened.school.name.clone(),
            code: opened.indicator.code.clone(),
            name: speaker.indicator(&opened.indicator).to_owned(),
            period: period::name(speaker, &opened.period),
            cell: FigureCell::new(speaker, &opened.figure),
        }
    }
}

/// Returns the address of a page below the school's.
pub(super) fn address(reader: &Reader, opened: &Opened, page: &str) -> Address {
    let page = reader.to(&format!("schools/{}/{page}", encode(opened.school.id())));
    of_period(page.with("indicator", &opened.indicator.code), &opened.period)
}

impl Filter {
    /// Returns the filter of a page at an address, by the parameter that it sets.
    pub(super) fn new(address: &Address, name: &'static str, options: Vec<ChoiceOption>) -> Self {
        Self {
            form: Choices::new(address, &[name]),
            name,
            options,
            csv: Address::new(format!("{}.csv", address.path())).with_all(address),
        }
    }
}

impl Pager {
    /// Returns the pager of a stretch of lines, all of which `total` counts in words.
    pub(super) fn new(speaker: &Speaker, address: &Address, stretch: Stretch, total: &str) -> Self {
        let written = |number: usize| speaker.count(i64::try_from(number).unwrap_or(i64::MAX));
        let (from, to) = (written(stretch.from()), written(stretch.to()));
        let page = |number: usize| address.clone().with("page", number);
        Self {
            shown: speaker.say_with("lessons-shown", &[("from", &from), ("to", &to), ("total", total)]),
            previous: (stretch.page > 1).then(|| page(stretch.page - 1)),
            next: stretch.has_more().then(|| page(stretch.page + 1)),
        }
    }
}
