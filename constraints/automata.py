"""Automata: the arcs of a pattern, from what one day does to a state.

Read by ``terms`` of rules on sequences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from constraints.terms import Arc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from constraints.measures import Mark

__all__ = ["arcs"]

Letter = TypeVar("Letter")


def arcs(
    marks: Mapping[Letter, Mark],
    step: Callable[[int, Letter], tuple[int, int]],
    starts: Iterable[int],
) -> tuple[Arc, ...]:
    """Return the arcs out of every state that can be reached.

    Parameters
    ----------
    marks
        Choices that a rule does not tell apart, by what it calls them;
        every choice is in exactly one.
    step
        Next state and amount, from a state and what a day is.
    starts
        States that somebody may begin in.
    """
    states = list(dict.fromkeys(starts))
    found = []
    for state in states:  # grows until nothing is new
        for letter, mark in marks.items():
            to, amount = step(state, letter)
            found.append(Arc(state, mark, to, amount))
            if to not in states:
                states.append(to)
    return tuple(found)
