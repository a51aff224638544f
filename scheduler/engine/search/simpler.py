"""A model that the annealer can hold, where one is beyond it: a start.

Events are left out and placed on the lines afterwards; whoever counts for
less than a person counts for one or for none. What comes out is where an
engine that honours all terms begins.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from constraints.terms import Booked, Cover
from scheduler.engine.gains import Gains
from scheduler.engine.placing import place_events
from scheduler.engine.view import past_presence, presence
from scheduler.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.engine.engine import Day, Lines
    from scheduler.problem import Problem

__all__ = ["placed", "simpler"]

HALF = 50
"""Percent of a person from which somebody counts for one."""


def simpler(model: Model) -> Model:
    """Return a model without events, in which people count whole."""
    return Model(model.problem, tuple(_simpler(model)))


def _simpler(model: Model) -> Iterator[Term]:
    for term in model.terms:
        if isinstance(term, Booked):
            continue
        if isinstance(term, Cover):
            term = replace(
                term,
                pools=tuple(
                    replace(pool, percent=100)
                    for pool in term.pools
                    if pool.percent >= HALF
                ),
            )
        yield term


def placed(model: Model, lines: Lines) -> Lines:
    """Return lines with the events of a model placed on them."""
    problem = model.problem
    if not any(isinstance(t, Booked) for t in model.terms):
        return lines
    gains = Gains(problem, model.terms)
    found = [list(line) for line in lines]
    for person, line in enumerate(found):
        gains.change(person, partial(_past, problem, person), 1)
        for chosen in line:
            gains.change(person, partial(_there, problem, chosen), 1)
    place_events(problem, model.terms, found, gains)
    return tuple(map(tuple, found))


def _past(
    problem: Problem, person: int, standby: bool
) -> Iterator[tuple[int, int]]:
    return past_presence(problem, person, standby=standby)


def _there(
    problem: Problem, chosen: Day, standby: bool
) -> Iterator[tuple[int, int]]:
    return presence(problem, chosen, standby=standby)
