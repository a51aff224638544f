"""Automata: the arcs of a pattern, from what one day does to a state.

Read by ``terms`` of rules on sequences.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, TypeVar

from constraints.terms import Arc, Because, Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from constraints.measures import Mark
    from constraints.terms import Price

__all__ = ["arcs", "patterns"]

Letter = TypeVar("Letter")
State = TypeVar("State", bound=Hashable)


def arcs(
    marks: Mapping[Letter, Mark],
    step: Callable[[State, Letter], tuple[State, int]],
    starts: Iterable[State],
) -> tuple[tuple[Arc, ...], dict[State, int]]:
    """Return the arcs out of all states that can be reached, and numbers.

    Parameters
    ----------
    marks
        Choices that a rule does not tell apart, by what it calls them;
        every choice is in exactly one.
    step
        Next state and amount, from a state and what a day is.
    starts
        States that somebody may begin in.

    Returns
    -------
    The arcs, and the number by which they know each state.
    """
    numbers = {state: n for n, state in enumerate(dict.fromkeys(starts))}
    waiting = list(numbers)
    found = []
    for state in waiting:  # grows until nothing is new
        for letter, mark in marks.items():
            to, amount = step(state, letter)
            if to not in numbers:
                numbers[to] = len(numbers)
                waiting.append(to)
            found.append(Arc(numbers[state], mark, numbers[to], amount))
    return tuple(found), numbers


def patterns(
    rule: str,
    days: int,
    starts: Mapping[int, State],
    marks: Mapping[Letter, Mark],
    step: Callable[[State, Letter], tuple[State, int]],
    price: Price,
) -> Iterator[Pattern]:
    """Yield one pattern per person over the whole horizon.

    Parameters
    ----------
    rule
        Id of the rule.
    days
        Line days of the horizon.
    starts
        State before the first of them, by person.
    marks, step
        As in ``arcs``.
    """
    edges, numbers = arcs(marks, step, starts.values())
    whole = (0, days - 1)
    for person, state in starts.items():
        yield Pattern(
            because=Because(rule, (person,), whole),
            person=person,
            days=whole,
            start=numbers[state],
            arcs=edges,
            price=price,
        )
