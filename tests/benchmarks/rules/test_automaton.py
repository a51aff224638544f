"""The automaton finds what looking at every start finds."""

import random

import pytest

from benchmarks.rules.automaton import Automaton

OFF, EARLY, LATE = None, 0, 1
ALL = frozenset({OFF, EARLY, LATE})
SEQUENCES = [
    ((frozenset({LATE}), frozenset({EARLY})), 2),
    ((frozenset({EARLY, LATE}), ALL, frozenset({OFF})), 3),
    ((frozenset({OFF}), frozenset({EARLY}), frozenset({OFF})), 5),
]


def walked(automaton, word):
    """Return the amounts that an automaton pays over a word."""
    state, amount = 0, 0
    for letter in word:
        (arc,) = (
            a
            for a in automaton.arcs
            if a.state == state and letter in a.choices
        )
        state, amount = arc.to, amount + arc.amount
    return amount


def matched(word, starts):
    """Return the weight of all matches that begin at some starts."""
    return sum(
        weight
        for entries, weight in SEQUENCES
        for start in starts
        if start + len(entries) <= len(word)
        and all(
            word[start + at] in choices for at, choices in enumerate(entries)
        )
    )


@pytest.mark.parametrize("anchored", [False, True])
def test_matches(anchored):
    """Amounts are those of all matches, overlapping ones included."""
    automaton = Automaton(SEQUENCES, ALL, anchored=anchored)
    rng = random.Random(0)
    for _ in range(300):
        word = rng.choices([OFF, EARLY, LATE], k=rng.randint(1, 8))
        starts = [0] if anchored else range(len(word))
        assert walked(automaton, word) == matched(word, starts)


def test_state_after():
    """The state after a past is where a match can go on from."""
    automaton = Automaton(SEQUENCES[:1], ALL, anchored=False)
    state = automaton.after([EARLY, LATE])
    paid = [a.choices for a in automaton.arcs if a.state == state and a.amount]
    assert paid == [frozenset({EARLY})]


def test_choices_that_nothing_tells_apart_share_an_arc():
    """A state has one arc for each way to go on, not one per choice."""
    automaton = Automaton(SEQUENCES[:1], ALL, anchored=False)
    assert len([arc for arc in automaton.arcs if arc.state == 0]) == 2
