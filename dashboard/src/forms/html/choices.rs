//! What a reader may choose: links, lists, and the form around them.

use crate::views::territory::Named;
use crate::web::address::Address;
use std::fmt;

/// A choice that is a link.
pub(super) struct ChoiceLink {
    pub(super) text: String,
    pub(super) address: Address,
    pub(super) is_current: bool,
}

/// A choice in a list.
pub(super) struct ChoiceOption {
    pub(super) value: String,
    pub(super) text: String,
    pub(super) is_current: bool,
}

/// A form that leads to an address with other choices; what it does not offer stays as it is.
pub(super) struct Choices {
    /// The path of the address.
    pub(super) path: String,
    /// What stays.
    pub(super) hidden: Vec<(&'static str, String)>,
}

impl Choices {
    /// Returns the form of an address that offers some of its parameters.
    pub(super) fn new(address: &Address, offered: &[&str]) -> Self {
        let stays = |(name, _): &&(&'static str, String)| !offered.contains(name);
        Self { path: address.path().to_owned(), hidden: address.parameters().iter().filter(stays).cloned().collect() }
    }
}

/// Returns the municipalities of a list.
pub(super) fn municipality_options(all: &[Named], current: Option<&Named>) -> Vec<ChoiceOption> {
    let option = |named: &Named| ChoiceOption {
        value: named.id().to_owned(),
        text: named.name.clone(),
        is_current: current.is_some_and(|current| current.territory == named.territory),
    };
    all.iter().map(option).collect()
}

/// Returns the options of a filter: everything, and each choice; `chosen` is the one in force.
pub(super) fn filter_options<T: Copy + PartialEq + fmt::Display>(
    everything: String,
    choices: impl IntoIterator<Item = (T, String)>,
    chosen: Option<T>,
) -> Vec<ChoiceOption> {
    let all = ChoiceOption { value: String::new(), text: everything, is_current: chosen.is_none() };
    let each = choices.into_iter().map(|(choice, text)| ChoiceOption {
        value: choice.to_string(),
        text,
        is_current: chosen == Some(choice),
    });
    std::iter::once(all).chain(each).collect()
}
