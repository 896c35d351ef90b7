//! Places: exact ratios, compared by cross-multiplication; equal ones share a place, and the next place is skipped
//! (1-2-2-4). What is not measured has no place, and the type keeps it out of here.

use super::{Direction, Ratio};
use std::cmp::Ordering;

/// Returns the place of each ratio, in the order given.
pub fn places(ratios: &[Ratio], direction: Direction) -> Vec<i32> {
    let better_first = |left: &Ratio, right: &Ratio| match direction {
        Direction::Up => right.compare(*left),
        Direction::Down => left.compare(*right),
    };
    let mut order: Vec<usize> = (0..ratios.len()).collect();
    order.sort_by(|left, right| better_first(&ratios[*left], &ratios[*right]));
    let mut places = vec![0; ratios.len()];
    let mut place = 0;
    for (position, index) in (1_i32..).zip(order.iter().copied()) {
        let is_tied = usize::try_from(position - 2)
            .ok()
            .and_then(|before| order.get(before))
            .is_some_and(|before| ratios[*before].compare(ratios[index]) == Ordering::Equal);
        if !is_tied {
            place = position;
        }
        places[index] = place;
    }
    places
}
