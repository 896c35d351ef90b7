//! From versions to what is in force: of each entity the highest version, unless it deletes.

use warehouse::model::Operation;
use warehouse::registers::RegisterChange;

/// Returns what is in force by some of the versions, in their order. An entity's versions lie together, the highest last; of
/// two that bear one number the first stands.
pub fn in_force<'a>(
    versions: impl IntoIterator<Item = &'a RegisterChange>,
    is_told: impl Fn(&RegisterChange) -> bool,
) -> Vec<RegisterChange> {
    let mut highest: Vec<&RegisterChange> = Vec::new();
    for version in versions.into_iter().filter(|version| is_told(version)) {
        match highest.last_mut() {
            Some(last) if last.is_of_the_entity_of(version) => {
                if last.entity_version < version.entity_version {
                    *last = version;
                }
            }
            _ => highest.push(version),
        }
    }
    highest.into_iter().filter(|change| change.operation != Operation::Delete).cloned().collect()
}
