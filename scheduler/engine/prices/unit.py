"""The greatest number of ticks that every cost is a multiple of.

A bound may be rounded up to the next multiple.
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, assert_never

import numpy as np

from constraints.terms import (
    Choice,
    Cover,
    Free,
    Meeting,
    OnQueues,
    Pattern,
    Presence,
    Rest,
    Row,
    Session,
    Streak,
    Tally,
)
from scheduler.engine.line.machine import ticks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from constraints.terms import Price, Term

__all__ = ["rounded_up", "unit_of"]


def unit_of(terms: Iterable[Term]) -> int:
    """Return a number of ticks that all costs are multiples of; 1 at least.

    0 where nothing costs anything.
    """
    unit = 0
    for term in terms:
        unit = gcd(unit, *_units(term))
        if unit == 1:
            break
    return unit


def rounded_up(bound: int, unit: int) -> int:
    """Return the least multiple of a unit that is no less than a bound."""
    return -(-bound // unit) * unit if unit else max(0, bound)


def _units(term: Term) -> Iterator[int]:
    match term:
        case Choice():
            if not term.price.hard:
                amounts = np.append(term.amount.by_duty, term.off)
                yield from map(int, np.unique(ticks_of(term.price, amounts)))
        case Tally() | Streak():
            yield from _rates(term.price_low, 1)
            yield from _rates(term.price_high, 1)
        case Cover():
            minutes = term.end_min - term.start_min
            for tier in term.tiers:
                yield from _rates(tier.price, minutes)
            for pool in term.pools:
                yield from _rates(pool.price, minutes)
        case Presence():
            yield from _rates(term.price, term.end_min - term.start_min)
        case (
            Rest()
            | Free()
            | Pattern()
            | Row()
            | Meeting()
            | Session()
            | OnQueues()
        ):
            yield from _rates(term.price, 1)
        case _:
            assert_never(term)


def _rates(price: Price, amounts: int) -> Iterator[int]:
    """Yield what makes up the cost of multiples of an amount."""
    previous = 0
    for start, rate in price.slopes:
        whole = amounts if start % amounts == 0 else 1
        yield (rate - previous) * whole
        previous = rate
