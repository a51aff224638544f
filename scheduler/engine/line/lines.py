"""The graphs of all lines: shared by people alike, and what they relax.

Where the machines of a line have too many states side by side, some are
left out: those that only cost first, then the largest. A line found is
then no dearer than it should be, never dearer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from constraints.terms import (
    Booked,
    Choice,
    Cover,
    Presence,
    Row,
)
from scheduler.engine.line.automaton import alike, binds, parts_of
from scheduler.engine.line.choices import Choices
from scheduler.engine.line.machine import FORBIDDEN, OFF_DUTY
from scheduler.engine.line.walk import TooLarge, graph_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from constraints.measures import IntArray
    from constraints.terms import Term
    from scheduler.engine.line.automaton import Part
    from scheduler.engine.line.graph import Graph
    from scheduler.engine.line.machine import Menus
    from scheduler.model import Model

__all__ = ["Line", "Size", "TooLate", "lines_of", "size_for"]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a graph may get.

    Attributes
    ----------
    states
        After any day.
    moves
        Pairs of a state and a way to go on, on any day.
    """

    states: int = 20_000
    moves: int = 1_500_000


@dataclass(frozen=True, eq=False)
class Line:
    """What is known of one person's line before anything has a price.

    Attributes
    ----------
    graph
        Shared by people alike.
    start
        This person's state before day 0.
    ticks
        By choice of the graph: what it costs this person by itself, from
        ``FORBIDDEN`` on for what they may not have.
    relaxed
        Their terms that the graph does not say.
    """

    graph: Graph
    start: int
    ticks: IntArray
    relaxed: tuple[Term, ...]


MOST_MOVES, FEWEST_MOVES = 4_000_000, 50_000
"""Pairs of state and letter on a day: over all people, and for each."""


def size_for(people: int) -> Size:
    """Return how large graphs may get that so many people walk."""
    moves = MOST_MOVES // max(1, people)
    return Size(moves=max(FEWEST_MOVES, min(Size().moves, moves)))


class TooLate(Exception):
    """There was no time to build all graphs."""


def lines_of(
    model: Model,
    size: Size | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Line, ...]:
    """Return everybody's line, people alike on one graph.

    Parameters
    ----------
    stop
        Asked before each graph.

    Raises
    ------
    TooLate
        When told to stop.
    """
    return _Builder(model, size or Size()).built(stop)


class _Builder:
    """Groups people and builds a graph for each group."""

    def __init__(self, model: Model, size: Size) -> None:
        self._problem = model.problem
        self._size = size
        self._choices = Choices(model.problem, model.terms)
        self._terms: list[list[Term]] = [[] for _ in model.problem.people]
        for term in model.terms:
            if isinstance(
                term,
                Choice | Cover | Presence | Booked | Row,
            ):
                continue
            if binds(term):
                self._terms[term.person].append(term)

    def built(self, stop: Callable[[], bool]) -> tuple[Line, ...]:
        """Return the lines, group by group of people alike."""
        groups: dict[object, list[int]] = {}
        for person, terms in enumerate(self._terms):
            key = (
                self._problem.people[person].menu,
                tuple(alike(term) for term in terms),
            )
            groups.setdefault(key, []).append(person)
        found: dict[int, Line] = {}
        for people in groups.values():
            if stop():
                raise TooLate
            found.update(zip(people, self._group(people), strict=True))
        return tuple(found[person] for person in range(len(self._terms)))

    def _group(self, people: list[int]) -> Iterator[Line]:
        days = range(self._problem.days)
        menus = [
            np.append(
                np.unique(
                    np.concatenate(
                        [self._choices.menu(p, day) for p in people]
                    )
                ),
                OFF_DUTY,
            )
            for day in days
        ]
        parts = [list(self._parts(person, menus)) for person in people]
        graph, kept = self._graph(parts, menus)
        for person, own in zip(people, parts, strict=True):
            said = {id(own[at].term) for at in kept}
            yield Line(
                graph,
                graph.start([own[at].start for at in kept]),
                np.concatenate(
                    [
                        self._choices.costs(
                            person, day, graph.duty[_of(graph, day)]
                        )
                        for day in days
                    ]
                ),
                tuple(t for t in self._terms[person] if id(t) not in said),
            )

    def _parts(self, person: int, menus: Menus) -> Iterator[Part]:
        duties = self._problem.duties
        past = self._problem.past(person)
        return parts_of(
            self._terms[person],
            menus,
            duties,
            max((duties[w.duty].end_min for w in past), default=None),
        )

    def _graph(
        self, parts: Sequence[Sequence[Part]], menus: Menus
    ) -> tuple[Graph, list[int]]:
        """Return the largest graph that is small enough, and its parts."""
        kept = list(range(len(parts[0])))
        sizes: list[IntArray] = []
        while True:
            try:
                graph = graph_of(
                    [parts[0][at].machine for at in kept],
                    [[own[at].start for at in kept] for own in parts],
                    menus,
                    self._size.states,
                    self._size.moves,
                )
            except TooLarge as found:
                sizes = sizes or [
                    _sizes(parts[0][at], menus) for at in range(len(parts[0]))
                ]
                alive = [
                    at
                    for at in kept
                    if sizes[at][found.day] > 1 and parts[0][at].term
                ] or kept
                kept.remove(
                    max(
                        alive,
                        key=lambda at: (
                            not parts[0][at].hard,
                            int(sizes[at].sum()),
                        ),
                    )
                )
            else:
                return graph, kept


def _of(graph: Graph, day: int) -> slice:
    return slice(int(graph.day_choice[day]), int(graph.day_choice[day + 1]))


def _sizes(part: Part, menus: Menus) -> IntArray:
    """Return how many states a machine alone has after each day."""
    states = np.array([part.start], dtype=np.int64)
    found = []
    for day, choices in enumerate(menus):
        to, ticks = part.machine.moves(day, states, choices)
        states = np.unique(to[ticks < FORBIDDEN])
        found.append(len(states))
    return np.array(found, dtype=np.int64)
