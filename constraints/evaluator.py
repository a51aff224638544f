"""What every term means, in plain Python: the third voice beside engines.

Engines implement terms for speed, rules judge rosters from their own
definition; this module says term by term what a roster amounts to, in the
most direct way there is. Tests hold all three against each other, engines
use it to price the rosters they return.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.across_amounts import across_amounts, best_seating
from constraints.amount import Amount
from constraints.line_amounts import free_min, line_amounts
from constraints.terms import Choice, Free, Pattern, Rest, Streak, Tally
from constraints.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from constraints.terms import Term

__all__ = [
    "Amount",
    "Totals",
    "View",
    "amounts",
    "best_seating",
    "broken",
    "free_min",
    "shortage_min",
    "ticks",
    "totals",
]


@dataclass(frozen=True, slots=True)
class Totals:
    """What a roster breaks, lacks and costs.

    Attributes
    ----------
    broken
        The hard amounts, but for the shortage of ``must`` coverage.
    shortage_min
        Person-minutes of ``must`` coverage that are missing.
    ticks
        What all the rest costs.
    """

    broken: tuple[Amount, ...]
    shortage_min: int
    ticks: int


def totals(terms: Iterable[Term], view: View) -> Totals:
    """Return what a roster breaks, lacks and costs, in one pass."""
    broken = []
    shortage = cost = 0
    for term in terms:
        for found in amounts(term, view):
            if found.shortage:
                shortage += found.amount
            elif found.price.hard:
                broken.append(found)
            else:
                cost += found.price(found.amount)
    return Totals(tuple(broken), shortage, cost)


def ticks(terms: Iterable[Term], view: View) -> int:
    """Return what a roster costs, in ticks; hard amounts cost nothing."""
    return totals(terms, view).ticks


def broken(terms: Iterable[Term], view: View) -> tuple[Amount, ...]:
    """Return the hard amounts, but for the shortage of ``must`` coverage."""
    return totals(terms, view).broken


def shortage_min(terms: Iterable[Term], view: View) -> int:
    """Return the person-minutes of ``must`` coverage that are missing."""
    return totals(terms, view).shortage_min


def amounts(term: Term, view: View) -> Iterator[Amount]:
    """Yield the positive amounts of one term, hard ones included."""
    match term:
        case Choice() | Rest() | Free() | Tally() | Streak() | Pattern():
            found = line_amounts(term, view)
        case _:
            found = across_amounts(term, view)
    for amount in found:
        if amount.amount > 0:
            yield amount
